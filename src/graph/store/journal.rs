//! Recovery from a run that was interrupted in the middle of a large change.
//!
//! A large change takes several steps. Before the first one a journal is written to the store's folder, with what is
//! needed to undo the change. Once all articles are in, the journal says that only derived quads are missing. So the next
//! process that opens the store sees the old state or the new one.

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::Quad,
};

use crate::graph::{error::StoreError, quads::parts::nquad};

/// What is to be done with a change that was broken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Journal {
    /// It is taken back: the graphs that it added go, the quads that it removed return.
    Back {
        /// IRIs of the graphs.
        added: Vec<String>,
        /// What was removed.
        removed: Vec<Quad>,
    },
    /// It is finished: what is derived is derived again.
    Forward,
}

impl Journal {
    /// As text: a line with the way, then `+ IRI` and `- QUAD` lines, and a last line that proves it whole.
    pub(crate) fn encode(&self) -> String {
        match self {
            Self::Forward => "forward\nend\n".to_owned(),
            Self::Back { added, removed } => {
                let mut text = "back\n".to_owned();
                for graph in added {
                    text.push_str(&format!("+ {graph}\n"));
                }
                for quad in removed {
                    text.push_str(&format!("- {}\n", nquad(quad)));
                }
                text.push_str("end\n");
                text
            }
        }
    }

    /// Reads the text form.
    pub(crate) fn parse(text: &str) -> Result<Self, StoreError> {
        let damaged = |what: &str| StoreError::Damaged(format!("its journal {what}"));
        let mut lines = text.lines();
        let way = lines.next().unwrap_or_default();
        let (mut added, mut quads, mut whole) = (Vec::new(), String::new(), false);
        for line in lines {
            match line.split_at_checked(2) {
                Some(("+ ", graph)) => added.push(graph.to_owned()),
                Some(("- ", quad)) => {
                    quads.push_str(quad);
                    quads.push('\n');
                }
                _ => whole = line == "end",
            }
        }
        match way {
            "forward" if whole => Ok(Self::Forward),
            "back" if whole => {
                let read: Result<Vec<Quad>, _> =
                    RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(&quads).collect();
                Ok(Self::Back { added, removed: read.map_err(|error| damaged(&error.to_string()))? })
            }
            _ => Err(damaged("is not whole")),
        }
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::NamedNode;

    use super::*;

    #[test]
    fn a_journal_comes_back_and_half_of_one_does_not() {
        let node = NamedNode::new_unchecked("https://example.org/a");
        let quad = Quad::new(node.clone(), node.clone(), oxigraph::model::Literal::from("x\n\"y\""), node);
        let journal = Journal::Back { added: vec!["https://example.org/g".to_owned()], removed: vec![quad] };
        let text = journal.encode();
        assert_eq!(Journal::parse(&text).expect("whole"), journal);
        assert_eq!(Journal::parse(&Journal::Forward.encode()).expect("whole"), Journal::Forward);
        for half in ["", "back\n", &text[..text.len() - 4], "sideways\nend\n"] {
            assert!(Journal::parse(half).is_err(), "{half}");
        }
    }
}
