"""Words that name events, found by a trained network beside the word lists: by their meaning, and by what stands around them.

The weights come from tools/train_events.py; docs/models/events.md says what they were trained on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fogline.read.encoder import Encoder, stored_weights
from fogline.read.parser import one_thread
from fogline.read.token_table import Floats, TokenTable

LABELS: Final = (
    "", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""What the network tells apart: no event, and the sixteen types."""
_FAINT: Final = 0.01
"""Less than that is said of a word in nine of ten: nothing is kept of it."""


@dataclass(frozen=True, slots=True)
class EventWord:
    """What the network holds of a word: the likeliest type; how likely it names any event, and one that is told as a fact."""

    event_type: str
    chance: float
    told: float
    is_found: bool
    """Whether the chance is enough to take the word for an event."""


EventWords = Mapping[int, EventWord]
"""By index of the token in its paragraph; words that are hardly any event are left out."""


class EventNet(Encoder):
    """Says of each token whether it names an event, of which type, and whether as a fact."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        super().__init__(weights)
        self.least = self._w["least"]
        """The chance of being an event from which a word is taken for one, by label."""

    def chances(self, table: TokenTable) -> tuple[Floats, Floats]:
        """By token, the probability of each label, and of being told as a fact if it is an event."""
        scores = self.scores(self.encode(table))
        told = np.asarray(1 / (1 + np.exp(-scores[:, len(LABELS)])), np.float32)
        labels = np.exp(scores[:, : len(LABELS)] - scores[:, : len(LABELS)].max(axis=1, keepdims=True))
        return np.asarray(labels / labels.sum(axis=1, keepdims=True), np.float32), told


def find_event_words(table: TokenTable, n_paragraphs: int) -> list[EventWords]:
    """The event words of each paragraph of a report."""
    found: list[dict[int, EventWord]] = [{} for _ in range(n_paragraphs)]
    if not len(table):
        return list(found)
    net = load_net()
    with one_thread():
        chances, told = net.chances(table)
    chance = 1 - chances[:, 0]
    label = chances[:, 1:].argmax(axis=1) + 1
    firsts = np.searchsorted(table.paragraph, np.arange(n_paragraphs))
    for row in np.flatnonzero(chance >= _FAINT).tolist():
        kind, paragraph = int(label[row]), int(table.paragraph[row])
        found[paragraph][row - int(firsts[paragraph])] = EventWord(
            event_type=LABELS[kind],
            chance=round(float(chance[row]), 3),
            told=round(float(told[row]), 3),
            is_found=bool(chance[row] >= net.least[kind]),
        )
    return list(found)


@cache
def load_net() -> EventNet:
    """The shipped model."""
    return EventNet(stored_weights("events.npz"))
