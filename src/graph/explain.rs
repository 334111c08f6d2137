//! One claim, or one event with all that supports it and the reasons, as plain values for `explain`.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use oxigraph::model::{GraphNameRef, NamedNode, Term};

use super::{
    bonds::{apart, bound},
    derive::events_of,
    error::StoreError,
    events::Event,
    kinds,
    names::{ch_name, term},
    old::Old,
    press::stored_origins,
    store::{Store, graph_of, subject_of},
};
use crate::rules::Claim;

/// A stored claim, with the event that it supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredClaim {
    /// The claim as it came from the article.
    pub claim: Claim,
    /// Id of the event.
    pub event: String,
}

/// A claim of an event, with the reason that it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundClaim {
    /// The claim as it came from the article.
    pub claim: Claim,
    /// What binds it to the event, in words.
    pub because: String,
    /// Ids of the articles that the claim's article is a near-copy of.
    pub copy_of: Vec<String>,
}

/// Another event of the same relation, or of one that is a kind of the other, between the same actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherEvent {
    /// Its id.
    pub id: String,
    /// Name of its relation.
    pub relation: String,
    /// EDTF date.
    pub date: Option<String>,
    /// Label of the place.
    pub place: Option<String>,
    /// What keeps it apart, in words.
    pub because: String,
}

/// A stored event with its claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its id.
    pub id: String,
    /// Name of the relation.
    pub relation: String,
    /// Labels of the actors, sorted.
    pub actors: Vec<String>,
    /// EDTF date.
    pub date: Option<String>,
    /// Label of the place.
    pub place: Option<String>,
    /// Whether some article narrates it as a fact.
    pub asserted: bool,
    /// The number of articles.
    pub reports: usize,
    /// The same, near-copies of one text counted once.
    pub independent: usize,
    /// Its claims, by article and place in the text.
    pub claims: Vec<BoundClaim>,
    /// What was kept apart, by date and id.
    pub others: Vec<OtherEvent>,
}

impl Store {
    /// A claim by its id or IRI.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn claim(&self, id: &str) -> Result<Option<StoredClaim>, StoreError> {
        let node = self.node(id);
        let found = self.first(Some(node.as_ref()), Some(term::RDF_TYPE), Some(term::CLAIM.into()), None)?;
        let Some(quad) = found else { return Ok(None) };
        graph_of(&quad).map(|doc| self.read_claim(&node, doc)).transpose()
    }

    /// An event by its id or IRI, with its claims.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn event(&self, id: &str) -> Result<Option<StoredEvent>, StoreError> {
        let node = self.node(id);
        let default = Some(GraphNameRef::DefaultGraph);
        let mut event = StoredEvent { id: self.local(&node), ..StoredEvent::default() };
        let mut is_event = false;
        for quad in self.quads.quads_for_pattern(Some(node.as_ref().into()), None, None, default) {
            let quad = quad?;
            match (quad.predicate.as_ref(), &quad.object) {
                (term::RELATION, Term::NamedNode(relation)) => {
                    is_event = true;
                    ch_name(relation.as_str()).unwrap_or_default().clone_into(&mut event.relation);
                }
                (term::SEM_ACTOR, Term::NamedNode(actor)) => event.actors.push(self.label(actor.as_ref())?),
                (term::SEM_PLACE, Term::NamedNode(place)) => event.place = Some(self.label(place.as_ref())?),
                (term::DATE, Term::Literal(date)) => event.date = Some(date.value().to_owned()),
                (term::ASSERTED, Term::Literal(asserted)) => event.asserted = asserted.value() == "true",
                (term::REPORTS, Term::Literal(count)) => event.reports = count.value().parse().unwrap_or_default(),
                (term::INDEPENDENT, Term::Literal(count)) => {
                    event.independent = count.value().parse().unwrap_or_default();
                }
                _ => {}
            }
        }
        if !is_event {
            return Ok(None);
        }
        event.actors.sort();
        self.reasons(&node, &mut event)?;
        event.claims.sort_by(|one, other| {
            let key = |claim: &BoundClaim| (claim.claim.article.clone(), claim.claim.begin, claim.claim.claim.clone());
            key(one).cmp(&key(other))
        });
        event.others.sort_by(|one, other| (&one.date, &one.id).cmp(&(&other.date, &other.id)));
        Ok(Some(event))
    }

    /// Decides again on the event's group, this time for the reasons.
    fn reasons(&self, node: &NamedNode, event: &mut StoredEvent) -> Result<(), StoreError> {
        let link = self.first(None, Some(term::EVENT), Some(node.as_ref().into()), None)?;
        let Some((claim, doc)) = link.as_ref().and_then(|quad| Some((subject_of(quad)?, graph_of(quad)?))) else {
            return Ok(());
        };
        let (without, added) = (IndexSet::new(), BTreeSet::new());
        let old = Old { store: self, without: &without, added: &added };
        let unit = old.unit_of(claim, doc)?;
        let mut records = old.unit(&unit)?;
        records.sort_unstable();
        let parts = events_of(&unit, &records);
        let id = |event: &Event| format!("ev-{}", event.key);
        let own = |all: &[Event]| all.iter().position(|other| id(other) == event.id);
        let Some((records, all, own)) = parts.iter().find_map(|(part, all)| Some((*part, all, &all[own(all)?]))) else {
            return Ok(());
        };
        for (index, bond) in &own.members {
            let record = &records[*index];
            let (claim, doc) =
                (NamedNode::new_unchecked(&record.claim), NamedNode::new_unchecked(record.article.as_ref()));
            let mut copy_of = Vec::new();
            for origin in stored_origins(self, &record.article)? {
                let origin = NamedNode::new_unchecked(origin);
                if let Some(Term::Literal(id)) =
                    self.object(origin.as_ref(), term::SCHEMA_IDENTIFIER, Some(origin.as_ref()))?
                {
                    copy_of.push(id.destruct().0);
                }
            }
            let claim = self.read_claim(&claim, &doc)?.claim;
            let mut because = bound(*bond, record, own);
            if !record.apart.is_empty() {
                because.push_str("; a correction keeps it out of other events");
            }
            event.claims.push(BoundClaim { claim, because, copy_of });
        }
        let below = |narrow, broad| unit.below(narrow, broad);
        let same_kind: Vec<Event> = all.iter().filter(|event| event.kind == own.kind).cloned().collect();
        for other in parts.iter().flat_map(|(_, all)| all).filter(|other| other.key != own.key) {
            let place = other.place.as_ref().map(NamedNode::new_unchecked);
            let same_part = all.iter().any(|event| event.key == other.key);
            let because = match other.kind == own.kind {
                _ if !same_part
                    && (other.kind == own.kind || below(other.kind, own.kind) || below(own.kind, other.kind)) =>
                {
                    Some("a correction keeps them apart".to_owned())
                }
                true => Some(apart(own, other, &same_kind, records)),
                false if same_part => kinds::apart(own, other, records, &below),
                false => None,
            };
            let Some(because) = because else { continue };
            event.others.push(OtherEvent {
                id: id(other),
                relation: unit.relation(other.kind).to_owned(),
                date: other.date.clone(),
                place: place.map(|place| self.label(place.as_ref())).transpose()?,
                because,
            });
        }
        Ok(())
    }

    fn node(&self, id: &str) -> NamedNode {
        let bare = id.trim_start_matches('<').trim_end_matches('>');
        match NamedNode::new(bare) {
            Ok(node) if bare.contains("://") => node,
            _ => self.names.id(id),
        }
    }

    fn local(&self, node: &NamedNode) -> String {
        self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into)
    }

    fn read_claim(&self, node: &NamedNode, doc: &NamedNode) -> Result<StoredClaim, StoreError> {
        let mut claim = Claim { claim: self.local(node), ..Claim::default() };
        let mut event = String::new();
        let graph = Some(doc.as_ref().into());
        for quad in self.quads.quads_for_pattern(Some(node.as_ref().into()), None, None, graph) {
            let quad = quad?;
            let (text, iri) = match &quad.object {
                Term::Literal(literal) => (literal.value().to_owned(), None),
                Term::NamedNode(node) => (self.local(node), Some(node)),
                _ => continue,
            };
            let word = || iri.and_then(|node| ch_name(node.as_str())).unwrap_or_default().to_owned();
            match quad.predicate.as_ref() {
                // Words that are no entity come back as subject_text and object_text.
                term::RDF_SUBJECT if iri.is_some() => (claim.subject_id, claim.subject) = (text, self.label_of(iri)?),
                term::RDF_OBJECT if iri.is_some() => (claim.object_id, claim.object) = (text, self.label_of(iri)?),
                term::RDF_PREDICATE => claim.relation = word(),
                term::SEM_PLACE => (claim.place_id, claim.place) = (text, self.label_of(iri)?),
                term::POLARITY => claim.polarity = word(),
                term::STATUS => claim.status = word(),
                term::VOICE => claim.voice = word(),
                term::CLAIMED_BY => claim.claimed_by_id = text,
                term::VIA => claim.via_id = text,
                term::PROV_GENERATED => {
                    claim.rule =
                        iri.and_then(|node| self.names.rule_id(node.as_str())).unwrap_or_default().into_owned();
                }
                term::EVENT => event = text,
                term::SUBJECT_TEXT => claim.subject_text = text,
                term::OBJECT_TEXT => claim.object_text = text,
                term::SUBJECT_CODE => claim.subject_code = text,
                term::OBJECT_CODE => claim.object_code = text,
                term::PLOVER => claim.plover = text,
                term::CAMEO => claim.cameo = text,
                term::DATE => claim.date = text,
                term::EARLIEST => claim.earliest = text,
                term::LATEST => claim.latest = text,
                term::DATE_TEXT => claim.date_text = text,
                term::CLAIMED_BY_TEXT => claim.claimed_by = text,
                term::VIA_TEXT => claim.via = text,
                term::REPORTING_VERB => claim.reporting_verb = text,
                term::QUOTE => claim.sentence = text,
                term::BEGIN => claim.begin = text.parse().unwrap_or_default(),
                term::END => claim.end = text.parse().unwrap_or_default(),
                _ => {}
            }
        }
        let of_article = |predicate| self.object(doc.as_ref(), predicate, Some(doc.as_ref()));
        if let Some(Term::Literal(id)) = of_article(term::SCHEMA_IDENTIFIER)? {
            claim.article = id.value().to_owned();
        }
        if let Some(Term::Literal(date)) = of_article(term::SCHEMA_PUBLISHED)? {
            claim.published = date.value().to_owned();
        }
        for (id, slot) in [(&claim.subject_id, &mut claim.subject_type), (&claim.object_id, &mut claim.object_type)] {
            let entity = self.names.id(id);
            if let Some(Term::NamedNode(class)) = self.object(entity.as_ref(), term::RDF_TYPE, Some(doc.as_ref()))? {
                *slot = ch_name(class.as_str()).unwrap_or_default().to_lowercase();
            }
        }
        Ok(StoredClaim { claim, event })
    }

    fn label_of(&self, node: Option<&NamedNode>) -> Result<String, StoreError> {
        node.map_or_else(|| Ok(String::new()), |node| self.label(node.as_ref()))
    }
}
