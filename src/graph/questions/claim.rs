//! One claim, read back from its quads as it came from the article.

use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};

use crate::{
    graph::{
        error::StoreError,
        quads::parts::graph_of,
        store::quad_store::Store,
        vocabulary::iris::{ch_name, term},
    },
    rules::{Claim, goldstein, quad_class},
};

/// A stored claim, with the event that it supports.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredClaim {
    /// The claim as it came from the article.
    pub claim: Claim,
    /// Id of the event.
    pub event: String,
}

impl Store {
    /// A claim by its id or IRI.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn claim(&self, id: &str) -> Result<Option<StoredClaim>, StoreError> {
        let node = self.node(id);
        let found = self.first(Some(node.as_ref()), Some(term::RDF_TYPE), Some(term::CLAIM.into()), None)?;
        let Some(quad) = found else { return Ok(None) };
        graph_of(&quad).map(|doc| self.read_claim(&node, doc)).transpose()
    }

    /// Reads a claim of an article, with what the article says of itself.
    pub(crate) fn read_claim(&self, node: &NamedNode, doc: &NamedNode) -> Result<StoredClaim, StoreError> {
        let mut claim = Claim { claim: self.local(node), ..Claim::default() };
        let graph = Some(doc.as_ref().into());
        for quad in self.quads.quads_for_pattern(Some(node.as_ref().into()), None, None, graph) {
            self.take_value(quad?, &mut claim)?;
        }
        self.take_metadata(doc, &mut claim)?;
        quad_class(&claim.plover).clone_into(&mut claim.quad_class);
        goldstein(&claim.cameo).clone_into(&mut claim.goldstein);
        for (id, slot) in [(&claim.subject_id, &mut claim.subject_type), (&claim.object_id, &mut claim.object_type)] {
            let entity = self.names.id(id);
            if let Some(Term::NamedNode(class)) = self.object(entity.as_ref(), term::RDF_TYPE, Some(doc.as_ref()))? {
                *slot = ch_name(class.as_str()).unwrap_or_default().to_lowercase();
            }
        }
        Ok(StoredClaim { event: claim.event.clone(), claim })
    }

    /// Takes what one quad says of a claim.
    fn take_value(&self, quad: Quad, claim: &mut Claim) -> Result<(), StoreError> {
        match quad.object {
            Term::NamedNode(node) => match quad.predicate.as_ref() {
                term::RDF_SUBJECT => (claim.subject_id, claim.subject) = self.id_and_label(&node)?,
                term::RDF_OBJECT => (claim.object_id, claim.object) = self.id_and_label(&node)?,
                term::SEM_PLACE => (claim.place_id, claim.place) = self.id_and_label(&node)?,
                predicate => self.take_node(predicate, &node, claim),
            },
            Term::Literal(literal) => take_text(quad.predicate.as_ref(), literal.destruct().0, claim),
            _ => {}
        }
        Ok(())
    }

    /// Takes a value that is a word of the vocabulary, a rule, an event or who says it.
    fn take_node(&self, predicate: NamedNodeRef<'_>, node: &NamedNode, claim: &mut Claim) {
        let word = || ch_name(node.as_str()).unwrap_or_default().to_owned();
        match predicate {
            term::RDF_PREDICATE => claim.relation = word(),
            term::POLARITY => claim.polarity = word(),
            term::STATUS => claim.status = word(),
            term::VOICE => claim.voice = word(),
            // Those who are no entities have words only.
            term::CLAIMED_BY if !self.names.is_speaker(node.as_str()) => claim.claimed_by_id = self.local(node),
            term::VIA => claim.via_id = self.local(node),
            term::EVENT => claim.event = self.local(node),
            term::PROV_GENERATED => claim.rule = self.names.rule_id(node.as_str()).unwrap_or_default().into_owned(),
            _ => {}
        }
    }

    /// Takes what the article says of itself.
    fn take_metadata(&self, doc: &NamedNode, claim: &mut Claim) -> Result<(), StoreError> {
        for (predicate, slot) in [
            (term::SCHEMA_IDENTIFIER, &mut claim.article),
            (term::SCHEMA_HEADLINE, &mut claim.title),
            (term::SCHEMA_URL, &mut claim.url),
            (term::SCHEMA_PUBLISHED, &mut claim.published),
        ] {
            if let Some(Term::Literal(value)) = self.object(doc.as_ref(), predicate, Some(doc.as_ref()))? {
                *slot = value.destruct().0;
            }
        }
        claim.source = self.source_of(doc)?;
        Ok(())
    }

    /// The outlet of an article, as the article names it; empty where it names none.
    pub(crate) fn source_of(&self, doc: &NamedNode) -> Result<String, StoreError> {
        let graph = Some(doc.as_ref());
        if let Some(Term::Literal(text)) = self.object(doc.as_ref(), term::PUBLISHER_TEXT, graph)? {
            return Ok(text.destruct().0);
        }
        let Some(Term::NamedNode(outlet)) = self.object(doc.as_ref(), term::DCT_PUBLISHER, graph)? else {
            return Ok(String::new());
        };
        // Another article may write it otherwise.
        Ok(match self.object(outlet.as_ref(), term::RDFS_LABEL, graph)? {
            Some(Term::Literal(label)) => label.destruct().0,
            _ => self.label(outlet.as_ref())?,
        })
    }

    fn id_and_label(&self, node: &NamedNode) -> Result<(String, String), StoreError> {
        Ok((self.local(node), self.label(node.as_ref())?))
    }

    /// The node of an id or IRI.
    pub(super) fn node(&self, id: &str) -> NamedNode {
        let bare = id.trim_start_matches('<').trim_end_matches('>');
        match NamedNode::new(bare) {
            Ok(node) if bare.contains("://") => node,
            _ => self.names.id(id),
        }
    }

    /// The id of a node, or its IRI where it has none.
    pub(super) fn local(&self, node: &NamedNode) -> String {
        self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into)
    }
}

/// Takes a value that is text.
fn take_text(predicate: NamedNodeRef<'_>, text: String, claim: &mut Claim) {
    match predicate {
        // Words that are no entity.
        term::RDF_SUBJECT => claim.subject = text,
        term::RDF_OBJECT => claim.object = text,
        term::SUBJECT_TEXT => claim.subject_text = text,
        term::OBJECT_TEXT => claim.object_text = text,
        term::SUBJECT_CODE => claim.subject_code = text,
        term::OBJECT_CODE => claim.object_code = text,
        term::PLOVER => claim.plover = text,
        term::CAMEO => claim.cameo = text,
        term::DATE => claim.date = text,
        term::EARLIEST => claim.earliest = text,
        term::LATEST => claim.latest = text,
        term::DATE_TEXT => claim.date_text = text,
        term::CLAIMED_BY_TEXT => claim.claimed_by = text,
        term::VIA_TEXT => claim.via = text,
        term::REPORTING_VERB => claim.reporting_verb = text,
        term::QUOTE => claim.sentence = text,
        term::BEGIN => claim.begin = text.parse().unwrap_or_default(),
        term::END => claim.end = text.parse().unwrap_or_default(),
        _ => {}
    }
}
