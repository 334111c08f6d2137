"""Trains the tagger and parser. See README.md for the command."""
import argparse
import copy
import json
import math
import time

import numpy as np
import torch
from torch.nn import functional as F

import data
import features
from decode import tree
from model import Net

# Outcomes of a wanted distribution: the sentence's own and the teacher's best three.
KEPT = 4


class Pool:
    """Sentences end to end on the device, so that a batch is a few gathers there.

    A sentence is its columns (as `data.arrays` gives them) and, for training, wanted outcomes with their shares."""

    def __init__(self, sentences, rows, device):
        self.lengths = np.array([len(s[0]) for s in sentences])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.parts = [torch.from_numpy(np.concatenate(p)).to(device) for p in zip(*sentences)]
        self.rows, self.device = rows.to(device), device

    def of(self, batch):
        """Each part as sentence × word × column, then the mask of words and the index that turns sentences round."""
        put = lambda v: torch.from_numpy(v[batch]).to(self.device, non_blocking=True).unsqueeze(1)
        length, place = put(self.lengths), torch.arange(int(self.lengths[batch].max()), device=self.device)
        mask = place < length
        at = (put(self.starts) + place) * mask
        return *(p[at] * mask.unsqueeze(2) for p in self.parts), mask, torch.where(mask, length - 1 - place, place)


@torch.no_grad()
def evaluate(net, pool, tags):
    """UPOS, UAS, LAS (subtypes ignored), full label accuracy; in percent."""
    net.eval()
    upos_of = torch.tensor([data.UPOS.index(t[0]) for t in tags])
    universal = np.array(data.UNIVERSAL)
    right = np.zeros(5)
    total = 0
    for batch in data.batches(pool.lengths, 4000):
        cube, mask, reverse = pool.of(batch)
        tag, _, arc, ld, lh = net.heads(net.encode(pool.rows[cube[:, :, 0]], mask, reverse))
        heads = torch.zeros(mask.shape, dtype=torch.int64)
        for k, (i, a) in enumerate(zip(batch, arc.cpu().numpy())):
            n = pool.lengths[i]
            heads[k, :n] = torch.from_numpy(tree(a[:n, :n + 1]))
        label = net.labels(ld, lh, heads.to(ld.device)).argmax(2).cpu()
        cube, mask, best = cube.cpu(), mask.cpu(), tag.argmax(2).cpu()
        m = mask.numpy()
        up = (upos_of[best] == cube[:, :, 5]).numpy()[m]
        tg = (best == cube[:, :, 1]).numpy()[m]
        ok = (heads == cube[:, :, 3]).numpy()[m]
        lab, gold = label.numpy()[m], cube[:, :, 4].numpy()[m]
        right += [up.sum(), tg.sum(), ok.sum(), (ok & (universal[lab] == universal[gold])).sum(), (ok & (lab == gold)).sum()]
        total += m.sum()
    net.train()
    return [round(float(100 * v / total), 2) for v in right]


def divergence(scores, ids, shares, words, smooth=0.0):
    """Cross-entropy with distributions that have a few outcomes, a word; shares of padding are zero."""
    log = scores.log_softmax(2)
    loss = -(log.gather(2, ids) * shares).sum() / words
    if smooth == 0:
        return loss
    mean = (log.mean(2) * shares.sum(2)).sum() / words
    return (1 - smooth) * loss - smooth * mean


def loss_of(net, batch, pool, freq, args):
    cube, soft, share, mask, reverse = pool.of(batch)
    soft, share, words = soft.long(), share.float(), int(pool.lengths[batch].sum())
    f = freq[cube[:, :, 0]]
    unknown = torch.rand_like(f) < args.word_drop / (args.word_drop + f)
    x = net.encode(pool.rows[cube[:, :, 0]], mask, reverse, unknown)
    tag, xpos, arc, ld, lh = net.heads(x)
    arc = arc.masked_fill(~F.pad(mask, (1, 0), value=True).unsqueeze(1), -1e4)
    label = net.labels(ld, lh, cube[:, :, 3])
    k = KEPT
    # Words of other sources have no XPOS.
    known = torch.where(mask, cube[:, :, 2], -100)
    return (
        divergence(arc, soft[..., :k], share[..., :k], words)
        + divergence(label, soft[..., k:2 * k], share[..., k:2 * k], words, args.smooth)
        + args.tag_weight * divergence(tag, soft[..., 2 * k:], share[..., 2 * k:], words, args.smooth)
        + args.xpos_weight * F.cross_entropy(xpos.flatten(0, 1), known.flatten(), reduction="sum") / words
    )


def with_soft(cube, taught=None, trust=1.0):
    """A sentence with what is wanted of it: its own columns, and what a teacher thinks where there is one."""
    n = len(cube)
    ids, shares = np.zeros((n, 3 * KEPT), dtype=np.int16), np.zeros((n, 3 * KEPT), dtype=np.float16)
    for part, column in enumerate((3, 4, 1)):
        first = part * KEPT
        ids[:, first], shares[:, first] = cube[:, column], 1 - trust if taught else 1
        if taught:
            ids[:, first + 1:first + KEPT], s = taught[part]
            shares[:, first + 1:first + KEPT] = s / np.maximum(s.sum(1, keepdims=True), 1e-6) * trust
    if taught:
        # What the teacher says of the relation is said of its own head.
        other = cube[:, 3] != taught[3]
        shares[other, KEPT:2 * KEPT] = np.array([1] + [0] * (KEPT - 1))
    return cube, ids, shares


class Taught:
    """What `teacher.py label` wrote."""

    def __init__(self, path, tags):
        z = np.load(path)
        theirs = [tuple(t) for t in json.loads(str(z["tags"]))]
        own = {t: i for i, t in enumerate(tags)}
        first = {}
        for i, t in enumerate(tags):
            first.setdefault(t[0], i)
        self.tag = np.array([own.get(t, first.get(t[0], 0)) for t in theirs])
        self.z = {k: z[k] for k in z.files if k not in ("tags", "forms")}
        forms = str(z["forms"]).split("\n")
        starts = self.z["starts"]
        self.forms = [forms[a:b] for a, b in zip(starts, starts[1:])]

    def of(self, i):
        a, b = self.z["starts"][i], self.z["starts"][i + 1]
        keep = KEPT - 1
        at = lambda k: (self.z[f"{k}_id"][a:b, :keep], self.z[f"{k}_share"][a:b, :keep].astype(np.float32))
        tag, share = at("tag")
        return at("arc"), at("label"), (self.tag[tag], share), self.z["head"][a:b]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--treebank", required=True, help="folder with *-train.conllu and *-dev.conllu")
    p.add_argument("--out", required=True)
    p.add_argument("--gold", nargs="*", default=[], help="further CoNLL-U files, each read three times an epoch")
    p.add_argument("--silver", nargs="*", default=[], help="CoNLL-U files that a model wrote")
    p.add_argument("--taught", nargs="*", default=[], help="what teacher.py wrote of the treebanks and of other text")
    p.add_argument("--variants", nargs="*", default=[], help="what teacher.py wrote of variants.py's sentences, whose words get no row by them")
    p.add_argument("--vectors", help="the teacher's folder, for vectors of words")
    p.add_argument("--words", type=int, default=31_500, help="rows of known words at most; a row costs 116 bytes of the model")
    p.add_argument("--trust", type=float, default=0.5, help="the teacher's share in what is wanted of gold sentences")
    p.add_argument("--sure", type=float, default=0.6, help="sentences of other text with less sure teaching are dropped")
    p.add_argument("--times", type=int, default=2, help="how often an epoch reads the treebanks")
    p.add_argument("--init", help="a checkpoint to go on from (same vocabulary)")
    p.add_argument("--epochs", type=int, default=16)
    p.add_argument("--batch", type=int, default=1200)
    p.add_argument("--rate", type=float, default=2.5e-3)
    p.add_argument("--drop", type=float, default=0.3)
    p.add_argument("--word-drop", type=float, default=0.25)
    p.add_argument("--smooth", type=float, default=0.03)
    p.add_argument("--tag-weight", type=float, default=0.5)
    p.add_argument("--xpos-weight", type=float, default=0.2)
    p.add_argument("--least", type=int, default=2)
    p.add_argument("--silver-least", type=int, default=6)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--device", default="cpu", help="cpu or cuda")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--eval-from", type=float, default=0.3)
    p.add_argument("--width", type=int, default=160)
    p.add_argument("--hidden", type=int, default=160)
    p.add_argument("--limit", type=int, default=0)
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    torch.set_float32_matmul_precision("high")
    rng = np.random.default_rng(args.seed)
    import pathlib
    folder = pathlib.Path(args.treebank)
    train = [s for f in sorted(folder.glob("*-train.conllu")) for s in data.read(f)]
    dev = {f.name[:-11]: data.read(f) for f in sorted(folder.glob("*-dev.conllu"))}
    silver = [s for f in args.silver for s in data.read(f) if len(s) <= 80]
    hand = [s for f in args.gold for s in data.read(f)]
    if args.limit:
        train = train[:args.limit]
    tags = data.tag_list(train + hand)
    taught = [Taught(f, tags) for f in args.taught]
    varied = [Taught(f, tags) for f in args.variants]
    counts = data.word_counts(train, hand, hand, hand)
    other = data.word_counts(silver, *([[(w,) for w in s] for s in t.forms] for t in taught))
    known = {h: n for h, n in counts.items() if n >= args.least}
    vectors = {}
    if args.vectors:
        from teacher import word_vectors
        vectors = word_vectors(args.vectors)
    # Words of other text and words with a vector, the most frequent first, as far as the table goes.
    more = [h for h, n in other.items() if n >= args.silver_least or h in vectors]
    more.sort(key=lambda h: (-other[h], h))
    more += [h for h in vectors if h not in other]
    for h in more:
        if len(known) >= args.words:
            break
        known.setdefault(h, 0)
    known = {h: counts[h] + other[h] for h in known}
    types = data.Types(known, 0)
    old = torch.load(args.init, weights_only=False) if args.init else None
    if old and old["tags"] != tags:
        raise SystemExit("--init has other tags")
    xpos = old["xpos"] if old else {x: i for i, x in enumerate(sorted({w[2] for s in train for w in s if w[2] != "_"}))}
    place = {"\n".join(f): (t, i) for t in taught + varied for i, f in enumerate(t.forms)}
    pool, used = [], set()
    for times, part, corpus in ((args.times, train, data.arrays(train, types, tags, xpos)), (3, hand, data.arrays(hand, types, tags, xpos))):
        for s, cube in zip(part, corpus):
            key = "\n".join(w[0] for w in s)
            found = place.get(key)
            used.add(key)
            pool += [with_soft(cube, found and found[0].of(found[1]), args.trust)] * times
    gold = len(pool)
    pool += [with_soft(s) for s in data.arrays(silver, types, tags, xpos)]
    for key, (t, i) in place.items():
        if key in used or t.z["sure"][i] < args.sure:
            continue
        arc, label, tag, head = soft = t.of(i)
        cube = np.array([
            [types.add(w), tag[0][k, 0], -100, head[k], label[0][k, 0], data.UPOS.index(tags[tag[0][k, 0]][0])] for k, w in enumerate(t.forms[i])
        ], dtype=np.int64)
        pool.append(with_soft(cube, soft, 1.0))
    dev = {k: data.arrays(v, types, tags, xpos) for k, v in dev.items()}
    rows = torch.tensor(types.rows)
    freq = torch.tensor(types.freq, dtype=torch.float32, device=args.device)
    pool = Pool(pool, rows, args.device)
    dev = {k: Pool([(s,) for s in v], rows, args.device) for k, v in dev.items()}
    print(f"gold {gold} all {len(pool.lengths)} words {pool.lengths.sum()} types {len(rows)} rows {len(types.vocabulary) + 1} tags {len(tags)} xpos {len(xpos)}", flush=True)
    table = None
    if vectors:
        table = torch.zeros(len(types.vocabulary) + 1, len(next(iter(vectors.values()))))
        for i, h in enumerate(types.vocabulary):
            if h in vectors:
                table[i + 1] = torch.from_numpy(vectors[h])
        print(f"vectors {int((table.abs().amax(1) > 0).sum())}", flush=True)
    net = Net(len(types.vocabulary) + 1, len(tags), len(xpos), len(data.DEPREL), args.drop, args.width, args.hidden, table)
    if old:
        state = old["net"]
        grown = net.word.weight.detach().clone() * 0.1
        where = {h: i + 1 for i, h in enumerate(old["vocabulary"])}
        for i, h in enumerate(types.vocabulary):
            if h in where:
                grown[i + 1] = state["word.weight"][where[h]]
        grown[0] = state["word.weight"][0]
        state["word.weight"] = grown
        net.load_state_dict(state)
    print("parameters", sum(p.numel() for p in net.parameters()), flush=True)
    net.to(args.device)
    ema = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, betas=(0.9, 0.95), weight_decay=0.01, fused=True)
    per_epoch = len(data.batches(pool.lengths, args.batch))
    steps = per_epoch * args.epochs
    step, start, best = 0, time.time(), 0
    net.train()
    for epoch in range(args.epochs):
        total = 0.0
        for batch in data.batches(pool.lengths, args.batch, rng):
            done = step / steps
            rate = args.rate * min(1, (step + 1) / 200) * (1 - done if done < 1 else 0)
            for g in optimiser.param_groups:
                g["lr"] = rate
            loss = loss_of(net, batch, pool, freq, args)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            step += 1
            total += loss.detach()
            if step % 4 == 0:
                keep = min(0.99, step / (step + 40.0))
                with torch.no_grad():
                    torch._foreach_lerp_(list(ema.parameters()), list(net.parameters()), 1 - keep)
            if step % 200 == 0:
                print(f"  step {step}/{steps} loss {loss.item():.3f} {time.time() - start:.0f}s", flush=True)
        result = {}
        if epoch + 1 >= args.eval_from * args.epochs or epoch == 2:
            result = {k: evaluate(ema, v, tags) for k, v in dev.items()}
        print(f"epoch {epoch + 1} loss {total / per_epoch:.4f} {time.time() - start:.0f}s {json.dumps(result)}", flush=True)
        score = sum(v[3] for v in result.values())
        if score > best:
            best = score
            torch.save({"net": {k: v.cpu() for k, v in ema.folded().items()}, "vocabulary": types.vocabulary, "tags": tags, "xpos": xpos, "dev": result, "args": vars(args)}, args.out)
    print("best", best, flush=True)


if __name__ == "__main__":
    main()
