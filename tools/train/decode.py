"""The best tree with one root: greedy where that is a tree already, else Chu-Liu/Edmonds."""
import numpy as np


def cycle_of(heads):
    """A cycle among words 1..n as a list, or None; heads[0] is unused."""
    n = len(heads)
    state = [0] * n
    state[0] = 2
    for i in range(1, n):
        path, j = [], i
        while state[j] == 0:
            state[j] = 1
            path.append(j)
            j = heads[j]
        if state[j] == 1:
            return path[path.index(j):]
        for k in path:
            state[k] = 2
    return None


def edmonds(score):
    """score[d, h], square with the root as 0; gives heads."""
    score = score.copy()
    n = len(score)
    np.fill_diagonal(score, -np.inf)
    heads = score.argmax(1)
    heads[0] = 0
    cycle = cycle_of(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = score[np.ix_(rest, rest)]
    own = score[cycle, heads[cycle]]
    into = score[np.ix_(cycle, rest)] - own[:, None]
    enter = into.argmax(0)
    small[m, :m] = into.max(0)
    out = score[np.ix_(rest, cycle)]
    leave = out.argmax(1)
    small[:m, m] = out.max(1)
    small[0] = -np.inf
    got = edmonds(small)
    final = heads.copy()
    for k in range(1, m):
        final[rest[k]] = rest[got[k]] if got[k] < m else cycle[leave[k]]
    final[cycle[enter[got[m]]]] = rest[got[m]]
    return final


def tree(arc):
    """arc: word × (root and words); heads with 0 for the root."""
    n = arc.shape[0]
    score = np.full((n + 1, n + 1), -np.inf)
    score[1:] = arc
    score[range(1, n + 1), range(1, n + 1)] = -np.inf
    heads = score.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and cycle_of(heads) is None:
        return heads[1:]
    # A price on the root that outweighs everything: one word pays it, never two.
    score[1:, 0] -= 1e5
    return edmonds(score)[1:]
