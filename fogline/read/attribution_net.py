"""The attribution model at run time: two small networks in numpy, one finds cues, one says what belongs to each.

The weights come from tools/train_attribution.py; docs/models/attribution.md says what they were trained on.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.read import attribution_features as features
from fogline.read.cue_spans import likely_spans
from fogline.read.encoder import Encoder, stored_weights
from fogline.read.token_table import Floats, Ints, TokenTable

SOURCE, CONTENT = 1, 2


class AttributionNet(Encoder):
    """Reads cues off a token table, and source and content off the tokens around each cue."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        super().__init__(weights)
        self.least = float(self._w["least"][0])
        """Probability that a span must have to be a cue; found on a fold of the training part."""

    def cues(self, table: TokenTable, encoded: Floats) -> tuple[list[tuple[int, int]], list[float]]:
        """The ranges [first, end) of tokens that are cues, and how likely each is."""
        return likely_spans(self.scores(encoded), table.sentence, self._w["btrans"], self.least)

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
    return AttributionNet(stored_weights("attribution.npz"))
