"""Reads an export in FollowTheMoney with that project's own package and says what is wrong with it.

Usage: check_ftm.py EXPORT.jsonl     (needs followthemoney)
"""

import json
import sys
from collections import Counter

from followthemoney import model

wrong, known, schemata = [], {}, Counter()
with open(sys.argv[1], encoding="utf-8") as file:
    for number, line in enumerate(file, 1):
        data = json.loads(line)
        entity = model.get_proxy(data)
        schemata[entity.schema.name] += 1
        if entity.id in known:
            wrong.append(f"line {number}: {entity.id} comes twice")
        known[entity.id] = entity.schema
        try:
            entity.schema.validate(data)
        except Exception as error:
            wrong.append(f"line {number}: {error}")
        # What the package's cleaning would drop or change was not written as the format wants it.
        for prop in entity.iterprops():
            values = data["properties"][prop.name]
            kept = {prop.type.clean(value, proxy=entity) for value in values} - {None}
            if prop.type.name in ("date", "country", "url", "identifier", "language", "entity") and kept != set(values):
                wrong.append(f"line {number}: {prop.name} {values} becomes {sorted(kept)}")
            if prop.type.name == "entity":
                for value in values:
                    if value not in known:
                        wrong.append(f"line {number}: {prop.name} names {value}, which did not come before")
                    elif not known[value].is_a(prop.range):
                        wrong.append(f"line {number}: {prop.name} is a {known[value].name}, not a {prop.range.name}")
        unknown = set(data["properties"]) - set(entity.schema.properties)
        if unknown:
            wrong.append(f"line {number}: {entity.schema.name} has no {sorted(unknown)}")
print("\n".join(wrong[:20]) or ", ".join(f"{count} {name}" for name, count in sorted(schemata.items())))
for needed in ("Person", "PublicBody", "Event", "UnknownLink", "Article", "Mention"):
    if not schemata[needed]:
        sys.exit(f"no {needed} in the export")
sys.exit(1 if wrong else 0)
