"""Stores: a graph of all articles, with events, that answers questions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, Dict, List, Optional, Union

from ._extract import Extractor, Path, Paths, _checked, _default, _paths, _say
from ._native import Article, NativeStore
from ._native import questions as _questions
from ._table import Claims, Table


def questions() -> List[Dict[str, Any]]:
    """The questions of the library, each a dict with `name`, `title`, `question`, `parameters` (name to meaning) and `columns`.

    >>> import chancery
    >>> "meetings" in [question["name"] for question in chancery.questions()]
    True
    """
    return _questions()


class Store:
    """A store of articles, their claims, and the events that are derived of all of them.

    `Store.build` makes one of files or articles, in a folder or in memory; `Store(folder)` opens one that is there. A folder is the same
    as that of `chancery build`; it is opened for reading at the first question, and several programs may read it at a time.

    Raises `StoreError` where the folder is no store, is damaged or is locked.

    >>> import chancery
    >>> store = chancery.Store.build([
    ...     chancery.Article("Wang Yi met Sergei Lavrov in Bali on Thursday.", id="one", date="2022-07-09"),
    ...     chancery.Article("Sergei Lavrov met Wang Yi in Bali on July 7.", id="two", date="2022-07-10"),
    ... ])
    >>> meetings = store.query("meetings", actor="Wang Yi")
    >>> len(meetings), meetings[0]["when"], meetings[0]["reports"]
    (1, '2022-07-07', 2)
    """

    def __init__(self, folder: Path, *, extractor: Optional[Extractor] = None) -> None:
        self._open((extractor or _default()), os.fspath(folder), False)

    def _open(self, extractor: Extractor, folder: Optional[str], new: bool) -> None:
        self.folder = folder
        """Its folder; None of a store in memory."""
        self._native = NativeStore(extractor._native, folder, new)

    @classmethod
    def build(
        cls,
        articles: Union[Paths, Iterable[Article]],
        folder: Optional[Path] = None,
        *,
        extractor: Optional[Extractor] = None,
        threads: int = 1,
        errors: str = "warn",
    ) -> Store:
        """A store of files, folders or articles; in memory without a `folder`. A store that is there takes them in addition.

        `errors` is as for `read`. With "raise" the store has been built all the same when the first error is raised.
        """
        store = cls.__new__(cls)
        store._open(extractor or _default(), None if folder is None else os.fspath(folder), True)
        store.add(articles, threads=threads, errors=errors)
        return store

    def add(
        self, articles: Union[Paths, Iterable[Article]], *, threads: int = 1, errors: str = "warn"
    ) -> Dict[str, int]:
        """Reads files, folders or articles into the store; new ones are added, changed ones replaced, others skipped.

        Gives the numbers of articles `added`, `replaced`, `unchanged` and `duplicates`, and of new `claims`. All of it becomes visible at
        once; where something raises, the store is as it was.
        """
        _checked(errors)
        if isinstance(articles, (str, os.PathLike)):
            summary, remarks = self._native.add_files(_paths(articles), threads)
        else:
            # Paths are given in lists; articles may come from anywhere.
            listed = articles if not isinstance(articles, (list, tuple)) else list(articles)
            if isinstance(listed, list) and listed and not isinstance(listed[0], Article):
                summary, remarks = self._native.add_files(_paths(listed), threads)
            else:
                summary, remarks = self._native.add(listed, threads)
        _say(remarks, errors)
        return summary

    def remove(self, *ids: str) -> int:
        """Takes articles out by their ids; gives the number of those that were there."""
        return self._native.remove(list(ids))

    def query(
        self,
        question: str,
        parameters: Optional[Mapping[str, Any]] = None,
        *,
        timeout: Optional[float] = None,
        memory: int = 4096,
        **more: Any,
    ) -> Table:
        """The answer to a question of the library, by its name; of a `.rq` file, by its path; or of SPARQL, as text.

        Parameters are those of the question; entities go by any name ("Wang Yi", "Beijing") or id. A column that names something has its ids
        beside it (`one`, `one_id`). `notes` of the answer say how names were understood and why it is empty.

        `timeout` is in seconds, `memory` in MiB (0 for no limit). Raises `LimitError` beyond them, `QueryError` where the question or a
        parameter is wrong.
        """
        given = [(name, str(value)) for name, value in {**(parameters or {}), **more}.items() if value is not None]
        sparql = any(sign in question for sign in "{\n")
        table, notes = self._native.query(question, sparql, given, timeout, memory)
        return Table(table, notes)

    def claims(self, **select: Any) -> Claims:
        """The claims table of the store, by article; the column `event` has the id of each claim's event.

        `select` takes `around` and `relations` (a name or several), `since`, `until`, `published_since`, `published_until` (days), `outlet`,
        `min_reports`.
        """
        return Claims(self._native.claims(select))

    def events(self, **select: Any) -> Table:
        """The events, a row each, by date; `select` is as for `claims`. Several values of a cell are separated by `|`."""
        return Table(self._native.events(select))

    def export(self, format: str, path: Optional[Path] = None, **select: Any) -> Optional[bytes]:
        """Writes the graph in a format of `chancery export`: nquads, turtle, dot, graphml, html, neo4j, cameo, ftm and more.

        Without a `path` it gives the bytes; a format of several files needs a folder. `select` is as for `claims`, and for pictures also
        `component`, `between` (two names), `top` (how many entities), `by` ("degree" or "reports"), `no_standing` and `legend`.
        """
        return self._native.export(format, None if path is None else os.fspath(path), select)

    def status(self) -> Dict[str, int]:
        """Numbers of `articles`, `claims`, `events`, `facts`, `entities`, `quads`, `copies` and `undated` articles."""
        return self._native.status()

    def articles(self) -> List[str]:
        """Ids of the articles."""
        return self._native.articles()

    def __len__(self) -> int:
        return len(self.articles())

    def __repr__(self) -> str:
        return f"<Store {self.folder or 'in memory'}>"
