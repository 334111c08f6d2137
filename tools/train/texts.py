"""Prints the texts of articles in JSON lines, a blank line between two, for `chancery parse -`."""
import argparse
import json

p = argparse.ArgumentParser()
p.add_argument("file")
p.add_argument("--titles", action="store_true", help="each text under its title")
p.add_argument("--every", type=int, default=1, help="only each so many-th article")
args = p.parse_args()
for number, line in enumerate(open(args.file, encoding="utf-8")):
    if number % args.every == 0:
        article = json.loads(line)
        if args.titles:
            print(article.get("title") or "", end="\n\n")
        print(article["text"].strip(), end="\n\n")
