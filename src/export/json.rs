//! Answers as SPARQL 1.1 Query Results JSON, which every RDF library reads.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::format::{Layout, TableWriter};
use crate::graph::{Cell, Form, Table};

/// The format `json`.
pub(super) struct Json;

impl TableWriter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn fits(&self, form: Form) -> bool {
        form != Form::Triples
    }

    fn write(&self, table: &Table, _layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
        if table.form == Form::Boolean {
            let yes = table.rows.iter().flatten().flatten().any(|cell| cell.raw() == "true");
            return writeln!(out, "{}", json!({ "head": {}, "boolean": yes }));
        }
        write!(out, "{{\"head\":{},\"results\":{{\"bindings\":[", json!({ "vars": table.columns }))?;
        for (index, row) in table.rows.iter().enumerate() {
            let mut binding = Map::new();
            for (column, cell) in table.columns.iter().zip(row) {
                if let Some(cell) = cell {
                    binding.insert(column.clone(), value(cell));
                }
            }
            writeln!(out, "{}", if index > 0 { "," } else { "" })?;
            serde_json::to_writer(&mut *out, &binding)?;
        }
        writeln!(out, "\n]}}}}")
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Iri { iri, .. } => json!({ "type": "uri", "value": iri }),
        Cell::Blank(id) => json!({ "type": "bnode", "value": id }),
        Cell::Literal { value, datatype, language } => {
            let mut literal =
                Map::from_iter([("type".to_owned(), json!("literal")), ("value".to_owned(), json!(value))]);
            if let Some(datatype) = datatype {
                literal.insert("datatype".to_owned(), json!(datatype));
            }
            if let Some(language) = language {
                literal.insert("xml:lang".to_owned(), json!(language));
            }
            literal.into()
        }
    }
}
