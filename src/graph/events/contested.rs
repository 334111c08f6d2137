//! Contested matters: what one voice affirms and another denies, with the number of articles on either side.
//!
//! A matter is a group of claims of one relation between the same participants. It is kept in the default graph with its
//! participants, its claims and the two counts, because counting all matters of a large store at each
//! query would take too long. A voice (an article, or somebody in it) that affirms and denies speaks of two occasions, so
//! a voice only contradicts another voice.

use std::collections::BTreeSet;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use crate::graph::{
    quads::{
        group::Unit,
        parts::label_quad,
        record::{Record, Status},
    },
    vocabulary::{
        iris::{Names, ch, term},
        ontology::Ontology,
    },
};

/// An article, and who in it speaks.
type Voice<'r> = (&'r str, &'r str);

/// Adds the contested matters among the claims of a unit.
pub(crate) fn quads(names: &Names, unit: &Unit, records: &[Record], out: &mut Vec<Quad>) {
    let kinds: BTreeSet<u8> = records.iter().filter(|record| !record.affirmed).map(|record| record.kind).collect();
    if kinds.is_empty() || unit.group.subject.is_empty() || unit.group.object.is_empty() {
        return;
    }
    // Of a relation that holds both ways, words without an entity come second.
    let (mut subject, mut object) = (party(&unit.group.subject), party(&unit.group.object));
    if unit.is_symmetric() && subject.is_literal() && object.is_named_node() {
        std::mem::swap(&mut subject, &mut object);
    }
    for kind in kinds {
        let voices = |affirmed: bool| -> BTreeSet<Voice<'_>> {
            let told = records.iter().filter(move |record| {
                record.kind == kind && record.affirmed == affirmed && record.status == Status::Happened
            });
            told.map(|record| (record.article.as_ref(), record.speaker.as_ref())).collect()
        };
        let (yes, no) = (voices(true), voices(false));
        let (affirming, denying) = (contradicted(&yes, &no), contradicted(&no, &yes));
        if denying == 0 {
            continue;
        }
        let matter = names.id(&format!("m-{}", unit.hash_of(kind)));
        let mut say = |predicate: NamedNodeRef<'_>, value: Term| {
            out.push(Quad::new(matter.clone(), predicate.into_owned(), value, GraphName::DefaultGraph));
        };
        say(term::RDF_TYPE, term::MATTER.into_owned().into());
        say(term::RDF_SUBJECT, subject.clone());
        say(term::RDF_PREDICATE, ch(unit.relation(kind)).into());
        say(term::RDF_OBJECT, object.clone());
        say(term::AFFIRMING, Literal::from(affirming as u64).into());
        say(term::DENYING, Literal::from(denying as u64).into());
        let label = Ontology::embedded().label(unit.relation(kind)).unwrap_or_default();
        out.push(label_quad(&matter, &format!("contested: {label}")));
        for record in records.iter().filter(|record| record.kind == kind && record.status == Status::Happened) {
            let claim = NamedNode::new_unchecked(&record.claim);
            let side = if record.affirmed { term::AFFIRMATION } else { term::DENIAL };
            out.push(Quad::new(matter.clone(), side.into_owned(), claim, GraphName::DefaultGraph));
        }
    }
}

/// The number of articles with a voice that another voice of the other side contradicts.
fn contradicted(own: &BTreeSet<Voice<'_>>, others: &BTreeSet<Voice<'_>>) -> usize {
    let heard = own.iter().filter(|voice| others.len() > usize::from(others.contains(*voice)));
    heard.map(|(article, _)| article).collect::<BTreeSet<_>>().len()
}

/// A participant as its group knows it: an entity, or words without capitals and article.
fn party(key: &str) -> Term {
    NamedNode::new(key).map_or_else(|_| Literal::new_simple_literal(key.trim()).into(), Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::quads::{group::Group, record::line};

    fn counted(lines: &[(&str, &str)]) -> Vec<String> {
        let made = lines
            .iter()
            .enumerate()
            .map(|(index, (text, speaker))| Record { speaker: (*speaker).into(), ..line(index, text) });
        let records: Vec<Record> = made.collect();
        let unit = Unit::of(Group::new("accused", "http://x/a", "http://x/b"));
        let mut out = Vec::new();
        quads(&Names::default(), &unit, &records, &mut out);
        let counts = out.iter().filter(|quad| [term::AFFIRMING, term::DENYING].contains(&quad.predicate.as_ref()));
        counts.map(|quad| quad.object.to_string().split('"').nth(1).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_voice_contradicts_only_another_one() {
        assert_eq!(counted(&[("a | |", ""), ("b | | | not", "")]), ["1", "1"]);
        assert_eq!(counted(&[("a | |", ""), ("a | | | not", "")]), [""; 0], "one voice, two occasions");
        assert_eq!(counted(&[("a | |", ""), ("a | | | not said", "x")]), ["1", "1"], "two voices of one article");
        assert_eq!(
            counted(&[("a | |", ""), ("b | |", ""), ("b | | | not", ""), ("c | | | not planned", "")]),
            ["1", "1"]
        );
    }

    #[test]
    fn articles_are_counted_not_claims() {
        let lines = [("a | |", ""), ("a | 2022 |", ""), ("b | |", ""), ("c | | | not", ""), ("c | | | not said", "x")];
        assert_eq!(counted(&lines), ["2", "1"]);
    }
}
