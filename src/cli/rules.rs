//! The arguments of every subcommand that reads articles: rules and names of the user's own.

use std::{fmt, path::PathBuf};

use anyhow::anyhow;
use clap::Args;

use super::report::many;
use crate::project::{GazetteerError, Project, RulesError};

/// Which rules, and which names.
#[derive(Clone, Debug, Args)]
pub(super) struct RuleArguments {
    /// A folder of rule files of your own: their rules are added to the program's, and one of a known id replaces that
    /// rule or, with `off = true`, switches it off
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,

    #[command(flatten)]
    names: NameArguments,
}

/// Which names, for subcommands that fire no rules.
#[derive(Clone, Debug, Args)]
pub(super) struct NameArguments {
    /// A folder of tables of your own names (.tsv): they are added to the program's, and an entry of the same id replaces one
    #[arg(long, value_name = "DIR", conflicts_with = "gazetteer_only")]
    gazetteer: Option<PathBuf>,

    /// A folder of tables of your own names, instead of the program's: a world of your own
    #[arg(long, value_name = "DIR")]
    gazetteer_only: Option<PathBuf>,
}

/// What is wrong with the user's own files.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    rules: Vec<crate::rules::Problem>,
    names: Vec<crate::entities::Problem>,
}

impl Mistakes {
    /// How many there are, and where.
    pub(super) fn summary(&self) -> String {
        let of =
            |count: usize, place: &str| (count > 0).then(|| format!("{} in {place}", many(count as u64, "mistake")));
        let parts = [of(self.rules.len(), "the rule files"), of(self.names.len(), "the gazetteer")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.rules {
            writeln!(out, "{problem}")?;
        }
        for problem in &self.names {
            writeln!(out, "{problem}")?;
        }
        Ok(())
    }
}

impl RuleArguments {
    /// The project with these rules and names; every mistake in them is in the error.
    pub(super) fn project(&self) -> anyhow::Result<Project> {
        self.load()?.map_err(|mistakes| {
            let what = match (mistakes.rules.len(), mistakes.names.len()) {
                (0, names) => format!("the gazetteer has {}", count(names)),
                (rules, 0) => format!("the rules have {}", count(rules)),
                (rules, names) => format!("the rules have {}, the gazetteer has {}", count(rules), count(names)),
            };
            anyhow!("{what}\n{}", mistakes.to_string().trim_end())
        })
    }

    /// The project with these rules and names, or all mistakes of both.
    pub(super) fn load(&self) -> anyhow::Result<Result<Project, Mistakes>> {
        let mut mistakes = Mistakes::default();
        let mut project = match Project::with_rules(self.rules.as_deref()) {
            Ok(project) => project,
            Err(RulesError::Problems(problems)) => {
                mistakes.rules = problems;
                Project::embedded()
            }
            Err(error) => return Err(error.into()),
        };
        let names = self.names.gazetteer_only.as_deref().or(self.names.gazetteer.as_deref());
        if let Some(folder) = names {
            project = match project.with_gazetteer(folder, self.names.gazetteer_only.is_some()) {
                Ok(project) => project,
                Err(GazetteerError::Problems(problems)) => {
                    mistakes.names = problems;
                    return Ok(Err(mistakes));
                }
                Err(error) => return Err(error.into()),
            };
        }
        Ok(if mistakes.rules.is_empty() { Ok(project) } else { Err(mistakes) })
    }

    /// Whether the names are the user's own.
    pub(super) fn has_names(&self) -> bool {
        self.names.gazetteer.is_some() || self.names.gazetteer_only.is_some()
    }
}

impl NameArguments {
    /// The project with these names; every mistake in them is in the error.
    pub(super) fn project(&self) -> anyhow::Result<Project> {
        RuleArguments { rules: None, names: self.clone() }.project()
    }
}

fn count(problems: usize) -> String {
    if problems == 1 { "a mistake".to_owned() } else { format!("{problems} mistakes") }
}
