#!/usr/bin/env python3
"""Turns a folder of fact tables into the gazetteer: sorted TSV files that the program compiles in.

    python3 tools/gazetteer/build.py FACTS_FOLDER data/gazetteer

Standard library only; the same tables give the same bytes. What is kept, and why, stands next to each table below;
the columns are described in docs/gazetteer.md.
"""

import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

FACTS, OUT = Path(sys.argv[1]), Path(sys.argv[2])
ENTITY_COLUMNS = ["id", "kind", "class", "label", "names", "adjectives", "wikidata", "country", "code", "weight"]


def read(name):
    with open(FACTS / f"{name}.tsv", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(text):
    """ASCII letters of a name, as far as Unicode decomposes them."""
    text = text.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O")
    text = text.replace("đ", "d").replace("Đ", "D").replace("ß", "ss").replace("æ", "ae").replace("ə", "a")
    text = text.replace("Ə", "A").replace("ð", "d").replace("þ", "th").replace("œ", "oe")
    text = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def slug(text):
    text = plain(text).lower().replace("'", "").replace("’", "")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def split(cell):
    return [part.strip() for part in cell.split("|") if part.strip()]


def latin(text):
    return all(ord(letter) < 0x250 or unicodedata.combining(letter) or letter in "’‘–ʻʼ" or 0x1E00 <= ord(letter) < 0x1F00
               for letter in text)


def write(name, columns, rows, origin):
    lines = ["\t".join(row.get(column, "") for column in columns) for row in rows]
    assert len(lines) == len(set(lines)), f"{name}: a row stands twice"
    text = "".join(f"# {line}\n" for line in origin) + "\t".join(columns) + "\n" + "\n".join(sorted(lines)) + "\n"
    (OUT / f"{name}.tsv").write_text(text, encoding="utf-8")
    print(f"{name}.tsv: {len(lines)} rows, {len(text.encode()) // 1024} kB")


used = {}


def claim_id(wanted, *fallbacks):
    """The first of the ids that nothing bears yet."""
    for candidate in (wanted, *fallbacks):
        if candidate and candidate not in used:
            used[candidate] = True
            return candidate
    raise SystemExit(f"no free id: {wanted} {fallbacks}")


# --- countries -------------------------------------------------------------------------------------------------------

# What the press also writes; `?` marks a name that needs support from its context.
MORE_NAMES = {
    "TUR": ["Turkey"], "CZE": ["Czech Republic"], "MKD": ["Macedonia"], "SWZ": ["Swaziland"], "CPV": ["Cape Verde"],
    "TLS": ["East Timor"], "COG": ["?Congo"], "COD": ["?Congo", "DRC"], "KOR": ["?Korea"], "GBR": ["?GB"],
    "VAT": ["Vatican", "Holy See"], "NLD": ["Holland"], "ARE": ["UAE", "Emirates"], "BIH": ["Bosnia"],
    "MMR": ["Burma"], "PSE": ["Palestinian Authority", "Palestinian National Authority"], "FSM": ["Micronesia"],
    "SAU": ["KSA"], "USA": ["America"],
}
# Cannot stand for the country unless something else in the article supports it.
NEED_SUPPORT = {"Congo", "Korea", "GB", "South", "North", "the Congo", "the States", "R.F.", "ROC", "OPT", "mainland",
                "England", "Islamic Emirate of Afghanistan"}
MORE_ADJECTIVES = {"GBR": ["British"], "USA": ["American"], "KOR": ["South Korean"], "TWN": ["Taiwanese"], "ARE": ["Emirati", "Emiratis"],
                   "SAU": ["Saudi", "Saudis"], "NZL": ["New Zealander", "New Zealanders"], "NLD": ["Dutch"], "CHE": ["Swiss"],
                   "IRQ": ["Iraqi", "Iraqis"], "PHL": ["Philippine", "Filipino", "Filipinos", "Filipina"]}

countries, place_of_capital = [], {}
id_of_iso = {}
rows = read("countries")
for row in rows:
    if row["iso3"] == "TUR":  # as the press and the encyclopaedias write it
        row["aliases"] += "|" + row["name"]
        row["name"] = "Turkey"
for row in rows:
    id_of_iso[row["iso3"]] = claim_id(slug(row["name"]))
adjective_owners = Counter(adjective for row in rows for adjective in set(split(row["demonym_adj"]) + split(row["demonym_noun"])))
name_owners = Counter(name for row in rows for name in {row["name"], *split(row["aliases"])})
for row in rows:
    iso = row["iso3"]
    names, seen = [], {row["name"]}
    for name in [row["official_name"], *split(row["aliases"]), *split(row["aliases_ambiguous"]), *MORE_NAMES.get(iso, [])]:
        bare = name.removeprefix("?")
        if bare in seen or not latin(bare):
            continue
        seen.add(bare)
        doubtful = name.startswith("?") or bare in NEED_SUPPORT or bare in split(row["aliases_ambiguous"])
        names.append(("?" if doubtful else "") + bare)
    if iso == "COG":
        label = "Republic of the Congo"
        names = [name for name in names if name != label]
    else:
        label = row["name"]
    adjectives = []
    for adjective in [*split(row["demonym_adj"]), *split(row["demonym_noun"]), *MORE_ADJECTIVES.get(iso, [])]:
        if adjective not in adjectives and adjective not in seen:
            adjectives.append(adjective)
    adjectives = [("?" if adjective_owners[a] > 1 and not (a == "Dominican" and iso == "DOM") else "") + a for a in adjectives]
    countries.append({"id": id_of_iso[iso], "kind": "country", "class": row["un_status"], "label": label,
                      "names": "|".join(names), "adjectives": "|".join(adjectives), "wikidata": row["qid"],
                      "code": row["cameo"] or row["iso3"]})
write("countries", ENTITY_COLUMNS, countries,
      ["States and territories: names, demonyms, CAMEO codes. Open Database License 1.0.",
       "Contains data from mledoze/countries (ODbL 1.0), dr5hn/countries-states-cities-database (ODbL 1.0), Wikidata (CC0),",
       "datasets/country-codes (PDDL) and the Phoenix dictionaries (MIT). Built by tools/gazetteer/build.py."])
label_of = {row["id"]: row["label"] for row in countries}
country_names = {name.removeprefix("?") for row in countries for name in [row["label"], *split(row["names"])]}
adjective_to_iso = {}
for row in rows:
    for adjective in split(row["demonym_adj"]):
        if adjective_owners[adjective] == 1:
            adjective_to_iso[adjective] = row["iso3"]
SCOPES = {"EU": "european-union", "UN": "united-nations"}

# --- organisations ---------------------------------------------------------------------------------------------------

# Bodies that are the government itself: the entity is the country, the names are metonyms.
EXECUTIVES = {"White House": "USA", "Kremlin": "RUS", "10 Downing Street": "GBR", "Élysée Palace": "FRA", "Holy See": "VAT",
              "German Chancellery": "DEU", "Blue House": "KOR", "Palestinian Authority": "PSE"}
SKIP_ORGANISATIONS = set(EXECUTIVES) | {"BBC (British Broadcasting Corporation)"}
# A state body whose function the text can also compose ("the Russian foreign ministry") has the composed key.
FUNCTIONS = [
    (r"Department of State|Foreign Affairs|External Affairs|Federal Foreign Office|Foreign, Commonwealth|Itamaraty|Global Affairs Canada|Europe and Foreign", "foreign-ministry"),
    (r"Department of Defense|Ministry of (National )?Defen[cs]e|Federal Ministry of Defence|Ministry of the Armed Forces|Department of Defence", "defence-ministry"),
    (r"Department of the Treasury|HM Treasury|Ministry of Finance", "finance-ministry"),
    (r"Department of Commerce|Ministry of Commerce", "commerce-ministry"),
    (r"Department of Justice|Ministry of Justice", "justice-ministry"),
    (r"Department of Energy|Ministry of Energy", "energy-ministry"),
    (r"Ministry of Unification", "unification-ministry"),
    (r"^(United States Armed Forces|Russian Armed Forces|People's Liberation Army|Bundeswehr|Japan Self-Defense Forces|Armed Forces of Ukraine|Israel Defense Forces|Turkish Armed Forces|Korean People's Army|Tatmadaw|Sudanese Armed Forces)$", "military"),
    (r"^(United States Congress|National People's Congress|Parliament of the United Kingdom|National Assembly of France|Bundestag|National Diet|Verkhovna Rada|Islamic Consultative Assembly|Knesset|Grand National Assembly of Turkey|National Congress of Brazil|Supreme People's Assembly)$", "parliament"),
]
# Names that several states' bodies share: only with the country said or known from the article.
GENERIC = re.compile(r"^(the )?(ministry of|ministry for|department of|national assembly|supreme court|parliament|senate$|congress$|"
                     r"house of representatives|national security council|security council of|treasury$|commerce$|lords$|commons$|diet$|"
                     r"foreign office|national congress|chancellery|red army|joint chiefs|central bank|state council$|"
                     r"self-defen[cs]e|national unity government|democratic party$|liberal party|labou?r party|conservative party|"
                     r"people's party|socialist party|communist party$|republican party$|"
                     r"council$|nation$|liberation$|inquirer$|hill$|greens$)", re.I)
DEFAULT_HOLDERS = {"Congress", "Senate", "House of Representatives", "State Department", "Treasury Department", "Democratic Party",
                   "Republican Party", "National Security Council", "House of Commons", "Joint Chiefs of Staff", "State Council",
                   "Foreign Office", "National People's Congress"}
CODES = {  # CAMEO: international organisations by their own codes, state bodies by country and role
    "United Nations": "IGOUNO", "European Union": "IGOEEC", "NATO": "IGONAT", "African Union": "IGOAFU",
    "World Trade Organization": "IGOWTO", "International Monetary Fund": "IGOIMF", "World Bank": "IGOWBK",
    "International Atomic Energy Agency": "IGOUNOIAE", "Association of Southeast Asian Nations": "IGOSEA",
    "Organization of the Petroleum Exporting Countries": "IGOOPC", "Arab League": "IGOARL", "International Criminal Court": "IGOICC",
    "Organization for Security and Co-operation in Europe": "IGOSCE", "World Health Organization": "IGOUNOWHO",
    "International Court of Justice": "IGOUNOICJ", "Red Cross": "NGOIRC",
}
ROLE_OF_KIND = {"ministry": "GOV", "government_body": "GOV", "central_bank": "GOV", "military": "MIL", "legislature": "LEG",
                "intelligence": "SPY", "court": "JUD", "news_agency": "MED", "newspaper": "MED", "broadcaster": "MED",
                "magazine": "MED", "company": "BUS", "party": "PTY", "armed_group": "REB", "ngo": "NGO", "think_tank": "EDU"}
cameo_of_iso = {row["iso3"]: (row["cameo"] or row["iso3"]) for row in rows}
organisations, org_id = [], {}
org_rows = [row for row in read("organisations") if row["name"] not in SKIP_ORGANISATIONS and row["kind"] != "treaty"]
composed = re.compile(r"^(?:the )?(.+?)(?:'s)? (?:army|military|forces|troops|armed forces|parliament|legislature|government|cabinet)$", re.I)
for row in org_rows:
    iso = row["country_or_scope"] if row["country_or_scope"] in id_of_iso else ""
    label = re.sub(r" \((?!Taiwan)[^)]*\)$", "", row["name"])
    function = ""
    if iso and row["kind"] in {"ministry", "legislature", "military"}:
        function = next((key for pattern, key in FUNCTIONS if re.search(pattern, row["name"])), "")
        if function and "Taiwan Affairs" in row["name"]:
            function = ""
    if function:
        identity = claim_id(f"{id_of_iso[iso]}/{function}")
        if re.search(r"\(", row["name"]):
            label = f"{label} of {next(c['label'] for c in countries if c['id'] == id_of_iso[iso])}"
    else:
        identity = claim_id(slug(label), slug(label) + "-" + iso.lower(), slug(row["name"]))
    org_id[row["name"]] = identity
    names, seen = [], {label}
    for name in [row["name"], *split(row["abbreviations"]), *split(row["aliases"]), *split(row["metonyms"])]:
        if re.search(r"\(|--|^mil |^military of|\.gov$| gordo$|^\d+$", name) or not latin(name) or len(name) < 2:
            continue
        bare = re.sub(r"^the ", "", name)
        if bare in seen or not any(letter.isupper() for letter in bare) or bare in country_names or bare[0].islower() and not re.match(r"al[- ]", bare):
            continue
        if "'s " in bare and bare.split("'s ")[0] in country_names:
            continue  # the text composes these
        match = composed.match(bare)
        if match and (match[1] in adjective_to_iso or match[1] in country_names) and row["kind"] in {"military", "legislature", "government_body"}:
            continue
        if bare in {"EEC", "DOT", "DOC", "Red Army", "USA", "USAR", "CCF", "Welt", "See of Peter", "GAC", "AMC", "Lords", "Commerce"}:
            continue
        if label.startswith("The ") and " " not in bare and row["kind"] in {"newspaper", "magazine", "broadcaster"}:
            continue  # "the Guardian" is found by the full name, "Guardian" alone is too common a word
        seen.add(bare)
        names.append(("?" if GENERIC.match(bare) and not (bare in DEFAULT_HOLDERS and iso in {"USA", "GBR", "CHN"}) else "") + bare)
    if GENERIC.match(label) and label not in names and "(" in row["name"]:
        label = label
    country = id_of_iso.get(iso, "")
    code = CODES.get(row["name"], "")
    if not code and iso and row["kind"] in ROLE_OF_KIND:
        code = cameo_of_iso[iso] + ROLE_OF_KIND[row["kind"]]
    if not code and row["kind"] in {"intergovernmental", "un_body", "eu_body"}:
        code = {"un_body": "IGOUNO", "eu_body": "IGOEEC"}.get(row["kind"], "IGO")
    organisations.append({"id": identity, "kind": "organisation", "class": row["kind"], "label": label, "names": "|".join(names),
                          "wikidata": row["qid"], "country": country, "code": code})
write("organisations", ENTITY_COLUMNS, organisations,
      ["International bodies, ministries, parties, armed groups, media: names and kinds. Own work, CC0 1.0;",
       "QIDs from Wikidata (CC0). Built by tools/gazetteer/build.py."])
org_names = {name.removeprefix("?") for row in organisations for name in [row["label"], *split(row["names"])]}

# --- memberships -----------------------------------------------------------------------------------------------------

members = {}
for row in read("memberships"):
    if row["organisation"] in org_id and row["member"] in id_of_iso and row["status"] == "member":
        key = (org_id[row["organisation"]], id_of_iso[row["member"]], row["start"], row["end"])
        members[key] = {"organisation": key[0], "member": key[1], "since": key[2], "until": key[3]}
KEEP_MEMBERS = {slug(name) for name in (
    "European Union", "NATO", "Group of Seven", "Group of Eight", "Group of Twenty", "BRICS", "OPEC", "OPEC+", "ASEAN", "African Union",
    "Arab League", "Shanghai Cooperation Organisation", "Gulf Cooperation Council", "Commonwealth of Independent States",
    "Collective Security Treaty Organization", "Economic Community of West African States", "United Nations Security Council",
    "Quadrilateral Security Dialogue", "AUKUS", "Five Eyes", "Mercosur", "Nordic Council", "Visegrád Group", "Benelux",
    "Organization of Islamic Cooperation", "Eurasian Economic Union", "Organization of American States")}
big = Counter(key[0] for key in members)
members = {key: row for key, row in members.items() if 2 <= big[key[0]] <= 60}
write("members", ["organisation", "member", "since", "until"], members.values(),
      ["Which states belong to which bodies. CIA World Factbook 2020 (public domain; compilation MIT, (c) 2019 D. Hernangomez)",
       "and own work with dates. Built by tools/gazetteer/build.py."])

# --- people and offices ----------------------------------------------------------------------------------------------

LOW = {"minister", "ambassador", "deputy_minister", "judge", "adviser", "prosecutor", "first_spouse", "deputy_speaker",
       "chief_of_cabinet", "european_affairs_minister", "permanent_representative", "governor_general", "other", "un_representative",
       "deputy_foreign_minister", "energy_minister", "trade_minister", "economy_minister", "justice_minister", "chief_of_staff"}
KEY_STATES = {"USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN", "IND", "ISR", "IRN", "UKR", "TUR"}
CLASS_OFFICE = {
    "foreign_minister": "foreign-minister", "finance_minister": "finance-minister", "defence_minister": "defence-minister",
    "interior_minister": "interior-minister", "justice_minister": "justice-minister", "trade_minister": "trade-minister",
    "energy_minister": "energy-minister", "economy_minister": "economy-minister", "vice_president": "vice-president",
    "deputy_head_of_government": "deputy-prime-minister", "speaker": "speaker", "central_bank_governor": "central-bank-governor",
    "military_chief": "military-chief", "intelligence_chief": "intelligence-chief", "national_security": "national-security-adviser",
    "spokesperson": "spokesperson", "deputy_foreign_minister": "deputy-foreign-minister", "chief_of_staff": "chief-of-staff",
    "european_affairs_minister": "european-affairs-minister", "opposition_leader": "opposition-leader", "un_representative": "un-ambassador",
    "top_diplomat": "top-diplomat", "governor_general": "governor-general", "first_spouse": "first-spouse",
}
ORGANISATION_OFFICES = {
    "eu_high_representative": ("european-union", "foreign-policy-chief"), "eu_commission_president": ("european-commission", "president"),
    "eu_council_president": ("european-council", "president"), "eu_parliament_president": ("european-parliament", "president"),
    "nato_secretary_general": ("nato", "secretary-general"), "un_secretary_general": ("united-nations", "secretary-general"),
    "un_deputy_secretary_general": ("united-nations", "deputy-secretary-general"),
    "iaea_director_general": ("international-atomic-energy-agency", "director-general"),
    "imf_managing_director": ("international-monetary-fund", "managing-director"), "wto_director_general": ("world-trade-organization", "director-general"),
    "who_director_general": ("world-health-organization", "director-general"), "ecb_president": ("european-central-bank", "president"),
    "world_bank_president": ("world-bank", "president"), "icc_prosecutor": ("international-criminal-court", "prosecutor"),
    "arab_league_secretary_general": ("arab-league", "secretary-general"), "asean_secretary_general": ("association-of-southeast-asian-nations", "secretary-general"),
    "opcw_director_general": ("organisation-for-the-prohibition-of-chemical-weapons", "director-general"),
    "osce_secretary_general": ("organization-for-security-and-co-operation-in-europe", "secretary-general"),
    "un_human_rights_chief": ("united-nations", "human-rights-chief"), "un_humanitarian_chief": ("united-nations", "humanitarian-chief"),
    "un_refugee_chief": ("united-nations", "refugee-chief"), "eu_trade_commissioner": ("european-union", "trade-commissioner"),
    "au_commission_chair": ("african-union", "commission-chair"), "unrwa_commissioner": ("united-nations", "unrwa-commissioner"),
    "un_general_assembly_president": ("united-nations-general-assembly", "president"),
}


def office_of(row):
    """(what the office belongs to, its slug)"""
    kind, text = row["office_class"], row["office"]
    of = id_of_iso.get(row["country_iso3"], "")
    if kind in ORGANISATION_OFFICES:
        organisation, office = ORGANISATION_OFFICES[kind]
        return (organisation if organisation in used else "united-nations" if "united" in organisation else organisation), office
    if not of:
        return "", ""
    lower = plain(text).lower()
    if re.match(r"(acting|interim) ", lower):
        lower = lower.split(" ", 1)[1]
    if kind.startswith("head_of") or kind == "governor_general":
        if "governor-general" in lower:
            return of, "governor-general"
        if kind == "head_of_government" and ("president of the government" in lower):
            return of, "prime-minister"
        if "supreme leader" in lower:
            return of, "supreme-leader"
        if re.search(r"monarch|\bking\b|\bqueen\b|emperor|emir\b|sultan|grand duke|sovereign|yang di", lower):
            return of, "monarch"
        if re.search(r"\bvice|deputy", lower):
            return "", ""
        if "chancellor" in lower:
            return of, "chancellor"
        if re.search(r"prime minister|premier|taoiseach|head of government|minister[- ]president|chairman of the council of ministers", lower):
            return of, "prime-minister"
        if "president" in lower:
            return of, "president"
        return of, "prime-minister" if kind == "head_of_government" else "head-of-state"
    if kind == "un_representative":
        return of, "un-ambassador"
    if kind in CLASS_OFFICE:
        if re.search(r"\b(deputy|junior|assistant|shadow|secretary to the treasury|state secretary|vice)\b", lower) and "deputy" not in CLASS_OFFICE[kind] and "vice" not in CLASS_OFFICE[kind]:
            return of, slug(text)[:60]
        return of, CLASS_OFFICE[kind]
    if kind == "ambassador":
        match = re.search(r"ambassador.* to (?:the )?(.+)$", text)
        target = next((row["id"] for row in countries if match and match[1] in {row["label"], *split(row["names"])}), "")
        return of, f"ambassador-to-{target}" if target else ""
    match = re.match(r"(?:federal |cabinet |state |union )?minister (?:of|for) (?:the )?(.+)$", lower)
    if match:
        return of, slug(match[1])[:50] + "-minister"
    short = re.sub(r" of (the )?(" + "|".join(re.escape(plain(c["label"]).lower()) for c in countries if c["id"] == of) + ")$", "", lower)
    return of, slug(short)[:60]


people_rows = read("people")
offices_raw = read("people_offices")
key_of = lambda row: row.get("qid") or ("x:" + slug(row.get("person") or row.get("name")).replace("-", "_"))
person_rows = {}
for row in people_rows:
    person_rows[row["qid"] or row["local_id"]] = row
offices = defaultdict(set)
importance = Counter()
for row in offices_raw:
    if row["suspect"]:
        continue
    end = row["end"] or ("9999" if row["open_as_of"] else row["start"])
    horizon = "1990"
    if row["office_class"] in LOW:
        horizon = "2014" if row["country_iso3"] in KEY_STATES else "2022-06"
    if end < horizon:
        continue
    if row["office_class"] in {"ambassador"} and row["country_iso3"] not in KEY_STATES:
        continue
    if row["office_class"] in {"speaker", "deputy_head_of_government", "interior_minister", "central_bank_governor", "military_chief"} and end < "2005":
        continue
    of, office = office_of(row)
    if not of or not office:
        continue
    key = row["qid"] or next((k for k in person_rows if k == key_of(row)), "")
    if not key or key not in person_rows:
        continue
    until = row["end"]
    if not row["end"] and not row["open_as_of"]:
        until = "?"
    offices[key].add((office, of, row["start"], until, row["open_as_of"] if not row["end"] else ""))
    importance[key] += 3 if row["office_class"].startswith("head_of") or "model knowledge" in row["source"] else 1
# People of the hand-written core have no office in the tables now and then; they are kept all the same.
people, person_id = [], {}
for key in sorted(offices, key=lambda key: (-importance[key], key)):
    row = person_rows[key]
    name = re.sub(r"\s+", " ", re.sub(r"\s*\([^)]*\)", "", row["name"])).strip()
    if re.match(r"Q\d+$", name) or not name or not latin(name):
        continue
    name = re.sub(r", (Baron|Baroness|Lord|Lady|Viscount|Earl|Duke|Count)\b.*$", "", name)
    isos = [iso for iso in split(row["countries"]) if iso in id_of_iso]
    # Who holds one office in several states belongs to the one that an alias names: "… of the United Kingdom".
    named = [iso for iso in isos if any(alias.endswith((f" of the {label_of[id_of_iso[iso]]}", f" of {label_of[id_of_iso[iso]]}"))
                                        for alias in split(row["aliases"]))]
    own = id_of_iso[(named or isos)[0]] if isos else ""
    # A president of France belongs to France, not to Andorra, whose head he is besides.
    presides = sorted({of for office, of, *_ in offices[key] if office in {"president", "prime-minister"}})
    if presides and own not in presides and all(office in {"head-of-state", "french-co-prince"} for office, of, *_ in offices[key] if of == own):
        own = presides[0]
    identity = claim_id(slug(name), f"{slug(name)}-{own}", f"{slug(name)}-{key.lower()}", f"{slug(name)}-{own}-{key.lower()}")
    person_id[key] = identity
    names, seen = [], {plain(name)}
    for alias in split(row["aliases"]):
        alias = re.sub(r"\s+", " ", alias)
        if plain(alias) in seen or not latin(alias) or " " not in alias or len(alias) > 60 or alias == alias.upper():
            continue
        if re.match(r"(President|Cia Director|Governor|Sen\. |Rep\. |Army Gen|Education Secretary|Senior General|Prime Minister|General Secretary|King|Queen|Sir|The|Dr|Mr|Lord|Senator|Secretary|Chancellor|General|Pope|HH|HM|Sheikh)\b", alias):
            continue
        if not alias[0].isupper() or "(" in alias or '"' in alias:
            continue
        seen.add(plain(alias))
        names.append(alias)
    people.append({"id": identity, "kind": "person", "class": row["gender"], "label": name, "names": "|".join(names[:6]),
                   "wikidata": row["qid"], "country": own, "weight": str(importance[key]) if importance[key] > 1 else ""})
write("people", ENTITY_COLUMNS, people,
      ["Office holders. Wikidata (CC0) via EveryPolitician scrapers, CIA World Leaders (public domain), own work;",
       "name variants also from the Open Event Data Alliance Phoenix dictionaries, (c) 2014 Open Event Data Alliance, MIT.",
       "The class is the gender, where known. Built by tools/gazetteer/build.py."])
office_rows = set()
for key, identity in person_id.items():
    for office, of, since, until, open_as_of in offices[key]:
        office_rows.add((identity, office, of, since, until, open_as_of))
# An office held without break by the same dates in two sources stands once.
slim = {}
for person, office, of, since, until, open_as_of in sorted(office_rows):
    slim[(person, office, of, since[:7])] = (person, office, of, since, until, open_as_of)
write("offices", ["person", "office", "of", "since", "until", "open"],
      [dict(zip(["person", "office", "of", "since", "until", "open"], row)) for row in slim.values()],
      ["Who held which office when; `?` as the end: unknown; an empty end: in office at the day in `open`. Sources as people.tsv."])

# --- places ----------------------------------------------------------------------------------------------------------

places, seen_places = [], set()
place_rows = sorted(read("places"), key=lambda row: -int(row["population"] or 0))
surnames = Counter()
for row in people:
    for part in plain(row["label"]).split()[-1:]:
        surnames[part] += 1
given = Counter(plain(row["label"]).split()[0] for row in people)
for row in place_rows:
    population = int(row["population"] or 0)
    if row["kind"] == "city" and population < 150_000:
        continue
    if row["kind"] == "city" and population < 400_000 and row["country_iso3"] in {"CHN", "IND", "BRA", "MEX", "PHL", "IDN", "USA", "TUR", "COL", "NGA", "JPN"}:
        if not (row["country_iso3"] == "USA"):
            continue
    if row["kind"] in {"border"} or row["name"] in {"Kremlin", "White House", "Pentagon", "Capitol Hill", "10 Downing Street", "Blue House", "Élysée Palace"}:
        continue
    name = row["name"]
    own = id_of_iso.get(row["country_iso3"], "")
    if (name, own) in seen_places or not latin(name):
        continue
    seen_places.add((name, own))
    identity = claim_id(slug(name), f"{slug(name)}-{own}", f"{slug(name)}-city", f"{slug(name)}-{row['geonames_id']}")
    names, seen = [], {name}
    for alias in split(row["aliases"]):
        bare = re.sub(r"^the ", "", alias)
        if bare in seen or not latin(bare) or not bare[0].isupper() or len(bare) < 3 or "," in bare or (bare in country_names):
            continue
        if row["kind"] == "city" and (len(bare) < 4 or bare in surnames or bare in given):
            continue
        seen.add(bare)
        names.append(bare)
    if name == "Gaza Strip":
        names.append("Gaza")
    if name == "Gaza City":
        names = [other for other in names if other != "Gaza"]
    if name == "Kivu":
        names = []  # North and South Kivu are two.
    kind = row["kind"]
    doubtful = (kind == "city" and population < 5_000_000 and (surnames[plain(name)] or given[plain(name)] or " " not in name and len(name) < 5 and population < 800_000))
    places.append({"id": identity, "kind": "place", "class": kind, "label": name,
                   "names": "|".join((["?" + name] if doubtful else []) + names[:5]), "wikidata": row["qid"], "country": own,
                   "weight": str(population // 1000) if population else ""})
# First-level regions that the press names without their state; own work.
REGIONS = {"united-states": (
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas "
    "Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New_Hampshire "
    "New_Jersey New_Mexico New_York_State North_Carolina North_Dakota Ohio Oklahoma Oregon Pennsylvania Rhode_Island South_Carolina "
    "South_Dakota Tennessee Texas Utah Vermont Virginia Washington_State West_Virginia Wisconsin Wyoming"),
    "afghanistan": (
        "Badakhshan Badghis Baghlan Balkh Bamyan Daykundi Faryab Ghor Helmand Jowzjan Kapisa Kunar Laghman Logar Nangarhar Nimruz "
        "Nuristan Paktia Paktika Panjshir Parwan Samangan Takhar Uruzgan Wardak Zabul"),
    "algeria": "Kabylia",
    "argentina": "Catamarca Chaco Chubut Entre_Ríos Jujuy Misiones Neuquén Tierra_del_Fuego Tucumán",
    "armenia": "Syunik",
    "australia": "Australian_Capital_Territory New_South_Wales Northern_Territory Queensland South_Australia Tasmania Western_Australia",
    "austria": "Burgenland Carinthia Lower_Austria Styria Tyrol Upper_Austria Vorarlberg",
    "azerbaijan": "Nakhchivan",
    "belgium": "Wallonia",
    "brazil": (
        "Alagoas Amapá Bahia Ceará Espírito_Santo Goiás Maranhão Mato_Grosso Mato_Grosso_do_Sul Minas_Gerais Paraíba Paraná Pernambuco "
        "Piauí Rio_Grande_do_Norte Rio_Grande_do_Sul Rondônia Roraima Santa_Catarina Sergipe Tocantins"),
    "canada": (
        "Alberta British_Columbia Manitoba New_Brunswick Newfoundland Newfoundland_and_Labrador Northwest_Territories Nova_Scotia "
        "Nunavut Ontario Prince_Edward_Island Quebec Saskatchewan Yukon"),
    "china": (
        "Anhui Fujian Gansu Guangdong Guangxi Guizhou Hainan Hebei Heilongjiang Henan Hubei Hunan Jiangsu Jiangxi Jilin Liaoning "
        "Ningxia Qinghai Shaanxi Shandong Shanxi Sichuan Yunnan Zhejiang"),
    "colombia": (
        "Antioquia Arauca Caquetá Cauca Chocó Cundinamarca Guaviare Huila Nariño Norte_de_Santander Putumayo Tolima Valle_del_Cauca "
        "Vichada"),
    "dr-congo": (
        "Bas-Uele Haut-Katanga Haut-Uele Ituri Katanga Kongo_Central Lualaba Mai-Ndombe Maniema North_Kivu South_Kivu Tshopo"),
    "ecuador": "El_Oro Galápagos Guayas Los_Ríos Manabí Pichincha",
    "ethiopia": "Amhara_Region Benishangul-Gumuz Gambela Oromia Sidama Somali_Region",
    "finland": "Lapland Åland",
    "france": (
        "Alsace Brittany Corsica French_Guiana Guadeloupe Martinique Mayotte Normandy Nouvelle-Aquitaine Occitanie Provence Réunion "
        "Île-de-France"),
    "georgia": "Adjara",
    "germany": (
        "Baden-Württemberg Brandenburg Hesse Lower_Saxony Mecklenburg-Vorpommern North_Rhine-Westphalia Rhineland-Palatinate Saarland "
        "Saxony Saxony-Anhalt Schleswig-Holstein Thuringia"),
    "haiti": "Artibonite",
    "india": (
        "Andhra_Pradesh Assam Bihar Chhattisgarh Goa Gujarat Haryana Himachal_Pradesh Jharkhand Karnataka Kerala Madhya_Pradesh "
        "Maharashtra Manipur Meghalaya Mizoram Nagaland Odisha Rajasthan Sikkim Tamil_Nadu Telangana Tripura Uttar_Pradesh "
        "Uttarakhand West_Bengal"),
    "indonesia": (
        "Banten Central_Java Central_Sulawesi East_Java East_Kalimantan Kalimantan Lampung Maluku North_Sumatra Riau South_Sulawesi "
        "West_Java West_Sumatra"),
    "iran": (
        "East_Azerbaijan Gilan Golestan Hormozgan Khuzestan Lorestan Mazandaran Razavi_Khorasan Sistan_and_Baluchestan "
        "West_Azerbaijan"),
    "iraq": "Anbar Babil Dhi_Qar Diyala Maysan Muthanna Nineveh",
    "italy": (
        "Abruzzo Aosta_Valley Apulia Basilicata Calabria Campania Emilia-Romagna Friuli-Venezia_Giulia Lazio Liguria Lombardy Molise "
        "Piedmont Sardinia Sicily South_Tyrol Tuscany Umbria Veneto"),
    "japan": "Hokkaido Ibaraki Miyagi",
    "kenya": "Laikipia Mandera Rift_Valley Turkana Wajir",
    "libya": "Cyrenaica Fezzan Tripolitania",
    "malaysia": "Johor Kedah Kelantan Pahang Perak Sabah Sarawak Selangor Terengganu",
    "mexico": (
        "Aguascalientes Baja_California Baja_California_Sur Campeche Chiapas Coahuila Colima Guanajuato Jalisco Michoacán Nayarit "
        "Nuevo_León Oaxaca Puebla Querétaro Quintana_Roo San_Luis_Potosí Sinaloa Sonora Tabasco Tamaulipas Tlaxcala Veracruz Yucatán "
        "Zacatecas"),
    "moldova": "Gagauzia",
    "mozambique": "Niassa Sofala Zambezia",
    "myanmar": "Ayeyarwady Chin_State Kachin_State Kayah_State Kayin_State Mon_State Shan_State Tanintharyi",
    "nepal": "Karnali",
    "netherlands": "Drenthe Friesland Gelderland North_Brabant North_Holland Overijssel South_Holland Zeeland",
    "niger": "Diffa Tillabéri",
    "nigeria": (
        "Abia Adamawa Akwa_Ibom Anambra Bayelsa Benue Borno Cross_River_State Delta_State Ebonyi Edo_State Ekiti Jigawa Kebbi Kogi Kwara "
        "Nasarawa Niger_State Ogun Osun Oyo_State Plateau_State Rivers_State Taraba Yobe Zamfara"),
    "norway": "Finnmark",
    "oman": "Dhofar",
    "pakistan": "Azad_Kashmir Gilgit-Baltistan Sindh",
    "papua-new-guinea": "Bougainville",
    "philippines": "Bangsamoro Basilan Maguindanao Sulu",
    "poland": "Masovia Podlasie Pomerania Silesia",
    "portugal": "Azores Madeira",
    "romania": "Transylvania",
    "russia": (
        "Adygea Bashkortostan Buryatia Chuvashia Ingushetia Kabardino-Balkaria Kalmykia Kamchatka_Krai Karachay-Cherkessia Karelia "
        "Khabarovsk_Krai Krasnodar_Krai Mordovia North_Ossetia Primorsky_Krai Stavropol_Krai Tatarstan Tuva Udmurtia Yakutia"),
    "serbia": "Vojvodina",
    "somalia": (
        "Galguduud Galmudug Gedo Hirshabelle Jubaland Lower_Juba Lower_Shabelle Middle_Juba Middle_Shabelle Mudug"),
    "south-africa": "Eastern_Cape Free_State Gauteng KwaZulu-Natal Limpopo Mpumalanga Northern_Cape Western_Cape",
    "south-korea": "Gangwon Gyeonggi North_Gyeongsang North_Jeolla South_Gyeongsang South_Jeolla",
    "south-sudan": "Central_Equatoria Eastern_Equatoria Jonglei Upper_Nile Western_Equatoria",
    "spain": (
        "Andalusia Aragon Asturias Balearic_Islands Canary_Islands Cantabria Castile_and_León Extremadura Navarre"),
    "sudan": (
        "Central_Darfur East_Darfur Kordofan North_Darfur North_Kordofan South_Darfur South_Kordofan West_Darfur West_Kordofan"),
    "sweden": "Skåne",
    "switzerland": "Graubünden Ticino Valais Vaud",
    "tajikistan": "Gorno-Badakhshan",
    "ukraine": "Volyn Zakarpattia",
    "uzbekistan": "Karakalpakstan",
    "venezuela": "Apure Carabobo Táchira Zulia",
    "yemen": "Abyan Hadramawt Lahij Shabwah",
}
# A region is meant before a small town of its name elsewhere.
REGION_WEIGHT = "1000"
for own, text in REGIONS.items():
    for name in [part.replace("_", " ") for part in text.split()]:
        if (name, own) in seen_places:
            continue
        seen_places.add((name, own))
        identity = claim_id(slug(name), f"{slug(name)}-{own}")
        places.append({"id": identity, "kind": "place", "class": "region", "label": name, "names": "", "country": own,
                       "weight": REGION_WEIGHT})
write("places", ENTITY_COLUMNS, places,
      ["Cities, regions, seas, sites; the weight is the population in thousands. City data (c) GeoNames.org, CC BY 4.0;",
       "QIDs partly from dr5hn/countries-states-cities-database (ODbL 1.0) and Natural Earth (public domain); regions own work.",
       "Built by tools/gazetteer/build.py."])
place_by_name = {}
for row in places:
    for name in [row["label"], *(n.removeprefix("?") for n in split(row["names"]))]:
        place_by_name.setdefault(name, row)

# --- metonyms --------------------------------------------------------------------------------------------------------

metonyms = {}
INSTITUTION_PLACES = {"Brussels": "european-union"}
for row in read("metonyms"):
    name = re.sub(r"^the ", "", row["metonym"])
    if not latin(name) or name in {"GHQ", "Beehive", "State House", "The Lodge", "Castille", "Green Zone", "National Palace", "Peace Palace", "Male"}:
        continue
    target = id_of_iso.get(row["country_iso3"], "")
    if row["stands_for"] in org_id and row["stands_for"] not in EXECUTIVES and row["type"] != "place-as-institution":
        target = org_id[row["stands_for"]]
    place = place_by_name.get(name, {}).get("id", "")
    if row["type"] == "place-as-institution":
        if name not in INSTITUTION_PLACES or row["stands_for"] != "European Union":
            continue
        target = INSTITUTION_PLACES[name]
    if not target:
        continue
    if name == "Brussels" and target == "belgium":
        continue
    strength = "weak" if row["ambiguous"] or name in {"The Hague", "Washington, D.C."} else "strong"
    if row["type"] == "capital-as-government" and not place:
        if name in country_names:
            continue
    metonyms.setdefault((name, target), {"metonym": name, "stands_for": target, "place": place, "strength": strength})
by_name = Counter(name for name, _ in metonyms)
metonyms = {key: row for key, row in metonyms.items() if by_name[key[0]] == 1 or key[0] == "Brussels"}
metonyms[("Oval Office", "united-states")] = {"metonym": "Oval Office", "stands_for": "united-states", "place": "", "strength": "weak"}
for name, iso in (("New Delhi", "IND"), ("Delhi", "IND"), ("Tel Aviv", "ISR"), ("Jerusalem", "ISR"), ("Kiev", "UKR")):
    place = place_by_name.get(name, place_by_name.get("Kyiv" if name == "Kiev" else name, {})).get("id", "")
    metonyms[(name, id_of_iso[iso])] = {"metonym": name, "stands_for": id_of_iso[iso], "place": place,
                                      "strength": "weak" if name in {"Delhi", "Tel Aviv", "Jerusalem"} else "strong"}
write("metonyms", ["metonym", "stands_for", "place", "strength"], metonyms.values(),
      ["Capitals, palaces and addresses that stand for a government or body; `weak` ones only where they plainly act.",
       "As countries.tsv (ODbL 1.0) for the capitals, own work (CC0) for the rest. Built by tools/gazetteer/build.py."])

# --- parties ---------------------------------------------------------------------------------------------------------

parties, seen_parties = [], set()
# Letters of parties that are something better known, too.
taken_letters = org_names | country_names | {row["code"] for row in countries} | set(
    "ABC AIDS AND API BBC CDC CEO CFO CIA CNN COO DNA FBI FDA GDP GNP HIV NBC NGO NSA PhD PCR POW RNA SMS SOS SUV UAV UFO URL USB VIP WHO".split())
for row in read("parties"):
    name = re.sub(r"\s*\([^)]*\)$", "", row["name"]).strip()
    if not name or not latin(name) or row["country_iso3"] not in id_of_iso or name in org_names or name in country_names:
        continue
    if row["year_dissolved"] and row["year_dissolved"] < "2005" or " " not in name and len(name) < 6:
        continue
    own = id_of_iso[row["country_iso3"]]
    if (name, own) in seen_parties:
        continue
    seen_parties.add((name, own))
    identity = claim_id(f"{own}/{slug(name)}", f"{own}/{slug(name)}-{row['qid'].lower()}", f"{own}/{slug(name)}-{row['year_founded']}")
    shared = re.match(r"^(the )?(\w+ )?(democratic|republican|liberal|conservative|labou?r|socialist|communist|green|people's|national|christian|social|workers'?|progress|centre|center|left|freedom|justice|united|unity|new|alliance|union|popular|peoples)\b", name, re.I)
    names = ["?" + name] if shared and len(name.split()) <= 3 or " " not in name else []
    # Letters that parties of several states bear count only where the article speaks of the state.
    short = row["abbreviation"].split("/")[0].strip()
    if (latin(short) and re.fullmatch(r"[^\W\d_][\w-]{2,}", short) and sum(letter.isupper() for letter in short) > 1
            and short not in taken_letters and short != name):
        names.append("?" + short)
    if re.search(r" (19|20)\d\d$", name):
        names.append("?" + name[:-5])
    if name.startswith("All India ") and name.count(" ") > 2:
        names.append("?" + name[10:])
    parties.append({"id": identity, "kind": "organisation", "class": "party", "label": name, "names": "|".join(names), "wikidata": row["qid"], "country": own,
                    "code": cameo_of_iso[row["country_iso3"]] + "PTY"})
write("parties", ENTITY_COLUMNS, parties,
      ["Political parties. Party Facts (Doering & Regel 2019), MIT, (c) 2022 Party Facts authors. Built by tools/gazetteer/build.py."])

# --- given names -----------------------------------------------------------------------------------------------------

# Words that begin names of other things, too.
COMMON = set("Alpha Angel Art Ash Blessing Chance Charity Come Crown Dawn Dean Earl Faith Grace Guy Happy Hope Joy Junior Justice King Knowledge Lucky Major Marine "
             "May Friday Gen Line Lord Muse Nor Park Patience Peace Precious Prince Rich Royal Sir Sun Sunday Sunny Tea Than Union Victory Vital "
             "Will Win Won Young".split()) | {place["label"] for place in places} | country_names
genders, family, bearers = defaultdict(Counter), Counter(), Counter()
for row in people_rows:
    parts = plain(row["name"]).split()
    if len(parts) < 2 or not latin(row["name"]):
        continue
    family[parts[-1]] += 1
    if len(parts[0]) > 2 and parts[0].isalpha():
        bearers[parts[0]] += 1
        if row["gender"]:
            genders[parts[0]][row["gender"]] += 1
givens = []
for name, total in bearers.items():
    counts = genders[name]
    gender, most = counts.most_common(1)[0] if counts else ("", 0)
    sure = sum(counts.values()) and most / sum(counts.values()) > 0.9
    # A name of three and more by gender is one; of two or without gender only if it is no surname, rather.
    if sum(counts.values()) >= 3 and sure or total >= 2 and family[name] < total and name not in COMMON:
        givens.append({"given": name, "gender": gender if sure else ""})
write("given", ["given", "gender"], givens,
      ["Given names borne by at least two office holders, and by more than bear them as surnames; gender where nine in ten are of one.",
       "Counted from Wikidata (CC0)."])
