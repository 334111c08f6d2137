//! Two actors and the events between them, as plain values for `explain`.

use oxigraph::model::{GraphNameRef, Literal, NamedNode, Term};

use crate::graph::{
    error::StoreError,
    quads::parts::subject_of,
    store::quad_store::Store,
    vocabulary::{
        iris::{ch_name, term},
        ontology::Ontology,
    },
};

/// Two actors with the events between them that some article narrates as a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredPair {
    /// Its id.
    pub id: String,
    /// Labels of the two.
    pub actors: [String; 2],
    /// The events, by date; what has none comes last, by first report.
    pub events: Vec<PairEvent>,
}

/// An event between two actors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PairEvent {
    /// Its id.
    pub id: String,
    /// Label of its relation.
    pub relation: String,
    /// EDTF date; empty where no article gives one.
    pub date: String,
    /// Day of publication of its first report; empty where that is not known.
    pub reported: String,
    /// The number of articles that tell of it.
    pub reports: usize,
}

impl Store {
    /// A pair of actors by its id or IRI.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn pair(&self, id: &str) -> Result<Option<StoredPair>, StoreError> {
        let node = if id.contains("://") {
            NamedNode::new_unchecked(id.trim_start_matches('<').trim_end_matches('>'))
        } else {
            self.names.id(id)
        };
        let default = Some(GraphNameRef::DefaultGraph);
        let mut members = Vec::new();
        for quad in self.quads.quads_for_pattern(Some(node.as_ref().into()), Some(term::MEMBER), None, default) {
            if let Term::NamedNode(member) = quad?.object {
                members.push(member);
            }
        }
        members.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        let Ok([one, other]) = <[NamedNode; 2]>::try_from(members) else { return Ok(None) };
        let actors = [self.label(one.as_ref())?, self.label(other.as_ref())?];
        let id = self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into);
        let mut events = Vec::new();
        let yes = Literal::from(true);
        for quad in self.quads.quads_for_pattern(None, Some(term::SEM_ACTOR), Some(one.as_ref().into()), default) {
            let quad = quad?;
            let Some(event) = subject_of(&quad) else { continue };
            let says = |predicate, object| self.first(Some(event.as_ref()), Some(predicate), Some(object), default);
            let both = says(term::SEM_ACTOR, other.as_ref().into())?.is_some();
            if both && says(term::ASSERTED, yes.as_ref().into())?.is_some() {
                events.push(self.pair_event(event)?);
            }
        }
        events.sort_by(|one, other| {
            let key = |event: &PairEvent| {
                (event.date.is_empty(), event.date.clone(), event.reported.clone(), event.id.clone())
            };
            key(one).cmp(&key(other))
        });
        Ok(Some(StoredPair { id, actors, events }))
    }

    fn pair_event(&self, event: &NamedNode) -> Result<PairEvent, StoreError> {
        let text = |predicate| -> Result<String, StoreError> {
            Ok(match self.object(event.as_ref(), predicate, None)? {
                Some(Term::Literal(value)) => value.destruct().0,
                Some(Term::NamedNode(node)) => {
                    let name = ch_name(node.as_str()).unwrap_or_default();
                    Ontology::embedded().label(name).unwrap_or(name).to_owned()
                }
                _ => String::new(),
            })
        };
        Ok(PairEvent {
            id: self.names.local(event.as_str()).unwrap_or_default().into_owned(),
            relation: text(term::RELATION)?,
            date: text(term::DATE)?,
            reported: text(term::FIRST_REPORTED)?,
            reports: text(term::REPORTS)?.parse().unwrap_or_default(),
        })
    }
}
