"""Sentences behind values: one pool for the page, one numbered list for each incident."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fogline.show.record_index import RecordIndex, Row

Reference = list[int]
"""`[number, start, end]`: a numbered sentence and the words in it, in UTF-16 units from the sentence's start."""

_SENTENCE_END = re.compile(r"(?<=[.!?。؟۔।])[\"'”’»)]*\s+|\n+")
_ENDS = re.compile(r"[.!?؟۔।][\"'”’»)]*$")
_NEIGHBOR_CHARACTERS = 400


def utf16_length(text: str) -> int:
    """The length of a text as JavaScript counts it; RECORD.md counts code points."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


class SentencePool:
    """All sentences that the page quotes, each stored once."""

    def __init__(self, index: RecordIndex, report_texts: Mapping[str, str] | None, *, full: bool) -> None:
        self._positions = {report_id: number for number, report_id in enumerate(index.reports)}
        self._texts = report_texts or {}
        self._full = full
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._rows: list[list[Any]] = []

    def add(self, span: Row) -> int:
        """Store a span and return its number in the pool; the same span has one number."""
        report_id, start, end = str(span["report"]), int(span["start"]), int(span["end"])
        key = (report_id, start, end)
        if key not in self._numbers:
            self._numbers[key] = len(self._rows)
            self._rows.append(self._row(report_id, start, end, str(span.get("text") or "")))
        return self._numbers[key]

    def _row(self, report_id: str, start: int, end: int, quote: str) -> list[Any]:
        position = self._positions.get(report_id, -1)
        text = self._texts.get(report_id, "")
        if self._full and text[start:end] == quote:
            return [position, utf16_length(text[:start]), utf16_length(text[:end])]
        if text[start:end] != quote:
            return [position, start, end, quote]
        before, after = neighbors(text, start, end)
        cut = cut_sides(text, start, end)
        return (
            [position, start, end, quote, before, after, *([cut] if cut else [])]
            if before or after
            else [position, start, end, quote]
        )

    def rows(self) -> list[list[Any]]:
        """`[report, start, end, text?, before?, after?, cut?]` for the viewer; see `cut_sides`. Whole reports need no text."""
        return self._rows


def neighbors(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before and the sentence after a span, as context for a reader."""
    head = _SENTENCE_END.split(text[max(0, start - _NEIGHBOR_CHARACTERS) : start].strip())
    tail = _SENTENCE_END.split(text[end : end + _NEIGHBOR_CHARACTERS].strip())
    return head[-1].strip(), tail[0].strip()


def cut_sides(text: str, start: int, end: int) -> int:
    """Whether a span is cut out of a longer sentence: 1 when it goes on before the span, 2 when after it, 3 for both."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    is_cut_before = bool(before.strip()) and "\n" not in before and not _ENDS.search(before.rstrip())
    is_cut_after = bool(after.strip()) and "\n" not in after and not _ENDS.search(text[start:end].rstrip())
    return int(is_cut_before) + 2 * int(is_cut_after and not after.startswith(tuple(".!?")))


@dataclass(slots=True)
class EvidenceList:
    """The numbered sentences of one incident, tie or answer; grows as values cite their spans."""

    pool: SentencePool
    sentences: list[Row] = field(default_factory=list)

    def add_sentence(self, sentence: Row | None) -> None:
        """Give a sentence the next number, unless it has one."""
        if sentence and self._holder(sentence) is None:
            self.sentences.append(sentence)

    def cite(self, span: Row) -> Reference:
        """Where a span is quoted; a span outside every sentence so far becomes a quotation of its own."""
        number = self._holder(span)
        if number is None:
            self.sentences.append(span)
            number = len(self.sentences) - 1
        sentence = self.sentences[number]
        quote = str(sentence.get("text") or "")
        start, end = span["start"] - sentence["start"], span["end"] - sentence["start"]
        return [number, utf16_length(quote[:start]), utf16_length(quote[:end])]

    def _holder(self, span: Row) -> int | None:
        for number, sentence in enumerate(self.sentences):
            inside = sentence["start"] <= span["start"] and span["end"] <= sentence["end"]
            if sentence["report"] == span["report"] and inside:
                return number
        return None

    def numbers(self) -> list[int]:
        """The pool numbers of the sentences, in citing order."""
        return [self.pool.add(sentence) for sentence in self.sentences]


def unique_references(references: list[Reference]) -> list[Reference]:
    """References without repeats, in order of their sentence."""
    return sorted({tuple(reference): reference for reference in references}.values())
