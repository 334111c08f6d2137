"""Texts and files to claims, annotations and explanations."""

from __future__ import annotations

import functools
import json
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from typing import Any, Dict, List, Optional, Tuple, Union, cast

from ._native import Article, ChanceryError, NativeExtractor
from ._table import Claims, ClaimsReader, Row

Path = Union[str, "os.PathLike[str]"]
Paths = Union[Path, Iterable[Path]]
Day = Union[str, Date]


class ChanceryWarning(UserWarning):
    """A remark on an article: what was left out, or what may be wrong. Turn it into an error by the module `warnings`."""


def _paths(paths: Paths) -> List[str]:
    """One path, or several."""
    if isinstance(paths, (str, os.PathLike)):
        return [os.fspath(paths)]
    return [os.fspath(path) for path in paths]


def _say(remarks: Iterable[Tuple[bool, str]], errors: str, level: int = 3) -> None:
    """Tells of remarks in the way that was asked for."""
    for is_error, message in remarks:
        if errors == "raise" and is_error:
            raise ChanceryError(message)
        if errors != "ignore":
            warnings.warn(message, ChanceryWarning, stacklevel=level + 1)


def _checked(errors: str) -> str:
    if errors not in ("warn", "raise", "ignore"):
        raise ValueError(f'errors is "warn", "raise" or "ignore", not {errors!r}')
    return errors


class Explanation:
    """Why a text claims what it claims. `str()` of it is what `chancery explain` prints."""

    def __init__(self, sentences: List[Dict[str, Any]], claims: Claims, text: str) -> None:
        self.sentences = sentences
        """One dict a sentence: `text`, `begin` and `end` (characters), `claims` (each with `claim`, its id; `in_words`; and
        `reasons`, by what is explained), and `nearest`, for a sentence without claims the reason why."""
        self.claims = claims
        """The claims, as `extract` gives them."""
        self._text = text

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Explanation: {len(self.sentences)} sentences, {len(self.claims)} claims>"


class Files(Iterator[Article]):
    """The articles of files and folders, read one at a time."""

    def __init__(self, native: Any, errors: str) -> None:
        self._native = native
        self._errors = errors

    def __iter__(self) -> Files:
        return self

    def __next__(self) -> Article:
        article, remarks = self._native.next()
        _say(remarks, self._errors, 2)
        if article is None:
            raise StopIteration
        return cast(Article, article)


class Extractor:
    """The program's model, rules, names and words, with your own over them, loaded once and used for many articles.

    `rules`, `gazetteer` and `lexicon` are folders of your own data (docs/rules.md, docs/gazetteer.md and docs/lexicon.md in the
    repository); `gazetteer_only` is one that stands instead of the program's names. Articles in other languages than English are left
    out unless `any_language`; lines that look like share bars or captions are passed over unless `keep_clutter`.

    Raises `DataError` with all mistakes of all files, a line each. One extractor may be used by several threads; it is not held up by
    Python's lock. The words of a `lexicon` stay in memory until the program ends.

    >>> import chancery
    >>> extractor = chancery.Extractor()
    >>> [claim["relation"] for claim in extractor.extract("Beijing condemned the attack on Tuesday.")]
    ['criticised']
    """

    def __init__(
        self,
        *,
        rules: Optional[Path] = None,
        gazetteer: Optional[Path] = None,
        gazetteer_only: Optional[Path] = None,
        lexicon: Optional[Path] = None,
        any_language: bool = False,
        keep_clutter: bool = False,
    ) -> None:
        if gazetteer is not None and gazetteer_only is not None:
            raise ValueError("give a gazetteer beside the program's names or one instead of them, not both")
        self._native = NativeExtractor(rules, gazetteer, gazetteer_only, lexicon, any_language, keep_clutter)
        self._arguments: Dict[str, Any] = {
            "rules": rules,
            "gazetteer": gazetteer,
            "gazetteer_only": gazetteer_only,
            "lexicon": lexicon,
            "any_language": any_language,
            "keep_clutter": keep_clutter,
        }

    def __reduce__(self) -> Tuple[Any, ...]:
        # Spark, Daft and multiprocessing send it to their workers, which load the same folders.
        return _rebuilt, (self._arguments,)

    @property
    def engine(self) -> str:
        """What decides how an article is read, as a short text: the version, and fingerprints of the program's data and of yours."""
        return self._native.engine

    def extract(
        self,
        text: Union[str, Article],
        date: Optional[Day] = None,
        title: Optional[str] = None,
        source: Optional[str] = None,
        id: str = "text",
        url: Optional[str] = None,
        *,
        errors: str = "warn",
    ) -> Claims:
        """The claims of one article, in the order of their evidence.

        `text` is the article, or an `Article`, which knows the rest. `date` is the day of publication, against which "Thursday" is
        read; without one such dates stay open. It may also stand in the first line of the text (`date 2022-07-09`). `id` is part of the ids
        of claims, so give each article its own.

        Raises `ValueError` where the text is empty or the date is no day. An article in another language has no claims and gives a
        `ChanceryWarning` (`errors="ignore"` for none).
        """
        table, remarks = self._native.extract(_article(text, date, title, source, id, url))
        _say(remarks, _checked(errors))
        return Claims(table)

    def annotate(
        self,
        text: Union[str, Article],
        date: Optional[Day] = None,
        title: Optional[str] = None,
        source: Optional[str] = None,
        id: str = "text",
        url: Optional[str] = None,
        *,
        format: str = "dict",
    ) -> Any:
        """All layers that are read in an article, from sentences to attributions (docs/annotate.md in the repository has every field).

        `format` is "dict"; "json", the same as a line of text; or "conllu", its trees as text. Offsets count characters of the text.

        >>> import chancery
        >>> found = chancery.Extractor().annotate("Wang Yi met Sergei Lavrov on Thursday.", date="2022-07-09")
        >>> [(time["text"], time["value"]) for time in found["times"]]
        [('Thursday', '2022-07-07')]
        """
        if format not in ("dict", "json", "conllu"):
            raise ValueError(f'the format of annotations is "dict", "json" or "conllu", not {format!r}')
        found = self._native.annotate(_article(text, date, title, source, id, url), format == "conllu")
        return json.loads(found) if format == "dict" else found

    def explain(
        self, text: Union[str, Article], date: Optional[Day] = None, *, full: bool = False
    ) -> Explanation:
        """What a text claims, sentence by sentence, and why; of a sentence without claims, which rule came nearest.

        With `full`, `str()` of it has trees, mentions, dates, clauses and the rules that did not fire, too.

        >>> import chancery
        >>> print(chancery.Extractor().explain("Wang Yi slept.").sentences[0]["claims"])
        []
        """
        article = text if isinstance(text, Article) else Article(text, id="sentence", date=date)
        sentences, claims, shown = self._native.explain(article, full)
        return Explanation(sentences, Claims(claims), shown)

    def read(self, *paths: Paths, errors: str = "warn", **how: Any) -> Files:
        """The articles of files and folders, one at a time, so that memory does not grow with them.

        Formats are those of the program: text, JSON lines, CSV, HTML, feeds, WARC, mail, PDF and more (docs/formats.md in the repository).
        `how` takes `date` and `source` of articles that give none, `encoding`, `columns` (a dict from fields to columns of tables),
        `any_language` and `keep_clutter`.

        What cannot be read gives a `ChanceryWarning`, and reading goes on; `errors="raise"` raises `ChanceryError` at the first article
        that is left out, `errors="ignore"` says nothing. Raises `FileNotFoundError` where none of the paths is there.
        """
        return Files(self._files(paths, how), _checked(errors))

    def extract_files(self, *paths: Paths, threads: int = 1, errors: str = "warn", **how: Any) -> Iterator[Row]:
        """The claims of files and folders, one dict at a time, in their order, whatever the number of threads.

        Memory does not grow with the corpus. The other arguments are those of `read`.
        """
        for table in self.extract_tables(*paths, threads=threads, errors=errors, **how):
            yield from table

    def extract_tables(
        self, *paths: Paths, threads: int = 1, articles: int = 64, errors: str = "warn", **how: Any
    ) -> Iterator[Claims]:
        """The same as tables, each with the claims of so many articles; the last has fewer."""
        native, checked = self._files(paths, how), _checked(errors)
        while True:
            table, _, remarks = native.claims(articles, threads)
            _say(remarks, checked)
            if table is None:
                return
            yield Claims(table)

    def extract_arrow(
        self,
        table: Any,
        *,
        columns: Optional[Mapping[str, str]] = None,
        threads: int = 1,
        nquads: bool = False,
        keys: bool = False,
    ) -> ClaimsReader:
        """The claims of a table of articles: any object with `__arrow_c_array__` or `__arrow_c_stream__` (pyarrow, polars, pandas).

        Its columns `id` (text or whole numbers) and `text` are needed; `date` (text, date or timestamp, whose day in UTC counts), `title`,
        `source` and `url` are read where they are there. `columns` says which other column holds a field: `{"text": "body"}`. Ids should
        be unique in all of the data; nobody looks.

        The claims have the columns of the claims table and after them `error`, for a row that is left out, and `warning`; such rows have the
        `article` and nothing else. With `nquads` the column `nquads` follows, and each article has one more row with its graph.

        With `keys` there are `event_key`, `event_gist` and `article_key` on each claim, and one more row for each article that is long enough
        to have copies, with `article_key`, `published`, `sketch`, `sketch_keys` (separated by spaces) and `outlet_key`: what `link_copies` and
        `link_events` need to join tables that were read apart.

        With both, the row that has the graph has `node_facts` too, what the article says of entities and rules, for `describe_nodes`.

        Texts are read in place, and claims are handed on without a copy. Nothing that is wrong with a row raises; a table without the
        needed columns raises `ValueError`, no table `TypeError`.
        """
        named = list((columns or {}).items())
        unknown = [name for name, _ in named if name not in ("id", "text", "date", "title", "source", "url")]
        if unknown:
            raise ValueError(f"there is no field {unknown[0]!r}; fields are id, text, date, title, source and url")
        return ClaimsReader(self._native.extract_arrow(table, named, threads, nquads, keys))

    def nquads(self, article: Article) -> str:
        """The graph of one article as sorted N-Quads, a quad a line; without events and edges, which need all articles."""
        return self._native.nquads(article)

    def _files(self, paths: Iterable[Paths], how: Dict[str, Any]) -> Any:
        named = [path for some in paths for path in _paths(some)]
        if not named:
            raise TypeError("name at least one file or folder")
        return self._native.read(named, how)


def _rebuilt(arguments: Dict[str, Any]) -> Extractor:
    if not any(arguments.values()):
        return _default()
    return _kept(tuple(arguments.items()))


@functools.lru_cache(maxsize=8)
def _kept(arguments: Tuple[Tuple[str, Any], ...]) -> Extractor:
    """An extractor that other processes send again and again, loaded once."""
    return Extractor(**dict(arguments))


@functools.lru_cache(maxsize=1)
def _default() -> Extractor:
    """The program's own data, loaded at the first use."""
    return Extractor()


def _with(rules: Optional[Path], gazetteer: Optional[Path], lexicon: Optional[Path]) -> Extractor:
    if rules is None and gazetteer is None and lexicon is None:
        return _default()
    return Extractor(rules=rules, gazetteer=gazetteer, lexicon=lexicon)


def _article(
    text: Union[str, Article],
    date: Optional[Day],
    title: Optional[str],
    source: Optional[str],
    id: str,
    url: Optional[str],
) -> Article:
    if not isinstance(text, Article):
        return Article(text, id=id, date=date, title=title, source=source, url=url)
    if any(value is not None for value in (date, title, source, url)):
        raise ValueError("an Article knows its date, title, source and address; give them to it")
    return text


def extract(
    text: Union[str, Article],
    date: Optional[Day] = None,
    title: Optional[str] = None,
    source: Optional[str] = None,
    id: str = "text",
    rules: Optional[Path] = None,
    gazetteer: Optional[Path] = None,
    lexicon: Optional[Path] = None,
    url: Optional[str] = None,
) -> Claims:
    """The claims of one article, as `Extractor.extract`. For many articles with data of your own, make an `Extractor`.

    >>> import chancery
    >>> claims = chancery.extract("Wang Yi will meet Sergei Lavrov in Bali on July 7.", date="2022-07-01")
    >>> claims[0]["status"], claims[0]["earliest"]
    ('planned', datetime.date(2022, 7, 7))
    """
    return _with(rules, gazetteer, lexicon).extract(text, date, title, source, id, url)


def annotate(
    text: Union[str, Article],
    date: Optional[Day] = None,
    title: Optional[str] = None,
    source: Optional[str] = None,
    id: str = "text",
    gazetteer: Optional[Path] = None,
    lexicon: Optional[Path] = None,
    *,
    format: str = "dict",
) -> Any:
    """All layers that are read in an article, as `Extractor.annotate`."""
    return _with(None, gazetteer, lexicon).annotate(text, date, title, source, id, format=format)


def explain(
    text: Union[str, Article],
    date: Optional[Day] = None,
    rules: Optional[Path] = None,
    gazetteer: Optional[Path] = None,
    lexicon: Optional[Path] = None,
    *,
    full: bool = False,
) -> Explanation:
    """What a text claims and why, as `Extractor.explain`.

    >>> import chancery
    >>> print(str(chancery.explain("Beijing refused to condemn the invasion.")).splitlines()[0])
    China did not criticise the invasion.
    """
    return _with(rules, gazetteer, lexicon).explain(text, date, full=full)


def read(*paths: Paths, errors: str = "warn", **how: Any) -> Files:
    """The articles of files and folders, one at a time, as `Extractor.read`."""
    return _default().read(*paths, errors=errors, **how)


def extract_files(*paths: Paths, threads: int = 1, errors: str = "warn", **how: Any) -> Iterator[Row]:
    """The claims of files and folders, one dict at a time, as `Extractor.extract_files`."""
    return _default().extract_files(*paths, threads=threads, errors=errors, **how)


def extract_arrow(
    table: Any,
    *,
    columns: Optional[Mapping[str, str]] = None,
    threads: int = 1,
    nquads: bool = False,
    keys: bool = False,
) -> ClaimsReader:
    """The claims of a table of articles, as `Extractor.extract_arrow`."""
    return _default().extract_arrow(table, columns=columns, threads=threads, nquads=nquads, keys=keys)
