"""Parts that the rules of roles.py do not see: a model over all nouns of a report says who did it, who was hit and with what.

What the model finds joins the nearest violent event of its sentence, else of its paragraph; what rules found stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from fogline.read import noun_features, roles, syntax
from fogline.read.draft import Draft, ParagraphReading
from fogline.read.event_words import weapon_at, whose
from fogline.read.instruments import Instrument
from fogline.read.linear import LinearModel, load_model
from fogline.record.vocabulary import REPORTED

_NAME = "parts"
_JOIN = 0.3
"""Probability of a role from which a noun joins an event."""
_DOER = 0.6
"""The same for a doer: to name the wrong one is worse than to name none."""
_EFFECT = 0.75
"""Share of a role's probability from which its likeliest effect is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """The likeliest role of a noun, its probability, and the effect, where one is likely."""

    role: str
    chance: float
    effect: str | None


def add_parts(readings: Sequence[ParagraphReading], model: LinearModel | None = None) -> None:
    """Adds to the violent events of a report the parts that the model finds; without one, that of the package."""
    model = model or load_model(_NAME)
    for reading, start, around in noun_features.surroundings(readings):
        drafts = [d for d in reading.drafts if _takes_parts(d)]
        if not drafts:
            continue
        for token in noun_features.candidates(reading, start):
            chances = model.chances(noun_features.features(token, reading.words, around))
            part = part_of(model.classes, chances)
            if part.chance >= (_DOER if part.role == "initiator" else _JOIN):
                _join(token, part, drafts, reading)


def part_of(classes: Sequence[str], chances: NDArray[np.float64]) -> Part:
    """The likeliest part that a noun with these chances plays."""
    by_role: dict[str, float] = {}
    for label, chance in zip(classes, chances, strict=True):
        if label != "none":
            by_role[label.partition("|")[0]] = by_role.get(label.partition("|")[0], 0.0) + float(chance)
    role = max(by_role, key=lambda name: by_role[name])
    inside = {label.partition("|")[2]: float(c) for label, c in zip(classes, chances, strict=True) if label.startswith(role)}
    effect = max(inside, key=lambda name: inside[name])
    told = role == "victim" and effect != "-" and inside[effect] >= _EFFECT * by_role[role]
    # That a thing was damaged has to be said: a model would tell it of whatever stands near a bomb.
    return Part(role, by_role[role], effect if told else None)


def _takes_parts(draft: Draft) -> bool:
    reported = draft.standing.modality in REPORTED
    return draft.trigger.entry.event_type == "ASSAULT" and draft.excluded is None and reported and not draft.is_aggregate


def _join(token: Token, part: Part, drafts: Sequence[Draft], reading: ParagraphReading) -> None:
    taken = [p for d in reading.drafts for p in d.participants if p.head.i == token.i]
    if part.role == "instrument":
        weapon = weapon_at(token)
        nearest = _nearest(token, drafts)
        if weapon is not None and nearest is not None and not nearest.instruments:
            nearest.instruments.append(Instrument(token, weapon))
        return
    if part.role == "initiator" and token.i in _speakers(reading):
        return  # who claims or denies an attack is no doer by saying so
    if taken:
        _tell(token, part, drafts)
        return
    hit = reading.words.hit(token)
    if hit is not None and hit.is_place:
        return  # where it happened is nobody to whom it happened
    if whose(token).i != token.i or _is_named_beside(token, drafts):
        return  # "the body of the priest", and "the mayor" of "the mayor, Ana Sola": one person, one participant
    nearest = _nearest(token, drafts)
    if nearest is not None and nearest.head.i != token.i and not syntax.is_negated(token):
        nearest.participants.append(_learnt(token, part))


def _speakers(reading: ParagraphReading) -> set[int]:
    """Tokens of those who speak, blame or are blamed in a paragraph."""
    found = {speech.speaker.i for speech in reading.speeches if speech.speaker is not None}
    blames = [blame for draft in reading.drafts for blame in draft.blames] + [far.blame for far in reading.far_blames]
    for blame in blames:
        found |= {token.i for token in (blame.doer, blame.speaker) if token is not None}
    return found


def _learnt(token: Token, part: Part) -> roles.Participant:
    return roles.Participant(part.role, token, part.effect, learnt=True, is_thing=part.role == "target")


def _is_named_beside(token: Token, drafts: Sequence[Draft]) -> bool:
    """True where the noun that this one stands in apposition to, or that stands so to it, takes part already."""
    beside = {t.i for t in token.children if t.dep_ == "appos"} | ({token.head.i} if token.dep_ == "appos" else set())
    return any(p.head.i in beside for d in drafts for p in d.participants)


def _tell(token: Token, part: Part, drafts: Sequence[Draft]) -> None:
    """Gives a participant that the rules found what only its sentence tells: its effect, and that it is a thing."""
    for draft in drafts:
        for n, found in enumerate(draft.participants):
            if found.head.i != token.i:
                continue
            if found.role == part.role and found.effect is None and part.effect:
                found = replace(found, effect=part.effect)
            draft.participants[n] = replace(found, is_thing=part.role == "target" and found.role in ("target", "victim"))


def _nearest(token: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The event of the same sentence that is nearest; else the last before it, else the first after it."""
    same = [d for d in drafts if d.sentence.start <= token.i < d.sentence.end]
    if same:
        return min(same, key=lambda d: abs(d.head.i - token.i))
    before = [d for d in drafts if d.head.i < token.i]
    return before[-1] if before else min(drafts, key=lambda d: d.head.i, default=None)
