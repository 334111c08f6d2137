#!/usr/bin/env python3
"""Draws claims at random for judging by hand, and counts the verdicts.

Usage: tools/draw_claims.py draw ARTICLES.jsonl CLAIMS.jsonl --items 300 --claims 200 --seed 1 > drawn.tsv
       tools/draw_claims.py count JUDGED.tsv...

`draw` picks that many items, then that many of their claims (the claims table as JSON lines, from `chancery extract`), and writes
them with the sentence and an empty column for each thing to judge. Before the file is kept, `strip` takes the sentences out:
       tools/draw_claims.py strip JUDGED.tsv > kept.tsv
A verdict is empty where it is right, `x` where it is wrong; `note` says what is.
"""

import argparse
import csv
import json
import random
import sys

SHOWN = ["article", "claim", "subject", "relation", "object", "date", "place", "polarity", "status", "voice", "claimed_by", "rule"]
JUDGED = ["subject", "relation", "object", "date", "polarity", "status", "voice"]
MARKS = [f"x_{name}" for name in JUDGED]


def draw(arguments: argparse.Namespace) -> None:
    with open(arguments.articles, encoding="utf-8") as lines:
        items = sorted(json.loads(line)["id"] for line in lines if line.strip())
    source = random.Random(arguments.seed)
    chosen = set(source.sample(items, arguments.items))
    with open(arguments.table, encoding="utf-8") as lines:
        claims = [claim for claim in map(json.loads, lines) if claim["article"] in chosen]
    claims.sort(key=lambda claim: claim["claim"])
    drawn = source.sample(claims, min(arguments.claims, len(claims)))
    drawn.sort(key=lambda claim: (claim["article"], claim["begin"], claim["claim"]))
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    table.writerow(SHOWN + MARKS + ["note", "sentence"])
    for claim in drawn:
        row = {name: claim[name] for name in SHOWN}
        for side in ("subject", "object"):
            row[side] = claim[side] or claim[f"{side}_text"]
        sentence = claim["sentence"].replace("\n", " ")
        table.writerow([row[name] for name in SHOWN] + [""] * (len(MARKS) + 1) + [sentence])


def rows(path: str) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(kept, delimiter="\t"))


def strip(arguments: argparse.Namespace) -> None:
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    columns = SHOWN + MARKS + ["note"]
    table.writerow(columns)
    table.writerows([row[name] for name in columns] for row in rows(arguments.table))


def count(arguments: argparse.Namespace) -> None:
    for path in arguments.tables:
        judged = rows(path)
        right = sum(not any(row[mark] for mark in MARKS) for row in judged)
        print(f"{path}: {len(judged)} claims, {right} wholly right, {100 * right / len(judged):.1f} %")
        for mark in MARKS:
            print(f"  {mark[2:]:<9} wrong in {sum(bool(row[mark]) for row in judged)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    calls = parser.add_subparsers(required=True)
    call = calls.add_parser("draw")
    call.add_argument("articles")
    call.add_argument("table")
    call.add_argument("--items", type=int, default=300)
    call.add_argument("--claims", type=int, default=200)
    call.add_argument("--seed", type=int, default=1)
    call.set_defaults(run=draw)
    call = calls.add_parser("strip")
    call.add_argument("table")
    call.set_defaults(run=strip)
    call = calls.add_parser("count")
    call.add_argument("tables", nargs="+")
    call.set_defaults(run=count)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
