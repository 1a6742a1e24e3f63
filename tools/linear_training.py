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


def train_whole(rows, labels, classes, *, bits=16, strength=0.3):
    """As `train`, over all rows at once, every weight held down. Needs scikit-learn, which the package does not."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    ids = [sorted({row_of(feature, bits) for feature in row}) for row in rows]
    starts = np.cumsum([0, *map(len, ids)])
    flat = np.concatenate([np.array(row) for row in ids])
    table = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(ids), 1 << bits))
    found = LogisticRegression(C=strength, max_iter=300).fit(table, labels)
    order = [list(found.classes_).index(label) for label in classes]
    weights = found.coef_.T[:, order]
    return weights + _bias(found.intercept_[order], bits, weights.shape)


def _bias(intercept, bits, shape):
    """The intercept as the weight of the feature "bias", which every row has."""
    weights = np.zeros(shape)
    weights[row_of("bias", bits)] = intercept
    return weights


def packed(weights, classes, bits):
    """The model with its weights in eight bits."""
    scale = float(np.abs(weights).max()) / 127 or 1.0
    return LinearModel(classes, np.round(weights / scale).astype(np.int8), scale, bits)


def save(path, weights, classes, bits):
    """Writes the model as .npz."""
    scale = float(np.abs(weights).max()) / 127 or 1.0
    np.savez_compressed(
        path, weights=np.round(weights / scale).astype(np.int8), scale=scale, bits=bits, classes=np.array(classes)
    )
