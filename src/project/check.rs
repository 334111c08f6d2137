//! Tests the rules: runs every example of every rule.

use std::sync::Arc;

use super::Project;
use crate::{
    entities::Gazetteer,
    reference::Reader,
    rules::{Extractor, Failure, check_examples},
};

/// What a check found.
#[derive(Debug)]
#[non_exhaustive]
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
    /// A reader with the program's names and the words of this project.
    fn programs_names(&self) -> Reader {
        let gazetteer = Arc::new(Gazetteer::embedded_in(self.words));
        Reader { gazetteer, ..self.extractor.reader.clone() }
    }

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
                check_examples(&Extractor { reader: self.programs_names(), rules: self.extractor.rules.clone() })
            } else {
                check_examples(&self.extractor)
            },
        }
    }
}
