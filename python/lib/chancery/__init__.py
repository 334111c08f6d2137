"""News articles in, claims out: who did what to whom, when, where, and who says so.

chancery reads English news by rules, offline. The same text gives the same claims on every machine.

>>> import chancery
>>> claims = chancery.extract("Wang Yi met Sergei Lavrov in Bali on Thursday.", date="2022-07-09")
>>> claims[0]["subject"], claims[0]["relation"], claims[0]["object"], claims[0]["date"]
('Wang Yi', 'metWith', 'Sergey Lavrov', '2022-07-07')

A claim is a row of the claims table: a dict here, a row in pandas and Arrow. Its columns are those of the program
(docs/claims.md in the repository). Of what is not known the value is None. `begin` and `end` count characters of the article's text (code
points, as `str` does). `published`, `earliest` and `latest` are days (`datetime.date`); `date` is EDTF text, since a date may be
"July 2022".

All that fails raises `ChanceryError` or one of its kinds, with the program's own message. A bad article among many raises nothing: it
is told by a warning (`ChanceryWarning`) or stands in the columns `error` and `warning` of a table.
"""

from __future__ import annotations

from ._extract import (
    ChanceryWarning,
    Explanation,
    Extractor,
    Files,
    annotate,
    explain,
    extract,
    extract_arrow,
    extract_files,
    read,
)
from ._join import cluster, describe_events, describe_nodes, link_copies, link_events, vocabulary
from ._native import (
    Article,
    ChanceryError,
    DataError,
    LimitError,
    QueryError,
    StoreError,
    __version__,
)
from ._store import Store, questions
from ._table import Claims, ClaimsReader, Table

__all__ = [
    "Article",
    "ChanceryError",
    "ChanceryWarning",
    "Claims",
    "ClaimsReader",
    "DataError",
    "Explanation",
    "Extractor",
    "Files",
    "LimitError",
    "QueryError",
    "Store",
    "StoreError",
    "Table",
    "__version__",
    "annotate",
    "cluster",
    "describe_events",
    "describe_nodes",
    "explain",
    "extract",
    "extract_arrow",
    "extract_files",
    "link_copies",
    "link_events",
    "questions",
    "read",
    "vocabulary",
]
