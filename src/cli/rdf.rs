//! The arguments of exports that are RDF.

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::graph::{RdfOptions, RdfProfile, RdfSyntax};

/// How RDF is written.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "RDF")]
pub(super) struct RdfArguments {
    /// How claims are written
    #[arg(long, value_name = "PROFILE", value_enum, default_value = "1.1")]
    profile: Profile,

    /// The IRI under which the default graph is written: stores that merge all graphs into their default one then keep it apart
    #[arg(long, value_name = "IRI")]
    graph: Option<String>,

    /// Also write what the store notes for its own work, such as the sketches that copies are found by
    #[arg(long)]
    bookkeeping: bool,

    /// Escape all that is not ASCII, for tools that read nothing else
    #[arg(long)]
    ascii: bool,
}

/// How claims are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    /// As resources with rdf:subject, rdf:predicate and rdf:object, which any store loads
    #[value(name = "1.1")]
    Rdf11,
    /// As reifiers of triple terms, the way of RDF 1.2
    #[value(name = "1.2")]
    Rdf12,
    /// As nanopublications, one a claim, and nothing else
    Nanopub,
}

impl RdfArguments {
    /// The options for a syntax, or for a format that is no RDF.
    pub(super) fn options(&self, name: &str, syntax: Option<RdfSyntax>) -> anyhow::Result<RdfOptions> {
        let profile = match self.profile {
            Profile::Rdf11 => RdfProfile::Rdf11,
            Profile::Rdf12 => RdfProfile::Rdf12,
            Profile::Nanopub => RdfProfile::Nanopub,
        };
        let (graph, bookkeeping, ascii) = (self.graph.clone(), self.bookkeeping, self.ascii);
        let options = RdfOptions { profile, graph, bookkeeping, ascii, ..RdfOptions::default() };
        let Some(syntax) = syntax else {
            if options != RdfOptions::default() {
                bail!(
                    "{name} is no RDF; --profile, --graph, --bookkeeping and --ascii are for RDF (`chancery export nquads`)"
                );
            }
            return Ok(options);
        };
        if syntax.is_of_triples() {
            let asked = [
                (self.graph.is_some(), "--graph"),
                (self.bookkeeping, "--bookkeeping"),
                (self.profile == Profile::Nanopub, "--profile nanopub"),
            ];
            if let Some((_, option)) = asked.iter().find(|(given, _)| *given) {
                bail!("{name} has no named graphs, so {option} is of no use to it; export nquads, trig or jsonld");
            }
        }
        if self.profile == Profile::Rdf12 && !syntax.has_reifiers() {
            bail!("{name} of RDF 1.2 is not written; export nquads, trig, turtle or ntriples");
        }
        Ok(options)
    }
}
