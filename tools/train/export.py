"""Quantises a checkpoint and writes the model file that `src/syntax/neural/weights.rs` reads.

Weights get 8 bits with a scale for each output, activations 7 bits with a scale for each layer that is measured on
training sentences. The Rust scorer is the judge of the loss.
"""
import argparse
import pathlib
import struct

import numpy as np
import torch
from torch.nn import functional as F

import data
import features
from model import BUCKETS, Net, bucket_table
from train import Pool

FARTHEST = 256


class Out:
    def __init__(self):
        self.parts = []

    def number(self, *n):
        self.parts.append(struct.pack(f"<{len(n)}I", *n))

    def bytes(self, array):
        self.parts.append(np.ascontiguousarray(array).tobytes())

    def floats(self, array):
        self.bytes(np.asarray(array, dtype="<f4"))

    def text(self, lines):
        body = "\n".join(lines).encode()
        self.number(len(body))
        self.parts.append(body)

    def layer(self, weight, scale_in, shift, scale_out, zero, block=16):
        """weight: outputs × inputs; an activation q stands for (q - zero) * scale_in; outputs come in steps of scale_out."""
        weight = np.asarray(weight, dtype=np.float64)
        outputs = -(-weight.shape[0] // block) * block
        inputs = -(-weight.shape[1] // block) * block
        padded = np.zeros((outputs, inputs))
        padded[:weight.shape[0], :weight.shape[1]] = weight
        step = best_step(padded)
        q = np.clip(np.rint(padded / step[:, None]), -127, 127).astype(np.int8)
        move = np.zeros(outputs)
        move[:weight.shape[0]] = np.asarray(shift, dtype=np.float64) / scale_out
        self.number(outputs, inputs, zero)
        self.bytes(q)
        self.floats(step * scale_in / scale_out)
        self.floats(move)


def best_step(rows):
    """For each row the step with the least squared error."""
    top = np.maximum(np.abs(rows).max(1), 1e-8)
    best, least = top / 127, np.full(len(rows), np.inf)
    for part in np.linspace(0.6, 1.0, 17):
        step = top * part / 127
        q = np.clip(np.rint(rows / step[:, None]), -127, 127) * step[:, None]
        error = ((q - rows) ** 2).sum(1)
        better = error < least
        least[better], best[better] = error[better], step[better]
    return best


def top_of(values, signed=False):
    """The range with the least squared error for 7 bits."""
    values = values.detach().reshape(-1).numpy().astype(np.float64)
    if len(values) > 2_000_000:
        values = values[:: len(values) // 2_000_000]
    top, steps = np.abs(values).max() + 1e-8, 63 if signed else 127
    best, least = top, np.inf
    for part in np.linspace(0.15, 1.0, 35):
        step = top * part / steps
        q = np.clip(np.rint(values / step), -steps - 1 if signed else 0, steps) * step
        error = ((q - values) ** 2).sum()
        if error < least:
            best, least = step, error
    return best


@torch.no_grad()
def calibrate(net, sentences, rows):
    """The scale of each kind of activation, measured on sentences."""
    seen = {k: [] for k in ["kind", "conv0", "conv1", "hidden", "arc_word", "arc_head", "wanted", "pair"]}
    pool = Pool([(s,) for s in sentences], rows, "cpu")
    for batch in data.batches(pool.lengths, 2000):
        cube, mask, reverse = pool.of(batch)
        r = rows[cube[:, :, 0]]
        x = F.relu(net.mlp(net.inputs(r))) * mask.unsqueeze(2)
        seen["kind"].append(x[mask])
        for k, conv in enumerate(net.conv):
            side = F.pad(x, (0, 0, 1, 1))
            x = (x + F.relu(conv(torch.cat([side[:, :-2], x, side[:, 2:]], 2)))) * mask.unsqueeze(2)
            seen[f"conv{k}"].append(x[mask])
        h = net.encode(r, mask, reverse)
        seen["hidden"].append(h[mask])
        dep = F.relu(net.arc_dep(h))
        seen["arc_word"].append(dep[mask])
        seen["arc_head"].append(F.relu(net.arc_head(h))[mask])
        seen["wanted"].append(net.arc(dep)[mask])
        heads = torch.cat([net.label_root.expand(h.shape[0], 1, -1), net.label_head(h)], 1)
        chosen = heads.gather(1, cube[:, :, 3].unsqueeze(2).expand(-1, -1, heads.shape[2]))
        seen["pair"].append(F.relu(net.label_dep(h) + chosen)[mask])
    seen = {k: torch.cat(v) for k, v in seen.items()}
    scale = {k: top_of(v) for k, v in seen.items() if k not in ("hidden", "wanted")}
    scale["wanted"] = seen["wanted"].abs().max().item() / 127
    scale["hidden"] = np.full(net.hidden * 2, top_of(seen["hidden"], signed=True))
    return scale


def main():
    p = argparse.ArgumentParser()
    p.add_argument("checkpoint")
    p.add_argument("--treebank", required=True)
    p.add_argument("--out", default=str(data.ROOT / "data/model/english.bin"))
    args = p.parse_args()
    torch.set_num_threads(1)
    saved = torch.load(args.checkpoint, weights_only=False)
    state, tags, xpos = saved["net"], saved["tags"], saved["xpos"]
    net = Net(len(saved["vocabulary"]) + 1, len(tags), len(xpos), len(data.DEPREL))
    net.load_state_dict(state)
    net.eval()
    types = data.Types({h: 1 for h in saved["vocabulary"]}, 1)
    sample = []
    for f in sorted(pathlib.Path(args.treebank).glob("*-train.conllu")):
        sample += [s for s in data.read(f)[::10] if len(s) < 80]
    sentences = data.arrays(sample, types, tags, xpos)
    rows = torch.tensor(types.rows)
    scale = calibrate(net, sentences, rows)
    print({k: float(np.mean(v)) for k, v in scale.items()})

    w = {k: v.numpy() for k, v in state.items()}
    out = Out()
    out.parts.append(b"chancery-parse-1")
    out.text("|".join([t[0]] + [f"{n}={v}" for n, v in zip(data.FEATS, t[1:]) if v]) for t in tags)
    out.text(data.DEPREL)
    out.number(len(saved["vocabulary"]))
    out.bytes(np.array(saved["vocabulary"], dtype="<u4"))
    tables = [w["word.weight"]] + [w[f"affix.{i}.weight"] for i in range(len(features.TABLES))]
    folded, column = w["mlp.weight"].astype(np.float64), 0
    for t in tables:
        step = top_of(torch.from_numpy(t), signed=True)
        out.number(*t.shape)
        out.bytes((np.clip(np.rint(t / step), -64, 63) + 64).astype(np.uint8))
        folded[:, column:column + t.shape[1]] *= step
        column += t.shape[1]
    out.layer(folded, 1.0, w["mlp.bias"], scale["kind"], 64)
    before = scale["kind"]
    for k in range(2):
        after = scale[f"conv{k}"]
        out.floats([before / after])
        out.layer(w[f"conv.{k}.weight"], before, w[f"conv.{k}.bias"], after, 0)
        before = after
    hidden = scale["hidden"]
    H = net.hidden
    for k in range(2):
        part = hidden[k * H:(k + 1) * H]
        out.layer(w[f"lstm.{k}.weight_ih_l0"], before, w[f"lstm.{k}.bias_ih_l0"] + w[f"lstm.{k}.bias_hh_l0"], 1.0, 0)
        out.layer(w[f"lstm.{k}.weight_hh_l0"] * part, 1.0, np.zeros(4 * H), 1.0, 64)
        out.floats(1 / part)
    out.layer(w["tag.weight"] * hidden, 1.0, w["tag.bias"], 1.0, 64)
    out.layer(w["arc_dep.weight"] * hidden, 1.0, w["arc_dep.bias"], scale["arc_word"], 64, 32)
    out.layer(w["arc_head.weight"] * hidden, 1.0, w["arc_head.bias"], scale["arc_head"], 64, 32)
    out.layer(w["arc.weight"], scale["arc_word"], w["arc.bias"], scale["wanted"], 0, 32)
    out.layer(w["label_dep.weight"] * hidden, 1.0, w["label_dep.bias"], scale["pair"], 64)
    out.layer(w["label_head.weight"] * hidden, 1.0, np.zeros(len(w["label_head.weight"])), scale["pair"], 64)
    out.layer(w["label.weight"], scale["pair"], w["label.bias"], 1.0, 0)
    root = np.zeros(-(-len(w["arc_root"]) // 32) * 32, dtype=np.uint8)
    root[:len(w["arc_root"])] = np.clip(np.rint(w["arc_root"] / scale["arc_head"]), 0, 127)
    out.bytes(root)
    out.floats(w["label_root"] / scale["pair"])
    one = scale["wanted"] * scale["arc_head"] / len(w["arc_root"]) ** 0.5
    out.bytes(np.rint(w["distance"][bucket_table(FARTHEST).numpy()] / one).astype("<i4"))
    body = b"".join(out.parts)
    pathlib.Path(args.out).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(args.out).write_bytes(body)
    print(f"{len(body)} bytes, dev at training {saved['dev']}")


if __name__ == "__main__":
    main()
