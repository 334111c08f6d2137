//! Where the search for near-copies finds its sketches: the new articles of a batch and those that stay in the store;
//! and which articles a change concerns.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{
    copies::{Archive, BOILERPLATE, Origins, Printed, Sketch, key_text, origins},
    error::StoreError,
    names::term,
    old::Old,
    store::{Store, graph_of, subject_of},
};

/// The sketches of a store after a change.
pub(crate) struct Press<'a, 's> {
    /// What stays in the store; `None` where it was empty.
    old: Option<&'a Old<'s>>,
    /// The new articles that have a sketch.
    new: &'a IndexMap<String, Printed>,
    keys: BTreeMap<u32, Vec<&'a str>>,
}

impl<'a, 's> Press<'a, 's> {
    pub(crate) fn new(old: Option<&'a Old<'s>>, new: &'a IndexMap<String, Printed>) -> Self {
        let mut keys: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (article, printed) in new {
            for key in printed.sketch.keys() {
                keys.entry(*key).or_default().push(article);
            }
        }
        Self { old, new, keys }
    }

    /// The articles with a key, as many as there are or as are asked for.
    fn sharing(&self, key: u32, most: usize) -> Result<BTreeSet<String>, StoreError> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        found.extend(self.keys.get(&key).into_iter().flatten().take(most).map(|article| (*article).to_owned()));
        if let Some(old) = self.old {
            let text = Literal::new_simple_literal(key_text(key));
            let quads = &old.store.quads;
            for quad in quads.quads_for_pattern(None, Some(term::SKETCH_KEY), Some(text.as_ref().into()), None) {
                if found.len() >= most {
                    break;
                }
                if let Some(article) = graph_of(&quad?).filter(|article| old.stays(article)) {
                    found.insert(article.as_str().to_owned());
                }
            }
        }
        Ok(found)
    }

    /// The new origins of all articles that a change concerns: the new ones, those near to the removed ones, those whose
    /// keys became boilerplate or ceased to be it, and all that hang together with them.
    pub(crate) fn changed(&self, removed: &IndexSet<NamedNode>) -> Result<Origins, StoreError> {
        let mut seeds: BTreeSet<String> = self.new.keys().cloned().collect();
        let mut keys: BTreeSet<u32> = self.keys.keys().copied().collect();
        let mut lost: BTreeSet<u32> = BTreeSet::new();
        if let Some(old) = self.old {
            for article in removed {
                if let Some(printed) = printed(old.store, article)? {
                    lost.extend(printed.sketch.keys());
                }
            }
            keys.extend(&lost);
            for key in keys {
                let before = stored(old, key)?;
                let after = self.sharing(key, usize::MAX)?;
                let crossed = (before > BOILERPLATE) != (after.len() > BOILERPLATE);
                if crossed || (lost.contains(&key) && before <= BOILERPLATE) {
                    seeds.extend(after);
                }
            }
        }
        origins(self, seeds)
    }
}

impl Archive for Press<'_, '_> {
    fn printed(&self, article: &str) -> Result<Option<Printed>, StoreError> {
        if let Some(printed) = self.new.get(article) {
            return Ok(Some(printed.clone()));
        }
        let article = NamedNode::new_unchecked(article);
        match self.old {
            Some(old) if old.stays(&article) => printed(old.store, &article),
            _ => Ok(None),
        }
    }

    fn with_key(&self, key: u32) -> Result<BTreeSet<String>, StoreError> {
        self.sharing(key, BOILERPLATE + 1)
    }
}

/// How many articles had a key before the change.
fn stored(old: &Old<'_>, key: u32) -> Result<usize, StoreError> {
    let text = Literal::new_simple_literal(key_text(key));
    let mut count = 0;
    for quad in old.store.quads.quads_for_pattern(None, Some(term::SKETCH_KEY), Some(text.as_ref().into()), None) {
        let quad = quad?;
        let graph = graph_of(&quad).map_or("", |graph| graph.as_str());
        // A version that goes and comes again under its name was there before.
        count += usize::from(!old.added.contains(graph) || old.without.iter().any(|gone| gone.as_str() == graph));
    }
    Ok(count)
}

/// The sketch and day of an article of the store.
fn printed(store: &Store, article: &NamedNode) -> Result<Option<Printed>, StoreError> {
    let text = |predicate: NamedNodeRef<'_>| match store.object(article.as_ref(), predicate, Some(article.as_ref()))? {
        Some(Term::Literal(literal)) => Ok(Some(literal.destruct().0)),
        _ => Ok::<_, StoreError>(None),
    };
    let Some(sketch) = text(term::SKETCH)?.and_then(|sketch| Sketch::parse(&sketch)) else { return Ok(None) };
    let published = text(term::SCHEMA_PUBLISHED)?.unwrap_or_default();
    Ok(Some(Printed { sketch, published, outlet: text(term::DCT_PUBLISHER)?.unwrap_or_default() }))
}

/// The origins of an article as the store has them, sorted.
pub(crate) fn stored_origins(store: &Store, article: &str) -> Result<Vec<String>, StoreError> {
    let article = NamedNode::new_unchecked(article);
    let default = Some(GraphNameRef::DefaultGraph);
    let mut found = Vec::new();
    for quad in store.quads.quads_for_pattern(Some(article.as_ref().into()), Some(term::COPY_OF), None, default) {
        if let Term::NamedNode(origin) = quad?.object {
            found.push(origin.into_string());
        }
    }
    found.sort();
    Ok(found)
}

/// All articles of a store that have a sketch.
pub(crate) fn sketched(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for quad in store.quads.quads_for_pattern(None, Some(term::SKETCH), None, None) {
        let quad: Quad = quad?;
        found.extend(subject_of(&quad).map(|article| article.as_str().to_owned()));
    }
    Ok(found)
}
