//! What a folder holds: files that may be articles, folders, and what is left out, counted by what it is.
//!
//! Nothing is opened that may block: a FIFO waits for a writer that never comes, and a device has no end.

use std::{
    collections::BTreeMap,
    fs::{self, File, FileType},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::scope::SIDECARS;
use crate::{
    graph::Store,
    text::{Format, HEAD},
};

/// Endings of files that are read in a folder.
const ENDINGS: [&str; 4] = ["txt", "text", "jsonl", "ndjson"];

/// What is left out of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    /// A file of a format that is not read.
    Format(Format),
    /// Text without an ending that articles have.
    OtherEnding,
    /// A file that is empty or cannot be opened, and has no such ending.
    Unknown,
    /// A FIFO, a socket, a device.
    Special(&'static str),
    /// The folder of a store.
    Store,
    /// A symbolic link to a folder, which might lead back.
    Link,
}

impl Found {
    /// What a file of that format is, found in a folder where its name says no article.
    pub(super) fn of(format: Format) -> Self {
        match format {
            Format::Text | Format::Records => Self::OtherEnding,
            format => Self::Format(format),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Format(format) => format.name(),
            Self::OtherEnding => "text with another ending",
            Self::Unknown => "a file of another kind",
            Self::Special(kind) => kind,
            Self::Store => "a chancery store",
            Self::Link => "a link to a folder",
        }
    }
}

/// What was left out, by what it is: how often, and the first name.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    found: BTreeMap<Found, (usize, String)>,
}

impl LeftOut {
    /// One more.
    pub(super) fn add(&mut self, found: Found, name: &str) {
        let (count, first) = self.found.entry(found).or_insert_with(|| (0, name.to_owned()));
        *count += 1;
        if name < first.as_str() {
            name.clone_into(first);
        }
    }

    /// All of it in a sentence, most frequent first; `None` where nothing was left out.
    pub(super) fn message(&self) -> Option<String> {
        let mut kinds: Vec<_> = self.found.iter().collect();
        kinds.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let total: usize = kinds.iter().map(|(_, (count, _))| count).sum();
        let parts: Vec<String> = kinds
            .iter()
            .map(|(found, (count, first))| match count {
                1 => format!("{first:?} ({})", found.name()),
                _ => format!("{count} such as {first:?} ({})", found.name()),
            })
            .collect();
        match total {
            0 => None,
            1 => Some(format!("{} was left out: {RULE}", parts[0])),
            _ => Some(format!("{total} files were left out, {}: {RULE}", parts.join(", "))),
        }
    }
}

const RULE: &str = "in a folder, articles are text (.txt, .text), JSON lines (.jsonl, .ndjson), tables (.csv, .tsv), and what \
                    shows its format (docs/formats.md)";

/// The files and folders of a folder that are to be read, by name, and why it could not be read to its end.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) names: Vec<PathBuf>,
    pub(super) problems: Vec<io::Error>,
}

/// Looks through a folder, whose path below the named one is `below`. Hidden files and sidecars are passed over; all else
/// that is left out is counted.
pub(super) fn scan(folder: &Path, below: &str, left_out: &mut LeftOut) -> Scan {
    let mut scan = Scan::default();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            scan.problems.push(error);
            return scan;
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                scan.problems.push(error);
                continue;
            }
        };
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') || SIDECARS.contains(&name.as_str()) {
            continue;
        }
        match left(&path, entry.file_type().is_ok_and(|kind| kind.is_symlink())) {
            Some(found) if below.is_empty() => left_out.add(found, &name),
            Some(found) => left_out.add(found, &format!("{below}/{name}")),
            None => scan.names.push(path),
        }
    }
    scan.names.sort();
    scan
}

/// Why a path in a folder is left out, where it is.
fn left(path: &Path, linked: bool) -> Option<Found> {
    // What cannot be looked at is reported when it is opened.
    let kind = fs::metadata(path).ok()?.file_type();
    if kind.is_dir() {
        return if linked { Some(Found::Link) } else { Store::is_marked(path).then_some(Found::Store) };
    }
    if !kind.is_file() {
        return Some(Found::Special(kind_of_file(kind)));
    }
    if ends_in(path, &ENDINGS) {
        return None;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head));
    match Format::of(path, &head) {
        _ if read.is_err() || head.is_empty() => Some(Found::Unknown),
        Format::Text if head.contains(&0) => Some(Found::Format(Format::Binary)),
        // What is inside, its reader sees.
        Format::Packed(_) => None,
        format if is_read(format, path) => None,
        format => Some(Found::of(format)),
    }
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a file of that format and name, packed or not, is an article where it lies in a folder and nobody named it. What
/// has the marks of its format is; text has none, so its name decides.
pub(super) fn is_read(format: Format, path: &Path) -> bool {
    match format {
        Format::Text | Format::Records | Format::Binary => ends_in(path, &ENDINGS),
        Format::Notes => false,
        Format::Csv => ends_in(path, &["csv", "tsv"]),
        format => format.is_read(),
    }
}

/// What a file is that is neither a file nor a folder, with its article.
pub(super) fn kind_of_file(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a FIFO (named pipe)";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    let _ = kind;
    "a special file"
}

/// Whether a path is one by which a shell hands over an open pipe: `/dev/stdin`, and what `<(…)` becomes.
pub(super) fn is_stream(path: &Path) -> bool {
    path == Path::new("/dev/stdin")
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc") && path.components().any(|part| part.as_os_str() == "fd")
}
