"""Ties that a small linear model reads from the words between two phrases of a sentence (docs/models/ties.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from fogline.read.linear import LinearModel, load_model
from fogline.read.tie_features import TiePhrase, pair_features

NONE: Final = "none"
SYMMETRIC: Final = frozenset({"opposes", "allied_with"})
LEAST: Final = {"opposes": 0.2, "allied_with": 0.2, "part_of": 0.15, "leads": 0.15}
"""Probability from which a tie is likelier right than missed: set for the best F on held-out documents."""
REACH: Final = 30
"""Tokens between two phrases at most."""


@dataclass(frozen=True, slots=True)
class LearntTie:
    """A tie between two of the given phrases, by their index, with its probability. `SYMMETRIC` relations have no direction."""

    subject: int
    relation: str
    object: int
    probability: float


def ties_between(doc: Doc, phrases: Sequence[TiePhrase]) -> list[LearntTie]:
    """The ties between phrases of one sentence: opposes, allied_with, part_of (member of, owned by), leads (or controls).

    `phrases` are made by `tie_phrase(doc, start, end, kind)`, with kind organisation, person, place, weapon, vehicle,
    nationality or other. What is asserted in a record asks for more probability than this returns.
    """
    model = load_model("ties")
    found = [_tie(model, doc, phrases, i, j) for i, j in _pairs(doc, phrases)]
    return [tie for tie in found if tie is not None and tie.probability >= LEAST[tie.relation]]


def _pairs(doc: Doc, phrases: Sequence[TiePhrase]) -> Iterator[tuple[int, int]]:
    """Indices of two phrases of one sentence, the one that starts first before the other."""
    order = sorted(range(len(phrases)), key=lambda i: (phrases[i].start, -phrases[i].end))
    sentences = {i: doc[phrases[i].head].sent.start for i in order}
    for number, i in enumerate(order):
        for j in order[number + 1 :]:
            if sentences[i] != sentences[j] or phrases[j].start - phrases[i].end > REACH:
                break
            yield i, j


def _tie(model: LinearModel, doc: Doc, phrases: Sequence[TiePhrase], i: int, j: int) -> LearntTie | None:
    chances = model.chances(pair_features(doc, phrases[i], phrases[j], phrases))
    none = model.classes.index(NONE)
    some = 1.0 - float(chances[none])
    chances[none] = 0.0
    label = model.classes[int(chances.argmax())]
    relation = label.rstrip("<>")
    subject, other = (j, i) if label.endswith("<") else (i, j)
    return LearntTie(subject, relation, other, round(some, 3))
