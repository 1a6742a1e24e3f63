"""Training of the small linear models of fogline/read/linear.py: minibatch AdaGrad with a Gaussian prior, fixed seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fogline.read.linear import BITS, LinearModel

_RATE = 0.1
_BATCH = 256
_SEED = 5


def fit(
    rows: Sequence[Sequence[int]],
    labels: Sequence[int],
    n_classes: int,
    *,
    epochs: int = 6,
    prior: float = 1e-6,
    bits: int = BITS,
) -> NDArray[np.float64]:
    """The weights, rows x classes, of samples that are lists of feature rows."""
    rng = np.random.default_rng(_SEED)
    weights = np.zeros((1 << bits, n_classes))
    squares = np.full((1 << bits, n_classes), 1e-2)
    gold = np.asarray(labels)
    order = np.arange(len(rows))
    for _ in range(epochs):
        rng.shuffle(order)
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            flat = np.concatenate([rows[i] for i in batch]).astype(np.int64)
            owner = np.repeat(np.arange(len(batch)), [len(rows[i]) for i in batch])
            scores = np.zeros((len(batch), n_classes))
            np.add.at(scores, owner, weights[flat])
            scores -= scores.max(axis=1, keepdims=True)
            chance = np.exp(scores)
            chance /= chance.sum(axis=1, keepdims=True)
            chance[np.arange(len(batch)), gold[batch]] -= 1
            used, place = np.unique(flat, return_inverse=True)
            gradient = np.zeros((len(used), n_classes))
            np.add.at(gradient, place, chance[owner])
            gradient += prior * len(rows) / _BATCH * weights[used]
            squares[used] += gradient**2
            weights[used] -= _RATE * gradient / np.sqrt(squares[used])
    return weights


def as_model(weights: NDArray[np.float64], classes: Sequence[str]) -> LinearModel:
    """The model with weights rounded to eight bits, as it ships."""
    scale = float(np.abs(weights).max() / 127)
    return LinearModel(classes, np.round(weights / scale).astype(np.int8), scale, int(np.log2(len(weights))))


def save(path: Path, weights: NDArray[np.float64], classes: Sequence[str]) -> None:
    """Writes a model where `load_model` finds it."""
    scale = float(np.abs(weights).max() / 127)
    small = np.round(weights / scale).astype(np.int8)
    np.savez_compressed(path, weights=small, classes=np.array(classes), scale=scale, bits=int(np.log2(len(weights))))
    print(f"{path}: {path.stat().st_size:,} bytes")
