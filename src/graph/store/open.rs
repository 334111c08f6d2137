//! Opens a store and makes one; a change that was broken off is first taken back or finished.

use std::path::Path;

use super::{
    folder::{Access, Folder},
    quad_store::{Options, Store},
};
use crate::graph::{error::StoreError, vocabulary::iris::Names};

impl Store {
    /// Makes a store in a folder that is empty or not there yet.
    ///
    /// # Errors
    /// [`StoreError::NotAStore`] where the folder holds something, [`StoreError::Io`] where it cannot be written.
    pub fn create(folder: &Path, options: &Options) -> Result<Self, StoreError> {
        let names = options.base.as_deref().map_or_else(|| Ok(Names::default()), Names::new)?;
        let (folder, quads) = Folder::create(folder, &names)?;
        Ok(Self::of(quads, names, options, Some(folder), Access::Write))
    }

    /// Opens a store for changes; a change that was broken off is first taken back or finished.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while another process has it open, [`StoreError::NotAStore`], [`StoreError::Version`],
    /// [`StoreError::Backend`], [`StoreError::OtherBase`] where another base is asked for.
    pub fn open(folder: &Path, options: &Options) -> Result<Self, StoreError> {
        let (path, (folder, quads, names)) = (folder, Folder::open(folder, Access::Write)?);
        if let Some(base) = &options.base
            && Names::new(base)? != names
        {
            let (found, wanted) = (names.base().to_owned(), base.clone());
            return Err(StoreError::OtherBase { path: path.to_owned(), found, wanted });
        }
        let journal = folder.journal()?;
        let mut store = Self::of(quads, names, options, Some(folder), Access::Write);
        if let Some(journal) = journal {
            store.recover(&journal)?;
        }
        Ok(store)
    }

    /// Opens the store in a folder, making it where there is none.
    ///
    /// # Errors
    /// As [`Store::open`] and [`Store::create`].
    pub fn open_or_create(folder: &Path, options: &Options) -> Result<Self, StoreError> {
        if Folder::is_store(folder) { Self::open(folder, options) } else { Self::create(folder, options) }
    }

    /// Opens a store for queries; several processes may do so at a time.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_read_only(folder: &Path) -> Result<Self, StoreError> {
        let mut opened = Folder::open(folder, Access::Read)?;
        if opened.0.journal()?.is_some() {
            // A change that was broken off is not shown half done.
            drop(opened);
            drop(Self::open(folder, &Options::default())?);
            opened = Folder::open(folder, Access::Read)?;
        }
        let (folder, quads, names) = opened;
        Ok(Self::of(quads, names, &Options::default(), Some(folder), Access::Read))
    }
}
