//! Scores claims against a claims table: overall, by column, and by relation, PLOVER type, polarity, status and voice.
//!
//! A claim is right where it agrees with every filled cell of a gold row; rows and claims are paired one to one. The rest
//! of an article is then paired by best agreement, so that a wrong date counts as a wrong date and not as a missed and a
//! false claim.

use serde_json::{Map, Value};

use super::{
    report::{Fault, Remark, Report, Tally},
    table::{ClaimsGold, GoldRow, NOTHING},
};
use crate::{
    rules::{Claim, relations},
    text::Span,
};

const LAYER: &str = "claims";

/// Columns whose values get rows of their own.
const GROUPS: [&str; 5] = ["relation", "plover", "polarity", "status", "voice"];

/// Columns that say who did what to whom: two of them have to agree before a pair counts as the same claim gone wrong.
const CORE: [&str; 3] = ["subject", "relation", "object"];

#[derive(Debug)]
pub(super) struct Scorer<'g> {
    gold: &'g ClaimsGold,
    /// Relations that hold both ways.
    both_ways: Vec<String>,
    total: Tally,
    /// By column: pairs, and those of them that agree.
    columns: Vec<Tally>,
    /// By group column and value, in order of first use.
    groups: Vec<(&'static str, String, Tally)>,
    /// Misses, by the place of their article in the gold.
    misses: Vec<Remark>,
}

/// A claim by column.
type Cells = Map<String, Value>;

fn cell(cells: &Cells, column: &str) -> String {
    match cells.get(column) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// White space and case do not count.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a claim has in `column` what is wanted; an entity may be named by label, words or key.
fn agrees(wanted: &str, cells: &Cells, column: &str) -> bool {
    if wanted == NOTHING {
        return cell(cells, column).is_empty();
    }
    let number = |name: &str| cells.get(name).and_then(Value::as_u64).unwrap_or(0);
    match column {
        // The evidence holds the character; begin and end together so ask for an overlap.
        "begin" => wanted.parse::<u64>().is_ok_and(|wanted| wanted < number("end")),
        "end" => wanted.parse::<u64>().is_ok_and(|wanted| wanted > number("begin")),
        "subject" | "object" => {
            let wanted = folded(wanted);
            ["", "_text", "_id"].iter().any(|part| folded(&cell(cells, &format!("{column}{part}"))) == wanted)
        }
        "place" | "claimed_by" | "via" => {
            let wanted = folded(wanted);
            ["", "_id"].iter().any(|part| folded(&cell(cells, &format!("{column}{part}"))) == wanted)
        }
        _ => folded(wanted) == folded(&cell(cells, column)),
    }
}

/// The claim with its two participants exchanged.
fn turned(cells: &Cells) -> Cells {
    let mut turned = cells.clone();
    for part in ["", "_text", "_type", "_code", "_id"] {
        for (one, other) in [("subject", "object"), ("object", "subject")] {
            if let Some(value) = cells.get(&format!("{one}{part}")) {
                turned.insert(format!("{other}{part}"), value.clone());
            }
        }
    }
    turned
}

impl<'g> Scorer<'g> {
    pub(super) fn new(gold: &'g ClaimsGold) -> Self {
        let both_ways = relations().into_iter().filter(|relation| relation.reciprocal).map(|relation| relation.name);
        Self {
            gold,
            both_ways: both_ways.collect(),
            total: Tally::default(),
            columns: vec![Tally::default(); gold.columns.len()],
            groups: Vec::new(),
            misses: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, article: usize, claims: &[Claim]) {
        let found: Vec<Cells> = claims
            .iter()
            .map(|claim| match serde_json::to_value(claim) {
                Ok(Value::Object(cells)) => cells,
                _ => Cells::new(),
            })
            .collect();
        let mut rows: Vec<&GoldRow> = self.gold.rows.iter().filter(|row| row.article == article).collect();
        // Those that ask for most choose first; the sort is stable.
        rows.sort_by_key(|row| std::cmp::Reverse(row.cells.len()));
        let table: Vec<Vec<Vec<bool>>> =
            rows.iter().map(|row| found.iter().map(|cells| self.agreement(row, cells)).collect()).collect();
        let mut taken = vec![false; found.len()];
        let mut left = Vec::new();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for row in 0..rows.len() {
            match (0..found.len()).find(|&claim| !taken[claim] && table[row][claim].iter().all(|same| *same)) {
                Some(claim) => {
                    taken[claim] = true;
                    pairs.push((row, claim));
                    self.right(rows[row]);
                }
                None => left.push(row),
            }
        }
        for row in left {
            let free =
                (0..found.len()).filter(|&claim| !taken[claim] && self.is_kindred(rows[row], &table[row][claim]));
            let best = free.max_by_key(|&claim| {
                (table[row][claim].iter().filter(|same| **same).count(), std::cmp::Reverse(claim))
            });
            let Some(claim) = best else {
                self.remark(Fault::Missed, article, rows[row], None, &[]);
                continue;
            };
            taken[claim] = true;
            pairs.push((row, claim));
            self.remark(Fault::Wrong, article, rows[row], Some(&found[claim]), &table[row][claim]);
        }
        for (row, claim) in pairs {
            for ((column, _), same) in rows[row].cells.iter().zip(&table[row][claim]) {
                self.columns[*column].right += usize::from(*same);
                self.columns[*column].found += 1;
                self.columns[*column].gold += 1;
            }
        }
        for row in &rows {
            self.total.gold += 1;
            for (column, wanted) in &row.cells {
                self.group(&self.gold.columns[*column], wanted, |tally| tally.gold += 1);
            }
        }
        for (cells, taken) in found.iter().zip(&taken) {
            self.total.found += 1;
            for column in GROUPS.iter().filter(|name| self.gold.columns.iter().any(|column| column == **name)) {
                self.group(column, &cell(cells, column), |tally| tally.found += 1);
            }
            if !taken {
                self.remark(Fault::False, article, &GoldRow { article, cells: Vec::new() }, Some(cells), &[]);
            }
        }
    }

    /// Which cells of a row agree with a claim, or with the same claim the other way round where it holds both ways.
    fn agreement(&self, row: &GoldRow, cells: &Cells) -> Vec<bool> {
        let with = |cells: &Cells| -> Vec<bool> {
            row.cells.iter().map(|(column, wanted)| agrees(wanted, cells, &self.gold.columns[*column])).collect()
        };
        let straight = with(cells);
        if straight.iter().all(|same| *same) || !self.both_ways.contains(&cell(cells, "relation")) {
            return straight;
        }
        let other = with(&turned(cells));
        let count = |agreement: &[bool]| agreement.iter().filter(|same| **same).count();
        if count(&other) > count(&straight) { other } else { straight }
    }

    /// Whether a claim is the row gone wrong: of who, what and whom, as far as the row says, all but one agree.
    fn is_kindred(&self, row: &GoldRow, agreement: &[bool]) -> bool {
        let core: Vec<bool> = row
            .cells
            .iter()
            .zip(agreement)
            .filter(|((column, _), _)| CORE.contains(&self.gold.columns[*column].as_str()))
            .map(|(_, same)| *same)
            .collect();
        let same = core.iter().filter(|same| **same).count();
        same > 0 && same + 1 >= core.len()
    }

    fn right(&mut self, row: &GoldRow) {
        self.total.right += 1;
        for (column, wanted) in &row.cells {
            self.group(&self.gold.columns[*column], wanted, |tally| tally.right += 1);
        }
    }

    fn group(&mut self, column: &str, value: &str, count: impl FnOnce(&mut Tally)) {
        let Some(column) = GROUPS.iter().find(|name| **name == column) else { return };
        let wanted = folded(value);
        let known = self.groups.iter().position(|(name, known, _)| name == column && folded(known) == wanted);
        let place = known.unwrap_or_else(|| {
            self.groups.push((column, value.to_owned(), Tally::default()));
            self.groups.len() - 1
        });
        count(&mut self.groups[place].2);
    }

    fn remark(&mut self, fault: Fault, article: usize, row: &GoldRow, cells: Option<&Cells>, agreement: &[bool]) {
        let column = |number: usize| self.gold.columns[number].as_str();
        let shown = |number: usize, value: &str| {
            let name = column(number);
            if CORE.contains(&name) { value.to_owned() } else { format!("{name}={value}") }
        };
        let gold: Vec<String> = row.cells.iter().map(|(number, wanted)| shown(*number, wanted)).collect();
        let found = match (fault, cells) {
            (Fault::Wrong, Some(cells)) => {
                let differing = row.cells.iter().zip(agreement).filter(|(_, same)| !**same);
                let shown = differing.map(|((number, _), _)| {
                    let value = cell(cells, column(*number));
                    let value = if value.is_empty() { NOTHING } else { &value };
                    format!("{}={value}", column(*number))
                });
                shown.collect::<Vec<_>>().join(" | ")
            }
            (_, Some(cells)) => {
                let all = (0..self.gold.columns.len()).map(|number| (number, cell(cells, column(number))));
                all.filter(|(_, value)| !value.is_empty())
                    .map(|(number, value)| shown(number, &value))
                    .collect::<Vec<_>>()
                    .join(" | ")
            }
            _ => String::new(),
        };
        let place = |name: &str| {
            let number = cells.and_then(|cells| cells.get(name)).and_then(Value::as_u64).unwrap_or(0);
            usize::try_from(number).unwrap_or(0)
        };
        self.misses.push(Remark {
            layer: LAYER,
            fault,
            article: self.gold.articles[article].clone(),
            span: Span { begin: place("begin"), end: place("end") },
            text: cells.map(|cells| cell(cells, "sentence")).unwrap_or_default(),
            gold: gold.join(" | "),
            found,
        });
    }

    pub(super) fn finish(self, report: &mut Report) {
        report.rows.push(self.total.row(LAYER, "all"));
        for column in GROUPS {
            let mut rows: Vec<_> = self.groups.iter().filter(|(name, ..)| *name == column).collect();
            rows.sort_by(|one, other| one.1.cmp(&other.1));
            for (name, value, tally) in rows {
                let value = if value.is_empty() { NOTHING } else { value };
                report.rows.push(tally.row(LAYER, format!("{name} {value}")));
            }
        }
        for (name, tally) in self.gold.columns.iter().zip(&self.columns) {
            report.rows.push(tally.row(LAYER, format!("column {name}")));
        }
        report.misses.extend(self.misses);
    }
}
