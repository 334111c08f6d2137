#!/usr/bin/env python3
"""Given names of people who hold no office, from lists of names: `data/gazetteer/given-lists.tsv`.

    python3 tools/gazetteer/given.py FAKER CENSUS TREEBANK CORPUS FACTS data > data/gazetteer/given-lists.tsv

FAKER is the folder `faker/providers/person` of the Python package faker; CENSUS the folder `names` of the Python package
names, which holds the first and last names of the 1990 census of the United States; TREEBANK a folder with
`*-train.conllu` and CORPUS one with news in JSON lines, which say what is a word of English; FACTS the folder of fact tables. A name is left out where it begins other names as well: those of
places, states and bodies, common words, words of the program's own tables, and names that are surnames rather.
Standard library only; the same folders give the same bytes.
"""

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

FAKER, CENSUS, TREEBANK, CORPUS, FACTS, DATA = map(Path, sys.argv[1:7])
# Words that begin names of other things, too.
COMMON = set("ace adelaide al africa alfa alpha alta almond amber america angeles april arch arden ares aria armenia astros atlas aura avon barrie bedford "
             "bethany bethel blossom booker bose bot bra buena buffy bunk bunny buren butch carmine champ che chelsea columbia commodore concepcion crete "
             "cyrus dakota dell della delta dogg doll dom dung earl ebony eden emerald emmy essex ether fang fern fia fifa flora gael gal gala "
             "ganga genesis genie goa gia grafton harley hind holm hong hai horn ibn imam ina india indiana indy iris israel jagger jordan kata kala katrina lan lance "
             "lark laurel leone lily liga lore loyola magna magnolia mala malaya maple mar marina marino mars mat meadow mercedes messiah meta mir mont monte mori monarch "
             "nan nas nat november obe octave olympia omega orion over pandora paris paz pia pol porsche prima prior puck rama ran regina rei rim rio ripley "
             "roar roma roman romeo royal ruby run rusty sable sakura sal san santa sandy savanna savannah seneca shay siena sierra side sol sonata sparkle "
             "squire stanford star starr sterling stonewall sun tal talon tequila terra tex thor tia tor tung val valiant valves van var velvet venice venus victoria vida "
             "violet virginia visa vita viva yen zion marvel clair royale mato azad warta nobel fe jc nu tu vi wm".split())


def latin(name):
    return all("LATIN" in unicodedata.name(letter, "") for letter in name)


def plain(text):
    """ASCII letters of a name, as far as Unicode decomposes them, in small letters."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter))


def table(path):
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"))) for line in lines[1:]]


# What each list says of a name: m, f, or nothing.
said = defaultdict(set)
for folder in sorted(FAKER.iterdir()):
    if not (folder / "__init__.py").exists():
        continue
    text = (folder / "__init__.py").read_text(encoding="utf-8")
    for kind, body in re.findall(r"^    first_(?:romanized_)?names?_?(\w*)(?:: [^=]*)? = (?:OrderedDict\()?[({\[](.*?)^    [)}\]]", text, re.M | re.S):
        gender = "f" if kind.startswith("female") else "m" if kind.startswith("male") else ""
        for name in re.findall(r"\"([^\"]+)\"", body):
            said[name].add(gender)
share = {}
for gender, file in (("m", "dist.male.first"), ("f", "dist.female.first")):
    for line in (CENSUS / file).read_text().split("\n"):
        if line:
            name, percent = line.split()[:2]
            name = name.title()
            share[name] = max(float(percent), share.get(name, 0))
            said[name].add(gender)
surname = {}
for line in (CENSUS / "dist.all.last").read_text().split("\n"):
    if line:
        name, percent = line.split()[:2]
        surname[name.title()] = float(percent)

small = Counter()
for file in sorted(TREEBANK.glob("*-train.conllu")):
    for line in file.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) > 3:
            small[cells[1]] += cells[1].islower() and cells[3] != "PROPN"
for file in sorted(CORPUS.glob("*.jsonl")):
    for line in file.open(encoding="utf-8"):
        small.update(re.findall(r"\b[a-z]+\b", json.loads(line)["text"]))

taken = set(COMMON)
for file in ("countries", "organisations", "parties", "places"):
    for row in table(DATA / f"gazetteer/{file}.tsv"):
        names = [row["label"], *(row.get("names") or "").split("|"), *(row.get("adjectives") or "").split("|")]
        taken.update(plain(re.split(r"[ -]", name.lstrip("?"))[0]) for name in names if name)
for row in table(FACTS / "places.tsv"):
    taken.add(plain(re.split(r"[ -]", row["name"])[0]))
for row in table(DATA / "gazetteer/metonyms.tsv"):
    taken.add(row["metonym"].split()[0].lower())
for file in (DATA / "lexicon").glob("*.tsv"):
    if file.stem not in ("letters",):
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line and not line.startswith("#"):
                taken.update(re.findall(r"[a-z]+", line.lower()))
known = {row["given"] for row in table(DATA / "gazetteer/given.tsv")}

rows = []
for name, genders in said.items():
    word = plain(name)
    if not latin(name) or not re.fullmatch(r"\w[^\W\d_]{1,}", name) or not name[0].isupper() or name[1:].isupper():
        continue
    if len(name) < 3 and name not in share or name in known or word in taken or small[word] > 0:
        continue
    if surname.get(name, 0) > 3 * max(share.get(name, 0), 0.002):
        continue
    genders = genders - {""}
    rows.append((name, genders.pop() if len(genders) == 1 else ""))
print("# Given names from lists of names that are no words, places, states or bodies and no surnames rather; gender where all lists agree.")
print("# Python package faker, (c) 2012 Daniele Faraglia, MIT; first names of the 1990 census of the United States (public domain).")
print("given\tgender")
for name, gender in sorted(rows):
    print(f"{name}\t{gender}")
