//! The argument of every subcommand that fires rules.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;

use crate::project::{Project, RulesError};

/// Which rules.
#[derive(Clone, Debug, Args)]
pub(super) struct RuleArguments {
    /// A folder of rule files of your own: their rules are added to the program's, and one of a known id replaces that
    /// rule or, with `off = true`, switches it off
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

impl RuleArguments {
    /// The project with these rules; every mistake in them is in the error.
    pub(super) fn project(&self) -> anyhow::Result<Project> {
        self.load().map_err(|error| match &error {
            RulesError::Problems(problems) => {
                let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
                anyhow!("{error}\n{}", all.join("\n"))
            }
            _ => error.into(),
        })
    }

    /// The project with these rules.
    pub(super) fn load(&self) -> Result<Project, RulesError> {
        Project::with_rules(self.rules.as_deref())
    }
}
