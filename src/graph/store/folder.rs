//! The folder of a store: its manifest, its lock, and the two ways in which the quads are kept in it.
//!
//! With the feature `disk` the quads lie in an on-disk database; without it they live in memory and the folder
//! holds one file of sorted N-Quads ([`super::light`]), replaced as a whole at each commit. A program with the feature
//! reads such a light store as it is, and moves it into a database when it opens the store for changes. The lock is a file
//! of our own, so that a second process is refused at once with both engines.

use std::{
    fs::{self, File, TryLockError},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use oxigraph::store::Store as Quads;

use super::{checksums, journal::Journal, light};
use crate::graph::{error::StoreError, vocabulary::iris::Names};

/// Version of the folder's layout and of the mapping to quads: a change of either makes old stores unreadable until they are
/// upgraded.
pub(crate) const FORMAT_VERSION: u32 = 5;

/// Whether this program can keep quads in a database on disk.
pub(crate) const DATABASES: bool = cfg!(feature = "disk");

/// The two ways, as the manifest names them: in a database, and in one file that is read into memory.
const ON_DISK: &str = "rocksdb";
pub(crate) const LIGHT: &str = "nquads";

/// How this program keeps the quads of new stores.
const BACKEND: &str = if DATABASES { ON_DISK } else { LIGHT };

const MANIFEST: &str = "chancery-store.txt";
const LOCK: &str = "lock";
const JOURNAL: &str = "journal";
const DATABASE: &str = "rocksdb";

/// An open folder: its lock is held until it is dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    lock: File,
    light: bool,
    /// Quads that were read into memory when it was opened.
    read: usize,
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
    /// Makes a folder into an empty store. Where that fails, nothing of the store is left, nor the folder if it was not there.
    pub(crate) fn create(path: &Path, names: &Names) -> Result<(Self, Quads), StoreError> {
        let had_folder = path.is_dir();
        fs::create_dir_all(path).map_err(StoreError::io(path))?;
        if path.join(MANIFEST).exists() {
            let reason = "a store is in it already".to_owned();
            return Err(StoreError::NotAStore { path: path.to_owned(), reason });
        }
        if !Self::is_free(path)? {
            let reason = "the folder holds other files, so no store is made in it".to_owned();
            return Err(StoreError::NotAStore { path: path.to_owned(), reason });
        }
        let lock = lock(path, Access::Write)?;
        let mut folder = Self { path: path.to_owned(), lock, light: !DATABASES, read: 0 };
        match folder.begin(names) {
            Ok(quads) => Ok((folder, quads)),
            Err(error) => {
                folder.remove(had_folder);
                Err(error)
            }
        }
    }

    /// Whether a store can be made in a folder: it is empty, or holds only what a run leaves that was broken off before
    /// the manifest stood.
    fn is_free(path: &Path) -> Result<bool, StoreError> {
        let ours = [LOCK.to_owned(), format!("{MANIFEST}.new"), format!("{}.new", light::FILE)];
        let is_ours = |entry: &fs::DirEntry| {
            let (name, size) = (entry.file_name(), entry.metadata().map_or(0, |data| data.len()));
            ours.iter().any(|ours| name == ours.as_str())
                || (name == light::FILE && size == light::empty().len() as u64)
        };
        let mut entries = fs::read_dir(path).map_err(StoreError::io(path))?;
        Ok(entries.all(|entry| entry.is_ok_and(|entry| is_ours(&entry))))
    }

    /// Writes the files of an empty store.
    fn begin(&mut self, names: &Names) -> Result<Quads, StoreError> {
        if self.light {
            // A store without its file is damaged, so there is one from the first moment.
            self.replace_text(light::FILE, &light::empty())?;
        }
        self.write_manifest(BACKEND, names)?;
        self.open_quads(Access::Write)
    }

    /// Opens a store.
    pub(crate) fn open(path: &Path, access: Access) -> Result<(Self, Quads, Names), StoreError> {
        Self::open_as(path, access, FORMAT_VERSION)
    }

    /// The format of the store in a folder; `None` where its manifest does not say.
    pub(crate) fn format(path: &Path) -> Result<Option<u32>, StoreError> {
        let manifest = fs::read_to_string(path.join(MANIFEST)).map_err(StoreError::io(path.join(MANIFEST)))?;
        Ok(manifest
            .lines()
            .find_map(|line| line.strip_prefix("format = "))
            .and_then(|version| version.trim().parse().ok()))
    }

    /// Opens a store of a format.
    pub(crate) fn open_as(path: &Path, access: Access, format: u32) -> Result<(Self, Quads, Names), StoreError> {
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
        if version != format.to_string() {
            let found = version.to_owned();
            return Err(StoreError::Version { path: path.to_owned(), found, expected: FORMAT_VERSION });
        }
        let backend = field("backend").unwrap_or("unknown");
        if backend != BACKEND && backend != LIGHT {
            let found = backend.to_owned();
            return Err(StoreError::Backend { path: path.to_owned(), found, expected: BACKEND });
        }
        let names = Names::new(field("base").unwrap_or_default())?;
        let lock = lock(path, access)?;
        let mut folder = Self { path: path.to_owned(), lock, light: backend == LIGHT, read: 0 };
        let quads = if folder.light && DATABASES && access == Access::Write {
            folder.move_to_disk(&names)?
        } else {
            folder.open_quads(access)?
        };
        Ok((folder, quads, names))
    }

    /// Whether the file that marks a store stands in a folder, and is one.
    pub(crate) fn is_marked(path: &Path) -> bool {
        let mark = path.join(MANIFEST);
        Self::is_store(path) && fs::read_to_string(mark).is_ok_and(|text| text.starts_with("format = "))
    }

    /// Whether there is a store in a folder.
    pub(crate) fn is_store(path: &Path) -> bool {
        path.join(MANIFEST).is_file()
    }

    /// Whether a folder holds a light store.
    pub(crate) fn is_light(path: &Path) -> bool {
        let line = format!("backend = {LIGHT}");
        fs::read_to_string(path.join(MANIFEST)).is_ok_and(|manifest| manifest.lines().any(|other| other == line))
    }

    /// Whether the quads lie in a database on disk.
    pub(crate) fn on_disk(&self) -> bool {
        !self.light
    }

    /// How the quads are kept, as the manifest names it.
    pub(crate) fn kept(&self) -> &'static str {
        if self.light { LIGHT } else { ON_DISK }
    }

    /// Quads that were read into memory when it was opened.
    pub(crate) fn read(&self) -> usize {
        self.read
    }

    fn write_manifest(&self, backend: &str, names: &Names) -> Result<(), StoreError> {
        let text = format!("format = {FORMAT_VERSION}\nbackend = {backend}\nbase = {}\n", names.base());
        self.replace_text(MANIFEST, &text)
    }

    fn open_quads(&mut self, access: Access) -> Result<Quads, StoreError> {
        if self.light {
            let quads = Quads::new()?;
            self.read = light::read(&self.path.join(light::FILE), &quads)?;
            return Ok(quads);
        }
        self.open_database(access)
    }

    #[cfg(feature = "disk")]
    fn open_database(&self, access: Access) -> Result<Quads, StoreError> {
        let database = self.path.join(DATABASE);
        match access {
            Access::Read => Ok(Quads::open_read_only(database)?),
            Access::Write => Ok(Quads::open(database)?),
        }
    }

    #[cfg(not(feature = "disk"))]
    fn open_database(&self, _access: Access) -> Result<Quads, StoreError> {
        let (path, found) = (self.path.clone(), ON_DISK.to_owned());
        Err(StoreError::Backend { path, found, expected: BACKEND })
    }

    /// Moves the quads of a light store into a database. Until the manifest says so the light store stands, whatever
    /// becomes of the run.
    #[cfg(feature = "disk")]
    fn move_to_disk(&mut self, names: &Names) -> Result<Quads, StoreError> {
        let database = self.path.join(DATABASE);
        if database.exists() {
            // What an earlier run left that was broken off.
            fs::remove_dir_all(&database).map_err(StoreError::io(&database))?;
        }
        match self.fill_database(&database, names) {
            Ok(quads) => Ok(quads),
            Err(error) => {
                // Half a database is of no use to anybody, and takes room that may be short. A whole one stays, of course.
                if self.light {
                    drop(fs::remove_file(self.path.join(checksums::LIST)));
                    drop(fs::remove_dir_all(&database));
                }
                Err(error)
            }
        }
    }

    #[cfg(feature = "disk")]
    fn fill_database(&mut self, database: &Path, names: &Names) -> Result<Quads, StoreError> {
        let file = self.path.join(light::FILE);
        let quads = Quads::open(database)?;
        light::read(&file, &quads)?;
        quads.optimize()?;
        quads.flush()?;
        self.sum_up()?;
        self.write_manifest(ON_DISK, names)?;
        self.light = false;
        fs::remove_file(&file).map_err(StoreError::io(&file))?;
        Ok(quads)
    }

    #[cfg(not(feature = "disk"))]
    fn move_to_disk(&mut self, _names: &Names) -> Result<Quads, StoreError> {
        self.open_database(Access::Write)
    }

    /// Makes what is in the quads safe on disk.
    pub(crate) fn save(&self, quads: &Quads) -> Result<(), StoreError> {
        if self.light {
            return self.replace(light::FILE, |out| light::write(quads, out));
        }
        #[cfg(feature = "disk")]
        quads.flush()?;
        self.sum_up()
    }

    /// Brings the checksums of the database's files up to date.
    fn sum_up(&self) -> Result<(), StoreError> {
        let (database, list) = (self.path.join(DATABASE), self.path.join(checksums::LIST));
        let old = fs::read_to_string(&list).unwrap_or_default();
        let new = checksums::list(&database, &old).map_err(StoreError::io(&database))?;
        if new == old { Ok(()) } else { self.replace_text(checksums::LIST, &new) }
    }

    /// The files of the database in a folder that are not what was written, each with what is wrong; none of a light store,
    /// whose file is compared whenever it is read.
    pub(crate) fn damage(path: &Path) -> Vec<String> {
        let list = fs::read_to_string(path.join(checksums::LIST)).unwrap_or_default();
        checksums::damage(&path.join(DATABASE), &list)
    }

    fn replace_text(&self, name: &str, text: &str) -> Result<(), StoreError> {
        self.replace(name, |out| out.write_all(text.as_bytes()).map_err(StoreError::io(name)))
    }

    /// Writes a file beside the old one and moves it into its place, so that there is the old one or the new one.
    fn replace(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let path = self.path.join(name);
        let beside = self.path.join(format!("{name}.new"));
        let whole = || {
            let mut out = BufWriter::new(File::create(&beside).map_err(StoreError::io(&beside))?);
            write(&mut out)?;
            out.flush().map_err(StoreError::io(&beside))?;
            out.get_ref().sync_all().map_err(StoreError::io(&beside))?;
            fs::rename(&beside, &path).map_err(StoreError::io(&path))
        };
        whole().map_err(|error: StoreError| {
            // Half a file is of no use to anybody, and takes room that may be short.
            drop(fs::remove_file(&beside));
            match error {
                StoreError::Io { source, .. } | StoreError::Full { source, .. } => StoreError::io(&path)(source),
                other => other,
            }
        })
    }

    /// Removes a store that this run made and could not fill; the folder too, where it is not to be kept.
    pub(crate) fn remove(self, keep_folder: bool) {
        let path = self.path.clone();
        drop(self);
        // Where something cannot be removed, an empty store stays.
        for name in [MANIFEST, light::FILE, JOURNAL, checksums::LIST] {
            drop(fs::remove_file(path.join(name)));
        }
        drop(fs::remove_dir_all(path.join(DATABASE)));
        drop(fs::remove_file(path.join(LOCK)));
        if !keep_folder {
            drop(fs::remove_dir(&path));
        }
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
            Some(journal) => self.replace_text(JOURNAL, &journal.encode()),
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
