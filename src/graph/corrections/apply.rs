//! Applies corrections to the graph of one article.
//!
//! A corrected article keeps its graph before corrections (`ch:asRead`, its N-Quads in one literal) beside the corrected
//! one, and the corrections that were applied (`ch:correction`). So no article is read again when a correction changes or
//! is withdrawn, and the content of a store is a function of its articles and corrections alone.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::table::{Correction, Corrections, Mend};
use crate::graph::{
    quads::{
        description::entity_facts,
        parts::{is_claim_type, nquad, subject_of},
    },
    vocabulary::iris::{Names, short_hash, term},
};

/// Predicates of a claim that name an entity.
pub(crate) const ROLES: [NamedNodeRef<'static>; 6] =
    [term::RDF_SUBJECT, term::RDF_OBJECT, term::SEM_PLACE, term::CLAIMED_BY, term::REPORTED_BY, term::VIA];

impl Corrections {
    /// The graph of an article with all corrections that concern it, and what is noted of them; `None` where none does.
    pub(crate) fn applied(&self, names: &Names, doc: &NamedNode, as_read: &[Quad]) -> Option<Vec<Quad>> {
        let Parts { article, claims, mut rest } = Parts::of(as_read);
        let named_before = named(claims.values().flatten());
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut new_entities: IndexMap<NamedNode, Vec<(NamedNode, Term)>> = IndexMap::new();
        let mut kept = Vec::new();
        for (claim, mut quads) in claims {
            let id = names.local(claim.as_str()).unwrap_or_default().into_owned();
            let found = self.of_claim(names, &id, &article, &quads);
            let mut whole = true;
            for correction in found {
                used.insert(correction.key());
                whole &= !matches!(correction.what, Mend::Drop { .. });
                mend(names, &claim, doc, correction, &mut quads, &mut new_entities);
            }
            if whole {
                kept.append(&mut quads);
            }
        }
        if used.is_empty() {
            return None;
        }
        redescribe(doc, &mut rest, &named_before, &named(&kept), new_entities);
        remember(names, doc, as_read, used, &mut rest);
        rest.append(&mut kept);
        Some(rest)
    }

    /// The corrections of a claim; of several that replace one entity the narrowest.
    fn of_claim(&self, names: &Names, id: &str, article: &str, quads: &[Quad]) -> Vec<&Correction> {
        let mut entities: BTreeMap<&str, (u8, &Correction)> = BTreeMap::new();
        let mut found = Vec::new();
        for correction in &self.all {
            match &correction.what {
                Mend::Drop { claim } | Mend::Date { claim, .. } if claim == id => found.push(correction),
                Mend::Apart { claims } if claims.binary_search_by(|claim| claim.as_str().cmp(id)).is_ok() => {
                    found.push(correction);
                }
                Mend::Entity { claim, article: only, from, .. }
                    if claim.as_ref().is_none_or(|claim| claim == id)
                        && only.as_ref().is_none_or(|only| only == article)
                        && names_entity(quads, &names.id(from)) =>
                {
                    let rank = u8::from(claim.is_some()) * 2 + u8::from(only.is_some());
                    let slot = entities.entry(from).or_insert((rank, correction));
                    if slot.0 < rank {
                        *slot = (rank, correction);
                    }
                }
                _ => {}
            }
        }
        // All replacements look at the claim as read, so that one does not undo another.
        found.extend(entities.into_values().map(|(_, correction)| correction));
        found
    }
}

/// The graph of an article in parts.
#[derive(Default)]
struct Parts {
    /// Id of the article.
    article: String,
    claims: IndexMap<NamedNode, Vec<Quad>>,
    /// What is said of the article itself and of entities.
    rest: Vec<Quad>,
}

impl Parts {
    fn of(graph: &[Quad]) -> Self {
        let mut own = Self::default();
        for quad in graph.iter().filter(|quad| is_claim_type(quad)) {
            own.claims.extend(subject_of(quad).map(|claim| (claim.clone(), Vec::new())));
        }
        for quad in graph {
            if let (term::SCHEMA_IDENTIFIER, Term::Literal(id)) = (quad.predicate.as_ref(), &quad.object) {
                id.value().clone_into(&mut own.article);
            }
            match subject_of(quad).and_then(|subject| own.claims.get_mut(subject)) {
                Some(claim) => claim.push(quad.clone()),
                None => own.rest.push(quad.clone()),
            }
        }
        own
    }
}

/// Takes out the descriptions of entities that only a corrected claim named, and describes those that corrections brought in.
fn redescribe(
    doc: &NamedNode,
    rest: &mut Vec<Quad>,
    named_before: &BTreeSet<NamedNode>,
    named_after: &BTreeSet<NamedNode>,
    new_entities: IndexMap<NamedNode, Vec<(NamedNode, Term)>>,
) {
    rest.retain(|quad| {
        subject_of(quad)
            .is_none_or(|subject| subject == doc || !named_before.contains(subject) || named_after.contains(subject))
    });
    let described: BTreeSet<NamedNode> = rest.iter().filter_map(|quad| subject_of(quad).cloned()).collect();
    for (entity, facts) in new_entities {
        if named_after.contains(&entity) && !described.contains(&entity) {
            let quad = |(predicate, value)| Quad::new(entity.clone(), predicate, value, doc.clone());
            rest.extend(facts.into_iter().map(quad));
        }
    }
}

/// Notes the graph as it was read, and the corrections that were applied.
fn remember(names: &Names, doc: &NamedNode, as_read: &[Quad], used: BTreeSet<String>, rest: &mut Vec<Quad>) {
    let mut say = |predicate: NamedNodeRef<'_>, text: String| {
        let text = Literal::new_simple_literal(text);
        rest.push(Quad::new(doc.clone(), predicate.into_owned(), text, names.notes()));
    };
    let mut lines: Vec<String> = as_read.iter().map(nquad).collect();
    lines.sort_unstable();
    say(term::AS_READ, lines.join("\n"));
    for key in used {
        say(term::CORRECTION, key);
    }
}

/// Whether a claim names an entity.
fn names_entity(quads: &[Quad], entity: &NamedNode) -> bool {
    quads.iter().any(|quad| {
        ROLES.contains(&quad.predicate.as_ref()) && matches!(&quad.object, Term::NamedNode(node) if node == entity)
    })
}

/// The entities that claims name.
fn named<'q>(quads: impl IntoIterator<Item = &'q Quad>) -> BTreeSet<NamedNode> {
    let mut found = BTreeSet::new();
    for quad in quads {
        if let (true, Term::NamedNode(node)) = (ROLES.contains(&quad.predicate.as_ref()), &quad.object) {
            found.insert(node.clone());
        }
    }
    found
}

/// Applies one correction to the quads of one claim.
fn mend(
    names: &Names,
    claim: &NamedNode,
    doc: &NamedNode,
    correction: &Correction,
    quads: &mut Vec<Quad>,
    new_entities: &mut IndexMap<NamedNode, Vec<(NamedNode, Term)>>,
) {
    let graph = GraphName::NamedNode(doc.clone());
    let quad = |predicate: NamedNodeRef<'_>, value: Term| {
        Quad::new(claim.clone(), predicate.into_owned(), value, graph.clone())
    };
    match &correction.what {
        Mend::Drop { .. } => return,
        Mend::Date { date, .. } => {
            quads.retain(|quad| ![term::DATE, term::EARLIEST, term::LATEST].contains(&quad.predicate.as_ref()));
            if !date.text.is_empty() {
                quads.push(quad(term::DATE, Literal::new_typed_literal(&date.text, term::EDTF).into()));
            }
            for (predicate, day) in [(term::EARLIEST, date.earliest), (term::LATEST, date.latest)] {
                if let Some(day) = day {
                    quads.push(quad(predicate, Literal::new_typed_literal(day.to_string(), term::XSD_DATE).into()));
                }
            }
        }
        Mend::Entity { from, to, .. } => {
            let (from, node) = (names.id(from), names.id(&to.id.0));
            let mut codes = Vec::new();
            for quad in quads.iter_mut() {
                let predicate = quad.predicate.as_ref();
                if ROLES.contains(&predicate) && matches!(&quad.object, Term::NamedNode(old) if *old == from) {
                    codes.extend(match predicate {
                        term::RDF_SUBJECT => Some(term::SUBJECT_CODE),
                        term::RDF_OBJECT => Some(term::OBJECT_CODE),
                        _ => None,
                    });
                    quad.object = node.clone().into();
                }
            }
            // The code was composed for the wrong actor.
            quads.retain(|quad| !codes.contains(&quad.predicate.as_ref()));
            if let Some(code) = to.code.as_deref().filter(|code| !code.is_empty()) {
                quads.extend(
                    codes.into_iter().map(|predicate| quad(predicate, Literal::new_simple_literal(code).into())),
                );
            }
            new_entities.insert(node, entity_facts(names, to));
        }
        Mend::Apart { claims } => {
            let fields: Vec<&str> = claims.iter().map(String::as_str).collect();
            quads.push(quad(term::APART, Literal::new_simple_literal(short_hash(&fields)).into()));
        }
    }
    let said = if correction.because.is_empty() { correction.summary() } else { correction.because.clone() };
    quads.push(quad(term::CORRECTED, Literal::new_simple_literal(said).into()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entities::{Entity, EntityId, EntityKind},
        graph::quads::{
            article::{ArticleQuads, article_quads},
            parts::graph_of,
        },
        rules::{Claim, Extraction},
        text::Article,
    };

    fn sample() -> Extraction {
        let entity = |id: &str| Entity {
            id: EntityId(id.to_owned()),
            kind: EntityKind::Person,
            label: id.to_owned(),
            wikidata: None,
            country: None,
            code: None,
            minted: true,
        };
        let claim = |id: &str, object: &str| Claim {
            claim: id.to_owned(),
            subject_id: "ann".to_owned(),
            relation: "metWith".to_owned(),
            object_id: object.to_owned(),
            date: "2022-07-07".to_owned(),
            earliest: "2022-07-07".to_owned(),
            latest: "2022-07-07".to_owned(),
            sentence: "Words.".to_owned(),
            ..Claim::default()
        };
        let claims = vec![claim("c-1", "bob"), claim("c-2", "eve")];
        Extraction::new(Article::new("a", "Words."), claims, vec![entity("ann"), entity("bob"), entity("eve")])
    }

    fn corrected(text: &str) -> (Vec<Quad>, Option<Vec<Quad>>, NamedNode) {
        let names = Names::default();
        let read = article_quads(&names, "1", &sample());
        let doc = graph_of(&read.quads[0]).expect("a named graph").clone();
        let corrections = Corrections::parse("c", text, crate::entities::Gazetteer::embedded()).expect("right");
        let new =
            corrections.applied(&names, &doc, &read.quads).map(|new| ArticleQuads::of_graph(&names, &doc, new).quads);
        (read.quads, new, doc)
    }

    fn has(quads: &[Quad], part: &str) -> bool {
        quads.iter().filter(|quad| quad.predicate.as_ref() != term::AS_READ).any(|quad| nquad(quad).contains(part))
    }

    #[test]
    fn each_correction_does_what_it_says() {
        let (_, new, _) = corrected("[[drop]]\nclaim = \"c-2\"\nbecause = \"a joke\"");
        let new = new.expect("it matches");
        assert!(!has(&new, "id/c-2>") && !has(&new, "id/eve>"), "neither the claim nor whom it alone names");
        let (_, new, _) = corrected("[[date]]\nclaim = \"c-1\"\ndate = \"2022-06\"");
        let new = new.expect("it matches");
        assert!(has(&new, "id/c-1> <https://w3id.org/chancery/ns#latest> \"2022-06-30\""));
        assert!(has(&new, "id/c-2> <https://w3id.org/chancery/ns#latest> \"2022-07-07\""));
        let (_, new, _) = corrected("[[entity]]\nfrom = \"eve\"\nto = \"china\"");
        let new = new.expect("it matches");
        assert!(!has(&new, "id/eve>") && has(&new, "#object> <https://w3id.org/chancery/id/china>"));
        assert!(has(&new, "id/china> <http://www.w3.org/2000/01/rdf-schema#label> \"China\"@en"));
        let (_, new, _) = corrected("[[apart]]\nclaims = [\"c-2\"]");
        assert!(has(&new.expect("it matches"), "id/c-2> <https://w3id.org/chancery/ns#apart>"));
        for nothing in ["[[drop]]\nclaim = \"c-3\"", "[[entity]]\nfrom = \"eve\"\nto = \"china\"\narticle = \"b\""] {
            assert!(corrected(nothing).1.is_none());
        }
    }

    #[test]
    fn a_graph_read_back_gives_the_same_records() {
        let names = Names::default();
        let read = article_quads(&names, "1", &sample());
        let doc = graph_of(&read.quads[0]).expect("a named graph").clone();
        let again = ArticleQuads::of_graph(&names, &doc, read.quads.clone());
        assert_eq!(again.records, read.records);
        assert_eq!(again.entities.len(), read.entities.len());
    }

    #[test]
    fn the_narrowest_replacement_counts() {
        let text =
            "[[entity]]\nfrom = \"bob\"\nto = \"china\"\n[[entity]]\nclaim = \"c-1\"\nfrom = \"bob\"\nto = \"russia\"";
        let new = corrected(text).1.expect("it matches");
        assert!(has(&new, "#object> <https://w3id.org/chancery/id/russia>") && !has(&new, "id/china>"));
    }
}
