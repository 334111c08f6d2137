#!/usr/bin/env python3
"""Reads exports of RDF 1.2 with pyoxigraph and compares them with the export of RDF 1.1.

Usage: check_rdf12.py PLAIN.nq NEW.nq NEW.trig NEW.ttl NEW.nt

Each triple term of NEW stands for the subject, predicate and object of PLAIN, the rest is the same; the .trig file has the quads of the
.nq file, the .ttl and .nt files those of its default graph. Exit code 1 where something differs. Needs pyoxigraph.
"""

import sys

import pyoxigraph as ox

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PARTS = [ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object")]


def read(path):
    return {(quad.subject, quad.predicate, quad.object, quad.graph_name) for quad in ox.parse(path=path)}


def back(quads):
    """Quads of RDF 1.1 that say the same."""
    found = set()
    for subject, predicate, obj, graph in quads:
        if predicate.value == RDF + "reifies":
            found.update((subject, part, value, graph) for part, value in zip(PARTS, (obj.subject, obj.predicate, obj.object)))
        else:
            found.add((subject, predicate, obj, graph))
    return found


def main():
    plain, whole, trig, turtle, lines = map(read, sys.argv[1:])
    terms = sum(isinstance(quad[2], ox.Triple) for quad in whole)
    print(f"{len(whole)} quads, {terms} triple terms")
    default = {quad for quad in whole if isinstance(quad[3], ox.DefaultGraph)}
    wrong = []
    if terms == 0:
        wrong.append("no triple terms")
    if back(whole) != plain:
        wrong.append(f"1.2 and 1.1 differ by {len(back(whole) ^ plain)} quads")
    for name, quads, wanted in (("TriG", trig, whole), ("Turtle", turtle, default), ("N-Triples", lines, default)):
        if quads != wanted:
            wrong.append(f"{name} differs by {len(quads ^ wanted)} quads")
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
