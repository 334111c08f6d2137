//! What a page says of its article: title, day, authors, outlet, address, language.
//!
//! Pages say it several times over. The order is: JSON-LD, which is written for machines and names what it speaks of; `meta`
//! elements (OpenGraph, Dublin Core and their kin); then what readers see (`h1`, `time`). A date is taken only where it is
//! said to be the day of publication.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::dom::{Dom, Id};
use crate::text::{byline, date::parse_day};

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) title: Option<String>,
    pub(super) day: Option<Date>,
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// The types that JSON-LD gives the page's main object, and OpenGraph's type, in lower case.
    pub(super) types: Vec<String>,
    /// The text of the article, where JSON-LD has it.
    pub(super) body: Option<String>,
}

/// Names of `meta` elements, best first.
const TITLES: &[&str] = &["og:title", "twitter:title", "parsely-title", "dc.title", "headline"];
const DAYS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.date",
    "dcterms.created",
    "date",
    "ptime",
    "cxenseparse:recs:publishtime",
];
const AUTHORS: &[&str] =
    &["author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "sailthru.author"];
const SOURCES: &[&str] =
    &["og:site_name", "dc.publisher", "article:publisher_name", "application-name", "twitter:app:name:iphone"];

/// Types of objects that are articles.
pub(super) fn is_article(kind: &str) -> bool {
    kind.ends_with("article")
        || kind.ends_with("blogposting")
        || matches!(kind, "report" | "article.news" | "newsstory")
}

/// Reads what a page says.
pub(super) fn read(dom: &Dom) -> Said {
    let mut said = Said::default();
    let objects = linked_data(dom);
    if let Some(main) = main_object(&objects) {
        from_object(main, &objects, &mut said);
    }
    let metas = Metas::of(dom);
    if let Some(kind) = metas.get(&["og:type"]) {
        said.types.push(kind.to_lowercase());
    }
    said.source = said.source.take().or_else(|| metas.get(SOURCES).and_then(clean));
    said.title = said.title.take().or_else(|| metas.get(TITLES).and_then(clean)).or_else(|| seen_title(dom));
    if let (Some(title), Some(source)) = (&mut said.title, &said.source) {
        without_outlet(title, source);
    }
    said.day = said.day.or_else(|| metas.all(DAYS).find_map(parse_day)).or_else(|| seen_day(dom));
    if said.authors.is_empty() {
        said.authors = metas.all(AUTHORS).map(names).find(|names| !names.is_empty()).unwrap_or_default();
    }
    if said.authors.is_empty() {
        said.authors = seen_authors(dom);
    }
    said.authors.retain(|name| said.source.as_ref() != Some(name));
    let canonical = dom.ids().find(|&id| dom.node(id).tag == "link" && rel_is(dom, id, "canonical"));
    let canonical = canonical.and_then(|id| dom.node(id).get("href")).filter(|url| url.starts_with("http"));
    let open = metas.get(&["og:url"]).filter(|url| url.starts_with("http"));
    said.url = canonical.or(open).map(str::to_owned).or(said.url);
    let own = dom.node(0).get("lang").or_else(|| dom.node(0).get("xml:lang"));
    let locale = metas.get(&["og:locale", "dc.language", "content-language"]);
    let known = |tag: &&str| {
        tag.split(['-', '_'])
            .next()
            .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
    };
    let tags = [own, said.language.as_deref(), locale];
    let language = tags.into_iter().flatten().find(known).map(|tag| tag.replace('_', "-"));
    said.language = language;
    said
}

fn rel_is(dom: &Dom, id: Id, wanted: &str) -> bool {
    dom.node(id).get("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word.eq_ignore_ascii_case(wanted)))
}

/// The `meta` elements: their names in lower case, and what they say.
struct Metas<'a>(Vec<(String, &'a str)>);

impl<'a> Metas<'a> {
    fn of(dom: &'a Dom) -> Self {
        let mut list = Vec::new();
        for id in dom.ids() {
            let node = dom.node(id);
            let Some(content) = node.get("content").filter(|_| node.tag == "meta") else { continue };
            for name in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = node.get(name) {
                    list.extend(name.split_whitespace().map(|name| (name.to_ascii_lowercase(), content)));
                }
            }
        }
        Self(list)
    }

    fn all<'b>(&'b self, names: &'b [&str]) -> impl Iterator<Item = &'a str> + 'b {
        names.iter().flat_map(|name| self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| *value))
    }

    fn get(&self, names: &[&str]) -> Option<&'a str> {
        self.all(names).next()
    }
}

/// All objects of JSON-LD in a page, with those inside of them, in their order.
fn linked_data(dom: &Dom) -> Vec<Map<String, Value>> {
    let mut found = Vec::new();
    for id in dom.ids() {
        let node = dom.node(id);
        let data =
            node.tag == "script" && node.get("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        if !data {
            continue;
        }
        let text: String = node.children.iter().map(|&child| dom.node(child).text.as_str()).collect();
        // Line breaks stand in strings of JSON-LD, and in no JSON.
        let text: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        let text = text
            .trim()
            .trim_start_matches("<![CDATA[")
            .trim_start_matches("<!--")
            .trim_end_matches(';')
            .trim_end_matches("]]>")
            .trim_end_matches("-->");
        if let Ok(value) = serde_json::from_str(text) {
            collect(value, &mut found);
        }
    }
    found
}

/// Objects of a list or a graph. serde_json reads no deeper than 128 levels, so that this goes no deeper.
fn collect(value: Value, found: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|value| collect(value, found)),
        Value::Object(mut object) => {
            let inner = object.remove("@graph");
            if object.contains_key("@type") || object.contains_key("@id") {
                found.push(object);
            }
            inner.into_iter().for_each(|value| collect(value, found));
        }
        _ => {}
    }
}

fn types(object: &Map<String, Value>) -> Vec<String> {
    let plain = |text: &str| text.rsplit(['/', '#', ':']).next().unwrap_or_default().to_lowercase();
    match object.get("@type") {
        Some(Value::String(one)) => vec![plain(one)],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(plain).collect(),
        _ => Vec::new(),
    }
}

/// The object that the page is about: an article before any other.
fn main_object(objects: &[Map<String, Value>]) -> Option<&Map<String, Value>> {
    let of =
        |wanted: &dyn Fn(&str) -> bool| objects.iter().find(|object| types(object).iter().any(|kind| wanted(kind)));
    of(&|kind| kind == "liveblogposting")
        .or_else(|| of(&is_article))
        .or_else(|| of(&|kind| kind.ends_with("gallery") || matches!(kind, "collectionpage" | "itemlist")))
        .or_else(|| of(&|kind| kind == "webpage"))
}

fn from_object(object: &Map<String, Value>, objects: &[Map<String, Value>], said: &mut Said) {
    let string = |name: &str| object.get(name).and_then(Value::as_str);
    said.types = types(object);
    let article = said.types.iter().any(|kind| is_article(kind));
    said.title = string("headline").and_then(clean).or_else(|| string("name").filter(|_| article).and_then(clean));
    said.day = string("datePublished").and_then(parse_day);
    said.language = string("inLanguage").and_then(clean);
    said.body = string("articleBody").map(str::to_owned).filter(|body| body.split_whitespace().count() >= 50);
    said.authors = object.get("author").map(|value| people(value, objects, 0)).unwrap_or_default();
    let outlet = object.get("publisher").or_else(|| object.get("isPartOf")).map(|value| people(value, objects, 0));
    said.source = outlet.unwrap_or_default().into_iter().next();
    let page = object.get("mainEntityOfPage");
    let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id").and_then(Value::as_str)));
    said.url = string("url").or(page).filter(|url| url.starts_with("http")).map(str::to_owned);
}

/// The names of persons or organisations: strings, objects with a name, references to such objects, lists of all these.
fn people(value: &Value, objects: &[Map<String, Value>], depth: usize) -> Vec<String> {
    match value {
        Value::String(text) => names(text),
        Value::Array(list) => list.iter().flat_map(|value| people(value, objects, depth)).collect(),
        Value::Object(object) => match object.get("name") {
            Some(name) if depth < 4 => people(name, objects, depth + 1),
            _ => {
                let id = object.get("@id").and_then(Value::as_str);
                let same = |other: &&Map<String, Value>| {
                    other.get("@id").and_then(Value::as_str) == id && other.contains_key("name")
                };
                let found = id.and_then(|_| objects.iter().find(same)).and_then(|object| object.get("name"));
                found.and_then(Value::as_str).map(names).unwrap_or_default()
            }
        },
        _ => Vec::new(),
    }
}

/// The names of a byline that may have markup.
pub(crate) fn names(text: &str) -> Vec<String> {
    clean(text).map(|text| byline::names(&text)).unwrap_or_default()
}

/// A value without markup, entities and double spaces; `None` where nothing is left.
fn clean(text: &str) -> Option<String> {
    let text = if text.contains(['&', '<']) { super::fragment::plain_line(text) } else { text.to_owned() };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text != "null" && !text.starts_with("{{")).then_some(text)
}

/// Takes the outlet off the end of a title: "Talks end in Bali | Example News".
fn without_outlet(title: &mut String, source: &str) {
    let cut = [" | ", " - ", " – ", " — ", " :: ", " · "].iter().find_map(|sign| {
        let (before, after) = title.rsplit_once(sign)?;
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        (same(after, source) && !before.trim().is_empty()).then(|| before.trim_end().len())
    });
    if let Some(cut) = cut {
        title.truncate(cut);
    }
}

/// The title that readers see: the one `h1`, or the part of `title` that it shares with one; else all of `title`.
fn seen_title(dom: &Dom) -> Option<String> {
    let texts = |tag: &str| -> Vec<String> {
        dom.ids().filter(|&id| dom.node(id).tag == tag).map(|id| dom.text(id)).filter(|text| !text.is_empty()).collect()
    };
    let title = texts("title").into_iter().next();
    let headings = texts("h1");
    let shared = headings.iter().find(|heading| title.as_ref().is_some_and(|title| title.contains(heading.as_str())));
    match (shared, &headings[..], title) {
        (Some(shared), _, _) if shared.contains(' ') => Some(shared.clone()),
        (_, [one], None) => Some(one.clone()),
        (_, _, title) => title,
    }
}

/// The day of a `time` element that says it is the publication's, or that is the only one of the page's article.
fn seen_day(dom: &Dom) -> Option<Date> {
    let mut days = Vec::new();
    for id in dom.ids() {
        let node = dom.node(id);
        let prop = node.get("itemprop").is_some_and(|value| value.eq_ignore_ascii_case("datePublished"));
        if node.tag != "time" && !prop {
            continue;
        }
        let Some(day) = node.get("datetime").or_else(|| node.get("content")).and_then(parse_day) else { continue };
        let class = node.get("class").unwrap_or_default().to_ascii_lowercase();
        if prop || node.has("pubdate") || class.contains("publish") || class.contains("entry-date") {
            return Some(day);
        }
        days.push(day);
    }
    days.dedup();
    match days[..] {
        [day] => Some(day),
        _ => None,
    }
}

/// The authors that readers see: `rel=author`, `itemprop=author`, or an element that is called byline.
fn seen_authors(dom: &Dom) -> Vec<String> {
    let by = |wanted: &dyn Fn(Id) -> bool| dom.ids().find(|&id| wanted(id)).map(|id| dom.text(id));
    let prop = |id: Id| {
        dom.node(id).get("itemprop").is_some_and(|value| value.split_whitespace().any(|word| word == "author"))
    };
    let found = by(&|id| rel_is(dom, id, "author") && dom.node(id).tag == "a").or_else(|| by(&prop)).or_else(|| {
        by(&|id| super::hints::words(dom, id).iter().any(|word| word == "byline") && dom.text(id).len() < 80)
    });
    found.filter(|text| text.split_whitespace().count() <= 8).map(|text| names(&text)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{super::dom::Dom, Said, read};

    fn said(page: &str) -> Said {
        read(&Dom::parse(page).expect("small"))
    }

    #[test]
    fn linked_data_goes_before_meta_and_meta_before_what_is_seen() {
        let found = said(
            "<html lang=en-GB><title>Talks end | Example News</title><link rel=canonical href=https://news.example/a>\
             <meta property=og:title content='Talks end, said'><meta name=date content=2022-07-06>\
             <script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},\
             {\"@type\":[\"NewsArticle\"],\"headline\":\"Talks &amp; more\nend\",\"datePublished\":\"2022-07-07T23:00:00-05:00\",\
             \"author\":[{\"@type\":\"Person\",\"name\":\"Ann Example\"},{\"@id\":\"#bo\"}],\"publisher\":{\"name\":\"Example News\"}},\
             {\"@id\":\"#bo\",\"@type\":\"Person\",\"name\":\"Bo Example\"}]}</script><h1>Seen</h1>",
        );
        assert_eq!(found.title.as_deref(), Some("Talks & more end"));
        assert_eq!(found.day, Some(date(2022, 7, 7)));
        assert_eq!(found.authors, ["Ann Example", "Bo Example"]);
        assert_eq!(found.source.as_deref(), Some("Example News"));
        assert_eq!(found.url.as_deref(), Some("https://news.example/a"));
        assert_eq!(found.language.as_deref(), Some("en-GB"));
        let meta = said(
            "<title>Talks end | Example News</title><meta property=og:site_name content='Example News'>\
             <meta name=author content='By Ann Example and Bo Example'><meta property=article:published_time content='July 7, 2022'>",
        );
        assert_eq!((meta.title.as_deref(), meta.day), (Some("Talks end"), Some(date(2022, 7, 7))));
        assert_eq!(meta.authors, ["Ann Example", "Bo Example"]);
    }

    #[test]
    fn a_day_that_may_be_another_is_none() {
        let one = "<time datetime=2022-07-07>x</time>";
        assert_eq!(said(one).day, Some(date(2022, 7, 7)));
        let two = format!("{one}<time datetime=2022-07-08>x</time>");
        assert_eq!(said(&two).day, None);
        let marked = format!("{two}<time pubdate datetime=2022-07-09>x</time>");
        assert_eq!(said(&marked).day, Some(date(2022, 7, 9)));
        assert_eq!(said("<meta name=date content='07/08/2022'>").day, None);
    }
}
