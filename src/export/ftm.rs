//! FollowTheMoney: people, bodies, offices, memberships, sanctions and events as JSON lines, for Aleph and the tools around it.
//!
//! Only what an article tells as a fact is written. An entity comes before what first speaks of it, so a reader needs one
//! pass. Ids are those of the graph behind `ch-`, so that two exports agree. Properties keep several values, as the format
//! wants it, even where there is one.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde_json::{Map, Value, json};

use super::{events::iso2, format::ExportError};
use crate::graph::{Aliases, Filter, Ontology, Party, Store, Told};

/// Writes the facts of a filter; gives the number of entities of the format.
///
/// # Errors
/// [`ExportError`] where a name of the filter is not understood, the store cannot be read or the output not written.
pub fn write_ftm(
    store: &Store,
    filter: &Filter,
    aliases: Aliases<'_>,
    out: &mut dyn Write,
) -> Result<usize, ExportError> {
    let mut writer = Writer { out, known: BTreeSet::new(), lines: 0 };
    store.each_told(filter, aliases, &mut |told| {
        if told.event.asserted == "yes" { writer.told(told) } else { Ok(()) }
    })?;
    writer.out.flush()?;
    Ok(writer.lines)
}

/// Writes each entity once.
struct Writer<'o> {
    out: &'o mut dyn Write,
    known: BTreeSet<String>,
    lines: usize,
}

/// The properties of an entity; empty values are left out.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty()
            && let Value::Array(values) = self.0.entry(name).or_insert_with(|| json!([]))
            && !values.iter().any(|known| known == value)
        {
            values.push(json!(value));
        }
        self
    }
}

/// An id that every tool of the format takes: letters, digits, hyphens, points. A slash is a point; what else stands in ours
/// is written as two points and the number of its byte, and so is a slash after a point.
fn id(ours: &str) -> String {
    let mut out = "ch-".to_owned();
    for byte in ours.bytes() {
        match byte {
            b'/' if !out.ends_with('.') => out.push('.'),
            _ if byte.is_ascii_alphanumeric() || byte == b'-' => out.push(char::from(byte)),
            _ => out.push_str(&format!("..{byte:02x}")),
        }
    }
    out
}

/// The schema of a participant, where it has one.
fn schema(party: &Party) -> Option<&'static str> {
    const PUBLIC: [&str; 7] = ["GOV", "MIL", "LEG", "JUD", "COP", "SPY", "IGO"];
    match party.kind.as_str() {
        "person" => Some("Person"),
        "country" => Some("PublicBody"),
        "organisation" | "group" => {
            let code = party.code.as_bytes();
            let is_public = code.chunks(3).any(|role| PUBLIC.iter().any(|public| public.as_bytes() == role));
            Some(if is_public { "PublicBody" } else { "Organization" })
        }
        _ => None,
    }
}

impl Writer<'_> {
    fn put(&mut self, id: &str, schema: &str, properties: Properties) -> io::Result<()> {
        if !self.known.insert(id.to_owned()) {
            return Ok(());
        }
        serde_json::to_writer(&mut *self.out, &json!({ "id": id, "schema": schema, "properties": properties.0 }))?;
        self.out.write_all(b"\n")?;
        self.lines += 1;
        Ok(())
    }

    /// A participant; gives its id.
    fn party(&mut self, party: &Party) -> io::Result<Option<String>> {
        let Some(schema) = schema(party) else { return Ok(None) };
        let id = id(&party.id);
        let properties = Properties::default()
            .with("name", &party.label)
            .with("country", &iso2(&party.country).to_lowercase())
            .with("wikidataId", &party.wikidata);
        self.put(&id, schema, properties)?;
        Ok(Some(id))
    }

    /// The article of the first report; gives its id.
    fn article(&mut self, told: &Told) -> io::Result<String> {
        let first = &told.first;
        let article = id(&format!("article/{}", first.article));
        let title = if first.title.is_empty() { &first.article } else { &first.title };
        let properties = Properties::default()
            .with("title", title)
            .with("publishedAt", &first.published)
            .with("publisher", &first.source)
            .with("sourceUrl", &first.url)
            .with("language", "eng");
        self.put(&article, "Article", properties)?;
        Ok(article)
    }

    /// Where the words stand that name a participant.
    fn mention(&mut self, article: &str, told: &Told, words: &str, resolved: &str) -> io::Result<()> {
        if words.is_empty() {
            return Ok(());
        }
        let name = format!("{article}-{}-{resolved}", told.first.claim);
        let properties = Properties::default().with("document", article).with("name", words).with("resolved", resolved);
        self.put(&name, "Mention", properties)
    }

    /// A fact with all that it speaks of.
    fn told(&mut self, told: &Told) -> io::Result<()> {
        let article = self.article(told)?;
        let subject = self.party(&told.subject)?;
        let object = self.party(&told.object)?;
        let first = &told.first;
        for (party, resolved) in [(&told.subject, &subject), (&told.object, &object)] {
            let Some(resolved) = resolved else { continue };
            // The first report of a relation that holds both ways may name the two in the other order.
            let words = if first.subject_id == party.id { &first.subject_text } else { &first.object_text };
            self.mention(&article, told, words, resolved)?;
        }
        let relation = told.event.relation.as_str();
        let standing = Ontology::embedded().relation(relation).is_some_and(|relation| relation.standing);
        match (relation, subject, object) {
            ("holdsPosition", Some(holder), _) => self.office(told, &article, &holder),
            ("memberOf", Some(member), Some(organization)) => {
                let ends = Properties::default().with("member", &member).with("organization", &organization);
                self.interval(told, "Membership", &article, ends)
            }
            (_, Some(subject), Some(object)) if standing => self.link(told, &article, &subject, &object),
            (_, subject, object) if !standing => self.event(told, &article, subject, object),
            _ => Ok(()),
        }
    }

    fn office(&mut self, told: &Told, article: &str, holder: &str) -> io::Result<()> {
        let office = if told.object.label.is_empty() { &told.first.object_text } else { &told.object.label };
        if office.is_empty() {
            return Ok(());
        }
        // What stands for the office may be an organisation, which is no post.
        let is_post = told.object.kind == "position";
        let ours = if is_post { told.object.id.clone() } else { format!("position/{office}") };
        let post = id(&ours);
        let country = iso2(&told.object.country).to_lowercase();
        self.put(&post, "Position", Properties::default().with("name", office).with("country", &country))?;
        let ends = Properties::default().with("holder", holder).with("post", &post);
        self.interval(told, "Occupancy", article, ends)
    }

    fn event(&mut self, told: &Told, article: &str, subject: Option<String>, object: Option<String>) -> io::Result<()> {
        if told.event.relation == "sanctioned"
            && let Some(entity) = &object
        {
            let ends = Properties::default()
                .with("entity", entity)
                .with("authority", &told.subject.label)
                .with("country", &iso2(&told.subject.country).to_lowercase());
            self.interval(told, "Sanction", article, ends)?;
        }
        if let (Some(subject), Some(object)) = (&subject, &object) {
            self.link(told, article, subject, object)?;
        }
        let mut properties = Properties::default();
        for end in [subject, object].into_iter().flatten() {
            properties = properties.with("involved", &end);
        }
        let name = crate::graph::in_words(&told.first);
        let properties = properties
            .with("name", &name)
            .with("location", &told.event.place)
            .with("country", &iso2(&told.place.country).to_lowercase())
            .with("keywords", &told.event.plover)
            .with("keywords", &told.event.cameo);
        let properties = dated(told, reported(told, article, properties), "date");
        self.put(&id(&told.event.event), "Event", properties)
    }

    /// A tie of the kind that the format has no name for.
    fn link(&mut self, told: &Told, article: &str, subject: &str, object: &str) -> io::Result<()> {
        let label = Ontology::embedded().relation(&told.event.relation).map_or("", |relation| &relation.label);
        let ends = Properties::default().with("subject", subject).with("object", object).with("role", label);
        self.interval(told, "UnknownLink", article, ends)
    }

    fn interval(&mut self, told: &Told, schema: &str, article: &str, ends: Properties) -> io::Result<()> {
        let day = if schema == "Sanction" { "startDate" } else { "date" };
        let properties = dated(told, reported(told, article, ends), day);
        self.put(&id(&format!("{}/{}", told.event.event, schema.to_lowercase())), schema, properties)
    }
}

/// Who tells of it, and in which words.
fn reported(told: &Told, article: &str, properties: Properties) -> Properties {
    properties
        .with("proof", article)
        .with("summary", &told.first.sentence)
        .with("publisher", &told.first.source)
        .with("sourceUrl", &told.first.url)
        .with("recordId", &told.event.event)
}

/// The date where it is a day, a month or a year, else its first and last day.
fn dated(told: &Told, properties: Properties, day: &str) -> Properties {
    let event = &told.event;
    let plain = event.date.len() <= 10 && event.date.split('-').all(|part| part.parse::<u16>().is_ok());
    match (event.date.is_empty(), plain) {
        (true, _) => properties,
        (false, true) => properties.with(day, &event.date),
        (false, false) => properties.with("startDate", &event.earliest).with("endDate", &event.latest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_graph_and_keep_apart() {
        assert_eq!(id("china/foreign-ministry"), "ch-china.foreign-ministry");
        assert_ne!(id("a.b"), id("a/b"));
        assert_eq!(id("é_"), "ch-..c3..a9..5f");
        assert_ne!(id("a//2e"), id("a."));
    }

    #[test]
    fn a_body_of_a_state_is_public() {
        let party = |kind: &str, code: &str| Party { kind: kind.to_owned(), code: code.to_owned(), ..Party::default() };
        assert_eq!(schema(&party("organisation", "CHNGOV")), Some("PublicBody"));
        assert_eq!(schema(&party("organisation", "USABUS")), Some("Organization"));
        assert_eq!(schema(&party("place", "")), None);
    }
}
