"""Multinomial logistic regression over named features, trained by AdaGrad and kept in eight bits for fogline/read/linear.py."""

import numpy as np

from fogline.read.linear import LinearModel, row_of


def train(rows, labels, classes, *, bits=16, l2=1e-6, epochs=12, rate=0.1, seed=1):  # noqa: PLR0913
    """Weights (rows x classes) learnt from lists of features and labels."""
    draw = np.random.default_rng(seed)
    weights, squares = np.zeros((1 << bits, len(classes))), np.full((1 << bits, len(classes)), 1e-2)
    total = np.zeros_like(weights)
    index = {label: i for i, label in enumerate(classes)}
    ids = [np.array(sorted({row_of(feature, bits) for feature in row}), dtype=np.int64) for row in rows]
    answers = np.array([index[label] for label in labels])
    count = 0
    for epoch in range(epochs):
        for number in draw.permutation(len(ids)):
            at = ids[number]
            raw = weights[at].sum(axis=0)
            odds = np.exp(raw - raw.max())
            odds /= odds.sum()
            odds[answers[number]] -= 1.0
            gradient = odds + l2 * weights[at] * len(ids)
            squares[at] += gradient**2
            weights[at] -= rate * gradient / np.sqrt(squares[at])
        if epoch >= epochs // 2:
            total += weights
            count += 1
    return total / max(count, 1)


def train_whole(rows, labels, classes, *, bits=16, strength=0.3, bias=("bias",)):
    """As `train`, over all rows at once, every weight held down. Needs scikit-learn, which the package does not."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    ids = [sorted({row_of(feature, bits) for feature in row}) for row in rows]
    starts = np.cumsum([0, *map(len, ids)])
    flat = np.concatenate([np.array(row) for row in ids])
    used, columns = np.unique(flat, return_inverse=True)  # rows that no feature falls on would only slow the search
    table = csr_matrix((np.ones(len(flat)), columns, starts), shape=(len(ids), len(used)))
    found = LogisticRegression(C=strength, max_iter=300).fit(table, labels)
    order = [list(found.classes_).index(label) for label in classes]
    weights = np.zeros((1 << bits, len(classes)))
    weights[used] = found.coef_.T[:, order]
    return weights + _spread(found.intercept_[order], bits, weights.shape, bias)


def _spread(intercept, bits, shape, bias):
    """The intercept as weights of features that every row has."""
    weights = np.zeros(shape)
    for feature in bias:
        weights[row_of(feature, bits)] = intercept / len(bias)
    return weights


def packed(weights, classes, bits, kind=np.int8):
    """The model with its weights in eight bits, or in those of another integer."""
    return LinearModel(classes, *_rounded(weights, kind), bits)


def save(path, weights, classes, bits, kind=np.int8):
    """Writes the model as .npz."""
    whole, scale = _rounded(weights, kind)
    np.savez_compressed(path, weights=whole, scale=scale, bits=bits, classes=np.array(classes))


def _rounded(weights, kind):
    scale = float(np.abs(weights).max()) / np.iinfo(kind).max or 1.0
    return np.round(weights / scale).astype(kind), scale
