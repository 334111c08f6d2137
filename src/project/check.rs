//! Whether the data files hold what they promise: every example of every rule is run.

use super::Project;
use crate::{
    clauses::Reader,
    rules::{Extractor, Failure, check_examples},
};

/// What a check found.
#[derive(Debug)]
pub struct CheckReport {
    /// How many rules there are.
    pub rules: usize,
    /// How many relations have a rule.
    pub relations: usize,
    /// How many examples were run.
    pub examples: usize,
    /// Those that do not hold.
    pub failures: Vec<Failure>,
}

impl Project {
    /// Runs the examples of all rules. They speak of the program's names, so a gazetteer that stands instead of those is
    /// left out of it.
    #[must_use]
    pub fn check(&self) -> CheckReport {
        let rules = self.extractor.rules.rules();
        CheckReport {
            rules: rules.len(),
            relations: self.extractor.rules.relations().len(),
            examples: rules.iter().map(|rule| rule.fires.len() + rule.silent.len()).sum(),
            failures: if self.names_alone {
                check_examples(&Extractor { reader: Reader::embedded(), rules: self.extractor.rules.clone() })
            } else {
                check_examples(&self.extractor)
            },
        }
    }
}
