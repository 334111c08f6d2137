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


def collate(batch, sentences):
    n = max(len(sentences[i]) for i in batch)
    cube = np.zeros((len(batch), n, 6), dtype=np.int64)
    mask = np.zeros((len(batch), n), dtype=bool)
    reverse = np.tile(np.arange(n), (len(batch), 1))
    for row, i in enumerate(batch):
        s = sentences[i]
        cube[row, :len(s)] = s
        mask[row, :len(s)] = True
        reverse[row, :len(s)] = np.arange(len(s))[::-1]
    return torch.from_numpy(cube), torch.from_numpy(mask), torch.from_numpy(reverse)


def types_of(cube, rows):
    unique, inverse = torch.unique(cube[:, :, 0], return_inverse=True)
    return unique, rows[unique], inverse


def scores(net, batch, sentences, rows):
    cube, mask, reverse = collate(batch, sentences)
    _, r, inverse = types_of(cube, rows)
    x = net.encode(r, inverse, mask, reverse)
    return cube, mask, net.heads(x)


@torch.no_grad()
def evaluate(net, sentences, rows, tags):
    """UPOS, UAS, LAS (subtypes ignored), full label accuracy; in percent."""
    net.eval()
    upos_of = torch.tensor([data.UPOS.index(t[0]) for t in tags])
    universal = np.array(data.UNIVERSAL)
    right = np.zeros(5)
    total = 0
    for batch in data.batches(sentences, 4000):
        cube, mask, (tag, _, arc, ld, lh) = scores(net, batch, sentences, rows)
        heads = torch.zeros(mask.shape, dtype=torch.int64)
        arc = arc.numpy()
        for k, i in enumerate(batch):
            n = len(sentences[i])
            heads[k, :n] = torch.from_numpy(tree(arc[k, :n, :n + 1]))
        label = net.labels(ld, lh, heads).argmax(2)
        m = mask.numpy()
        best = tag.argmax(2)
        up = (upos_of[best] == cube[:, :, 5]).numpy()[m]
        tg = (best == cube[:, :, 1]).numpy()[m]
        ok = (heads == cube[:, :, 3]).numpy()[m]
        lab, gold = label.numpy()[m], cube[:, :, 4].numpy()[m]
        right += [up.sum(), tg.sum(), ok.sum(), (ok & (universal[lab] == universal[gold])).sum(), (ok & (lab == gold)).sum()]
        total += m.sum()
    net.train()
    return [round(float(100 * v / total), 2) for v in right]


def loss_of(net, batch, sentences, rows, freq, args):
    cube, mask, reverse = collate(batch, sentences)
    unique, r, inverse = types_of(cube, rows)
    f = freq[unique]
    unknown = torch.rand(len(f)) < args.word_drop / (args.word_drop + f)
    x = net.encode(r, inverse, mask, reverse, unknown)
    tag, xpos, arc, ld, lh = net.heads(x)
    arc = arc.masked_fill(~F.pad(mask, (1, 0), value=True).unsqueeze(1), -1e4)
    gold = cube[:, :, 3]
    label = net.labels(ld, lh, gold)
    m = mask
    smooth = args.smooth
    return (
        F.cross_entropy(arc[m], gold[m])
        + F.cross_entropy(label[m], cube[:, :, 4][m], label_smoothing=smooth)
        + args.tag_weight * F.cross_entropy(tag[m], cube[:, :, 1][m], label_smoothing=smooth)
        # Words of other sources have no XPOS.
        + args.xpos_weight * F.cross_entropy(xpos[m], cube[:, :, 2][m], reduction="sum") / m.sum()
    )


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--treebank", required=True, help="folder with *-train.conllu and *-dev.conllu")
    p.add_argument("--out", required=True)
    p.add_argument("--gold", nargs="*", default=[], help="further CoNLL-U files, each read three times an epoch")
    p.add_argument("--silver", nargs="*", default=[], help="CoNLL-U files that a model wrote")
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
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--eval-from", type=float, default=0.3)
    p.add_argument("--width", type=int, default=160)
    p.add_argument("--hidden", type=int, default=160)
    p.add_argument("--layers", type=int, default=1)
    p.add_argument("--limit", type=int, default=0)
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    rng = np.random.default_rng(args.seed)
    import pathlib
    folder = pathlib.Path(args.treebank)
    train = [s for f in sorted(folder.glob("*-train.conllu")) for s in data.read(f)]
    dev = {f.name[:-11]: data.read(f) for f in sorted(folder.glob("*-dev.conllu"))}
    silver = [s for f in args.silver for s in data.read(f) if len(s) <= 80]
    train += [s for f in args.gold for s in data.read(f)] * 3
    if args.limit:
        train = train[:args.limit]
    counts = data.word_counts(train)
    known = {h: n for h, n in counts.items() if n >= args.least}
    for h, n in data.word_counts(silver).items():
        if n >= args.silver_least or h in known:
            known[h] = known.get(h, 0) + n
    types = data.Types(known, 1)
    old = torch.load(args.init, weights_only=False) if args.init else None
    tags = old["tags"] if old else data.tag_list(train)
    xpos = old["xpos"] if old else {x: i for i, x in enumerate(sorted({w[2] for s in train for w in s if w[2] != "_"}))}
    sentences = data.arrays(train, types, tags, xpos)
    silver = data.arrays(silver, types, tags, xpos)
    dev = {k: data.arrays(v, types, tags, xpos) for k, v in dev.items()}
    rows = torch.tensor(types.rows)
    freq = torch.tensor(types.freq, dtype=torch.float32)
    print(f"train {len(sentences)} silver {len(silver)} types {len(rows)} words {len(types.vocabulary) + 1} tags {len(tags)} xpos {len(xpos)}", flush=True)
    net = Net(len(types.vocabulary) + 1, len(tags), len(xpos), len(data.DEPREL), args.drop, args.width, args.hidden, args.layers)
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
    ema = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, betas=(0.9, 0.95), weight_decay=0.01, fused=True)
    pool = sentences + silver
    per_epoch = len(data.batches(pool, args.batch))
    steps = per_epoch * args.epochs
    step, start, best = 0, time.time(), 0
    net.train()
    for epoch in range(args.epochs):
        total = 0.0
        for batch in data.batches(pool, args.batch, rng):
            done = step / steps
            rate = args.rate * min(1, (step + 1) / 200) * (1 - done if done < 1 else 0)
            for g in optimiser.param_groups:
                g["lr"] = rate
            loss = loss_of(net, batch, pool, rows, freq, args)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            step += 1
            total += loss.item()
            if step % 4 == 0:
                keep = min(0.99, step / (step + 40.0))
                with torch.no_grad():
                    torch._foreach_lerp_(list(ema.parameters()), list(net.parameters()), 1 - keep)
            if step % 50 == 0:
                print(f"  step {step}/{steps} loss {loss.item():.3f} {time.time() - start:.0f}s", flush=True)
        result = {}
        if epoch + 1 >= args.eval_from * args.epochs or epoch == 2:
            result = {k: evaluate(ema, v, rows, tags) for k, v in dev.items()}
        print(f"epoch {epoch + 1} loss {total / per_epoch:.4f} {time.time() - start:.0f}s {json.dumps(result)}", flush=True)
        score = sum(v[3] for v in result.values())
        if score > best:
            best = score
            torch.save({"net": ema.state_dict(), "vocabulary": types.vocabulary, "tags": tags, "xpos": xpos, "dev": result, "args": vars(args)}, args.out)
    print("best", best, flush=True)


if __name__ == "__main__":
    main()
