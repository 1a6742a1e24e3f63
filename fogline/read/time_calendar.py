"""Stretches of the calendar: a day, an ISO week, a month, a quarter, a season, a year, a decade, with its TIMEX3 value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season in the north, which is assumed where no hemisphere is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days from first to last, both inclusive, the TIMEX3 value, the grain (D W M Q Y ...) and where they came from."""

    value: str
    first: date
    last: date
    grain: str
    basis: str = "relative"
    because: str | None = None


def clamp(year: int) -> int:
    """A year that the calendar of this module can hold with room on both sides."""
    return min(max(year, 2), MAXYEAR - 2)


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def day(d: date) -> Stretch:
    """One day."""
    return Stretch(value=d.isoformat(), first=d, last=d, grain="D")


def week(d: date) -> Stretch:
    """The ISO week that holds a day."""
    monday = d - timedelta(days=d.weekday())
    year, number, _ = d.isocalendar()
    return Stretch(value=f"{year}-W{number:02d}", first=monday, last=monday + timedelta(days=6), grain="W")


def weekend(d: date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds a day."""
    whole = week(d)
    return Stretch(value=f"{whole.value}-WE", first=whole.first + timedelta(days=5), last=whole.last, grain="WE")


def month(year: int, number: int) -> Stretch:
    """One month; numbers below 1 and over 12 run into the years beside it."""
    year, number = clamp(year + (number - 1) // 12), (number - 1) % 12 + 1
    return Stretch(value=f"{year:04d}-{number:02d}", first=date(year, number, 1), last=month_end(year, number), grain="M")


def quarter(year: int, number: int) -> Stretch:
    """One quarter; numbers below 1 and over 4 run into the years beside it."""
    year, number = clamp(year + (number - 1) // 4), (number - 1) % 4 + 1
    return Stretch(
        value=f"{year:04d}-Q{number}", first=date(year, 3 * number - 2, 1), last=month_end(year, 3 * number), grain="Q"
    )


def half(year: int, number: int) -> Stretch:
    """First or second half of a year."""
    year = clamp(year)
    return Stretch(
        value=f"{year:04d}-H{number}", first=date(year, 6 * number - 5, 1), last=month_end(year, 6 * number), grain="H"
    )


def year(number: int) -> Stretch:
    """One year."""
    number = clamp(number)
    return Stretch(value=f"{number:04d}", first=date(number, 1, 1), last=date(number, 12, 31), grain="Y")


def years(first: int, count: int, value: str) -> Stretch:
    """A decade or a century."""
    first = clamp(first)
    return Stretch(value=value, first=date(first, 1, 1), last=date(clamp(first + count - 1), 12, 31), grain="E")


def season(year: int, name: str) -> Stretch:
    """A northern season; the winter of a year may be the one that it opens with or closes with, so it covers both."""
    year = clamp(year)
    start = SEASONS[name]
    because = "northern season assumed"
    if name == "WI":
        first, last = date(year, 1, 1), month_end(year + 1, 2)
    else:
        first, last = date(year, start, 1), month_end(year, start + 2)
    return Stretch(value=f"{year:04d}-{name}", first=first, last=last, grain="S", because=because)


def add_months(d: date, months: int) -> date:
    """The same day so many months on, or the month's last day where it has none."""
    index = d.year * 12 + d.month - 1 + months
    target, number = clamp(index // 12), index % 12 + 1
    return date(target, number, min(d.day, month_end(target, number).day))


def moved(d: date, unit: str, amount: float) -> date:
    """A day moved by so many units, kept inside the calendar."""
    if unit in ("M", "Q", "Y", "E", "C"):
        return add_months(d, int(amount * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]))
    days = amount * {"W": 7, "WE": 7, "F": 14, "TH": 1 / 24, "TM": 1 / 1440, "TS": 0}.get(unit, 1)
    target = min(max(d.toordinal() + int(days), date(2, 1, 1).toordinal()), date(MAXYEAR - 2, 12, 31).toordinal())
    return date.fromordinal(target)


def around(d: date, unit: str) -> Stretch:
    """The unit of the calendar that holds a day."""
    if unit in ("W", "F"):
        return week(d)
    if unit == "WE":
        return weekend(d)
    if unit == "M":
        return month(d.year, d.month)
    if unit == "Q":
        return quarter(d.year, (d.month + 2) // 3)
    if unit == "Y":
        return year(d.year)
    if unit == "E":
        return years(d.year // 10 * 10, 10, f"{d.year // 10:03d}")
    if unit == "C":
        return years(d.year // 100 * 100, 100, f"{d.year // 100:02d}")
    return day(d)


def narrowed(s: Stretch, mod: str | None) -> Stretch:
    """The early, middle or late part of a month, a year or a decade; other stretches as they are."""
    if mod is None or s.grain not in ("M", "Y", "E"):
        return s
    if s.grain == "M":
        low, high = {"START": (1, 15), "MID": (11, 20), "END": (16, s.last.day)}[mod]
        return replace(s, first=s.first.replace(day=low), last=s.first.replace(day=high))
    if s.grain == "Y":
        low, high = {"START": (1, 6), "MID": (4, 9), "END": (7, 12)}[mod]
        return replace(s, first=date(s.first.year, low, 1), last=month_end(s.first.year, high))
    span = s.last.year - s.first.year + 1
    low, high = {
        "START": (0, span // 2 - 1),
        "MID": (span * 3 // 10, span * 7 // 10 - 1),
        "END": (span // 2, span - 1),
    }[mod]
    return replace(s, first=date(s.first.year + low, 1, 1), last=date(s.first.year + high, 12, 31))


def precision_of(first: date | None, last: date | None) -> str:
    """Precision word of record/vocabulary.py for a stretch, by its width."""
    if first is None or last is None:
        return "unknown"
    width = (last - first).days + 1
    for word, most in (
        ("day", 1),
        ("days", 6),
        ("week", 7),
        ("days", 13),
        ("month", 31),
        ("season", 123),
        ("year", 366),
    ):
        if width <= most:
            return word
    return "years"
