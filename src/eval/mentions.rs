//! Scores mentions and the entities that they name. Kinds of mention (name, nominal, pronoun) that the gold never has are not compared.

use super::{
    gold::Document,
    pairing::{Misses, pair, unpaired},
    report::{Fault, Report, Tally},
};
use crate::{annotation::MentionRecord, text::Span};

const LAYER: &str = "mentions";

#[derive(Debug)]
pub(super) struct Scorer {
    /// The kinds that are compared; empty for all.
    kinds: Vec<String>,
    strict: Tally,
    relaxed: Tally,
    entity: Tally,
    /// Entities by type, in order of first use.
    types: Vec<(String, Tally)>,
}

fn span(mention: &MentionRecord) -> Span {
    Span { begin: mention.begin, end: mention.end.max(mention.begin) }
}

/// Whether both name the same, in whatever order.
fn same(one: &MentionRecord, other: &MentionRecord) -> bool {
    one.entities.len() == other.entities.len() && one.entities.iter().all(|entity| other.entities.contains(entity))
}

fn named(mention: &MentionRecord) -> bool {
    !mention.entities.is_empty()
}

impl Scorer {
    pub(super) fn new(documents: &[Document]) -> Self {
        let mut kinds: Vec<String> = documents
            .iter()
            .flat_map(|document| document.mentions.iter().flatten())
            .filter(|mention| !mention.kind.is_empty())
            .map(|mention| mention.kind.clone())
            .collect();
        kinds.sort();
        kinds.dedup();
        let none = Tally::default();
        Self { kinds, strict: none, relaxed: none, entity: none, types: Vec::new() }
    }

    pub(super) fn add(&mut self, gold: &[MentionRecord], found: &[MentionRecord], misses: &mut Misses<'_>) {
        let compared = |mention: &&MentionRecord| self.kinds.is_empty() || self.kinds.contains(&mention.kind);
        let found: Vec<&MentionRecord> = found.iter().filter(compared).collect();
        let gold_spans: Vec<Span> = gold.iter().map(span).collect();
        let found_spans: Vec<Span> = found.iter().map(|mention| span(mention)).collect();
        let partner = pair(&gold_spans, &found_spans, |one, other| same(&gold[one], found[other]));
        for tally in [&mut self.strict, &mut self.relaxed] {
            tally.gold += gold.len();
            tally.found += found.len();
        }
        for mention in gold.iter().filter(|mention| named(mention)) {
            self.count(&mention.of, |tally| tally.gold += 1);
        }
        for mention in found.iter().filter(|mention| named(mention)) {
            self.count(&mention.of, |tally| tally.found += 1);
        }
        let say = |mention: &MentionRecord| if named(mention) { mention.entities.join("+") } else { "?".to_owned() };
        for (wanted, other) in gold.iter().zip(&partner) {
            let Some(mention) = other.map(|other| found[other]) else {
                misses.add(LAYER, Fault::Missed, span(wanted), say(wanted), "");
                continue;
            };
            self.relaxed.right += 1;
            self.strict.right += usize::from(span(mention) == span(wanted));
            if same(wanted, mention) {
                if named(wanted) {
                    self.count(&wanted.of, |tally| tally.right += 1);
                }
            } else {
                let words = misses.words(span(mention));
                let found = format!("{words}: {} by {}", say(mention), mention.rule);
                misses.add(LAYER, Fault::Wrong, span(wanted), say(wanted), found);
            }
        }
        for index in unpaired(&partner, found.len()) {
            let mention = found[index];
            misses.add(LAYER, Fault::False, span(mention), "", format!("{} by {}", say(mention), mention.rule));
        }
    }

    fn count(&mut self, of: &str, count: impl Fn(&mut Tally)) {
        count(&mut self.entity);
        let place = self.types.iter().position(|(name, _)| name == of).unwrap_or_else(|| {
            self.types.push((of.to_owned(), Tally::default()));
            self.types.len() - 1
        });
        count(&mut self.types[place].1);
    }

    pub(super) fn finish(mut self, report: &mut Report) {
        if self.strict == Tally::default() {
            return;
        }
        report.rows.push(self.strict.row(LAYER, "strict span"));
        report.rows.push(self.relaxed.row(LAYER, "relaxed span"));
        report.rows.push(self.entity.row(LAYER, "entity"));
        self.types.sort_by(|one, other| one.0.cmp(&other.0));
        for (name, tally) in self.types.iter().filter(|(name, _)| !name.is_empty()) {
            report.rows.push(tally.row(LAYER, format!("entity {name}")));
        }
    }
}
