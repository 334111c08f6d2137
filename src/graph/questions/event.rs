//! One event with its claims and the reasons, as plain values for `explain`.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use oxigraph::model::{GraphNameRef, NamedNode, Term};

use crate::{
    graph::{
        copies::origins::Origins,
        error::StoreError,
        events::{
            bind::{Bond, Event},
            derived::{Part, events_of},
            kinds,
            reasons::{apart, bound},
        },
        quads::{
            group::Unit,
            parts::{graph_of, subject_of},
            wording::in_words,
        },
        store::{before::Before, quad_store::Store, sketches::stored_origins},
        vocabulary::iris::{ch_name, term},
    },
    rules::Claim,
};

/// A claim of an event, with the reason that it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
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

impl StoredEvent {
    /// The event as one English sentence: its surest claim, with the event's own date and place. Empty where it has no claim.
    #[must_use]
    pub fn in_words(&self) -> String {
        let doubt =
            |claim: &Claim| (claim.polarity == "negated", claim.status != "happened", claim.voice != "narrator");
        let Some(bound) = self.claims.iter().min_by_key(|bound| doubt(&bound.claim)) else { return String::new() };
        let mut claim = bound.claim.clone();
        claim.date = self.date.clone().unwrap_or_default();
        claim.place = self.place.clone().unwrap_or_default();
        in_words(&claim)
    }
}

impl Store {
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

    /// Decides again on the event's unit, this time for the reasons.
    fn reasons(&self, node: &NamedNode, event: &mut StoredEvent) -> Result<(), StoreError> {
        let link = self.first(None, Some(term::EVENT), Some(node.as_ref().into()), None)?;
        let Some((claim, doc)) = link.as_ref().and_then(|quad| Some((subject_of(quad)?, graph_of(quad)?))) else {
            return Ok(());
        };
        let (without, added) = (IndexSet::new(), BTreeSet::new());
        let stored = Before { store: self, without: &without, added: &added };
        let unit = stored.unit_of(claim, doc)?;
        let mut records = stored.unit(&unit)?;
        records.sort_unstable();
        let mut origins = Origins::new();
        for record in &records {
            if !origins.contains_key(record.article.as_ref()) {
                origins.insert(record.article.to_string(), stored_origins(self, &record.article)?);
            }
        }
        let parts = events_of(&unit, &records, &origins);
        let own = |part: &Part<'_>| part.events.iter().position(|other| event_id(other) == event.id);
        let Some((part, own)) = parts.iter().find_map(|part| Some((part, own(part)?))) else { return Ok(()) };
        let own = &part.events[own];
        for (index, bond) in &own.members {
            event.claims.push(self.bound_claim(part, own, *index, *bond, &origins)?);
        }
        for other in parts.iter().flat_map(|part| &part.events).filter(|other| other.key != own.key) {
            let Some(because) = kept_apart(&unit, part, own, other) else { continue };
            let place = other.place.as_ref().map(NamedNode::new_unchecked);
            event.others.push(OtherEvent {
                id: event_id(other),
                relation: unit.relation(other.kind).to_owned(),
                date: other.date.clone(),
                place: place.map(|place| self.label(place.as_ref())).transpose()?,
                because,
            });
        }
        Ok(())
    }

    /// A claim of an event, with what binds it and what its article copies.
    fn bound_claim(
        &self,
        part: &Part<'_>,
        own: &Event,
        index: usize,
        bond: Bond,
        origins: &Origins,
    ) -> Result<BoundClaim, StoreError> {
        let record = &part.records[index];
        let mut copy_of = Vec::new();
        for origin in origins.get(record.article.as_ref()).into_iter().flatten() {
            let origin = NamedNode::new_unchecked(origin);
            let id = self.object(origin.as_ref(), term::SCHEMA_IDENTIFIER, Some(origin.as_ref()))?;
            if let Some(Term::Literal(id)) = id {
                copy_of.push(id.destruct().0);
            }
        }
        let mut because = bound(bond, record, &part.told[index], own);
        if !record.apart.is_empty() {
            because.push_str("; a correction keeps it out of other events");
        }
        let (claim, doc) = (NamedNode::new_unchecked(&record.claim), NamedNode::new_unchecked(record.article.as_ref()));
        Ok(BoundClaim { claim: self.read_claim(&claim, &doc)?.claim, because, copy_of })
    }
}

fn event_id(event: &Event) -> String {
    format!("ev-{}", event.key)
}

/// Why another event of the unit is not this one; `None` where neither relation is a kind of the other.
fn kept_apart(unit: &Unit, part: &Part<'_>, own: &Event, other: &Event) -> Option<String> {
    let below = |narrow, broad| unit.below(narrow, broad);
    let akin = other.kind == own.kind || below(other.kind, own.kind) || below(own.kind, other.kind);
    let same_part = part.events.iter().any(|event| event.key == other.key);
    if !same_part {
        return akin.then(|| "a correction keeps them apart".to_owned());
    }
    if other.kind == own.kind {
        let alike: Vec<Event> = part.events.iter().filter(|event| event.kind == own.kind).cloned().collect();
        return Some(apart(own, other, &alike, &part.told));
    }
    kinds::apart(own, other, &part.told, &below)
}
