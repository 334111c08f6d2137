//! How a change goes on after a run that was broken off in the middle of it.
//!
//! A large change takes several steps. Before the first one the store's folder gets a journal: what would take the
//! change back. Once all articles are in, the journal says that only derived quads are behind. So whoever opens the
//! store next sees the old state or the new one.

use indexmap::IndexSet;
use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{NamedNode, Quad},
};

use super::{batch::Changes, dump::nquad, error::StoreError, store::Store};

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

impl Store {
    /// Takes a broken-off change back or finishes it.
    pub(crate) fn recover(&mut self, journal: &Journal) -> Result<(), StoreError> {
        if let Journal::Back { added, removed } = journal {
            let mut changes = Changes::default();
            let graphs: IndexSet<NamedNode> = added.iter().map(NamedNode::new_unchecked).collect();
            for graph in &graphs {
                for quad in self.quads.quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
                    changes.remove.push(quad?);
                }
            }
            changes.insert.extend(removed.iter().cloned());
            changes.apply(self)?;
        }
        self.derive_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_change_is_taken_back() {
        use crate::{
            graph::{Options, RdfSyntax},
            rules::{Claim, Extraction},
            text::Article,
        };
        let article = |id: &str, object: &str| Extraction {
            article: Article::new(id, "Words."),
            claims: vec![Claim {
                claim: format!("c-{id}"),
                subject_id: "ann".to_owned(),
                relation: "accused".to_owned(),
                object_id: object.to_owned(),
                ..Claim::default()
            }],
            entities: Vec::new(),
        };
        let dump = |store: &Store| {
            let mut out = Vec::new();
            store.write_rdf(RdfSyntax::NQuads, &mut out).expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        let mut store = Store::memory(&Options::default()).expect("memory");
        let mut batch = store.batch().expect("writable");
        for (id, object) in [("a", "bob"), ("b", "bob"), ("c", "eve")] {
            batch.add(&article(id, object)).expect("added");
        }
        batch.commit().expect("committed");
        let before = dump(&store);
        // The graph of one article gone, that of another half there.
        let gone = NamedNode::new_unchecked(store.article("a").expect("readable").expect("there").iri);
        let quads = store.quads.quads_for_pattern(None, None, None, Some(gone.as_ref().into()));
        let removed: Vec<Quad> = quads.collect::<Result<_, _>>().expect("readable");
        let made = crate::graph::quads::article_quads(&store.names, "", &article("d", "bob"));
        let added = vec![made.quads[0].graph_name.to_string().trim_matches(['<', '>']).to_owned()];
        let mut half = Changes { remove: removed.clone(), insert: made.quads[..made.quads.len() / 2].to_vec() };
        half.apply(&store).expect("applied");
        assert_ne!(dump(&store), before);
        store.recover(&Journal::Back { added, removed }).expect("recovered");
        assert_eq!(dump(&store), before);
    }

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
