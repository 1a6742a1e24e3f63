"""The attribution model at run time: two small networks in numpy, one finds cues, one says what belongs to each.

The weights come from tools/train_attribution.py; docs/models/attribution.md says what they were trained on.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.read import attribution_features as features
from fogline.read.cue_spans import likely_spans
from fogline.read.token_table import Floats, Ints, TokenTable

TOKEN_CLASSES = ("lemma", "tag", "dep", "entity", "suffix", "shape")
SOURCE, CONTENT = 1, 2
_TENSOR_SCALE = np.float32(0.3)
_EPSILON = np.float32(1e-5)


class AttributionNet:
    """Reads cues off a token table, and source and content off the tokens around each cue."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self._vocabulary = {name: weights[f"vocabulary.{name}"] for name in TOKEN_CLASSES}
        self._w = {name: np.asarray(value, np.float32) for name, value in weights.items() if not name.startswith("vocabulary.")}
        for name in [name for name in self._w if name.endswith(".scale")]:
            self._w[name.replace(".scale", ".weight")] *= self._w.pop(name)
        self._counts: dict[str, int] = {}
        self._members = [f"{number}." for number in range(self._count(""))]
        self.least = float(self._w["least"][0])
        """Probability that a span must have to be a cue; found on a fold of the training part."""

    def encode(self, table: TokenTable) -> Floats:
        """One vector per token: those of all members side by side."""
        at = [features.indices(getattr(table, name), self._vocabulary[name]) for name in TOKEN_CLASSES]
        words = self._w["words.weight"][at[0]]
        seen = np.concatenate([words, features.token_flags(table), table.tensor * _TENSOR_SCALE], axis=1)
        around = _Around(table)
        return np.concatenate([self._encode(member, at, seen, around) for member in self._members], axis=1)

    def _encode(self, member: str, at: list[Ints], seen: Floats, around: _Around) -> Floats:
        known = [self._w[f"{member}{name}.weight"][rows] for name, rows in zip(TOKEN_CLASSES, at, strict=True)]
        h = self._dense(np.concatenate([*known, seen], axis=1), f"{member}inp")
        np.maximum(h, 0, out=h)
        for layer in range(self._count(f"{member}layers.")):
            more = around.dense(h, self._w[f"{member}layers.{layer}.weight"], self._w[f"{member}layers.{layer}.bias"])
            h = self._norm(h + np.maximum(more, 0, out=more), f"{member}norms.{layer}")
        return h

    def cues(self, table: TokenTable, encoded: Floats) -> tuple[list[tuple[int, int]], list[float]]:
        """The ranges [first, end) of tokens that are cues, and how likely each is."""
        scores = np.zeros((len(encoded), 3), np.float32)
        for member, h in zip(self._members, np.split(encoded, len(self._members), axis=1), strict=True):
            scores += self._dense(np.maximum(self._dense(h, f"{member}out1"), 0), f"{member}out")
        return likely_spans(scores / np.float32(len(self._members)), table.sentence, self._w["btrans"], self.least)

    def parts(self, table: TokenTable, encoded: Floats, cues: Sequence[tuple[int, int]]) -> list[tuple[Ints, Ints]]:
        """The rows of the source and of the content of each cue."""
        seen = features.windows(table, cues)
        first = np.asarray([cue[0] for cue in cues], np.int64)
        end = np.asarray([cue[1] for cue in cues], np.int64)
        sums = np.concatenate([np.zeros((1, encoded.shape[1]), np.float32), np.cumsum(encoded, axis=0, dtype=np.float32)])
        mean = (sums[end] - sums[first]) / (end - first)[:, None].astype(np.float32)
        cue = np.concatenate([mean, encoded[first]], axis=1) @ self._w["pc.weight"].T
        z = self._dense(encoded, "pt")[seen.token] + cue[seen.cue] + self._w["pd.weight"][seen.distance]
        z += self._w["pp.weight"][seen.path] + seen.flags @ self._w["pf.weight"].T
        z += self._w["ptb.weight"][features.indices(seen.token_branch, self._vocabulary["dep"])]
        z += self._w["pcb.weight"][features.indices(seen.cue_branch, self._vocabulary["dep"])]
        z = np.maximum(z, 0)
        for layer in range(self._count("pl.")):
            near = (
                [_moved(z, by, seen.cue) for by in (3, 1)] + [z] + [_moved(z, by, seen.cue) for by in (-1, -3)] + [z[seen.head]]
            )
            z = self._norm(z + np.maximum(self._dense(np.concatenate(near, axis=1), f"pl.{layer}"), 0), f"pn.{layer}")
        labels = _best_paths(self._dense(z, "po"), seen.cue, len(cues), self._w["trans"])
        cuts = np.searchsorted(seen.cue, np.arange(len(cues) + 1))
        found = []
        for low, high in itertools.pairwise(cuts):
            rows, kinds = seen.token[low:high], labels[low:high]
            found.append((rows[kinds == SOURCE], rows[kinds == CONTENT]))
        return found

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


def _moved(rows: Floats, by: int, group: Ints | None = None) -> Floats:
    """The rows moved down (up where negative), zeros moving in; nothing moves from one group to another."""
    out = np.zeros_like(rows)
    if abs(by) >= len(rows):
        return out
    into, of = (slice(by, None), slice(None, -by)) if by > 0 else (slice(None, by), slice(-by, None))
    out[into] = rows[of]
    if group is not None:
        out[into][group[into] != group[of]] = 0
    return out


def _best_paths(scores: Floats, group: Ints, n_groups: int, steps: Floats) -> Ints:
    """The best sequence of labels in each group (Viterbi), all groups side by side."""
    if not n_groups:
        return np.zeros(0, np.int64)
    sizes = np.bincount(group, minlength=n_groups)
    longest, width = int(sizes.max()), scores.shape[1]
    place = np.arange(len(group)) - (np.cumsum(sizes) - sizes)[group]
    padded = np.zeros((longest, n_groups, width), np.float32)
    padded[place, group] = scores
    back = np.zeros((longest, n_groups, width), np.int64)
    best = padded[0]
    stay = np.arange(width)
    for at in range(1, longest):
        through = best[:, :, None] + steps[None]
        arrived = through.max(axis=1) + padded[at]
        going = (sizes > at)[:, None]
        back[at] = np.where(going, through.argmax(axis=1), stay)
        best = np.where(going, arrived, best)
    labels = np.zeros((longest, n_groups), np.int64)
    labels[-1] = best.argmax(axis=1)
    everyone = np.arange(n_groups)
    for at in range(longest - 1, 0, -1):
        labels[at - 1] = back[at][everyone, labels[at]]
    return labels[place, group]


@cache
def load_net() -> AttributionNet:
    """The shipped model."""
    data = files("fogline.read").joinpath("attribution.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        return AttributionNet({name: stored[name] for name in stored.files})
