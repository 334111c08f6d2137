#!/usr/bin/env python3
"""Parses RDF files with rdflib and compares their counts: an export is good when a tool that is not ours reads it.

Usage: check_rdf.py [--shapes SHAPES.ttl] [--nanopub] FILE…

Files of all graphs (.nq, .trig, .jsonld) must hold the same quads, and those of triples (.ttl, .nt, .rdf) exactly the triples of
their default graph. With --shapes the graph is also validated by pyshacl, with --nanopub each nanopublication is looked
at. A warning of rdflib counts as a mistake. Exit code 1 where something does not fit.
Needs rdflib, and pyshacl for --shapes: python3 -m venv DIR && DIR/bin/pip install rdflib pyshacl
"""

import argparse
import logging
import sys
from pathlib import Path

import rdflib

FORMATS = {".nq": "nquads", ".trig": "trig", ".ttl": "turtle", ".nt": "nt", ".rdf": "xml", ".jsonld": "json-ld"}
DEFAULT = rdflib.graph.DATASET_DEFAULT_GRAPH_ID


def read(path):
    dataset = rdflib.Dataset()
    dataset.parse(path, format=FORMATS[path.suffix])
    quads = set()
    for subject, predicate, obj, graph in dataset.quads():
        name = None if graph in (None, DEFAULT) else str(graph)
        quads.add((subject.n3(), predicate.n3(), obj.n3(), name))
    return quads


class Complaints(logging.Handler):
    """What rdflib complains of while it reads."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.told = []

    def emit(self, record):
        self.told.append(record.getMessage().splitlines()[0])


NANOPUB = "http://www.nanopub.org/nschema#"


def nanopubs(quads):
    """What is wrong with the nanopublications among some quads: each has a head that names its three other graphs, which are not
    empty and speak of what they should."""
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    by_graph = {}
    for subject, predicate, obj, graph in quads:
        by_graph.setdefault(graph, []).append((subject, predicate, obj))
    heads = [quad for quad in quads if quad[1] == a and quad[2] == f"<{NANOPUB}Nanopublication>"]
    wrong = [] if heads else ["no nanopublication"]
    known = set()
    for own, _, _, head in heads:
        graphs = {}
        for subject, predicate, obj in by_graph[head]:
            if subject == own and predicate != a:
                graphs[predicate[1 + len(NANOPUB):-1]] = obj
        known |= {head, *(graph.strip("<>") for graph in graphs.values())}
        if sorted(graphs) != ["hasAssertion", "hasProvenance", "hasPublicationInfo"]:
            wrong.append(f"{own}: its head names {sorted(graphs)}")
            continue
        parts = {name: by_graph.get(graph.strip("<>"), []) for name, graph in graphs.items()}
        if not parts["hasAssertion"]:
            wrong.append(f"{own} asserts nothing")
        if not any(subject == graphs["hasAssertion"] for subject, _, _ in parts["hasProvenance"]):
            wrong.append(f"{own}: its provenance is not that of the assertion")
        if not any(subject == own for subject, _, _ in parts["hasPublicationInfo"]):
            wrong.append(f"{own}: its publication info does not speak of it")
    wrong += [f"{graph} belongs to no nanopublication" for graph in set(by_graph) - known]
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shapes", type=Path, help="SHACL shapes to validate the first file against")
    parser.add_argument("--ontology", type=Path, help="vocabulary that the shapes' classes come from")
    parser.add_argument("--nanopub", action="store_true", help="the files hold nanopublications")
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    failures = []
    complaints = Complaints()
    logging.getLogger("rdflib").addHandler(complaints)
    whole = None
    default = None
    for path in arguments.files:
        try:
            quads = read(path)
        except Exception as error:  # rdflib raises a type of its own for each syntax
            failures.append(f"{path}: {error}")
            continue
        blank = [quad for quad in quads if quad[0].startswith("_:") or quad[2].startswith("_:")]
        if blank:
            failures.append(f"{path}: {len(blank)} quads with blank nodes")
        print(f"{path}: {len(quads)} quads, {len({quad[3] for quad in quads})} graphs")
        failures += [f"{path}: {told}" for told in complaints.told]
        complaints.told.clear()
        if arguments.nanopub:
            failures += [f"{path}: {wrong}" for wrong in nanopubs(quads)]
        if path.suffix in (".nq", ".trig", ".jsonld"):
            if whole is None:
                whole = (path, quads)
            elif quads != whole[1]:
                failures.append(f"{path} differs from {whole[0]} by {len(quads ^ whole[1])} quads")
        elif default is None:
            default = (path, quads)
        elif quads != default[1]:
            failures.append(f"{path} differs from {default[0]} by {len(quads ^ default[1])} triples")
    if whole and default:
        triples = {quad for quad in whole[1] if quad[3] is None}
        if triples != default[1]:
            count = len(triples ^ default[1])
            failures.append(f"{default[0]} differs from the default graph of {whole[0]} by {count} triples")
    if arguments.shapes and not failures:
        import pyshacl

        data = rdflib.Dataset(default_union=True)
        data.parse(arguments.files[0], format=FORMATS[arguments.files[0].suffix])
        merged = rdflib.Graph()
        for quad in data.quads():
            merged.add(quad[:3])
        if arguments.ontology:
            merged.parse(arguments.ontology)
        conforms, _, text = pyshacl.validate(merged, shacl_graph=str(arguments.shapes))
        print(text if not conforms else f"{arguments.shapes}: conforms")
        if not conforms:
            failures.append("the graph violates the shapes")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
