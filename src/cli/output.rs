//! Where results go: standard output, or a file that appears whole or not at all.
//!
//! A file is written under another name beside its place and renamed at the end. So a run that fails leaves the file that was
//! there before, and nobody takes half a picture for a whole one.

use std::{
    env, fs,
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use tempfile::NamedTempFile;
use terminal_size::{Width, terminal_size};

/// An output that [`Output::finish`] completes.
pub(super) struct Output {
    out: BufWriter<Box<dyn Target>>,
}

trait Target: Write {
    fn finish(self: Box<Self>) -> io::Result<()>;
    fn name(&self) -> String;
}

/// Standard output, or something that is no regular file and stays where it is: a pipe, a device.
struct Direct {
    name: String,
    out: Box<dyn Write>,
}

struct Beside {
    path: PathBuf,
    file: NamedTempFile,
}

impl Output {
    /// A file, or standard output where none is named.
    pub(super) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let target: Box<dyn Target> = match path {
            None => Box::new(Direct { name: "the output".to_owned(), out: Box::new(io::stdout().lock()) }),
            Some(path) => open(path).with_context(|| path.display().to_string())?,
        };
        Ok(Self { out: BufWriter::new(target) })
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> String {
        self.out.get_ref().name()
    }

    /// Puts what was written into its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        let name = self.name();
        let whole = || -> io::Result<()> { self.out.into_inner().map_err(io::IntoInnerError::into_error)?.finish() };
        whole().with_context(|| name)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn open(path: &Path) -> io::Result<Box<dyn Target>> {
    let name = path.display().to_string();
    // A link stays a link: what it points to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let known = fs::metadata(&path).ok();
    if known.as_ref().is_some_and(|known| !known.is_file()) {
        return Ok(Box::new(Direct { name, out: Box::new(fs::File::options().write(true).open(&path)?) }));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut how = tempfile::Builder::new();
    how.prefix(".chancery-").suffix(".new");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What the process's mask leaves of it, as of any new file.
        how.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = how.tempfile_in(folder)?;
    if let Some(known) = known {
        file.as_file().set_permissions(known.permissions())?;
    }
    Ok(Box::new(Beside { path, file }))
}

impl Target for Direct {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }

    fn name(&self) -> String {
        self.name.clone()
    }
}

impl Write for Direct {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Target for Beside {
    fn finish(self: Box<Self>) -> io::Result<()> {
        // A disk may tell only now that it is full.
        self.file.as_file().sync_all()?;
        self.file.persist(&self.path).map(drop).map_err(|error| error.error)
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The columns of the terminal: what `COLUMNS` says, else what the terminal says; none where the answer goes elsewhere.
pub(super) fn terminal_width() -> Option<usize> {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    if let Some(columns) = told.filter(|columns| *columns > 0) {
        return Some(columns);
    }
    let (Width(width), _) = io::stdout().is_terminal().then(terminal_size)??;
    Some(usize::from(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("graph.dot");
        let names = || -> Vec<String> {
            let entries = fs::read_dir(folder.path()).expect("readable").flatten();
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        };
        let mut out = Output::open(Some(&path)).expect("writable");
        out.write_all(b"first").expect("room");
        assert!(!path.exists(), "not there before it is whole");
        out.finish().expect("room");
        assert_eq!(fs::read_to_string(&path).expect("there"), "first");
        let mut out = Output::open(Some(&path)).expect("writable");
        out.write_all(b"half of the sec").expect("room");
        drop(out);
        assert_eq!(fs::read_to_string(&path).expect("there"), "first");
        assert_eq!(names(), ["graph.dot"], "nothing is left beside it");
        assert!(Output::open(Some(&folder.path().join("missing/graph.dot"))).is_err());
        assert!(Output::open(Some(folder.path())).is_err(), "a folder");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("graph.dot"), folder.path().join("link.dot"));
        fs::write(&path, "old").expect("writable");
        std::os::unix::fs::symlink(&path, &link).expect("writable");
        let mut out = Output::open(Some(&link)).expect("writable");
        out.write_all(b"new").expect("room");
        out.finish().expect("room");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        if Path::new("/dev/full").exists() {
            let mut out = Output::open(Some(Path::new("/dev/full"))).expect("a device");
            out.write_all(b"text").expect("in memory as yet");
            let error = out.finish().expect_err("full");
            assert!(error.to_string().contains("/dev/full"), "{error:#}");
            assert!(Path::new("/dev/full").exists());
        }
    }
}
