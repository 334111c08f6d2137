#!/usr/bin/env python3
"""Repeats JSON lines of articles with new ids until there are so many: input for measuring memory and speed.

Usage: tools/repeat_corpus.py COUNT FILE.jsonl... > many.jsonl
The first round keeps the ids; round n adds `~n`. Dates and texts stay, so that events grow reports and not kinds.
"""

import json
import sys


def main() -> None:
    count = int(sys.argv[1])
    records = []
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as lines:
            records += [json.loads(line) for line in lines if line.strip()]
    for number in range(count):
        record = records[number % len(records)]
        rounds = number // len(records)
        if rounds:
            record = dict(record, id=f"{record['id']}~{rounds}")
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
