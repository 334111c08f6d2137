//! Answers as SPARQL Query Results XML.

use std::io::{self, Write};

use super::{
    format::{Layout, TableWriter},
    text::{attribute, escaped},
};
use crate::graph::{Cell, Form, Table};

/// The format `xml`.
pub(super) struct Xml;

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Iri { iri, .. } => format!("<uri>{}</uri>", escaped(iri)),
        Cell::Blank(id) => format!("<bnode>{}</bnode>", escaped(id)),
        Cell::Literal { value, datatype, language } => {
            let kind = match (datatype, language) {
                (Some(datatype), _) => format!(" datatype=\"{}\"", attribute(datatype)),
                (None, Some(language)) => format!(" xml:lang=\"{}\"", attribute(language)),
                (None, None) => String::new(),
            };
            format!("<literal{kind}>{}</literal>", escaped(value))
        }
    }
}

impl TableWriter for Xml {
    fn name(&self) -> &'static str {
        "xml"
    }

    fn fits(&self, form: Form) -> bool {
        form != Form::Triples
    }

    fn write(&self, table: &Table, _layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\"?>")?;
        writeln!(out, "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">")?;
        if table.form == Form::Boolean {
            let yes = table.rows.iter().flatten().flatten().any(|cell| cell.raw() == "true");
            return writeln!(out, "<head/>\n<boolean>{yes}</boolean>\n</sparql>");
        }
        writeln!(out, "<head>")?;
        for column in &table.columns {
            writeln!(out, "<variable name=\"{}\"/>", attribute(column))?;
        }
        writeln!(out, "</head>\n<results>")?;
        for row in &table.rows {
            write!(out, "<result>")?;
            for (column, cell) in table.columns.iter().zip(row) {
                if let Some(cell) = cell {
                    write!(out, "<binding name=\"{}\">{}</binding>", attribute(column), value(cell))?;
                }
            }
            writeln!(out, "</result>")?;
        }
        writeln!(out, "</results>\n</sparql>")
    }
}
