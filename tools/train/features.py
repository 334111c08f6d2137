"""What the model sees of a word: the twin of `src/syntax/neural/features.rs`; both must give the same rows.

A word is lower-cased character by character, digits become 0 and curly quotation marks straight; its shape keeps the
case. Rows come from FNV-1a hashes (32 bits), so that no table of strings is stored.
"""

# name, rows, dimensions, the part of the word; rows of `word` are set by the vocabulary.
TABLES = [
    ("p2", 1024, 16),
    ("p3", 8192, 32),
    ("p4", 8192, 32),
    ("s1", 256, 16),
    ("s2", 1024, 32),
    ("s3", 8192, 48),
    ("s4", 8192, 48),
    ("shape", 512, 32),
]
WORD_DIM = 112
INPUT = WORD_DIM + sum(d for _, _, d in TABLES)


def fnv(text, seed):
    h = (0x811C9DC5 ^ seed) & 0xFFFFFFFF
    for b in text.encode("utf-8"):
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def mix(h):
    """The low bits of FNV are weak on short strings: fold the high ones in."""
    h ^= h >> 15
    h = (h * 0x2C1B3C6D) & 0xFFFFFFFF
    return h ^ (h >> 12)


def normal(form):
    out = []
    for c in form:
        if c in "\u2018\u2019":
            out.append("'")
        elif c in "\u201c\u201d":
            out.append('"')
        elif "0" <= c <= "9":
            out.append("0")
        else:
            out.append(c.lower())
    return "".join(out)


def shape(form):
    out = []
    run = 0
    last = None
    for c in form:
        if "0" <= c <= "9":
            k = "0"
        elif c.lower() != c:
            k = "X"
        elif c.upper() != c:
            k = "x"
        elif c in "\u2018\u2019":
            k = "'"
        elif c in "\u201c\u201d":
            k = '"'
        else:
            k = c
        run = run + 1 if k == last else 1
        last = k
        if run <= 3:
            out.append(k)
        if len(out) == 10:
            break
    return "".join(out)


def word_hash(form):
    return mix(fnv(normal(form), 0))


def rows(form):
    """Rows in the affix and shape tables, in the order of TABLES."""
    w = normal(form)
    parts = [w[:2], w[:3], w[:4], w[-1:], w[-2:], w[-3:], w[-4:], shape(form)]
    return [mix(fnv(p, i + 1)) % r for i, (p, (_, r, _)) in enumerate(zip(parts, TABLES))]
