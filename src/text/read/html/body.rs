//! The body of an article: which element of a page holds it, and what of that is text.
//!
//! Paragraphs vote for the elements that they are in, as reader views of browsers have it (Readability): long ones with commas more, and links
//! count against them. What the page says of its own parts goes before. Inside the element, what is named as furniture, hidden,
//! made of links, or a caption is left out; what is left is written a paragraph a line.

use std::collections::BTreeMap;

use super::{
    dom::{Dom, Id, is_block},
    hints,
    line::{Draft, Line},
};

/// Elements without text of an article.
const SILENT: [&str; 21] = [
    "aside", "button", "dialog", "fieldset", "figure", "footer", "head", "iframe", "input", "label", "nav", "noscript",
    "object", "option", "script", "select", "style", "svg", "template", "textarea", "title",
];

/// A page as it is looked through: what each element holds.
pub(super) struct Page<'a> {
    pub(super) dom: &'a Dom,
    /// Whether a node and all in it has no text of an article.
    silent: Vec<bool>,
    /// The number of letters and signs in each node, and how many of them are links.
    pub(super) length: Vec<usize>,
    pub(super) linked: Vec<usize>,
    /// The number of commas in each node.
    commas: Vec<usize>,
    words: Vec<Vec<String>>,
    /// Whether each element is named as furniture, and whether each node is in furniture.
    named: Vec<bool>,
    furniture: Vec<bool>,
    /// The vote of each node, and of all paragraphs in it.
    votes: Vec<f32>,
    mass: Vec<f32>,
}

impl<'a> Page<'a> {
    pub(super) fn new(dom: &'a Dom) -> Self {
        let count = dom.ids().len();
        let mut page = Self {
            dom,
            silent: vec![false; count],
            length: vec![0; count],
            linked: vec![0; count],
            commas: vec![0; count],
            words: vec![Vec::new(); count],
            named: vec![false; count],
            furniture: vec![false; count],
            votes: vec![0.0; count],
            mass: vec![0.0; count],
        };
        for id in dom.ids() {
            let node = dom.node(id);
            let above = id > 0 && page.silent[node.parent];
            page.silent[id] = above || SILENT.contains(&node.tag) || !node.tag.is_empty() && hints::is_hidden(dom, id);
            if !node.tag.is_empty() && !above {
                page.words[id] = hints::words(dom, id);
            }
        }
        // Children stand after their parents.
        for id in dom.ids().rev() {
            let node = dom.node(id);
            if page.silent[id] {
                continue;
            }
            page.length[id] += node.text.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>();
            page.commas[id] += node.text.matches([',', '，', '、']).count();
            if node.tag == "a" {
                page.linked[id] = page.length[id];
            }
            if id > 0 {
                page.length[node.parent] += page.length[id];
                page.linked[node.parent] += page.linked[id];
                page.commas[node.parent] += page.commas[id];
            }
        }
        for id in dom.ids() {
            page.named[id] = hints::is_furniture(&page.words[id]);
            page.furniture[id] = id > 0 && page.furniture[dom.node(id).parent] || page.is_furniture(id);
        }
        for id in dom.ids().rev() {
            page.votes[id] = page.vote(id);
            page.mass[id] += page.votes[id];
            if id > 0 {
                page.mass[dom.node(id).parent] += page.mass[id];
            }
        }
        page
    }

    /// The part of a node's text that is links, from 0 to 1.
    fn links(&self, id: Id) -> f32 {
        self.linked[id] as f32 / self.length[id].max(1) as f32
    }

    /// The element that holds the body, `None` where the page has no paragraph.
    pub(super) fn container(&self) -> Option<Id> {
        let scores = self.scores();
        let (&best, &score) = scores.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
        let own = self.declared();
        let mut id = own.unwrap_or(best);
        if own.is_none() {
            // A parent that has far more of the article: parts of it in several elements.
            let rivals: Vec<Id> =
                scores.iter().filter(|(_, other)| **other >= score * 0.5).map(|(id, _)| *id).collect();
            for above in self.dom.ancestors(best) {
                let end = self.dom.end(above);
                let inside = rivals.iter().filter(|&&rival| rival > above && rival < end).take(4).count();
                if inside >= 4 && self.links(above) < 0.4 {
                    id = above;
                    break;
                }
                if matches!(self.dom.node(above).tag, "body" | "html") {
                    break;
                }
            }
        }
        Some(id)
    }

    /// The element that the page itself calls the body of the article: the innermost that has most of the votes that any such
    /// element has, and enough of all.
    fn declared(&self) -> Option<Id> {
        let itemprop =
            |id: &Id| self.dom.node(*id).get("itemprop").is_some_and(|value| value.eq_ignore_ascii_case("articleBody"));
        let named = |id: &Id| hints::is_article_body(&self.words[*id]);
        let lists: [&dyn Fn(&Id) -> bool; 2] = [&itemprop, &named];
        lists.iter().find_map(|list| {
            let holds = |id: &Id| {
                !self.silent[*id]
                    && matches!(self.dom.node(*id).tag, "div" | "section" | "article" | "main" | "td" | "x")
            };
            let found: Vec<Id> = self.dom.ids().filter(|id| holds(id) && list(id)).collect();
            let most = found.iter().map(|&id| self.mass[id]).max_by(f32::total_cmp)?;
            let enough = |id: &&Id| self.mass[**id] >= most * 0.75 && self.mass[**id] >= self.mass[0] * 0.3;
            found.iter().rev().find(enough).copied()
        })
    }

    /// What a paragraph says for the elements around it; 0 where it is none.
    fn vote(&self, id: Id) -> f32 {
        if self.silent[id] || self.furniture[id] || self.length[id] < 25 || !self.is_paragraph(id) {
            return 0.0;
        }
        (1.0 + self.commas[id] as f32 + (self.length[id] as f32 / 100.0).min(3.0)) * (1.0 - self.links(id))
    }

    /// The votes of paragraphs for the elements around them.
    fn scores(&self) -> BTreeMap<Id, f32> {
        let mut scores: BTreeMap<Id, f32> = BTreeMap::new();
        for id in self.dom.ids() {
            let vote = self.votes[id];
            if vote == 0.0 {
                continue;
            }
            for (level, above) in self.dom.ancestors(id).take(5).enumerate() {
                let part = match level {
                    0 => 1.0,
                    1 => 0.5,
                    level => 1.0 / (level as f32 * 3.0),
                };
                *scores.entry(above).or_insert_with(|| self.prior(above)) += vote * part;
            }
        }
        for (id, score) in &mut scores {
            *score *= 1.0 - self.links(*id);
        }
        scores
    }

    fn prior(&self, id: Id) -> f32 {
        let tag = match self.dom.node(id).tag {
            "article" => 10.0,
            "div" | "main" | "section" => 5.0,
            "blockquote" | "pre" | "td" => 3.0,
            "form" | "ol" | "ul" | "dl" | "li" | "address" => -3.0,
            "th" | "h1" | "h2" | "h3" => -5.0,
            _ => 0.0,
        };
        let words = &self.words[id];
        tag + if hints::is_body(words) { 25.0 } else { 0.0 } - if self.named[id] { 25.0 } else { 0.0 }
    }

    /// Whether an element is a paragraph: it has text of its own, or is one by its name.
    fn is_paragraph(&self, id: Id) -> bool {
        let node = self.dom.node(id);
        match node.tag {
            "p" | "pre" | "blockquote" => true,
            "div" | "td" | "section" | "article" | "dd" | "li" | "x" => {
                let own = node.children.iter().filter(|&&child| !is_block(self.dom.node(child).tag));
                own.map(|&child| self.length[child]).sum::<usize>() >= 80
            }
            _ => false,
        }
    }

    /// Whether an element holds a message that the article quotes, and little else.
    fn holds_quote(&self, id: Id) -> bool {
        let node = self.dom.node(id);
        let quote = |&child: &Id| {
            let class = self.dom.node(child).get("class").unwrap_or_default();
            self.dom.node(child).tag == "blockquote" && (class.contains("tweet") || class.contains("twitter"))
        };
        matches!(node.tag, "div" | "section" | "x")
            && self.length[id] < 1000
            && (id + 1..self.dom.end(id)).take(20).any(|child| quote(&child))
    }

    /// Whether an element is named as furniture, and holds no large part of the page.
    fn is_furniture(&self, id: Id) -> bool {
        let tag = self.dom.node(id).tag;
        (self.named[id] && tag != "blockquote" || tag == "form") && self.length[id] * 10 < self.length[0] * 3
    }
}

/// The text of an element: a paragraph a line, without furniture; with the places of its letters where they are wanted.
pub(super) fn text(page: &Page<'_>, container: Id, places: bool) -> Vec<Line> {
    let mut writer = Writer { places, ..Writer::new(page, container) };
    writer.walk();
    writer.lines
}

/// All text of a fragment, without what is silent.
pub(super) fn all_text(dom: &Dom) -> Vec<String> {
    let page = Page::new(dom);
    // A fragment is all body: nothing in it is furniture by its name.
    let mut writer = Writer { fragment: true, ..Writer::new(&page, 0) };
    writer.walk();
    writer.lines.into_iter().map(|line| line.text).collect()
}

struct Writer<'a> {
    page: &'a Page<'a>,
    container: Id,
    fragment: bool,
    places: bool,
    lines: Vec<Line>,
    line: Draft,
    linked: usize,
}

impl<'a> Writer<'a> {
    fn new(page: &'a Page<'a>, container: Id) -> Self {
        let line = Draft::default();
        Self { page, container, fragment: false, places: false, lines: Vec::new(), line, linked: 0 }
    }

    fn walk(&mut self) {
        let dom = self.page.dom;
        let end = dom.end(self.container);
        let mut id = self.container;
        // The block that the line belongs to.
        let mut block = id;
        while id < end {
            let node = dom.node(id);
            if id != self.container && self.drops(id) {
                self.flush();
                id = dom.end(id);
                continue;
            }
            if node.tag.is_empty() {
                let nearest = dom.ancestors(id).find(|&above| is_block(dom.node(above).tag)).unwrap_or(0);
                if nearest != block {
                    self.flush();
                    block = nearest;
                }
                if dom.ancestors(id).take_while(|&above| above != nearest).any(|above| dom.node(above).tag == "a") {
                    self.linked += self.page.length[id];
                }
                self.line.push(id, &node.text);
            } else if node.tag == "br" {
                // Two of them part paragraphs.
                if self.line.end_line() {
                    self.flush();
                }
            } else if is_block(node.tag) {
                self.flush();
                block = id;
            }
            id += 1;
        }
        self.flush();
    }

    fn flush(&mut self) {
        let line = self.line.take(self.page.dom, self.places);
        let linked = std::mem::take(&mut self.linked);
        let length = line.text.chars().count();
        if line.text.is_empty() || !self.fragment && linked * 10 > length * 8 && length < 200 {
            return;
        }
        self.lines.push(line);
    }

    /// Whether an element of the container is no text of the article.
    fn drops(&self, id: Id) -> bool {
        let (page, node) = (self.page, self.page.dom.node(id));
        if page.silent[id] {
            return true;
        }
        if self.fragment || node.tag == "blockquote" || page.holds_quote(id) {
            return false;
        }
        if node.tag == "h1" {
            return true;
        }
        let (length, whole) = (page.length[id], page.length[self.container]);
        if (page.named[id] || node.tag == "form") && length * 100 < whole * 35 {
            return true;
        }
        match node.tag {
            // Names that link to a page and to a card that a script shows.
            // A card within a sentence: several links that a script shows.
            "span" => {
                let inside = (id..page.dom.end(id)).filter(|&inner| page.dom.node(inner).tag == "a").take(2).count();
                let own = node.children.iter().any(|&child| page.dom.node(child).tag == "a");
                inside == 2 && !own && length >= 60 && page.links(id) > 0.6
            }
            "p" => page.links(id) > 0.6 && length - page.linked[id] < 60,
            "ul" | "ol" | "table" | "div" | "section" | "h2" | "h3" | "h4" | "dl" | "header" => {
                page.links(id) > 0.6 && length < 1000
            }
            _ => false,
        }
    }
}
