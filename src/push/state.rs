//! The record of what was pushed to one server: a file in the store's folder that each change of the server adds a line to,
//! so that a run that is broken off leaves what it did.
//!
//! The first line names the server. A line `put` has a graph with hash and number of triples, `gone` one that was deleted,
//! `open` one that is about to be changed: where nothing follows on that, nobody knows what the server holds of it, and the
//! next push sends it again. The last line may be cut off.

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use super::error::PushError;

/// Folder of the records, in the store's.
const FOLDER: &str = "push";
const HEADER: &str = "# chancery push 1";

/// What is known of a graph on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It was put.
    Put {
        /// Hash of its N-Triples.
        hash: String,
        /// How many there are.
        count: u64,
    },
    /// A change of it was broken off.
    Open,
}

/// The record, open for this process alone.
#[derive(Debug)]
pub(super) struct State {
    path: PathBuf,
    url: String,
    /// `None` where nothing may be written.
    file: Option<File>,
    pub(super) graphs: BTreeMap<String, Known>,
}

impl State {
    /// Reads what was pushed to a server, and keeps other processes from pushing there.
    pub(super) fn open(store: &Path, url: &str) -> Result<Self, PushError> {
        let path = path(store, url);
        let failed = |source: io::Error| PushError::State { path: path.clone(), source };
        fs::create_dir_all(store.join(FOLDER)).map_err(failed)?;
        let file = File::options().create(true).append(true).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PushError::Busy(url.to_owned())),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let mut own = Self::peek(store, url)?;
        let text = fs::read_to_string(&path).map_err(failed)?;
        own.file = Some(file);
        if text.is_empty() {
            own.add(&format!("{HEADER} {url}"))?;
        } else if !text.ends_with('\n') {
            // What was cut off was left out; what comes now begins on a line of its own.
            own.rewrite()?;
        }
        Ok(own)
    }

    /// Reads what was pushed to a server, without writing anything.
    pub(super) fn peek(store: &Path, url: &str) -> Result<Self, PushError> {
        let path = path(store, url);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(PushError::State { path, source }),
        };
        let graphs = parse(&text).map_err(|line| PushError::StateLine { path: path.clone(), line })?;
        Ok(Self { path, url: url.to_owned(), file: None, graphs })
    }

    /// A graph is about to be changed.
    pub(super) fn begin(&mut self, graph: &str) -> Result<(), PushError> {
        self.add(&format!("open\t{graph}"))?;
        self.graphs.insert(graph.to_owned(), Known::Open);
        Ok(())
    }

    /// A graph was put.
    pub(super) fn put(&mut self, graph: &str, hash: &str, count: u64) -> Result<(), PushError> {
        self.add(&format!("put\t{graph}\t{hash}\t{count}"))?;
        self.graphs.insert(graph.to_owned(), Known::Put { hash: hash.to_owned(), count });
        Ok(())
    }

    /// A graph was deleted.
    pub(super) fn gone(&mut self, graph: &str) -> Result<(), PushError> {
        self.add(&format!("gone\t{graph}"))?;
        self.graphs.remove(graph);
        Ok(())
    }

    /// The whole server was emptied.
    pub(super) fn emptied(&mut self) -> Result<(), PushError> {
        for graph in self.graphs.keys().cloned().collect::<Vec<_>>() {
            self.gone(&graph)?;
        }
        Ok(())
    }

    /// Brings the file down to a line a graph.
    pub(super) fn finish(mut self) -> Result<(), PushError> {
        self.rewrite()
    }

    fn add(&mut self, line: &str) -> Result<(), PushError> {
        let path = self.path.clone();
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(format!("{line}\n").as_bytes()).map_err(|source| PushError::State { path, source })
    }

    /// Replaces the file by one with a line a graph. The lock moves along with the new file.
    fn rewrite(&mut self) -> Result<(), PushError> {
        let failed = |source: io::Error| PushError::State { path: self.path.clone(), source };
        let mut text = format!("{HEADER} {}\n", self.url);
        for (graph, known) in &self.graphs {
            match known {
                Known::Put { hash, count } => text.push_str(&format!("put\t{graph}\t{hash}\t{count}\n")),
                Known::Open => text.push_str(&format!("open\t{graph}\n")),
            }
        }
        let beside = self.path.with_extension("new");
        let mut new = File::create(&beside).map_err(failed)?;
        // Nobody else has this file yet.
        new.try_lock().map_err(|error| failed(error.into()))?;
        new.write_all(text.as_bytes()).and_then(|()| new.sync_all()).map_err(failed)?;
        fs::rename(&beside, &self.path).map_err(failed)?;
        self.file = Some(new);
        Ok(())
    }
}

/// The file for a server.
fn path(store: &Path, url: &str) -> PathBuf {
    let mut name: String = Sha256::digest(url).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    name.push_str(".tsv");
    store.join(FOLDER).join(name)
}

/// The graphs of a record; the number of the first line that is none.
fn parse(text: &str) -> Result<BTreeMap<String, Known>, usize> {
    let mut graphs = BTreeMap::new();
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    for (number, line) in whole.lines().enumerate() {
        if number == 0 && line.starts_with(HEADER) {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            ["put", graph, hash, count] if hash.len() == 64 => {
                let count = count.parse().map_err(|_| number + 1)?;
                graphs.insert(graph.to_owned(), Known::Put { hash: hash.to_owned(), count });
            }
            ["open", graph] => drop(graphs.insert(graph.to_owned(), Known::Open)),
            ["gone", graph] => drop(graphs.remove(graph)),
            _ => return Err(number + 1),
        }
    }
    Ok(graphs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "http://127.0.0.1:9/ds/data";

    fn hash(letter: char) -> String {
        letter.to_string().repeat(64)
    }

    #[test]
    fn what_was_done_is_read_again_and_a_cut_line_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut state = State::open(folder.path(), URL).expect("new");
        for graph in ["urn:a", "urn:b", "urn:c"] {
            state.begin(graph).expect("written");
            state.put(graph, &hash('1'), 7).expect("written");
        }
        state.gone("urn:a").expect("written");
        state.begin("urn:b").expect("written");
        let file = state.path.clone();
        // The run ends here, in the middle of a line.
        drop(state);
        let mut text = fs::read_to_string(&file).expect("there");
        text.push_str("put\turn:b\t1111");
        fs::write(&file, text).expect("written");
        let mut state = State::open(folder.path(), URL).expect("read");
        let known = Known::Put { hash: hash('1'), count: 7 };
        assert_eq!(state.graphs, BTreeMap::from([("urn:b".to_owned(), Known::Open), ("urn:c".to_owned(), known)]));
        state.put("urn:b", &hash('2'), 8).expect("written");
        state.finish().expect("written");
        assert_eq!(fs::read_to_string(&file).expect("there").lines().count(), 3);
        assert_eq!(State::peek(folder.path(), URL).expect("read").graphs.len(), 2);
        assert!(State::peek(folder.path(), "http://127.0.0.1:9/other/data").expect("read").graphs.is_empty());
    }

    #[test]
    fn two_pushes_to_one_server_do_not_mix() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = State::open(folder.path(), URL).expect("new");
        assert!(matches!(State::open(folder.path(), URL), Err(PushError::Busy(_))));
        drop(state);
        assert!(State::open(folder.path(), URL).is_ok());
    }

    #[test]
    fn a_file_that_is_no_record_is_refused_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(State::open(folder.path(), URL).expect("new"));
        let file = path(folder.path(), URL);
        fs::write(&file, format!("{HEADER} {URL}\nput\turn:a\tshort\t1\n")).expect("written");
        let error = State::open(folder.path(), URL).expect_err("no record").to_string();
        assert!(error.contains(".tsv:2: "), "{error}");
    }
}
