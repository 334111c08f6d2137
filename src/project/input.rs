//! Files, folders and standard input, as one stream of articles in a stable order.
//!
//! One article at a time is in memory, so a corpus may be of any size. What cannot be read becomes a diagnostic in the
//! stream, at its place, and the stream goes on. Folders are read recursively, by name; hidden files, symbolic links to
//! folders and files that are no articles are left out. A `metadata.csv` or `metadata.jsonl` speaks for the articles of
//! its folder and of the folders in it.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::text::{
    Article, DateFrom, Diagnostic, Encoding, Item, LONGEST, Metadata, Records, Sidecar, decode, plain_article,
};

const TEXT_ENDINGS: [&str; 2] = ["txt", "text"];
const RECORD_ENDINGS: [&str; 2] = ["jsonl", "ndjson"];
const SIDECARS: [&str; 2] = ["metadata.csv", "metadata.jsonl"];
/// The name of standard input in diagnostics and ids.
const STDIN: &str = "stdin";

/// How inputs are read, and what the user says of all of them.
#[derive(Clone, Debug, Default)]
pub struct InputOptions {
    /// The encoding of files without a byte order mark; UTF-8 where it is `None`.
    pub encoding: Option<&'static Encoding>,
    /// The day of publication of articles that give none.
    pub date: Option<Date>,
    /// The outlet of articles that name none.
    pub source: Option<String>,
}

/// The sidecars that speak for a folder, from its own to the outermost.
#[derive(Debug)]
struct Scope {
    folder: PathBuf,
    sidecar: Sidecar,
    outer: Option<Arc<Scope>>,
}

#[derive(Debug)]
enum Pending {
    /// A path that the user named.
    Named(PathBuf),
    /// A file or folder found in a folder.
    Found(PathBuf, Option<Arc<Scope>>),
    /// The file names of a folder that were no articles: how many, and the first.
    Skipped(PathBuf, usize, String),
}

type Input = Box<dyn BufRead + Send>;

/// The articles of several inputs, in their order; an iterator.
pub struct Articles {
    options: InputOptions,
    /// The next ones, last first.
    pending: Vec<Pending>,
    open: Option<(Records<Input>, Option<Arc<Scope>>)>,
    /// Remarks and an article that wait to be handed out, last first.
    ready: Vec<Item>,
    /// Hashes of the ids so far: 16 bytes an article, so that a million of them take little room.
    seen: HashSet<u128>,
    /// The sidecars of the folder of the last named file.
    scope: Option<(PathBuf, Option<Arc<Scope>>)>,
}

impl Articles {
    /// The articles of these files and folders; `-` is standard input. Nothing is opened before the first article is
    /// asked for.
    #[must_use]
    pub fn open(paths: &[PathBuf], options: InputOptions) -> Self {
        Self {
            options,
            pending: paths.iter().rev().cloned().map(Pending::Named).collect(),
            open: None,
            ready: Vec::new(),
            seen: HashSet::new(),
            scope: None,
        }
    }

    fn error(&mut self, path: &Path, message: impl Into<String>) {
        self.ready.push(Item::Diagnostic(Diagnostic::error(path.display().to_string(), message)));
    }

    fn take_up(&mut self, pending: Pending) {
        match pending {
            Pending::Skipped(folder, count, first) => {
                let message = match count {
                    1 => format!("{first:?} was left out: articles in a folder end in .txt, .text, .jsonl or .ndjson"),
                    _ => format!(
                        "{count} files were left out, such as {first:?}: \
                         articles in a folder end in .txt, .text, .jsonl or .ndjson"
                    ),
                };
                let folder = folder.display().to_string();
                self.ready.push(Item::Diagnostic(Diagnostic::warning(folder, message)));
            }
            Pending::Named(path) if path.as_os_str() == "-" => {
                let input: Input = Box::new(BufReader::with_capacity(1 << 16, io::stdin()));
                self.read(Path::new(STDIN), input, None, None);
            }
            Pending::Named(path) => match fs::metadata(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    self.error(&path, "there is no such file or folder");
                }
                Err(error) => self.error(&path, format!("cannot be read: {error}")),
                Ok(found) if found.is_dir() => self.folder(&path, None),
                Ok(_) if SIDECARS.iter().any(|name| path.ends_with(name)) => {}
                Ok(_) => {
                    let scope = self.scope_of_named(&path);
                    self.file(&path, scope);
                }
            },
            Pending::Found(path, scope) if path.is_dir() => self.folder(&path, scope),
            Pending::Found(path, scope) => self.file(&path, scope),
        }
    }

    /// The sidecars of a named file's folder. Named files often come many from one folder, so the last is kept.
    fn scope_of_named(&mut self, path: &Path) -> Option<Arc<Scope>> {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        if let Some((_, scope)) = self.scope.as_ref().filter(|(last, _)| *last == folder) {
            return scope.clone();
        }
        let scope = self.load_scope(&folder, None);
        self.scope = Some((folder, scope.clone()));
        scope
    }

    /// The scope of a folder: its own sidecars within those around it.
    fn load_scope(&mut self, folder: &Path, outer: Option<Arc<Scope>>) -> Option<Arc<Scope>> {
        let mut scope = outer;
        for name in SIDECARS {
            let path = folder.join(name);
            let display = path.display().to_string();
            let text = match fs::read(&path) {
                Ok(bytes) => match decode(&bytes, self.options.encoding) {
                    Ok(text) => text.into_owned(),
                    Err(error) => {
                        self.error(&path, error.to_string());
                        continue;
                    }
                },
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    self.error(&path, format!("cannot be read: {error}"));
                    continue;
                }
            };
            let parse = if name.ends_with("csv") { Sidecar::parse_csv } else { Sidecar::parse_jsonl };
            let (sidecar, problems) = parse(&display, &text);
            self.ready.extend(problems.into_iter().rev().map(Item::Diagnostic));
            scope = Some(Arc::new(Scope { folder: folder.to_path_buf(), sidecar, outer: scope }));
        }
        scope
    }

    fn folder(&mut self, path: &Path, outer: Option<Arc<Scope>>) {
        let mut names: Vec<PathBuf> = Vec::new();
        let mut skipped: Vec<String> = Vec::new();
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.error(path, format!("this folder cannot be read: {error}")),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.error(path, format!("this folder cannot be read: {error}"));
                    continue;
                }
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            let linked_folder = entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
            if name.starts_with('.') || SIDECARS.contains(&name.as_str()) || linked_folder {
                continue;
            }
            if entry.path().is_dir() || ends_in(&entry.path(), &TEXT_ENDINGS) || ends_in(&entry.path(), &RECORD_ENDINGS)
            {
                names.push(entry.path());
            } else {
                skipped.push(name);
            }
        }
        names.sort();
        let scope = self.load_scope(path, outer);
        self.pending.extend(names.into_iter().rev().map(|name| Pending::Found(name, scope.clone())));
        if let Some(first) = skipped.iter().min() {
            self.pending.push(Pending::Skipped(path.to_path_buf(), skipped.len(), first.clone()));
        }
    }

    fn file(&mut self, path: &Path, scope: Option<Arc<Scope>>) {
        match File::open(path) {
            Ok(file) => {
                let records = if ends_in(path, &TEXT_ENDINGS) {
                    Some(false)
                } else if ends_in(path, &RECORD_ENDINGS) {
                    Some(true)
                } else {
                    None
                };
                self.read(path, Box::new(BufReader::with_capacity(1 << 16, file)), records, scope);
            }
            Err(error) => self.error(path, format!("cannot be read: {error}")),
        }
    }

    /// Reads an input as JSON lines or as one text; by its first character where `records` is `None`.
    fn read(&mut self, path: &Path, mut input: Input, records: Option<bool>, scope: Option<Arc<Scope>>) {
        let records = match records {
            Some(records) => records,
            None => match first_letter(&mut input) {
                Ok(first) => first == Some(b'{'),
                Err(error) => return self.error(path, format!("cannot be read: {error}")),
            },
        };
        if records {
            let records = Records::new(input, path.display().to_string(), self.options.encoding);
            self.open = Some((records, scope));
            return;
        }
        let mut bytes = Vec::new();
        if let Err(error) = input.take(LONGEST as u64 + 1).read_to_end(&mut bytes) {
            return self.error(path, format!("cannot be read: {error}"));
        }
        if bytes.len() > LONGEST {
            let message =
                format!("this text is longer than {} MiB; split it into articles, or give JSON lines", LONGEST >> 20);
            return self.error(path, message);
        }
        match decode(&bytes, self.options.encoding) {
            Ok(text) if text.trim().is_empty() => self.error(path, "this file is empty"),
            Ok(text) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let article = plain_article(name, text);
                self.finish(article, path, None, scope.as_deref());
            }
            Err(error) => {
                let mut problem = Diagnostic::error(path.display().to_string(), error.to_string());
                problem.line = error.line();
                self.ready.push(Item::Diagnostic(problem));
            }
        }
    }

    /// Adds what sidecars and options know, and hands the article out unless its id was used before.
    fn finish(&mut self, mut article: Article, path: &Path, line: Option<usize>, scope: Option<&Scope>) {
        let file = path.display().to_string();
        let mut remarks = Vec::new();
        let mut next = scope;
        while let Some(scope) = next {
            let relative = path.strip_prefix(&scope.folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            if let Some(metadata) = scope.sidecar.find([article.id.as_str(), &relative]) {
                for (field, own, other) in metadata.fill(&mut article, DateFrom::Metadata) {
                    let message = format!(
                        "the {field} of article {:?} is {own:?} in the article and {other:?} in the metadata; \
                         the article's counts",
                        article.id
                    );
                    remarks.push(Item::Diagnostic(Diagnostic { line, ..Diagnostic::warning(&*file, message) }));
                }
            }
            next = scope.outer.as_deref();
        }
        let defaults = Metadata { date: self.options.date, source: self.options.source.clone(), ..Metadata::default() };
        defaults.fill(&mut article, DateFrom::Option);
        if self.seen.insert(hash(&article.id)) {
            self.ready.push(Item::Article(article));
        } else {
            let message = format!(
                "the article id {:?} was used before in this run and this article was left out; \
                 give each record an id, and each file a name, of its own",
                article.id
            );
            self.ready.push(Item::Diagnostic(Diagnostic { line, ..Diagnostic::error(&*file, message) }));
        }
        self.ready.extend(remarks.into_iter().rev());
    }
}

impl std::fmt::Debug for Articles {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Articles").field("pending", &self.pending).finish_non_exhaustive()
    }
}

impl Iterator for Articles {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop() {
                return Some(item);
            }
            if let Some((mut records, scope)) = self.open.take() {
                match records.next() {
                    Some(Item::Article(article)) => {
                        let (path, line) = (PathBuf::from(records.file()), Some(records.line()));
                        self.open = Some((records, scope.clone()));
                        self.finish(article, &path, line, scope.as_deref());
                    }
                    Some(remark) => {
                        self.open = Some((records, scope));
                        return Some(remark);
                    }
                    None if records.line() == 0 => {
                        let path = PathBuf::from(records.file());
                        self.error(&path, "this file is empty");
                    }
                    None => {}
                }
                continue;
            }
            let next = self.pending.pop()?;
            self.take_up(next);
        }
    }
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The first byte that is neither white space nor a byte order mark, left unread.
fn first_letter(input: &mut Input) -> io::Result<Option<u8>> {
    let chunk = input.fill_buf()?;
    let chunk = chunk.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(chunk);
    Ok(chunk.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
}

fn hash(id: &str) -> u128 {
    Sha256::digest(id.as_bytes()).iter().take(16).fold(0, |hash, &byte| hash << 8 | u128::from(byte))
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use jiff::civil::date;

    use super::{Articles, InputOptions};
    use crate::text::{DateFrom, Item};

    /// A folder under the build's own, emptied first.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("chancery-input-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("sub")).expect("a new folder");
        folder
    }

    fn said(items: impl Iterator<Item = Item>, folder: &Path) -> Vec<String> {
        items
            .map(|item| match item {
                Item::Article(article) => {
                    let date = article.published.map_or("undated".to_owned(), |date| date.to_string());
                    format!("{} {date} {}", article.id, article.source.unwrap_or_default())
                }
                Item::Diagnostic(diagnostic) => {
                    diagnostic.to_string().replace(&folder.display().to_string(), "").replace('\\', "/")
                }
            })
            .collect()
    }

    #[test]
    fn folders_are_read_in_order_with_their_sidecars() {
        let folder = folder("order");
        fs::write(folder.join("b.txt"), "date 2022-07-07\nText.").expect("written");
        fs::write(folder.join("a.jsonl"), "{\"id\":\"r1\",\"text\":\"x\"}\n{\"id\":\"r1\",\"text\":\"y\"}\n")
            .expect("written");
        fs::write(folder.join("sub/c.txt"), "Text.").expect("written");
        fs::write(folder.join("sub/empty.txt"), " \n").expect("written");
        fs::write(folder.join("z.pdf"), "x").expect("written");
        fs::write(folder.join(".hidden.txt"), "x").expect("written");
        fs::write(
            folder.join("metadata.csv"),
            "file,date,source\nb.txt,2022-07-08,Agency\nsub/c.txt,2022-07-01,\nr1,,Wire\n",
        )
        .expect("written");
        let options = InputOptions { source: Some("Desk".to_owned()), ..InputOptions::default() };
        let items = Articles::open(std::slice::from_ref(&folder), options);
        assert_eq!(
            said(items, &folder),
            [
                ": warning: \"z.pdf\" was left out: articles in a folder end in .txt, .text, .jsonl or .ndjson",
                "r1 undated Wire",
                "/a.jsonl:2: error: the article id \"r1\" was used before in this run and this article was left out; \
                 give each record an id, and each file a name, of its own",
                "/b.txt: warning: the date of article \"b.txt\" is \"2022-07-07\" in the article and \"2022-07-08\" \
                 in the metadata; the article's counts",
                "b.txt 2022-07-07 Agency",
                "c.txt 2022-07-01 Desk",
                "/sub/empty.txt: error: this file is empty",
            ]
        );
        fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn options_fill_what_is_missing_and_a_missing_path_does_not_stop() {
        let folder = folder("missing");
        fs::write(folder.join("a"), "Text.").expect("written");
        let paths = [folder.join("nowhere"), folder.join("a")];
        let options = InputOptions { date: Some(date(2022, 7, 7)), ..InputOptions::default() };
        let items: Vec<_> = Articles::open(&paths, options).collect();
        let [Item::Diagnostic(problem), Item::Article(article)] = &items[..] else { panic!("{items:?}") };
        assert!(problem.message.contains("no such file"), "{problem}");
        assert_eq!((article.published, article.date_from), (Some(date(2022, 7, 7)), Some(DateFrom::Option)));
        fs::remove_dir_all(&folder).expect("removed");
    }
}
