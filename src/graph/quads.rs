//! One article as quads: its graph holds the article's metadata, its claims and what it says of the entities that the
//! claims name.
//!
//! The graph is a function of the article alone, so a later article never changes it; only the links from claims to
//! events (`ch:event`), which stand in it too, are derived and may move. Entities are described in each graph that
//! names them: the default graph's description is derived from these, so the order of articles cannot show in it.

use std::{collections::BTreeSet, sync::Arc};

use indexmap::IndexMap;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{
    copies::{Printed, Sketch, key_text},
    names::{Names, ch, ch_name, full_hash, short_hash, term},
    ontology::Ontology,
    record::Record,
    span::{Span, day},
    unit::Unit,
};
use crate::{
    entities::{Entity, EntityKind},
    rules::{Claim, Extraction},
    text::{Article, DateFrom},
};

/// What an article puts into the graph.
pub(crate) struct ArticleQuads {
    /// The article's graph, without links to events.
    pub(crate) quads: Vec<Quad>,
    /// Its claims, cut down to what decides on events.
    pub(crate) records: Vec<(Group, Record)>,
    /// Its sketch, where it is long enough for one.
    pub(crate) printed: Option<Printed>,
    /// Its descriptions of entities: predicate and value by entity.
    pub(crate) entities: IndexMap<NamedNode, Vec<(NamedNode, Term)>>,
}

/// The key of claims that may tell of one event: the relation and its participants, in order of their ids where the
/// relation holds both ways.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Group {
    /// Name of the relation.
    pub(crate) relation: String,
    /// IRI of the subject, or its words where it is no entity.
    pub(crate) subject: String,
    /// IRI of the object, or its words where it is no entity; empty where a claim has none.
    pub(crate) object: String,
}

impl Group {
    pub(crate) fn new(relation: &str, subject: &str, object: &str) -> Self {
        let symmetric = Ontology::embedded().relation(relation).is_some_and(|relation| relation.symmetric);
        let (subject, object) =
            if symmetric && !object.is_empty() && object < subject { (object, subject) } else { (subject, object) };
        Self { relation: relation.to_owned(), subject: subject.to_owned(), object: object.to_owned() }
    }

    /// The subject, where it is an entity: words are no IRI.
    pub(crate) fn actor(&self) -> Option<NamedNode> {
        NamedNode::new(self.subject.as_str()).ok()
    }

    /// The object, where it is an entity.
    pub(crate) fn other(&self) -> Option<NamedNode> {
        NamedNode::new(self.object.as_str()).ok()
    }

    /// The hash that names the group and begins the names of its events.
    pub(crate) fn hash(&self) -> String {
        short_hash(&[&self.relation, &self.subject, &self.object])
    }
}

/// The hash that tells one version of an article from another: its text and its metadata.
#[must_use]
pub fn content_hash(article: &Article) -> String {
    let published = article.published.map(|date| date.to_string()).unwrap_or_default();
    let body = format!("{} {}", article.body.begin, article.body.end);
    full_hash(&[
        &article.id,
        article.title.as_deref().unwrap_or_default(),
        &published,
        article.date_from.map_or("", date_from),
        article.source.as_deref().unwrap_or_default(),
        article.url.as_deref().unwrap_or_default(),
        &body,
        &article.text,
    ])
}

fn date_from(origin: DateFrom) -> &'static str {
    match origin {
        DateFrom::Header => "header",
        DateFrom::Metadata => "metadata",
        DateFrom::Option => "option",
    }
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

/// Collects the quads of one graph.
struct Writer {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl Writer {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: &str) {
        if !value.is_empty() {
            self.add(subject, predicate, Literal::new_simple_literal(value));
        }
    }

    fn day(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: &str) {
        if !value.is_empty() {
            self.add(subject, predicate, Literal::new_typed_literal(value, term::XSD_DATE));
        }
    }
}

/// An English label.
pub(crate) fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

/// Maps an article with its claims to quads.
pub(crate) fn article_quads(names: &Names, engine: &str, extraction: &Extraction) -> ArticleQuads {
    let article = &extraction.article;
    let hash = content_hash(article);
    let doc = names.article(&article.id, &hash);
    let mut out = Writer { graph: doc.clone().into(), quads: Vec::new() };
    out.add(&doc, term::RDF_TYPE, term::SCHEMA_ARTICLE.into_owned());
    out.add(&doc, term::SCHEMA_IDENTIFIER, Literal::new_simple_literal(&article.id));
    out.text(&doc, term::SCHEMA_HEADLINE, article.title.as_deref().unwrap_or_default());
    if let Some(date) = article.published {
        out.day(&doc, term::SCHEMA_PUBLISHED, &date.to_string());
    }
    if let Some(origin) = article.date_from {
        out.add(&doc, term::DATE_FROM, ch(date_from(origin)));
    }
    out.text(&doc, term::DCT_PUBLISHER, article.source.as_deref().unwrap_or_default());
    if let Some(url) = article.url.as_deref().filter(|url| !url.is_empty()) {
        out.add(&doc, term::SCHEMA_URL, Literal::new_typed_literal(url, term::XSD_ANY_URI));
    }
    out.text(&doc, term::CONTENT_HASH, &hash);
    out.text(&doc, term::ENGINE, engine);
    let prose: String = article
        .text
        .chars()
        .skip(article.body.begin)
        .take(article.body.end.saturating_sub(article.body.begin))
        .collect();
    let published = article.published.map(|date| date.to_string()).unwrap_or_default();
    let printed = Sketch::of(&prose).map(|sketch| Printed {
        sketch,
        published,
        outlet: article.source.clone().unwrap_or_default(),
    });
    if let Some(printed) = &printed {
        out.text(&doc, term::SKETCH, &printed.sketch.encode());
        for key in printed.sketch.keys() {
            out.text(&doc, term::SKETCH_KEY, &key_text(*key));
        }
    }

    let mut entities = Descriptions::new(names, extraction);
    let mut used = BTreeSet::new();
    let mut records = Vec::with_capacity(extraction.claims.len());
    for (rank, claim) in extraction.claims.iter().enumerate() {
        let mut id = if claim.claim.is_empty() { format!("c-{}", short_hash(&[&hash])) } else { claim.claim.clone() };
        let mut copy = 1;
        while !used.insert(id.clone()) {
            copy += 1;
            id = format!("{}-{copy}", claim.claim);
        }
        entities.see(claim);
        records.push(claim_quads(names, &doc, &id, rank, claim, &mut out));
    }
    let found = entities.finish();
    let day = article.published.and_then(|date| day(&date.to_string()));
    for ((_, record), claim) in records.iter_mut().zip(&extraction.claims) {
        record.place_country = found.country(names, &claim.place_id).map(Into::into);
        record.published = day;
        let node = NamedNode::new_unchecked(&record.claim);
        out.text(&node, term::GIST, &record.gist());
    }
    out.add(&doc, term::CLAIMS, Literal::from(records.len() as u64));
    for (entity, facts) in &found.facts {
        for (predicate, value) in facts {
            out.add(entity, predicate.as_ref(), value.clone());
        }
    }
    ArticleQuads { quads: out.quads, records, printed, entities: found.facts }
}

/// Writes one claim; gives its group and what decides on its event.
fn claim_quads(
    names: &Names,
    doc: &NamedNode,
    id: &str,
    rank: usize,
    claim: &Claim,
    out: &mut Writer,
) -> (Group, Record) {
    let node = names.id(id);
    let subject = party(names, &claim.subject_id, &claim.subject, &claim.subject_text);
    let object = party(names, &claim.object_id, &claim.object, &claim.object_text);
    let group = Group::new(&claim.relation, &party_key(subject.as_ref()), &party_key(object.as_ref()));
    out.add(&node, term::RDF_TYPE, term::CLAIM.into_owned());
    out.add(&node, term::GROUP, names.id(&format!("g-{}", group.hash())));
    if let Some(subject) = subject {
        out.add(&node, term::RDF_SUBJECT, subject);
    }
    out.add(&node, term::RDF_PREDICATE, ch(&claim.relation));
    if !matches!(object, Some(Term::NamedNode(_))) {
        out.add(&node, term::AIMLESS, Literal::from(true));
    }
    if let Some(object) = object {
        out.add(&node, term::RDF_OBJECT, object);
    }
    out.text(&node, term::SUBJECT_TEXT, &claim.subject_text);
    out.text(&node, term::OBJECT_TEXT, &claim.object_text);
    out.text(&node, term::SUBJECT_CODE, &claim.subject_code);
    out.text(&node, term::OBJECT_CODE, &claim.object_code);
    out.text(&node, term::PLOVER, &claim.plover);
    out.text(&node, term::CAMEO, &claim.cameo);
    if !claim.date.is_empty() {
        out.add(&node, term::DATE, Literal::new_typed_literal(&claim.date, term::EDTF));
    }
    out.day(&node, term::EARLIEST, &claim.earliest);
    out.day(&node, term::LATEST, &claim.latest);
    out.text(&node, term::DATE_TEXT, &claim.date_text);
    let place = place(names, claim);
    if let Some(place) = &place {
        out.add(&node, term::SEM_PLACE, place.clone());
    }
    for (predicate, value) in
        [(term::POLARITY, &claim.polarity), (term::STATUS, &claim.status), (term::VOICE, &claim.voice)]
    {
        if !value.is_empty() {
            out.add(&node, predicate, ch(value));
        }
    }
    if !claim.claimed_by_id.is_empty() {
        out.add(&node, term::CLAIMED_BY, names.id(&claim.claimed_by_id));
    }
    out.text(&node, term::CLAIMED_BY_TEXT, &claim.claimed_by);
    if !claim.via_id.is_empty() {
        out.add(&node, term::VIA, names.id(&claim.via_id));
    }
    out.text(&node, term::VIA_TEXT, &claim.via);
    out.text(&node, term::REPORTING_VERB, &claim.reporting_verb);
    out.add(&node, term::PROV_DERIVED, doc.clone());
    if !claim.rule.is_empty() {
        out.add(&node, term::PROV_GENERATED, names.rule(&claim.rule));
    }
    out.add(&node, term::BEGIN, Literal::from(claim.begin as u64));
    out.add(&node, term::END, Literal::from(claim.end as u64));
    out.add(&node, term::RANK, Literal::from(rank as u64));
    out.text(&node, term::QUOTE, &claim.sentence);
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
    };
    (group, record)
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
    };
    let (mut relation, mut subject, mut object) = (String::new(), String::new(), String::new());
    let (mut earliest, mut latest) = (String::new(), String::new());
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
            _ => {}
        }
    }
    record.span = Span::parse(&earliest, &latest);
    record.kind = Unit::kind(&relation);
    (Group::new(&relation, &subject, &object), record)
}

/// What a record keeps of the words for a speaker.
fn speaker(words: &str) -> Arc<str> {
    if words.is_empty() { "".into() } else { short_hash(&[words]).into() }
}

/// Whether a quad types a claim, not an entity.
pub(crate) fn is_claim_type(quad: &Quad) -> bool {
    quad.predicate.as_ref() == term::RDF_TYPE
        && matches!(&quad.object, Term::NamedNode(class) if class.as_ref() == term::CLAIM)
}

/// What is said of an entity: predicate and value.
pub(crate) fn entity_facts(names: &Names, entity: &Entity) -> Vec<(NamedNode, Term)> {
    let mut own = Descriptions { names, facts: IndexMap::new() };
    own.describe(entity);
    own.facts.into_values().next().unwrap_or_default()
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
fn place(names: &Names, claim: &Claim) -> Option<NamedNode> {
    if !claim.place_id.is_empty() {
        Some(names.id(&claim.place_id))
    } else if !claim.place.is_empty() {
        Some(names.id(&format!("place/{}", claim.place.to_lowercase().replace(' ', "-"))))
    } else {
        None
    }
}

/// What one article says of the entities that its claims name.
struct Descriptions<'a> {
    names: &'a Names,
    facts: IndexMap<NamedNode, Vec<(NamedNode, Term)>>,
}

/// The same, done.
struct Described {
    facts: IndexMap<NamedNode, Vec<(NamedNode, Term)>>,
}

impl Described {
    fn country(&self, names: &Names, id: &str) -> Option<String> {
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
    fn new(names: &'a Names, extraction: &'a Extraction) -> Self {
        let mut own = Self { names, facts: IndexMap::new() };
        for entity in &extraction.entities {
            own.describe(entity);
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
    fn see(&mut self, claim: &Claim) {
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

    fn finish(self) -> Described {
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

    #[test]
    fn a_symmetric_relation_has_one_order_and_a_missing_target_stays_missing() {
        assert_eq!(Group::new("metWith", "b", "a"), Group::new("metWith", "a", "b"));
        assert_ne!(Group::new("accused", "b", "a"), Group::new("accused", "a", "b"));
        let alone = Group::new("metWith", "b", "");
        assert_eq!((alone.subject.as_str(), alone.object.as_str()), ("b", ""));
        assert_ne!(alone.hash(), Group::new("metWith", "b", "a").hash());
    }

    #[test]
    fn two_unnamed_subjects_are_not_one() {
        let claim = |id: &str, text: &str| Claim {
            claim: id.to_owned(),
            subject_text: text.to_owned(),
            relation: "metWith".to_owned(),
            object_id: "china".to_owned(),
            ..Claim::default()
        };
        let claims = vec![claim("c-1", "a man"), claim("c-2", "a woman")];
        let extraction = Extraction { article: Article::new("a", "Text."), claims, entities: Vec::new() };
        let made = article_quads(&Names::default(), "1", &extraction);
        assert_ne!(made.records[0].0, made.records[1].0);
    }

    #[test]
    fn the_hash_sees_text_and_metadata() {
        let article = Article::new("a", "Text.");
        let mut other = article.clone();
        other.source = Some("Agency".to_owned());
        assert_ne!(content_hash(&article), content_hash(&other));
        assert_eq!(content_hash(&article), content_hash(&article.clone()));
    }
}
