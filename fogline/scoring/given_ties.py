"""Ties between given entities: what the reader's model of ties makes of the phrases that the gold marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from fogline.read.parser import parse
from fogline.read.tie_features import TiePhrase, tie_phrase
from fogline.read.tie_model import ties_between
from fogline.scoring.corpora import Gold
from fogline.scoring.entities import Tie, re3d_table

_PARAGRAPH = re.compile(r"(?:(?!\n\s*\n).)+", re.DOTALL)


def given_ties(row: Gold) -> set[Tie]:
    """The ties that are read between the gold entities of a document, paragraph by paragraph."""
    found: set[Tie] = set()
    for match in _PARAGRAPH.finditer(row["text"]):
        (doc,) = parse([re.sub(r"\s", " ", match[0])])
        found.update(_ties(doc, match.start(), row["entities"]))
    return found


def _ties(doc: Doc, at: int, entities: Iterable[Gold]) -> Iterator[Tie]:
    phrases: list[TiePhrase] = []
    spans: list[tuple[int, int]] = []
    for (start, end), kind in sorted(_kinds(entities).items(), key=lambda item: (item[0][0], -item[0][1])):
        inside = at <= start and end <= at + len(doc.text)
        span = doc.char_span(start - at, end - at, alignment_mode="expand") if inside else None
        if span is not None:
            phrases.append(tie_phrase(doc, span.start, span.end, kind))
            spans.append((start, end))
    for tie in ties_between(doc, phrases):
        yield Tie(re3d_table()["tie"][tie.relation], spans[tie.subject], spans[tie.object])


def _kinds(entities: Iterable[Gold]) -> dict[tuple[int, int], str]:
    """The kind of each given phrase; of several types the one that the table names first."""
    kinds = re3d_table()["phrase"]
    order = list(kinds)
    known = sorted((e for e in entities if e["type"] in kinds), key=lambda e: -order.index(e["type"]))
    return {(entity["start"], entity["end"]): kinds[entity["type"]] for entity in known}
