"""Does the record state as fact what its author does not stand behind? Clauses judged from -3 (false) to 3 (true)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from fogline.read.modality import standing
from fogline.read.parser import parse
from fogline.scoring.coded import Row, stated
from fogline.scoring.corpora import Gold

DISBELIEVED: Final = -1.0
BELIEVED: Final = 2.0
_ANY_EVENT: Final = "ACCUSE"
"""A type whose simple present tells of an event, as it does of most verbs in these clauses."""
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def text_of(item: Gold) -> str:
    """What is read: the sentences before, and the sentence with the clause."""
    return f"{(item['context'] or '').strip()}\n\n{item['target'].strip()}".strip()


def clause_span(item: Gold) -> tuple[int, int]:
    """Where the clause stands in `text_of`: the stretch of the last sentence whose words it shares.

    The prompt repeats the clause with pronouns resolved, so its tail is looked for: the longest run of words that
    both share, with what it shares before that run.
    """
    text = text_of(item)
    start = len(text) - len(item["target"].strip())
    tokens = [match.span() for match in _WORD.finditer(text, start)]
    words = [text[a:b].lower() for a, b in tokens]
    prompt = [match[0].lower() for match in _WORD.finditer(item["prompt"])]
    blocks = [b for b in SequenceMatcher(a=words, b=prompt, autojunk=False).get_matching_blocks() if b.size]
    if not blocks:
        return start, len(text)
    longest = max(blocks, key=lambda block: (block.size, block.a))
    near = [b for b in blocks if longest.a - 6 <= b.a <= longest.a + longest.size + 6]
    first, last = min(b.a for b in near), max(b.a + b.size for b in near) - 1
    return tokens[first][0], tokens[last][1]


def in_clause(item: Gold, mentions: Iterable[Row]) -> list[Row]:
    """The event mentions whose trigger stands in the clause."""
    start, end = clause_span(item)
    return [m for m in mentions if start <= m["trigger"]["start"] and m["trigger"]["end"] <= end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """Clauses of a kind, those with an event mention, and those with one that is told as a fact; ids of the latter."""

    clauses: int
    with_event: int
    stated: tuple[str, ...]


def count(items: Iterable[Gold], mentions: Mapping[str, Sequence[Row]]) -> Belief:
    """Counts clauses; `mentions` are the record's, by item."""
    clauses = with_event = 0
    told = []
    for item in items:
        found = in_clause(item, mentions.get(item["id"], ()))
        clauses += 1
        with_event += bool(found)
        if any(stated(mention) for mention in found):
            told.append(item["id"])
    return Belief(clauses=clauses, with_event=with_event, stated=tuple(told))


def walk_modality(item: Gold) -> str | None:
    """The modality that the reader's walk gives the head verb of the clause, taken for an event; None without a verb.

    Few clauses of the set tell of a conflict event, so the record says little of them. The walk is the part of the
    reader that decides what is told as fact, whatever the verb.
    """
    start, end = clause_span(item)
    text = text_of(item)
    shift = len(text) - len(item["target"].strip())
    doc = parse([text[shift:]])[0]
    inside = [t for t in doc if start <= t.idx + shift < end and t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")]
    heads = [t for t in inside if not start <= t.head.idx + shift < end or t.head.i == t.i]
    return standing((heads or inside)[0], _ANY_EVENT, is_headline=False).modality if inside else None
