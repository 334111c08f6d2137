//! Arguments for the user's own rules, names and words, shared by all subcommands that read articles.

use std::{fmt, path::PathBuf};

use anyhow::anyhow;
use clap::Args;

use super::report::many;
use crate::project::{GazetteerError, LexiconError, Project, RulesError};

/// Which rules, and which names.
#[derive(Clone, Debug, Args)]
pub(super) struct RuleArguments {
    /// Folder of your own rule files (.toml), added to the program's rules. A rule with the id of one of the program's
    /// replaces it or, with `off = true`, switches it off
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,

    #[command(flatten)]
    names: NameArguments,
}

/// Which names, for subcommands that fire no rules.
#[derive(Clone, Debug, Args)]
pub(super) struct NameArguments {
    /// Folder of your own tables of names (.tsv), added to the program's names. An entry with the id of one of the
    /// program's replaces it
    #[arg(long, value_name = "DIR", conflicts_with = "gazetteer_only")]
    gazetteer: Option<PathBuf>,

    /// Folder of your own tables of names, used instead of the program's
    #[arg(long, value_name = "DIR")]
    gazetteer_only: Option<PathBuf>,

    /// Folder of your own tables of words (.tsv): nouns, events, governing verbs and synonyms. Where one of them and the
    /// program's speak of the same word, yours decides
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

/// What is wrong with the user's own files.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    rules: Vec<crate::rules::Problem>,
    names: Vec<crate::entities::Problem>,
    words: Vec<crate::lexicon::Problem>,
}

impl Mistakes {
    /// How many there are, and where.
    pub(super) fn summary(&self) -> String {
        let of =
            |count: usize, place: &str| (count > 0).then(|| format!("{} in {place}", many(count as u64, "mistake")));
        let parts = [
            of(self.rules.len(), "the rule files"),
            of(self.names.len(), "the gazetteer"),
            of(self.words.len(), "the lexicon"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.rules {
            writeln!(out, "{problem}")?;
        }
        for problem in self.names.iter().chain(&self.words) {
            writeln!(out, "{problem}")?;
        }
        Ok(())
    }
}

impl RuleArguments {
    /// The project with these rules and names; every mistake in them is in the error.
    pub(super) fn project(&self) -> anyhow::Result<Project> {
        self.load()?.map_err(|mistakes| {
            let of = |what: &str, problems: usize| (problems > 0).then(|| format!("{what} {}", count(problems)));
            let parts = [
                of("the rules have", mistakes.rules.len()),
                of("the gazetteer has", mistakes.names.len()),
                of("the lexicon has", mistakes.words.len()),
            ];
            let what = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            anyhow!("{what}\n{}", mistakes.to_string().trim_end())
        })
    }

    /// The project with these rules, names and words, or all mistakes of all of them.
    pub(super) fn load(&self) -> anyhow::Result<Result<Project, Mistakes>> {
        let mut mistakes = Mistakes::default();
        let mut project = match self.names.lexicon.as_deref().map(Project::with_lexicon) {
            None => Project::embedded(),
            Some(Ok(project)) => project,
            // Rules may name the sets of these words, so they are read when the words are right.
            Some(Err(LexiconError::Problems(problems))) => {
                mistakes.words = problems;
                return Ok(Err(mistakes));
            }
            Some(Err(error)) => return Err(error.into()),
        };
        if let Some(folder) = &self.rules {
            project = match project.clone().with_rules(folder) {
                Ok(project) => project,
                Err(RulesError::Problems(problems)) => {
                    mistakes.rules = problems;
                    project
                }
                Err(error) => return Err(error.into()),
            };
        }
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
