"""Stores: built, asked, exported."""

import datetime
import json

import pytest
from common import ARTICLES, SENTENCE, command

import chancery


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return chancery.Store.build(ARTICLES, tmp_path_factory.mktemp("graph") / "sample.store", threads=2)


def test_a_folder_is_that_of_the_program(store):
    folder = store.folder
    assert len(store) == store.status()["articles"] == len(list(chancery.read(ARTICLES)))
    assert store.export("nquads") == command("export", "nquads", "--store", folder).encode()
    assert store.export("cameo").decode() == command("export", "cameo", "--store", folder)
    assert chancery.Store(folder).status() == store.status()


def test_a_store_in_memory_is_the_same(store):
    memory = chancery.Store.build(chancery.read(ARTICLES))
    assert memory.folder is None and memory.export("nquads") == store.export("nquads")


def test_answers_are_those_of_the_program(store):
    answer = store.query("meetings", actor="Wang Yi", since=datetime.date(2022, 7, 1))
    printed = command(
        "query", "meetings", "--param", "actor=Wang Yi", "--param", "since=2022-07-01", "--format", "csv", "--store", store.folder
    )
    assert answer.columns == printed.splitlines()[0].split(",")
    assert len(answer) == len(printed.splitlines()) - 1 > 0
    assert isinstance(answer[0]["reports"], int)


def test_sparql_is_asked_as_text_and_as_a_file(store, tmp_path):
    query = "SELECT (COUNT(*) AS ?n) (AVG(?x) AS ?mean) WHERE { VALUES ?x { 1 2 } }"
    assert store.query(query).to_dicts() == [{"n": 2, "mean": 1.5}]
    (tmp_path / "own.rq").write_text(query)
    assert store.query(str(tmp_path / "own.rq")).to_dicts() == [{"n": 2, "mean": 1.5}]
    typed = store.query('SELECT ?d ?b ?s { VALUES (?d ?b ?s) { ("2022-07-07"^^xsd:date true "x") (UNDEF UNDEF UNDEF) } } ORDER BY DESC(?s)')
    assert typed.to_dicts() == [{"d": datetime.date(2022, 7, 7), "b": True, "s": "x"}, {"d": None, "b": None, "s": None}]


def test_an_answer_becomes_a_frame(store):
    pytest.importorskip("pandas")
    frame = store.query("meetings").to_pandas()
    assert frame["reports"].sum() > 0 and len(frame) == len(store.query("meetings"))


def test_what_is_wrong_with_a_question_is_said(store):
    with pytest.raises(chancery.QueryError, match='did you mean "meetings"'):
        store.query("meeting")
    with pytest.raises(chancery.QueryError, match="nobody|parameter"):
        store.query("meetings", nobody="x")
    with pytest.raises(chancery.QueryError):
        store.query("SELECT { }")
    with pytest.raises(chancery.LimitError, match="longer than"):
        store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.05)
    empty = store.query("meetings", actor="Wang Yi", since="2090-01-01")
    assert len(empty) == 0 and any("excludes all" in note for note in empty.notes)


def test_claims_and_events_are_tables(store):
    claims, events = store.claims(), store.events()
    printed = [json.loads(line) for line in command("export", "claims", "--format", "jsonl", "--store", store.folder).splitlines()]
    assert [claim["claim"] for claim in claims] == [claim["claim"] for claim in printed]
    assert all(claim["event"] for claim in claims)
    assert len(events) == store.status()["events"] and isinstance(events[0]["reports"], int)
    some = store.claims(around="Wang Yi", since="2022-07-07", until=datetime.date(2022, 7, 7))
    assert 0 < len(some) < len(claims)
    with pytest.raises(ValueError, match="no option"):
        store.claims(arround="Wang Yi")


def test_exports_go_to_files(store, tmp_path):
    assert store.export("dot", around="Wang Yi", legend=True).startswith(b"digraph")
    assert store.export("turtle", tmp_path / "graph.ttl") is None
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8").startswith("@prefix")
    store.export("neo4j", tmp_path / "tables")
    assert len(list((tmp_path / "tables").iterdir())) > 1
    with pytest.raises(ValueError, match="several files"):
        store.export("neo4j")
    with pytest.raises(ValueError, match="no format"):
        store.export("word")


def test_articles_come_and_go(tmp_path):
    folder = tmp_path / "own.store"
    one = chancery.Article(SENTENCE, id="one", date="2022-07-09")
    store = chancery.Store.build([one], folder)
    assert store.add([one, chancery.Article("Joe Biden condemned Russia.", id="two")])["unchanged"] == 1
    assert store.articles() == ["one", "two"]
    assert store.remove("one", "nobody") == 1 and store.articles() == ["two"]
    assert chancery.Store(folder).articles() == ["two"]


def test_errors_of_the_iterator_reach_the_caller(tmp_path):
    def articles():
        yield chancery.Article(SENTENCE, id="one")
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="the source broke off"):
        chancery.Store.build(articles())
    with pytest.raises(TypeError):
        chancery.Store.build(iter([1]))


def test_what_is_no_store_is_said(tmp_path):
    with pytest.raises(FileNotFoundError):
        chancery.Store(tmp_path / "none")
    with pytest.raises(chancery.StoreError):
        chancery.Store(tmp_path)
