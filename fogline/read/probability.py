"""How probable it is that an event mention is right, and that its modality is: two logistic models with named features.

The weights stand in probability.tsv (log odds to base e), learnt by tools/train_probability.py; docs/models/probability.md
says on what, and how well the numbers hold. A feature that the table does not name counts nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read.draft import Draft
from fogline.read.event_finder import EventWord
from fogline.read.syntax import ids
from fogline.record.vocabulary import REPORTED

_LEXICON_STEPS = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5)
_SEEN = 0.1
"""Chance of being an event from which on it matters whether the finder holds the word for told as a fact."""
_FEWEST, _MOST = 0.02, 0.98
_CHANCE_STEPS = (0.97, 0.9, 0.75, 0.5, 0.25, 0.1, 0.03)
_QUOTES = frozenset("\"“”‘’'")


def mention_probability(draft: Draft, modality: str) -> float:
    """The probability that the text tells of an event of the mention's type at all, whether it happened or not."""
    found = _probability("mention", mention_features(draft, modality))
    # "Said it would retaliate", "will provide aid": the corpora mark the verb, never its auxiliary: they know no such acts.
    told = draft.head.tag_ == "MD"
    return max(found, draft.trigger.entry.score) if told else found


def modality_probability(head: Token, modality: str, word: EventWord | None) -> float:
    """The probability that the event is rightly told as reported fact, or rightly not."""
    return _probability("modality", modality_features(head, modality, word))


def mention_features(draft: Draft, modality: str) -> Iterator[str]:
    """The names of what speaks for or against a mention; each is either there or not."""
    entry, head = draft.trigger.entry, draft.head
    yield f"word {next((step for step in _LEXICON_STEPS if entry.score >= step), 0)}"
    yield f"type {entry.event_type}"
    yield f"tag {head.tag_}"
    yield f"arc {head.dep_}"
    yield "reported" if modality in REPORTED else "not reported"
    word = draft.trigger.word
    yield f"finder {_step(word.chance) if word is not None else 0}"
    if word is not None and word.event_type != entry.event_type:
        yield "finder sees another type"
    if draft.trigger.is_learnt:
        yield "finder alone"
    roles = {participant.role for participant in draft.participants}
    yield "doer" if "initiator" in roles else "no doer"
    yield "undergoer" if roles & {"target", "victim", "object", "partner"} else "no undergoer"
    if any(participant.effect for participant in draft.participants):
        yield "effect"
    yield "place" if draft.places else "no place"
    yield "time" if draft.times else "no time"
    if not (draft.participants or draft.places or draft.times or draft.instruments):
        yield "bare"
    for name, there in (
        ("weapon", bool(draft.instruments)),
        ("voice", bool(draft.speeches)),
        ("total", draft.is_aggregate),
        ("excluded", bool(draft.excluded)),
        ("joined", draft.same_as is not None),
        ("many words", draft.trigger.end - draft.trigger.start > 1),
    ):
        if there:
            yield name


def _step(chance: float) -> float:
    return next((step for step in _CHANCE_STEPS if chance >= step), 0)


def modality_features(head: Token, modality: str, word: EventWord | None) -> Iterator[str]:
    """The names of what speaks for or against the modality of an event, given the head token of its trigger; `word` is what
    the finder of event words holds of it."""
    yield f"modality {modality}"
    yield f"tag {head.tag_}"
    yield f"arc {head.dep_}"
    told = "reported" if modality in REPORTED else "not reported"
    if word is not None and word.chance >= _SEEN:
        yield f"{told}, finder {round(word.told * 5) / 5}"
    yield f"{told} {head.tag_}"
    yield f"{told} {head.dep_}"
    outer = head.head
    yield f"{told} under {outer.pos_}" if outer.i != head.i else f"{told} root"
    for inner in head.children:
        if inner.dep_ in ("aux", "neg", "mark"):
            yield f"{told} {inner.dep_} {inner.lower_}"
    sentence, quotes, modal = head.sent, ids(*_QUOTES), ids("MD")
    if any(token.orth in quotes for token in sentence):
        yield f"{told} quoted"
    if any(token.tag in modal for token in sentence):
        yield f"{told} beside a modal"


def _probability(model: str, features: Iterable[str]) -> float:
    table = weights()
    odds = table.get((model, "bias"), 0.0) + sum(table.get((model, name), 0.0) for name in features)
    return round(min(max(1 / (1 + math.exp(-odds)), _FEWEST), _MOST), 3)


@cache
def weights() -> Mapping[tuple[str, str], float]:
    """(model, feature) -> log odds."""
    return {(row["model"], row["feature"]): float(row["weight"]) for row in iter_rows("probability.tsv")}
