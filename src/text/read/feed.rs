//! RSS 0.9 to 2.0, RDF Site Summary and Atom: an item an article, with its full content or its summary.
//!
//! Feeds are XML by intention. Entities of HTML that XML does not know, markup that nobody escaped and ends without a
//! beginning are read all the same; where the XML itself breaks off, the items before that are kept.

use quick_xml::{
    Reader as Xml,
    events::{BytesStart, Event},
};

use super::{
    html,
    reader::{Item, LONGEST, Reader, Source, Whole},
};
use crate::text::{
    Article, DateFrom, Diagnostic, Encoding,
    clutter::{self, About},
    date::read_day,
    decode,
};

/// The reader of a feed.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::repeated(source, |source| {
        let bytes = source.bytes(LONGEST)?;
        let encoding = source.options.encoding.or_else(|| declared(&bytes));
        let text = decode(&bytes, encoding)
            .map_err(|error| Diagnostic { line: error.line(), ..source.error(error.to_string()) })?;
        Ok(items(&text, source))
    }))
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration =
        head.trim_start_matches('\u{feff}').trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start().to_owned();
    let label = value.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    Encoding::for_label(label.as_bytes()).filter(|found| found.is_ascii_compatible())
}

/// An item, or the channel itself.
#[derive(Default)]
struct Entry {
    title: Option<String>,
    link: Option<String>,
    id: Option<String>,
    day: Option<String>,
    authors: Vec<String>,
    content: Option<String>,
    summary: Option<String>,
    source: Option<String>,
    language: Option<String>,
}

/// A walk along the elements of a feed.
#[derive(Default)]
struct Walk {
    /// The names of the open elements.
    path: Vec<String>,
    channel: Entry,
    entry: Option<Entry>,
    entries: Vec<Entry>,
    /// The field that is open: its depth, its content as HTML or escaped text, and whether there is markup in it.
    field: Option<(usize, String, bool)>,
}

/// Elements whose content is a field; others are walked through.
const FIELDS: [&str; 20] = [
    "author",
    "content",
    "content:encoded",
    "dc:creator",
    "dc:date",
    "dc:language",
    "description",
    "guid",
    "id",
    "language",
    "link",
    "name",
    "pubdate",
    "published",
    "source",
    "subtitle",
    "summary",
    "title",
    "issued",
    "tagline",
];

/// So deep no feed is nested.
const DEEPEST: usize = 200;

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = String::from_utf8_lossy(tag.name().as_ref()).to_ascii_lowercase();
        let name = name.strip_prefix("atom:").map_or(name.clone(), str::to_owned);
        if let Some((_, content, markup)) = &mut self.field {
            // Atom writes an author's name as an element in it.
            if name != "name" {
                *markup = true;
                content.push_str(&format!("<{name}>"));
                if empty {
                    return;
                }
            }
        } else if matches!(name.as_str(), "item" | "entry") {
            self.entry = Some(Entry::default());
        } else if name == "link" {
            self.link(tag);
        }
        if empty {
            return;
        }
        self.path.push(name);
        let depth = self.path.len();
        let known = self.path.last().is_some_and(|name| FIELDS.contains(&name.as_str()));
        // An image's title is not the channel's.
        let inside = self
            .path
            .iter()
            .any(|name| matches!(name.as_str(), "image" | "textinput" | "media:group" | "media:content"));
        if self.field.is_none() && known && !inside {
            self.field = Some((depth, String::new(), false));
        }
    }

    /// Atom's links stand in an attribute; the alternate one is the article's.
    fn link(&mut self, tag: &BytesStart<'_>) {
        let attribute = |name: &str| {
            let found =
                tag.attributes().with_checks(false).flatten().find(|found| found.key.as_ref() == name.as_bytes());
            found.map(|found| html::unescaped(&String::from_utf8_lossy(&found.value)))
        };
        if attribute("rel").is_none_or(|rel| rel == "alternate")
            && let Some(href) = attribute("href")
        {
            self.entry.as_mut().unwrap_or(&mut self.channel).link.get_or_insert(href);
        }
    }

    fn text(&mut self, escaped: &str) {
        if let Some((_, content, _)) = &mut self.field {
            content.push_str(escaped);
        }
    }

    fn end(&mut self, name: &str) {
        let name = name.strip_prefix("atom:").unwrap_or(name);
        // Ends without a beginning are passed over.
        let Some(at) = self.path.iter().rposition(|open| open == name) else { return };
        if let Some((depth, content, _)) = &mut self.field
            && at + 1 > *depth
        {
            if name != "name" {
                content.push_str(&format!("</{name}>"));
            }
            self.path.truncate(at);
            return;
        }
        if let Some((_, content, markup)) = self.field.take() {
            self.path.truncate(at + 1);
            let value = if markup { content } else { html::unescaped(&content) };
            self.set(name, value.trim().to_owned(), markup);
        }
        self.path.truncate(at);
        if matches!(name, "item" | "entry") {
            self.entries.extend(self.entry.take());
        }
    }

    fn set(&mut self, name: &str, value: String, markup: bool) {
        if value.is_empty() {
            return;
        }
        let entry = self.entry.as_mut().unwrap_or(&mut self.channel);
        let line = || html::plain_line(&value);
        match name {
            "title" => drop(entry.title.get_or_insert_with(line)),
            "link" if value.starts_with("http") => entry.link = Some(value),
            "guid" | "id" => drop(entry.id.get_or_insert(value)),
            "pubdate" | "published" | "issued" | "dc:date" => drop(entry.day.get_or_insert(value)),
            "author" | "dc:creator" | "name" => entry.authors.extend(html::names(&line())),
            "content:encoded" | "content" => entry.content = Some(value),
            "description" | "summary" => {
                let longer = entry.summary.as_ref().is_none_or(|known| known.len() < value.len());
                if longer || markup {
                    entry.summary = Some(value);
                }
            }
            "source" => entry.source = Some(line()),
            "language" | "dc:language" => drop(entry.language.get_or_insert(value)),
            _ => {}
        }
    }
}

fn items(text: &str, source: &Source) -> Vec<Item> {
    let mut xml = Xml::from_str(text);
    let config = xml.config_mut();
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    let mut walk = Walk::default();
    let mut broken = None;
    loop {
        match xml.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => walk.start(&tag, false),
            Ok(Event::Empty(tag)) => walk.start(&tag, true),
            Ok(Event::End(tag)) => walk.end(&String::from_utf8_lossy(tag.name().as_ref()).to_ascii_lowercase()),
            Ok(Event::Text(text)) => walk.text(&String::from_utf8_lossy(&text)),
            Ok(Event::CData(text)) => {
                walk.text(&String::from_utf8_lossy(&text).replace('&', "&amp;").replace('<', "&lt;"));
            }
            Ok(_) => {}
            Err(error) => broken = Some(error.to_string()),
        }
        if broken.is_some() || walk.path.len() > DEEPEST {
            let at = xml.buffer_position() as usize;
            let line = text.as_bytes()[..at.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let why = broken.take().unwrap_or_else(|| "elements are nested too deep".to_owned());
            let message =
                format!("this feed cannot be read further: {why}; {} items before it were read", walk.entries.len());
            let mut items = articles(walk, source);
            items.push(Item::Diagnostic(source.error(message).at_line(line)));
            return items;
        }
    }
    if walk.entries.is_empty() {
        return vec![Item::Diagnostic(source.warning("this feed has no items"))];
    }
    articles(walk, source)
}

fn articles(walk: Walk, source: &Source) -> Vec<Item> {
    let channel = walk.channel;
    let mut items = Vec::new();
    for (index, entry) in walk.entries.into_iter().enumerate() {
        let part = crate::text::Part::Record(index + 1);
        let longer = |text: Option<String>| text.map(|text| html::plain_text(&text)).unwrap_or_default();
        let (content, summary) = (longer(entry.content), longer(entry.summary));
        let text = if content.len() >= summary.len() { content } else { summary };
        if text.is_empty() {
            let title = entry.title.unwrap_or_default();
            items.push(Item::Diagnostic(
                source.warning(format!("the item {title:?} has no text and was left out")).at(part),
            ));
            continue;
        }
        let id = entry.id.clone().or_else(|| entry.link.clone());
        let outlet = entry.source.or_else(|| channel.title.clone());
        let about = About { title: entry.title.as_deref(), source: outlet.as_deref(), authors: &entry.authors };
        let lines = text.split("\n\n").map(str::to_owned).collect();
        let (mut lines, mut left_out) = clutter::without(lines, about);
        // An item that is nothing but such lines is read as it stands.
        if lines.is_empty() {
            (lines, left_out) = (vec![text], Vec::new());
        }
        let text = lines.join("\n\n");
        let mut article = Article::new(id.unwrap_or_else(|| format!("{}#{}", source.name, index + 1)), text);
        if let Some(written) = entry.day {
            match read_day(&written) {
                Ok(day) => (article.published, article.date_from) = (Some(day), Some(DateFrom::Header)),
                Err(why) => {
                    let message = format!("the date {written:?} is not a day that can be read, and is left out: {why}");
                    items.push(Item::Diagnostic(source.warning(message).at(part)));
                }
            }
        }
        // A permanent id is often the address, where no link is given.
        let address = entry.id.filter(|id| id.starts_with("http"));
        (article.title, article.url) = (entry.title, entry.link.or(address));
        article.source = outlet;
        article.language = entry.language.or_else(|| channel.language.clone());
        article.authors = if entry.authors.is_empty() { clutter::authors(&left_out) } else { entry.authors };
        article.left_out = left_out;
        items.push(Item::Article(article));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::super::reader::{Item, Source, memory};

    fn said(text: &str) -> Vec<String> {
        let mut reader = super::reader(Source { ..memory("in/x.xml", text.as_bytes()) });
        std::iter::from_fn(move || reader.next_item())
            .map(|item| match item {
                Item::Article(a) => format!(
                    "{} | {} | {} | {} | {} | {} | {:?}",
                    a.id,
                    a.published.map(|day| day.to_string()).unwrap_or_default(),
                    a.title.unwrap_or_default(),
                    a.source.unwrap_or_default(),
                    a.url.unwrap_or_default(),
                    a.authors.join("; "),
                    a.text
                ),
                Item::Diagnostic(remark) => remark.to_string(),
            })
            .collect()
    }

    #[test]
    fn items_of_rss_are_articles() {
        let text = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"x\"><channel><title>Example News</title><image><title>No</title></image>\
            <item><title>Talks &amp;amp; trade</title><link>https://news.example/1</link><guid isPermaLink=\"false\">g1</guid>\
            <pubDate>Thu, 07 Jul 2022 10:00:00 GMT</pubDate><dc:creator>Ann Example</dc:creator><description>Short.</description>\
            <content:encoded><![CDATA[<p>The ministers met&nbsp;in Bali.</p><p>They left.</p>]]></content:encoded></item>\
            <item><title>Two</title><description>&lt;b&gt;Only&lt;/b&gt; a summary &amp;mdash; here.</description><pubDate>soon</pubDate></item>\
            <item><title>Three</title></item></channel></rss>";
        assert_eq!(
            said(text),
            [
                "g1 | 2022-07-07 | Talks & trade | Example News | https://news.example/1 | Ann Example | \"The ministers met in Bali.\\n\\nThey left.\"",
                "in/x.xml: warning: record 2: the date \"soon\" is not a day that can be read, and is left out: write it as YYYY-MM-DD, such as 2022-07-07, or as in \"Thu, 07 Jul 2022 10:00:00 +0000\"",
                "x.xml#2 |  | Two | Example News |  |  | \"Only a summary — here.\"",
                "in/x.xml: warning: record 3: the item \"Three\" has no text and was left out",
            ]
        );
    }

    #[test]
    fn entries_of_atom_are_articles() {
        let text = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Example</title><entry><id>tag:1</id><title type=\"html\">Talks &lt;i&gt;end&lt;/i&gt;</title>\
            <link rel=\"self\" href=\"https://a.example/self\"/><link href=\"https://a.example/1?a=1&amp;b=2\"/><author><name>Ann Example</name></author>\
            <published>2022-07-07T23:00:00Z</published><updated>2022-07-09T00:00:00Z</updated>\
            <content type=\"xhtml\"><div><p>One &amp; two.</p><p>Three.<br/>Four.</p></div></content></entry></feed>";
        assert_eq!(
            said(text),
            [
                "tag:1 | 2022-07-07 | Talks end | Example | https://a.example/1?a=1&b=2 | Ann Example | \"One & two.\\n\\nThree. Four.\""
            ]
        );
    }

    #[test]
    fn a_feed_that_breaks_off_keeps_what_came_before() {
        let item = "<item><title>One</title><description>Text.</description></item>";
        let lines = said(&format!("<rss><channel>\n{item}\n<item><title>Two</title><"));
        assert_eq!(lines[0], "x.xml#1 |  | One |  |  |  | \"Text.\"");
        assert!(lines[1].starts_with("in/x.xml:3: error: this feed cannot be read further: "), "{lines:?}");
        let deep = said(&format!("<rss><channel>{item}{}", "<x>".repeat(100_000)));
        assert!(deep[1].contains("elements are nested too deep; 1 items before it were read"), "{deep:?}");
        assert_eq!(said("<rss></rss>"), ["in/x.xml: warning: this feed has no items"]);
    }
}
