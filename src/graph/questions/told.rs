//! Events with what tables of events say of their participants and of their first report.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, Term};

use super::{filter::Filter, naming::Aliases, rows::EventRow};
use crate::{
    graph::{
        error::{QueryError, StoreError},
        quads::parts::{graph_of, subject_of},
        store::quad_store::Store,
        vocabulary::iris::{ch_name, term},
    },
    rules::Claim,
};

/// An entity as tables name it; all fields are empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// `person`, `country`, `organisation`, `group`, `place` or `position`.
    pub kind: String,
    /// Id of its country; of a country its own.
    pub country: String,
    /// CAMEO actor code.
    pub code: String,
    /// Wikidata id, such as `Q42`.
    pub wikidata: String,
}

/// An event with its participants and its first report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Told {
    /// The event.
    pub event: EventRow,
    /// Who acts.
    pub subject: Party,
    /// Whom it is about.
    pub object: Party,
    /// Where it happened.
    pub place: Party,
    /// The first claim of it: of the article that was published first, one that tells it as a fact before others.
    pub first: Claim,
    /// How many outlets tell of it.
    pub outlets: usize,
    /// Labels of the persons, organisations and places that the article of the first claim names.
    pub story: [Vec<String>; 3],
}

impl Store {
    /// Hands over each event of a filter in the order of [`Store::each_event`].
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn each_told(
        &self,
        filter: &Filter,
        aliases: Aliases<'_>,
        sink: &mut dyn FnMut(&Told) -> std::io::Result<()>,
    ) -> Result<(), QueryError> {
        // The sink of rows can only fail by I/O, so what fails here waits beside it.
        let mut failed = None;
        let ended = self.each_event(filter, aliases, &mut |event| {
            match self.told(event) {
                Ok(told) => return sink(&told),
                Err(error) => failed = Some(error),
            }
            Err(std::io::Error::other("the store cannot be read"))
        });
        failed.map_or(ended, |error| Err(error.into()))
    }

    fn told(&self, event: &EventRow) -> Result<Told, StoreError> {
        let mut told = Told {
            event: event.clone(),
            subject: self.party(&event.subject_id)?,
            object: self.party(&event.object_id)?,
            place: self.party(&event.place_id)?,
            ..Told::default()
        };
        let node = self.names.id(&event.event);
        let mut reports: BTreeMap<(String, NamedNode), Vec<NamedNode>> = BTreeMap::new();
        let mut outlets = BTreeSet::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::EVENT), Some(node.as_ref().into()), None) {
            let quad = quad?;
            let (Some(claim), Some(doc)) = (subject_of(&quad), graph_of(&quad)) else { continue };
            let value = |predicate| self.object(doc.as_ref(), predicate, Some(doc.as_ref()));
            outlets.extend(value(term::DCT_PUBLISHER)?.map(|outlet| outlet.to_string()));
            let published = match value(term::SCHEMA_PUBLISHED)? {
                Some(Term::Literal(day)) => day.destruct().0,
                // What has no day comes last.
                _ => "~".to_owned(),
            };
            reports.entry((published, doc.clone())).or_default().push(claim.clone());
        }
        told.outlets = outlets.len();
        if let Some(((_, doc), claims)) = reports.first_key_value() {
            let claims: Result<Vec<Claim>, StoreError> =
                claims.iter().map(|claim| Ok(self.read_claim(claim, doc)?.claim)).collect();
            let order = |claim: &Claim| {
                let fact = claim.polarity == "affirmed" && claim.status == "happened" && claim.voice == "narrator";
                (!fact, claim.begin, claim.claim.clone())
            };
            told.first = claims?.into_iter().min_by_key(order).unwrap_or_default();
            told.story = self.story(doc)?;
        }
        Ok(told)
    }

    /// An entity by its id.
    fn party(&self, id: &str) -> Result<Party, StoreError> {
        if id.is_empty() {
            return Ok(Party::default());
        }
        let node = self.names.id(id);
        let mut party = Party { id: id.to_owned(), label: self.label(node.as_ref())?, ..Party::default() };
        if let Some(Term::NamedNode(class)) = self.object(node.as_ref(), term::RDF_TYPE, None)? {
            party.kind = ch_name(class.as_str()).unwrap_or_default().to_lowercase();
        }
        if let Some(Term::NamedNode(country)) = self.object(node.as_ref(), term::COUNTRY, None)? {
            party.country = self.local(&country);
        } else if party.kind == "country" {
            id.clone_into(&mut party.country);
        }
        if let Some(Term::Literal(code)) = self.object(node.as_ref(), term::CODE, None)? {
            party.code = code.destruct().0;
        }
        if let Some(Term::NamedNode(same)) = self.object(node.as_ref(), term::OWL_SAME_AS, None)? {
            party.wikidata = same.as_str().rsplit('/').next().unwrap_or_default().to_owned();
        }
        Ok(party)
    }

    /// The persons, organisations and places of an article, by label.
    fn story(&self, doc: &NamedNode) -> Result<[Vec<String>; 3], StoreError> {
        let mut story: [BTreeSet<String>; 3] = Default::default();
        for quad in self.quads.quads_for_pattern(None, Some(term::RDF_TYPE), None, Some(doc.as_ref().into())) {
            let quad = quad?;
            let (Some(entity), Term::NamedNode(class)) = (subject_of(&quad), &quad.object) else { continue };
            let slot = match ch_name(class.as_str()) {
                Some("Person") => 0,
                Some("Organisation" | "Group") => 1,
                Some("Country" | "Place") => 2,
                _ => continue,
            };
            story[slot].insert(self.label(entity.as_ref())?);
        }
        Ok(story.map(|labels| labels.into_iter().collect()))
    }
}
