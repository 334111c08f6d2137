#!/usr/bin/env python3
"""Reads exported graphs back with networkx and igraph: an export is good when tools that are not ours read it.

Usage: check_graphs.py FOLDER

FOLDER holds one graph as graph.graphml, graph.gexf, graph.cyjs, graph.svg and neo4j/*.csv. All must have the same entities and
events with the same attributes. Degree, betweenness and core numbers must be those that networkx computes, PageRank that of
igraph, and the communities as good as those of networkx. GEXF must be valid by gexf.rng. Exit code 1 where something does not fit.
Needs networkx, igraph and lxml: python3 -m venv DIR && DIR/bin/pip install networkx igraph lxml
"""

import csv
import json
import sys
from pathlib import Path

import igraph
import networkx
from lxml import etree

FAILURES = []


def check(holds, what):
    if not holds:
        FAILURES.append(what)


def same(value):
    """A value as each format may give it: text, number or truth."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return round(float(value), 6)
    return value


def nodes_of(graph):
    """Attributes of each node by id, without those that a format adds or gives dates to."""
    left_out = {"id", "value", "name", "label", "viz", "office"}
    return {
        node: {key: same(value) for key, value in data.items() if key not in left_out}
        for node, data in graph.nodes(data=True)
    }


def edges_of(graph):
    left_out = {"id", "key", "source", "target", "interaction", "label", "viz", "weight", "kind", "start", "end", "type"}
    found = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        own = {name: same(value) for name, value in data.items() if name not in left_out}
        found[data.get("id", key)] = (source, target, own)
    return found


def read_neo4j(folder):
    """The CSV files, with each cell as the header says."""
    read = {"string": str, "date": str, "long": int, "double": float, "boolean": lambda text: text == "true"}
    tables = []
    for name in ("nodes.csv", "relationships.csv"):
        with open(folder / name, newline="", encoding="utf-8") as lines:
            rows = csv.reader(lines)
            header = next(rows)
            table = []
            for row in rows:
                check(len(row) == len(header), f"{name}: a row of {len(row)} cells")
                cells = {}
                for column, cell in zip(header, row):
                    title, _, sort = column.partition(":")
                    if not title or sort == "ID":
                        cells[column] = cell
                    elif cell:
                        cells[title] = same(read[sort](cell))
                table.append(cells)
            tables.append(table)
    return tables


def compare(name, nodes, edges, known_nodes, known_edges):
    check(nodes.keys() == known_nodes.keys(), f"{name}: other entities than GraphML")
    check(edges.keys() == known_edges.keys(), f"{name}: other events than GraphML")
    for node in nodes.keys() & known_nodes.keys():
        check(nodes[node] == known_nodes[node], f"{name}: {node} is {nodes[node]}, in GraphML {known_nodes[node]}")
    for edge in edges.keys() & known_edges.keys():
        check(edges[edge] == known_edges[edge], f"{name}: {edge} is {edges[edge]}, in GraphML {known_edges[edge]}")


def check_measures(graph):
    """Our figures are those of networkx and igraph."""
    simple = networkx.Graph()
    simple.add_nodes_from(graph)
    ways = []
    for source, target, data in graph.edges(data=True):
        if source != target:
            weight = simple.get_edge_data(source, target, {"weight": 0})["weight"]
            simple.add_edge(source, target, weight=weight + 1)
        ways += [(source, target)] if data["directed"] else [(source, target), (target, source)]
    places = {node: place for place, node in enumerate(graph)}
    directed = igraph.Graph([(places[one], places[other]) for one, other in ways], n=len(places), directed=True)
    ranks = dict(zip(places, directed.pagerank(damping=0.85)))
    expected = {
        "degree": dict(simple.degree()),
        "betweenness": networkx.betweenness_centrality(simple),
        "pagerank": ranks,
        "core": networkx.core_number(simple),
    }
    for measure, values in expected.items():
        for node, value in values.items():
            ours = graph.nodes[node][measure]
            check(abs(ours - value) < 2e-6, f"{measure} of {node} is {ours}, elsewhere {value}")
    communities = {}
    for node, data in graph.nodes(data=True):
        communities.setdefault(data["community"], set()).add(node)
    ours = networkx.community.modularity(simple, communities.values())
    seeds = range(5)
    theirs = max(
        networkx.community.modularity(simple, networkx.community.louvain_communities(simple, seed=seed)) for seed in seeds
    )
    print(f"modularity {ours:.4f}, the best of five runs of networkx {theirs:.4f}")
    check(ours > theirs - 0.01, "communities are worse than those of networkx")
    for number, members in communities.items():
        check(networkx.is_connected(simple.subgraph(members)), f"community {number} does not hang together")


def main():
    folder = Path(sys.argv[1])
    graph = networkx.read_graphml(folder / "graph.graphml", force_multigraph=True)
    check(graph.is_directed(), "GraphML is not directed")
    nodes, edges = nodes_of(graph), edges_of(graph)
    print(f"GraphML by networkx: {len(nodes)} entities, {len(edges)} events")
    check(len(nodes) > 5 and len(edges) > 5, "the graph is too small to show anything")
    needed = {"relation", "reports", "independent_reports", "directed", "standing"}
    check(all(needed <= own.keys() for _, _, own in edges.values()), "an event lacks attributes")

    other = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    print(f"GraphML by igraph: {other.vcount()} entities, {other.ecount()} events")
    check((other.vcount(), other.ecount()) == (len(nodes), len(edges)), "igraph reads another number from GraphML")
    check(set(other.vs["id"]) == nodes.keys(), "igraph reads other ids from GraphML")
    # The ids of edges are those of nodes where igraph 1.0 reads them.
    ends = sorted((other.vs[edge.source]["id"], other.vs[edge.target]["id"], edge["relation"], edge["reports"]) for edge in other.es)
    known = sorted((source, target, own["relation"], own["reports"]) for source, target, own in edges.values())
    check(ends == known, "igraph reads other events")

    gexf = networkx.read_gexf(folder / "graph.gexf", version="1.3")
    print(f"GEXF by networkx: {gexf.number_of_nodes()} entities, {gexf.number_of_edges()} events")
    compare("GEXF", nodes_of(gexf), edges_of(gexf), nodes, edges)
    for _, _, data in gexf.edges(data=True):
        known = data.get("first_day") or data.get("last_day")
        days = (data.get("first_day"), data.get("last_day")) if known else (data.get("first_reported"),) * 2
        check((data.get("start"), data.get("end")) == days, f"GEXF: {data['id']} has other days than its attributes")
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "gexf.rng"))
    valid = schema.validate(etree.parse(folder / "graph.gexf"))
    check(valid, f"GEXF is not valid: {schema.error_log}")

    with open(folder / "graph.cyjs", encoding="utf-8") as text:
        cytoscape = networkx.cytoscape_graph(json.load(text))
    print(f"Cytoscape by networkx: {cytoscape.number_of_nodes()} entities, {cytoscape.number_of_edges()} events")
    compare("Cytoscape", nodes_of(cytoscape), edges_of(cytoscape), nodes, edges)

    rows, ties = read_neo4j(folder / "neo4j")
    print(f"Neo4j: {len(rows)} nodes, {len(ties)} relationships")
    own_nodes = {
        row["id:ID"]: {key: value for key, value in row.items() if key not in ("id:ID", "label", "office", ":LABEL")}
        for row in rows
    }
    own_edges = {
        tie["event"]: (
            tie[":START_ID"],
            tie[":END_ID"],
            {key: value for key, value in tie.items() if key not in ("event", "label", ":START_ID", ":END_ID", ":TYPE")},
        )
        for tie in ties
    }
    compare("Neo4j", own_nodes, own_edges, nodes, edges)

    svg = etree.parse(folder / "graph.svg")
    ids = set(svg.xpath("//*[local-name()='g']/@id"))
    check(ids == nodes.keys(), "SVG has other entities than GraphML")

    check_measures(graph)
    for failure in FAILURES[:20]:
        print(failure, file=sys.stderr)
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
