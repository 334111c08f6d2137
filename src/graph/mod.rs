//! Claims as RDF: vocabulary, IRIs, events and edges, the store and its queries; the only floor that knows oxigraph.
//!
//! Each version of an article is one named graph with its metadata and its claims; the default graph holds what is
//! derived from all of them: events, plain edges, descriptions of entities. Taking an article out is dropping its graph
//! and deriving again what it touched, so a store after any sequence of changes equals the one built in one go.

mod ask;
mod backend;
mod batch;
mod bonds;
mod copies;
mod correct;
mod corrections;
mod derive;
mod diff;
mod dispute;
mod dump;
mod error;
mod events;
mod explain;
mod facts;
mod journal;
mod kinds;
mod names;
mod old;
mod ontology;
mod places;
mod press;
mod quads;
mod query;
mod record;
mod rederive;
mod shapes;
mod span;
mod status;
mod store;
#[cfg(test)]
mod syndicate;
mod tally;
mod undated;
mod unit;
mod view;

pub use ask::{Aliases, Cell, Table};
pub use batch::{Batch, Change, Summary};
pub use corrections::{Correction, Corrections, Mend};
pub use diff::difference;
pub use dump::{RdfSyntax, write_article};
pub use error::{Problem, QueryError, StoreError};
pub use explain::{BoundClaim, OtherEvent, StoredClaim, StoredEvent};
pub use facts::Facts;
pub use names::{CH, DEFAULT_BASE, Names};
pub use ontology::{ONTOLOGY, Ontology, Relation};
pub use quads::content_hash;
pub use query::{Parameter, ParameterKind, QueryFile};
pub use shapes::{SHAPES, Shapes, Violation};
pub use status::Status;
pub use store::{Options, Store, StoredArticle};
pub use undated::Inferred;
pub use view::{Edge, Filter, Node, QuadClass, View};
