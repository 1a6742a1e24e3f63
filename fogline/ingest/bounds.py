"""The earliest day on which a text can have been published, from what it tells of as past."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from fogline.ingest.written_dates import iter_dates, last_of_month, month_number, month_pattern
from fogline.lexicon.tables import iter_rows
from fogline.record.values import Segment

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d|\w\.)[^.!?\n]*)*")
_YEAR = re.compile(r"\b(?:in|since|of|during|from|after|until|late|early|mid)[ -]((?:19|20)\d\d)\b(?![-–/.]\d)")
_DIGITS = re.compile(r"\d{2}")
_NEWS = frozenset({"title", "standfirst", "body", "caption"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerBound:
    """A day before which the text was not published, and the words that say so."""

    day: date
    start: int
    end: int


@lru_cache(maxsize=1)
def _future() -> re.Pattern[str]:
    patterns = [row["pattern"] for row in iter_rows("date_labels.tsv") if row["role"] == "future"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@lru_cache(maxsize=1)
def _span_of_months() -> re.Pattern[str]:
    months = month_pattern()
    return re.compile(
        rf"\b({months})\b\.?\s+(\d{{4}})\s*(?:and|to|through|until|till|–|-)\s*({months})\b\.?(?!\s*\d)", re.IGNORECASE
    )


def earliest_publication(text: str, segments: Sequence[Segment], latest: date | None) -> LowerBound | None:
    """The latest past time told of in sentences that do not speak of the future; later ones than `latest` are left out."""
    bounds = [
        bound
        for segment in segments
        if segment.kind in _NEWS
        for sentence in _SENTENCE.finditer(text, segment.start, segment.end)
        if _DIGITS.search(sentence[0]) and not _future().search(sentence[0])
        for bound in _bounds(text, sentence.start(), sentence.end())
        if latest is None or bound.day <= latest
    ]
    return max(bounds, key=lambda bound: (bound.day, -bound.start), default=None)


def after_named_months(text: str, segments: Sequence[Segment], earliest: date, latest: date) -> LowerBound | None:
    """The latest month or day named without a year and told as past that lies between two days less than a year apart.

    A text that tells of "March", without a year, is published after it: of the March of a year ago it would say so.
    """
    found = [
        bound
        for segment in segments
        if segment.kind in _NEWS
        for sentence in _SENTENCE.finditer(text, segment.start, segment.end)
        if not _future().search(sentence[0])
        for bound in _month_bounds(text, sentence.start(), sentence.end(), earliest.year, latest.year)
        if earliest < bound.day <= latest
    ]
    return max(found, key=lambda bound: (bound.day, -bound.start), default=None)


@lru_cache(maxsize=1)
def _month_alone() -> re.Pattern[str]:
    return re.compile(rf"\b(?:in|since|during|after|until|late|early|mid)[ -]({month_pattern()})\b\.?(?!,?\s*\d)", re.IGNORECASE)


def _month_bounds(text: str, start: int, end: int, first_year: int, last_year: int) -> Iterator[LowerBound]:
    for year in range(first_year, last_year + 1):
        for match in _month_alone().finditer(text, start, end):
            day = last_of_month(year, month_number(match[1])) + timedelta(days=1)
            yield LowerBound(day=day, start=match.start(1), end=match.end(1))
        for found in iter_dates(text, start, end):
            if found.earliest is None and found.month and found.day and (found.month, found.day) != (2, 29):
                yield LowerBound(day=date(year, found.month, found.day), start=found.start, end=found.end)


def _bounds(text: str, start: int, end: int) -> Iterator[LowerBound]:
    for found in iter_dates(text, start, end):
        if found.earliest is not None and 1850 < found.earliest.year < 2101:
            yield LowerBound(day=found.earliest, start=found.start, end=found.end)
    for match in _span_of_months().finditer(text, start, end):
        yield _after_months(match)
    for match in _YEAR.finditer(text, start, end):
        yield LowerBound(day=date(int(match[1]), 1, 1), start=match.start(1), end=match.end(1))


def _after_months(match: re.Match[str]) -> LowerBound:
    """ "Between October 2023 and January" is told after that January: nobody would name the current month so."""
    first, last = month_number(match[1]), month_number(match[3])
    year = int(match[2]) + (1 if last < first else 0)
    return LowerBound(day=last_of_month(year, last) + timedelta(days=1), start=match.start(), end=match.end())
