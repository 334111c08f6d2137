//! The tree of a page: elements and text in the order of the document, from the tokens of `html5gum`.
//!
//! Pages of news are tag soup. The tree closes what authors leave open (paragraphs, items, cells) and ignores ends without a
//! beginning, as browsers do in all cases that change what belongs to whom. It is bounded: elements that are nested too deep
//! become siblings, and a page of more than [`MOST`] nodes is refused.

use std::convert::Infallible;

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

/// How deep elements may be nested; browsers stop at 512.
const DEEPEST: usize = 256;

/// The most nodes of a page. The longest articles have some ten thousand.
const MOST: usize = 1 << 20;

/// The index of a node; the root is 0.
pub(super) type Id = usize;

/// An element, or a piece of text (its `tag` is empty).
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The name in lower case; `x` for elements that HTML does not know, empty for text.
    pub(super) tag: &'static str,
    attributes: Vec<(Box<str>, Box<str>)>,
    /// Of text, the text itself.
    pub(super) text: String,
    /// Of text, where it stands in the page, in bytes.
    pub(super) span: std::ops::Range<usize>,
    pub(super) parent: Id,
    pub(super) children: Vec<Id>,
}

impl Node {
    /// The value of an attribute, trimmed; `None` where it is missing or empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| **known == *name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether an attribute is there, empty or not.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| **known == *name)
    }
}

/// A page has more nodes than any article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The tree of a page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

/// Elements that have neither content nor end.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that stand on lines of their own; the start of one ends an open paragraph.
const BLOCKS: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Other elements that the reader tells apart.
const OTHERS: [&str; 42] = [
    "a", "abbr", "amp-img", "b", "br", "button", "caption", "cite", "code", "del", "dialog", "em", "font", "head", "i",
    "iframe", "img", "input", "ins", "label", "link", "meta", "noscript", "object", "option", "picture", "q", "s",
    "script", "select", "small", "source", "span", "strike", "strong", "style", "sub", "sup", "svg", "template",
    "textarea", "time",
];

/// Whether an element of that name stands on lines of its own.
pub(super) fn is_block(tag: &str) -> bool {
    BLOCKS.binary_search(&tag).is_ok()
}

fn known(name: &[u8]) -> &'static str {
    let Ok(name) = std::str::from_utf8(name) else { return "x" };
    let found = |list: &[&'static str]| list.binary_search(&name).ok().map(|at| list[at]);
    found(&BLOCKS).or_else(|| found(&OTHERS)).or_else(|| found(&VOID)).unwrap_or(match name {
        "title" => "title",
        "u" => "u",
        _ => "x",
    })
}

impl Dom {
    /// The tree of a page.
    pub(super) fn parse(page: &str) -> Result<Self, TooLarge> {
        let mut builder = Builder { nodes: vec![Node { tag: "html", ..Node::default() }], open: vec![0], full: false };
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
            builder.take(event, span);
            None
        });
        emitter.naively_switch_states(true);
        // The builder hands nothing out: to walk along is to build.
        let tokens = Tokenizer::new_with_emitter(page, emitter).count();
        debug_assert_eq!(tokens, 0);
        if builder.full { Err(TooLarge) } else { Ok(Self { nodes: builder.nodes }) }
    }

    /// A node.
    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// All nodes in the order of the document.
    pub(super) fn ids(&self) -> std::ops::Range<Id> {
        0..self.nodes.len()
    }

    /// The node after the last one inside of this node, in the order of the document.
    pub(super) fn end(&self, id: Id) -> Id {
        let mut last = id;
        while let Some(&child) = self.nodes[last].children.last() {
            last = child;
        }
        last + 1
    }

    /// The elements that a node is in, from its parent to the root.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        let mut next = id;
        std::iter::from_fn(move || {
            if next == 0 {
                return None;
            }
            next = self.nodes[next].parent;
            Some(next)
        })
    }

    /// The text in a node, with single spaces.
    pub(super) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        for inner in id..self.end(id) {
            let node = &self.nodes[inner];
            if is_block(node.tag) || node.tag == "br" {
                text.push(' ');
            }
            if !matches!(self.nodes[node.parent].tag, "script" | "style" | "noscript") || id == node.parent {
                text.push_str(&node.text);
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

struct Builder {
    nodes: Vec<Node>,
    /// The elements that are open, from the root.
    open: Vec<Id>,
    full: bool,
}

impl Builder {
    fn add(&mut self, node: Node) -> Option<Id> {
        if self.nodes.len() >= MOST {
            self.full = true;
            return None;
        }
        let parent = self.open.last().copied().unwrap_or(0);
        let id = self.nodes.len();
        self.nodes.push(Node { parent, ..node });
        self.nodes[parent].children.push(id);
        Some(id)
    }

    /// Closes the nearest open element of one of these names, unless one of the others is nearer.
    fn close(&mut self, names: &[&str], within: &[&str]) {
        for (depth, &id) in self.open.iter().enumerate().skip(1).rev() {
            let tag = self.nodes[id].tag;
            if names.contains(&tag) {
                self.open.truncate(depth);
                return;
            }
            if within.contains(&tag) {
                return;
            }
        }
    }

    fn start(&mut self, name: &[u8]) {
        let tag = known(name);
        if is_block(tag) && !matches!(tag, "html" | "body" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th") {
            self.close(&["p"], &["td", "th", "button", "div", "article", "section", "li", "blockquote", "figure"]);
        }
        match tag {
            "li" => self.close(&["li"], &["ul", "ol", "menu", "div"]),
            "dt" | "dd" => self.close(&["dt", "dd"], &["dl", "div"]),
            "td" | "th" => self.close(&["td", "th"], &["tr", "table"]),
            "tr" => self.close(&["tr"], &["table"]),
            "option" => self.close(&["option"], &["select"]),
            "body" => self.close(&["head"], &[]),
            "a" => self.close(&["a"], &["div", "p", "li", "td", "article", "section", "h2", "h3"]),
            _ => {}
        }
        // The root and the body stand for all elements of their names.
        let id = if tag == "html" { None } else { self.add(Node { tag, ..Node::default() }) };
        if let Some(id) = id {
            self.open.push(id);
        }
    }

    /// The start of an element is complete; without content it is done.
    fn started(&mut self, self_closing: bool) {
        let Some(&id) = self.open.last().filter(|&&id| id > 0) else { return };
        let tag = self.nodes[id].tag;
        let full = self.open.len() > DEEPEST;
        if VOID.contains(&tag) || full || self_closing && matches!(tag, "x" | "svg") {
            self.open.pop();
        }
    }

    fn end(&mut self, name: &[u8]) {
        let tag = known(name);
        if matches!(tag, "html" | "body") || VOID.contains(&tag) {
            return;
        }
        let inline = !is_block(tag) && tag != "head";
        for (depth, &id) in self.open.iter().enumerate().skip(1).rev() {
            let open = self.nodes[id].tag;
            if open == tag {
                self.open.truncate(depth);
                return;
            }
            // The end of a word's emphasis closes no paragraph; a cell's content closes no cell.
            if inline && is_block(open) || matches!(open, "td" | "th") && !matches!(tag, "table" | "tr" | "tbody") {
                return;
            }
        }
    }

    fn take(&mut self, event: CallbackEvent<'_>, span: Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(name),
            CallbackEvent::AttributeName { name } => {
                if let Some(&id) = self.open.last() {
                    let name = String::from_utf8_lossy(name).into_owned().into_boxed_str();
                    self.nodes[id].attributes.push((name, Box::default()));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                let last = self.open.last().and_then(|&id| self.nodes[id].attributes.last_mut());
                if let Some((_, known)) = last {
                    *known = String::from_utf8_lossy(value).into_owned().into_boxed_str();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.started(self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => {
                let text = String::from_utf8_lossy(value).into_owned();
                self.add(Node { text, span: span.start..span.end, ..Node::default() });
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, Dom, OTHERS};

    /// The tree as one line: elements in brackets.
    fn shape(dom: &Dom, id: usize) -> String {
        let node = dom.node(id);
        let inner: Vec<String> = node.children.iter().map(|&child| shape(dom, child)).collect();
        if node.tag.is_empty() { node.text.trim().to_owned() } else { format!("{}({})", node.tag, inner.join(" ")) }
    }

    #[test]
    fn what_is_left_open_is_closed() {
        let cases = [
            ("<p>a<p>b<div>c</div>", "html(p(a) p(b) div(c))"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "html(ul(li(a) li(b ul(li(c)))) d)"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "html(table(tr(td(a) td(b)) tr(td(c))))"),
            ("<p><b>a</p>b</b></div>c", "html(p(b(a)) b c)"),
            ("a<br>b<img src=x>c", "html(a br() b img() c)"),
            ("<script>if (a<b) '</p>'</script><p>x", "html(script(if (a<b) '</p>') p(x))"),
        ];
        for (page, want) in cases {
            assert_eq!(shape(&Dom::parse(page).expect("small"), 0), want, "{page}");
        }
        let dom = Dom::parse("<a HREF=' x&amp;y '>z</a>").expect("small");
        assert_eq!(dom.node(1).get("href"), Some("x&y"));
    }

    #[test]
    fn names_are_sorted() {
        assert!(BLOCKS.is_sorted() && OTHERS.is_sorted());
    }

    #[test]
    fn no_page_hangs() {
        for part in ["<div>", "<p><b>", "</x>", "<a href=x>", "<table><td>", "&amp", "<![CDATA[", "<b <b "] {
            let page = part.repeat(100_000);
            let dom = Dom::parse(&page).expect("not too large");
            assert!(dom.ids().len() <= 200_002);
            dom.text(0);
        }
        assert!(Dom::parse(&"<br>".repeat(2 << 20)).is_err());
    }
}
