//! Whom a person means by a name: ids, labels, other names, the gazetteer's names and parts of names, ranked by how often
//! the store's claims name them.
//!
//! The most exact way to name somebody wins: an id, then a label, then another name of the store, then what the gazetteer
//! knows, then a part of a name such as a surname. Where a name was not exact, a note says how it was understood; where
//! several entities fit and none is by far the most named, nobody is guessed.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::model::{GraphNameRef, NamedNode, Term};

use crate::graph::{
    error::{QueryError, StoreError},
    quads::parts::{graph_of, subject_of},
    store::quad_store::Store,
    vocabulary::iris::term,
};

/// Gives ids of entities for a name that the store itself does not know: the gazetteer's other names.
pub type Aliases<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// How many times as often as the next one an entity is named that a part of its name stands for.
const BY_FAR: u64 = 5;

/// How many candidates an error lists.
const LISTED: usize = 8;

impl Store {
    /// The entity that a person means by a name, another name, a part of a name, an id or an IRI.
    ///
    /// # Errors
    /// [`QueryError::Ambiguous`] with the candidates, [`QueryError::NoSuchEntity`] with the nearest names.
    pub fn entity_id(&self, name: &str, aliases: Aliases<'_>) -> Result<String, QueryError> {
        let node = self.entity_with(name.trim(), aliases)?;
        Ok(self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into))
    }

    pub(crate) fn entity_with(&self, name: &str, aliases: Aliases<'_>) -> Result<NamedNode, QueryError> {
        Ok(self.entity_noted(name, aliases)?.0)
    }

    /// The entity, with a note where its name was not exact.
    pub(crate) fn entity_noted(
        &self,
        name: &str,
        aliases: Aliases<'_>,
    ) -> Result<(NamedNode, Option<String>), QueryError> {
        let bare = name.trim_start_matches('<').trim_end_matches('>');
        if bare.contains("://")
            && let Ok(node) = NamedNode::new(bare)
        {
            return Ok((node, None));
        }
        let known = |node: &NamedNode| {
            self.first(Some(node.as_ref()), Some(term::RDF_TYPE), None, Some(GraphNameRef::DefaultGraph))
        };
        let by_id = self.names.id(name);
        if known(&by_id)?.is_some() {
            return Ok((by_id, None));
        }
        let all = self.entity_names()?;
        let folded = words(name);
        let found = |fits: &dyn Fn(&EntityName) -> bool| -> Vec<NamedNode> {
            let mut nodes: Vec<NamedNode> =
                all.iter().filter(|other| fits(other)).map(|other| other.node.clone()).collect();
            nodes.sort_by(|one, other| one.as_str().cmp(other.as_str()));
            nodes.dedup();
            nodes
        };
        let labelled = found(&|other| other.is_label && other.folded == folded);
        if !labelled.is_empty() {
            return self.chosen(name, labelled, false);
        }
        let named = found(&|other| other.folded == folded);
        if !named.is_empty() {
            return self.chosen(name, named, false);
        }
        let mut aliased = Vec::new();
        for id in aliases(name) {
            let node = self.names.id(&id);
            if known(&node)?.is_some() {
                aliased.push(node);
            }
        }
        aliased.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        aliased.dedup();
        if !aliased.is_empty() {
            return self.chosen(name, aliased, false);
        }
        let part = format!(" {folded} ");
        let parts = found(&|other| !folded.is_empty() && format!(" {} ", other.folded).contains(&part));
        if !parts.is_empty() {
            return self.chosen(name, parts, true);
        }
        let mut near = IndexMap::new();
        for close in nearest(name, all.iter().map(|other| other.name.as_str())) {
            if let Some(other) = all.iter().find(|other| other.name == close) {
                near.entry(self.label(other.node.as_ref())?).or_insert(());
            }
        }
        Err(QueryError::NoSuchEntity { name: name.to_owned(), near: near.into_keys().collect() })
    }

    /// One of several entities: the only one, or of those with a part of the name the one that is named by far the most.
    fn chosen(
        &self,
        name: &str,
        nodes: Vec<NamedNode>,
        in_part: bool,
    ) -> Result<(NamedNode, Option<String>), QueryError> {
        let mut ranked = Vec::with_capacity(nodes.len());
        for node in nodes {
            let claims = match self.object(node.as_ref(), term::CLAIMS, None)? {
                Some(Term::Literal(count)) => count.value().parse().unwrap_or_default(),
                _ => 0_u64,
            };
            let id = self.names.local(node.as_str()).unwrap_or_default().into_owned();
            ranked.push((claims, self.label(node.as_ref())?, id, node));
        }
        ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| (&one.1, &one.2).cmp(&(&other.1, &other.2))));
        let clear = match &ranked[..] {
            [_] => true,
            [first, second, ..] => in_part && first.0 > 0 && first.0 >= BY_FAR * second.0,
            [] => false,
        };
        let counted = |claims: u64| format!("{claims} claim{}", if claims == 1 { "" } else { "s" });
        let candidates: Vec<String> = ranked
            .iter()
            .take(LISTED)
            .map(|(claims, label, id, _)| format!("{label} ({id}, {})", counted(*claims)))
            .collect();
        if !clear {
            let more = ranked.len().saturating_sub(LISTED);
            return Err(QueryError::Ambiguous { name: name.to_owned(), candidates, more });
        }
        let Some((claims, label, id, node)) = ranked.into_iter().next() else {
            return Err(QueryError::NoSuchEntity { name: name.to_owned(), near: Vec::new() });
        };
        if words(&label) == words(name) {
            return Ok((node, None));
        }
        let mut note = format!("{name:?} is understood as {label} ({id}, {})", counted(claims));
        if candidates.len() > 1 {
            note.push_str(&format!("; less often named: {}", candidates[1..].join(", ")));
        }
        Ok((node, Some(note)))
    }

    /// An entity that a parameter names, with how often and with whom the store knows it.
    ///
    /// # Errors
    /// As [`Store::entity_id`].
    pub fn entity_in_words(&self, name: &str, value: &str, aliases: Aliases<'_>) -> Result<String, QueryError> {
        let node = self.entity_with(value.trim(), aliases)?;
        let claims = match self.object(node.as_ref(), term::CLAIMS, None)? {
            Some(Term::Literal(count)) => count.destruct().0,
            _ => "0".to_owned(),
        };
        let claims = format!(
            "{claims} claim{} of the store name{}",
            if claims == "1" { "" } else { "s" },
            if claims == "1" { "s" } else { "" }
        );
        let label = self.label(node.as_ref())?;
        let id = self.names.local(node.as_str()).unwrap_or_default().into_owned();
        Ok(format!("{name} is {label} ({id}), which {claims}"))
    }

    /// All names of the store's entities.
    fn entity_names(&self) -> Result<Vec<EntityName>, StoreError> {
        let default = Some(GraphNameRef::DefaultGraph);
        let mut others: BTreeSet<(String, String)> = BTreeSet::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::SKOS_ALT), None, default) {
            let quad = quad?;
            if let (Some(node), Term::Literal(name)) = (subject_of(&quad), &quad.object) {
                others.insert((node.as_str().to_owned(), name.value().to_owned()));
            }
        }
        let mut all = Vec::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::SCHEMA_NAME), None, default) {
            let quad = quad?;
            let (Some(node), Term::Literal(name)) = (subject_of(&quad), &quad.object) else { continue };
            let name = name.value().to_owned();
            let key = (node.as_str().to_owned(), name);
            let is_label = !others.contains(&key);
            let (_, name) = key;
            all.push(EntityName { node: node.clone(), folded: words(&name), name, is_label });
        }
        Ok(all)
    }

    /// The outlets of the store's articles, by name, with the number of their articles.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn outlets(&self) -> Result<BTreeMap<String, usize>, StoreError> {
        let mut outlets = BTreeMap::new();
        for (outlet, articles) in self.articles_of_outlets()? {
            *outlets.entry(self.label(outlet.as_ref())?).or_default() += articles;
        }
        Ok(outlets)
    }

    /// The outlets of the store's articles, with the number of their articles.
    pub(super) fn articles_of_outlets(&self) -> Result<IndexMap<NamedNode, usize>, StoreError> {
        let mut outlets: IndexMap<NamedNode, usize> = IndexMap::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::DCT_PUBLISHER), None, None) {
            if let Term::NamedNode(outlet) = quad?.object {
                *outlets.entry(outlet).or_default() += 1;
            }
        }
        outlets.sort_by(|one, _, other, _| one.as_str().cmp(other.as_str()));
        Ok(outlets)
    }

    /// The outlets that bear a name (a label, another name, or what an article writes), whatever its capitals; also an IRI or id.
    pub(super) fn outlets_named(&self, name: &str) -> Result<Vec<NamedNode>, StoreError> {
        let folded = name.trim().to_lowercase();
        let is_name = |term: &Term| matches!(term, Term::Literal(name) if name.value().to_lowercase() == folded);
        let known = self.articles_of_outlets()?;
        let mut found: BTreeSet<String> = BTreeSet::new();
        for outlet in known.keys() {
            let names = self.quads.quads_for_pattern(Some(outlet.as_ref().into()), Some(term::SCHEMA_NAME), None, None);
            let names: Vec<_> = names.collect::<Result<_, _>>()?;
            let is_id =
                outlet.as_str() == name.trim() || self.names.local(outlet.as_str()).is_some_and(|id| id == name.trim());
            if is_id || names.iter().any(|quad| is_name(&quad.object)) {
                found.insert(outlet.as_str().to_owned());
            }
        }
        for quad in self.quads.quads_for_pattern(None, Some(term::PUBLISHER_TEXT), None, None) {
            let quad = quad?;
            if let (true, Some(doc)) = (is_name(&quad.object), graph_of(&quad))
                && let Some(Term::NamedNode(outlet)) =
                    self.object(doc.as_ref(), term::DCT_PUBLISHER, Some(doc.as_ref()))?
            {
                found.insert(outlet.into_string());
            }
        }
        Ok(found.into_iter().map(NamedNode::new_unchecked).collect())
    }

    /// Whether an article of the store is of an outlet of this name.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn has_outlet(&self, name: &str) -> Result<bool, StoreError> {
        Ok(!self.outlets_named(name)?.is_empty())
    }

    /// The first and the last day of what predicates say; `None` where nothing says a day.
    fn days(
        &self,
        first: oxigraph::model::NamedNodeRef<'_>,
        last: oxigraph::model::NamedNodeRef<'_>,
    ) -> Result<Option<(String, String)>, StoreError> {
        let mut span: (Option<String>, Option<String>) = (None, None);
        for (predicate, wants_last) in [(first, false), (last, true)] {
            for quad in self.quads.quads_for_pattern(None, Some(predicate), None, None) {
                let Term::Literal(day) = quad?.object else { continue };
                let day = day.destruct().0;
                let slot = if wants_last { &mut span.1 } else { &mut span.0 };
                let better = slot.as_ref().is_none_or(|known| if wants_last { day > *known } else { day < *known });
                if better {
                    *slot = Some(day);
                }
            }
        }
        Ok(span.0.zip(span.1))
    }

    /// First and last day of the events that have a date.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn event_days(&self) -> Result<Option<(String, String)>, StoreError> {
        self.days(term::SEM_BEGIN, term::SEM_END)
    }

    /// First and last day on which an article was published.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn publication_days(&self) -> Result<Option<(String, String)>, StoreError> {
        self.days(term::SCHEMA_PUBLISHED, term::SCHEMA_PUBLISHED)
    }
}

/// A name of an entity.
struct EntityName {
    node: NamedNode,
    name: String,
    /// Its words, as they are compared.
    folded: String,
    is_label: bool,
}

/// The words of a name in small letters, without an article, full stops and what parts them.
fn words(name: &str) -> String {
    let folded = name.to_lowercase().replace('.', "");
    let parts = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’');
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let parts = if parts.len() > 1 && parts[0] == "the" { &parts[1..] } else { &parts[..] };
    parts.join(" ")
}

/// The three names nearest to a mistyped one, best first, none that is far. A word of a name may be what was meant.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Vec<String> {
    let folded = words(name);
    let alike = |other: &str| {
        let whole = strsim::jaro_winkler(&folded, other);
        let word = other.split(' ').map(|word| strsim::jaro_winkler(&folded, word) * 0.95).fold(0.0, f64::max);
        whole.max(if folded.contains(' ') { 0.0 } else { word })
    };
    let mut scored: Vec<(f64, &str)> =
        known.map(|other| (alike(&words(other)), other)).filter(|(score, _)| *score > 0.78).collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    scored.dedup_by(|one, other| one.1 == other.1);
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{nearest, words};

    #[test]
    fn names_are_compared_by_their_words() {
        assert_eq!(words("The  U.S. Navy"), "us navy");
        assert_eq!(words("Jean-Claude O'Brien"), "jean claude o'brien");
        assert_eq!(words("The"), "the");
    }

    #[test]
    fn a_mistyped_surname_finds_its_bearer() {
        let known = ["Vladimir Putin", "Emmanuel Macron", "Paris"];
        assert_eq!(nearest("Putn", known.into_iter()), ["Vladimir Putin"]);
        assert_eq!(nearest("Vladmir Putin", known.into_iter()), ["Vladimir Putin"]);
        assert!(nearest("Zzyzx", known.into_iter()).is_empty());
    }
}
