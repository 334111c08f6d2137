//! The folder of a store: its manifest, its lock, and the two ways in which the quads are kept in it.
//!
//! With the feature `rocksdb` the quads lie in an on-disk database; without it they live in memory and the folder
//! holds one file of sorted N-Quads, replaced as a whole at each commit. The lock is a file of our own, so that a
//! second process hears at once that it must wait, whichever way the quads are kept.

use std::{
    fs::{self, File, TryLockError},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use oxigraph::store::Store as Quads;

use super::{error::StoreError, journal::Journal, names::Names};

/// Version of the folder's layout and of the mapping to quads: a change of either makes old stores unreadable.
pub(crate) const FORMAT_VERSION: u32 = 3;

/// How this program keeps quads on disk.
#[cfg(feature = "rocksdb")]
pub(crate) const BACKEND: &str = "rocksdb";
/// How this program keeps quads on disk.
#[cfg(not(feature = "rocksdb"))]
pub(crate) const BACKEND: &str = "nquads";

const MANIFEST: &str = "chancery-store.txt";
const LOCK: &str = "lock";
const JOURNAL: &str = "journal";
#[cfg(feature = "rocksdb")]
const DATABASE: &str = "rocksdb";
#[cfg(not(feature = "rocksdb"))]
const FILE: &str = "graph.nq";

/// An open folder: its lock is held until it is dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    lock: File,
}

/// Closing the file would not do: a program that another thread is just starting holds a copy of the descriptor until
/// it runs, and with it the lock.
impl Drop for Folder {
    fn drop(&mut self) {
        // Where it cannot be unlocked, the end of the process does it.
        drop(self.lock.unlock());
    }
}

/// What may be done with a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

impl Folder {
    /// Makes a folder into an empty store.
    pub(crate) fn create(path: &Path, names: &Names) -> Result<(Self, Quads), StoreError> {
        fs::create_dir_all(path).map_err(StoreError::io(path))?;
        let mut entries = fs::read_dir(path).map_err(StoreError::io(path))?;
        if path.join(MANIFEST).exists() {
            let reason = "a store is in it already".to_owned();
            return Err(StoreError::NotAStore { path: path.to_owned(), reason });
        }
        // What a run leaves that was broken off before the manifest stood is no reason to refuse.
        let ours = [LOCK.to_owned(), format!("{MANIFEST}.new")];
        if entries.any(|entry| entry.is_ok_and(|entry| ours.iter().all(|ours| entry.file_name() != ours.as_str()))) {
            let reason = "the folder holds other files, so no store is made in it".to_owned();
            return Err(StoreError::NotAStore { path: path.to_owned(), reason });
        }
        let lock = lock(path, Access::Write)?;
        let manifest = format!("format = {FORMAT_VERSION}\nbackend = {BACKEND}\nbase = {}\n", names.base());
        let folder = Self { path: path.to_owned(), lock };
        folder.replace(MANIFEST, |out| out.write_all(manifest.as_bytes()))?;
        let quads = folder.open_quads(Access::Write)?;
        Ok((folder, quads))
    }

    /// Opens a store.
    pub(crate) fn open(path: &Path, access: Access) -> Result<(Self, Quads, Names), StoreError> {
        let not_a_store = |reason: &str| StoreError::NotAStore { path: path.to_owned(), reason: reason.to_owned() };
        if !path.is_dir() {
            return Err(not_a_store("there is no such folder"));
        }
        let manifest = match fs::read_to_string(path.join(MANIFEST)) {
            Ok(manifest) => manifest,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(not_a_store(&format!("it has no {MANIFEST}")));
            }
            Err(source) => return Err(StoreError::Io { path: path.join(MANIFEST), source }),
        };
        let field = |key: &str| {
            manifest
                .lines()
                .filter_map(|line| line.split_once(" = "))
                .find(|(name, _)| *name == key)
                .map(|(_, value)| value)
        };
        let version = field("format").unwrap_or("unknown");
        if version != FORMAT_VERSION.to_string() {
            let found = version.to_owned();
            return Err(StoreError::Version { path: path.to_owned(), found, expected: FORMAT_VERSION });
        }
        let backend = field("backend").unwrap_or("unknown");
        if backend != BACKEND {
            let found = backend.to_owned();
            return Err(StoreError::Backend { path: path.to_owned(), found, expected: BACKEND });
        }
        let names = Names::new(field("base").unwrap_or_default())?;
        let lock = lock(path, access)?;
        let folder = Self { path: path.to_owned(), lock };
        let quads = folder.open_quads(access)?;
        Ok((folder, quads, names))
    }

    /// Whether there is a store in a folder.
    pub(crate) fn is_store(path: &Path) -> bool {
        path.join(MANIFEST).is_file()
    }

    #[cfg(feature = "rocksdb")]
    fn open_quads(&self, access: Access) -> Result<Quads, StoreError> {
        let database = self.path.join(DATABASE);
        match access {
            Access::Read => Ok(Quads::open_read_only(database)?),
            Access::Write => Ok(Quads::open(database)?),
        }
    }

    #[cfg(not(feature = "rocksdb"))]
    fn open_quads(&self, _access: Access) -> Result<Quads, StoreError> {
        use oxigraph::io::{RdfFormat, RdfParser};

        let quads = Quads::new()?;
        let path = self.path.join(FILE);
        match File::open(&path) {
            Ok(file) => {
                let mut loader = quads.bulk_loader();
                loader
                    .load_from_reader(RdfParser::from_format(RdfFormat::NQuads), std::io::BufReader::new(file))
                    .map_err(|error| StoreError::Damaged(format!("{}: {error}", path.display())))?;
                loader.commit()?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(StoreError::Io { path, source }),
        }
        Ok(quads)
    }

    /// Makes what is in the quads safe on disk.
    #[cfg(feature = "rocksdb")]
    pub(crate) fn save(&self, quads: &Quads) -> Result<(), StoreError> {
        Ok(quads.flush()?)
    }

    /// Makes what is in the quads safe on disk.
    #[cfg(not(feature = "rocksdb"))]
    pub(crate) fn save(&self, quads: &Quads) -> Result<(), StoreError> {
        let mut failure = None;
        self.replace(FILE, |out| match super::dump::write_nquads(quads, out) {
            Err(StoreError::Io { source, .. }) => Err(source),
            Err(other) => {
                failure = Some(other);
                Err(std::io::Error::other("the quads could not be read"))
            }
            Ok(()) => Ok(()),
        })
        .map_err(|error| failure.unwrap_or(error))
    }

    /// Writes a file beside the old one and moves it into its place, so that there is the old one or the new one.
    fn replace(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
    ) -> Result<(), StoreError> {
        let path = self.path.join(name);
        let beside = self.path.join(format!("{name}.new"));
        let mut out = BufWriter::new(File::create(&beside).map_err(StoreError::io(&beside))?);
        write(&mut out).and_then(|()| out.flush()).map_err(StoreError::io(&beside))?;
        out.get_ref().sync_all().map_err(StoreError::io(&beside))?;
        fs::rename(&beside, &path).map_err(StoreError::io(&path))
    }

    /// The journal of a change that was broken off.
    pub(crate) fn journal(&self) -> Result<Option<Journal>, StoreError> {
        let path = self.path.join(JOURNAL);
        match fs::read_to_string(&path) {
            Ok(text) => Journal::parse(&text).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::Io { path, source }),
        }
    }

    /// Writes the journal of a change that begins or goes on, or removes it at its end.
    pub(crate) fn set_journal(&self, journal: Option<&Journal>) -> Result<(), StoreError> {
        let path = self.path.join(JOURNAL);
        match journal {
            Some(journal) => self.replace(JOURNAL, |out| out.write_all(journal.encode().as_bytes())),
            None if path.exists() => fs::remove_file(&path).map_err(StoreError::io(&path)),
            None => Ok(()),
        }
    }

    /// Bytes of all files of the store.
    pub(crate) fn size(&self) -> u64 {
        fn size(path: &Path) -> u64 {
            let Ok(entries) = fs::read_dir(path) else { return 0 };
            entries
                .flatten()
                .map(|entry| match entry.metadata() {
                    Ok(data) if data.is_dir() => size(&entry.path()),
                    Ok(data) => data.len(),
                    Err(_) => 0,
                })
                .sum()
        }
        size(&self.path)
    }
}

fn lock(path: &Path, access: Access) -> Result<File, StoreError> {
    let name = path.join(LOCK);
    let read_only = || File::open(&name);
    let file = match access {
        Access::Write => File::options().create(true).append(true).open(&name),
        Access::Read => read_only().or_else(|_| File::options().create(true).append(true).open(&name)),
    }
    .map_err(StoreError::io(&name))?;
    let locked = match access {
        Access::Write => file.try_lock(),
        Access::Read => file.try_lock_shared(),
    };
    match locked {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            // Only where readers have it can one read more.
            let written = access == Access::Read || file.try_lock_shared().is_err();
            Err(StoreError::Locked { path: path.to_owned(), what: if written { "written" } else { "read" } })
        }
        Err(TryLockError::Error(source)) => Err(StoreError::Io { path: name, source }),
    }
}
