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
LEAST: Final = 0.15
"""Probability from which a tie is given: one for all relations, chosen for the best F on held-out documents."""
RELATIONS: Final = ("opposes", "allied_with", "part_of", "leads")
"""The ties that are given. The model knows other relations too (who is where, who met whom), so that these are told apart."""
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

    Of two ties of one relation whose ends overlap ("Iraqi forces" and "Iraqi") the likelier is given.

    `phrases` are made by `tie_phrase(doc, start, end, kind)`, with kind organisation, person, place, weapon, vehicle,
    nationality or other. What is asserted in a record asks for more probability than this returns.
    """
    model = load_model("ties")
    found = (_tie(model, doc, phrases, i, j) for i, j in _pairs(doc, phrases))
    kept: list[LearntTie] = []
    for tie in sorted((tie for tie in found if tie.probability >= LEAST), key=lambda t: (-t.probability, t.subject, t.object)):
        if not any(_is_rival(tie, other, phrases) for other in kept):
            kept.append(tie)
    return sorted(kept, key=lambda tie: (tie.subject, tie.object))


def _is_rival(tie: LearntTie, other: LearntTie, phrases: Sequence[TiePhrase]) -> bool:
    """True where two ties say the same of overlapping words."""
    ways = [(other.subject, other.object)]
    if tie.relation in SYMMETRIC:
        ways.append((other.object, other.subject))
    return tie.relation == other.relation and any(
        _overlap(phrases[tie.subject], phrases[left]) and _overlap(phrases[tie.object], phrases[right]) for left, right in ways
    )


def _overlap(one: TiePhrase, other: TiePhrase) -> bool:
    return one.start < other.end and other.start < one.end


def _pairs(doc: Doc, phrases: Sequence[TiePhrase]) -> Iterator[tuple[int, int]]:
    """Indices of two phrases of one sentence, the one that starts first before the other."""
    order = sorted(range(len(phrases)), key=lambda i: (phrases[i].start, -phrases[i].end))
    sentences = {i: doc[phrases[i].head].sent.start for i in order}
    for number, i in enumerate(order):
        for j in order[number + 1 :]:
            if sentences[i] != sentences[j] or phrases[j].start - phrases[i].end > REACH:
                break
            yield i, j


def _tie(model: LinearModel, doc: Doc, phrases: Sequence[TiePhrase], i: int, j: int) -> LearntTie:
    chances = model.chances(pair_features(doc, phrases[i], phrases[j], phrases))
    some = {label: float(chance) for label, chance in zip(model.classes, chances, strict=True) if label.rstrip("<>") in RELATIONS}
    label = max(some, key=lambda name: some[name])
    subject, other = (j, i) if label.endswith("<") else (i, j)
    return LearntTie(subject, label.rstrip("<>"), other, round(sum(some.values()), 3))
