//! Neo4j: nodes and relationships as CSV with the header of `neo4j-admin database import`, and the same as a Cypher script.
//!
//! A relationship is an event; its type is the relation, in the capitals that Neo4j is used to (`MET_WITH`).

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{
    attributes::{OF_EDGES, OF_NODES, Sort, Value, of_edge, of_node},
    format::{ExportError, Written},
    picture::{Drawn, Picture},
    style::kind_name,
};
use crate::{entities::EntityKind, graph::Edge};

/// The format `neo4j`.
pub(super) struct Neo4j;

const NODES: &str = "nodes.csv";
const RELATIONSHIPS: &str = "relationships.csv";
const COMMAND: &str = "import.sh";
const SCRIPT: &str = "load.cypher";

impl Picture for Neo4j {
    fn name(&self) -> &'static str {
        "neo4j"
    }

    fn about(&self) -> &'static str {
        "a folder for Neo4j: nodes and relationships as CSV, the import command, a Cypher script"
    }

    fn files(&self) -> &'static [&'static str] {
        &[NODES, RELATIONSHIPS, COMMAND, SCRIPT]
    }

    fn write(&self, drawn: &Drawn<'_>, file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        match file {
            RELATIONSHIPS => relationships(drawn, out)?,
            COMMAND => out.write_all(IMPORT.as_bytes())?,
            SCRIPT => script(drawn, out)?,
            _ => nodes(drawn, out)?,
        }
        Ok(drawn.written())
    }
}

/// The type of a column in the header of an import.
fn column(name: &str, sort: Sort) -> String {
    let sort = match sort {
        Sort::Text => "string",
        Sort::Day => "date",
        Sort::Whole => "long",
        Sort::Real => "double",
        Sort::Truth => "boolean",
    };
    format!("{name}:{sort}")
}

/// A line of CSV. Neo4j takes a backslash before a quote for an escape unless it is told not to, and all cells are quoted, so
/// that an empty text and nothing stay apart.
fn line(out: &mut dyn Write, cells: &[Option<String>]) -> io::Result<()> {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        if let Some(cell) = cell {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        }
    }
    out.write_all(b"\n")
}

/// A cell for each of these columns, in their order.
fn cells(columns: impl Iterator<Item = &'static str>, values: &BTreeMap<&str, Value>) -> Vec<Option<String>> {
    columns.map(|column| values.get(column).map(Value::text)).collect()
}

fn nodes(drawn: &Drawn<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut header = vec![Some("id:ID".to_owned()), Some("label:string".to_owned())];
    header.extend(OF_NODES.iter().map(|of| Some(column(of.name, of.sort))));
    header.push(Some(":LABEL".to_owned()));
    line(out, &header)?;
    for (place, node) in drawn.network.nodes().enumerate() {
        let values: BTreeMap<&str, Value> = of_node(drawn, place, node).map(|(of, value)| (of.name, value)).collect();
        let mut row = vec![Some(node.id.clone()), Some(node.label.clone())];
        row.extend(cells(OF_NODES.iter().map(|of| of.name), &values));
        row.push(Some(format!("Entity;{}", label(node.kind))));
        line(out, &row)?;
    }
    Ok(())
}

fn relationships(drawn: &Drawn<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut header =
        [":START_ID", ":END_ID", "event:string", "label:string"].map(|name| Some(name.to_owned())).to_vec();
    header.extend(OF_EDGES.iter().map(|of| Some(column(of.name, of.sort))));
    header.push(Some(":TYPE".to_owned()));
    line(out, &header)?;
    for edge in drawn.network.edges() {
        let values: BTreeMap<&str, Value> = of_edge(edge).map(|(of, value)| (of.name, value)).collect();
        let [from, to] = [edge.from, edge.to].map(|end| drawn.network.node(end).id.clone());
        let mut row = vec![Some(from), Some(to), Some(edge.event.clone()), Some(edge.label.clone())];
        row.extend(cells(OF_EDGES.iter().map(|of| of.name), &values));
        row.push(Some(type_of(edge)));
        line(out, &row)?;
    }
    Ok(())
}

/// A label of Neo4j: `Person`.
fn label(kind: Option<EntityKind>) -> String {
    let name = kind_name(kind);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A type of Neo4j: `MET_WITH`.
fn type_of(edge: &Edge) -> String {
    let mut name = String::new();
    for letter in edge.relation.chars() {
        if letter.is_uppercase() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}

/// The command that imports the files into a new database; all options stand in it, so that nothing has to be remembered.
const IMPORT: &str = "\
#!/bin/sh
# Imports nodes.csv and relationships.csv into the Neo4j database whose name is the first argument (5 or later; stop the
# database first, what it held is replaced). A running database takes load.cypher instead.
set -eu
cd \"$(dirname \"$0\")\"
neo4j-admin database import full \"${1:-neo4j}\" --overwrite-destination \\
    --nodes=nodes.csv --relationships=relationships.csv --id-type=string --legacy-style-quoting=false \\
    --multiline-fields=true
";

/// The script for a database that runs. It finds the files in the import folder of the server, and may be run again: what is
/// there already is brought up to date.
fn script(drawn: &Drawn<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "// Copy nodes.csv and relationships.csv into the import folder of the server, then:")?;
    writeln!(out, "// cypher-shell --file load.cypher (Neo4j 5 or later)")?;
    writeln!(out, "CREATE CONSTRAINT chancery_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;")?;
    let kinds: BTreeMap<String, ()> = drawn.network.nodes().map(|node| (label(node.kind), ())).collect();
    for kind in kinds.keys() {
        writeln!(
            out,
            "LOAD CSV WITH HEADERS FROM 'file:///{NODES}' AS row WITH row WHERE row.`:LABEL` ENDS WITH ';{kind}'\n\
             CALL (row) {{ MERGE (n:Entity {{id: row.`id:ID`}}) SET n:{kind}, n.label = row.`label:string`{} \
             }} IN TRANSACTIONS OF 1000 ROWS;",
            set('n', OF_NODES.iter().map(|of| (of.name, of.sort)))
        )?;
    }
    let types: BTreeMap<String, ()> = drawn.network.edges().map(|edge| (type_of(edge), ())).collect();
    for kind in types.keys() {
        writeln!(
            out,
            "LOAD CSV WITH HEADERS FROM 'file:///{RELATIONSHIPS}' AS row WITH row WHERE row.`:TYPE` = '{kind}'\n\
             CALL (row) {{ MATCH (a:Entity {{id: row.`:START_ID`}}), (b:Entity {{id: row.`:END_ID`}}) \
             MERGE (a)-[r:{kind} {{event: row.`event:string`}}]->(b) SET r.label = row.`label:string`{} \
             }} IN TRANSACTIONS OF 1000 ROWS;",
            set('r', OF_EDGES.iter().map(|of| (of.name, of.sort)))
        )?;
    }
    Ok(())
}

/// Sets all attributes of a node or relationship from the columns of a row.
fn set(of: char, columns: impl Iterator<Item = (&'static str, Sort)>) -> String {
    let mut text = String::new();
    for (name, sort) in columns {
        let cell = format!("row.`{}`", column(name, sort));
        let value = match sort {
            Sort::Text => cell,
            Sort::Day => format!("date({cell})"),
            Sort::Whole => format!("toInteger({cell})"),
            Sort::Real => format!("toFloat({cell})"),
            Sort::Truth => format!("toBoolean({cell})"),
        };
        text.push_str(&format!(", {of}.{name} = {value}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_nothing_is_empty() {
        let mut out = Vec::new();
        line(&mut out, &[Some("a\"b,\\".to_owned()), None, Some(String::new())]).expect("memory");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "\"a\"\"b,\\\",,\"\"\n");
    }

    #[test]
    fn types_are_in_capitals() {
        let edge = Edge { relation: "spokeByPhoneWith".to_owned(), ..Edge::default() };
        assert_eq!(type_of(&edge), "SPOKE_BY_PHONE_WITH");
        assert_eq!(label(Some(EntityKind::Organisation)), "Organisation");
    }
}
