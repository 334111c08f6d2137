//! Stores of format 4: the outlet of an article is a string, and what a store notes for its own work stands in the articles' graphs.

use std::path::Path;

use indexmap::IndexMap;
use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{GraphName, NamedNode, NamedNodeRef, Quad, Term},
};

use crate::{
    entities::{Entity, EntityId, EntityKind},
    graph::{
        copies::sketch::Sketch,
        error::StoreError,
        quads::{description::DESCRIPTIVE, parts::subject_of, read_back::claims_of},
        store::{
            batch::{Batch, OldVersion},
            folder::{Access, Folder},
            quad_store::{Options, Store, StoredArticle},
        },
        vocabulary::iris::{Names, ch_name, term},
    },
    rules::{Claim, Extraction},
    text::{Article, DateFrom},
};

/// The format that this reads.
pub(crate) const FORMAT: u32 = 4;

/// A store of format 4, to be read.
#[derive(Debug)]
pub struct Format4 {
    store: Store,
}

/// An article of an older store.
#[derive(Debug)]
pub struct OldArticle {
    /// The article, without its text, with its claims as they were read.
    pub extraction: Extraction,
    /// Whether corrections had changed it.
    pub corrected: bool,
    hash: String,
    engine: String,
    sketch: Option<Sketch>,
}

impl Format4 {
    /// Opens a store of format 4 for reading.
    ///
    /// # Errors
    /// As [`Store::open_read_only`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let (opened, quads, names) = Folder::open_as(folder, Access::Read, FORMAT)?;
        if opened.journal()?.is_some() {
            let reason = "a change to it was broken off; a program of its own version takes it back or finishes it: \
                          run `chancery status` of that version, then upgrade";
            return Err(StoreError::NotAStore { path: folder.to_owned(), reason: reason.to_owned() });
        }
        Ok(Self { store: Store::of(quads, names, &Options::default(), Some(opened), Access::Read) })
    }

    /// The base of its ids.
    #[must_use]
    pub fn base(&self) -> &str {
        self.store.base()
    }

    /// The ids of its articles.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn articles(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.store.articles()?.into_iter().map(|article| article.id).collect())
    }

    /// Reads an article with its claims as they were before corrections.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read, or has no such article.
    pub fn read(&self, id: &str) -> Result<OldArticle, StoreError> {
        let missing = || StoreError::Damaged(format!("it has no article {id:?}"));
        let StoredArticle { iri, hash, .. } = self.store.article(id)?.ok_or_else(missing)?;
        let doc = NamedNode::new_unchecked(iri);
        let graph = self.store.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into()));
        let quads: Vec<Quad> = graph.collect::<Result<_, _>>()?;
        let value = |predicate: NamedNodeRef<'_>| text_of(&quads, &doc, predicate);
        let (engine, sketch) = (value(term::ENGINE), Sketch::parse(&value(term::SKETCH)));
        let as_read = value(term::AS_READ);
        let extraction = if as_read.is_empty() {
            extraction(&self.store.names, id, &doc, quads)?
        } else {
            let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
            let read: Result<Vec<Quad>, _> = parser.for_slice(&as_read).collect();
            let read = read.map_err(|error| StoreError::Damaged(format!("{}: {error}", doc.as_str())))?;
            extraction(&self.store.names, id, &doc, read)?
        };
        Ok(OldArticle { extraction, corrected: !as_read.is_empty(), hash, engine, sketch })
    }
}

impl Batch<'_> {
    /// Adds an article of an older store, as the version that it was there.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`] where the store cannot be read or written.
    pub fn add_old(&mut self, old: &OldArticle) -> Result<(), StoreError> {
        let version = OldVersion { hash: &old.hash, engine: &old.engine, sketch: old.sketch.clone() };
        self.add_version(&old.extraction, version)
    }
}

/// A text that the graph of an article says of the article; empty where it says none.
fn text_of(quads: &[Quad], doc: &NamedNode, predicate: NamedNodeRef<'_>) -> String {
    let own = quads.iter().find(|quad| quad.predicate.as_ref() == predicate && subject_of(quad) == Some(doc));
    match own.map(|quad| &quad.object) {
        Some(Term::Literal(text)) => text.value().to_owned(),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        _ => String::new(),
    }
}

/// An article with its claims, from the quads of its graph.
fn extraction(names: &Names, id: &str, doc: &NamedNode, quads: Vec<Quad>) -> Result<Extraction, StoreError> {
    let value = |predicate: NamedNodeRef<'_>| text_of(&quads, doc, predicate);
    let some = |predicate| Some(value(predicate)).filter(|text| !text.is_empty());
    let mut article = Article::new(id, "");
    article.title = some(term::SCHEMA_HEADLINE);
    article.source = some(term::DCT_PUBLISHER);
    article.url = some(term::SCHEMA_URL);
    article.published = some(term::SCHEMA_PUBLISHED).and_then(|day| day.parse().ok());
    article.date_from = match ch_name(&value(term::DATE_FROM)) {
        Some("header") => Some(DateFrom::Header),
        Some("metadata") => Some(DateFrom::Metadata),
        Some("option") => Some(DateFrom::Option),
        _ => None,
    };
    let entities = entities(names, doc, &quads);
    // A store of the one graph reads its claims; labels are looked for in the default graph.
    let alone = Store::memory(&Options { base: Some(names.base().to_owned()), ..Options::default() })?;
    for quad in &quads {
        alone.quads.insert(quad)?;
        if quad.predicate.as_ref() == term::RDFS_LABEL {
            alone.quads.insert(&Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() })?;
        }
    }
    let mut claims: Vec<Claim> = Vec::new();
    for claim in claims_of(&quads) {
        let mut read = alone.read_claim(&claim, doc)?.claim;
        read.event.clear();
        let words = |predicate| text_of(&quads, &claim, predicate);
        // The text is the label where no words are kept for it.
        (read.claimed_by, read.via) = (words(term::CLAIMED_BY_TEXT), words(term::VIA_TEXT));
        claims.push(read);
    }
    claims.sort_by(|one, other| {
        (one.begin, one.end, &one.relation, &one.claim).cmp(&(other.begin, other.end, &other.relation, &other.claim))
    });
    Ok(Extraction::new(article, claims, entities))
}

/// The entities that a graph describes.
fn entities(names: &Names, doc: &NamedNode, quads: &[Quad]) -> Vec<Entity> {
    let claims = claims_of(quads);
    let mut found: IndexMap<NamedNode, (Option<EntityKind>, Entity)> = IndexMap::new();
    for quad in quads.iter().filter(|quad| DESCRIPTIVE.contains(&quad.predicate.as_ref())) {
        let Some(node) = subject_of(quad).filter(|node| *node != doc && !claims.contains(*node)) else { continue };
        let Some(id) = names.local(node.as_str()) else { continue };
        let slot = found.entry(node.clone()).or_insert_with(|| (None, Entity::new(id, EntityKind::Group, "")));
        take(names, quad, slot);
    }
    let known = found.into_values().filter(|(_, entity)| !entity.label.is_empty());
    known.filter_map(|(kind, entity)| Some(Entity { kind: kind?, ..entity })).collect()
}

/// Takes what one quad says of an entity.
fn take(names: &Names, quad: &Quad, (kind, entity): &mut (Option<EntityKind>, Entity)) {
    match (quad.predicate.as_ref(), &quad.object) {
        (term::RDF_TYPE, Term::NamedNode(class)) => {
            let name = ch_name(class.as_str()).unwrap_or_default().to_lowercase();
            *kind = EntityKind::parse(&name);
        }
        (term::RDFS_LABEL, Term::Literal(label)) => label.value().clone_into(&mut entity.label),
        (term::OWL_SAME_AS, Term::NamedNode(item)) => {
            entity.wikidata = item.as_str().rsplit('/').next().map(str::to_owned);
        }
        (term::COUNTRY, Term::NamedNode(country)) => {
            entity.country = names.local(country.as_str()).map(|id| EntityId(id.into_owned()));
        }
        (term::CODE, Term::Literal(code)) => entity.code = Some(code.value().to_owned()),
        (term::MINTED, Term::Literal(minted)) => entity.minted = minted.value() == "true",
        _ => {}
    }
}
