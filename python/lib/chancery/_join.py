"""What joins tables that were read apart: copies, events and clusters, decided as a store decides them."""

from __future__ import annotations

from typing import Any

from . import _native
from ._table import Table


def cluster(links: Any) -> Table:
    """Which ids hang together by links: the first two columns of an Arrow table are ids; the answer has `id` and `cluster`.

    A cluster is named by the first of its ids by their bytes, so that the order of the links does not show. Rows come in the order in which
    ids first appear; a link without one of its ids is left out. The work is linear in the links.
    """
    return Table(_native.cluster(links))


def link_copies(articles: Any) -> Table:
    """Which articles copy which: `article_key` and `origin`, a row for each origin of an article; none of originals. `nquads` has the quad that says so.

    `articles` are the rows of `extract_arrow(…, keys=True)` that have a `sketch`. Give together all that share one of their `sketch_keys`, over
    however many steps (`cluster` finds them), and take keys out that more than 64 of all articles have: such words are boilerplate.
    """
    return Table(_native.link_copies(articles))


def link_events(claims: Any) -> Table:
    """The event of each claim: `claim` and `event`, in the order of the claims.

    `claims` are rows of `extract_arrow(…, keys=True)`, with all claims of each `event_key`; claims of other keys never tell of the same event, so a key may go to
    any machine. Where `link_copies` found that an article copies others, the column `origins` has their keys, separated by spaces. Events are those
    of a store that has all the articles.
    """
    return Table(_native.link_events(claims))


def describe_events(claims: Any) -> Table:
    """What a store derives from claims: a row for each `event_key`, with `nquads` and `node_facts`.

    `claims` are those of `link_events`. `nquads` are sorted lines: the description of each event, what of it is contested, the plain triples between
    the participants, and the links from the claims to the events. `node_facts` counts the events that two actors have with each other, for `describe_nodes`.
    """
    return Table(_native.describe_events(claims))


def describe_nodes(facts: Any) -> Table:
    """What all articles say of an entity, a rule or two actors: a row for each `node`, with its `nquads` in the default graph.

    Lines of `node_facts` (`extract_arrow(…, keys=True, nquads=True)`, `describe_events`) are a count, a node and what is said, with a space between
    them. `facts` has them as columns: `node`, `fact`, and `count` as the sum over equal facts. Give all facts of a node together.
    """
    return Table(_native.describe_nodes(facts))


def vocabulary() -> str:
    """The terms of the ontology with their labels, as every store has them: sorted N-Quads."""
    return _native.vocabulary()
