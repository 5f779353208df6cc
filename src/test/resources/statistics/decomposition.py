"""Oracle values of io.keqing.statistics.Decomposition, by another way: numerical gradients of mix and rate in the
probabilities of all cells (group x class), with the covariance of a multinomial. Run once:

    python3 decomposition.py > decomposition.csv     (NumPy 2, SciPy 1.17)

Each line is one group of one table: table, class counts before and after (good, neutral, bad), then mix, centred mix and
its standard error, rate and its standard error, p of the rate; the lines "all" hold the sums over the groups.
"""
import numpy as np
from scipy.stats import norm

rng = np.random.default_rng(20261201)
VALUES = np.array([1.0, 0.0, -1.0])


def parts(p):
    """mix, centred, rate by group of probabilities p[side, group, class]."""
    w = p.sum(axis=2)
    r = np.divide(p @ VALUES, w, out=np.zeros_like(w), where=w > 0)
    r[0] = np.where(w[0] > 0, r[0], r[1])
    r[1] = np.where(w[1] > 0, r[1], r[0])
    y = (p @ VALUES).sum(axis=1)
    mean, grown = r.mean(axis=0), w[1] - w[0]
    twice = (w > 0).all(axis=0)
    rate = np.where(twice, w.mean(axis=0) * (r[1] - r[0]), 0)
    return {"mix": grown * mean, "centred": grown * (mean - y.mean()), "rate": rate, "grown": grown,
            "away": mean - y.mean(), "mixes": np.array([(grown * mean).sum()]), "rates": np.array([rate.sum()])}


def errors(p, n):
    """Variance of each part by its gradient (central differences)."""
    keys = parts(p)
    grad = {k: np.zeros((len(v),) + p.shape) for k, v in keys.items()}
    h = 1e-6
    for i in np.ndindex(p.shape):
        if p[i[0], i[1]].sum() == 0:
            continue  # a group that a side has not: its probability is 0 for certain
        up, down = p.copy(), p.copy()
        up[i] += h
        down[i] -= h
        a, b = parts(up), parts(down)
        for k in keys:
            grad[k][(slice(None),) + i] = (a[k] - b[k]) / (2 * h)
    out = {}
    for k in keys:
        v = np.zeros(len(keys[k]))
        for side in (0, 1):
            flat = p[side].ravel()
            g = grad[k][:, side].reshape(len(v), -1)
            v += np.einsum("ki,ij,kj->k", g, (np.diag(flat) - np.outer(flat, flat)) / n[side], g)
        out[k] = v
    out["centred"] = out["centred"] + out["grown"] * out["away"]
    return {k: np.sqrt(v) for k, v in out.items()}


print("table,group,good0,neutral0,bad0,good1,neutral1,bad1,mix,centred,centredError,rate,rateError,rateP")
for table in range(24):
    groups = int(rng.integers(2, 7))
    counts = np.stack([rng.multinomial(int(rng.integers(60, 900)), rng.dirichlet(np.ones(groups * 3) * 2)).reshape(groups, 3)
                       for _ in range(2)]).astype(float)
    if table % 4 == 3:
        counts[table // 4 % 2, 0] = 0
    n = counts.sum(axis=(1, 2))
    p = counts / n[:, None, None]
    part, error = parts(p), errors(p, n)
    for g in range(groups):
        a, b = counts[0, g], counts[1, g]
        both = (a + b) / (a + b).sum()
        spread = (both * VALUES**2).sum() - (both @ VALUES) ** 2
        q = 1.0
        if a.sum() and b.sum():
            q = 2 * norm.sf(abs(b @ VALUES / b.sum() - a @ VALUES / a.sum()) / np.sqrt(spread * (1 / a.sum() + 1 / b.sum())))
        print(",".join(map(str, [table, g, *a.astype(int), *b.astype(int)])) + "," + ",".join("%.10f" % v for v in [
            part["mix"][g], part["centred"][g], error["centred"][g], part["rate"][g], error["rate"][g], q]))
    print("%d,all,,,,,,,%s" % (table, ",".join("%.10f" % v for v in [
        part["mixes"][0], part["mixes"][0], error["mixes"][0], part["rates"][0], error["rates"][0], 1])))
