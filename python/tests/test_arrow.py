"""Tables of articles in, tables of claims out, by Arrow."""

import datetime

import pytest
from common import SENTENCE, as_printed

import chancery

pyarrow = pytest.importorskip("pyarrow")


def claims_of(table):
    return [as_printed(row) for row in table.to_pylist() if row["claim"] is not None]


def test_the_claims_table_has_real_types():
    table = chancery.extract(SENTENCE, date="2022-07-09").to_arrow()
    assert table.schema.field("earliest").type == pyarrow.date32()
    assert table.schema.field("goldstein").type == pyarrow.float64()
    assert table.schema.field("begin").type == pyarrow.int64()
    assert table.column("latest").to_pylist() == [datetime.date(2022, 7, 7)]
    assert table.column("event").to_pylist() == [None]


def test_pandas_has_the_same_with_and_without_pyarrow(monkeypatch):
    pandas = pytest.importorskip("pandas")
    claims = chancery.extract(SENTENCE + " Joe Biden condemned Russia.", date="2022-07-09")
    frame = claims.to_pandas()
    assert list(frame.columns) == claims.columns and len(frame) == 2
    assert frame["published"].dt.year.tolist() == [2022, 2022]
    assert pandas.isna(frame["earliest"][1])
    from chancery import _table

    real = _table.importlib.import_module

    def without(name):
        if name == "pyarrow":
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr(_table.importlib, "import_module", without)
    other = claims.to_pandas()
    assert list(other.columns) == claims.columns
    assert other["earliest"].dt.day.tolist()[0] == frame["earliest"].dt.day.tolist()[0] == 7
    assert other["subject"].tolist() == frame["subject"].tolist()


@pytest.mark.parametrize("threads", [1, 3])
def test_a_table_gives_row_for_row_what_one_process_prints(rows, printed, threads):
    table = pyarrow.Table.from_pylist(rows)
    for given in (table, table.to_batches()[0], pyarrow.table(table).to_reader(max_chunksize=4)):
        reader = chancery.extract_arrow(given, threads=threads)
        assert claims_of(pyarrow.table(reader)) == printed
    parts = [part for batch in table.to_batches(max_chunksize=3) for part in chancery.extract_arrow(batch)]
    assert [as_printed(row) for part in parts for row in part] == printed


@pytest.mark.parametrize(
    "kind",
    [
        pyarrow.string(),
        pyarrow.large_string(),
        pyarrow.string_view(),
        pyarrow.binary(),
        pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
    ],
)
def test_texts_come_in_any_kind_of_column(kind):
    values = ["short", SENTENCE, None]
    if pyarrow.types.is_dictionary(kind):
        text = pyarrow.array(values).dictionary_encode()
    elif kind == pyarrow.binary():
        text = pyarrow.array([value and value.encode() for value in values], kind)
    else:
        text = pyarrow.array(values, kind)
    # A slice, too: columns may begin anywhere in their memory.
    table = pyarrow.table({"id": [1, 2, 3], "text": text}).slice(1)
    found = pyarrow.table(chancery.extract_arrow(table)).to_pylist()
    assert [(row["article"], row["subject"], row["error"]) for row in found] == [
        ("2", "Wang Yi", None),
        ("3", None, 'article "3" has no `text`'),
    ]


@pytest.mark.parametrize(
    "date",
    [
        datetime.date(2022, 7, 9),
        datetime.datetime(2022, 7, 9, 23, 59),
        datetime.datetime(2022, 7, 9, 0, 0, tzinfo=datetime.timezone.utc),
        "2022-07-09",
        "Sat, 09 Jul 2022 10:00:00 +0000",
    ],
)
def test_dates_come_in_any_kind_of_column(date):
    table = pyarrow.table({"id": ["a"], "text": [SENTENCE], "date": [date]})
    (row,) = pyarrow.table(chancery.extract_arrow(table)).to_pylist()
    assert (row["published"], row["latest"]) == (datetime.date(2022, 7, 9), datetime.date(2022, 7, 7))


def test_days_before_1970_are_days():
    for unit in ("s", "ms", "us", "ns"):
        moment = pyarrow.array([datetime.datetime(1962, 10, 22, 12)], pyarrow.timestamp(unit))
        table = pyarrow.table({"id": ["a"], "text": ["John Kennedy met Nikita Khrushchev today."], "date": moment})
        (row,) = pyarrow.table(chancery.extract_arrow(table)).to_pylist()
        assert row["published"] == row["earliest"] == datetime.date(1962, 10, 22)


def test_a_bad_row_is_a_row_and_the_others_are_read():
    table = pyarrow.table(
        {
            "id": ["good", None, "empty", "no date", "bad header", "good too"],
            "text": [SENTENCE, SENTENCE, " ", SENTENCE, "date 2022-13-01\nx", SENTENCE],
            "date": ["2022-07-09", None, None, "soon", None, None],
        }
    )
    found = pyarrow.table(chancery.extract_arrow(table)).to_pylist()
    assert [(row["article"], bool(row["claim"]), bool(row["error"]), bool(row["warning"])) for row in found] == [
        ("good", True, False, False),
        (None, False, True, False),
        ("empty", False, True, False),
        ("no date", False, False, True),
        ("no date", True, False, False),
        ("bad header", False, True, False),
        ("good too", True, False, False),
    ]
    assert "row 1 has no id" in found[1]["error"] and "soon" in found[3]["warning"] and "month 13" in found[5]["error"]


def test_text_that_is_no_utf_8_is_an_error_row():
    bad = pyarrow.array([b"Wang Yi met \xff\xfe.", SENTENCE.encode()], pyarrow.binary())
    # Arrow trusts who says that bytes are text.
    text = pyarrow.Array.from_buffers(pyarrow.string(), 2, bad.buffers())
    table = pyarrow.table({"id": ["bad", "good"], "text": text})
    found = pyarrow.table(chancery.extract_arrow(table)).to_pylist()
    assert "UTF-8" in found[0]["error"] and found[1]["claim"]


def test_what_is_no_table_of_articles_raises():
    with pytest.raises(ValueError, match='no column "text"; its columns are id, body'):
        chancery.extract_arrow(pyarrow.table({"id": ["a"], "body": ["x"]}))
    with pytest.raises(TypeError, match="no Arrow table"):
        chancery.extract_arrow([1])
    with pytest.raises(TypeError, match="record batch"):
        chancery.extract_arrow(pyarrow.array([1]))
    with pytest.raises(ValueError, match="no field"):
        chancery.extract_arrow(pyarrow.table({}), columns={"body": "text"})
    columns = {"text": "body", "id": "key"}
    (row,) = pyarrow.table(chancery.extract_arrow(pyarrow.table({"key": ["a"], "body": [SENTENCE]}), columns=columns)).to_pylist()
    assert row["article"] == "a"


def test_a_stream_is_read_as_it_is_needed():
    taken = []

    def batches():
        for number in range(5):
            taken.append(number)
            yield pyarrow.record_batch({"id": [str(number)], "text": [SENTENCE]})

    schema = pyarrow.schema({"id": pyarrow.string(), "text": pyarrow.string()})
    reader = chancery.extract_arrow(pyarrow.RecordBatchReader.from_batches(schema, batches()))
    assert len(next(reader)) == 1 and len(taken) == 1
    assert sum(len(part) for part in reader) == 4

    def broken():
        yield pyarrow.record_batch({"id": ["a"], "text": [SENTENCE]})
        raise RuntimeError("the source broke off")

    reader = chancery.extract_arrow(pyarrow.RecordBatchReader.from_batches(schema, broken()))
    next(reader)
    with pytest.raises(RuntimeError, match="the source broke off"):
        next(reader)
    with pytest.raises(StopIteration):
        next(reader)


def test_no_rows_give_a_table_with_columns():
    table = pyarrow.table({"id": pyarrow.array([], pyarrow.string()), "text": pyarrow.array([], pyarrow.string())})
    found = pyarrow.table(chancery.extract_arrow(table))
    assert found.num_rows == 0 and found.column_names[-2:] == ["error", "warning"]


def test_quads_come_in_the_same_pass(rows):
    table = pyarrow.Table.from_pylist(rows)
    found = pyarrow.table(chancery.extract_arrow(table, nquads=True)).to_pylist()
    quads = {row["article"]: row["nquads"] for row in found if row["nquads"]}
    assert list(quads) == [row["id"] for row in rows]
    extractor = chancery.Extractor()
    for row in rows[:3]:
        row = {name: value for name, value in row.items() if value is not None}
        assert extractor.nquads(chancery.Article(row.pop("text"), **row)) == quads[row["id"]]
        lines = quads[row["id"]].splitlines()
        assert lines == sorted(lines)


def test_polars_and_pandas_are_tables():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": ["a"], "text": [SENTENCE], "date": [datetime.date(2022, 7, 9)]})
    assert chancery.extract_arrow(frame).to_pandas()["date"].tolist() == ["2022-07-07"]
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"id": ["a"], "text": [SENTENCE], "date": [datetime.date(2022, 7, 9)]})
    assert polars.DataFrame(chancery.extract_arrow(frame).read_all())["date"].to_list() == ["2022-07-07"]
