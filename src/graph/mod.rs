//! Claims as RDF: vocabulary, IRIs, events and edges, the store and its queries; the only floor that knows oxigraph.
