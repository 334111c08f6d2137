//! The store: quads in a folder or in memory, which can be opened, queried and written out. Changes go through [`Batch`].

use std::{io::Write, path::Path};

use oxigraph::{
    model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef},
    store::Store as Quads,
};

use super::{
    folder::{self, Access, DATABASES, Folder},
    journal::Journal,
    light,
};
use crate::{
    graph::{
        error::StoreError,
        quads::article::content_hash,
        rdf::{self, RdfOptions},
        vocabulary::iris::{Names, term},
    },
    text::Article,
};

/// What a new store is made with.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Base IRI of all ids; the default one where it is `None`.
    pub base: Option<String>,
    /// Fingerprint of the rules and data that read the articles; articles read by another engine count as changed.
    pub engine: String,
    /// On disk a change of more quads than this goes through the bulk loader instead of one transaction, whose quads are
    /// in memory; a number that suits most machines where it is `None`.
    pub transaction: Option<usize>,
}

/// A change of more quads than this to a store with content goes through the bulk loader, where the options of the store
/// say nothing else.
pub(crate) const ONE_TRANSACTION: usize = 200_000;

/// A graph of claims, events and entities.
pub struct Store {
    pub(crate) quads: Quads,
    pub(crate) names: Names,
    pub(crate) engine: String,
    /// Quads of the largest transaction.
    pub(crate) transaction: usize,
    folder: Option<Folder>,
    access: Access,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store").field("names", &self.names).field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// An article as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct StoredArticle {
    /// The id given in the input.
    pub id: String,
    /// IRI of this version, and of its graph.
    pub iri: String,
    /// SHA-256 of text and metadata.
    pub hash: String,
    /// The engine that read it.
    pub engine: String,
}

impl Store {
    /// An empty store in memory.
    ///
    /// # Errors
    /// [`StoreError::Base`] where the base is no absolute IRI.
    pub fn memory(options: &Options) -> Result<Self, StoreError> {
        let names = options.base.as_deref().map_or_else(|| Ok(Names::default()), Names::new)?;
        Ok(Self::of(Quads::new()?, names, options, None, Access::Write))
    }

    pub(in crate::graph) fn of(
        quads: Quads,
        names: Names,
        options: &Options,
        folder: Option<Folder>,
        access: Access,
    ) -> Self {
        // In memory the bulk loader gains nothing, and it locks out the transactions of the same change.
        let on_disk = folder.as_ref().is_some_and(Folder::on_disk);
        let transaction = if on_disk { options.transaction.unwrap_or(ONE_TRANSACTION) } else { usize::MAX };
        Self { quads, names, engine: options.engine.clone(), transaction, folder, access }
    }

    /// The format of the stores that this program writes and reads.
    pub const FORMAT: u32 = folder::FORMAT_VERSION;

    /// The format of the store in a folder; `None` where its manifest does not say.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the folder has no manifest that can be read.
    pub fn format(folder: &Path) -> Result<Option<u32>, StoreError> {
        Folder::format(folder)
    }

    /// Whether a folder holds a store, of this or another version: the file that marks one, with its first line.
    #[must_use]
    pub fn is_marked(folder: &Path) -> bool {
        Folder::is_marked(folder)
    }

    /// The base IRI of the store's ids.
    #[must_use]
    pub fn base(&self) -> &str {
        self.names.base()
    }

    /// The number of quads.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(self.quads.len()?)
    }

    /// Whether there is nothing in it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.quads.is_empty()?)
    }

    pub(crate) fn may_write(&self) -> Result<(), StoreError> {
        if self.access == Access::Write { Ok(()) } else { Err(StoreError::ReadOnly) }
    }

    /// Whether the store holds exactly this version of an article, read by this engine.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn is_current(&self, article: &Article) -> Result<bool, StoreError> {
        let hash = content_hash(article);
        Ok(self.article(&article.id)?.is_some_and(|found| found.hash == hash && found.engine == self.engine))
    }

    /// The stored version of an article, by the id given in the input.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<StoredArticle>, StoreError> {
        let wanted = Literal::new_simple_literal(id);
        let quad = self.first(None, Some(term::SCHEMA_IDENTIFIER), Some(wanted.as_ref().into()), None)?;
        quad.map(|quad| self.stored(&quad)).transpose()
    }

    /// All articles, by id.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn articles(&self) -> Result<Vec<StoredArticle>, StoreError> {
        let mut all = Vec::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::SCHEMA_IDENTIFIER), None, None) {
            all.push(self.stored(&quad?)?);
        }
        all.sort();
        Ok(all)
    }

    fn stored(&self, quad: &Quad) -> Result<StoredArticle, StoreError> {
        let NamedOrBlankNode::NamedNode(doc) = &quad.subject else {
            return Err(StoreError::Damaged("an article without an IRI".to_owned()));
        };
        let text = |term: Option<Term>| match term {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            _ => String::new(),
        };
        Ok(StoredArticle {
            id: text(Some(quad.object.clone())),
            iri: doc.as_str().to_owned(),
            hash: text(self.object(doc.as_ref(), term::CONTENT_HASH, Some(doc.as_ref()))?),
            engine: text(self.object(doc.as_ref(), term::ENGINE, Some(self.names.notes().as_ref()))?),
        })
    }

    /// What the store notes of an article for its own work.
    pub(crate) fn notes_of(&self, doc: &NamedNode) -> Result<Vec<Quad>, StoreError> {
        let (subject, notes) = (Some(doc.as_ref().into()), self.names.notes());
        Ok(self.quads.quads_for_pattern(subject, None, None, Some(notes.as_ref().into())).collect::<Result<_, _>>()?)
    }

    /// Writes the quads as RDF, in order: the same graph gives the same bytes. Memory is bounded.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the output or a temporary file cannot be written, [`StoreError::GraphName`] where the name for the
    /// default graph is no absolute IRI.
    pub fn write_rdf(&self, options: &RdfOptions, out: &mut dyn Write) -> Result<(), StoreError> {
        rdf::write_rdf(&self.quads, &self.names, options, out)
    }

    /// Makes committed changes safe on disk.
    pub(crate) fn save(&self) -> Result<(), StoreError> {
        self.folder.as_ref().map_or(Ok(()), |folder| folder.save(&self.quads))
    }

    /// Puts what the bulk loader left into the order in which it is read fastest.
    pub(crate) fn settle(&self) -> Result<(), StoreError> {
        #[cfg(feature = "disk")]
        if self.folder.as_ref().is_some_and(Folder::on_disk) {
            self.quads.optimize()?;
        }
        Ok(())
    }

    pub(crate) fn set_journal(&self, journal: Option<&Journal>) -> Result<(), StoreError> {
        self.folder.as_ref().map_or(Ok(()), |folder| folder.set_journal(journal))
    }

    /// The number of articles of a store that has grown beyond what a light store is good for: each command reads all of
    /// it into memory first. `None` of a smaller store and of one on disk.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn outgrown(&self) -> Result<Option<usize>, StoreError> {
        self.outgrown_beyond(light::COMFORTABLE)
    }

    fn outgrown_beyond(&self, most: usize) -> Result<Option<usize>, StoreError> {
        let Some(folder) = self.folder.as_ref().filter(|folder| !folder.on_disk()) else { return Ok(None) };
        let quads = if self.access == Access::Read { folder.read() } else { self.quads.len()? };
        if quads <= most { Ok(None) } else { Ok(Some(self.articles()?.len())) }
    }

    /// Whether the folder holds a light store that this program moves to disk when it opens it for changes.
    #[must_use]
    pub fn moves_to_disk(folder: &Path) -> bool {
        DATABASES && Folder::is_light(folder)
    }

    /// The files of the store in a folder that are not what was written, each with what is wrong with it. A light store is
    /// compared with its checksum whenever it is opened, so it has none.
    #[must_use]
    pub fn damaged_files(folder: &Path) -> Vec<String> {
        Folder::damage(folder)
    }

    /// Reads every quad; gives their number.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where one cannot be read.
    pub fn read_all(&self) -> Result<usize, StoreError> {
        let mut count = 0;
        for quad in self.quads.iter() {
            quad?;
            count += 1;
        }
        Ok(count)
    }

    /// How the quads are kept, in one word: `rocksdb` on disk, `nquads` in memory and one file.
    pub(crate) fn kept(&self) -> &'static str {
        self.folder.as_ref().map_or(folder::LIGHT, Folder::kept)
    }

    /// Whether there is a store in a folder.
    #[must_use]
    pub fn is_in(folder: &Path) -> bool {
        Folder::is_store(folder)
    }

    /// Removes a store that was just made and could not be filled; the folder stays where it was there before.
    pub(crate) fn discard(self, keep_folder: bool) {
        let Self { quads, folder, .. } = self;
        // A database is closed before its files go.
        drop(quads);
        if let Some(folder) = folder {
            folder.remove(keep_folder);
        }
    }

    /// Bytes that the store takes on disk; 0 in memory.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.folder.as_ref().map_or(0, Folder::size)
    }

    /// The first quad of a pattern.
    pub(crate) fn first(
        &self,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Option<Quad>, StoreError> {
        Ok(self.quads.quads_for_pattern(subject.map(Into::into), predicate, object, graph).next().transpose()?)
    }

    /// An object of a subject in one graph, the default one where it is `None`.
    pub(crate) fn object(
        &self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        graph: Option<NamedNodeRef<'_>>,
    ) -> Result<Option<Term>, StoreError> {
        let graph = graph.map_or(GraphNameRef::DefaultGraph, Into::into);
        Ok(self.first(Some(subject), Some(predicate), None, Some(graph))?.map(|quad| quad.object))
    }

    /// The label of an entity, or the last part of its IRI.
    pub(crate) fn label(&self, node: NamedNodeRef<'_>) -> Result<String, StoreError> {
        if let Some(name) = crate::graph::vocabulary::iris::ch_name(node.as_str())
            && let Some(label) = crate::graph::vocabulary::ontology::Ontology::embedded().label(name)
        {
            return Ok(label.to_owned());
        }
        match self.object(node, term::RDFS_LABEL, None)? {
            Some(Term::Literal(literal)) => Ok(literal.value().to_owned()),
            _ => Ok(self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(feature = "disk", ignore = "a program that keeps stores on disk makes no light store")]
    fn a_light_store_tells_when_it_is_outgrown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.store");
        let store = Store::create(&path, &Options::default()).expect("writable");
        assert_eq!(store.kept(), folder::LIGHT);
        let article = Article::new("a", "Nothing was said.");
        let extraction = crate::rules::Extraction::new(article, Vec::new(), Vec::new());
        let mut batch = store.batch().expect("writable");
        batch.add(&extraction).expect("added");
        assert_eq!(batch.commit().expect("committed").outgrown, None);
        let quads = store.len().expect("readable");
        assert_eq!(store.outgrown_beyond(quads).expect("readable"), None);
        assert_eq!(store.outgrown_beyond(quads - 1).expect("readable"), Some(1));
        drop(store);
        let store = Store::open_read_only(&path).expect("a store");
        assert_eq!(store.outgrown_beyond(quads).expect("readable"), None);
        assert_eq!(store.outgrown_beyond(quads - 1).expect("readable"), Some(1));
        assert_eq!(Store::memory(&Options::default()).expect("memory").outgrown_beyond(0).expect("readable"), None);
    }
}
