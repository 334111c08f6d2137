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
    """Which articles copy which: `article_key` and `origin`, a row for each origin of an article; none of originals.

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
