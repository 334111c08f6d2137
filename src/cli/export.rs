//! `chancery export`: writes the graph as a picture, a table or RDF.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Context as _, bail};
use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser},
};

use super::{
    outcome::Outcome,
    output::Output,
    rdf::RdfArguments,
    rules::NameArguments,
    select::SelectArguments,
    store::StoreArguments,
    tables::{TABLES, TableArguments},
};
use crate::{
    export::{EVENT_TABLES, EXPORTERS, ExportError, Exporter, Selection, Written},
    graph::{Filter, QueryError, Store, StoreError},
    project::Rows,
};

const EXAMPLES: &str = "\
Examples:
  chancery export dot | dot -Tsvg -o graph.svg
  chancery export dot --around \"Wang Yi\" --since 2022-07 --relation metWith
  chancery export dot --no-standing --min-reports 2 --top 30 --legend | dot -Tsvg -o graph.svg
  chancery export dot --between \"Wang Yi\" NATO
  chancery export gexf --no-standing --output graph.gexf
  chancery export events --format csv --since 2022-07 --min-reports 2 --output events.csv
  chancery export polecat --since 2022 --output events.tsv
  chancery export claims --format parquet --output claims.parquet
  chancery export nquads --output graph.nq
  chancery export trig --profile nanopub --output claims.trig";

/// Write the graph as a picture, a table or RDF
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to write
    #[arg(value_name = "FORMAT", value_parser = formats())]
    format: String,

    #[command(flatten)]
    select: SelectArguments,

    /// Pictures: say below the picture what its colours and shapes mean
    #[arg(long)]
    legend: bool,

    #[command(flatten)]
    tables: TableArguments,

    #[command(flatten)]
    rdf: RdfArguments,

    /// File to write, instead of standard output; of a format of several files their folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    store: StoreArguments,

    #[command(flatten)]
    names: NameArguments,
}

fn formats() -> PossibleValuesParser {
    let graphs = EXPORTERS.map(|format| (format.name(), format.about()));
    let tables = TABLES.map(|(name, about, _)| (name, about));
    let events = EVENT_TABLES.map(|table| (table.name, table.about));
    let all = graphs.into_iter().chain(tables).chain(events).chain([FTM]);
    PossibleValuesParser::new(all.map(|(name, about)| PossibleValue::new(name).help(about)))
}

/// FollowTheMoney, with what it is good for.
const FTM: (&str, &str) = ("ftm", "facts as FollowTheMoney, a JSON line an entity, for Aleph");

/// The filter of a table, for which there is no more to select.
fn filter_of_table(arguments: &Arguments) -> anyhow::Result<Filter> {
    let selection = arguments.select.selection(arguments.legend);
    let (filter, of_pictures) = (selection.filter.clone(), Selection { filter: Filter::default(), ..selection });
    if of_pictures != Selection::default() || filter.no_standing {
        bail!(
            "{} is a table; --no-standing, --component, --between, --top and --legend are for graphs",
            arguments.format
        );
    }
    arguments.rdf.options(&arguments.format, None)?;
    Ok(filter)
}

/// Writes events in the columns of a codebook, or FollowTheMoney.
fn events(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let filter = filter_of_table(arguments)?;
    let table = EVENT_TABLES.into_iter().find(|table| table.name == arguments.format);
    if table.is_none() && arguments.tables.by_publication() {
        bail!("--date-by-publication is for tables of events (cameo, gdelt, icews, plover, polecat)");
    }
    if table.is_none() && arguments.tables.is_of_tables() {
        bail!("--format and --spreadsheet are for tables; FollowTheMoney is JSON lines");
    }
    let format = arguments.tables.of_events()?;
    let store = arguments.store.open()?;
    arguments.select.check(&store)?;
    let project = arguments.names.project()?;
    let mut out = Output::open(arguments.output.as_deref())?;
    let written = match table {
        Some(table) => {
            project.write_events(&store, table, &filter, arguments.tables.by_publication(), format, &mut out)
        }
        None => project.write_ftm(&store, &filter, &mut out),
    };
    written.map_err(|error| at(error, &out.name()))?;
    out.finish()?;
    Ok(Outcome::Done)
}

/// Writes the claims table or the events.
fn table(arguments: &Arguments, rows: Rows) -> anyhow::Result<Outcome> {
    let filter = filter_of_table(arguments)?;
    let store = arguments.store.open()?;
    arguments.select.check(&store)?;
    let format = arguments.tables.format()?;
    let mut out = Output::open(arguments.output.as_deref())?;
    let project = arguments.names.project()?;
    project.write_rows(&store, rows, format, &filter, &mut out).map_err(|error| match error {
        QueryError::Store(StoreError::Io { .. } | StoreError::Full { .. }) => {
            anyhow::Error::new(error).context(out.name())
        }
        other => other.into(),
    })?;
    out.finish()?;
    Ok(Outcome::Done)
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some((_, _, rows)) = TABLES.iter().find(|(name, _, _)| *name == arguments.format) {
        return table(arguments, *rows);
    }
    if arguments.format == FTM.0 || EVENT_TABLES.iter().any(|table| table.name == arguments.format) {
        return events(arguments);
    }
    let mut selection = arguments.select.selection(arguments.legend);
    if arguments.tables.is_of_tables() || arguments.tables.by_publication() {
        bail!(
            "--format, --spreadsheet and --date-by-publication are for tables, such as `chancery export claims` and `chancery export events`"
        );
    }
    let format = EXPORTERS.iter().find(|format| format.name() == arguments.format).context("no such format")?;
    if !format.selects() && selection != Selection::default() {
        bail!(
            "{} is written whole: the options that select or adorn are for graphs (`chancery export dot`)",
            format.name()
        );
    }
    let selected = selection != Selection { legend: selection.legend, ..Selection::default() };
    selection.rdf = arguments.rdf.options(format.name(), format.rdf())?;
    let store = arguments.store.open()?;
    arguments.select.check(&store)?;
    let written = if format.files().is_empty() {
        file(arguments, &store, *format, &selection)?
    } else {
        folder(arguments, &store, *format, &selection)?
    };
    if format.selects() {
        remark(format.name(), written, selected);
    }
    Ok(Outcome::Done)
}

/// Writes a format of one file.
fn file(arguments: &Arguments, store: &Store, format: &dyn Exporter, selection: &Selection) -> anyhow::Result<Written> {
    let project = arguments.names.project()?;
    let mut out = Output::open(arguments.output.as_deref())?;
    let written = project.export(store, format, selection, &mut out).map_err(|error| at(error, &out.name()))?;
    out.finish()?;
    Ok(written)
}

/// Writes a format of several files into a folder, which is made where it is missing.
fn folder(
    arguments: &Arguments,
    store: &Store,
    format: &dyn Exporter,
    selection: &Selection,
) -> anyhow::Result<Written> {
    let names = format.files().join(", ");
    let Some(folder) = arguments.output.as_deref() else {
        bail!("{} is several files ({names}); name their folder with --output", format.name());
    };
    if folder.exists() && !folder.is_dir() {
        bail!("{} is no folder; {} is several files ({names})", folder.display(), format.name());
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let project = arguments.names.project()?;
    let mut failed = None;
    let written = project.export_files(store, format, selection, &mut |name, write| {
        let mut whole = || -> anyhow::Result<()> {
            let mut out = Output::open(Some(&folder.join(name)))?;
            write(&mut out).map_err(|error| at(error, &out.name()))?;
            out.finish()
        };
        whole().map_err(|error| {
            failed = Some(error);
            ExportError::Output(io::ErrorKind::Other.into())
        })
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(written?),
    }
}

/// An error, with the name of the output where that is what failed.
fn at(error: ExportError, name: &str) -> anyhow::Error {
    match error {
        ExportError::Output(_)
        | ExportError::Store(StoreError::Io { .. } | StoreError::Full { .. })
        | ExportError::Query(QueryError::Store(StoreError::Io { .. } | StoreError::Full { .. })) => {
            anyhow::Error::new(error).context(name.to_owned())
        }
        other => other.into(),
    }
}

/// What somebody should know before drawing.
fn remark(format: &str, written: Written, selected: bool) {
    let text = match written {
        Written { boxes: 0, .. } if selected => "nothing is left to draw; select less strictly".to_owned(),
        Written { boxes: 0, .. } => "the store tells of no ties as facts, so there is nothing to draw".to_owned(),
        Written { boxes, arrows } if format == "dot" && arrows > MOST_ARROWS => format!(
            "warning: Graphviz may take minutes for {boxes} entities with {arrows} arrows, and the picture is too large to read; \
             --top 50, --min-reports 2, --no-standing, --around ENTITY or --since DATE leave less, \
             and `sfdp -Goverlap=prism -Tsvg` draws large pictures quicker than `dot`"
        ),
        Written { arrows, .. } if format == "mermaid" && arrows > MERMAIDS_ARROWS => format!(
            "warning: Mermaid draws at most {MERMAIDS_ARROWS} arrows unless its settings allow more, and these are {arrows}; \
             --top 30, --min-reports 2, --no-standing, --around ENTITY or --since DATE leave less"
        ),
        _ => return,
    };
    // Where standard error is gone, nobody reads it.
    drop(writeln!(io::stderr(), "{text}"));
}

/// Arrows that `dot` lays out in some seconds; the time grows faster than their number (docs/benchmarks.md).
const MOST_ARROWS: usize = 800;

/// Arrows beyond which Mermaid draws nothing, where its settings say nothing else.
const MERMAIDS_ARROWS: usize = 500;
