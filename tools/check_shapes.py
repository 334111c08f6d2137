#!/usr/bin/env python3
"""Plants errors in a graph and compares what pyshacl finds by ontology/shapes.ttl with what `chancery check --store` finds.

Usage: check_shapes.py CHANCERY STORE SHAPES.ttl ONTOLOGY.ttl PLANTED.tsv

CHANCERY is the program; STORE the folder of a light store, which is copied and left as it is. Each line of PLANTED.tsv is
planted in a node of its own, as far as there are nodes of the class. Both must then find the same nodes and properties.
Exit code 1 where they do not. Needs rdflib and pyshacl.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

import pyshacl
import rdflib

PREFIXES = {
    "ch": "https://w3id.org/chancery/ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def term(text):
    """A prefixed name or a literal as N-Quads have it."""
    if "^^" in text:
        literal, datatype = text.rsplit("^^", 1)
        return f"{literal}^^{term(datatype)}"
    if text.startswith('"'):
        return text
    prefix, name = text.split(":", 1)
    return f"<{PREFIXES[prefix]}{name}>"


def short(iri):
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start):]}"
    return iri


def plant(lines, rows):
    """The lines of the graph with the errors, and how many were planted."""
    typed = f" {term('rdf:type')} "
    count, used = 0, set()
    for cls, what, prop, value, _ in rows:
        cls, prop = term(cls), term(prop)
        nodes = sorted({line.split(" ")[0] for line in lines if typed + cls in line} - used)
        having = [node for node in nodes if any(line.startswith(f"{node} {prop} ") for line in lines)]
        if what == "delete" and not having or not nodes:
            continue
        node = (having or nodes)[0]
        used.add(node)
        graph = next(line for line in lines if line.startswith(node + typed + cls)).split(typed + cls, 1)[1].strip()
        if what != "add":
            lines = [line for line in lines if not line.startswith(f"{node} {prop} ")]
        if what != "delete":
            lines.append(f"{node} {prop} {term(value)} {graph}")
        count += 1
    return sorted(set(lines)), count


def by_pyshacl(text, shapes, ontology):
    """Pairs of a node and a property, or a message where no property is at fault."""
    data = rdflib.Dataset(default_union=True)
    data.parse(data=text, format="nquads")
    merged = rdflib.Graph()
    for quad in data.quads():
        merged.add(quad[:3])
    merged.parse(ontology)
    _, report, _ = pyshacl.validate(merged, shacl_graph=str(shapes))
    found = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        node = str(report.value(result, SH.focusNode))
        path = report.value(result, SH.resultPath)
        inverse = path is not None and report.value(path, SH.inversePath)
        kind = report.value(result, SH.sourceConstraintComponent)
        if kind == SH.OrConstraintComponent:
            key = "date and its origin"
        elif kind == SH.SPARQLConstraintComponent:
            key = str(report.value(result, SH.resultMessage))
        elif path is None:
            key = "the node"
        else:
            key = f"^{short(str(inverse))}" if inverse else short(str(path))
        found.add((node, key))
    return found


def by_program(program, store, base):
    run = subprocess.run([program, "check", "--store", str(store)], capture_output=True, text=True, check=False)
    found = set()
    for line in run.stderr.splitlines():
        place, message = re.match(r"(\S+(?: \(claim [^)]*\))?(?: in \S+)?): (.*)$", line).groups()
        node = place.split(" ")[0]
        property_at_fault = re.match(r"(\^?[a-z]+:\w+) (?:is|has) ", message)
        if property_at_fault:
            key = property_at_fault.group(1)
        else:
            key = "the node" if message.startswith("the node is") else message
        if re.match(r"(schema:datePublished|ch:dateFrom) has no value", message):
            key = "date and its origin"
        found.add((node if "://" in node else f"{base}id/{node}", key))
    return found, run


def main():
    program, store, shapes, ontology, planted = sys.argv[1:]
    store = Path(store)
    rows = [
        line.split("\t") for line in Path(planted).read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    lines = [line for line in (store / "graph.nq").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    lines, count = plant(lines, rows)
    text = "".join(line + "\n" for line in lines)
    manifest = (store / "chancery-store.txt").read_text(encoding="utf-8")
    base = re.search(r"^base = (.*)$", manifest, re.MULTILINE).group(1)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "chancery-store.txt").write_text(manifest, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        (folder / "graph.nq").write_text(f"{text}# {len(lines)} quads, sha256 {digest}\n", encoding="utf-8")
        ours, run = by_program(program, folder, base)
    theirs = {(unquote(node), key) for node, key in by_pyshacl(text, shapes, ontology)}
    ours = {(unquote(node), key) for node, key in ours}
    for node, key in sorted(theirs - ours):
        print(f"only pyshacl: {node} {key}", file=sys.stderr)
    for node, key in sorted(ours - theirs):
        print(f"only chancery: {node} {key}", file=sys.stderr)
    print(f"{count} of {len(rows)} errors planted, {len(theirs)} offences found by pyshacl, {len(ours)} by chancery")
    if not ours or not theirs:
        print(run.stdout, run.stderr, file=sys.stderr)
        return 1
    return int(theirs != ours)


if __name__ == "__main__":
    sys.exit(main())
