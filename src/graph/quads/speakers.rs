//! Who says the claims of an article, as nodes: entities where the words name one, else somebody of this article alone.

use indexmap::IndexMap;
use oxigraph::model::NamedNode;
use rustc_hash::FxHashMap;

use super::writer::Writer;
use crate::{
    graph::vocabulary::iris::{Names, term},
    rules::{Claim, Extraction, OUTER},
};

/// The speakers of an article.
pub(crate) struct Speakers<'a> {
    names: &'a Names,
    doc: &'a NamedNode,
    /// Ids of the entities by label: the claims name outer speakers by these.
    ids: FxHashMap<&'a str, &'a str>,
    /// Those who are no entities, with the words for them.
    unnamed: IndexMap<NamedNode, &'a str>,
}

impl<'a> Speakers<'a> {
    pub(crate) fn new(names: &'a Names, doc: &'a NamedNode, extraction: &'a Extraction) -> Self {
        let mut ids = FxHashMap::default();
        for entity in &extraction.entities {
            ids.entry(entity.label.as_str()).or_insert(entity.id.0.as_str());
        }
        Self { names, doc, ids, unnamed: IndexMap::new() }
    }

    /// Who makes a claim, and who reports that, from inside outwards.
    pub(crate) fn of(&mut self, claim: &'a Claim) -> (Option<NamedNode>, Vec<NamedNode>) {
        let mut layers = claim.claimed_by.split(OUTER).map(str::trim);
        let words = layers.next().unwrap_or_default();
        let inner = match claim.claimed_by_id.as_str() {
            "" if words.is_empty() => None,
            "" => Some(self.unnamed(words)),
            id => Some(self.names.id(id)),
        };
        let mut outer = Vec::new();
        for words in layers.filter(|words| !words.is_empty()) {
            outer.push(match self.ids.get(words) {
                Some(id) => self.names.id(id),
                None => self.unnamed(words),
            });
        }
        (inner, outer)
    }

    fn unnamed(&mut self, words: &'a str) -> NamedNode {
        let node = self.names.speaker(self.doc, words);
        self.unnamed.entry(node.clone()).or_insert(words);
        node
    }

    /// Writes what those are who are no entities.
    pub(crate) fn describe(&self, out: &mut Writer) {
        for (node, words) in &self.unnamed {
            out.add(node, term::RDF_TYPE, term::SPEAKER.into_owned());
            out.text(node, term::RDFS_LABEL, words);
        }
    }
}
