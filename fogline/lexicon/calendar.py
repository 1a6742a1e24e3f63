"""Absolute dates as news pages print them; relative ones ("on Monday") need an anchor and are read elsewhere.

A date is an interval of days, both ends included: two readings of "4/2/2024" give the earliest and the latest of them.
"""

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import DATA

Interval = tuple[date, date]
FIRST_YEAR, LAST_YEAR = 1800, 2199  # other four-digit numbers are quantities


@dataclass(frozen=True, slots=True)
class _Tables:
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    data = tomllib.loads((DATA / "calendar.toml").read_text(encoding="utf-8"))
    return _Tables(
        months={name: int(number) for number, names in data["months"].items() for name in names},
        weekdays={name: int(number) for number, names in data["weekdays"].items() for name in names},
        seasons={name: (first, last) for name, (first, last) in data["seasons"].items()},
    )


def months() -> dict[str, int]:
    """Folded month names and abbreviations with their numbers, 1 to 12."""
    return dict(_tables().months)


def weekdays() -> dict[str, int]:
    """Folded weekday names and abbreviations with their ISO numbers, Monday is 1."""
    return dict(_tables().weekdays)


def seasons() -> dict[str, tuple[int, int]]:
    """Seasons of the northern hemisphere with their first and last month; winter ends in the next year."""
    return dict(_tables().seasons)


def parse_date(text: str, *, day_first: bool | None = None) -> Interval | None:
    """The days that the text may mean: earliest and latest; None when it is no date or an impossible one.

    The whole text has to be one date, with an optional weekday before it and a time of day after it. ``day_first`` is
    a hint for all-number dates; without it both orders count.
    """
    stripped = text.strip()
    for start, end, earliest, latest in _found(stripped, day_first):
        rest = stripped[:start] + " " + stripped[end:]
        return (earliest, latest) if _frame().fullmatch(rest) else None
    return None


def find_dates(text: str, *, day_first: bool | None = None) -> list[tuple[int, int, date, date]]:
    """All absolute dates in the text: start and end offset, earliest and latest day; impossible ones are skipped.

    A lone year counts only after a word such as "in" or "since", since four digits are mostly something else.
    """
    return list(_found(text, day_first))


def _found(text: str, day_first: bool | None) -> Iterator[tuple[int, int, date, date]]:
    for match in _date_pattern().finditer(text):
        form = match.lastgroup or ""
        interval = _READERS[form](match, day_first)
        if interval:
            yield match.start(form), match.end(form), *interval


def _day(year: int, month: int, day: int) -> Interval | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return (found, found) if FIRST_YEAR <= year <= LAST_YEAR else None


def _span(year: int, first: int, last: int) -> Interval | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= 12):
        return None
    end_year = year + 1 if last < first else year
    return date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1])


def _month(name: str) -> int:
    return _tables().months[fold(name)]


def _read_iso(match: re.Match[str], _: bool | None) -> Interval | None:
    return _day(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))


def _read_compact(match: re.Match[str], _: bool | None) -> Interval | None:
    digits = match["compact"]
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _read_dmy(match: re.Match[str], _: bool | None) -> Interval | None:
    return _days(match, "dmy")


def _read_mdy(match: re.Match[str], _: bool | None) -> Interval | None:
    return _days(match, "mdy")


def _days(match: re.Match[str], form: str) -> Interval | None:
    """A day, or two days of one month joined by a dash ("12-14 May 2021")."""
    year, month = int(match[f"{form}_y"]), _month(match[f"{form}_m"])
    first = _day(year, month, int(match[f"{form}_d"]))
    last = _day(year, month, int(match[f"{form}_e"])) if match[f"{form}_e"] else first
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _read_numeric(match: re.Match[str], day_first: bool | None) -> Interval | None:
    one, two, year = int(match["num_a"]), int(match["num_b"]), int(match["num_y"])
    readings = [] if day_first is False and one <= 12 else [_day(year, two, one)]
    if day_first is not True or two > 12:
        readings.append(_day(year, one, two))
    days = sorted(reading[0] for reading in readings if reading)
    return (days[0], days[-1]) if days else None


def _read_my(match: re.Match[str], _: bool | None) -> Interval | None:
    month = _month(match["my_m"])
    return _span(int(match["my_y"]), month, month)


def _read_season(match: re.Match[str], _: bool | None) -> Interval | None:
    return _span(int(match["season_y"]), *_tables().seasons[fold(match["season_s"])])


def _read_year(match: re.Match[str], _: bool | None) -> Interval | None:
    return _span(int(match["year"]), 1, 12)


_READERS: dict[str, Callable[[re.Match[str], bool | None], Interval | None]] = {
    "iso": _read_iso,
    "compact": _read_compact,
    "dmy": _read_dmy,
    "mdy": _read_mdy,
    "num": _read_numeric,
    "my": _read_my,
    "season": _read_season,
    "year": _read_year,
}


@lru_cache(maxsize=1)
def _date_pattern() -> re.Pattern[str]:
    """One pattern with a named group per form; ``lastgroup`` is the outermost group, the form."""
    names = sorted({*_tables().months, "février", "févr", "août", "décembre"}, key=len, reverse=True)
    month = rf"(?:{'|'.join(names)})\b\.?"
    season = "|".join(_tables().seasons)
    day, year = r"\d{1,2}", r"\d{4}"
    number = rf"{day}(?:st|nd|rd|th|er|º)?"
    dash = r"\s?[-–—]\s?"
    forms = (
        rf"(?P<iso>(?P<iso_y>{year})[-/.](?P<iso_m>\d{{1,2}})[-/.](?P<iso_d>{day}))(?!\d)",
        r"(?P<compact>(?:19|20)\d{6})(?!\d)(?=\D*$|\b)",
        rf"(?P<dmy>(?P<dmy_d>{day})(?:st|nd|rd|th|er|º)?(?:{dash}(?P<dmy_e>{number}))?"
        rf"(?:\s+(?:of|de)\s+|[\s-]+)(?P<dmy_m>{month}),?(?:\s+(?:of|de)\s+|[\s-]+)(?P<dmy_y>{year}))(?!\d)",
        rf"(?P<mdy>(?P<mdy_m>{month})\s+(?P<mdy_d>{day})(?:st|nd|rd|th)?(?:{dash}(?P<mdy_e>{number}))?"
        rf"(?:\s*,\s*|\s+)(?P<mdy_y>{year}))(?!\d)",
        rf"(?P<num>(?P<num_a>{day})(?P<num_s>[/.-])(?P<num_b>{day})(?P=num_s)(?P<num_y>{year}))(?!\d)",
        rf"(?P<my>(?P<my_m>{month}),?\s+(?:of\s+|de\s+)?(?P<my_y>{year}))(?!\d)",
        rf"(?P<season>(?P<season_s>{season})\s+(?:of\s+)?(?P<season_y>{year}))(?!\d)",
        r"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bduring )|\A(?=\d{4}\Z))"
        r"(?P<year>(?:19|20)\d\d)(?![,.]?\d|\s*%|[\w-])",
    )
    return re.compile(rf"(?<![\d/.-])(?:{'|'.join(forms)})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _frame() -> re.Pattern[str]:
    """What may stand around a date that is parsed alone: a weekday, a time of day, a zone."""
    days = "|".join(sorted(_tables().weekdays, key=len, reverse=True))
    clock = r"(?:at\s+|T|[-–|•·]\s*)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,9})?\s*(?:[ap]\.?m\.?)?"
    zone = r"(?:Z|[+-]\d{2}:?\d{2}|\(?[A-Z]{2,5}\)?(?:[+-]\d{1,2})?)"
    return re.compile(rf"\s*(?:(?:{days})\b\.?,?)?\s*[,|]?\s*(?:{clock})?\s*,?\s*(?:{zone})?\s*\.?\s*", re.IGNORECASE)
