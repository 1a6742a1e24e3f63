"""Whole phrases that stand for a party, a person, a place, a time or a weapon, and of which kind each is.

The candidates are the base phrases of the parse, articles and titles included ("the Iraqi security forces"). A small
linear model (docs/models/entities.md) says which kind a candidate is, if any. A phrase tells how a text speaks of somebody;
who that is, is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from fogline.read.actors import ActorWords
from fogline.read.event_words import facilities, is_event_noun, weapon_at
from fogline.read.linear import LinearModel, load_model

KINDS: Final = ("organisation", "person", "place", "time", "weapon", "vehicle")
NONE: Final = "none"
_HEADS = frozenset({"NOUN", "PROPN"})
_NO_PART = frozenset(
    {"punct", "cc", "prep", "relcl", "csubj", "mark", "aux", "auxpass", "advmod", "nsubj", "nsubjpass", "acl", "expl"}
)
_LEAST: Final = 0.35
"""Least probability of being any of the kinds: the best F on held-out documents."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A typed phrase: token range, head, kind, and the probability of the kind."""

    start: int
    end: int
    head: int
    kind: str
    probability: float


def find_phrases(doc: Doc, words: ActorWords) -> list[Phrase]:
    """The typed phrases of a paragraph, in text order; of two that overlap the likelier is kept."""
    model = load_model("entities")
    heads = [head for head in doc if is_candidate(head)]
    chances = model.chances_of([features(head, words) for head in heads])
    typed = (_typed(head, row, model) for head, row in zip(heads, chances, strict=True))
    found = [phrase for phrase in typed if phrase is not None]
    taken: set[int] = set()
    kept = []
    for phrase in sorted(found, key=lambda p: (-(p.end - p.start), -p.probability)):
        if not taken & set(range(phrase.start, phrase.end)):
            kept.append(phrase)
            taken |= set(range(phrase.start, phrase.end))
    return sorted(kept, key=lambda p: p.start)


def _typed(head: Token, chances: NDArray[np.float64], model: LinearModel) -> Phrase | None:
    none = model.classes.index(NONE)
    some = 1.0 - float(chances[none])
    if some < _LEAST:
        return None
    chances[none] = 0.0
    kind, _, reach = model.classes[int(chances.argmax())].partition("|")
    start, end = reaches(head)[reach]
    return Phrase(start, end, head.i, kind, round(some, 3))


def is_candidate(head: Token) -> bool:
    """True for words that may head a phrase; the words within a name are left to its last."""
    if head.pos_ == "PRON":
        return head.tag_ in ("PRP", "PRP$") and head.lower_ not in ("it", "its")
    if head.pos_ not in _HEADS or not any(letter.isalnum() for letter in head.text):
        return False
    return not (head.dep_ in ("compound", "det", "case", "nummod", "quantmod") and head.head.i == head.i + 1)


def reaches(head: Token) -> dict[str, tuple[int, int]]:
    """Token ranges that the phrase of a head may have: with its article (base), bare, the word alone (own), with "of ..."."""
    doc = head.doc
    bare = start = _first(head)
    while bare < head.i and (doc[bare].dep_ == "det" or doc[bare].pos_ == "DET"):
        bare += 1
    end = head.i + 1
    of = next((right for right in head.rights if right.dep_ == "prep" and right.lower_ == "of"), None)
    apposed = next((right for right in head.rights if right.dep_ == "appos"), None)
    return {
        "base": (start, end),
        "bare": (bare, end),
        "own": (head.i, end),
        "of": (start, _clipped(of, end)),
        "appos": (start, _clipped(apposed, end)),
    }


def _first(head: Token) -> int:
    """The first token of the base phrase."""
    start = int(min((left.left_edge.i for left in head.lefts if left.dep_ not in _NO_PART), default=head.i))
    while start < head.i and head.doc[start].is_punct:
        start += 1
    return start


def _clipped(part: Token | None, end: int) -> int:
    """Where a phrase with this part ends: before a clause or a comma in it."""
    if part is None:
        return end
    inside = part.doc[part.i : part.right_edge.i + 1]
    stop = next((t.i for t in inside if t.dep_ in ("relcl", "acl", "advcl") or (t.text == "," and t.i > part.i)), inside.end)
    return max(end, stop)


def features(head: Token, words: ActorWords) -> list[str]:
    """What the model looks at: the head, its modifiers, what it hangs on, and what the lexicon knows of them."""
    doc, lemma = head.doc, head.lemma_.lower()
    before = doc[head.i - 1] if head.i else None
    after = doc[head.i + 1] if head.i + 1 < len(doc) else None
    found = [
        "bias",
        f"lemma={lemma}",
        f"end={head.lower_[-3:]}",
        f"tag={head.tag_}",
        f"dep={head.dep_}",
        f"shape={head.shape_[:4]}",
        f"label={head.ent_type_}",
        f"label,tag={head.ent_type_},{head.tag_}",
        f"before={before.lower_ if before else ''}",
        f"after={after.lower_ if after else ''}",
        f"above={head.head.lemma_.lower()},{head.dep_}",
        f"above.tag={head.head.tag_},{head.dep_}",
    ]
    if head.dep_ == "pobj":
        found.append(f"beyond={head.head.head.lemma_.lower()},{head.head.lower_}")
    if head.dep_ in ("conj", "appos"):
        found += [f"beside={head.head.lemma_.lower()}", f"beside.label={head.head.ent_type_}"]
    found += _known(head, lemma, words)
    found += _modifiers(head, words)
    start = _first(head)
    found += [f"first={doc[start].lower_}", f"size={min(head.i - start, 4)}"]
    found += [f"right={right.dep_},{right.lower_}" for right in head.rights if right.dep_ in ("prep", "relcl", "appos", "acl")]
    return list(dict.fromkeys(found))


def _known(head: Token, lemma: str, words: ActorWords) -> Iterator[str]:
    agent, hit = words.agent(head), words.hit(head)
    if agent is not None:
        yield from (f"agent={agent.kind}", f"agent.class={agent.argument_class}", f"agent.entity={agent.entity},{head.tag_}")
    if hit is not None:
        yield from (f"name={hit.label},{hit.is_place},{hit.is_actor}", f"name.dep={hit.is_place},{hit.is_actor},{head.dep_}")
        yield from (f"name.kind={kind},{hit.is_place}" for kind in words.kinds(head))
    facility = facilities().get(lemma)
    if facility is not None:
        yield f"facility={facility[0]},{facility[1]}"
    if weapon_at(head) is not None:
        yield "weapon"
    if is_event_noun(head):
        yield "event"
    if words.is_time(head):
        yield "time"


def _modifiers(head: Token, words: ActorWords) -> Iterator[str]:
    for left in head.lefts:
        if left.dep_ in ("compound", "amod", "nmod", "poss", "nummod"):
            yield f"left={left.lemma_.lower()}"
            yield f"left.label={left.dep_},{left.ent_type_}"
            hit = words.hit(left)
            if hit is not None:
                yield f"left.name={hit.label},{left.dep_}"
            elif words.agent(left) is not None:
                yield "left.agent"
