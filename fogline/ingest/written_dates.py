"""Dates as publishers write them: full dates in any order, months with a year, and days whose year is not written.

The words are those of lexicon/calendar.py, which finds complete dates only; a dateline often has no year, or two digits of it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fogline.lexicon.calendar import months, weekdays
from fogline.lexicon.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date in a text: offsets, the days it may mean (None where the year is not written), and what was written."""

    start: int
    end: int
    earliest: date | None
    latest: date | None
    month: int | None = None
    day: int | None = None
    has_weekday: bool = False

    @property
    def is_day(self) -> bool:
        """True where it names exactly one day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_ambiguous(self) -> bool:
        """True where day and month can be swapped."""
        return self.day is None and self.month is None and self.earliest != self.latest


_PATTERN = r"""
(?<![\w.])(?:(?P<weekday>{weekdays})\b\.?,?\s+)?
(?:
  (?P<iy>\d{{4}})-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)
| (?P<na>\d{{1,2}})(?P<sep>[./-])(?P<nb>\d{{1,2}})(?P=sep)(?P<ny>\d{{4}})(?!\d)
| (?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of|del?))?[\s-]+(?P<dm>{months})\b\.?
    (?:(?:,?|\s+del?)[\s-]+(?P<dy>\d{{4}}(?![\d])|'?\d\d(?=\s*(?:[(),\[]|--?\s|$))))?
| (?P<mm>{months})\b\.?\s+(?P<md>\d{{1,2}})
    (?:(?<=\d\d)(?P<mg>\d{{4}})(?!\d)|(?:st|nd|rd|th)?(?!\d|[:.]\d)(?:,?\s+(?P<my>\d{{4}})(?!\d))?)
| (?P<bm>{months})\b\.?,?\s+(?:of\s+)?(?P<by>\d{{4}})(?!\d)
)
"""


def _alternation(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def month_pattern() -> str:
    """An alternation of all month words, longest first."""
    return _alternation(months())


def month_number(word: str) -> int:
    """The number of a month word."""
    return months()[fold(word)]


@lru_cache(maxsize=1)
def _regex() -> re.Pattern[str]:
    return re.compile(_PATTERN.format(weekdays=_alternation(weekdays()), months=month_pattern()), re.IGNORECASE | re.VERBOSE)


def iter_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """The written dates between two offsets, in order. What is no date of the calendar (31 February) is left out."""
    for match in _regex().finditer(text, start, len(text) if end is None else end):
        found = _date_of(match)
        if found is not None:
            yield found


def parse_day(text: str) -> WrittenDate | None:
    """The first date with a year in a metadata value such as `2024-02-04T10:00:00Z` or `4 Feb 2024`."""
    return next((found for found in iter_dates(text[:200]) if found.earliest is not None), None)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _date_of(match: re.Match[str]) -> WrittenDate | None:
    group = match.groupdict()
    if group["iy"]:
        return _full(match, int(group["iy"]), int(group["im"]), int(group["id"]))
    if group["ny"]:
        return _numeric(match)
    if group["dm"]:
        return _full(match, _year(group["dy"]), month_number(group["dm"]), int(group["dd"]))
    if group["mm"]:
        return _full(match, _year(group["my"] or group["mg"]), month_number(group["mm"]), int(group["md"]))
    year, month = int(group["by"]), month_number(group["bm"])
    if year < 1:
        return None
    return WrittenDate(
        start=match.start(), end=match.end(), earliest=date(year, month, 1), latest=last_of_month(year, month), month=month
    )


def _year(written: str | None) -> int | None:
    """Two digits mean 1931 to 2030, the convention of wire datelines."""
    if not written:
        return None
    year = int(written.lstrip("'"))
    return year if year > 99 else year + (1900 if year > 30 else 2000)


def _full(match: re.Match[str], year: int | None, month: int, day: int) -> WrittenDate | None:
    try:
        found = date(year if year is not None else 2000, month, day)
    except ValueError:
        return None
    known = found if year is not None else None
    weekday = match["weekday"] is not None
    return WrittenDate(
        start=match.start(), end=match.end(), earliest=known, latest=known, month=month, day=day, has_weekday=weekday
    )


def _numeric(match: re.Match[str]) -> WrittenDate | None:
    """12/5/2013 reads in two ways unless one number is no month or the weekday decides; with full stops the day is first."""
    year, one, two = int(match["ny"]), int(match["na"]), int(match["nb"])
    readings = [_full(match, year, two, one)]
    if match["sep"] != ".":
        readings.append(_full(match, year, one, two))
    kept = {found.earliest: found for found in readings if found is not None and found.earliest is not None}
    if match["weekday"]:
        wanted = weekdays()[fold(match["weekday"])]
        kept = {day: found for day, found in kept.items() if day and day.isoweekday() == wanted} or kept
    if not kept:
        return None
    if len(kept) == 1:
        return next(iter(kept.values()))
    days = sorted(day for day in kept if day)
    weekday = match["weekday"] is not None
    return WrittenDate(start=match.start(), end=match.end(), earliest=days[0], latest=days[-1], has_weekday=weekday)
