//! Answers for people: aligned columns, labels instead of IRIs, wrapped to the width of the terminal. What has too many
//! columns for that is written row by row, a line a value.

use std::io::{self, Write};

use comfy_table::{ColumnConstraint, ContentArrangement, Table as Drawn, presets};

use super::{
    format::{Layout, TableWriter},
    text::plain,
};
use crate::graph::{Cell, ColumnKind, Form, Table};

/// The format `table`.
pub(super) struct Plain;

/// The least width to which a column of long values is wrapped.
const LEAST: usize = 9;
/// Blanks beside the values of a column.
const PADDING: usize = 2;

impl TableWriter for Plain {
    fn name(&self) -> &'static str {
        "table"
    }

    fn fits(&self, _form: Form) -> bool {
        true
    }

    fn write(&self, table: &Table, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
        if table.rows.is_empty() {
            return writeln!(out, "no rows");
        }
        let mut drawn = Drawn::new();
        drawn.load_style(presets::UTF8_HORIZONTAL_ONLY);
        drawn.set_header(&table.columns);
        for row in &table.rows {
            drawn.add_row(row.iter().map(shown));
        }
        if let Some(width) = layout.width {
            let widths = drawn.column_max_content_widths();
            let is_id = |column: usize| table.kinds.get(column) == Some(&ColumnKind::Id);
            let least = |(column, content): (usize, &u16)| {
                let content = usize::from(*content);
                PADDING + if is_id(column) { content } else { content.min(LEAST) }
            };
            if widths.iter().enumerate().map(least).sum::<usize>() > width {
                return records(table, width, out);
            }
            drawn.set_content_arrangement(ContentArrangement::Dynamic);
            drawn.set_width(u16::try_from(width).unwrap_or(u16::MAX));
            for column in (0..table.columns.len()).filter(|column| is_id(*column)) {
                // An id that is broken up cannot be copied.
                if let Some(column) = drawn.column_mut(column) {
                    column.set_constraint(ColumnConstraint::ContentWidth);
                }
            }
        }
        lines(&drawn, out)
    }
}

/// What is shown of a value. Control characters would move the terminal's cursor.
fn shown(cell: &Option<Cell>) -> String {
    cell.as_ref().map(|cell| plain(cell.shown()).into_owned()).unwrap_or_default()
}

fn lines(drawn: &Drawn, out: &mut dyn Write) -> io::Result<()> {
    drawn.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// Each row on its own, a line a value; what is empty is left out.
fn records(table: &Table, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (number, row) in table.rows.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let mut drawn = Drawn::new();
        drawn.load_style(presets::NOTHING);
        drawn.set_content_arrangement(ContentArrangement::Dynamic);
        drawn.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        for (column, cell) in table.columns.iter().zip(row) {
            if cell.is_some() {
                drawn.add_row([column.clone(), shown(cell)]);
            }
        }
        if let Some(names) = drawn.column_mut(0) {
            names.set_padding((0, 1)).set_constraint(ColumnConstraint::ContentWidth);
        }
        lines(&drawn, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Layout, TABLE_WRITERS, table_writer};
    use crate::graph::{Cell, ColumnKind, Form, Table};

    fn iri(id: &str, label: &str) -> Option<Cell> {
        let iri = format!("https://example.org/id/{id}");
        Some(Cell::Iri { iri, label: label.to_owned(), id: id.to_owned() })
    }

    fn text(value: &str) -> Option<Cell> {
        Some(Cell::Literal { value: value.to_owned(), datatype: None, language: None })
    }

    fn table(columns: &[(&str, ColumnKind)], rows: Vec<Vec<Option<Cell>>>) -> Table {
        Table {
            columns: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            kinds: columns.iter().map(|(_, kind)| *kind).collect(),
            rows,
            ..Table::default()
        }
    }

    fn written(name: &str, table: &Table, layout: Layout) -> String {
        let mut out = Vec::new();
        let writer = TABLE_WRITERS.iter().find(|writer| writer.name() == name).expect("it is there");
        writer.write(table, &layout, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    /// The same table to all writers: quotes, separators, line ends and scripts survive in each.
    #[test]
    fn hostile_values_in_every_format() {
        let columns = [("who", ColumnKind::Named), ("said", ColumnKind::Value)];
        let table = table(&columns, vec![vec![iri("w", "王毅"), text("a \"b\",\tc\nd")], vec![None, None]]);
        let written = |name: &str| written(name, &table, Layout { width: Some(60), spreadsheet: false });
        assert_eq!(written("csv"), "who,who_id,said\r\n王毅,w,\"a \"\"b\"\", c d\"\r\n,,\r\n");
        assert_eq!(written("tsv"), "who\twho_id\tsaid\n王毅\tw\ta \"b\", c d\n\t\t\n");
        let json: serde_json::Value = serde_json::from_str(&written("json")).expect("JSON");
        assert_eq!(json["results"]["bindings"][0]["said"]["value"], "a \"b\",\tc\nd");
        assert_eq!(json["results"]["bindings"][0]["who"]["value"], "https://example.org/id/w");
        assert_eq!(json["results"]["bindings"][1], serde_json::json!({}));
        let xml = written("xml");
        assert!(xml.contains("<variable name=\"who\"/>"), "{xml}");
        assert!(xml.contains("<binding name=\"who\"><uri>https://example.org/id/w</uri></binding>"), "{xml}");
        assert!(xml.contains("<literal>a \"b\",\tc\nd</literal>"), "{xml}");
        let plain = written("table");
        assert!(plain.contains("王毅") && plain.contains("a \"b\", c d"), "{plain}");
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded_on_demand() {
        let score =
            Cell::Literal { value: "-4.0".to_owned(), datatype: Some("http://x/decimal".to_owned()), language: None };
        let rows = vec![vec![text("=1+1"), text("-2"), Some(score), text("a\u{202e}b\u{7}c")]];
        let names = ["a", "b", "c", "d"].map(|name| (name, ColumnKind::Value));
        let table = table(&names, rows);
        let raw = written("csv", &table, Layout::default());
        assert_eq!(raw, "a,b,c,d\r\n=1+1,-2,-4.0,ab c\r\n");
        let guarded = written("csv", &table, Layout { spreadsheet: true, ..Layout::default() });
        assert_eq!(guarded, "a,b,c,d\r\n'=1+1,'-2,-4.0,ab c\r\n");
    }

    #[test]
    fn a_table_fits_the_terminal() {
        let wide = "several words of a headline that goes on and on";
        let few = [("one", ColumnKind::Named), ("title", ColumnKind::Value), ("event", ColumnKind::Id)];
        let row = || vec![iri("a", "Ministry of Foreign Affairs"), text(wide), iri("e", "ev-0123456789abcdef")];
        let few = table(&few, vec![row(), row()]);
        let many: Vec<(String, ColumnKind)> = (0..12).map(|n| (format!("column{n}"), ColumnKind::Value)).collect();
        let many: Vec<(&str, ColumnKind)> = many.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
        let many = table(&many, vec![vec![text(wide); 12], vec![text(wide); 12]]);
        for width in [20, 60, 80] {
            for table in [&few, &many] {
                let layout = Layout { width: Some(width), spreadsheet: false };
                let text = written("table", table, layout);
                assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
                assert!(width == 20 || !text.contains("0123") || text.contains("ev-0123456789abcdef"), "{text}");
            }
        }
    }

    #[test]
    fn an_answer_of_yes_or_no_is_one_in_each_format() {
        let mut table = table(&[("answer", ColumnKind::Value)], vec![vec![text("true")]]);
        table.form = Form::Boolean;
        assert_eq!(written("json", &table, Layout::default()), "{\"boolean\":true,\"head\":{}}\n");
        assert!(written("xml", &table, Layout::default()).contains("<boolean>true</boolean>"));
        assert!(!table_writer("turtle").expect("it is there").fits(Form::Boolean));
    }

    #[test]
    fn an_empty_answer_says_so() {
        assert_eq!(written("table", &Table::default(), Layout::default()), "no rows\n");
    }
}
