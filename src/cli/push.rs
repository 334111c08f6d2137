//! `chancery push`: brings a store into another triple store.

use std::{
    fs,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{outcome::Outcome, report::many, store::StoreArguments};
use crate::push::{Derived, Login, Options, Patience, Plan, Report, SERVERS, Server, Step, Target, push};

const EXAMPLES: &str = "\
Examples:
  chancery push http://127.0.0.1:3030/news/data                 Fuseki
  chancery push http://127.0.0.1:7878 --server oxigraph --dry-run
  CHANCERY_PASSWORD=… chancery push http://127.0.0.1:8890 --server virtuoso --user dba

Each article is a graph of the server, and what is derived of all articles is one more (--graph). Only what changed since the
last push is sent: the store's folder keeps a record. Graphs of others are never touched. docs/stores.md has a recipe for each
server.";

/// Bring the graphs into another triple store, only what changed since the last time
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Address of the server
    #[arg(value_name = "URL")]
    url: String,

    /// What server it is; most addresses tell
    #[arg(long, value_name = "KIND", value_parser = servers())]
    server: Option<String>,

    /// Graph for what is derived of all articles: events, plain triples, entities [default: `derived` below the store's base]
    #[arg(long, value_name = "IRI", conflicts_with = "default_graph")]
    graph: Option<String>,

    /// Put that into the server's default graph
    #[arg(long)]
    default_graph: bool,

    /// Replace the graph of --graph or --default-graph though something else is in it
    #[arg(long)]
    overwrite: bool,

    /// Empty the whole server first, graphs of others too
    #[arg(long)]
    replace_all: bool,

    /// Only show what would be put and deleted
    #[arg(long)]
    dry_run: bool,

    /// Where the server answers queries, if not where its kind does
    #[arg(long, value_name = "URL")]
    query_url: Option<String>,

    /// Where the server takes updates, if not where its kind does
    #[arg(long, value_name = "URL")]
    update_url: Option<String>,

    /// User, for a server that asks for a password (Basic or Digest); the password comes from CHANCERY_PASSWORD or a file
    #[arg(long, value_name = "NAME")]
    user: Option<String>,

    /// File with the password
    #[arg(long, value_name = "FILE", requires = "user")]
    password_file: Option<PathBuf>,

    /// File with a bearer token; or it comes from CHANCERY_TOKEN
    #[arg(long, value_name = "FILE", conflicts_with = "user")]
    token_file: Option<PathBuf>,

    /// How often a request is repeated after a failure that may pass, after longer and longer waits
    #[arg(long, value_name = "N", default_value_t = 5)]
    retries: u32,

    /// How long the server may take for an answer, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    timeout: u64,

    /// Send bodies unpacked
    #[arg(long)]
    no_gzip: bool,

    /// Do not have the server count the triples of each graph, before and after
    #[arg(long)]
    no_check: bool,

    #[command(flatten)]
    store: StoreArguments,
}

fn servers() -> PossibleValuesParser {
    PossibleValuesParser::new(SERVERS.map(|(name, about, _)| PossibleValue::new(name).help(about)))
}

/// A secret from a file, without the line's end.
fn secret(file: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() || text.contains('\n') {
        bail!("{}: a file with a secret has one line and nothing else", file.display());
    }
    Ok(text.to_owned())
}

impl Arguments {
    fn login(&self) -> anyhow::Result<Option<Login>> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(user) = &self.user {
            let password = match &self.password_file {
                Some(file) => secret(file)?,
                None => variable("CHANCERY_PASSWORD")
                    .context("--user needs a password: set CHANCERY_PASSWORD, or give --password-file")?,
            };
            return Ok(Some(Login::Password { user: user.clone(), password }));
        }
        let token = match &self.token_file {
            Some(file) => Some(secret(file)?),
            None => variable("CHANCERY_TOKEN"),
        };
        Ok(token.map(Login::Token))
    }

    fn options(&self) -> anyhow::Result<Options> {
        let derived = match (&self.graph, self.default_graph) {
            (Some(iri), _) => Derived::Named(iri.clone()),
            (None, true) => Derived::DefaultGraph,
            (None, false) => Derived::Usual,
        };
        let timeout = Duration::from_secs(self.timeout.max(1));
        Ok(Options {
            derived,
            login: self.login()?,
            patience: Patience { retries: self.retries, timeout, ..Patience::default() },
            pack: !self.no_gzip,
            check: !self.no_check,
            overwrite: self.overwrite,
            replace_all: self.replace_all,
            dry_run: self.dry_run,
        })
    }

    fn target(&self) -> anyhow::Result<Target> {
        let kind = self.server.as_ref().and_then(|name| SERVERS.iter().find(|(known, _, _)| *known == name.as_str()));
        let kind: Option<Server> = kind.map(|(_, _, server)| *server);
        Ok(Target::new(&self.url, kind)?.with_addresses(self.query_url.as_deref(), self.update_url.as_deref())?)
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let (target, options) = (arguments.target()?, arguments.options()?);
    let store = arguments.store.open()?;
    let bar = if io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} graphs, {msg} ({elapsed})") {
        bar.set_style(style);
    }
    let report = push(&store, arguments.store.folder(), &target, &options, &mut |step: Step<'_>| match step {
        Step::Again(text) => bar.suspend(|| drop(writeln!(io::stderr(), "{text}"))),
        Step::Planned(plan) => bar.set_length((plan.put.len() + plan.delete.len()) as u64),
        Step::Done { done, bytes, .. } => {
            bar.set_message(format!("{} kB", bytes.div_ceil(1000)));
            bar.set_position(done as u64);
        }
    });
    bar.finish_and_clear();
    let report = report?;
    let mut out = io::stdout().lock();
    if options.dry_run {
        return would(&report.plan, &mut out);
    }
    for refused in &report.refused {
        drop(writeln!(io::stderr(), "error: {}: {}", refused.graph, refused.reason));
    }
    for differing in &report.differing {
        drop(writeln!(
            io::stderr(),
            "error: {}: the server counts {} triples, {} were sent; the next push sends them again",
            differing.graph,
            differing.found,
            differing.sent
        ));
    }
    writeln!(out, "{}: {}", target.url(), summary(&report, options.check))?;
    Ok(if report.is_complete() { Outcome::Done } else { Outcome::Partly })
}

/// What a push did, in a line.
fn summary(report: &Report, check: bool) -> String {
    let graphs = |count: usize| many(count as u64, "graph");
    if report.plan.put.is_empty() && report.plan.delete.is_empty() {
        return format!("nothing to do, {} unchanged", graphs(report.plan.unchanged));
    }
    let mut text = format!(
        "{} put, {} deleted, {} unchanged; {}, {} kB",
        graphs(report.put),
        report.deleted,
        report.plan.unchanged,
        many(report.triples, "triple"),
        report.bytes.div_ceil(1000)
    );
    let right = report.counted.saturating_sub(report.differing.len());
    match (check, report.counted) {
        (true, 0) => text.push_str("; not counted by the server (--query-url says where it answers queries)"),
        (true, counted) => text.push_str(&format!("; counted by the server: {right} of {} right", graphs(counted))),
        (false, _) => {}
    }
    text
}

/// What a push would do, a line a graph.
fn would(plan: &Plan, out: &mut impl io::Write) -> anyhow::Result<Outcome> {
    for planned in &plan.put {
        writeln!(out, "put\t{}\t{}\t{}", planned.graph, planned.triples, planned.why.word())?;
    }
    for graph in &plan.delete {
        writeln!(out, "delete\t{graph}")?;
    }
    writeln!(out, "would put {} and delete {}, {} unchanged", plan.put.len(), plan.delete.len(), plan.unchanged)?;
    Ok(Outcome::Done)
}
