//! One claim as quads, and the parts of it that decide on its event: written when an article comes in, read back from the store.

use std::sync::Arc;

use oxigraph::model::{Literal, NamedNode, Quad, Term};

use super::{
    group::{Group, Unit},
    record::Record,
    speakers::Speakers,
    wording::in_words,
    writer::Writer,
};
use crate::{
    graph::{
        copies::sketch::words_hash,
        vocabulary::{
            days::Span,
            iris::{Names, ch, ch_name, short_hash, term},
        },
    },
    rules::Claim,
};

/// Writes one claim; gives its group and what decides on its event.
pub(crate) fn claim_quads<'a>(
    names: &Names,
    doc: &NamedNode,
    id: &str,
    claim: &'a Claim,
    speakers: &mut Speakers<'a>,
    out: &mut Writer,
) -> (Group, Record) {
    let node = names.id(id);
    let place = place(names, claim);
    out.add(&node, term::RDF_TYPE, term::CLAIM.into_owned());
    out.text(&node, term::RDFS_LABEL, &in_words(claim));
    let group = put_participants(names, &node, claim, out);
    put_when_and_where(&node, claim, place.as_ref(), out);
    put_voice(names, &node, claim, speakers, out);
    put_evidence(names, &node, claim, out);
    let record = Record {
        apart: String::new(),
        kind: Unit::kind(&claim.relation),
        claim: node.into_string(),
        published: None,
        article: doc.as_str().into(),
        span: Span::parse(&claim.earliest, &claim.latest),
        date: claim.date.clone(),
        place: place.map(|place| place.as_str().into()),
        place_country: None,
        affirmed: claim.polarity != "negated",
        status: claim.status.parse().unwrap_or_default(),
        narrated: claim.voice != "attributed",
        speaker: speaker(&claim.claimed_by),
        words: words_hash(&claim.sentence).into(),
    };
    (group, record)
}

/// Who does what to whom, and the codes of it; gives the group of the claim.
fn put_participants(names: &Names, node: &NamedNode, claim: &Claim, out: &mut Writer) -> Group {
    let subject = party(names, &claim.subject_id, &claim.subject, &claim.subject_text);
    let object = party(names, &claim.object_id, &claim.object, &claim.object_text);
    let group = Group::new(&claim.relation, &party_key(subject.as_ref()), &party_key(object.as_ref()));
    if let Some(subject) = subject {
        out.add(node, term::RDF_SUBJECT, subject);
    }
    out.add(node, term::RDF_PREDICATE, ch(&claim.relation));
    if !matches!(object, Some(Term::NamedNode(_))) {
        out.add(node, term::AIMLESS, Literal::from(true));
    }
    if let Some(object) = object {
        out.add(node, term::RDF_OBJECT, object);
    }
    out.text(node, term::SUBJECT_TEXT, &claim.subject_text);
    out.text(node, term::OBJECT_TEXT, &claim.object_text);
    out.text(node, term::SUBJECT_CODE, &claim.subject_code);
    out.text(node, term::OBJECT_CODE, &claim.object_code);
    out.text(node, term::PLOVER, &claim.plover);
    out.text(node, term::CAMEO, &claim.cameo);
    group
}

/// The date with its words and its first and last day, and the place.
fn put_when_and_where(node: &NamedNode, claim: &Claim, place: Option<&NamedNode>, out: &mut Writer) {
    if !claim.date.is_empty() {
        out.add(node, term::DATE, Literal::new_typed_literal(&claim.date, term::EDTF));
    }
    out.day(node, term::EARLIEST, &claim.earliest);
    out.day(node, term::LATEST, &claim.latest);
    out.text(node, term::DATE_TEXT, &claim.date_text);
    if let Some(place) = place {
        out.add(node, term::SEM_PLACE, place.clone());
    }
}

/// Polarity, status and voice, and who speaks where it is not the article.
fn put_voice<'a>(names: &Names, node: &NamedNode, claim: &'a Claim, speakers: &mut Speakers<'a>, out: &mut Writer) {
    for (predicate, value) in
        [(term::POLARITY, &claim.polarity), (term::STATUS, &claim.status), (term::VOICE, &claim.voice)]
    {
        if !value.is_empty() {
            out.add(node, predicate, ch(value));
        }
    }
    let (inner, outer) = speakers.of(claim);
    if let Some(inner) = inner {
        out.add(node, term::CLAIMED_BY, inner);
    }
    for outer in outer {
        out.add(node, term::REPORTED_BY, outer);
    }
    out.text(node, term::CLAIMED_BY_TEXT, &claim.claimed_by);
    if !claim.via_id.is_empty() {
        out.add(node, term::VIA, names.id(&claim.via_id));
    }
    out.text(node, term::VIA_TEXT, &claim.via);
    out.text(node, term::REPORTING_VERB, &claim.reporting_verb);
}

/// The rule that the claim comes from, and its sentence with the place in the article.
fn put_evidence(names: &Names, node: &NamedNode, claim: &Claim, out: &mut Writer) {
    if !claim.rule.is_empty() {
        out.add(node, term::PROV_GENERATED, names.rule(&claim.rule));
    }
    out.add(node, term::BEGIN, Literal::from(claim.begin as u64));
    out.add(node, term::END, Literal::from(claim.end as u64));
    out.text(node, term::QUOTE, &claim.sentence);
}

/// Reads back what of a claim decides on its event, from the claim's quads; without the country of its place and the day of
/// publication, which other quads of its graph give.
pub(crate) fn read_record(claim: &NamedNode, doc: &NamedNode, quads: &[Quad]) -> (Group, Record) {
    let mut record = Record {
        apart: String::new(),
        kind: 0,
        article: doc.as_str().into(),
        claim: claim.as_str().to_owned(),
        published: None,
        span: None,
        date: String::new(),
        place: None,
        place_country: None,
        affirmed: true,
        status: Default::default(),
        narrated: true,
        speaker: speaker(""),
        words: "".into(),
    };
    let (mut relation, mut subject, mut object) = (String::new(), String::new(), String::new());
    let (mut earliest, mut latest, mut corrected) = (String::new(), String::new(), false);
    for quad in quads {
        let value = match &quad.object {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => literal.value(),
            _ => continue,
        };
        match quad.predicate.as_ref() {
            term::RDF_SUBJECT => subject = party_key(Some(&quad.object)),
            term::RDF_OBJECT => object = party_key(Some(&quad.object)),
            term::RDF_PREDICATE => ch_name(value).unwrap_or_default().clone_into(&mut relation),
            term::EARLIEST => value.clone_into(&mut earliest),
            term::LATEST => value.clone_into(&mut latest),
            term::DATE => value.clone_into(&mut record.date),
            term::SEM_PLACE => record.place = Some(value.into()),
            term::POLARITY => record.affirmed = ch_name(value) != Some("negated"),
            term::STATUS => record.status = ch_name(value).unwrap_or_default().parse().unwrap_or_default(),
            term::VOICE => record.narrated = ch_name(value) != Some("attributed"),
            term::CLAIMED_BY_TEXT => record.speaker = speaker(value),
            term::APART => value.clone_into(&mut record.apart),
            term::QUOTE => record.words = words_hash(value).into(),
            term::CORRECTED => corrected = true,
            _ => {}
        }
    }
    if corrected {
        // What a person corrected stands, whatever the article that this one copies says.
        record.words = "".into();
    }
    record.span = Span::parse(&earliest, &latest);
    record.kind = Unit::kind(&relation);
    (Group::new(&relation, &subject, &object), record)
}

/// What a record keeps of the words for a speaker.
fn speaker(words: &str) -> Arc<str> {
    if words.is_empty() { "".into() } else { short_hash(&[words]).into() }
}

/// A participant of a claim: its entity, or the words for it ("the agreements"), or nothing.
fn party(names: &Names, id: &str, label: &str, text: &str) -> Option<Term> {
    let words = if label.is_empty() { text } else { label };
    if !id.is_empty() {
        Some(names.id(id).into())
    } else if !words.is_empty() {
        Some(Literal::new_simple_literal(words).into())
    } else {
        None
    }
}

/// What a participant adds to the key of a group: words that differ in capitals or in an article are the same.
pub(crate) fn party_key(party: Option<&Term>) -> String {
    match party {
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::Literal(words)) => {
            let words = words.value().to_lowercase();
            let bare = ["the ", "a ", "an "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(&words);
            // No absolute IRI has a space.
            format!(" {bare}")
        }
        _ => String::new(),
    }
}

/// The place's entity; a place that is only a word, without an entity, is minted from the word.
pub(crate) fn place(names: &Names, claim: &Claim) -> Option<NamedNode> {
    if !claim.place_id.is_empty() {
        Some(names.id(&claim.place_id))
    } else if !claim.place.is_empty() {
        Some(names.id(&format!("place/{}", claim.place.to_lowercase().replace(' ', "-"))))
    } else {
        None
    }
}
