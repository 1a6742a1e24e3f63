"""The encoder under the trained readers of words: a small network in numpy that looks over all tokens of a report at once.

Each of its layers sees of a token its two neighbors on either side, its governor, the means of the words that it governs on
the left and on the right, and the mean of its sentence. tools/encoder_training.py has the same arithmetic for training.
"""

from __future__ import annotations

import io
import re
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.read import attribution_features as features
from fogline.read.token_table import Floats, Ints, TokenTable

TOKEN_CLASSES = ("lemma", "tag", "dep", "entity", "suffix", "shape")
_TENSOR_SCALE = np.float32(0.3)
_EPSILON = np.float32(1e-5)


def stored_weights(name: str) -> dict[str, NDArray[Any]]:
    """The arrays of a file of weights beside this module."""
    with np.load(io.BytesIO(files("fogline.read").joinpath(name).read_bytes()), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


class Encoder:
    """One vector per token; several members, trained apart, stand side by side."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self._vocabulary = {name: weights[f"vocabulary.{name}"] for name in TOKEN_CLASSES}
        self._w = {name: np.asarray(value, np.float32) for name, value in weights.items() if not name.startswith("vocabulary.")}
        for name in [name for name in self._w if name.endswith(".scale")]:
            self._w[name.replace(".scale", ".weight")] *= self._w.pop(name)
        self._counts: dict[str, int] = {}
        self._members = [f"{number}." for number in range(self._count(""))]

    def encode(self, table: TokenTable) -> Floats:
        """One vector per token: those of all members side by side."""
        at = [features.indices(getattr(table, name), self._vocabulary[name]) for name in TOKEN_CLASSES]
        words = self._w["words.weight"][at[0]]
        seen = np.concatenate([words, features.token_flags(table), table.tensor * _TENSOR_SCALE], axis=1)
        around = _Around(table)
        return np.concatenate([self._encode(member, at, seen, around) for member in self._members], axis=1)

    def scores(self, encoded: Floats) -> Floats:
        """The scores of the labels of each token: the mean of the members'."""
        parts = np.split(encoded, len(self._members), axis=1)
        found = [
            self._dense(np.maximum(self._dense(h, f"{member}out1"), 0), f"{member}out")
            for member, h in zip(self._members, parts, strict=True)
        ]
        return np.asarray(np.mean(found, axis=0, dtype=np.float32))

    def _encode(self, member: str, at: list[Ints], seen: Floats, around: _Around) -> Floats:
        known = [self._w[f"{member}{name}.weight"][rows] for name, rows in zip(TOKEN_CLASSES, at, strict=True)]
        h = self._dense(np.concatenate([*known, seen], axis=1), f"{member}inp")
        np.maximum(h, 0, out=h)
        for layer in range(self._count(f"{member}layers.")):
            more = around.dense(h, self._w[f"{member}layers.{layer}.weight"], self._w[f"{member}layers.{layer}.bias"])
            h = self._norm(h + np.maximum(more, 0, out=more), f"{member}norms.{layer}")
        return h

    def _dense(self, x: Floats, name: str) -> Floats:
        found: Floats = x @ self._w[f"{name}.weight"].T
        found += self._w[f"{name}.bias"]
        return found

    def _norm(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1])
        x *= self._w[f"{name}.weight"] / np.sqrt(spread + _EPSILON)
        x += self._w[f"{name}.bias"]
        return x

    def _count(self, name: str) -> int:
        """How many there are of what is numbered after this beginning of a name."""
        if name not in self._counts:
            numbers = (int(key[len(name) :].split(".")[0]) for key in self._w if re.match(re.escape(name) + r"\d", key))
            self._counts[name] = 1 + max(numbers, default=-1)
        return self._counts[name]


class _Around:
    """What a layer of the encoder looks at around each token: neighbors, governor, governed words, sentence."""

    def __init__(self, table: TokenTable) -> None:
        self._head, self._sentence = table.head, table.sentence
        self._sides = [_governed(table.head, side) for side in (1, -1)]
        self._firsts = np.flatnonzero(np.append(True, np.diff(table.sentence) > 0))
        self._sizes = np.diff(np.append(self._firsts, len(table)))[:, None].astype(np.float32)
        self._near = np.zeros((0, 0), np.float32)
        """Written over by every layer: the places that stay zero are the same for all."""

    def dense(self, h: Floats, weight: Floats, bias: Floats) -> Floats:
        """A dense layer over all of it side by side; what few rows or whole sentences have is multiplied before it is spread."""
        n, width = h.shape
        if self._near.shape[1] != 6 * width:
            self._near = np.zeros((n, 6 * width), np.float32)
        near = self._near
        for place, by in enumerate((2, 1, 0, -1, -2)):
            into, of = slice(max(by, 0), max(n + min(by, 0), 0)), slice(max(-by, 0), max(n - max(by, 0), 0))
            near[into, place * width : (place + 1) * width] = h[of]
        near[:, 5 * width :] = h[self._head]
        own, left, right, whole = np.split(weight.T, (6 * width, 7 * width, 8 * width))
        found: Floats = near @ own
        for part, (tokens, governors, firsts, counts) in zip((left, right), self._sides, strict=True):
            if len(tokens):
                found[governors] += (np.add.reduceat(h[tokens], firsts, axis=0) / counts) @ part
        found += ((np.add.reduceat(h, self._firsts, axis=0) / self._sizes) @ whole + bias)[self._sentence]
        return found


def _governed(head: Ints, side: int) -> tuple[Ints, Ints, Ints, Floats]:
    """Tokens before (1) or behind (-1) their governors, sorted by these; the governors, where each one's begin, how many."""
    tokens = np.flatnonzero((head - np.arange(len(head))) * side > 0)
    tokens = tokens[np.argsort(head[tokens], kind="stable")]
    governors, firsts, counts = np.unique(head[tokens], return_index=True, return_counts=True)
    return tokens, governors, firsts, counts[:, None].astype(np.float32)
