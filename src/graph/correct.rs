//! Corrections applied to the graph of one article, and taken back from it.
//!
//! A corrected article keeps its graph as it was read (`ch:asRead`, its N-Quads in one literal) beside what became of
//! it, and the corrections that were applied (`ch:correction`). So a correction that is changed or withdrawn needs no
//! article to be read again, and what a store holds is a function of its articles and its corrections alone.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term},
};

use super::{
    batch::Batch,
    copies::{Printed, Sketch},
    corrections::{Correction, Corrections, Mend},
    derive::DESCRIPTIVE,
    dump::nquad,
    error::StoreError,
    names::{Names, short_hash, term},
    quads::{ArticleQuads, Group, entity_facts, is_claim_type, read_record},
    span::day,
    store::{Store, graph_of, subject_of},
};

/// Predicates of a claim that name an entity.
const ROLES: [NamedNodeRef<'static>; 5] =
    [term::RDF_SUBJECT, term::RDF_OBJECT, term::SEM_PLACE, term::CLAIMED_BY, term::VIA];

impl Corrections {
    /// The graph of an article with all corrections that concern it; `None` where none does.
    pub(crate) fn applied(&self, names: &Names, doc: &NamedNode, as_read: &[Quad]) -> Option<Vec<Quad>> {
        let mut claims: IndexMap<NamedNode, Vec<Quad>> = IndexMap::new();
        for quad in as_read {
            if is_claim_type(quad)
                && let Some(claim) = subject_of(quad)
            {
                claims.entry(claim.clone()).or_default();
            }
        }
        let mut article = String::new();
        let mut rest = Vec::new();
        for quad in as_read {
            if quad.predicate.as_ref() == term::SCHEMA_IDENTIFIER
                && let Term::Literal(id) = &quad.object
            {
                id.value().clone_into(&mut article);
            }
            match subject_of(quad).and_then(|subject| claims.get_mut(subject)) {
                Some(claim) => claim.push(quad.clone()),
                None => rest.push(quad.clone()),
            }
        }
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
        let named_after = named(&kept);
        // What only a corrected claim named is no longer described.
        rest.retain(|quad| {
            subject_of(quad).is_none_or(|subject| {
                subject == doc || !named_before.contains(subject) || named_after.contains(subject)
            })
        });
        let described: BTreeSet<NamedNode> = rest.iter().filter_map(|quad| subject_of(quad).cloned()).collect();
        let graph = GraphName::NamedNode(doc.clone());
        for (entity, facts) in new_entities {
            if named_after.contains(&entity) && !described.contains(&entity) {
                rest.extend(
                    facts
                        .into_iter()
                        .map(|(predicate, value)| Quad::new(entity.clone(), predicate, value, graph.clone())),
                );
            }
        }
        let mut lines: Vec<String> = as_read.iter().map(nquad).collect();
        lines.sort_unstable();
        let text = Literal::new_simple_literal(lines.join("\n"));
        rest.push(Quad::new(doc.clone(), term::AS_READ.into_owned(), text, graph.clone()));
        for key in used {
            let key = Literal::new_simple_literal(key);
            rest.push(Quad::new(doc.clone(), term::CORRECTION.into_owned(), key, graph.clone()));
        }
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
            let (group, _) = read_record(claim, doc, quads);
            quads.retain(|quad| quad.predicate.as_ref() != term::GROUP);
            quads.push(quad(term::GROUP, names.id(&format!("g-{}", group.hash())).into()));
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

impl ArticleQuads {
    /// What a graph of quads puts into the store: as [`super::quads::article_quads`], but from the quads themselves.
    pub(crate) fn of_graph(doc: &NamedNode, mut quads: Vec<Quad>) -> Self {
        // What is a function of the rest is made anew.
        quads.retain(|quad| ![term::GIST, term::CLAIMS].contains(&quad.predicate.as_ref()));
        let mut claims: IndexMap<NamedNode, Vec<Quad>> = IndexMap::new();
        let mut entities: IndexMap<NamedNode, Vec<(NamedNode, Term)>> = IndexMap::new();
        let (mut sketch, mut published, mut outlet) = (None, String::new(), String::new());
        for quad in quads.iter().filter(|quad| is_claim_type(quad)) {
            claims.extend(subject_of(quad).map(|claim| (claim.clone(), Vec::new())));
        }
        for quad in &quads {
            let Some(subject) = subject_of(quad) else { continue };
            match (quad.predicate.as_ref(), &quad.object) {
                (term::SKETCH, Term::Literal(text)) => sketch = Sketch::parse(text.value()),
                (term::SCHEMA_PUBLISHED, Term::Literal(day)) => day.value().clone_into(&mut published),
                (term::DCT_PUBLISHER, Term::Literal(name)) => name.value().clone_into(&mut outlet),
                _ => {}
            }
            if let Some(claim) = claims.get_mut(subject) {
                claim.push(quad.clone());
            } else if subject != doc && DESCRIPTIVE.contains(&quad.predicate.as_ref()) {
                entities.entry(subject.clone()).or_default().push((quad.predicate.clone(), quad.object.clone()));
            }
        }
        let country = |place: &str| {
            entities.get(&NamedNode::new_unchecked(place))?.iter().find_map(|(predicate, value)| match value {
                Term::NamedNode(country) if predicate.as_ref() == term::COUNTRY => Some(country.as_str().into()),
                _ => None,
            })
        };
        let mut records: Vec<(Group, _)> = Vec::with_capacity(claims.len());
        for (claim, quads) in &claims {
            let (group, mut record) = read_record(claim, doc, quads);
            record.place_country = record.place.as_deref().and_then(country);
            record.published = day(&published);
            records.push((group, record));
        }
        let graph = GraphName::from(doc.clone());
        for (_, record) in &records {
            let claim = NamedNode::new_unchecked(&record.claim);
            let gist = Literal::new_simple_literal(record.gist());
            quads.push(Quad::new(claim, term::GIST.into_owned(), gist, graph.clone()));
        }
        let count = Literal::from(records.len() as u64);
        quads.push(Quad::new(doc.clone(), term::CLAIMS.into_owned(), count, graph));
        Self { quads, records, printed: sketch.map(|sketch| Printed { sketch, published, outlet }), entities }
    }
}

/// The graph of a stored article as it was read: without links to events, and without what corrections made of it.
fn as_read(store: &Store, doc: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    if let Some(Term::Literal(text)) = store.object(doc.as_ref(), term::AS_READ, Some(doc.as_ref()))? {
        let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
        let read: Result<Vec<Quad>, _> = parser.for_slice(text.value()).collect();
        return read.map_err(|error| StoreError::Damaged(format!("{}: {error}", doc.as_str())));
    }
    graph(store, doc)
}

/// The graph of a stored article, without links to events.
fn graph(store: &Store, doc: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    let mut quads = Vec::new();
    for quad in store.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into())) {
        let quad = quad?;
        if quad.predicate.as_ref() != term::EVENT {
            quads.push(quad);
        }
    }
    Ok(quads)
}

/// The stored articles by the corrections that were applied to them.
fn applied(store: &Store) -> Result<BTreeMap<String, BTreeSet<NamedNode>>, StoreError> {
    let mut found: BTreeMap<String, BTreeSet<NamedNode>> = BTreeMap::new();
    for quad in store.quads.quads_for_pattern(None, Some(term::CORRECTION), None, None) {
        let quad = quad?;
        if let (Some(doc), Term::Literal(key)) = (graph_of(&quad), &quad.object) {
            found.entry(key.value().to_owned()).or_default().insert(doc.clone());
        }
    }
    Ok(found)
}

impl Store {
    /// The corrections that no article of the store knows: their claim or entity is not there.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn unmatched<'c>(&self, corrections: &'c Corrections) -> Result<Vec<&'c Correction>, StoreError> {
        let known = applied(self)?;
        Ok(corrections.all.iter().filter(|correction| !known.contains_key(&correction.key())).collect())
    }

    /// How many articles are corrected.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn corrected_articles(&self) -> Result<usize, StoreError> {
        Ok(applied(self)?.into_values().flatten().collect::<BTreeSet<_>>().len())
    }
}

impl Batch<'_> {
    /// Brings the stored articles that this batch leaves alone to the corrections as they now are.
    pub(crate) fn correct_stored(&mut self) -> Result<(), StoreError> {
        let Some(corrections) = self.corrections else { return Ok(()) };
        let store = self.store;
        let known = applied(store)?;
        let wanted: BTreeSet<String> = corrections.all.iter().map(Correction::key).collect();
        if known.keys().eq(wanted.iter()) {
            return Ok(());
        }
        let mut concerned: BTreeSet<NamedNode> = known.values().flatten().cloned().collect();
        for correction in corrections.all.iter().filter(|correction| !known.contains_key(&correction.key())) {
            let mut claims: Vec<&String> = Vec::new();
            match &correction.what {
                Mend::Drop { claim } | Mend::Date { claim, .. } => claims.push(claim),
                Mend::Entity { claim: Some(claim), .. } => claims.push(claim),
                Mend::Apart { claims: all } => claims.extend(all),
                Mend::Entity { from, .. } => {
                    let from = store.names.id(from);
                    for predicate in ROLES {
                        let quads = &store.quads;
                        for quad in quads.quads_for_pattern(None, Some(predicate), Some(from.as_ref().into()), None) {
                            concerned.extend(graph_of(&quad?).cloned());
                        }
                    }
                }
            }
            for claim in claims {
                let claim = store.names.id(claim);
                let types = Some(term::RDF_TYPE);
                for quad in store.quads.quads_for_pattern(Some(claim.as_ref().into()), types, None, None) {
                    concerned.extend(graph_of(&quad?).cloned());
                }
            }
        }
        for doc in concerned {
            if !self.leaves(&doc) {
                continue;
            }
            let read = as_read(store, &doc)?;
            let new = corrections.applied(&store.names, &doc, &read).unwrap_or(read);
            let new = ArticleQuads::of_graph(&doc, new).quads;
            let mut before: Vec<String> = graph(store, &doc)?.iter().map(nquad).collect();
            let mut after: Vec<String> = new.iter().map(nquad).collect();
            before.sort_unstable();
            after.sort_unstable();
            after.dedup();
            if before != after {
                self.put_corrected(&doc, new)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entities::{Entity, EntityId, EntityKind},
        graph::quads::article_quads,
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
        Extraction {
            article: Article::new("a", "Words."),
            claims: vec![claim("c-1", "bob"), claim("c-2", "eve")],
            entities: vec![entity("ann"), entity("bob"), entity("eve")],
        }
    }

    fn corrected(text: &str) -> (Vec<Quad>, Option<Vec<Quad>>, NamedNode) {
        let names = Names::default();
        let read = article_quads(&names, "1", &sample());
        let doc = graph_of(&read.quads[0]).expect("a named graph").clone();
        let corrections = Corrections::parse("c", text).expect("right");
        let new = corrections.applied(&names, &doc, &read.quads);
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
        let again = ArticleQuads::of_graph(&doc, read.quads.clone());
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
