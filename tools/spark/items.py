"""Makes many articles of some, so that there are copies and events told more than once among them: input for check.py.

    python tools/spark/items.py COUNT FILE.jsonl… > items.jsonl

The articles that are given come first, as they are. Then each is made of one that is drawn, four of five of short ones:

* a reprint: under another id and outlet, up to a week later, whole, cut, or under the first sentences of another article;
* a short report: its first sentences alone, from another outlet, on the same day or the next;
* years later: the days and years of a whole number of weeks later, so that the same actors do the same again;
* elsewhere: each state in the place of another, so that texts share most of their words and none of their actors.

The same seed gives the same articles.
"""

import datetime
import functools
import json
import random
import re
import sys
from pathlib import Path

SEED = 20
SHORT = 1000
COUNTRIES = Path(__file__).resolve().parents[2] / "data" / "gazetteer" / "countries.tsv"
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@functools.cache
def states():
    """The names of states that are one word."""
    lines = COUNTRIES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    column = rows[0].index("label")
    return sorted({row[column] for row in rows[1:] if row[column].isalpha()})


def later(record, days):
    date = record.get("date")
    if not date:
        return {}
    return {"date": (datetime.date.fromisoformat(date[:10]) + datetime.timedelta(days)).isoformat()}


def first(text, count):
    return " ".join(SENTENCE.split(text, maxsplit=count)[:count])


def reprint(record, draw, articles):
    text, how = record["text"], draw.random()
    if how < 0.3:
        text = text[: max(len(text) * 2 // 3, 200)].rsplit(" ", 1)[0] + "."
    elif how < 0.5:
        text = first(draw.choice(articles)["text"], 2) + "\n\n" + text
    return {"text": text, **later(record, draw.randint(0, 7))}


def report(record, draw, _):
    return {"text": first(record["text"], draw.randint(1, 3)), **later(record, draw.randint(0, 1))}


def years_later(record, draw, _):
    years = draw.randint(1, 9)
    text = re.sub(r"\b(19|20)\d\d\b", lambda year: str(int(year.group()) + years), record["text"])
    return {"text": text, **later(record, 7 * round(years * 365.25 / 7))}


def elsewhere(record, draw, _):
    names = states()
    others = dict(zip(names, draw.sample(names, len(names))))
    return {"text": re.sub(r"\b[A-Z][a-z]+\b", lambda word: others.get(word.group(), word.group()), record["text"])}


def main():
    count, draw = int(sys.argv[1]), random.Random(SEED)
    articles = [json.loads(line) for path in sys.argv[2:] for line in open(path, encoding="utf-8") if line.strip()]
    fields = ("id", "date", "title", "source", "url", "text")
    articles = [{name: article[name] for name in fields if article.get(name)} for article in articles]
    short = [article for article in articles if len(article["text"]) < SHORT]
    outlets = sorted({article["source"] for article in articles if "source" in article}) or ["Daily Record"]
    for number in range(count):
        if number < len(articles):
            made = articles[number]
        else:
            record = draw.choice(short if short and draw.random() < 0.8 else articles)
            kind = draw.choice((reprint, report, years_later, elsewhere))
            made = {**record, **kind(record, draw, articles), "id": f"{kind.__name__}-{number}", "source": draw.choice(outlets)}
        sys.stdout.write(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
