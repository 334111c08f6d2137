//! `chancery graph`: who hangs together with whom: ways, the middle, communities, bridges.

use std::io::{self, Write};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand, ValueEnum, builder::PossibleValuesParser};

use super::{
    outcome::Outcome, output::terminal_width, rules::NameArguments, select::SelectArguments, store::StoreArguments,
};
use crate::{
    export::{Central, Layout, Network, TABLE_WRITERS, communities, table_writer},
    graph::{Form, Table},
};

const EXAMPLES: &str = "\
Examples:
  chancery graph paths \"Wang Yi\" NATO
  chancery graph central --by betweenness --no-standing --since 2022
  chancery graph groups --min-reports 2
  chancery graph groups --members --format csv
  chancery graph bridges

The network is that of `chancery export`: what an article tells as a fact, cut out by the same options. Ties count both ways,
except for PageRank, which follows them from who acts to whom. docs/formats.md says how each figure is computed.";

/// Show who is central, what ties two actors, which groups there are
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The shortest paths between two actors, step by step
    Paths {
        /// Where the paths begin: name, id or IRI
        #[arg(value_name = "FROM")]
        from: String,
        /// Where they end
        #[arg(value_name = "TO")]
        to: String,
        #[command(flatten)]
        common: Common,
    },
    /// The actors in the middle: degree, betweenness, PageRank, core number
    Central {
        /// What they are ranked by
        #[arg(long, value_name = "WHAT", value_enum, default_value = "degree")]
        by: By,
        #[command(flatten)]
        common: Common,
    },
    /// Communities: who has more ties among each other than chance would give them (Leiden)
    Groups {
        /// A row for each member, instead of each community
        #[arg(long)]
        members: bool,
        /// More than 1 gives more and smaller communities, less gives fewer
        #[arg(long, value_name = "NUMBER", default_value_t = 1.0, value_parser = resolution)]
        resolution: f64,
        /// Another number may give other communities where several are as good
        #[arg(long, value_name = "NUMBER", default_value_t = 1)]
        seed: u64,
        #[command(flatten)]
        common: Common,
    },
    /// The ties without which two parts would not hang together
    Bridges {
        #[command(flatten)]
        common: Common,
    },
}

/// Options of all of them.
#[derive(Debug, Args)]
struct Common {
    /// At most so many rows (of paths: so many paths); 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// How the answer is printed
    #[arg(long, default_value = "table", value_parser = PossibleValuesParser::new(formats()))]
    format: String,

    /// CSV and TSV: put an apostrophe before text that a spreadsheet would take for a formula
    #[arg(long)]
    spreadsheet: bool,

    #[command(flatten)]
    select: SelectArguments,

    #[command(flatten)]
    store: StoreArguments,

    #[command(flatten)]
    names: NameArguments,
}

/// What central actors are ranked by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// The number of others that it is tied to
    Degree,
    /// The share of the shortest paths between others that lead over it
    Betweenness,
    /// PageRank: being acted on by those who are acted on
    Pagerank,
    /// Reports of all its events
    Reports,
    /// Core number: how dense the densest part is that it belongs to
    Core,
}

fn formats() -> Vec<&'static str> {
    TABLE_WRITERS.iter().filter(|writer| writer.fits(Form::Rows)).map(|writer| writer.name()).collect()
}

fn resolution(text: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "a number above 0 is needed, such as 1.5".to_owned())
}

impl What {
    fn common(&self) -> &Common {
        match self {
            Self::Paths { common, .. }
            | Self::Central { common, .. }
            | Self::Groups { common, .. }
            | Self::Bridges { common } => common,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let what = &arguments.what;
    let common = what.common();
    let writer = table_writer(&common.format).context("no such format")?;
    if common.spreadsheet && !matches!(common.format.as_str(), "csv" | "tsv") {
        bail!("--spreadsheet is for --format csv or tsv");
    }
    let store = common.store.open()?;
    common.select.check(&store)?;
    let project = common.names.project()?;
    let ends = match what {
        What::Paths { from, to, .. } => Some([project.entity(&store, from)?, project.entity(&store, to)?]),
        _ => None,
    };
    let network = project.network(&store, &common.select.selection(false))?;
    let table = answer(what, ends.as_ref(), &network);
    if let (What::Paths { from, to, .. }, true) = (what, table.rows.is_empty()) {
        bail!("nothing ties {from:?} to {to:?} among what is selected, not even over others");
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let layout = Layout { width: terminal_width(), spreadsheet: common.spreadsheet };
    writer.write(&table, &layout, &mut out)?;
    out.flush()?;
    for note in &table.notes {
        // Where standard error is gone, nobody reads it.
        drop(writeln!(io::stderr(), "{note}"));
    }
    Ok(Outcome::Done)
}

fn answer(what: &What, ends: Option<&[String; 2]>, network: &Network) -> Table {
    let common = what.common();
    let most = if common.limit == 0 { usize::MAX } else { common.limit };
    let mut table = match what {
        What::Paths { .. } => {
            let [from, to] = ends.map(|ends| ends.each_ref().map(String::as_str)).unwrap_or_default();
            return network.ways_table(from, to, most);
        }
        What::Central { by, .. } => {
            let by = match by {
                By::Degree => Central::Degree,
                By::Betweenness => Central::Betweenness,
                By::Pagerank => Central::PageRank,
                By::Reports => Central::Reports,
                By::Core => Central::Core,
            };
            network.central_table(&network.measures(), by, most)
        }
        What::Groups { members, resolution, seed, .. } => {
            let found = communities(&network.neighbours(), *resolution, *seed);
            if *members { network.members_table(&found, most) } else { network.groups_table(&found, most) }
        }
        What::Bridges { .. } => network.bridges_table(most),
    };
    if table.rows.len() >= most {
        table.notes.push(format!("the first {} rows; --limit 0 gives all", table.rows.len()));
    }
    table
}
