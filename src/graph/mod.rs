//! Claims as RDF: vocabulary, IRIs, events and edges, the store and its queries; the only floor that knows oxigraph.
//!
//! Each version of an article is one named graph with its metadata and its claims; the default graph holds what is
//! derived from all of them: events, plain edges, descriptions of entities. Taking an article out is dropping its graph
//! and deriving again what it touched, so a store after any sequence of changes equals the one built in one go.
//!
//! The rooms, in the order in which they build on each other: `vocabulary`, `copies`, `quads`, `events`, `corrections`, `rdf`,
//! `join`, `store`, `questions`, `shapes`, `upgrade`.

mod copies;
mod corrections;
mod error;
mod events;
mod join;
mod quads;
mod questions;
mod rdf;
mod shapes;
mod store;
mod upgrade;
mod vocabulary;

pub use corrections::table::{Correction, Corrections, Mend};
pub use error::{KeyError, Problem, QueryError, StoreError, TurtleError};
pub use join::{
    BOILERPLATE, ClaimKey, Derived, Fact, Gist, Keys, Print, copy_of, derived_of, events_of, keys, node_of, origins_of,
    vocabulary as vocabulary_nquads,
};
pub use quads::{
    article::content_hash,
    wording::{date as date_in_words, in_words},
};
pub use questions::{
    claim::StoredClaim,
    difference::difference,
    event::{BoundClaim, OtherEvent, StoredEvent},
    facts::Facts,
    filter::{Filter, PressFilter},
    guard::Form,
    naming::Aliases,
    pair::{PairEvent, StoredPair},
    query_file::{Column, Parameter, ParameterKind, QueryFile},
    rows::EventRow,
    sparql::{Cell, ColumnKind, Stop, Table},
    status::Status,
    told::{Party, Told},
    undated::Inferred,
    view::{Edge, Named, Node, Office, QuadClass, View},
};
pub use rdf::{RdfOptions, RdfProfile, RdfSyntax, write_article};
pub use shapes::{SHAPES, Shapes, Violation};
pub use store::{
    batch::{Batch, Change, Summary},
    quad_store::{Options, Store, StoredArticle},
};
pub use upgrade::{Format4, OldArticle, articles_of_any};
pub use vocabulary::{
    iris::{CH, DEFAULT_BASE, Names},
    ontology::{ONTOLOGY, Ontology, Relation},
};
