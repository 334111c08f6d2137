//! All events, or all claims, of a store as rows of a table, in an order that does not depend on how it is kept.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Term};
use serde::Serialize;

use super::{
    filter::{Filter, Wanted},
    naming::Aliases,
};
use crate::{
    graph::{
        error::{QueryError, StoreError},
        quads::parts::subject_of,
        store::quad_store::Store,
        vocabulary::{
            iris::{ch_name, term},
            ontology::Ontology,
        },
    },
    rules::{Claim, quad_class},
};

/// An event as a row. Names and order of the fields are a contract with other tools, as those of the claims table; several
/// values of a column are separated by `|`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventRow {
    /// Its id.
    pub event: String,
    /// Name of its relation.
    pub relation: String,
    /// PLOVER type of the relation.
    pub plover: String,
    /// CAMEO code of the relation.
    pub cameo: String,
    /// PLOVER's quadrant.
    pub quad_class: String,
    /// Goldstein score.
    pub goldstein: String,
    /// Label of who acts, or of the first of the two where the relation holds both ways.
    pub subject: String,
    /// Kind of the subject.
    pub subject_type: String,
    /// Label of whom it is about, or of the other of the two.
    pub object: String,
    /// Kind of the object.
    pub object_type: String,
    /// `yes` where the subject acts on the object, `no` where the relation holds both ways.
    pub directed: String,
    /// EDTF date; empty where no article gives one.
    pub date: String,
    /// First possible day.
    pub earliest: String,
    /// Last possible day.
    pub latest: String,
    /// Day of publication of its first report.
    pub reported: String,
    /// `text` where the date is an article's, `publication` where only that of its first report is known.
    pub dated_by: String,
    /// Label of the place.
    pub place: String,
    /// `affirmed`, `negated` or both.
    pub polarity: String,
    /// `happened`, `planned`, `possible`, `attempted`, `requested`: each that a claim of it has.
    pub status: String,
    /// `narrator`, `attributed` or both.
    pub voice: String,
    /// `yes` where an article narrates it as a fact.
    pub asserted: String,
    /// The number of articles that tell of it.
    pub reports: usize,
    /// The same, near-copies of one text counted once.
    pub independent: usize,
    /// Ids of the articles.
    pub articles: String,
    /// Ids of the entities.
    pub subject_id: String,
    /// The same of the object.
    pub object_id: String,
    /// The same of the place.
    pub place_id: String,
}

impl Store {
    /// Hands over each event of a filter, by first day, or day of first report where it has no date, and id.
    ///
    /// # Errors
    /// [`QueryError`] where a name of the filter is not understood or the store cannot be read; the sink's error as
    /// [`StoreError::Io`].
    pub fn each_event(
        &self,
        filter: &Filter,
        aliases: Aliases<'_>,
        sink: &mut dyn FnMut(&EventRow) -> std::io::Result<()>,
    ) -> Result<(), QueryError> {
        let wanted = self.wanted(filter, aliases)?;
        let mut found = Vec::new();
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(None, Some(term::RDF_TYPE), Some(term::SEM_EVENT.into()), default) {
            let quad = quad.map_err(StoreError::from)?;
            let Some(event) = subject_of(&quad) else { continue };
            let day = |predicate| self.object(event.as_ref(), predicate, None);
            let first = match day(term::SEM_BEGIN)? {
                None => day(term::FIRST_REPORTED)?,
                begin => begin,
            };
            let first = if let Some(Term::Literal(day)) = first { day.destruct().0 } else { "x".to_owned() };
            found.push((first, event.as_str().to_owned()));
        }
        found.sort_unstable();
        for (_, event) in found {
            if let Some(row) = self.event_row(&NamedNode::new_unchecked(event), &wanted)? {
                sink(&row).map_err(StoreError::io("the output"))?;
            }
        }
        Ok(())
    }

    /// Hands over each claim of a filter, by article and place in it.
    ///
    /// # Errors
    /// As [`Store::each_event`].
    pub fn each_claim(
        &self,
        filter: &Filter,
        aliases: Aliases<'_>,
        sink: &mut dyn FnMut(&Claim) -> std::io::Result<()>,
    ) -> Result<(), QueryError> {
        let wanted = self.wanted(filter, aliases)?;
        for article in self.articles()? {
            let doc = NamedNode::new_unchecked(&article.iri);
            let told = self.is_wanted(&doc, &wanted)?;
            let graph = Some(doc.as_ref().into());
            let kind = (Some(term::RDF_TYPE), Some(term::CLAIM.into()));
            let mut claims = Vec::new();
            for quad in self.quads.quads_for_pattern(None, kind.0, kind.1, graph) {
                let quad = quad.map_err(StoreError::from)?;
                if let Some(claim) = subject_of(&quad) {
                    claims.push(self.read_claim(claim, &doc)?.claim);
                }
            }
            claims.sort_by(|one, other| {
                let place = |claim: &Claim| (claim.begin, claim.end);
                let names = |claim: &Claim| (claim.relation.clone(), claim.claim.clone());
                place(one).cmp(&place(other)).then_with(|| names(one).cmp(&names(other)))
            });
            for claim in claims {
                let actors = [&claim.subject_id, &claim.object_id].map(|id| self.names.id(id).into_string());
                let fits = wanted.relation(&claim.relation)
                    && wanted.actor(&[&actors[0], &actors[1]])
                    && wanted.days(&claim.earliest, &claim.latest, &claim.published)
                    && told;
                if fits && (filter.min_reports < 2 || self.reports_of(&claim.event)? >= filter.min_reports) {
                    sink(&claim).map_err(StoreError::io("the output"))?;
                }
            }
        }
        Ok(())
    }

    fn reports_of(&self, event: &str) -> Result<usize, StoreError> {
        Ok(match self.object(self.names.id(event).as_ref(), term::REPORTS, None)? {
            Some(Term::Literal(count)) => count.value().parse().unwrap_or_default(),
            _ => 0,
        })
    }

    /// An event as a row, where the filter wants it.
    fn event_row(&self, event: &NamedNode, wanted: &Wanted<'_>) -> Result<Option<EventRow>, StoreError> {
        let (mut row, ends) = self.event_values(event)?;
        let actors: Vec<&str> = [&ends.subject, &ends.object].into_iter().flatten().map(NamedNode::as_str).collect();
        let fits = wanted.relation(&row.relation)
            && wanted.actor(&actors)
            && wanted.days(&row.earliest, &row.latest, &row.reported)
            && row.reports >= wanted.filter.min_reports;
        if !fits || !self.told_by(event, wanted, &mut row.articles)? {
            return Ok(None);
        }
        if let Some(relation) = Ontology::embedded().relation(&row.relation) {
            row.plover = relation.plover.clone().unwrap_or_default();
            row.cameo = relation.cameo.clone().unwrap_or_default();
            quad_class(&row.plover).clone_into(&mut row.quad_class);
        }
        row.dated_by = match (row.date.is_empty(), row.reported.is_empty()) {
            (false, _) => "text",
            (true, false) => "publication",
            (true, true) => "",
        }
        .to_owned();
        self.name_ends(&ends, &mut row)?;
        Ok(Some(row))
    }

    /// What the default graph says of an event, and the entities that it speaks of.
    fn event_values(&self, event: &NamedNode) -> Result<(EventRow, Ends), StoreError> {
        let mut row = EventRow { event: self.short(event), directed: "no".to_owned(), ..EventRow::default() };
        let (mut ends, mut actors, mut lists) = (Ends::default(), BTreeSet::new(), [(); 3].map(|()| BTreeSet::new()));
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(Some(event.as_ref().into()), None, None, default) {
            let quad = quad?;
            match (quad.predicate.as_ref(), quad.object) {
                (term::RELATION, Term::NamedNode(node)) => {
                    ch_name(node.as_str()).unwrap_or_default().clone_into(&mut row.relation);
                }
                (term::ACTOR, Term::NamedNode(node)) => ends.subject = Some(node),
                (term::RECIPIENT, Term::NamedNode(node)) => ends.object = Some(node),
                (term::SEM_ACTOR, Term::NamedNode(node)) => drop(actors.insert(node)),
                (term::SEM_PLACE, Term::NamedNode(node)) => ends.place = Some(node),
                (term::POLARITY, Term::NamedNode(node)) => drop(lists[0].insert(node)),
                (term::STATUS, Term::NamedNode(node)) => drop(lists[1].insert(node)),
                (term::VOICE, Term::NamedNode(node)) => drop(lists[2].insert(node)),
                (predicate, Term::Literal(value)) => row.take(predicate, value.destruct().0),
                _ => {}
            }
        }
        if Ontology::embedded().relation(&row.relation).is_some_and(|relation| relation.symmetric) {
            let mut actors = actors.into_iter();
            (ends.subject, ends.object) = (actors.next(), actors.next());
        } else if ends.subject.is_some() {
            "yes".clone_into(&mut row.directed);
        }
        let joined = |nodes: &BTreeSet<NamedNode>| -> String {
            nodes.iter().filter_map(|node| ch_name(node.as_str())).collect::<Vec<_>>().join("|")
        };
        [row.polarity, row.status, row.voice] = lists.each_ref().map(joined);
        Ok((row, ends))
    }

    /// Writes labels, ids and kinds of the entities into a row.
    fn name_ends(&self, ends: &Ends, row: &mut EventRow) -> Result<(), StoreError> {
        for (node, label, slot) in [
            (&ends.subject, &mut row.subject, &mut row.subject_id),
            (&ends.object, &mut row.object, &mut row.object_id),
            (&ends.place, &mut row.place, &mut row.place_id),
        ] {
            if let Some(node) = node {
                (*label, *slot) = (self.label(node.as_ref())?, self.short(node));
            }
        }
        for (node, slot) in [(&ends.subject, &mut row.subject_type), (&ends.object, &mut row.object_type)] {
            let Some(node) = node else { continue };
            if let Some(Term::NamedNode(class)) = self.object(node.as_ref(), term::RDF_TYPE, None)? {
                *slot = ch_name(class.as_str()).unwrap_or_default().to_lowercase();
            }
        }
        Ok(())
    }

    /// The id of a node, or its IRI where it has none.
    fn short(&self, node: &NamedNode) -> String {
        self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into)
    }
}

/// The entities of an event.
#[derive(Default)]
struct Ends {
    subject: Option<NamedNode>,
    object: Option<NamedNode>,
    place: Option<NamedNode>,
}

impl EventRow {
    /// Takes a value into the column of its property.
    fn take(&mut self, predicate: NamedNodeRef<'_>, value: String) {
        match predicate {
            term::DATE => self.date = value,
            term::SEM_BEGIN => self.earliest = value,
            term::SEM_END => self.latest = value,
            term::FIRST_REPORTED => self.reported = value,
            term::ASSERTED => self.asserted = if value == "true" { "yes" } else { "no" }.to_owned(),
            term::REPORTS => self.reports = value.parse().unwrap_or_default(),
            term::INDEPENDENT => self.independent = value.parse().unwrap_or_default(),
            term::GOLDSTEIN => self.goldstein = value,
            _ => {}
        }
    }
}
