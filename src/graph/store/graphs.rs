//! One graph of a store at a time, as every other store takes it: sorted N-Triples in ASCII. Memory does not grow with the
//! graph.

use std::io::Write;

use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, Term, vocab::xsd};

use super::quad_store::Store;
use crate::graph::{
    error::StoreError,
    quads::parts::nquad,
    rdf::{
        ascii::{Ascii, Escape},
        sorter::{IN_MEMORY, Sorter},
        twin,
    },
};

impl Store {
    /// The IRIs of the articles' graphs, sorted.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn article_graphs(&self) -> Result<Vec<String>, StoreError> {
        let mut all: Vec<String> = self.articles()?.into_iter().map(|article| article.iri).collect();
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    /// Writes one graph as exports have it, as sorted N-Triples, the derived one where no name is given; gives the number of triples. Characters
    /// beyond ASCII are escaped: some stores take N-Triples for ASCII, as the first version of the format was.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read, [`StoreError::Io`] where the output or a temporary file
    /// cannot be written.
    pub fn write_graph(&self, graph: Option<&str>, out: &mut dyn Write) -> Result<u64, StoreError> {
        let name = graph.map(NamedNode::new_unchecked);
        let name = name.as_ref().map_or(GraphNameRef::DefaultGraph, |name| name.as_ref().into());
        let mut sorter = Sorter::new(IN_MEMORY);
        for quad in self.quads.quads_for_pattern(None, None, None, Some(name)) {
            let quad = quad?;
            for mut quad in twin(&quad).into_iter().chain([quad]) {
                quad.graph_name = GraphName::DefaultGraph;
                if let Some(pointed) = pointed(&quad.object) {
                    quad.object = pointed;
                }
                sorter.push(nquad(&quad))?;
            }
        }
        let mut count = 0;
        let mut ascii = Ascii::new(out, Escape::Turtle);
        sorter.finish(|line| {
            count += 1;
            ascii.write_all(line.as_bytes())?;
            ascii.write_all(b"\n")
        })?;
        ascii.finish().map_err(StoreError::io("output"))?;
        Ok(count)
    }
}

/// A decimal number without a point, with one. TDB2 cannot take back "8": it reads it as "8.0" and then no longer finds it, so
/// that a graph that is replaced or dropped keeps it.
fn pointed(term: &Term) -> Option<Term> {
    let Term::Literal(number) = term else { return None };
    let whole = number.datatype() == xsd::DECIMAL && !number.value().contains('.');
    whole.then(|| Literal::new_typed_literal(format!("{}.0", number.value()), xsd::DECIMAL).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::Options,
        rules::{Claim, Extraction},
        text::Article,
    };

    #[test]
    fn decimal_numbers_have_a_point() {
        let number = |text: &str, kind| Term::from(Literal::new_typed_literal(text, kind));
        assert_eq!(pointed(&number("8", xsd::DECIMAL)), Some(number("8.0", xsd::DECIMAL)));
        assert_eq!(pointed(&number("-3.4", xsd::DECIMAL)), None);
        assert_eq!(pointed(&number("8", xsd::INTEGER)), None);
    }

    #[test]
    fn each_graph_comes_by_itself() {
        let store = Store::memory(&Options::default()).expect("memory");
        let mut batch = store.batch().expect("writable");
        let claim = Claim {
            claim: "c-1".to_owned(),
            subject_id: "wang-yi".to_owned(),
            subject: "王毅".to_owned(),
            relation: "accused".to_owned(),
            object_id: "nato".to_owned(),
            polarity: "affirmed".to_owned(),
            status: "happened".to_owned(),
            voice: "narrator".to_owned(),
            ..Claim::default()
        };
        let extraction = Extraction {
            article: Article::new("a", "Words."),
            claims: vec![claim],
            entities: Vec::new(),
            outlet: None,
        };
        batch.add(&extraction).expect("added");
        batch.commit().expect("committed");
        let graphs = store.article_graphs().expect("readable");
        assert_eq!(graphs.len(), 1);
        let written = |graph: Option<&str>| {
            let mut out = Vec::new();
            let count = store.write_graph(graph, &mut out).expect("memory");
            let text = String::from_utf8(out).expect("UTF-8");
            assert_eq!(count, text.lines().count() as u64);
            text
        };
        let (article, derived) = (written(Some(&graphs[0])), written(None));
        assert!(article.contains("identifier> \"a\" .\n"), "{article}");
        assert!(derived.contains("/wang-yi> <https://w3id.org/chancery/ns#accused> "), "{derived}");
        assert!(derived.contains("\"\\u738B\\u6BC5\""), "{derived}");
        assert!(!derived.contains("identifier"), "{derived}");
        let sorted = |text: &str| text.lines().zip(text.lines().skip(1)).all(|(one, next)| one < next);
        assert!(sorted(&article) && sorted(&derived));
    }
}
