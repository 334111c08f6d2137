//! What of a store is written as RDF, and how: syntax, profile and options.

use super::ascii::Escape;

/// A syntax of RDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RdfSyntax {
    /// One quad a line, all graphs, sorted as text.
    #[default]
    NQuads,
    /// All graphs, each with its triples grouped by subject.
    TriG,
    /// The default graph only: events, edges and entities, without the articles' claims.
    Turtle,
    /// The same, one triple a line, sorted as text.
    NTriples,
    /// The same, as XML.
    RdfXml,
    /// All graphs, as JSON.
    JsonLd,
}

impl RdfSyntax {
    /// Whether it has the default graph only.
    #[must_use]
    pub fn is_of_triples(self) -> bool {
        matches!(self, Self::Turtle | Self::NTriples | Self::RdfXml)
    }

    /// Whether it is known how it writes triples within triples.
    #[must_use]
    pub fn has_reifiers(self) -> bool {
        !matches!(self, Self::RdfXml | Self::JsonLd)
    }

    pub(super) fn escape(self) -> Escape {
        match self {
            Self::RdfXml => Escape::Xml,
            Self::JsonLd => Escape::Json,
            _ => Escape::Turtle,
        }
    }
}

/// How claims are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RdfProfile {
    /// RDF 1.1, which any store loads: a claim has its subject, predicate and object as `rdf:subject` and the like.
    #[default]
    Rdf11,
    /// RDF 1.2: a claim reifies a triple term.
    Rdf12,
    /// Each claim as a nanopublication: head, assertion, provenance and publication info.
    Nanopub,
}

/// What of a store is written as RDF, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RdfOptions {
    /// The syntax.
    pub syntax: RdfSyntax,
    /// How claims are written.
    pub profile: RdfProfile,
    /// The IRI under which the default graph is written, where it is to have one.
    pub graph: Option<String>,
    /// Whether what the store notes for its own work is written too.
    pub bookkeeping: bool,
    /// Whether all that is not ASCII is escaped.
    pub ascii: bool,
}
