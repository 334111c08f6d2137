#!/usr/bin/env python3
"""Asks every question of the library of other stores and compares their rows with those of chancery.

Usage: ask.py CHANCERY STORE [--servers servers.env] [--rdflib] [--only NAME] [--exceptions FILE] [--show]

CHANCERY is the program; STORE the folder of a store. Its export is put into each server that servers.env names
(tools/stores/servers.sh writes that file) and, with --rdflib, into rdflib in this process. Each question is asked
without parameters, where it needs none, and with those of its answer file (tests/answers), as
`chancery query NAME --sparql` prints it. The rows must be the same in the same order, except for what EXCEPTIONS lists,
a line `SERVER QUESTION why` for each difference that is known: then the question must still differ, so that the list stays
true, unless the reason begins with `not asked`. Exit code 1 where something else differs. Needs rdflib for --rdflib only.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal, InvalidOperation
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger")}


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def questions(program, store, only):
    """Each question with its parameters, its SPARQL and the rows of chancery."""
    for path in sorted((ROOT / "queries").glob("*.rq")):
        name = path.stem
        if only and name not in only:
            continue
        columns = re.findall(r"^# column (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        answers = (ROOT / "tests" / "answers" / f"{name}.txt").read_text(encoding="utf-8")
        for line in answers.splitlines():
            if not line.startswith("?"):
                continue
            options = []
            for pair in line[1:].split(";"):
                if "=" in pair:
                    key, value = pair.split("=", 1)
                    options += ["--param", f"{key.strip()}={value.strip()}"]
            ask = [program, "query", name, "--store", store, *options]
            sparql = subprocess.run([*ask, "--sparql"], capture_output=True, text=True, check=False)
            if sparql.returncode != 0:
                # Answers of the tests may be about articles that this store lacks.
                continue
            rows = json.loads(run(*ask, "--format", "json"))
            yield name, line, columns, sparql.stdout, plain(rows, columns)


def plain(results, columns):
    """Rows of SPARQL results as lists of texts; numbers by their value."""
    return [tuple(cell(row.get(column)) for column in columns) for row in results["results"]["bindings"]]


def cell(value):
    if value is None:
        return ""
    text = value["value"]
    if value.get("datatype") in NUMBERS:
        try:
            return str(Decimal(text).normalize() + 0)
        except InvalidOperation:
            pass
    return text


def request(url, method, body=None, kind=None, accept=None):
    headers = {}
    if kind:
        headers["Content-Type"] = kind
    if accept:
        headers["Accept"] = accept
    made = urllib.request.Request(url, data=body, method=method, headers=headers)
    with urllib.request.urlopen(made, timeout=120) as answer:
        return answer.read()


class Server:
    """A store that is asked by the SPARQL protocol."""

    def __init__(self, name, query, put, named):
        # Whether the derived graph needs a name.
        self.name, self.query, self.put_address, self.named = name, query, put, named

    def load(self, graphs, derived):
        for graph, triples in graphs.items():
            if graph is None and not self.named:
                address = self.put_address("")
            else:
                address = self.put_address(graph or derived)
            try:
                request(address, "PUT", "".join(triples).encode(), "application/n-triples")
            except urllib.error.HTTPError as error:
                sys.exit(f"{self.name}: {address}: {error} {error.read()[:300]}")

    def ask(self, sparql):
        body = urllib.parse.urlencode({"query": sparql}).encode()
        kind, accept = "application/x-www-form-urlencoded", "application/sparql-results+json"
        return json.loads(request(self.query, "POST", body, kind, accept))


class Virtuoso(Server):
    """Virtuoso takes graphs from a user with a password, by Digest, and as Turtle alone; curl knows how."""

    def load(self, graphs, derived):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "graph.ttl"
            for graph, triples in graphs.items():
                file.write_text("".join(triples), encoding="utf-8")
                command = ["curl", "-s", "-f", "-S", "--digest", "-u", f"dba:{self.secret}", "-T", str(file)]
                command += ["-H", "Content-Type: text/turtle", self.put_address(graph or derived)]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode != 0:
                    sys.exit(f"{self.name}: {graph}: {done.stderr}")


class Rdflib:
    """rdflib in this process."""

    name = "rdflib"

    def load(self, graphs, derived):
        import rdflib

        self.data = rdflib.Dataset()
        for graph, triples in graphs.items():
            target = self.data.default_graph if graph is None else self.data.graph(rdflib.URIRef(graph))
            target.parse(data="".join(triples), format="nt")

    def ask(self, sparql):
        return json.loads(self.data.query(sparql).serialize(format="json"))


def servers(path):
    """The servers of a file of addresses."""
    known = dict(
        line.split("=", 1) for line in Path(path).read_text(encoding="utf-8").splitlines() if "=" in line
    )
    quoted = urllib.parse.quote

    def by_graph(address):
        return lambda graph: f"{address}?graph={quoted(graph, safe='')}" if graph else f"{address}?default"

    for name in ("FUSEKI_MEM", "FUSEKI_TDB2", "FUSEKI_UNION"):
        if name in known:
            address = known[name]
            yield Server(name, f"{address}/sparql", by_graph(f"{address}/data"), name == "FUSEKI_UNION")
    if "OXIGRAPH" in known:
        yield Server("OXIGRAPH", f"{known['OXIGRAPH']}/query", by_graph(f"{known['OXIGRAPH']}/store"), False)
    if "RDF4J" in known:
        address = known["RDF4J"]
        yield Server("RDF4J", address, by_graph(f"{address}/rdf-graphs/service"), False)
    if "VIRTUOSO" in known:
        address = known["VIRTUOSO"]
        crud = lambda graph: f"{address}/sparql-graph-crud-auth?graph-uri={quoted(graph, safe='')}"
        server = Virtuoso("VIRTUOSO", f"{address}/sparql", crud, True)
        server.secret = known.get("SECRET", "")
        if "SECRET_FILE" in known:
            server.secret = Path(known["SECRET_FILE"]).read_text(encoding="utf-8").strip()
        yield server


def graphs_of(nquads):
    """Triples by graph, from N-Quads as chancery writes them: the last part of a line is its graph where it has four."""
    line = re.compile(r'^(<[^>]*> <[^>]*> (?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?))(?: <([^>]*)>)? \.$')
    graphs = {None: []}
    for text in nquads.splitlines():
        triple, graph = line.match(text).groups()
        graphs.setdefault(graph, []).append(f"{triple} .\n")
    return graphs


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("store")
    parser.add_argument("--servers", help="the file of addresses that servers.sh wrote")
    parser.add_argument("--rdflib", action="store_true")
    parser.add_argument("--only", action="append", help="only this question")
    parser.add_argument("--exceptions", type=Path, help="differences that are known")
    parser.add_argument("--show", action="store_true", help="show what differs")
    arguments = parser.parse_args()
    expected = {}
    if arguments.exceptions:
        for line in arguments.exceptions.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                server, name, why = line.split("\t")
                expected[server, name] = why
    graphs = graphs_of(run(arguments.program, "export", "nquads", "--store", arguments.store))
    base = next(graph for graph in graphs if graph).split("doc/")[0]
    asked = list(questions(arguments.program, arguments.store, arguments.only))
    failed = False
    stores = [*(servers(arguments.servers) if arguments.servers else ()), *([Rdflib()] if arguments.rdflib else ())]
    for store in stores:
        begun = time.monotonic()
        store.load(graphs, f"{base}derived")
        loaded, different = time.monotonic() - begun, {}
        for name, line, columns, sparql, rows in asked:
            if expected.get((store.name, name), "").startswith("not asked"):
                continue
            try:
                theirs = plain(store.ask(sparql), columns)
                what = "" if theirs == rows else "order" if sorted(theirs) == sorted(rows) else f"{len(theirs)} rows, not {len(rows)}"
            except Exception as error:  # each library and server has errors of its own
                text = error.read().decode(errors="replace") if isinstance(error, urllib.error.HTTPError) else str(error)
                theirs, what = [], " ".join(text.split())[:200]
            if what:
                different.setdefault(name, []).append((line, what, theirs, rows))
        took = time.monotonic() - begun - loaded
        names = {name for name, *_ in asked}
        print(f"{store.name}: {len(names) - len(different)} of {len(names)} questions give the same rows; "
              f"{len(asked)} asked in {took:.1f} s, loaded in {loaded:.1f} s")
        for name, cases in different.items():
            known = (store.name, name) in expected
            failed |= not known
            for line, what, theirs, rows in cases:
                print(f"  {'known' if known else 'DIFFERENT'}: {name} {line}: {what}")
                if arguments.show:
                    for row in [row for row in rows if row not in theirs][:3]:
                        print(f"    ours only: {row}")
                    for row in [row for row in theirs if row not in rows][:3]:
                        print(f"    theirs only: {row}")
        for (server, name), why in sorted(expected.items()):
            left_out = arguments.only or why.startswith("not asked")
            if server == store.name and name not in different and not left_out:
                print(f"  {name} is listed as different and is not any more")
                failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
