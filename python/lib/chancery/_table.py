"""Tables: rows of dicts, which are Arrow underneath and become pandas, polars or pyarrow without a copy of the columns."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Dict, List, Tuple, Union, cast, overload

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from ._native import NativeReader, NativeTable

Row = Dict[str, Any]


class Table(Sequence[Row]):
    """Rows with named columns, in memory.

    It is a sequence of dicts, and an Arrow table by the PyCapsule protocol: `pyarrow.table(t)`, `polars.DataFrame(t)` and
    `duckdb.from_arrow(pyarrow.table(t))` take it as it is.

    >>> import chancery
    >>> table = chancery.extract("Wang Yi met Sergei Lavrov in Bali on Thursday.", date="2022-07-09")
    >>> len(table), table.columns[:3]
    (1, ['claim', 'article', 'title'])
    >>> table[0]["latest"]
    datetime.date(2022, 7, 7)
    """

    def __init__(self, native: NativeTable, notes: Sequence[str] = ()) -> None:
        self._native = native
        self.notes: List[str] = list(notes)
        """What to know beside the rows: how a name was understood, or why there are none."""

    @property
    def columns(self) -> List[str]:
        """Names of the columns, in their order."""
        return self._native.columns

    def __len__(self) -> int:
        return len(self._native)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> List[Row]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Row, List[Row]]:
        if isinstance(index, slice):
            return [self._native.row(number) for number in range(*index.indices(len(self)))]
        number = index + len(self) if index < 0 else index
        if not 0 <= number < len(self):
            raise IndexError(f"the table has {len(self)} rows, and none with the number {index}")
        return self._native.row(number)

    def __iter__(self) -> Iterator[Row]:
        return map(self._native.row, range(len(self)))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} rows of {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        try:
            return str(self.to_pandas().to_html(max_rows=20))
        except ImportError:
            return f"<pre>{self!r}</pre>".replace("<Cl", "&lt;Cl").replace("<Ta", "&lt;Ta")

    def to_dicts(self) -> List[Row]:
        """All rows, each a dict."""
        return list(self)

    def to_arrow(self) -> pyarrow.Table:
        """The table of pyarrow, on the same memory. Raises `ImportError` where pyarrow is not installed."""
        pyarrow = importlib.import_module("pyarrow")
        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a DataFrame; days are `datetime64`. Raises `ImportError` where pandas is not installed.

        With pyarrow it goes over Arrow, without it over the rows; the values are the same.
        """
        frames = importlib.import_module("pandas")
        try:
            importlib.import_module("pyarrow")
        except ImportError:
            frame = frames.DataFrame(self.to_dicts(), columns=self.columns)
            for name in self._native.days:
                frame[name] = frames.to_datetime(frame[name])
            return cast("pandas.DataFrame", frame)
        return cast("pandas.DataFrame", self.to_arrow().to_pandas(date_as_object=False))

    def __arrow_c_array__(self, requested_schema: object = None) -> Tuple[object, object]:
        return self._native.__arrow_c_array__(requested_schema)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()


class Claims(Table):
    """Claims of articles: a table with the columns of the claims table."""


class ClaimsReader(Iterator[Claims]):
    """Claims of a table of articles, a batch of claims for each batch of articles, in the same order.

    Iterate over it, or hand it to another library as a stream of Arrow (`pyarrow.table(reader)`). Only one batch is in memory. It can be
    read once.
    """

    def __init__(self, native: NativeReader) -> None:
        self._native = native

    def __iter__(self) -> ClaimsReader:
        return self

    def __next__(self) -> Claims:
        table = self._native.next()
        if table is None:
            raise StopIteration
        return Claims(table)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def read_all(self) -> pyarrow.Table:
        """All batches as one table of pyarrow. Raises `ImportError` where pyarrow is not installed."""
        pyarrow = importlib.import_module("pyarrow")
        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """All batches as one DataFrame; needs pandas and pyarrow."""
        return cast("pandas.DataFrame", self.read_all().to_pandas(date_as_object=False))
