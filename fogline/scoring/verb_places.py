"""Where did what a verb tells of happen? The reader's place models asked for any verb, event or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from fogline.lexicon.knowledge import load_knowledge
from fogline.read.actors import ActorWords
from fogline.read.drafts import places_of
from fogline.read.parser import parse
from fogline.read.report import name_finder
from fogline.read.toponyms import NameHit
from fogline.read.triggers import TriggerFinder
from fogline.read.where import bare_name
from fogline.scoring.coded import Row
from fogline.scoring.corpora import Gold

Chooser = Callable[[Token, ActorWords, Sequence[Token]], list[NameHit]]
"""The places of a verb, given the words of its text and the heads of all events of its sentence."""
_WORD = re.compile(r"\w+")
_WRAP = re.compile(r"[^\S ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of places: those that are right, those wanted and those given."""

    right: int
    wanted: int
    given: int


def with_event(rows: Iterable[Gold], mentions: Mapping[str, Sequence[Row]]) -> list[Gold]:
    """The rows whose verb is the trigger of an event mention of the record."""
    return [row for row in rows if any(_overlap(m["trigger"], row["verb"]) for m in mentions.get(str(row["id"]), ()))]


def count(rows: Sequence[Gold], choose: Chooser = places_of) -> Words:
    """The words of the places that the reader gives the marked verbs, against those of the gold."""
    right = wanted = given = 0
    for row, places in zip(rows, _places(rows, choose), strict=True):
        gold, got = _words(row["text"], [(p["start"], p["end"]) for p in row["places"]]), _words(row["text"], places)
        right, wanted, given = right + len(gold & got), wanted + len(gold), given + len(got)
    return Words(right=right, wanted=wanted, given=given)


def _places(rows: Sequence[Gold], choose: Chooser) -> Iterator[list[tuple[int, int]]]:
    known = load_knowledge(())
    finder = name_finder(known)
    for row, doc in zip(rows, parse([_WRAP.sub(" ", row["text"]) for row in rows]), strict=True):
        span = doc.char_span(row["verb"]["start"], row["verb"]["end"], alignment_mode="expand")
        assert span is not None
        verb = span.root
        words = ActorWords(doc, finder.find(doc), known.actors)
        events = {trigger.head.i: trigger.head for trigger in TriggerFinder(words).find(verb.sent)} | {verb.i: verb}
        names = [bare_name(hit, doc) for hit in choose(verb, words, list(events.values()))]
        yield [(name.start_char, name.end_char) for name in names]


def _words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    words = [match.span() for match in _WORD.finditer(text)]
    return {n for n, (start, end) in enumerate(words) for first, last in spans if start < last and first < end}


def _overlap(left: Row, right: Row) -> bool:
    return bool(left["start"] < right["end"] and right["start"] < left["end"])
