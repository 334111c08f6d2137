//! One article as quads: its graph holds the article's metadata, its claims, and descriptions of the entities that the
//! claims name.
//!
//! The graph is a function of the article alone, so a later article never changes it. Only the links from claims to events
//! (`ch:event`) are derived and may change. Entities are described in each graph that names them. The description in the
//! default graph is derived from these, so it does not depend on the order of articles. What the store notes for its own work
//! (sketch, engine, the group of each claim with its gist) goes into the graph of bookkeeping, with the article as its subject.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use oxigraph::model::{Literal, NamedNode, Quad, Term};

use super::{
    claim::claim_quads, description::Descriptions, group::Group, record::Record, speakers::Speakers, writer::Writer,
};
use crate::{
    graph::{
        copies::sketch::{Printed, Sketch, key_text},
        vocabulary::{
            days::day,
            iris::{Names, ch, full_hash, short_hash, term},
        },
    },
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

/// The hash that tells one version of an article from another: its text and its metadata.
#[must_use]
pub fn content_hash(article: &Article) -> String {
    let published = article.published.map(|date| date.to_string()).unwrap_or_default();
    let mut body = format!("{} {}", article.body.begin, article.body.end);
    for part in article.clutter() {
        body.push_str(&format!(" -{} {}", part.begin, part.end));
    }
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

/// A version of an article, as a store knows it.
pub(crate) struct Version<'v> {
    /// SHA-256 of text and metadata.
    pub(crate) hash: &'v str,
    /// The engine that read it.
    pub(crate) engine: &'v str,
    /// Its sketch, where it is long enough for one.
    pub(crate) printed: Option<Printed>,
}

/// Maps an article with its claims to quads.
pub(crate) fn article_quads(names: &Names, engine: &str, extraction: &Extraction) -> ArticleQuads {
    let hash = content_hash(&extraction.article);
    version_quads(names, Version { hash: &hash, engine, printed: printed(names, extraction) }, extraction)
}

/// The same for a version whose text need not be at hand.
pub(crate) fn version_quads(names: &Names, version: Version<'_>, extraction: &Extraction) -> ArticleQuads {
    let article = &extraction.article;
    let Version { hash, engine, printed } = version;
    let doc = names.article(&article.id, hash);
    let mut out = Writer { graph: doc.clone().into(), notes: names.notes().into(), quads: Vec::new() };
    put_metadata(names, &doc, extraction, &mut out);
    out.text(&doc, term::CONTENT_HASH, hash);
    out.note(&doc, term::ENGINE.into_owned(), engine);
    if let Some(printed) = &printed {
        out.note(&doc, term::SKETCH.into_owned(), &printed.sketch.encode());
        for key in printed.sketch.keys() {
            out.note(&doc, term::SKETCH_KEY.into_owned(), &key_text(*key));
        }
    }
    let mut entities = Descriptions::new(names, extraction);
    let mut ids = ClaimIds { hash, used: BTreeSet::new() };
    let mut speakers = Speakers::new(names, &doc, extraction);
    let mut records = Vec::with_capacity(extraction.claims.len());
    for claim in &extraction.claims {
        entities.see(claim);
        records.push(claim_quads(names, &doc, &ids.next(claim), claim, &mut speakers, &mut out));
    }
    speakers.describe(&mut out);
    let found = entities.finish();
    let day = article.published.and_then(|date| day(&date.to_string()));
    for ((group, record), claim) in records.iter_mut().zip(&extraction.claims) {
        record.place_country = found.country(names, &claim.place_id).map(Into::into);
        record.published = day;
        out.note(&doc, names.group_of(&group.hash()), &record.gist(names));
    }
    put_counts(&doc, &extraction.claims, &records, &mut out);
    for (entity, facts) in &found.facts {
        for (predicate, value) in facts {
            out.add(entity, predicate.as_ref(), value.clone());
        }
    }
    ArticleQuads { quads: out.quads, records, printed, entities: found.facts }
}

/// The number of claims, and the first of them.
fn put_counts(doc: &NamedNode, claims: &[Claim], records: &[(Group, Record)], out: &mut Writer) {
    out.add(doc, term::CLAIMS, Literal::from(records.len() as u64));
    let first = records.iter().zip(claims).min_by_key(|((_, record), claim)| (claim.begin, claim.end, &record.claim));
    if let Some(((_, record), _)) = first {
        out.add(doc, term::FIRST_CLAIM, NamedNode::new_unchecked(&record.claim));
    }
}

/// What is known of the article itself.
fn put_metadata(names: &Names, doc: &NamedNode, extraction: &Extraction, out: &mut Writer) {
    let article = &extraction.article;
    out.add(doc, term::RDF_TYPE, term::SCHEMA_ARTICLE.into_owned());
    out.add(doc, term::SCHEMA_IDENTIFIER, Literal::new_simple_literal(&article.id));
    let title = article.title.as_deref().unwrap_or_default();
    out.text(doc, term::SCHEMA_HEADLINE, title);
    out.text(doc, term::RDFS_LABEL, if title.is_empty() { &article.id } else { title });
    if let Some(date) = article.published {
        out.day(doc, term::SCHEMA_PUBLISHED, &date.to_string());
    }
    if let Some(origin) = article.date_from {
        out.add(doc, term::DATE_FROM, ch(date_from(origin)));
    }
    if let Some(outlet) = extraction.publisher() {
        out.add(doc, term::DCT_PUBLISHER, names.id(&outlet.id.0));
        let source = article.source.as_deref().unwrap_or_default();
        if outlet.label != source {
            out.text(doc, term::PUBLISHER_TEXT, source);
        }
    }
    if let Some(url) = article.url.as_deref().filter(|url| !url.is_empty()) {
        let is_address = url.contains("://") && NamedNode::new(url).is_ok();
        let datatype = if is_address { term::XSD_ANY_URI } else { term::XSD_STRING };
        out.add(doc, term::SCHEMA_URL, Literal::new_typed_literal(url, datatype));
    }
}

/// What the search for copies compares of an article: a sketch of its prose; `None` where that is too short.
fn printed(names: &Names, extraction: &Extraction) -> Option<Printed> {
    let prose = extraction.article.prose();
    Sketch::of(&prose).map(|sketch| printed_as(names, extraction, sketch))
}

/// The same with a sketch that is known.
pub(crate) fn printed_as(names: &Names, extraction: &Extraction, sketch: Sketch) -> Printed {
    let published = extraction.article.published.map(|date| date.to_string()).unwrap_or_default();
    let outlet = extraction.publisher().map(|outlet| names.id(&outlet.id.0).into_string()).unwrap_or_default();
    Printed { sketch, published, outlet }
}

/// Gives each claim of an article an id of its own, whatever ids the claims bear.
struct ClaimIds<'h> {
    hash: &'h str,
    used: BTreeSet<String>,
}

impl ClaimIds<'_> {
    fn next(&mut self, claim: &Claim) -> String {
        let mut id =
            if claim.claim.is_empty() { format!("c-{}", short_hash(&[self.hash])) } else { claim.claim.clone() };
        let mut copy = 1;
        while !self.used.insert(id.clone()) {
            copy += 1;
            id = format!("{}-{copy}", claim.claim);
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let extraction = Extraction::new(Article::new("a", "Text."), claims, Vec::new());
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
