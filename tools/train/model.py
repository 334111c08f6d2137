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


class Net(nn.Module):
    def __init__(self, words, tags, xpos, labels, drop=0.3, width=160, hidden=160, layers=1):
        """One layer of `hidden` is what `export.py` and the Rust code know; more make a teacher."""
        super().__init__()
        self.width, self.hidden = width, hidden
        self.word = nn.Embedding(words, features.WORD_DIM)
        self.affix = nn.ModuleList(nn.Embedding(r, d) for _, r, d in features.TABLES)
        for table in [self.word, *self.affix]:
            nn.init.normal_(table.weight, std=0.25)
        nn.init.zeros_(self.word.weight[0].detach())
        self.mlp = nn.Linear(features.INPUT, width)
        self.conv = nn.ModuleList(nn.Linear(3 * width, width) for _ in range(2))
        self.lstm = nn.ModuleList(
            nn.LSTM(width if k < 2 else 2 * hidden, hidden, batch_first=False) for k in range(2 * layers)
        )
        for l in self.lstm:
            nn.init.orthogonal_(l.weight_hh_l0)
            with torch.no_grad():
                l.bias_hh_l0.zero_()
                l.bias_ih_l0.zero_()
                l.bias_ih_l0[hidden:2 * hidden] = 1.0
        for layer in [self.mlp, *self.conv]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        out = 2 * hidden
        self.tag = nn.Linear(out, tags)
        self.xpos = nn.Linear(out, xpos)
        self.arc_dep = nn.Linear(out, ARC)
        self.arc_head = nn.Linear(out, ARC)
        self.arc = nn.Linear(ARC, ARC)
        nn.init.orthogonal_(self.arc.weight)
        self.arc_root = nn.Parameter(torch.rand(ARC))
        self.distance = nn.Parameter(torch.zeros(2 * len(BUCKETS) + 1))
        self.label_dep = nn.Linear(out, LABEL)
        self.label_head = nn.Linear(out, LABEL, bias=False)
        self.label_root = nn.Parameter(torch.zeros(LABEL))
        self.label = nn.Linear(LABEL, labels)
        self.drop = drop
        self.register_buffer("buckets", bucket_table(1024), persistent=False)

    def shared_drop(self, x, p):
        """Dropout with one mask for all words of a sentence; x is sentence × word × feature."""
        if not self.training or p == 0:
            return x
        keep = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p).div_(1 - p)
        return x * keep

    def encode(self, rows, inverse, mask, reverse, unknown=None):
        """rows: types × tables; inverse: sentence × word, a type; mask the same shape; reverse: index that turns each sentence round."""
        words = rows[:, 0]
        if unknown is not None:
            words = words.masked_fill(unknown, 0)
        x = torch.cat([self.word(words)] + [t(rows[:, i + 1]) for i, t in enumerate(self.affix)], 1)
        x = F.dropout(x, self.drop * 0.5, self.training)
        x = F.relu(self.mlp(x))
        x = F.embedding(inverse, x) * mask.unsqueeze(2)
        x = self.shared_drop(x, self.drop * 0.7)
        for conv in self.conv:
            side = F.pad(x, (0, 0, 1, 1))
            y = F.relu(conv(torch.cat([side[:, :-2], x, side[:, 2:]], 2)))
            y = F.dropout(y, self.drop * 0.5, self.training)
            x = (x + y) * mask.unsqueeze(2)
        x = self.shared_drop(x, self.drop * 0.7)
        size = x.shape[1]
        index = reverse.unsqueeze(2)
        for k in range(0, len(self.lstm), 2):
            if k > 0:
                x = self.shared_drop(x, self.drop)
            a, _ = self.lstm[k](x.transpose(0, 1))
            b, _ = self.lstm[k + 1](x.gather(1, index.expand(-1, size, x.shape[2])).transpose(0, 1))
            b = b.transpose(0, 1).gather(1, index.expand(-1, size, self.hidden))
            x = torch.cat([a.transpose(0, 1), b], 2)
        return x

    def heads(self, x):
        """Tag and XPOS scores, arc scores (sentence × dependant × head, head 0 the root), label parts."""
        x = self.shared_drop(x, self.drop)
        tag, xpos = self.tag(x), self.xpos(x)
        dep = self.shared_drop(F.relu(self.arc_dep(x)), self.drop)
        head = F.relu(self.arc_head(x))
        head = torch.cat([F.relu(self.arc_root).expand(x.shape[0], 1, -1), head], 1)
        head = self.shared_drop(head, self.drop)
        arc = self.arc(dep) @ head.transpose(1, 2) / ARC ** 0.5
        n = x.shape[1]
        place = torch.arange(n)
        bias = self.distance[self.buckets[(place[None, :] - place[:, None]).clamp(-1024, 1024) + 1024]]
        arc = torch.cat([arc[:, :, :1], arc[:, :, 1:] + bias], 2)
        label_dep = self.label_dep(x)
        label_head = torch.cat([self.label_root.expand(x.shape[0], 1, -1), self.label_head(x)], 1)
        return tag, xpos, arc, label_dep, label_head

    def labels(self, label_dep, label_head, heads):
        chosen = label_head.gather(1, heads.unsqueeze(2).expand(-1, -1, LABEL))
        x = F.relu(label_dep + chosen)
        return self.label(F.dropout(x, self.drop, self.training))
