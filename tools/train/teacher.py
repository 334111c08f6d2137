"""A larger parser that teaches the small one: a pretrained transformer (MPNet, twelve layers of 768) with the same heads.

`teacher.py train` fine-tunes it on the treebanks, `teacher.py label` writes what one or more of them make of other text:
trees and doubts. It runs here only; no file of the program comes from its weights directly. See README.md for the commands.
"""
import argparse
import copy
import json
import math
import pathlib
import struct
import time
import unicodedata

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import data
import features
from decode import tree
from model import Heads

SHAPES = 512
# What `label` keeps of a distribution.
KEPT = 4
# Pieces of the vocabulary that stand for no text.
BEGIN, PADDING, END = 0, 1, 2


def tensors(path):
    """The arrays of a safetensors file."""
    raw = pathlib.Path(path).read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    out = {}
    for name, d in json.loads(raw[8:8 + size]).items():
        if name != "__metadata__" and d["dtype"] == "F32":
            a, b = d["data_offsets"]
            out[name] = torch.from_numpy(np.frombuffer(raw, "<f4", (b - a) // 4, 8 + size + a).reshape(d["shape"]).copy())
    return out


def word_vectors(folder):
    """Of every whole word of the vocabulary its input vector, by the hash of the word; of unit length, about their mean."""
    folder = pathlib.Path(folder)
    table = tensors(folder / "model.safetensors")["embeddings.word_embeddings.weight"].numpy()
    out = {}
    for i, line in enumerate(open(folder / "vocab.txt", encoding="utf-8")):
        word = line.rstrip("\n")
        if word.isalpha() and word.isascii() and len(word) > 1:
            out.setdefault(features.word_hash(word), table[i])
    middle = np.mean(list(out.values()), axis=0)
    return {h: (v - middle) / np.linalg.norm(v - middle) for h, v in out.items()}


class Pieces:
    """WordPiece, lower-cased without accents, a word at a time."""

    def __init__(self, path):
        self.ids = {line.rstrip("\n"): i for i, line in enumerate(open(path, encoding="utf-8"))}
        self.unknown = self.ids["[UNK]"]
        self.seen = {}

    def run(self, text):
        out, at = [], 0
        while at < len(text):
            end = len(text)
            while end > at:
                i = self.ids.get(("##" if at else "") + text[at:end])
                if i is not None:
                    break
                end -= 1
            if end == at:
                return [self.unknown]
            out.append(i)
            at = end
        return out

    def of(self, form):
        got = self.seen.get(form)
        if got is None:
            plain = "".join(c for c in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(c) != "Mn")
            plain = plain.replace("\u2018", "'").replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
            got, word = [], ""
            for c in plain + " ":
                if c.isalnum():
                    word += c
                    continue
                if word:
                    got += self.run(word)
                word = ""
                if not c.isspace():
                    got += self.run(c)
            got = self.seen[form] = (got or [self.unknown])[:8]
        return got


class Layer(nn.Module):
    def __init__(self, width, inner, parts, drop):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.first, self.second = nn.LayerNorm(width, eps=1e-5), nn.LayerNorm(width, eps=1e-5)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.parts, self.drop = parts, drop

    def forward(self, x, bias):
        b, n, w = x.shape
        q, k, v = (f(x).view(b, n, self.parts, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        y = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype))
        y = self.o(y.transpose(1, 2).reshape(b, n, w))
        x = self.first(x + F.dropout(y, self.drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.second(x + F.dropout(y, self.drop, self.training))


def distances(limit):
    """The bucket of a distance between pieces, other minus own, for -limit..=limit: eight places one by one, then ever wider."""
    out = []
    for d in range(-limit, limit + 1):
        n = abs(d)
        far = n if n < 8 else min(15, 8 + int(math.log(n / 8) / math.log(128 / 8) * 8))
        out.append(far + 16 * (d > 0))
    return torch.tensor(out)


class Teacher(Heads):
    LONGEST = 500

    def __init__(self, folder, tags, xpos, labels, drop=0.2, inside=0.1):
        config = json.loads((pathlib.Path(folder) / "config.json").read_text())
        width = config["hidden_size"]
        super().__init__(width, tags, xpos, labels, drop, 256, 256)
        w = tensors(pathlib.Path(folder) / "model.safetensors")
        self.piece = nn.Embedding.from_pretrained(w["embeddings.word_embeddings.weight"], freeze=True)
        # Places are numbered from 2.
        self.place = nn.Parameter(w["embeddings.position_embeddings.weight"][2:2 + self.LONGEST].clone())
        self.near = nn.Embedding.from_pretrained(w["encoder.relative_attention_bias.weight"], freeze=False)
        self.register_buffer("distances", distances(self.LONGEST), persistent=False)
        # The pretrained transformer sees no capitals: the shape of the word is added to each of its pieces.
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(width, eps=1e-5)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], config["num_attention_heads"], inside)
            for _ in range(config["num_hidden_layers"])
        )
        names = {
            "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
            "first": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "second": "output.LayerNorm",
        }
        with torch.no_grad():
            for part in ("weight", "bias"):
                getattr(self.norm, part).copy_(w[f"embeddings.LayerNorm.{part}"])
                for i, layer in enumerate(self.layers):
                    for own, theirs in names.items():
                        getattr(getattr(layer, own), part).copy_(w[f"encoder.layer.{i}.{theirs}.{part}"])
        self.mix = nn.Parameter(torch.zeros(len(self.layers)))
        self.inside = inside

    def layered(self, pieces, shapes):
        """What each layer makes of pieces."""
        size = pieces.shape[1]
        place = torch.arange(size, device=pieces.device)
        near = self.near(self.distances[(place[None, :] - place[:, None]).clamp(-self.LONGEST, self.LONGEST) + self.LONGEST]).permute(2, 0, 1)
        bias = near + torch.where(pieces == PADDING, -1e4, 0.0)[:, None, None, :]
        x = self.norm(self.piece(pieces) + self.place[place.clamp(max=self.LONGEST - 1)] + self.shape(shapes))
        x = F.dropout(x, self.inside, self.training)
        deep = []
        for layer in self.layers:
            x = layer(x, bias)
            deep.append(x)
        return deep

    def encode(self, pieces, shapes, first, last):
        """pieces, shapes: sentence × piece; first, last: sentence × word, places of a word's outer pieces."""
        share = self.mix.softmax(0)
        x = sum(s * d for s, d in zip(share, self.layered(pieces, shapes))).float()
        wide = lambda at: x.gather(1, at.unsqueeze(2).expand(-1, -1, x.shape[2]))
        return (wide(first) + wide(last)) / 2


class Pool:
    """Sentences as pieces, with their gold columns where they have some."""

    def __init__(self, corpus, pieces, columns=None):
        self.items = []
        cache = {}
        for k, s in enumerate(corpus):
            ids, shapes, first, last = [BEGIN], [0], [], []
            for w in s:
                got = cache.get(w[0])
                if got is None:
                    got = cache[w[0]] = (pieces.of(w[0]), 1 + features.rows(w[0])[-1] % (SHAPES - 1))
                first.append(len(ids))
                ids += got[0]
                shapes += [got[1]] * len(got[0])
                last.append(len(ids) - 1)
            self.items.append((ids + [END], shapes + [0], first, last, None if columns is None else columns[k]))

    def batches(self, tokens, rng=None):
        return data.batches([len(i[0]) for i in self.items], tokens, rng)

    def collate(self, batch, device):
        n = max(len(self.items[i][2]) for i in batch)
        m = max(len(self.items[i][0]) for i in batch)
        block = np.zeros((4, len(batch), max(n, m)), dtype=np.int64)
        block[0] = PADDING
        cube = np.zeros((len(batch), n, 6), dtype=np.int64)
        mask = np.zeros((len(batch), n), dtype=bool)
        for row, i in enumerate(batch):
            *parts, gold = self.items[i]
            for k, p in enumerate(parts):
                block[k, row, :len(p)] = p
            mask[row, :len(parts[2])] = True
            if gold is not None:
                cube[row, :len(gold)] = gold
        b, cube, mask = (torch.from_numpy(v).to(device) for v in (block, cube, mask))
        return cube, mask, (b[0, :, :m], b[1, :, :m], b[2, :, :n], b[3, :, :n])


def run(net, pool, batch):
    device = net.mix.device
    cube, mask, inputs = pool.collate(batch, device)
    with torch.autocast(device.type, torch.bfloat16, net.bf16):
        x = net.encode(*inputs)
    return cube, mask, net.heads(x)


def trees(arc, mask):
    heads = np.zeros(mask.shape, dtype=np.int64)
    for row, a, n in zip(heads, arc.cpu().numpy(), mask.sum(1).tolist()):
        row[:n] = tree(a[:n, :n + 1])
    return torch.from_numpy(heads).to(mask.device)


@torch.no_grad()
def evaluate(net, pool, upos_of):
    """UPOS, UAS, LAS (subtypes ignored); in percent."""
    net.eval()
    universal = torch.tensor(data.UNIVERSAL, device=net.mix.device)
    right, total = np.zeros(3), 0
    for batch in pool.batches(3000):
        cube, m, (tag, _, arc, ld, lh) = run(net, pool, batch)
        heads = trees(arc, m)
        label = net.labels(ld, lh, heads).argmax(2)
        ok = (heads == cube[:, :, 3])[m]
        same = (universal[label] == universal[cube[:, :, 4]])[m]
        right += [(upos_of[tag.argmax(2)] == cube[:, :, 5])[m].sum().item(), ok.sum().item(), (ok & same).sum().item()]
        total += m.sum().item()
    net.train()
    return [round(float(100 * v / total), 2) for v in right]


def train(args):
    rng = np.random.default_rng(args.seed)
    folder = pathlib.Path(args.treebank)
    corpus = [s for f in sorted(folder.glob("*-train.conllu")) for s in data.read(f)]
    corpus += [s for f in args.gold for s in data.read(f)] * 2
    corpus = [s for s in corpus if len(s) <= 120]
    if args.limit:
        corpus = corpus[:args.limit]
    tags = data.tag_list(corpus)
    xpos = {x: i for i, x in enumerate(sorted({w[2] for s in corpus for w in s if w[2] != "_"}))}
    types = data.Types({}, 1)
    pieces = Pieces(pathlib.Path(args.model) / "vocab.txt")
    pool = Pool(corpus, pieces, data.arrays(corpus, types, tags, xpos))
    dev = {}
    for f in sorted(folder.glob("*-dev.conllu")):
        part = [s for s in data.read(f) if len(s) <= 250]
        dev[f.name[:-11]] = Pool(part, pieces, data.arrays(part, types, tags, xpos))
    upos_of = torch.tensor([data.UPOS.index(t[0]) for t in tags], device=args.device)
    net = Teacher(args.model, len(tags), len(xpos), len(data.DEPREL))
    net.bf16 = args.bf16
    net.to(args.device)
    own = ("layers", "norm", "place", "near")
    inner = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith(own)]
    outer = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith(own)]
    groups = [{"params": inner, "top": args.rate}, {"params": outer, "top": args.rate * args.heads_rate}]
    optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    each = len(pool.batches(args.batch))
    steps, step, start = each * args.epochs, 0, time.time()
    print(f"sentences {len(corpus)} steps {steps} tags {len(tags)}", flush=True)
    net.train()
    for epoch in range(args.epochs):
        total = 0.0
        for batch in pool.batches(args.batch, rng):
            part = min(1, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
            for g in optimiser.param_groups:
                g["lr"] = g["top"] * part
            cube, m, (tag, xp, arc, ld, lh) = run(net, pool, batch)
            arc = arc.masked_fill(~F.pad(m, (1, 0), value=True).unsqueeze(1), -1e4)
            gold = cube[:, :, 3]
            label = net.labels(ld, lh, gold)
            loss = (
                F.cross_entropy(arc[m], gold[m])
                + F.cross_entropy(label[m], cube[:, :, 4][m])
                + 0.5 * F.cross_entropy(tag[m], cube[:, :, 1][m])
                + 0.2 * F.cross_entropy(xp[m], cube[:, :, 2][m], reduction="sum") / m.sum()
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step += 1
            total += loss.detach()
            if step % 100 == 0:
                print(f"  step {step}/{steps} loss {loss.item():.3f} {time.time() - start:.0f}s", flush=True)
        result = {k: evaluate(net, v, upos_of) for k, v in dev.items()}
        print(f"epoch {epoch + 1} loss {total / each:.4f} {time.time() - start:.0f}s {json.dumps(result)}", flush=True)
        torch.save({"net": net.state_dict(), "tags": tags, "xpos": xpos, "dev": result, "args": vars(args)}, args.out)


@torch.no_grad()
def label(args):
    nets = []
    for path in args.by:
        saved = torch.load(path, weights_only=False, map_location="cpu")
        net = Teacher(args.model, len(saved["tags"]), len(saved["xpos"]), len(data.DEPREL))
        net.load_state_dict(saved["net"])
        net.bf16 = args.bf16
        nets.append(net.to(args.device).eval())
    corpus = [s for f in args.text for s in data.read(f) if 2 < len(s) <= 90]
    pool = Pool(corpus, Pieces(pathlib.Path(args.model) / "vocab.txt"))
    total = sum(len(s) for s in corpus)
    head = np.zeros(total, dtype=np.int16)
    top = {k: (np.zeros((total, KEPT), dtype=np.int16), np.zeros((total, KEPT), dtype=np.float16)) for k in ("arc", "label", "tag")}
    sure = np.zeros(len(corpus), dtype=np.float32)
    starts = np.concatenate([[0], np.cumsum([len(s) for s in corpus])])
    begun, done = time.time(), 0
    for batch in pool.batches(6000):
        said = [run(net, pool, batch) for net in nets]
        m = said[0][1]
        outside = ~F.pad(m, (1, 0), value=True).unsqueeze(1)
        mean = lambda each: sum(each) / len(nets)
        arc = mean(arc.masked_fill(outside, -1e4).softmax(2) for _, _, (_, _, arc, _, _) in said)
        heads = trees(arc.clamp(min=1e-12).log(), m)
        share = {
            "arc": arc,
            "label": mean(net.labels(ld, lh, heads).softmax(2) for net, (_, _, (_, _, _, ld, lh)) in zip(nets, said)),
            "tag": mean(tag.softmax(2) for _, _, (tag, *_) in said),
        }
        both = (arc.gather(2, heads.unsqueeze(2)).squeeze(2) * share["label"].amax(2)).cpu().numpy()
        best = {k: [part.cpu().numpy() for part in v.topk(min(KEPT, v.shape[2]), 2)] for k, v in share.items()}
        heads = heads.cpu().numpy()
        for k, i in enumerate(batch):
            a, b = starts[i], starts[i + 1]
            n = b - a
            head[a:b] = heads[k, :n]
            for name, (values, where) in best.items():
                w = values.shape[2]
                top[name][0][a:b, :w] = where[k, :n]
                top[name][1][a:b, :w] = values[k, :n]
            sure[i] = np.exp(np.log(np.maximum(both[k, :n], 1e-6)).mean())
        done += sum(len(corpus[i]) for i in batch)
        if done // 100_000 != (done - sum(len(corpus[i]) for i in batch)) // 100_000:
            print(f"  {done}/{total} words {time.time() - begun:.0f}s", flush=True)
    np.savez(
        args.out, forms=np.array("\n".join(w[0] for s in corpus for w in s)), starts=starts, head=head, sure=sure,
        tags=np.array(json.dumps(saved["tags"])), **{f"{k}_{n}": v[j] for k, v in top.items() for j, n in enumerate(("id", "share"))},
    )
    print(f"{len(corpus)} sentences {total} words, sure {np.percentile(sure, [5, 25, 50, 75, 95])}", flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True, help="folder with config.json, model.safetensors, vocab.txt of an MPNet")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--device", default="cpu", help="cpu or cuda")
    p.add_argument("--bf16", action="store_true", help="products in bfloat16")
    p.add_argument("--out", required=True)
    sub = p.add_subparsers(required=True)
    t = sub.add_parser("train")
    t.add_argument("--treebank", required=True)
    t.add_argument("--gold", nargs="*", default=[])
    t.add_argument("--epochs", type=int, default=4)
    t.add_argument("--batch", type=int, default=900)
    t.add_argument("--rate", type=float, default=1e-4)
    t.add_argument("--heads-rate", type=float, default=10, help="how many times faster what is new learns")
    t.add_argument("--seed", type=int, default=1)
    t.add_argument("--limit", type=int, default=0)
    t.set_defaults(run=train)
    l = sub.add_parser("label")
    l.add_argument("--by", nargs="+", required=True, help="checkpoints; what they think is averaged")
    l.add_argument("--text", nargs="+", required=True, help="CoNLL-U whose words are kept")
    l.set_defaults(run=label)
    args = p.parse_args()
    torch.manual_seed(getattr(args, "seed", 1))
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    args.run(args)


if __name__ == "__main__":
    main()
