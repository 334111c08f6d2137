"""The network: word features, two convolutions, one bidirectional LSTM, heads for tags, arcs and labels."""
import torch
from torch import nn
from torch.nn import functional as F

import features

ARC = 112
LABEL = 128
# Distances of a head to its dependant share a learned bias: lower bounds of the buckets.
BUCKETS = [1, 2, 3, 4, 5, 7, 10, 15, 25]


def bucket_table(limit):
    """Bucket of head minus dependant, for -limit..=limit."""
    out = []
    for d in range(-limit, limit + 1):
        k = sum(1 for b in BUCKETS if abs(d) >= b)
        out.append(0 if d == 0 else (k if d > 0 else len(BUCKETS) + k))
    return torch.tensor(out)


class Heads(nn.Module):
    """Tags, arcs and labels from the vectors of words; what a parser needs whatever its encoder is."""

    def __init__(self, out, tags, xpos, labels, drop, arc=ARC, label=LABEL):
        super().__init__()
        self.tag = nn.Linear(out, tags)
        self.xpos = nn.Linear(out, xpos)
        self.arc_dep = nn.Linear(out, arc)
        self.arc_head = nn.Linear(out, arc)
        self.arc = nn.Linear(arc, arc)
        nn.init.orthogonal_(self.arc.weight)
        self.arc_root = nn.Parameter(torch.rand(arc))
        self.distance = nn.Parameter(torch.zeros(2 * len(BUCKETS) + 1))
        self.label_dep = nn.Linear(out, label)
        self.label_head = nn.Linear(out, label, bias=False)
        self.label_root = nn.Parameter(torch.zeros(label))
        self.label = nn.Linear(label, labels)
        self.drop = drop
        self.register_buffer("buckets", bucket_table(1024), persistent=False)

    def shared_drop(self, x, p):
        """Dropout with one mask for all words of a sentence; x is sentence × word × feature."""
        if not self.training or p == 0:
            return x
        keep = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p).div_(1 - p)
        return x * keep

    def heads(self, x):
        """Tag and XPOS scores, arc scores (sentence × dependant × head, head 0 the root), label parts."""
        x = self.shared_drop(x, self.drop)
        tag, xpos = self.tag(x), self.xpos(x)
        dep = self.shared_drop(F.relu(self.arc_dep(x)), self.drop)
        head = F.relu(self.arc_head(x))
        head = torch.cat([F.relu(self.arc_root).expand(x.shape[0], 1, -1), head], 1)
        head = self.shared_drop(head, self.drop)
        arc = self.arc(dep) @ head.transpose(1, 2) / len(self.arc_root) ** 0.5
        n = x.shape[1]
        place = torch.arange(n, device=x.device)
        bias = self.distance[self.buckets[(place[None, :] - place[:, None]).clamp(-1024, 1024) + 1024]]
        arc = torch.cat([arc[:, :, :1], arc[:, :, 1:] + bias], 2)
        label_dep = self.label_dep(x)
        label_head = torch.cat([self.label_root.expand(x.shape[0], 1, -1), self.label_head(x)], 1)
        return tag, xpos, arc, label_dep, label_head

    def labels(self, label_dep, label_head, heads):
        chosen = label_head.gather(1, heads.unsqueeze(2).expand(-1, -1, label_head.shape[2]))
        x = F.relu(label_dep + chosen)
        return self.label(F.dropout(x, self.drop, self.training))


class Net(Heads):
    def __init__(self, words, tags, xpos, labels, drop=0.3, width=160, hidden=160, known=None):
        """known: vectors of words from elsewhere (zero where there is none), which are projected and added to the rows."""
        super().__init__(2 * hidden, tags, xpos, labels, drop)
        self.width, self.hidden = width, hidden
        self.word = nn.Embedding(words, features.WORD_DIM)
        self.affix = nn.ModuleList(nn.Embedding(r, d) for _, r, d in features.TABLES)
        for table in [self.word, *self.affix]:
            nn.init.normal_(table.weight, std=0.25)
        nn.init.zeros_(self.word.weight[0].detach())
        self.register_buffer("known", known, persistent=False)
        if known is not None:
            has = known.abs().amax(1) > 0
            # Their main directions, as large as the other rows.
            _, s, v = torch.linalg.svd(known[has], full_matrices=False)
            size = s[:features.WORD_DIM].square().sum().sqrt() / (int(has.sum()) * features.WORD_DIM) ** 0.5
            self.project = nn.Parameter(v[:features.WORD_DIM].T * (0.25 / size))
            self.word.weight.detach()[has] = 0
        self.mlp = nn.Linear(features.INPUT, width)
        self.conv = nn.ModuleList(nn.Linear(3 * width, width) for _ in range(2))
        self.lstm = nn.ModuleList(nn.LSTM(width, hidden, batch_first=False) for _ in range(2))
        for l in self.lstm:
            nn.init.orthogonal_(l.weight_hh_l0)
            with torch.no_grad():
                l.bias_hh_l0.zero_()
                l.bias_ih_l0.zero_()
                l.bias_ih_l0[hidden:2 * hidden] = 1.0
        for layer in [self.mlp, *self.conv]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)

    def word_rows(self, words):
        return self.word(words) if self.known is None else self.word(words) + self.known[words] @ self.project

    def folded(self):
        """The state with one table of words, as `export.py` wants it."""
        state = {k: v.clone() for k, v in self.state_dict().items()}
        if self.known is not None:
            state["word.weight"] += self.known @ state.pop("project")
        return state

    def inputs(self, rows, unknown=None):
        """rows: sentence × word × table; the features of each word side by side."""
        words = rows[..., 0]
        if unknown is not None:
            words = words.masked_fill(unknown, 0)
        return torch.cat([self.word_rows(words)] + [t(rows[..., i + 1]) for i, t in enumerate(self.affix)], -1)

    def encode(self, rows, mask, reverse, unknown=None):
        """mask: sentence × word; reverse: index that turns each sentence round."""
        x = F.dropout(self.inputs(rows, unknown), self.drop * 0.5, self.training)
        x = F.relu(self.mlp(x)) * mask.unsqueeze(2)
        x = self.shared_drop(x, self.drop * 0.7)
        for conv in self.conv:
            side = F.pad(x, (0, 0, 1, 1))
            y = F.relu(conv(torch.cat([side[:, :-2], x, side[:, 2:]], 2)))
            y = F.dropout(y, self.drop * 0.5, self.training)
            x = (x + y) * mask.unsqueeze(2)
        x = self.shared_drop(x, self.drop * 0.7)
        index = reverse.unsqueeze(2)
        a, _ = self.lstm[0](x.transpose(0, 1))
        b, _ = self.lstm[1](x.gather(1, index.expand(-1, -1, x.shape[2])).transpose(0, 1))
        b = b.transpose(0, 1).gather(1, index.expand(-1, -1, self.hidden))
        return torch.cat([a.transpose(0, 1), b], 2)
