"""Texts and files to claims, annotations and explanations."""

import datetime
import pickle
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest
from common import ARTICLES, SENTENCE, as_printed, command

import chancery


def test_a_claim_has_labels_ids_and_real_dates():
    claims = chancery.extract(SENTENCE, date="2022-07-09", title="Talks", source="Agency", url="http://e.org/1", id="a")
    (claim,) = claims
    assert (claim["subject"], claim["subject_id"]) == ("Wang Yi", "wang-yi")
    assert (claim["published"], claim["earliest"]) == (datetime.date(2022, 7, 9), datetime.date(2022, 7, 7))
    assert (claim["begin"], claim["end"]) == (0, len(SENTENCE) - 1) or SENTENCE[claim["begin"] : claim["end"]]
    assert claim["goldstein"] == float(claim["goldstein"])
    assert (claim["title"], claim["source"], claim["url"], claim["article"]) == ("Talks", "Agency", "http://e.org/1", "a")
    assert claim["event"] is None


def test_a_date_may_be_a_date_and_may_stand_in_the_text():
    by_date = chancery.extract(SENTENCE, date=datetime.date(2022, 7, 9))
    by_moment = chancery.extract(SENTENCE, date=datetime.datetime(2022, 7, 9, 23, 0))
    by_text = chancery.extract("date 2022-07-09\n" + SENTENCE)
    assert by_date[0]["date"] == by_moment[0]["date"] == by_text[0]["date"] == "2022-07-07"
    assert chancery.extract(SENTENCE)[0]["date"] is None, "a date is never guessed"


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "x", "date": "2022-13-01"}, {"text": "date 2022-13-01\nx"}])
def test_what_is_no_article_raises(wrong):
    with pytest.raises(ValueError, match="empty|no month 13"):
        chancery.extract(**wrong)


def test_claims_are_a_sequence():
    claims = chancery.extract(SENTENCE + " Joe Biden condemned Russia.", date="2022-07-09")
    assert len(claims) == 2 == len(list(claims)) == len(claims[:5])
    assert claims[-1] == claims[1] == claims.to_dicts()[1]
    with pytest.raises(IndexError):
        claims[2]


def test_sample_articles_give_what_the_program_prints(printed):
    for threads in (1, 3):
        found = [as_printed(claim) for claim in chancery.extract_files(ARTICLES, threads=threads)]
        assert found == printed
    # One by one, from articles.
    found = [as_printed(claim) for article in chancery.read(ARTICLES) for claim in chancery.extract(article)]
    assert found == printed


def test_bad_files_warn_and_the_rest_is_read(tmp_path):
    (tmp_path / "bad.jsonl").write_text('{"id": "one", "text": "Joe Biden condemned Russia."}\n{"id": \n', encoding="utf-8")
    with pytest.warns(chancery.ChanceryWarning, match=r"bad.jsonl:2:.*error: this is not JSON"):
        claims = list(chancery.extract_files(tmp_path / "bad.jsonl"))
    assert [claim["article"] for claim in claims] == ["one"]
    with pytest.raises(chancery.ChanceryError, match="this is not JSON"):
        list(chancery.read(tmp_path, errors="raise"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(list(chancery.read(tmp_path / "bad.jsonl", errors="ignore"))) == 1
    with pytest.raises(FileNotFoundError):
        chancery.read(tmp_path / "none")
    with pytest.raises(ValueError, match="errors is"):
        chancery.read(tmp_path, errors="loud")


def test_files_take_options(tmp_path):
    (tmp_path / "table.csv").write_text("body;day\nWang Yi met him.;2022-07-09\n", encoding="utf-8")
    (article,) = chancery.read(tmp_path / "table.csv", columns={"text": "body", "date": "day"}, source="Agency")
    assert (article.text, article.date, article.source) == ("Wang Yi met him.", datetime.date(2022, 7, 9), "Agency")
    with pytest.raises(ValueError, match="encoding"):
        chancery.read(tmp_path, encoding="utf-9")


def test_articles_in_other_languages_are_left_out():
    french = (
        "Les ministres des affaires étrangères des deux pays se sont réunis vendredi dans la capitale pour discuter du "
        "commerce, et ils sont convenus de se revoir au printemps. Aucune des deux parties n’a dit ce qui avait été décidé. "
    )
    french *= 2
    with pytest.warns(chancery.ChanceryWarning, match="is in French"):
        assert len(chancery.extract(french)) == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chancery.Extractor(any_language=True).extract(french)


def test_annotations_are_those_of_the_program():
    found = chancery.annotate(SENTENCE, date="2022-07-09")
    assert [mention["text"] for mention in found["mentions"]][:2] == ["Wang Yi", "Sergei Lavrov"]
    line = chancery.annotate(SENTENCE, id="stdin", format="json")
    assert line == command("annotate", "-", text=SENTENCE)
    assert "\tnsubj\t" in chancery.annotate(SENTENCE, format="conllu")
    with pytest.raises(ValueError, match="format"):
        chancery.annotate(SENTENCE, format="xml")


def test_explanations_are_those_of_the_program():
    text = "Wang Yi met Sergei Lavrov on Thursday. The sun shone."
    explanation = chancery.explain(text, date="2022-07-09")
    assert str(explanation) == command("explain", text, "--date", "2022-07-09")
    assert str(chancery.explain(text, full=True)) == command("explain", text, "--full")
    first, second = explanation.sentences
    assert first["claims"][0]["in_words"] == "Wang Yi met with Sergey Lavrov on 7 July 2022."
    assert first["claims"][0]["claim"] == explanation.claims[0]["claim"]
    assert first["claims"][0]["reasons"]["date"] and first["nearest"] is None
    assert second["nearest"] and text[second["begin"] : second["end"]] == second["text"] == "The sun shone."


RULE = """
[[rule]]
id = "own/dance"
relation = "metWith"
patterns = ["verb dance, subject: country, with: country"]
"""


def test_own_data_with_mistakes_raises_all_of_them(tmp_path):
    (tmp_path / "own.toml").write_text(RULE, encoding="utf-8")
    with pytest.raises(chancery.DataError) as raised:
        chancery.Extractor(rules=tmp_path)
    assert "own.toml" in str(raised.value) and "\n" in str(raised.value)
    with pytest.raises(chancery.DataError, match="no .tsv file"):
        chancery.extract(SENTENCE, gazetteer=tmp_path)


def test_rules_of_ones_own_are_used(tmp_path):
    (tmp_path / "off.toml").write_text('[[rule]]\nid = "meet/verb"\noff = true\n', encoding="utf-8")
    rules = sorted(claim["rule"] for claim in chancery.extract(SENTENCE))
    assert rules == ["meet/verb"]
    own = chancery.Extractor(rules=tmp_path)
    assert "meet/verb" not in [claim["rule"] for claim in own.extract(SENTENCE)]
    assert own.engine != chancery.Extractor().engine
    assert pickle.loads(pickle.dumps(own)).engine == own.engine


def test_threads_share_an_extractor_and_python_goes_on():
    extractor = chancery.Extractor()
    text = " ".join([SENTENCE] * 200)
    alone = extractor.extract(text).to_dicts()
    with ThreadPoolExecutor(4) as pool:
        assert all(claims.to_dicts() == alone for claims in pool.map(lambda _: extractor.extract(text), range(8)))
    # While one thread works in the library, another one counts.
    done, count = threading.Event(), 0
    thread = threading.Thread(target=lambda: (extractor.extract(" ".join([SENTENCE] * 2000)), done.set()))
    thread.start()
    while not done.is_set():
        count += 1
        time.sleep(0.001)
    thread.join()
    assert count > 20


def test_memory_does_not_grow_with_the_corpus(tmp_path):
    resource = pytest.importorskip("resource")
    line = '{"id": "%d", "text": "Joe Biden condemned Russia. ' + "x" * 5000 + '"}\n'
    small, large = tmp_path / "small.jsonl", tmp_path / "large.jsonl"
    small.write_text("".join(line % number for number in range(100)))
    large.write_text("".join(line % number for number in range(4000)))
    assert sum(1 for _ in chancery.read(small)) == 100
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in chancery.read(large)) == 4000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000, "KiB, of 20 MB that were read"


def test_the_command_comes_along():
    assert command("--version") == f"chancery {chancery.__version__}\n"
    command("query", "meetings", "--store", "/no/such/store", code=2)
