"""A time expression before anchoring: its words, its type, its open TIMEX3 value, and how it is to be read."""

from __future__ import annotations

from dataclasses import dataclass

DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression says, before a calendar is laid on it.

    `kind` is calendar, either (06/09: day and month unclear), weekday, season, quarter, decade, century, current (the unit
    that holds today, shifted), rolling ("the past week": up to today), told ("the week": the one told of), offset
    (so many units from today), narrated (the same, from the last time told of), duration, set, stretch ("the past
    two weeks"), event (counted from an event in the text) or ref (now, recently, soon). Months, days and weekdays count
    from 1; weekdays are ISO. Shifts are in `unit`.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    unit: str | None = None
    amount: float | None = None
    shift: int | None = None
    part: str | None = None
    clock: str | None = None
    mod: str | None = None
    """START, MID or END of the stretch; APPROX for "about"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression as written: half-open offsets, words, TIMEX3 type and value with X where the text leaves it open."""

    start: int
    end: int
    text: str
    type: str
    value: str
    reading: Reading
    lead: str | None = None
    """The word before it that opens or closes a stretch: since, until, by, before, after, from, between, to, and."""
    pairs_with: int | None = None
    """Index of the other end of "from X to Y" or "between X and Y" among the expressions."""
    sentence: int = 0
    """Running number of the rough sentence, for what a neighbour may lend: a year, a day."""
    future: bool = False
    """Words of the future ("will", "is scheduled to") stand near before it."""


_PARTS_OF_UNIT = {"TS": ("T", "S"), "TM": ("T", "M"), "TH": ("T", "H"), "F": ("", "W"), "WE": ("", "D"), "P": ("", "X")}
_MULTIPLES = {"F": 2, "WE": 2}


def duration_value(unit: str, amount: float | None) -> str:
    """TIMEX3 value of a duration: P3D, PT2H, P1M15D for halves, PXW where the number is vague."""
    clock, letter = _PARTS_OF_UNIT.get(unit, ("", unit))
    if amount is None:
        return f"P{clock}X{letter}"
    amount *= _MULTIPLES.get(unit, 1)
    if letter == "E" and not clock and amount > 1:
        letter, amount = "Y", amount * 10
    if amount == int(amount):
        return f"P{clock}{int(amount)}{letter}"
    return _with_half(clock, letter, amount)


_SMALLER = {"Y": ("M", 12), "W": ("D", 7), "M": ("D", 30), "D": ("TH", 24), "TH": ("M", 60), "TM": ("S", 60)}


def _with_half(clock: str, letter: str, amount: float) -> str:
    small, size = _SMALLER.get(clock + letter, (letter, 1))
    whole, rest = int(amount), round((amount - int(amount)) * size)
    if small[0] == "T" and not clock:
        return f"P{whole}DT{rest}H" if whole else f"PT{rest}H"
    return f"P{clock}" + (f"{whole}{letter}" if whole else "") + f"{rest}{small}"


def open_value(r: Reading) -> str:
    """TIMEX3 value of a reading on its own, with X where today's date would have to fill in."""
    if r.kind == "weekday":
        day = f"XXXX-WXX-{r.weekday}"
    elif r.kind in ("current", "rolling", "offset", "narrated"):
        day = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(r.unit or "", "XXXX")
        if (r.unit or "").startswith("T"):
            day = "XXXX-XX-XX"
    else:
        day = _calendar_value(r)
    return day + (r.clock or (f"T{r.part}" if r.part else ""))


def _calendar_value(r: Reading) -> str:
    year = "XXXX" if r.year is None else f"{r.year:04d}"
    if r.kind == "decade":
        return year[:3]
    if r.kind == "century":
        return year[:2]
    if r.quarter or r.half or r.season:
        return f"{year}-" + (r.season or (f"Q{r.quarter}" if r.quarter else f"H{r.half}"))
    if r.month is None:
        return year if r.kind == "calendar" and r.year else "XXXX-XX-XX"
    return f"{year}-{r.month:02d}" + (f"-{r.day:02d}" if r.day else "")
