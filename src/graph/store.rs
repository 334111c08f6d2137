//! The store: a folder (or memory) of quads, opened, asked, dumped; changes go through [`Batch`].

use std::{io::Write, path::Path};

use oxigraph::{
    model::{GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef},
    store::Store as Quads,
};

use super::{
    backend::{Access, Folder},
    batch::{Batch, ONE_TRANSACTION},
    corrections::Corrections,
    dump::{self, RdfSyntax},
    error::StoreError,
    journal::Journal,
    names::{Names, term},
    quads::content_hash,
};
use crate::text::Article;

/// What a new store is made with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Base IRI of all ids; the default one where it is `None`.
    pub base: Option<String>,
    /// Fingerprint of the rules and data that read the articles; articles read by another engine count as changed.
    pub engine: String,
    /// On disk a change of more quads than this goes through the bulk loader instead of one transaction, whose quads are
    /// in memory; a number that suits most machines where it is `None`.
    pub transaction: Option<usize>,
}

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

    fn of(quads: Quads, names: Names, options: &Options, folder: Option<Folder>, access: Access) -> Self {
        // In memory the bulk loader gains nothing, and it locks out the transactions of the same change.
        let on_disk = cfg!(feature = "rocksdb") && folder.is_some();
        let transaction = if on_disk { options.transaction.unwrap_or(ONE_TRANSACTION) } else { usize::MAX };
        Self { quads, names, engine: options.engine.clone(), transaction, folder, access }
    }

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

    /// Begins a set of changes that become visible together.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] where the store was opened for reading.
    pub fn batch(&self) -> Result<Batch<'_>, StoreError> {
        self.may_write()?;
        Batch::new(self, None)
    }

    /// Begins a set of changes after which the store stands as the corrections want it, its old articles as well as the
    /// new ones; what earlier corrections changed and these do not is taken back.
    ///
    /// # Errors
    /// As [`Store::batch`].
    pub fn batch_with<'s>(&'s self, corrections: &'s Corrections) -> Result<Batch<'s>, StoreError> {
        self.may_write()?;
        Batch::new(self, Some(corrections))
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
            engine: text(self.object(doc.as_ref(), term::ENGINE, Some(doc.as_ref()))?),
        })
    }

    /// Writes the quads in order: the same graph gives the same bytes. Memory is bounded.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the output or a temporary file cannot be written.
    pub fn write_rdf(&self, syntax: RdfSyntax, out: &mut dyn Write) -> Result<(), StoreError> {
        dump::write_rdf(&self.quads, &self.names, syntax, out)
    }

    /// Makes committed changes safe on disk.
    pub(crate) fn save(&self) -> Result<(), StoreError> {
        self.folder.as_ref().map_or(Ok(()), |folder| folder.save(&self.quads))
    }

    /// Puts what the bulk loader left into the order in which it is read fastest.
    pub(crate) fn settle(&self) -> Result<(), StoreError> {
        #[cfg(feature = "rocksdb")]
        if self.folder.is_some() {
            self.quads.optimize()?;
        }
        Ok(())
    }

    pub(crate) fn set_journal(&self, journal: Option<&Journal>) -> Result<(), StoreError> {
        self.folder.as_ref().map_or(Ok(()), |folder| folder.set_journal(journal))
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
        if let Some(name) = super::names::ch_name(node.as_str())
            && let Some(label) = super::ontology::Ontology::embedded().label(name)
        {
            return Ok(label.to_owned());
        }
        match self.object(node, term::RDFS_LABEL, None)? {
            Some(Term::Literal(literal)) => Ok(literal.value().to_owned()),
            _ => Ok(self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into)),
        }
    }
}

/// The graph of a quad, where it is a named one.
pub(crate) fn graph_of(quad: &Quad) -> Option<&NamedNode> {
    match &quad.graph_name {
        GraphName::NamedNode(graph) => Some(graph),
        _ => None,
    }
}

/// The subject of a quad; blank nodes never come into a store.
pub(crate) fn subject_of(quad: &Quad) -> Option<&NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => Some(subject),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
