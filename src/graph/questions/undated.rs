//! Infers when an undated article was published, as far as its own words and other articles settle it.
//!
//! Each constraint is an interval of days with its reason: a day that the article tells of as past or as to come, an office
//! that it names somebody in, a relative date ("last month", "on Thursday") of an event whose day a dated article gives.
//! The interval is what all of them leave; where they contradict each other nothing is inferred. From it follow the
//! dates that the article left open. None of this is in the graph: it becomes corrections of dates, each with its reason,
//! where a person asks for them, and goes again where nobody does.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span as Stretch, civil::Date};
use oxigraph::model::{NamedNode, Quad, Term};

use crate::{
    entities::Gazetteer,
    graph::{
        corrections::table::{Correction, Corrections, Mend},
        error::StoreError,
        quads::{
            claim::read_record,
            parts::{is_claim_type, subject_of},
            record::{Record, Status},
        },
        store::quad_store::Store,
        vocabulary::iris::term,
    },
    syntax::{Parser, Sentence},
    text::Article,
    time::{self, Edtf},
};

/// Days after an event in which an article may speak of it by a relative date.
const LONGEST: i64 = 400;

/// An interval wider than this leaves relative dates open.
const WIDEST: i64 = 400;

/// What is inferred of an undated article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inferred {
    /// Id of the article.
    pub article: String,
    /// First possible day of publication, where one is known.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
    /// Why, one reason a constraint.
    pub reasons: Vec<String>,
    /// Whether the constraints contradict each other, so that nothing is inferred.
    pub contradiction: bool,
    /// Claims whose relative date is settled by the interval.
    pub dates: Vec<(String, Edtf)>,
}

/// First and last possible day of publication, and why.
type Constraint = (Option<Date>, Option<Date>, String);

/// A claim of an undated article.
struct Undated {
    id: String,
    group: NamedNode,
    record: Record,
    text: String,
    quote: String,
    holds: Option<(String, String)>,
}

impl Store {
    /// What can be inferred of each undated article, by id; articles without any constraint are left out. `names` knows who
    /// held an office when.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn inferred(&self, names: &Gazetteer) -> Result<Vec<Inferred>, StoreError> {
        let mut found = Vec::new();
        for article in self.articles()? {
            let doc = NamedNode::new_unchecked(&article.iri);
            if self.object(doc.as_ref(), term::SCHEMA_PUBLISHED, Some(doc.as_ref()))?.is_none() {
                let inferred = self.infer(names, article.id, &doc)?;
                if !inferred.reasons.is_empty() {
                    found.push(inferred);
                }
            }
        }
        Ok(found)
    }

    fn infer(&self, names: &Gazetteer, article: String, doc: &NamedNode) -> Result<Inferred, StoreError> {
        let claims = self.claims_of(doc)?;
        let told: Vec<&Undated> =
            claims.iter().filter(|claim| claim.record.affirmed && claim.record.narrated).collect();
        let mut constraints: BTreeSet<Constraint> = told.iter().filter_map(|claim| past_or_to_come(claim)).collect();
        constraints.extend(offices_held(names, &told));
        for claim in told {
            if claim.record.status == Status::Happened
                && claim.record.span.is_none()
                && !claim.text.is_empty()
                && let Some((day, told)) = self.day_elsewhere(claim)?
                && let Some((first, last)) = published_when(claim, day)
            {
                let reason = format!("{:?} ({}) is {day}, by {told}", claim.text, claim.id);
                constraints.insert((Some(first), Some(last), reason));
            }
        }
        let mut found = Inferred::of(article, constraints);
        if let (false, Some(first), Some(last)) = (found.contradiction, found.earliest, found.latest)
            && first.duration_until(last).as_hours() / 24 <= WIDEST
        {
            for claim in claims.iter().filter(|claim| claim.record.span.is_none() && !claim.text.is_empty()) {
                if let Some(date) = settled(claim, first, last) {
                    found.dates.push((claim.id.clone(), date));
                }
            }
        }
        Ok(found)
    }

    fn claims_of(&self, doc: &NamedNode) -> Result<Vec<Undated>, StoreError> {
        let mut by_claim: BTreeMap<String, Vec<Quad>> = BTreeMap::new();
        for quad in self.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into())) {
            let quad = quad?;
            if let Some(subject) = subject_of(&quad) {
                by_claim.entry(subject.as_str().to_owned()).or_default().push(quad);
            }
        }
        let mut found = Vec::new();
        for (iri, quads) in by_claim {
            if !quads.iter().any(is_claim_type) {
                continue;
            }
            let claim = NamedNode::new_unchecked(&iri);
            let (group, record) = read_record(&claim, doc, &quads);
            let text = |predicate| {
                quads.iter().find(|quad| quad.predicate.as_ref() == predicate).map_or_else(String::new, |quad| {
                    match &quad.object {
                        Term::Literal(literal) => literal.value().to_owned(),
                        Term::NamedNode(node) => node.as_str().to_owned(),
                        _ => String::new(),
                    }
                })
            };
            let local = |iri: &str| self.names.local(iri).unwrap_or_default().into_owned();
            let holds =
                (group.relation == "holdsPosition" && record.status == Status::Happened && record.span.is_none())
                    .then(|| (local(&group.subject), local(&group.object)));
            found.push(Undated {
                id: local(&iri),
                group: self.names.group_of(&group.hash()),
                text: text(term::DATE_TEXT),
                quote: text(term::QUOTE),
                record,
                holds,
            });
        }
        Ok(found)
    }

    /// The one day that dated articles give what a claim tells of, and the first of these articles.
    fn day_elsewhere(&self, claim: &Undated) -> Result<Option<(Date, String)>, StoreError> {
        let mut days: BTreeMap<Date, BTreeSet<String>> = BTreeMap::new();
        let notes = self.names.notes();
        let graph = Some(notes.as_ref().into());
        for quad in self.quads.quads_for_pattern(None, Some(claim.group.as_ref()), None, graph) {
            let quad = quad?;
            let (Some(doc), Term::Literal(gist)) = (subject_of(&quad), &quad.object) else { continue };
            let Some(record) = Record::of_gist(gist.value(), &self.names, doc.as_str(), 0) else { continue };
            let span = record.span.map(|span| (day(span.first_day()), day(span.last_day())));
            let Some((Some(first), Some(last))) = span else { continue };
            if first == last && record.affirmed && record.status == Status::Happened {
                let id = self.object(doc.as_ref(), term::SCHEMA_IDENTIFIER, Some(doc.as_ref()))?;
                if let Some(Term::Literal(id)) = id {
                    days.entry(first).or_default().insert(id.value().to_owned());
                }
            }
        }
        let mut days = days.into_iter();
        Ok(match (days.next(), days.next()) {
            (Some((day, told)), None) => told.into_iter().next().map(|told| (day, told)),
            _ => None,
        })
    }
}

impl Corrections {
    /// These, with the dates that are inferred for undated articles; what a person corrected stands.
    #[must_use]
    pub fn with_inferred(&self, inferred: &[Inferred]) -> Self {
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for correction in &self.all {
            if let Mend::Drop { claim } | Mend::Date { claim, .. } = &correction.what {
                taken.insert(claim);
            }
        }
        let mut all = self.all.clone();
        for article in inferred {
            for (claim, date) in article.dates.iter().filter(|(claim, _)| !taken.contains(claim.as_str())) {
                all.push(Correction {
                    line: 0,
                    because: format!("inferred: {} was published {}", article.article, article.interval()),
                    what: Mend::Date { claim: claim.clone(), date: date.clone() },
                });
            }
        }
        Self { all }
    }
}

/// What an article tells of as past was before it, what it tells of as to come was not.
fn past_or_to_come(claim: &Undated) -> Option<Constraint> {
    let record = &claim.record;
    let (first, last) = record.span.map(|span| (day(span.first_day()), day(span.last_day())))?;
    match record.status {
        Status::Happened => Some((Some(first?), None, format!("tells of {} as past ({})", record.date, claim.id))),
        Status::Planned => Some((None, Some(last?), format!("tells of {} as to come ({})", record.date, claim.id))),
        _ => None,
    }
}

/// An article that names somebody in an office was published while the office was held.
fn offices_held(names: &Gazetteer, claims: &[&Undated]) -> Vec<Constraint> {
    let mut terms: BTreeMap<String, (Option<Date>, Option<Date>)> = BTreeMap::new();
    for (person, position) in claims.iter().filter_map(|claim| claim.holds.as_ref()) {
        let held: Vec<_> = names.terms(person, position).collect();
        if !held.is_empty() {
            let since = held.iter().map(|(since, _)| *since).min().flatten();
            let open = held.iter().any(|(_, until)| until.is_none());
            let until = if open { None } else { held.iter().filter_map(|(_, until)| *until).max() };
            terms.insert(format!("{person} as {position}"), (since, until));
        }
    }
    // One old office alone may be history that is told; two that overlap are the day's.
    let many = terms.len() > 1;
    let shown = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let constraints = terms.into_iter().map(|(named, (since, until))| {
        let until = until.filter(|_| many);
        (since, until, format!("names {named}, {} to {}", shown(since), shown(until)))
    });
    constraints.filter(|(since, until, _)| since.is_some() || until.is_some()).collect()
}

impl Inferred {
    /// What all constraints leave. Only what bounds the interval is a reason, or what contradicts it.
    fn of(article: String, constraints: BTreeSet<Constraint>) -> Self {
        let mut found = Self { article, ..Self::default() };
        found.earliest = constraints.iter().filter_map(|(first, _, _)| *first).max();
        found.latest = constraints.iter().filter_map(|(_, last, _)| *last).min();
        found.contradiction = matches!((found.earliest, found.latest), (Some(first), Some(last)) if first > last);
        for (first, last, reason) in constraints {
            if (first.is_some() && first == found.earliest) || (last.is_some() && last == found.latest) {
                found.reasons.push(reason);
            }
        }
        found
    }

    /// The interval as EDTF.
    #[must_use]
    pub fn interval(&self) -> String {
        let shown = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        format!("{}/{}", shown(self.earliest), shown(self.latest))
    }
}

fn day(text: Option<String>) -> Option<Date> {
    text?.parse().ok()
}

/// What a claim's words of time mean, were the article published that day.
fn read(claim: &Undated, sentences: &[Sentence], published: Date) -> Option<Edtf> {
    let letters: Vec<char> = claim.quote.chars().collect();
    time::read(Some(published), sentences).into_iter().find_map(|found| {
        let words: String = letters.get(found.span.begin..found.span.end)?.iter().collect();
        (words == claim.text && !found.date.is_unknown()).then_some(found.date)
    })
}

fn sentences(claim: &Undated) -> Vec<Sentence> {
    Parser::embedded().parse(&Article::new("quote", claim.quote.as_str()))
}

/// The days of publication for which a claim's words of time mean a day: first and last.
fn published_when(claim: &Undated, day: Date) -> Option<(Date, Date)> {
    let sentences = sentences(claim);
    let mut found: Option<(Date, Date)> = None;
    for after in 0..=LONGEST {
        let published = day.checked_add(Stretch::new().days(after)).ok()?;
        if let Some(Edtf { earliest: Some(first), latest: Some(last), .. }) = read(claim, &sentences, published)
            && first <= day
            && day <= last
        {
            found = Some((found.map_or(published, |(first, _)| first), published));
        }
    }
    // Words that fit a year later as well as today say nothing.
    found.filter(|(_, last)| day.duration_until(*last).as_hours() / 24 < LONGEST)
}

/// What a claim's words of time mean for every day of an interval of publication together.
fn settled(claim: &Undated, first: Date, last: Date) -> Option<Edtf> {
    let sentences = sentences(claim);
    let (mut begin, mut end): (Option<Date>, Option<Date>) = (None, None);
    let mut published = first;
    while published <= last {
        let date = read(claim, &sentences, published)?;
        let (one, other) = (date.earliest?, date.latest?);
        begin = Some(begin.map_or(one, |begin| begin.min(one)));
        end = Some(end.map_or(other, |end| end.max(other)));
        published = published.tomorrow().ok()?;
    }
    let (begin, end) = (begin?, end?);
    let month = Edtf::month(begin.year(), begin.month());
    if begin == end {
        Some(Edtf::day(begin))
    } else if (month.earliest, month.latest) == (Some(begin), Some(end)) {
        Some(month)
    } else {
        Some(Edtf::interval(&Edtf::day(begin), &Edtf::day(end)))
    }
}
