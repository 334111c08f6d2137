//! Open, build, extract, query, export, explain: what the command line and bindings call.
