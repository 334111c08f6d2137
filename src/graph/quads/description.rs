//! Descriptions of entities: what one article says of those that its claims name, and what all articles together say.

use indexmap::IndexMap;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{claim::place, parts::english};
use crate::{
    entities::{Entity, EntityKind},
    graph::vocabulary::iris::{Names, ch, term},
    rules::{Claim, Extraction},
};

/// What is said of an entity, over all articles: several values of a property are all kept, except where only one makes
/// sense; then the smallest stands, so that the order of articles does not show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Description(pub(crate) Vec<(NamedNode, Term)>);

/// The predicates of descriptions; those of the first part have one value.
pub(crate) const DESCRIPTIVE: [NamedNodeRef<'static>; 7] =
    [term::RDF_TYPE, term::RDFS_LABEL, term::OWL_SAME_AS, term::COUNTRY, term::SKOS_ALT, term::CODE, term::MINTED];

/// How many of [`DESCRIPTIVE`] have one value.
const SINGLE: usize = 4;

impl Description {
    pub(crate) fn is_single(predicate: NamedNodeRef<'_>) -> bool {
        DESCRIPTIVE[..SINGLE].contains(&predicate)
    }

    pub(crate) fn add(&mut self, predicate: &NamedNode, value: &Term) {
        let mut known = self.0.iter_mut().filter(|(other, _)| other == predicate);
        if Self::is_single(predicate.as_ref()) {
            if let Some((_, other)) = known.next() {
                if value.to_string() < other.to_string() {
                    *other = value.clone();
                }
                return;
            }
        } else if known.map(|(_, other)| other).any(|other| other == value) {
            return;
        }
        self.0.push((predicate.clone(), value.clone()));
    }

    /// The quads of the default graph: names stand there without their language too, all of them as `schema:name`, so that
    /// a query finds who is meant by any of them.
    pub(crate) fn quads<'a>(&'a self, entity: &'a NamedNode) -> impl Iterator<Item = Quad> + 'a {
        let quad =
            |predicate: NamedNode, value: Term| Quad::new(entity.clone(), predicate, value, GraphName::DefaultGraph);
        self.0.iter().flat_map(move |(predicate, value)| {
            let mut all = vec![quad(predicate.clone(), value.clone())];
            if let (term::RDFS_LABEL | term::SKOS_ALT, Term::Literal(name)) = (predicate.as_ref(), value) {
                let plain = Term::from(Literal::new_simple_literal(name.value()));
                all.push(quad(predicate.clone(), plain.clone()));
                all.push(quad(term::SCHEMA_NAME.into_owned(), plain));
            }
            all
        })
    }

    /// Whether a quad of the default graph is one of those from which all others of a description follow.
    pub(crate) fn is_kept(quad: &Quad) -> bool {
        let named = [term::RDFS_LABEL, term::SKOS_ALT].contains(&quad.predicate.as_ref());
        !named || matches!(&quad.object, Term::Literal(name) if name.language().is_some())
    }
}

/// What one article says of the entities that its claims name.
pub(crate) struct Descriptions<'a> {
    names: &'a Names,
    facts: IndexMap<NamedNode, Vec<(NamedNode, Term)>>,
}

/// The same, done.
pub(crate) struct Described {
    pub(crate) facts: IndexMap<NamedNode, Vec<(NamedNode, Term)>>,
}

impl Described {
    pub(crate) fn country(&self, names: &Names, id: &str) -> Option<String> {
        if id.is_empty() {
            return None;
        }
        self.facts.get(&names.id(id))?.iter().find_map(|(predicate, value)| match value {
            Term::NamedNode(country) if predicate.as_ref() == term::COUNTRY => Some(country.as_str().to_owned()),
            _ => None,
        })
    }
}

impl<'a> Descriptions<'a> {
    pub(crate) fn new(names: &'a Names, extraction: &'a Extraction) -> Self {
        let mut own = Self { names, facts: IndexMap::new() };
        for entity in &extraction.entities {
            own.describe(entity);
        }
        if let Some(outlet) = extraction.publisher() {
            own.describe(&outlet);
        }
        own
    }

    fn say(&mut self, entity: &NamedNode, predicate: NamedNodeRef<'_>, value: impl Into<Term>) {
        let facts = self.facts.entry(entity.clone()).or_default();
        let fact = (predicate.into_owned(), value.into());
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }

    fn describe(&mut self, entity: &Entity) {
        let node = self.names.id(&entity.id.0);
        self.say(&node, term::RDF_TYPE, ch(kind_class(entity.kind)));
        self.say(&node, term::RDFS_LABEL, english(&entity.label));
        if let Some(wikidata) = &entity.wikidata
            && wikidata.strip_prefix('Q').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let same = NamedNode::new_unchecked(format!("http://www.wikidata.org/entity/{wikidata}"));
            self.say(&node, term::OWL_SAME_AS, same);
        }
        if let Some(country) = &entity.country
            && country != &entity.id
        {
            let country = self.names.id(&country.0);
            self.say(&node, term::COUNTRY, country);
        }
        if let Some(code) = entity.code.as_deref().filter(|code| !code.is_empty()) {
            self.say(&node, term::CODE, Literal::new_simple_literal(code));
        }
        if entity.minted {
            self.say(&node, term::MINTED, Literal::from(true));
        }
    }

    /// Takes what a claim says of its entities: other names, and a bare description of those that the extraction
    /// does not describe.
    pub(crate) fn see(&mut self, claim: &Claim) {
        let slots = [
            (&claim.subject_id, &claim.subject, &claim.subject_text, claim.subject_type.as_str()),
            (&claim.object_id, &claim.object, &claim.object_text, claim.object_type.as_str()),
            (&claim.claimed_by_id, &claim.claimed_by, &claim.claimed_by, ""),
            (&claim.via_id, &claim.via, &claim.via, ""),
        ];
        for (id, label, text, kind) in slots {
            if id.is_empty() {
                continue;
            }
            self.name(&self.names.id(id), label.split(" < ").next().unwrap_or_default(), kind);
            if is_other_name(label, text) {
                self.say(&self.names.id(id), term::SKOS_ALT, english(text));
            }
        }
        if let Some(node) = place(self.names, claim) {
            self.name(&node, &claim.place, "place");
        }
    }

    fn name(&mut self, node: &NamedNode, label: &str, kind: &str) {
        if self.facts.contains_key(node) {
            return;
        }
        let class = match kind {
            "person" => "Person",
            "country" => "Country",
            "organisation" => "Organisation",
            "group" => "Group",
            "place" => "Place",
            "position" => "Position",
            _ => "Entity",
        };
        self.say(node, term::RDF_TYPE, ch(class));
        if !label.is_empty() {
            self.say(node, term::RDFS_LABEL, english(label));
        }
    }

    /// Ends; a country that nobody described has at least its kind and the words of its id.
    pub(crate) fn finish(mut self) -> Described {
        let facts = self.facts.values().flatten();
        let countries = facts.filter(|(predicate, _)| predicate.as_ref() == term::COUNTRY);
        let countries: Vec<Term> = countries.map(|(_, country)| country.clone()).collect();
        for country in countries {
            if let Term::NamedNode(country) = country {
                let words = self.names.in_words(country.as_str());
                self.name(&country, &words, "country");
            }
        }
        Described { facts: self.facts }
    }
}

/// Whether the words of a mention are worth keeping as another name: a short name in capitals that shares a word with
/// the label ("Mr Lavrov", "Sergei V. Lavrov"), not a description ("his Russian counterpart").
fn is_other_name(label: &str, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    !text.is_empty()
        && text != label
        && words.len() <= 4
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && words.iter().any(|word| label.split_whitespace().any(|other| other == *word))
}

/// The class of a kind of entity, in the ontology.
pub(crate) fn kind_class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Country => "Country",
        EntityKind::Organisation => "Organisation",
        EntityKind::Group => "Group",
        EntityKind::Place => "Place",
        EntityKind::Position => "Position",
    }
}

/// What is said of an entity: predicate and value.
pub(crate) fn entity_facts(names: &Names, entity: &Entity) -> Vec<(NamedNode, Term)> {
    let mut own = Descriptions { names, facts: IndexMap::new() };
    own.describe(entity);
    own.facts.into_values().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_are_names() {
        assert!(is_other_name("Sergey Lavrov", "Mr Lavrov"));
        assert!(is_other_name("Sergey Lavrov", "Sergei V. Lavrov"));
        assert!(!is_other_name("Sergey Lavrov", "his Russian counterpart"));
        assert!(!is_other_name("Sergey Lavrov", "Sergey Lavrov"));
        assert!(!is_other_name("Russia", "Moscow"));
    }
}
