"""Reads CoNLL-U files into arrays. Only syntactic words are kept: no multiword ranges, no empty nodes."""
import collections
import re
import pathlib

import numpy as np

import features

FEATS = ["Degree", "Mood", "Number", "Person", "Tense", "VerbForm", "Voice"]
ROOT = pathlib.Path(__file__).resolve().parents[2]


def enum(name):
    """The names of an enum of `src/syntax/tree.rs`, in order: numbers in the model file mean these."""
    text = (ROOT / "src/syntax/tree.rs").read_text()
    body = re.search(r"\n    " + name + r" \{(.*?)\n?\s*\}\n?", text, re.S).group(1)
    return re.findall(r'"([^"]+)"', body)


UPOS = enum("Upos")
DEPREL = enum("Deprel")
VALUES = {
    "Degree": enum("Degree"), "Mood": enum("Mood"), "Number": enum("Number"), "Person": enum("Person"),
    "Tense": enum("Tense"), "VerbForm": enum("VerbForm"), "Voice": enum("VoiceFeat"),
}
UNIVERSAL = [DEPREL.index(d.split(":")[0]) for d in DEPREL]


def read(path):
    """Sentences as lists of (form, tag, xpos, head, deprel); tag is (upos, seven feature values or None)."""
    sentences, words = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if words:
                sentences.append(words)
            words = []
        elif line[0] != "#":
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            f = dict(p.split("=", 1) for p in c[5].split("|") if "=" in p)
            tag = (c[3],) + tuple(f[n] if f.get(n) in VALUES[n] else None for n in FEATS)
            deprel = c[7] if c[7] in DEPREL else c[7].split(":")[0]
            words.append((c[1], tag, c[4], int(c[6]), DEPREL.index(deprel)))
    if words:
        sentences.append(words)
    return sentences


class Types:
    """Distinct words with their feature rows. Row 0 of the word table is the unknown word."""

    def __init__(self, counts, least):
        self.vocabulary = sorted(h for h, n in counts.items() if n >= least)
        self.word_row = {h: i + 1 for i, h in enumerate(self.vocabulary)}
        self.counts = counts
        self.ids, self.rows, self.freq = {}, [], []

    def add(self, form):
        if form not in self.ids:
            self.ids[form] = len(self.rows)
            h = features.word_hash(form)
            self.rows.append([self.word_row.get(h, 0)] + features.rows(form))
            self.freq.append(self.counts.get(h, 0))
        return self.ids[form]


def word_counts(*corpora):
    counts = collections.Counter()
    cache = {}
    for corpus in corpora:
        for s in corpus:
            for w in s:
                h = cache.get(w[0])
                if h is None:
                    h = cache[w[0]] = features.word_hash(w[0])
                counts[h] += 1
    return counts


def tag_list(corpus):
    counts = collections.Counter(w[1] for s in corpus for w in s)
    return [t for t, n in sorted(counts.items(), key=lambda p: (-p[1], str(p[0]))) if n >= 3]


def arrays(corpus, types, tags, xpos):
    tag_id = {t: i for i, t in enumerate(tags)}
    first = {}
    for i, t in enumerate(tags):
        first.setdefault(t[0], i)
    out = []
    for s in corpus:
        out.append(np.array([
            [types.add(w[0]), tag_id.get(w[1], first.get(w[1][0], 0)), xpos.get(w[2], -100), w[3], w[4], UPOS.index(w[1][0])]
            for w in s
        ], dtype=np.int64))
    return out


def batches(lengths, tokens, rng=None):
    """Lists of sentence numbers of like length, about `tokens` words each."""
    noisy = np.array(lengths, dtype=np.float64)
    if rng is not None:
        noisy *= rng.uniform(0.93, 1.07, len(noisy))
    order = np.argsort(noisy, kind="stable")
    out, now, longest = [], [], 0
    for i in order:
        n = lengths[i]
        if now and max(longest, n) * (len(now) + 1) > tokens:
            out.append(now)
            now, longest = [], 0
        now.append(int(i))
        longest = max(longest, n)
    out.append(now)
    if rng is not None:
        rng.shuffle(out)
    return out
