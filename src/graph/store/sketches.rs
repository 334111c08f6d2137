//! The sketches that the search for near-copies compares: those of a batch and those that stay in the store; and the
//! articles that a change concerns.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use indexmap::{IndexMap, IndexSet};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::FxHashMap;

use super::{before::Before, quad_store::Store};
use crate::graph::{
    copies::{
        origins::{Archive, BOILERPLATE, Origins, origins},
        sketch::{Printed, Sketch, key_text},
    },
    error::StoreError,
    quads::parts::subject_of,
    vocabulary::iris::term,
};

/// The sketches of a store after a change.
pub(crate) struct Sketches<'a, 's> {
    /// What stays in the store; `None` where it was empty.
    old: Option<&'a Before<'s>>,
    /// The new articles that have a sketch.
    new: &'a IndexMap<String, Rc<Printed>>,
    keys: BTreeMap<u32, Vec<&'a str>>,
    /// What was read from the store: the same few articles are compared with many.
    known: RefCell<FxHashMap<String, Option<Rc<Printed>>>>,
    sharing: RefCell<FxHashMap<u32, Option<Rc<BTreeSet<String>>>>>,
}

/// Articles that are kept in memory, at some kilobytes each.
const KNOWN: usize = 10_000;

impl<'a, 's> Sketches<'a, 's> {
    pub(crate) fn new(old: Option<&'a Before<'s>>, new: &'a IndexMap<String, Rc<Printed>>) -> Self {
        let mut keys: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (article, printed) in new {
            for key in printed.sketch.keys() {
                keys.entry(*key).or_default().push(article);
            }
        }
        Self { old, new, keys, known: RefCell::default(), sharing: RefCell::default() }
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
                if let Some(article) = subject_of(&quad?).filter(|article| old.stays(article)) {
                    found.insert(article.as_str().to_owned());
                }
            }
        }
        Ok(found)
    }

    /// The new origins of all articles that a change concerns: the new ones, those that had a removed one among their
    /// forerunners, those whose keys became boilerplate or ceased to be it, and all that hang together with them.
    pub(crate) fn changed(&self, removed: &IndexSet<NamedNode>) -> Result<Origins, StoreError> {
        let mut seeds: BTreeSet<String> = self.new.keys().cloned().collect();
        if let Some(old) = self.old {
            let mut keys: BTreeSet<u32> = self.keys.keys().copied().collect();
            for article in removed {
                if let Some(printed) = printed(old.store, article)? {
                    keys.extend(printed.sketch.keys());
                }
                // Chains of forerunners that went through it end where its own do, or at itself.
                let mut ends = stored_origins(old.store, article.as_str())?;
                ends.push(article.as_str().to_owned());
                for end in ends {
                    let copies = copies_of(old.store, &end)?;
                    seeds.extend(copies.into_iter().filter(|copy| old.stays(copy)).map(NamedNode::into_string));
                }
            }
            for key in keys {
                let crossed = is_boilerplate(old, key)? != (self.sharing(key, BOILERPLATE + 1)?.len() > BOILERPLATE);
                if crossed {
                    seeds.extend(self.sharing(key, usize::MAX)?);
                }
            }
        }
        origins(self, seeds)
    }
}

impl Archive for Sketches<'_, '_> {
    fn printed(&self, article: &str) -> Result<Option<Rc<Printed>>, StoreError> {
        if let Some(printed) = self.new.get(article) {
            return Ok(Some(printed.clone()));
        }
        if let Some(known) = self.known.borrow().get(article) {
            return Ok(known.clone());
        }
        let node = NamedNode::new_unchecked(article);
        let found = match self.old {
            Some(old) if old.stays(&node) => printed(old.store, &node)?.map(Rc::new),
            _ => None,
        };
        let mut known = self.known.borrow_mut();
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(article.to_owned(), found.clone());
        Ok(found)
    }

    fn with_key(&self, key: u32) -> Result<Option<Rc<BTreeSet<String>>>, StoreError> {
        if let Some(known) = self.sharing.borrow().get(&key) {
            return Ok(known.clone());
        }
        let found = self.sharing(key, BOILERPLATE + 1)?;
        let found = (found.len() <= BOILERPLATE).then(|| Rc::new(found));
        let mut sharing = self.sharing.borrow_mut();
        if sharing.len() >= KNOWN {
            sharing.clear();
        }
        sharing.insert(key, found.clone());
        Ok(found)
    }
}

/// Whether too many articles had a key before the change.
fn is_boilerplate(old: &Before<'_>, key: u32) -> Result<bool, StoreError> {
    let text = Literal::new_simple_literal(key_text(key));
    let mut count = 0;
    for quad in old.store.quads.quads_for_pattern(None, Some(term::SKETCH_KEY), Some(text.as_ref().into()), None) {
        let quad = quad?;
        let is_old = subject_of(&quad).is_some_and(|article| {
            // A version that goes and comes again under its name was there before.
            !old.added.contains(article.as_str()) || old.without.contains(article)
        });
        count += usize::from(is_old);
        if count > BOILERPLATE {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The articles whose chains of forerunners end at one, as the store has them.
fn copies_of(store: &Store, origin: &str) -> Result<Vec<NamedNode>, StoreError> {
    let origin = NamedNode::new_unchecked(origin);
    let default = Some(GraphNameRef::DefaultGraph);
    let mut found = Vec::new();
    for quad in store.quads.quads_for_pattern(None, Some(term::COPY_OF), Some(origin.as_ref().into()), default) {
        found.extend(subject_of(&quad?).cloned());
    }
    Ok(found)
}

/// The sketch and day of an article of the store.
fn printed(store: &Store, article: &NamedNode) -> Result<Option<Printed>, StoreError> {
    let notes = store.names.notes();
    let value = |predicate: NamedNodeRef<'_>, graph: &NamedNode| -> Result<Option<String>, StoreError> {
        Ok(match store.object(article.as_ref(), predicate, Some(graph.as_ref()))? {
            Some(Term::Literal(literal)) => Some(literal.destruct().0),
            Some(Term::NamedNode(node)) => Some(node.into_string()),
            _ => None,
        })
    };
    let Some(sketch) = value(term::SKETCH, &notes)?.and_then(|sketch| Sketch::parse(&sketch)) else { return Ok(None) };
    let published = value(term::SCHEMA_PUBLISHED, article)?.unwrap_or_default();
    Ok(Some(Printed { sketch, published, outlet: value(term::DCT_PUBLISHER, article)?.unwrap_or_default() }))
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
