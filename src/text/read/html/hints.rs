//! What the names of classes and ids say of an element: that it is the article's body, or page furniture.
//!
//! Authors of pages name their elements for themselves, and most use the same words. A word alone decides nothing: what
//! holds much of the text stays, whatever it is called (`super::body`).

use super::dom::{Dom, Id};

/// Words of elements that are no part of a text.
const FURNITURE: &[&str] = &[
    "ad",
    "adbox",
    "addthis",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "advertising",
    "adverts",
    "affiliate",
    "agegate",
    "alert",
    "author",
    "authors",
    "banner",
    "bio",
    "biography",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "callout",
    "caption",
    "captions",
    "combx",
    "comment",
    "comments",
    "community",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "cta",
    "dateline",
    "disclaimer",
    "disqus",
    "donate",
    "donation",
    "embed",
    "extra",
    "facebook",
    "fbcomments",
    "feedback",
    "follow",
    "foot",
    "footer",
    "footnote",
    "gallery",
    "gdpr",
    "hashtag",
    "infobox",
    "inline-related",
    "inset",
    "jump",
    "keywords",
    "kicker",
    "legal",
    "licensing",
    "links",
    "livefyre",
    "livestream",
    "login",
    "masthead",
    "menu",
    "meta",
    "modal",
    "more",
    "most",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "ooyala",
    "outbrain",
    "overlay",
    "pagination",
    "pager",
    "partner",
    "paywall",
    "player",
    "poll",
    "pop",
    "popular",
    "popup",
    "print",
    "profile",
    "promo",
    "promos",
    "promotion",
    "promoted",
    "pullquote",
    "pullout",
    "quiz",
    "ratings",
    "readmore",
    "recirc",
    "recirculation",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "refer",
    "register",
    "related",
    "relations",
    "remark",
    "republish",
    "rss",
    "screen-reader",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "shoutbox",
    "sidebar",
    "signin",
    "signup",
    "skip",
    "slideshow",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "sponsors",
    "sticky",
    "subscribe",
    "subscription",
    "suggested",
    "syndicate",
    "taboola",
    "tag",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "timestamp",
    "toolbar",
    "tools",
    "topics",
    "trending",
    "tweet",
    "twitter",
    "upsell",
    "video",
    "videos",
    "viral",
    "widget",
    "widgets",
    "whatsapp",
    "yarpp",
    "zergnet",
];

/// Words of elements that hold a text.
const BODY: &[&str] = &[
    "article",
    "articlebody",
    "body",
    "content",
    "entry",
    "hentry",
    "main",
    "page",
    "post",
    "story",
    "storybody",
    "text",
    "blog",
];

/// Two words beside each other in the name of an element that is the body of an article.
const BODIES: &[(&str, &str)] = &[
    ("article", "body"),
    ("article", "content"),
    ("article", "text"),
    ("body", "content"),
    ("entry", "content"),
    ("post", "body"),
    ("post", "content"),
    ("story", "body"),
    ("story", "content"),
    ("story", "text"),
    ("body", "text"),
    ("article", "copy"),
    ("body", "copy"),
    ("post", "text"),
    ("rich", "text"),
];

/// The words of the classes, id and role of an element, in lower case.
pub(super) fn words(dom: &Dom, id: Id) -> Vec<String> {
    let node = dom.node(id);
    let mut words = Vec::new();
    for name in ["class", "id", "role", "data-component", "data-module", "data-testid", "itemprop"] {
        let mut word = String::new();
        for letter in node.get(name).unwrap_or_default().chars() {
            let capital = letter.is_uppercase() && word.ends_with(char::is_lowercase);
            if !word.is_empty() && (capital || !letter.is_alphanumeric()) {
                words.push(std::mem::take(&mut word));
            }
            if letter.is_alphanumeric() {
                word.extend(letter.to_lowercase());
            }
        }
        if !word.is_empty() {
            words.push(word);
        }
        // Words of two attributes stand not beside each other.
        words.push(String::new());
    }
    words
}

/// Whether the element is named for something that is no part of a text.
pub(super) fn is_furniture(words: &[String]) -> bool {
    words.iter().any(|word| FURNITURE.contains(&word.as_str()))
}

/// Whether the element is named for a text.
pub(super) fn is_body(words: &[String]) -> bool {
    words.iter().any(|word| BODY.contains(&word.as_str()))
}

/// Whether the element is named for the body of an article and nothing else.
pub(super) fn is_article_body(words: &[String]) -> bool {
    words.iter().any(|word| word == "articlebody" || word == "storybody")
        || words.windows(2).any(|pair| BODIES.iter().any(|(first, second)| pair[0] == *first && pair[1] == *second))
}

/// Whether nobody sees the element.
pub(super) fn is_hidden(dom: &Dom, id: Id) -> bool {
    let node = dom.node(id);
    let style = node.get("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    node.has("hidden")
        || node.get("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
