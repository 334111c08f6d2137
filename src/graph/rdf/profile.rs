//! Profiles: how claims are written. Statements come grouped by graph and subject; those of a claim are gathered, the rest passes.
//!
//! RDF 1.2 makes a claim the reifier of the triple that it claims. A nanopublication has the claim in four graphs: the assertion,
//! where it comes from (article, rule, words, speaker), by whom the nanopublication is, and a head that names the three. The assertion
//! holds the plain triple only where the claim affirms that it happened; in any case it holds the claim with polarity and status.

use std::io;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::{
    options::{RdfOptions, RdfProfile},
    statement::{Object, Statement},
};
use crate::graph::vocabulary::iris::{CH, Names, ch, term};

/// What takes the statements of a profile.
type Sink<'s> = dyn FnMut(&Statement) -> io::Result<()> + 's;

/// Turns the quads of a store into statements of a profile.
pub(crate) struct Profiled<'n> {
    names: &'n Names,
    profile: RdfProfile,
    /// The quads of one subject in one graph.
    block: Vec<Quad>,
}

const REIFIES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies");

/// A term of the vocabulary of nanopublications.
fn np(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.nanopub.org/nschema#{name}"))
}

/// Who publishes the nanopublications: the program.
fn publisher() -> NamedNode {
    NamedNode::new_unchecked(CH.trim_end_matches("/ns#"))
}

/// What of a claim says where it comes from; the rest is what it says.
const PROVENANCE: [NamedNodeRef<'static>; 12] = [
    term::PROV_DERIVED,
    term::PROV_GENERATED,
    term::CLAIMED_BY,
    term::REPORTED_BY,
    term::CLAIMED_BY_TEXT,
    term::VIA,
    term::VIA_TEXT,
    term::REPORTING_VERB,
    term::VOICE,
    term::QUOTE,
    term::BEGIN,
    term::END,
];

impl<'n> Profiled<'n> {
    pub(crate) fn new(names: &'n Names, options: &RdfOptions) -> Self {
        Self { names, profile: options.profile, block: Vec::new() }
    }

    /// Takes the next quad.
    pub(crate) fn take(&mut self, quad: Quad, sink: &mut Sink<'_>) -> io::Result<()> {
        if self.profile == RdfProfile::Rdf11 {
            return sink(&quad.into());
        }
        let goes_on = |last: &Quad| last.subject == quad.subject && last.graph_name == quad.graph_name;
        if !self.block.last().is_none_or(goes_on) {
            self.close(sink)?;
        }
        self.block.push(quad);
        Ok(())
    }

    /// Takes the end.
    pub(crate) fn finish(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        self.close(sink)
    }

    fn close(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        let block = std::mem::take(&mut self.block);
        match self.profile {
            RdfProfile::Nanopub => nanopub(self.names, &block, sink),
            _ => reified(block, sink),
        }
    }
}

/// A value of a block.
fn value<'b>(block: &'b [Quad], predicate: NamedNodeRef<'_>) -> Option<&'b Term> {
    block.iter().find(|quad| quad.predicate.as_ref() == predicate).map(|quad| &quad.object)
}

/// The triple that a block speaks of, where it has all three parts and the first is a resource.
fn triple(block: &[Quad]) -> Option<(NamedNode, NamedNode, Term)> {
    let part = |predicate| value(block, predicate);
    match (part(term::RDF_SUBJECT)?, part(term::RDF_PREDICATE)?, part(term::RDF_OBJECT)?) {
        (Term::NamedNode(subject), Term::NamedNode(predicate), object) => {
            Some((subject.clone(), predicate.clone(), object.clone()))
        }
        _ => None,
    }
}

/// The statements of a block, a triple term in the place of its three parts.
fn reified(block: Vec<Quad>, sink: &mut Sink<'_>) -> io::Result<()> {
    let triple = triple(&block);
    let parts = [term::RDF_SUBJECT, term::RDF_PREDICATE, term::RDF_OBJECT];
    if let (Some(triple), Some(first)) = (&triple, block.first()) {
        sink(&Statement {
            subject: first.subject.clone(),
            predicate: REIFIES.into_owned(),
            object: Object::Triple(Box::new(triple.clone())),
            graph: first.graph_name.clone(),
        })?;
    }
    for quad in block {
        if triple.is_none() || !parts.contains(&quad.predicate.as_ref()) {
            sink(&quad.into())?;
        }
    }
    Ok(())
}

/// A claim as a nanopublication; nothing of other blocks.
fn nanopub(names: &Names, block: &[Quad], sink: &mut Sink<'_>) -> io::Result<()> {
    let is_claim =
        matches!(value(block, term::RDF_TYPE), Some(Term::NamedNode(class)) if class.as_ref() == term::CLAIM);
    let (true, Some(first)) = (is_claim, block.first()) else { return Ok(()) };
    let NamedOrBlankNode::NamedNode(claim) = &first.subject else { return Ok(()) };
    let id = claim.as_str().strip_prefix(names.ids().as_str()).unwrap_or(claim.as_str());
    let node = |part: &str| NamedNode::new_unchecked(format!("{}np/{id}{part}", names.base()));
    let (own, head) = (node(""), node("#head"));
    let graphs = [
        ("hasAssertion", node("#assertion")),
        ("hasProvenance", node("#provenance")),
        ("hasPublicationInfo", node("#pubinfo")),
    ];
    let mut say = |subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term, graph: &NamedNode| {
        sink(&Quad::new(subject.clone(), predicate.into_owned(), object, GraphName::from(graph.clone())).into())
    };
    say(&own, term::RDF_TYPE, np("Nanopublication").into(), &head)?;
    for (predicate, graph) in &graphs {
        say(&own, np(predicate).as_ref(), graph.clone().into(), &head)?;
    }
    let [(_, assertion), (_, provenance), (_, pubinfo)] = &graphs;
    for quad in block.iter().filter(|quad| !PROVENANCE.contains(&quad.predicate.as_ref())) {
        say(claim, quad.predicate.as_ref(), quad.object.clone(), assertion)?;
    }
    let is = |predicate: NamedNodeRef<'_>, name: &str| value(block, predicate) == Some(&ch(name).into());
    if let (Some((subject, predicate, object)), true) =
        (triple(block), is(term::POLARITY, "affirmed") && is(term::STATUS, "happened"))
    {
        say(&subject, predicate.as_ref(), object, assertion)?;
    }
    for quad in block.iter().filter(|quad| PROVENANCE.contains(&quad.predicate.as_ref())) {
        say(assertion, quad.predicate.as_ref(), quad.object.clone(), provenance)?;
    }
    say(&own, ATTRIBUTED, publisher().into(), pubinfo)?;
    for quad in block.iter().filter(|quad| quad.predicate.as_ref() == term::RDFS_LABEL) {
        if let Term::Literal(label) = &quad.object
            && label.language().is_none()
        {
            say(&own, term::RDFS_LABEL, Literal::new_simple_literal(label.value()).into(), pubinfo)?;
        }
    }
    Ok(())
}

const ATTRIBUTED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasAttributedTo");
