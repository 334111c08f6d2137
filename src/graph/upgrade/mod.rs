//! Stores of an older format, read so that what they hold can be put into a store of this one.
//!
//! Each format that is still read has a file that says how its quads become an article with claims again. From there on the article
//! is put into a new store as if it were just read, so there is one mapping to quads, that of today.

mod format4;

use std::path::Path;

use oxigraph::model::Term;

pub use format4::{Format4, OldArticle};

use super::{
    error::StoreError,
    store::folder::{Access, Folder},
    vocabulary::iris::term,
};

/// The ids of the articles of a store of any format, sorted: what is to be built again where the format is too old.
///
/// # Errors
/// [`StoreError`] where not even that can be read.
pub fn articles_of_any(folder: &Path) -> Result<Vec<String>, StoreError> {
    let format = Folder::format(folder)?.unwrap_or_default();
    let (_open, quads, _) = Folder::open_as(folder, Access::Read, format)?;
    let mut ids = Vec::new();
    for quad in quads.quads_for_pattern(None, Some(term::SCHEMA_IDENTIFIER), None, None) {
        if let Term::Literal(id) = quad?.object {
            ids.push(id.destruct().0);
        }
    }
    ids.sort();
    Ok(ids)
}
