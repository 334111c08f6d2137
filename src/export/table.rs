//! Answers for people: aligned columns, labels instead of IRIs, wrapped to the width of the terminal.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table as Drawn, presets};

use super::TableWriter;
use crate::graph::Table;

/// The format `table`.
pub(super) struct Plain;

impl TableWriter for Plain {
    fn name(&self) -> &'static str {
        "table"
    }

    fn write(&self, table: &Table, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        if table.rows.is_empty() {
            return writeln!(out, "no rows");
        }
        let mut drawn = Drawn::new();
        drawn.load_style(presets::UTF8_HORIZONTAL_ONLY);
        if let Some(width) = width.and_then(|width| u16::try_from(width).ok()) {
            drawn.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        drawn.set_header(&table.columns);
        for row in &table.rows {
            // Control characters would move the terminal's cursor.
            let shown = |text: &str| text.replace(char::is_control, " ");
            drawn.add_row(row.iter().map(|cell| cell.as_ref().map(|cell| shown(cell.shown())).unwrap_or_default()));
        }
        for line in drawn.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::TABLE_WRITERS;
    use crate::graph::{Cell, Table};

    /// The same table to all writers: quotes, separators, line ends and scripts survive in each.
    #[test]
    fn hostile_values_in_every_format() {
        let table = Table {
            columns: vec!["who".to_owned(), "said".to_owned()],
            rows: vec![
                vec![
                    Some(Cell::Iri { iri: "https://example.org/id/w".to_owned(), label: "王毅".to_owned() }),
                    Some(Cell::Literal { value: "a \"b\",\tc\nd".to_owned(), datatype: None, language: None }),
                ],
                vec![None, None],
            ],
        };
        let written = |name: &str| {
            let mut out = Vec::new();
            let writer = TABLE_WRITERS.iter().find(|writer| writer.name() == name).expect("it is there");
            writer.write(&table, Some(60), &mut out).expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        assert_eq!(written("csv"), "who,said\r\nhttps://example.org/id/w,\"a \"\"b\"\",\tc\nd\"\r\n,\r\n");
        assert_eq!(written("tsv"), "who\tsaid\nhttps://example.org/id/w\ta \"b\", c d\n\t\n");
        let json: serde_json::Value = serde_json::from_str(&written("json")).expect("JSON");
        assert_eq!(json["results"]["bindings"][0]["said"]["value"], "a \"b\",\tc\nd");
        assert_eq!(json["results"]["bindings"][1], serde_json::json!({}));
        let plain = written("table");
        assert!(plain.contains("王毅") && plain.contains("a \"b\", c d"), "{plain}");
    }

    #[test]
    fn an_empty_answer_says_so() {
        let mut out = Vec::new();
        super::super::table_writer("table")
            .expect("it is there")
            .write(&Table::default(), None, &mut out)
            .expect("memory");
        assert_eq!(out, b"no rows\n");
    }
}
