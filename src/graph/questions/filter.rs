//! Which part of a store is wanted: by whom it is about, days, relations, number of reports and who tells of it.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, Term};

use super::naming::Aliases;
use crate::graph::{
    error::{QueryError, StoreError},
    quads::parts::graph_of,
    store::quad_store::Store,
    vocabulary::{iris::term, ontology::Ontology},
};

/// What part of the graph is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// Names or ids of entities; only ties of these, and ties among those they are tied to.
    pub around: Vec<String>,
    /// First day, `YYYY-MM-DD`; what has no date counts by the day of its first report.
    pub since: Option<String>,
    /// Last day, `YYYY-MM-DD`; what has no date counts by the day of its first report.
    pub until: Option<String>,
    /// Names of relations, each of which stands for its kinds too; all where there is none.
    pub relations: Vec<String>,
    /// Whether to leave out what holds for a while: offices, memberships, alliances.
    pub no_standing: bool,
    /// Only ties with at least so many reports (articles that tell of one of their events, summed over the events).
    pub min_reports: usize,
    /// Only what an article of these tells.
    pub press: PressFilter,
}

/// Whose telling counts: articles of an outlet, or of some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PressFilter {
    /// Outlet or agency, however its capitals are written.
    pub outlet: Option<String>,
    /// First day of publication.
    pub since: Option<String>,
    /// Last day of publication.
    pub until: Option<String>,
}

impl PressFilter {
    /// Whether a day of publication is within those of the filter; days compare as text.
    fn day_fits(&self, published: &str) -> bool {
        self.since.as_ref().is_none_or(|since| !published.is_empty() && published >= since.as_str())
            && self.until.as_ref().is_none_or(|until| !published.is_empty() && published <= until.as_str())
    }

    /// Whether every article counts.
    fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// A filter whose names are understood.
pub(super) struct Wanted<'f> {
    pub(super) filter: &'f Filter,
    pub(super) around: Vec<NamedNode>,
    /// The outlets of the name that is wanted.
    outlets: Vec<NamedNode>,
}

impl Wanted<'_> {
    pub(super) fn relation(&self, name: &str) -> bool {
        let ontology = Ontology::embedded();
        self.filter.relations.is_empty() || self.filter.relations.iter().any(|wanted| ontology.is_kind(name, wanted))
    }

    pub(super) fn actor(&self, actors: &[&str]) -> bool {
        self.around.is_empty() || self.around.iter().any(|node| actors.contains(&node.as_str()))
    }

    /// Whether something may lie within the days of the filter. Days compare as text; what has no date counts by the day of
    /// publication of its first report.
    pub(super) fn days(&self, earliest: &str, latest: &str, published: &str) -> bool {
        let undated = earliest.is_empty() && latest.is_empty();
        let (first, last) = if undated { (published, published) } else { (earliest, latest) };
        let late = self.filter.since.as_ref().is_none_or(|since| !last.is_empty() && last >= since.as_str());
        let early = self.filter.until.as_ref().is_none_or(|until| !first.is_empty() && first <= until.as_str());
        late && early
    }
}

impl Store {
    /// Understands the names of a filter.
    pub(super) fn wanted<'f>(&self, filter: &'f Filter, aliases: Aliases<'_>) -> Result<Wanted<'f>, QueryError> {
        let around: Result<Vec<NamedNode>, QueryError> =
            filter.around.iter().map(|name| self.entity_with(name.trim(), aliases)).collect();
        let outlets = match &filter.press.outlet {
            Some(outlet) => self.outlets_named(outlet)?,
            None => Vec::new(),
        };
        Ok(Wanted { filter, around: around?, outlets })
    }

    /// Whether an article that counts tells of an event.
    pub(super) fn is_told(&self, event: &NamedNode, wanted: &Wanted<'_>) -> Result<bool, StoreError> {
        Ok(wanted.filter.press.is_open() || self.told_by(event, wanted, &mut String::new())?)
    }

    /// Whether an article counts.
    pub(super) fn is_wanted(&self, doc: &NamedNode, wanted: &Wanted<'_>) -> Result<bool, StoreError> {
        let graph = Some(doc.as_ref());
        let published = match self.object(doc.as_ref(), term::SCHEMA_PUBLISHED, graph)? {
            Some(Term::Literal(day)) => day.destruct().0,
            _ => String::new(),
        };
        if !wanted.filter.press.day_fits(&published) || wanted.filter.press.outlet.is_none() {
            return Ok(wanted.filter.press.day_fits(&published));
        }
        let outlet = self.object(doc.as_ref(), term::DCT_PUBLISHER, graph)?;
        Ok(matches!(outlet, Some(Term::NamedNode(outlet)) if wanted.outlets.contains(&outlet)))
    }

    /// Fills in the articles that tell of an event; says whether one of them is of the filter's outlet and days.
    pub(super) fn told_by(
        &self,
        event: &NamedNode,
        wanted: &Wanted<'_>,
        articles: &mut String,
    ) -> Result<bool, StoreError> {
        let mut ids = BTreeSet::new();
        let mut fits = wanted.filter.press.is_open();
        let mut seen = BTreeSet::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::EVENT), Some(event.as_ref().into()), None) {
            let quad = quad?;
            let Some(doc) = graph_of(&quad).filter(|doc| seen.insert((*doc).clone())) else { continue };
            if let Some(Term::Literal(id)) = self.object(doc.as_ref(), term::SCHEMA_IDENTIFIER, Some(doc.as_ref()))? {
                ids.insert(id.destruct().0);
            }
            fits = fits || self.is_wanted(doc, wanted)?;
        }
        *articles = ids.into_iter().collect::<Vec<_>>().join("|");
        Ok(fits)
    }
}
