"""Tables that were read apart, joined: copies, events and clusters are those of one store."""

from collections import Counter, defaultdict

import pytest
from common import SENTENCE

import chancery

pyarrow = pytest.importorskip("pyarrow")


def keyed(rows):
    table = pyarrow.Table.from_pylist(rows)
    # Each batch by itself, as workers see them.
    parts = [pyarrow.table(chancery.extract_arrow(batch, keys=True, nquads=True)) for batch in table.to_batches(max_chunksize=2)]
    return pyarrow.concat_tables(parts).to_pylist()


def copies_of(found):
    """Copies, found as an engine finds them: group by key, link, group by cluster, decide."""
    articles = [row for row in found if row["sketch"]]
    count = Counter(key for row in articles for key in row["sketch_keys"].split())
    for row in articles:
        row["sketch_keys"] = " ".join(key for key in row["sketch_keys"].split() if count[key] <= 64)
    links = [{"article": row["article_key"], "key": key} for row in articles for key in row["sketch_keys"].split()]
    clusters = {row["id"]: row["cluster"] for row in chancery.cluster(pyarrow.Table.from_pylist(links))}
    together = defaultdict(list)
    for row in articles:
        together[clusters.get(row["article_key"], row["article_key"])].append(row)
    return [row for group in together.values() for row in chancery.link_copies(pyarrow.Table.from_pylist(group))]


def quads_of(found, copies, groups):
    """All that a store has: the graphs of articles, and what is derived of copies, of claims by their keys, and of nodes by all that is said of them."""
    described = [row for group in groups for row in chancery.describe_events(pyarrow.Table.from_pylist(group))]
    facts = Counter()
    for row in [*found, *described]:
        for line in (row["node_facts"] or "").splitlines():
            count, node, fact = line.split(" ", 2)
            facts[node, fact] += int(count)
    table = pyarrow.Table.from_pylist([{"node": node, "fact": fact, "count": count} for (node, fact), count in facts.items()])
    texts = [row["nquads"] or "" for row in [*found, *copies, *described, *chancery.describe_nodes(table)]]
    return {quad for text in [*texts, chancery.vocabulary()] for quad in text.splitlines()}


def test_events_of_joined_parts_are_those_of_one_store(rows):
    # A reprint a week later, whose "Thursday" is that of the original.
    longest = max(rows, key=lambda row: len(row["text"]))
    reprint = {**longest, "id": "reprint", "title": "Again"}
    rows = [*rows, reprint]
    store = chancery.Store.build([chancery.Article(row["text"], **{k: v for k, v in row.items() if k != "text" and v}) for row in rows])
    expected = {row["claim"]: row["event"] for row in store.claims()}
    found = keyed(rows)
    copies = copies_of(found)
    origins = defaultdict(list)
    for row in copies:
        origins[row["article_key"]].append(row["origin"])
    assert len(origins) == store.status()["copies"] >= 1
    claims = [{**row, "origins": " ".join(origins[row["article_key"]])} for row in found if row["claim"]]
    by_key = defaultdict(list)
    for claim in claims:
        by_key[claim["event_key"]].append(claim)
    events = {}
    for group in by_key.values():
        events.update((row["claim"], row["event"]) for row in chancery.link_events(pyarrow.Table.from_pylist(group)))
    assert events == expected
    # All keys in one table are the same.
    together = chancery.link_events(pyarrow.Table.from_pylist(claims))
    assert [row["claim"] for row in together] == [claim["claim"] for claim in claims]
    assert {row["claim"]: row["event"] for row in together} == expected
    assert len(set(expected.values())) < len(expected)
    whole = set(store.export("nquads").decode().splitlines())
    quads = quads_of(found, copies, by_key.values())
    assert (quads - whole, whole - quads) == (set(), set())


def test_clusters_take_texts_and_numbers():
    links = pyarrow.table({"one": [3, 7, 2], "other": [2, 9, 5]})
    assert [tuple(row.values()) for row in chancery.cluster(links)] == [("3", "2"), ("2", "2"), ("7", "7"), ("9", "7"), ("5", "2")]
    links = pyarrow.table({"one": ["a", None], "other": ["b", "c"]})
    assert [tuple(row.values()) for row in chancery.cluster(links)] == [("a", "a"), ("b", "a")]
    with pytest.raises(ValueError, match="two columns"):
        chancery.cluster(pyarrow.table({"one": ["a"]}))


def test_what_is_no_key_is_said():
    with pytest.raises(ValueError, match="no column"):
        chancery.link_events(pyarrow.table({"claim": ["a"]}))
    names = ("claim", "event_key", "event_gist", "relation", "article_key")
    with pytest.raises(ValueError, match="no key of events"):
        chancery.link_events(pyarrow.table({name: ["x"] for name in names}))
    with pytest.raises(ValueError, match="no key of events"):
        chancery.describe_events(pyarrow.table({name: ["x"] for name in names}))
    with pytest.raises(ValueError, match="nothing that is said of a node"):
        chancery.describe_nodes(pyarrow.table({"node": ["https://example.org/a"], "fact": ["x"], "count": [1]}))


def test_keys_are_columns_of_their_own():
    table = pyarrow.table({"id": ["a"], "text": [SENTENCE], "date": ["2022-07-09"]})
    plain = pyarrow.table(chancery.extract_arrow(table))
    keyed = pyarrow.table(chancery.extract_arrow(table, keys=True))
    assert keyed.column_names[: len(plain.column_names)] == plain.column_names
    assert keyed.num_rows == 1, "a text that is too short for a copy has no row of its own"
    assert keyed["event_key"][0].as_py().startswith('["metWith",')
