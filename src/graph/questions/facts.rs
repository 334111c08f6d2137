//! The facts of a store, for the comparison of two states.
//!
//! A fact is an event with the evidence for it: whether an article narrates it, how many reports there are, how many of
//! them are independent, and whether an article denies it. The id of an event may change when its date becomes
//! more precise, so facts of two stores are matched by id first, then by the claims and articles that they share.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{GraphNameRef, NamedNode, Term},
};

use crate::graph::{
    error::StoreError,
    quads::parts::{graph_of, subject_of},
    store::{
        quad_store::{Options, Store},
        sketches::stored_origins,
    },
    vocabulary::{
        iris::{Names, ch_name, term},
        ontology::Ontology,
    },
};

/// An event with what supports it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fact {
    /// Local id of the event.
    pub(crate) id: String,
    /// Relation and IRIs of the actors.
    pub(crate) key: (String, String, String),
    /// Labels of the actors.
    pub(crate) labels: (String, String),
    pub(crate) date: String,
    /// First and last day; empty where open.
    pub(crate) days: (String, String),
    pub(crate) place: String,
    pub(crate) asserted: bool,
    pub(crate) polarities: BTreeSet<String>,
    pub(crate) statuses: BTreeSet<String>,
    pub(crate) attributed: bool,
    pub(crate) reports: u64,
    pub(crate) independent: u64,
    pub(crate) claims: BTreeSet<String>,
    /// Version of each supporting article by its id.
    pub(crate) articles: BTreeMap<String, String>,
}

impl Fact {
    /// How sure it is: told as a fact, not denied, by how many independent reports, by how many reports.
    pub(crate) fn strength(&self) -> (bool, bool, u64, u64) {
        (self.asserted, !(self.asserted && self.polarities.contains("negated")), self.independent, self.reports)
    }

    /// The same in words: `fact, 3 reports, 2 independent`.
    pub(crate) fn shown(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        if self.asserted {
            words.push("fact");
        } else {
            words.extend(self.statuses.iter().map(String::as_str).filter(|status| *status != "happened"));
            if self.polarities.contains("negated") {
                words.push("denied");
            }
            if self.attributed {
                words.push("attributed");
            }
            if words.is_empty() {
                words.push("claimed");
            }
        }
        if self.asserted && self.polarities.contains("negated") {
            words.push("contested");
        }
        let mut text = words.join(", ");
        text.push_str(&format!(", {} report{}", self.reports, if self.reports == 1 { "" } else { "s" }));
        if self.independent != self.reports {
            text.push_str(&format!(", {} independent", self.independent));
        }
        text
    }
}

/// The facts of one state of a store, with the articles known there: version and origin by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facts {
    pub(crate) facts: Vec<Fact>,
    pub(crate) articles: BTreeMap<String, (String, String)>,
}

impl Store {
    /// Reads an export in N-Quads into memory, as a store to compare with. Its base is that of its articles.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the text is no N-Quads or holds no articles of a store.
    pub fn of_nquads(file: &str, bytes: &[u8]) -> Result<Self, StoreError> {
        let damaged = |error: &dyn std::fmt::Display| StoreError::Damaged(format!("{file}: {error}"));
        let mut store = Self::memory(&Options::default())?;
        let mut loader = store.quads.bulk_loader();
        loader.load_from_slice(RdfParser::from_format(RdfFormat::NQuads), bytes).map_err(|error| damaged(&error))?;
        loader.commit()?;
        let first = store.first(None, Some(term::SCHEMA_IDENTIFIER), None, None)?;
        let doc = first.as_ref().and_then(subject_of).map(|doc| doc.as_str().to_owned());
        match doc.as_deref().and_then(|doc| doc.split_once("/doc/")) {
            Some((base, _)) => store.names = Names::new(base)?,
            None if store.is_empty()? => {}
            None => return Err(damaged(&"this is no export of a store: it holds no articles")),
        }
        Ok(store)
    }

    /// The facts of the store as it is.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn facts(&self) -> Result<Facts, StoreError> {
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        let mut articles: BTreeMap<String, (String, String)> = BTreeMap::new();
        let mut origins = BTreeMap::new();
        for article in self.articles()? {
            let doc = NamedNode::new_unchecked(&article.iri);
            origins.insert(article.id.clone(), stored_origins(self, doc.as_str())?);
            ids.insert(article.iri, article.id.clone());
            articles.insert(article.id, (article.hash, String::new()));
        }
        for (id, (_, origin)) in &mut articles {
            let of = origins.get(id).into_iter().flatten().filter_map(|iri| ids.get(iri));
            let of: BTreeSet<&str> = of.map(String::as_str).collect();
            *origin = of.into_iter().collect::<Vec<_>>().join(" and ");
        }
        let default = Some(GraphNameRef::DefaultGraph);
        let mut facts = Vec::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::RELATION), None, default) {
            let quad = quad?;
            if let Some(event) = subject_of(&quad) {
                facts.push(self.fact(event, &ids, &articles)?);
            }
        }
        facts.sort_by(|one: &Fact, other| (&one.key, &one.days, &one.id).cmp(&(&other.key, &other.days, &other.id)));
        Ok(Facts { facts, articles })
    }

    fn fact(
        &self,
        event: &NamedNode,
        ids: &BTreeMap<String, String>,
        articles: &BTreeMap<String, (String, String)>,
    ) -> Result<Fact, StoreError> {
        let local = |iri: &str| self.names.local(iri).map_or_else(|| iri.to_owned(), Into::into);
        let mut fact = Fact { id: local(event.as_str()), ..Fact::default() };
        let (mut actors, mut source, mut target) = (Vec::new(), None, None);
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(Some(event.as_ref().into()), None, None, default) {
            let quad = quad?;
            let word = |node: &NamedNode| ch_name(node.as_str()).unwrap_or_default().to_owned();
            match (quad.predicate.as_ref(), &quad.object) {
                (term::RELATION, Term::NamedNode(node)) => fact.key.0 = word(node),
                (term::SEM_ACTOR, Term::NamedNode(node)) => actors.push(node.as_str().to_owned()),
                (term::ACTOR, Term::NamedNode(node)) => source = Some(node.as_str().to_owned()),
                (term::RECIPIENT, Term::NamedNode(node)) => target = Some(node.as_str().to_owned()),
                (term::SEM_PLACE, Term::NamedNode(node)) => fact.place = self.label(node.as_ref())?,
                (term::POLARITY, Term::NamedNode(node)) => drop(fact.polarities.insert(word(node))),
                (term::STATUS, Term::NamedNode(node)) => drop(fact.statuses.insert(word(node))),
                (term::VOICE, Term::NamedNode(node)) => fact.attributed |= word(node) == "attributed",
                (term::DATE, Term::Literal(date)) => date.value().clone_into(&mut fact.date),
                (term::SEM_BEGIN, Term::Literal(day)) => day.value().clone_into(&mut fact.days.0),
                (term::SEM_END, Term::Literal(day)) => day.value().clone_into(&mut fact.days.1),
                (term::ASSERTED, Term::Literal(value)) => fact.asserted = value.value() == "true",
                (term::REPORTS, Term::Literal(count)) => fact.reports = count.value().parse().unwrap_or_default(),
                (term::INDEPENDENT, Term::Literal(count)) => {
                    fact.independent = count.value().parse().unwrap_or_default();
                }
                _ => {}
            }
        }
        actors.sort();
        if Ontology::embedded().relation(&fact.key.0).is_some_and(|relation| relation.symmetric) {
            (source, target) = (None, None);
        }
        let mut actors = actors.into_iter();
        fact.key.1 = source.or_else(|| actors.next()).unwrap_or_default();
        fact.key.2 = target.or_else(|| actors.find(|actor| *actor != fact.key.1)).unwrap_or_default();
        for (iri, label) in [(&fact.key.1, &mut fact.labels.0), (&fact.key.2, &mut fact.labels.1)] {
            if !iri.is_empty() {
                *label = self.label(NamedNode::new_unchecked(iri).as_ref())?;
            }
        }
        for quad in self.quads.quads_for_pattern(None, Some(term::EVENT), Some(event.as_ref().into()), None) {
            let quad = quad?;
            if let (Some(claim), Some(doc)) = (subject_of(&quad), graph_of(&quad)) {
                fact.claims.insert(local(claim.as_str()));
                if let Some(id) = ids.get(doc.as_str()) {
                    let version = articles.get(id).map(|(hash, _)| hash.clone()).unwrap_or_default();
                    fact.articles.insert(id.clone(), version);
                }
            }
        }
        Ok(fact)
    }
}
