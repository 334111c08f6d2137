//! Pictures and tables of a plain view of the graph: one small file a format.
