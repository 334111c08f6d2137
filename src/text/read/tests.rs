//! Every reader on damaged and on enormous input: samples of each format, cut, doubled and with bytes changed; documents of ten
//! megabytes; what is nested a hundred thousand deep. Nothing panics, nothing goes on for ever, and what is read is text.
//!
//! `CHANCERY_FUZZ=600 cargo test --lib read::tests::random -- --ignored --nocapture` damages samples for as many seconds.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use super::{
    reader,
    reader::{Item, Source, memory},
};
use crate::text::Format;

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>Talks | News</title><meta property=og:type content=article><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ann Example\"}],\"datePublished\":\"2022-07-07\"}</script></head><body><p>Wang Yi met Sergei Lavrov in Bali on Thursday, and they spoke of trade, of grain and of the war, at length.</p><ul><li>One</ul><table><tr><td>Two</table></body></html>";

const SENTENCE: &str =
    "Wang Yi met Sergei Lavrov in Bali on Thursday, and they spoke of trade, of grain and of the war.";

/// A PDF with these texts, a page each.
fn pdf<'a>(pages: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let (mut objects, mut kids) = (String::new(), String::new());
    for (number, text) in (10..).step_by(2).zip(pages) {
        let content = format!("BT /F1 10 Tf 50 700 Td ({text}) Tj 0 -12 Td [(They) -300 (left.)] TJ ET");
        let length = content.len();
        objects.push_str(&format!(
            "{number} 0 obj <</Type/Page/Parent 2 0 R/Contents {} 0 R>> endobj\n{} 0 obj <</Length {length}>> stream\n{content}\nendstream endobj\n",
            number + 1,
            number + 1
        ));
        kids.push_str(&format!("{number} 0 R "));
    }
    format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[{kids}]/Resources<</Font<</F1 3 0 R>>>>>> endobj\n\
         3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n{objects}trailer <</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}

fn docx(body: &str) -> Vec<u8> {
    super::docx::packed("word/document.xml", format!("<w:document xmlns:w=\"w\">{body}</w:document>").as_bytes())
}

const EXPORT: &str = "1 of 1 DOCUMENTS\n\nThe Example Times\n\nJuly 7, 2022 Thursday\n\nTalks\n\nBYLINE: By ANN EXAMPLE\n\nLENGTH: 9 words\n\nWang Yi met him.\n\nLANGUAGE: ENGLISH\n";

/// One sample of each format that is read.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let mut samples: Vec<(&str, Vec<u8>)> = texts().into_iter().map(|(file, text)| (file, text.into_bytes())).collect();
    let rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset204 A;}}\\pard Wang \\'c9i {\\b met} \\u252? him.\\par\\trowd HD\\cell Two\\cell\\row}";
    samples.extend([
        ("a.rtf", rtf.as_bytes().to_vec()),
        (
            "a.docx",
            docx("<w:p><w:r><w:t>Wang Yi met him.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
        ),
        ("a.pdf", pdf(["Wang Yi met him.", "Two \\(2\\)."].into_iter())),
    ]);
    samples
}

/// The samples that are text.
fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("b.txt", EXPORT.to_owned()),
        ("a.txt", "date 2022-07-07\nWang Yi met him.\n".to_owned()),
        ("a.jsonl", "{\"id\":\"a\",\"date\":\"2022-07-07\",\"authors\":[\"x\"],\"text\":\"Wang Yi met him.\"}\n{\"text\":\"Two.\"}\n".to_owned()),
        ("a.md", "---\ntitle: \"x\"\nauthors: [a, 'b']\ntags:\n  - c\n---\n# Head\n\nThe [word](x) *is* `it`. ![p](q)\n".to_owned()),
        ("a.csv", "id,date,text\n1,2022-07-07,\"Wang Yi, again, met \"\"him\"\".\"\n2,x,Two.\n".to_owned()),
        ("a.html", PAGE.to_owned()),
        ("a.rss", "<?xml version=\"1.0\"?><rss><channel><title>News</title><item><title>x</title><link>https://a.example</link><pubDate>Thu, 07 Jul 2022 10:00:00 GMT</pubDate><description><![CDATA[<p>Text &amp; more.</p>]]></description></item></channel></rss>".to_owned()),
        ("a.atom", "<feed xmlns=\"x\"><entry><id>1</id><content type=\"xhtml\"><div><p>Text.<br/></p></div></content></entry></feed>".to_owned()),
        ("a.eml", "From: a@b.example\r\nSubject: =?utf-8?Q?x=C3=BC?=\r\nMessage-ID: <1>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Text.\r\n--b--\r\n".to_owned()),
        ("a.warc", format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{PAGE}\r\n0\r\n\r\n\r\n", PAGE.len() + 59, PAGE.len())),
    ]
}

/// Steele and Vigna's SplitMix64: short, and the same everywhere.
fn random(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) as usize
}

/// Changes some bytes, takes a stretch out, or says one twice.
fn damaged(sample: &[u8], state: &mut u64) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=random(state) % 4 {
        let at = random(state) % bytes.len().max(1);
        let end = (at + random(state) % 40).min(bytes.len());
        match random(state) % 4 {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            2 => bytes.truncate(end),
            _ => bytes.iter_mut().skip(at).take(2).for_each(|byte| *byte = random(state) as u8),
        }
    }
    bytes
}

fn read(file: &str, bytes: &[u8]) -> Option<usize> {
    let format = Format::of(Path::new(file), bytes);
    let mut reader = reader(format, Source { named: true, ..memory(file, bytes) }).ok()?;
    let mut articles = 0;
    // Far more items than bytes would be a reader that does not end.
    for _ in 0..bytes.len() + 10 {
        match reader.next_item() {
            None => return Some(articles),
            Some(Item::Article(article)) => {
                assert!(article.body.end <= article.text.chars().count() && !article.id.is_empty());
                articles += 1;
            }
            Some(Item::Diagnostic(remark)) => assert!(!remark.message.is_empty()),
        }
    }
    panic!("{file}: no end");
}

#[test]
fn samples_of_all_formats_are_read() {
    for (file, sample) in samples() {
        assert!(read(file, &sample).is_some_and(|articles| articles > 0), "{file}");
    }
}

#[test]
fn no_damage_stops_a_reader() {
    let mut state = 2026;
    for (file, sample) in samples() {
        for _ in 0..300 {
            read(file, &damaged(&sample, &mut state));
        }
    }
}

#[test]
#[ignore = "runs for as many seconds as CHANCERY_FUZZ says, or one minute"]
#[expect(clippy::print_stdout, reason = "says how much was tried")]
fn random_damage_stops_no_reader() {
    let told = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seconds = Duration::from_secs(told("CHANCERY_FUZZ").unwrap_or(60));
    let first = told("CHANCERY_FUZZ_SEED").unwrap_or(1);
    let (start, samples) = (Instant::now(), samples());
    let mut seed = first;
    while start.elapsed() < seconds {
        for (file, sample) in &samples {
            let mut state = seed;
            let mut bytes = sample.clone();
            for _ in 0..=random(&mut state) % 3 {
                bytes = damaged(&bytes, &mut state);
            }
            let begun = Instant::now();
            let result = std::panic::catch_unwind(|| read(file, &bytes));
            assert!(result.is_ok(), "CHANCERY_FUZZ_SEED={seed} fails on {file}");
            assert!(begun.elapsed() < Duration::from_secs(10), "CHANCERY_FUZZ_SEED={seed} is slow on {file}");
        }
        seed += 1;
    }
    println!("{} documents of each of {} formats in {} s", seed - first, samples.len(), start.elapsed().as_secs());
}

/// What an enormous document of a format is: what it begins with, what it repeats, and what it ends with.
fn enormous() -> Vec<(&'static str, Vec<u8>)> {
    let many = |begin: &str, part: &str, end: &str| {
        let times = (10 << 20) / part.len();
        [begin.as_bytes(), part.repeat(times).as_bytes(), end.as_bytes()].concat()
    };
    let record = format!("{{\"text\":\"{SENTENCE}\"}}\n");
    let item = format!("<item><description>{SENTENCE}</description></item>");
    let article = format!("Title\nThe Example Times\nJuly 7, 2022\n\nBody\n{SENTENCE}\nEnd of Document\n");
    vec![
        ("a.txt", many("", &format!("{SENTENCE}\n\n"), "")),
        ("a.txt", many("", &article, "")),
        ("a.jsonl", many("", &record, "")),
        ("a.md", many("---\ntitle: x\n---\n", &format!("*{SENTENCE}* [x](y) ![z](w)\n\n"), "")),
        ("a.csv", many("id,text\n", &format!("1,\"{SENTENCE}\"\n"), "")),
        ("a.rss", many("<rss><channel>", &item, "</channel></rss>")),
        ("a.eml", many("From: a@b.example\nSubject: x\nMessage-ID: <1>\n\n", &format!("{SENTENCE}\n"), "")),
        ("a.rtf", many("{\\rtf1 ", &format!("{{\\b {SENTENCE}}}\\par\n"), "}")),
        ("a.docx", docx(&format!("<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>").repeat(100_000))),
        ("a.pdf", pdf(std::iter::repeat_n(SENTENCE, 30_000))),
    ]
}

#[test]
fn ten_megabytes_of_each_format_are_read_in_seconds() {
    for (file, bytes) in enormous() {
        let start = Instant::now();
        let articles = read(file, &bytes);
        assert!(articles.is_some_and(|articles| articles > 0), "{file}");
        // In tests that are not optimised, beside others.
        assert!(start.elapsed() < Duration::from_secs(60), "{file}: {:?}", start.elapsed());
    }
}

#[test]
fn what_is_nested_a_hundred_thousand_deep_ends() {
    let deep = |part: &str| part.repeat(100_000).into_bytes();
    let cases = [
        ("a.jsonl", [&b"{\"text\":\"x\",\"y\":"[..], &deep("["), b"\n"].concat()),
        ("a.jsonl", deep("{\"text\":")),
        ("a.md", [&b"---\na: "[..], &deep("["), b"\n---\n", &deep("> "), &deep("*["), &deep("![")].concat()),
        ("a.csv", [&b"text,id\n"[..], &deep("\"\"\"")].concat()),
        ("a.rss", [&b"<rss><channel>"[..], &deep("<item><description>")].concat()),
        ("a.html", deep("<div><p>")),
        (
            "a.eml",
            [&b"From: a\nSubject: b\nMessage-ID: c\n"[..], &deep("Content-Type: multipart/mixed; boundary=b\n\n--b\n")]
                .concat(),
        ),
        ("a.rtf", [&b"{\\rtf1"[..], &deep("{\\b x")].concat()),
        ("a.docx", docx(&"<w:p><w:tbl>".repeat(100_000))),
        ("a.pdf", [&b"%PDF-1.4\n1 0 obj "[..], &deep("[<<")].concat()),
        ("a.pdf", pdf(std::iter::once(&*format!("x) Tj {} (y", "[".repeat(100_000))))),
        ("a.pdf", pdf(std::iter::once(&*format!("x) Tj {} (y", "q BT ".repeat(100_000))))),
        ("a.pdf", pdf(std::iter::once(&*format!("x) Tj {} (y", format!("[({}) ", "z".repeat(250)).repeat(100_000))))),
        ("a.txt", deep("End of Document\nBody\n")),
        ("a.txt", deep("Document 1 of 1\nFull text:\nPublication info:\n")),
    ];
    for (file, bytes) in cases {
        let start = Instant::now();
        read(file, &bytes);
        assert!(start.elapsed() < Duration::from_secs(20), "{file}: {:?}", start.elapsed());
    }
}
