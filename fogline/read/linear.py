"""Small linear models over named features: weights in one array, rows found by a checksum of the feature's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BITS = 16
"""Features share 2 to this power of rows. Two features may share a row; training sees the same sharing."""


def row_of(feature: str, bits: int = BITS) -> int:
    """The row of a feature."""
    return crc32(feature.encode("utf-8")) & ((1 << bits) - 1)


class LinearModel:
    """Multinomial logistic regression: classes, weights (rows x classes, kept in eight or sixteen bits) and their scale."""

    def __init__(self, classes: Sequence[str], weights: NDArray[np.int8] | NDArray[np.int16], scale: float, bits: int) -> None:
        self.classes = tuple(classes)
        self._weights = weights
        self._scale = scale
        self._bits = bits

    def chances(self, features: Iterable[str]) -> NDArray[np.float64]:
        """The probability of each class."""
        return np.asarray(self.chances_of([list(features)])[0], dtype=np.float64)

    def chances_of(self, samples: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """The probabilities of many samples at once, samples x classes; each sample needs a feature."""
        if not samples:
            return np.zeros((0, len(self.classes)))
        mask = (1 << self._bits) - 1
        rows = [crc32(feature.encode("utf-8")) & mask for features in samples for feature in features]  # row_of, called a lot
        starts = np.cumsum([0, *(len(features) for features in samples[:-1])])
        raw = np.add.reduceat(self._weights[rows].astype(np.int32), starts, axis=0) * self._scale
        grown = np.exp(raw - raw.max(axis=1, keepdims=True))
        return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float64)


@cache
def load_model(name: str) -> LinearModel:
    """A model that ships with the package (lexicon/data/NAME.npz)."""
    with (files("fogline.lexicon") / "data" / f"{name}.npz").open("rb") as handle, np.load(handle) as stored:
        classes = [str(label) for label in stored["classes"]]
        return LinearModel(classes, stored["weights"], float(stored["scale"]), int(stored["bits"]))
