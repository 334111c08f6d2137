//! The difference between two states of a store: facts added, removed, weakened and strengthened, with the articles that caused it.

use std::collections::BTreeMap;

use super::{
    facts::{Fact, Facts},
    sparql::{Cell, ColumnKind, Table},
};
use crate::graph::vocabulary::{
    iris::{Names, ch_name},
    ontology::Ontology,
};

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Added,
    Removed,
    Strengthened,
    Weakened,
    /// Another date or place, neither more nor less precise.
    Changed,
}

impl Turn {
    fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Strengthened => "strengthened",
            Self::Weakened => "weakened",
            Self::Changed => "changed",
        }
    }
}

/// The columns of the answer.
const COLUMNS: [&str; 9] = ["change", "subject", "relation", "object", "date", "place", "before", "after", "articles"];

/// The facts that differ between two states, as a table: added ones first, then removed, strengthened, weakened and changed
/// ones, each by actors and date. The last column names the articles that caused it, each with what happened to it.
#[must_use]
pub fn difference(before: &Facts, after: &Facts) -> Table {
    let mut rows: Vec<(Turn, usize, Vec<Option<Cell>>)> = Vec::new();
    for (rank, (old, new)) in pairs(before, after).into_iter().enumerate() {
        if let Some(turn) = turn(old, new) {
            rows.push((turn, rank, row(turn, old, new, before, after)));
        }
    }
    rows.sort_by_key(|(turn, rank, _)| (*turn, *rank));
    let named = |column: &str| matches!(column, "subject" | "relation" | "object");
    Table {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        kinds: COLUMNS.map(|column| if named(column) { ColumnKind::Named } else { ColumnKind::Value }).to_vec(),
        rows: rows.into_iter().map(|(_, _, row)| row).collect(),
        ..Table::default()
    }
}

/// The facts of both states side by side: those of one id, then those that share a claim, then those that share an article;
/// all only within one relation and its kinds, and the same actors.
fn pairs<'f>(before: &'f Facts, after: &'f Facts) -> Vec<(Option<&'f Fact>, Option<&'f Fact>)> {
    type Sides<'f> = (Vec<&'f Fact>, Vec<&'f Fact>);
    let mut groups: BTreeMap<(&str, &str, &str), Sides<'f>> = BTreeMap::new();
    for fact in &before.facts {
        groups.entry(unit(fact)).or_default().0.push(fact);
    }
    for fact in &after.facts {
        groups.entry(unit(fact)).or_default().1.push(fact);
    }
    let mut found = Vec::new();
    for (mut old, mut new) in groups.into_values() {
        let same: [fn(&Fact, &Fact) -> bool; 3] = [
            |old, new| old.id == new.id,
            |old, new| !old.claims.is_disjoint(&new.claims),
            |old, new| old.key == new.key && old.articles.keys().any(|article| new.articles.contains_key(article)),
        ];
        for same in same {
            old.retain(|fact| match new.iter().position(|other| same(fact, other)) {
                Some(index) => {
                    found.push((Some(*fact), Some(new.remove(index))));
                    false
                }
                None => true,
            });
        }
        found.extend(old.into_iter().map(|fact| (Some(fact), None)));
        found.extend(new.into_iter().map(|fact| (None, Some(fact))));
    }
    found
}

/// What two facts must have in common to be one: the actors, and the relation that theirs are kinds of.
fn unit(fact: &Fact) -> (&str, &str, &str) {
    let root = Ontology::embedded().line(&fact.key.0).last().copied().unwrap_or(&fact.key.0);
    (root, &fact.key.1, &fact.key.2)
}

fn turn(old: Option<&Fact>, new: Option<&Fact>) -> Option<Turn> {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (Some(_), None) => return Some(Turn::Removed),
        (None, Some(_)) => return Some(Turn::Added),
        (None, None) => return None,
    };
    match new.strength().cmp(&old.strength()) {
        std::cmp::Ordering::Greater => return Some(Turn::Strengthened),
        std::cmp::Ordering::Less => return Some(Turn::Weakened),
        std::cmp::Ordering::Equal => {}
    }
    let more_general = |one: &Fact, other: &Fact| Ontology::embedded().is_kind(&other.key.0, &one.key.0);
    if old.key.0 != new.key.0 {
        return Some(match (more_general(old, new), more_general(new, old)) {
            (true, _) => Turn::Strengthened,
            (_, true) => Turn::Weakened,
            _ => Turn::Changed,
        });
    }
    if (&old.date, &old.days, &old.place) == (&new.date, &new.days, &new.place) {
        return (old.shown() != new.shown()).then_some(Turn::Changed);
    }
    Some(match (narrower(new, old), narrower(old, new)) {
        (true, false) => Turn::Strengthened,
        (false, true) => Turn::Weakened,
        _ => Turn::Changed,
    })
}

/// Whether a fact says all that another says of date and place, and more.
fn narrower(fact: &Fact, than: &Fact) -> bool {
    let begins = than.days.0.is_empty() || (!fact.days.0.is_empty() && fact.days.0 >= than.days.0);
    let ends = than.days.1.is_empty() || (!fact.days.1.is_empty() && fact.days.1 <= than.days.1);
    let place = than.place.is_empty() || than.place == fact.place;
    begins && ends && place
}

fn row(turn: Turn, old: Option<&Fact>, new: Option<&Fact>, before: &Facts, after: &Facts) -> Vec<Option<Cell>> {
    let text = |value: String| (!value.is_empty()).then_some(Cell::Literal { value, datatype: None, language: None });
    let iri = |iri: &str, label: &str| {
        (!iri.is_empty()).then(|| Cell::Iri { iri: iri.to_owned(), label: label.to_owned(), id: short(iri) })
    };
    let shown = |get: fn(&Fact) -> &String| match (old.map(get), new.map(get)) {
        (Some(old), Some(new)) if old != new => {
            let named = |text: &String| if text.is_empty() { "unknown".to_owned() } else { text.clone() };
            format!("{} → {}", named(old), named(new))
        }
        (old, new) => new.or(old).cloned().unwrap_or_default(),
    };
    let Some(fact) = new.or(old) else { return Vec::new() };
    let (relation, one, other) = &fact.key;
    let named = |fact: &Fact| Ontology::embedded().label(&fact.key.0).unwrap_or(&fact.key.0).to_owned();
    let label = match (old, new) {
        (Some(old), Some(new)) if old.key.0 != new.key.0 => format!("{} → {}", named(old), named(new)),
        _ => named(fact),
    };
    vec![
        text(turn.name().to_owned()),
        iri(one, &fact.labels.0),
        iri(crate::graph::vocabulary::iris::ch(relation).as_str(), &label),
        iri(other, &fact.labels.1),
        text(shown(|fact| &fact.date)),
        text(shown(|fact| &fact.place)),
        text(old.map(Fact::shown).unwrap_or_default()),
        text(new.map(Fact::shown).unwrap_or_default()),
        text(causes(old, new, before, after)),
    ]
}

/// The short name of a relation or an actor. Two states may have two bases, so the base is read from the IRI.
fn short(iri: &str) -> String {
    if let Some(name) = ch_name(iri) {
        return name.to_owned();
    }
    let names = iri.split_once("/id/").and_then(|(base, _)| Names::new(base).ok());
    names.and_then(|names| names.local(iri).map(Into::into)).unwrap_or_else(|| iri.to_owned())
}

/// The articles that changed a fact: `+` came, `-` went, `~` changed, `=` is known as a copy now or no longer.
fn causes(old: Option<&Fact>, new: Option<&Fact>, before: &Facts, after: &Facts) -> String {
    let empty = BTreeMap::new();
    let (old, new) = (old.map_or(&empty, |fact| &fact.articles), new.map_or(&empty, |fact| &fact.articles));
    let mut found = Vec::new();
    let all: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for id in all {
        let (was, is) = (before.articles.get(id), after.articles.get(id));
        let cause = match (was, is) {
            (None, Some(_)) => format!("+{id}"),
            (Some(_), None) => format!("-{id}"),
            (Some((was, _)), Some((is, _))) if was != is => format!("~{id}"),
            (Some((_, was)), Some((_, is))) if was != is => match (was.as_str(), is.as_str()) {
                (_, "") => format!("={id} (no copy of {was} any more)"),
                (_, origin) => format!("={id} (copy of {origin})"),
            },
            // It stands as it was, but tells of this no more, or only now: another engine or a correction.
            _ if old.contains_key(id) != new.contains_key(id) => format!("~{id} (read anew)"),
            _ => continue,
        };
        found.push(cause);
    }
    found.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(id: &str, date: &str, reports: u64) -> Fact {
        Fact {
            id: id.to_owned(),
            key: ("metWith".to_owned(), "a".to_owned(), "b".to_owned()),
            date: date.to_owned(),
            days: match date.len() {
                10 => (date.to_owned(), date.to_owned()),
                7 => (format!("{date}-01"), format!("{date}-31")),
                _ => Default::default(),
            },
            asserted: true,
            reports,
            independent: reports,
            claims: [format!("c-{id}")].into(),
            ..Fact::default()
        }
    }

    #[test]
    fn turns() {
        let one = fact("1", "2022-07", 1);
        assert_eq!(turn(None, Some(&one)), Some(Turn::Added));
        assert_eq!(turn(Some(&one), None), Some(Turn::Removed));
        assert_eq!(turn(Some(&one), Some(&one)), None);
        assert_eq!(turn(Some(&one), Some(&fact("1", "2022-07", 2))), Some(Turn::Strengthened));
        assert_eq!(turn(Some(&fact("1", "2022-07", 2)), Some(&one)), Some(Turn::Weakened));
        assert_eq!(turn(Some(&one), Some(&fact("1", "2022-07-07", 1))), Some(Turn::Strengthened));
        assert_eq!(turn(Some(&fact("1", "2022-07-07", 1)), Some(&one)), Some(Turn::Weakened));
        assert_eq!(turn(Some(&one), Some(&fact("1", "2022-08", 1))), Some(Turn::Changed));
        let mut told = one.clone();
        told.asserted = false;
        assert_eq!(turn(Some(&told), Some(&one)), Some(Turn::Strengthened));
        let mut contested = fact("1", "2022-07", 3);
        contested.polarities = ["affirmed".to_owned(), "negated".to_owned()].into();
        assert_eq!(turn(Some(&fact("1", "2022-07", 2)), Some(&contested)), Some(Turn::Weakened), "denied now");
    }

    #[test]
    fn an_event_whose_date_became_known_is_the_same() {
        let state = |facts: Vec<Fact>| Facts { facts, articles: BTreeMap::new() };
        let mut dated = fact("2", "2022-07-07", 1);
        dated.claims = ["c-1".to_owned()].into();
        let table = difference(&state(vec![fact("1", "", 1)]), &state(vec![dated, fact("3", "2021-01", 1)]));
        let shown: Vec<String> = table.rows.iter().map(|row| format!("{} {}", cell(row, 0), cell(row, 4))).collect();
        assert_eq!(shown, ["added 2021-01", "strengthened unknown → 2022-07-07"]);
    }

    fn cell(row: &[Option<Cell>], index: usize) -> &str {
        row[index].as_ref().map_or("", Cell::shown)
    }
}
