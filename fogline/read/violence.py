"""What a report tells of: violence, conflict without force, sport, fiction, a drill, everyday life.

"Died", "hit" or "the blast" need a report of violence where their own sentence does not say it, and what is told as an event in a
report of a match, a film or a drill is none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read import parser, syntax
from fogline.read.actors import ActorWords
from fogline.read.draft import Draft
from fogline.read.phrases import object_class

_FEWEST = 3
"""So many violent words make a report one of violence, where words of accidents and disasters are less than half as many."""
_FEWEST_OF_TOPIC = 4
_FEWEST_IN_SENTENCE = 2
_FEWEST_OF_QUIET = 120
_DRILLS = frozenset({"drill", "mock", "simulated", "simulation", "rehearsal"})
_WORKS = frozenset("film movie novel thriller opera videogame fiction screenplay".split())
_ANYONE = frozenset({"anyone", "anybody", "witnesses", "public", "those", "people"})
_CALLS = frozenset({"call", "contact", "phone", "telephone", "email", "text"})
_KINDS = ("violence", "strife", "mishap", "sport", "fiction", "drill", "ordinary", "accident", "intent", "harm")
_PLAYED = frozenset({"ASSAULT", "COERCE", "RETREAT", "AID", "THREATEN", "PROTEST"})
"""Types whose acts a drill plays; that troops are moved for it is a fact."""
_HARD = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types that are events also in a report of everyday life."""
_REASONS = {"sport": "sport", "fiction": "fiction", "drill": "drill", "ordinary": "ordinary", "accident": "ordinary"}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a report tells of; `frame` is sport, fiction, drill, ordinary or accident where one of these prevails."""

    violence: bool = False
    conflict: bool = False
    frame: str | None = None
    quiet: bool = False
    """A text of some length with hardly a word of violence or strife."""


@cache
def _hashes(kind: str) -> NDArray[np.uint64]:
    strings = parser.language().vocab.strings
    words = (row["word"] for row in iter_rows("violence_words.tsv") if row["kind"] == kind)
    return np.asarray(sorted(strings.add(word) for word in words), np.uint64)


@cache
def _of_kind(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in iter_rows("violence_words.tsv") if row["kind"] == kind)


@cache
def violent_words() -> frozenset[str]:
    """Words that only violence brings into a sentence, in lower case."""
    return frozenset(row["word"] for row in iter_rows("violence_words.tsv") if row["kind"] == "violence")


def topic_of(words: NDArray[np.uint64]) -> Topic:
    """The topic of a report, by the words of its text (hashes of their lower-case forms)."""
    n = {kind: int(np.isin(words, _hashes(kind)).sum()) for kind in _KINDS}
    violence = n["violence"] >= _FEWEST and n["violence"] > 2 * n["mishap"]
    strife = n["violence"] + n["strife"]
    frame = _frame(n)
    conflict = strife >= _FEWEST and strife > 2 * n["mishap"]
    quiet = strife <= 1 and len(words) >= _FEWEST_OF_QUIET
    return Topic(violence, violence or (conflict and frame is None), frame, quiet)


def _frame(n: dict[str, int]) -> str | None:
    """What prevails over violence and strife; war in a film and force in a drill are told with their words too."""
    strife = n["violence"] + n["strife"]
    if n["sport"] >= _FEWEST_OF_TOPIC and (n["sport"] > 2 * n["harm"] or n["sport"] > strife):
        return "sport"
    if n["fiction"] >= _FEWEST and (n["fiction"] > 2 * n["harm"] or 2 * n["fiction"] > n["violence"] + n["harm"]):
        return "fiction"
    if n["drill"] >= _FEWEST_OF_TOPIC and 2 * n["drill"] > n["violence"]:
        return "drill"
    if n["accident"] and not n["intent"] and n["violence"] <= _FEWEST:
        return "accident"
    everyday = n["ordinary"] + n["mishap"] + n["sport"]
    return "ordinary" if everyday >= _FEWEST_OF_TOPIC and everyday > 2 * strife else None


def mark_by_topic(drafts: Collection[Draft], topic: Topic, words: ActorWords) -> None:
    """Marks what is no event of a conflict because of what its report, or its sentence, tells of."""
    for draft in drafts:
        entry = draft.trigger.entry
        frame = topic.frame or _frame_of_sentence(draft)
        if draft.excluded not in (None, "doubted"):
            continue
        if frame is not None and _is_part_of(frame, entry.event_type, entry.modes):
            draft.excluded = _REASONS[frame]
        elif _asks_to_call(draft) or (topic.quiet and entry.event_type not in _HARD and not _has_public_side(draft, words)):
            draft.excluded = "ordinary"


def _frame_of_sentence(draft: Draft) -> str | None:
    """Sport, fiction or a drill that one sentence of a report on something else tells of."""
    lemmas = {token.lemma_.lower() for token in draft.sentence if token.pos_ in ("NOUN", "PROPN", "ADJ")}
    if len(lemmas & _of_kind("sport")) >= _FEWEST_IN_SENTENCE:
        return "sport"
    if lemmas & _DRILLS:
        return "drill"
    told = [token for token in draft.sentence if token.lemma_.lower() in _WORKS]
    inside = any(token.dep_ == "pobj" and token.head.lower_ == "in" for token in told)
    return "fiction" if inside or any(_tells(token, draft.head) for token in told) else None


def _tells(work: Token, event: Token) -> bool:
    """True where an event stands in what a work tells: "the novel tells how rebels stormed the palace"."""
    verb = work.head
    return work.dep_ == "nsubj" and any(
        clause.is_ancestor(event) or clause.i == event.i for clause in syntax.children(verb, "ccomp")
    )


def _asks_to_call(draft: Draft) -> bool:
    """True for the appeal of police to the public at the end of a report: "anyone with news is asked to call"."""
    if draft.trigger.entry.event_type != "REQUEST":
        return False
    words = list(draft.head.subtree)
    return any(word.lower_ in _ANYONE for word in words) and any(word.lemma_ in _CALLS for word in words)


def _has_public_side(draft: Draft, words: ActorWords) -> bool:
    """True where a state, an official, a fighting body, a listed party or a crowd takes part: no company, coach or singer."""
    return any(_is_public(participant.head, words) for participant in draft.participants)


def _is_public(token: Token, words: ActorWords) -> bool:
    token = syntax.resolve_relative(token)
    near = (token, *syntax.children(token, "amod", "compound", "poss", "nmod", "appos"))
    if any(words.is_official(one) or words.is_state(one) or words.is_armed(one) or bool(words.kinds(one)) for one in near):
        return True
    public = any(object_class(token, name) for name in ("parties", "leading", "protesters"))
    return public or token.ent_type_ in ("GPE", "NORP") or (token.pos_ == "PRON" and token.lower_ not in ("i", "you", "we"))


def _is_part_of(frame: str, event_type: str, modes: tuple[str, ...]) -> bool:
    if frame == "drill":
        return event_type in _PLAYED
    if frame == "accident":
        return event_type == "ASSAULT"
    if frame == "ordinary":
        return event_type not in _HARD
    return modes != ("arrest",)
