"""Treebank sentences with other words of the same tag in them, one word in three, for a teacher to label: no tree, only words.

Prints CoNLL-U. What comes out makes little sense but has the constructions of the treebank around words that it has elsewhere.
"""
import argparse
import collections
import random

import data

OPEN = {"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"}

p = argparse.ArgumentParser()
p.add_argument("files", nargs="+")
p.add_argument("--times", type=int, default=4)
p.add_argument("--share", type=float, default=0.35, help="of open-class words that change")
p.add_argument("--plain", type=float, default=0.08, help="of sentences that lose their capitals and their last stop")
p.add_argument("--seed", type=int, default=1)
args = p.parse_args()
rng = random.Random(args.seed)
corpus = [s for f in args.files for s in data.read(f) if 4 < len(s) <= 60]
of_tag = collections.defaultdict(list)
for s in corpus:
    for k, (form, tag, xpos, *_) in enumerate(s):
        if tag[0] in OPEN:
            # The first word has its capital from its place.
            of_tag[tag, xpos].append(form if k or tag[0] == "PROPN" else form.lower())
for _ in range(args.times):
    for s in corpus:
        forms = []
        for k, (form, tag, xpos, *_) in enumerate(s):
            if tag[0] in OPEN and rng.random() < args.share:
                new = rng.choice(of_tag[tag, xpos])
                form = new[0].upper() + new[1:] if k == 0 and form[0].isupper() else new
            forms.append(form)
        if rng.random() < args.plain:
            forms = [f.lower() for f in forms]
            if forms[-1] == ".":
                forms.pop()
        for k, form in enumerate(forms):
            print(k + 1, form, "_", "X", "_", "_", 0, "dep", "_", "_", sep="\t")
        print()
