"""Tokens of a matched time expression to its type, its reading and its open value. One function for each grammar rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fogline.read.number_words import number_of, year_of
from fogline.read.time_tokens import Token
from fogline.read.time_values import DATE, DURATION, SET, TIME, Reading, duration_value, open_value

Read = tuple[str, str, Reading]
"""Type, open TIMEX3 value, reading."""

_SHIFTS = ("last", "past", "next", "this", "current", "that", "same", "latest", "previous", "following")
_MODS = ("early", "mid", "late", "endof", "startof", "midof")


def _value(tokens: list[Token], *kinds: str) -> str | None:
    return next((t.value for t in tokens if t.kind in kinds), None)


def _has(tokens: list[Token], *kinds: str) -> bool:
    return any(t.kind in kinds for t in tokens)


def _number(tokens: list[Token], *kinds: str) -> int | None:
    text = _value(tokens, *kinds)
    return int(text) if text else None


def _ordinal(tokens: list[Token]) -> int | None:
    for t in tokens:
        if t.kind == "ordinal":
            return int(t.text[:-2])
        if t.kind in ("ordword", "second"):
            return 2 if t.kind == "second" else int(t.value)
    return None


def _shift(tokens: list[Token]) -> int | None:
    """-1 for last, 0 for this, 1 for next; None where no such word stands there. "this past" is last."""
    found = {t.kind: t.value for t in tokens if t.kind in _SHIFTS}
    for kind in ("last", "past", "latest", "previous", "next", "following"):
        if kind in found:
            return int(found[kind])
    return 0 if found else None


def _year(tokens: list[Token]) -> int | None:
    year = _number(tokens, "year")
    if year is not None:
        return year
    spoken = [t.text.lower() for t in tokens if t.kind == "num"]
    if spoken:
        return year_of(spoken)
    # "15 JUL 88": two digits after a day and a month
    short = [t.text for t in tokens if t.kind == "number" and len(t.text) == 2]
    return (1900 if int(short[-1]) >= 30 else 2000) + int(short[-1]) if short else None


def _clock(tokens: list[Token]) -> str | None:
    """THH:MM of the clock words among the tokens, None where there are none or they are no time of day."""
    noon = _value(tokens, "noon")
    if noon:
        return noon
    for i, t in enumerate(tokens):
        after = tokens[i + 1].kind if i + 1 < len(tokens) else ""
        if t.kind == "clock" or (t.kind == "decimal" and after == "ampm"):
            hour, minute = (int(n) for n in t.text.replace(".", ":").split(":")[:2])
        elif t.kind == "day" and after in ("ampm", "oclock"):
            hour, minute = int(t.text), 0
        elif t.kind == "mil" or (t.kind in ("four", "year") and (i == 0 or after in ("zone", "hours"))):
            hour, minute = int(t.text[:2]), int(t.text[2:])
        else:
            continue
        return _hours(hour, minute, tokens[i + 1].value if after == "ampm" else "")
    return None


def _hours(hour: int, minute: int, ampm: str) -> str | None:
    if ampm == "PM" and hour < 12:
        hour += 12
    elif ampm == "AM" and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


def amount_of(tokens: list[Token]) -> float | None:
    """The number of a quantity before a unit: digits, words, "a", "a couple of" (2); None for "several" and bare plurals."""
    words: list[str] = []
    digits: float | None = None
    for t in tokens:
        if t.kind == "num":
            words.append(t.text.lower())
        elif words:
            break
        elif digits is None and t.text[0].isdecimal() and t.kind in ("day", "number", "decimal", "year", "four"):
            digits = float(t.text.replace(",", ""))
        elif t.kind == "few":
            return 2.0 if t.text.lower() == "couple" else None
    if words:
        number = number_of(words)
        return None if number is None else number * (digits if digits is not None else 1.0)
    if digits is not None:
        return digits + _fraction(tokens)
    return 1.0 if _has(tokens, "a", "another") else None


def _fraction(tokens: list[Token]) -> float:
    for i, t in enumerate(tokens):
        if t.kind == "slashmark" and 0 < i < len(tokens) - 1 and tokens[i + 1].text != "0":
            return int(tokens[i - 1].text) / int(tokens[i + 1].text)
    return 0.0


def _unit(tokens: list[Token]) -> str:
    found = [t.value for t in tokens if t.kind in ("unit", "units", "hours", "second", "quarter", "quarters", "weekend", "weekends")]
    return found[-1] if found else "Q" if _has(tokens, "period") else "D"


def _ends(tokens: list[Token]) -> str | None:
    return _value(tokens, *_MODS)


def _dated(reading: Reading) -> Read:
    timed = reading.clock or reading.part
    return TIME if timed else DATE, open_value(reading), reading


def _iso(tokens: list[Token]) -> Read | None:
    text = tokens[0].text
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    clock = text[10:] or None
    return _dated(Reading(kind="calendar", year=day.year, month=day.month, day=day.day, clock=clock))


def _slash(tokens: list[Token]) -> Read | None:
    """Day and month of 06/09/2024 are told apart only where one is over 12; else the month is left open."""
    first, second, year = (int(n) for n in tokens[0].text.replace(".", "/").split("/"))
    year += 0 if year > 99 else (1900 if year >= 30 else 2000)
    if "." in tokens[0].text or first > 12:
        first, second = second, first
    elif second <= 12 and first != second:
        # either may be the month: the value keeps both numbers, the period covers both days
        reading = Reading(kind="either", year=year, month=first, day=second)
        return (DATE, f"{year}", reading) if year >= 1000 else None
    return _day_reading(year, first, second)


def _day_reading(year: int, month: int, day: int) -> Read | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return _dated(Reading(kind="calendar", year=year, month=month, day=day))


def _day(tokens: list[Token]) -> Read | None:
    month = _number(tokens, "month", "maymonth")
    weekday = _number(tokens, "weekday", "dayabbr")
    clock, part = _clock(tokens), _value(tokens, "part")
    mod = _value(tokens, "early", "late")
    if month is None:
        return _dated(Reading(kind="weekday", weekday=weekday, shift=_shift(tokens), clock=clock, part=part, mod=mod))
    days = _days_beside(tokens)
    if not days or days[0] > 31:
        return None
    last = days[1] if len(days) > 1 and days[0] < days[1] <= 31 else None
    reading = Reading(
        kind="calendar", year=_year(tokens), month=month, day=days[0], last_day=last, weekday=weekday, clock=clock, part=part, mod=mod
    )
    return _dated(reading)


def _days_beside(tokens: list[Token]) -> list[int]:
    """Numbers of the days of a month, without the hour of a clock beside them."""
    days = []
    for i, t in enumerate(tokens):
        after = tokens[i + 1].kind if i + 1 < len(tokens) else ""
        if t.kind == "day" and after not in ("ampm", "oclock"):
            days.append(int(t.text))
        elif t.kind in ("ordinal", "ordword", "second"):
            days.append(_ordinal([t]) or 0)
    return days


def _deictic(tokens: list[Token]) -> Read:
    shift = _number(tokens, "deictic")
    return _dated(Reading(kind="offset", unit="D", amount=1, shift=shift, clock=_clock(tokens), part=_value(tokens, "part")))


def _beyond(tokens: list[Token]) -> Read:
    """ "the day before yesterday", "the day after tomorrow"."""
    shift = (_number(tokens, "deictic") or 0) + (-1 if _has(tokens, "before") else 1)
    return _dated(Reading(kind="offset", unit="D", amount=1, shift=shift))


def _month(tokens: list[Token]) -> Read:
    unit = _value(tokens, "unit")
    reading = Reading(
        kind="calendar", year=_year(tokens), month=_number(tokens, "month", "maymonth"), mod=_ends(tokens), shift=_shift(tokens), unit=unit
    )
    return _dated(reading)


def _quarter(tokens: list[Token]) -> Read | None:
    number = _ordinal(tokens) or (2 if _has(tokens, "last") else None)
    half = _has(tokens, "half")
    if number is None or number > (2 if half else 4):
        return None
    shift = _shift(tokens)
    if _has(tokens, "ago", "earlier"):
        shift = -1
    which = {"half": number} if half else {"quarter": number}
    return _dated(Reading(kind="quarter", year=_number(tokens, "year"), shift=shift, **which))


def _season(tokens: list[Token]) -> Read:
    season = _value(tokens, "season", "softseason")
    return _dated(Reading(kind="season", year=_year(tokens), season=season, shift=_shift(tokens), mod=_ends(tokens)))


def _decade(tokens: list[Token]) -> Read:
    digits = next((t.text for t in tokens if t.kind == "decade"), "")
    year = int("".join(c for c in digits if c.isdecimal())) if digits else _number(tokens, "decadeword") or 0
    return _dated(Reading(kind="decade", year=year if year > 99 else 1900 + year, mod=_ends(tokens)))


def _century(tokens: list[Token]) -> Read | None:
    number = _ordinal(tokens)
    if _unit(tokens) != "C":
        return None
    return _dated(Reading(kind="century", year=(number - 1) * 100, mod=_ends(tokens))) if number and number < 22 else None


def _daypart(tokens: list[Token]) -> Read:
    part = _value(tokens, "part", "tonight", "overnight") or "NI"
    shift = -1 if _has(tokens, "last", "previous", "overnight") else 1 if _has(tokens, "following", "next") else 0
    near = _has(tokens, "this", "last", "tonight", "overnight")
    kind = "offset" if near else "narrated"
    unit = "NIGHT" if _has(tokens, "overnight") else "D"
    return _dated(Reading(kind=kind, unit=unit, amount=1, shift=shift, part=part, clock=_clock(tokens)))


def _ago(tokens: list[Token]) -> Read:
    amount = amount_of(tokens)
    ago = _has(tokens, "ago")
    shift = 1 if _has(tokens, "later") else -1
    reading = Reading(kind="offset" if ago else "narrated", unit=_unit(tokens), amount=amount, shift=shift)
    if amount is None and ago:
        return DATE, "PAST_REF", Reading(kind="ref", shift=shift)
    if amount is None:
        return DURATION, duration_value(_unit(tokens), None), Reading(kind="event", unit=_unit(tokens), shift=shift)
    return _dated(reading)


def _yearago(tokens: list[Token]) -> Read:
    return _dated(Reading(kind="narrated", unit=_unit(tokens[:2]), amount=1, shift=-1))


def _event(tokens: list[Token]) -> Read:
    amount, unit = amount_of(tokens), _unit(tokens)
    shift = -1 if _has(tokens, "before") else 1
    return DURATION, duration_value(unit, amount), Reading(kind="event", unit=unit, amount=amount, shift=shift)


def _stretch(tokens: list[Token]) -> Read:
    amount, unit = amount_of(tokens), _unit(tokens)
    return DURATION, duration_value(unit, amount), Reading(kind="stretch", unit=unit, amount=amount, shift=_shift(tokens) or 0)


def _narrated(tokens: list[Token]) -> Read:
    return _dated(Reading(kind="narrated", unit=_unit(tokens), amount=1, shift=_shift(tokens) or 0))


def _vague(tokens: list[Token]) -> Read:
    shift = -1 if _has(tokens, "recent", "last", "past") else 1
    reading = Reading(kind="ref", unit=_unit(tokens), shift=shift)
    if _has(tokens, "recent") and not _has(tokens, "and"):
        return DURATION, duration_value(_unit(tokens), None), reading
    return DATE, "PAST_REF" if shift < 0 else "FUTURE_REF", reading


def _current(tokens: list[Token]) -> Read:
    shift = _shift(tokens)
    kind = "current" if shift is not None or _has(tokens, "fiscal") else "told"
    mod = _ends(tokens) or ("END" if _has(tokens, "endof") else None)
    return _dated(Reading(kind=kind, unit=_unit(tokens), shift=shift or 0, mod=mod, year=_number(tokens, "year")))


def _unitset(tokens: list[Token]) -> Read:
    return SET, duration_value(_unit(tokens), amount_of(tokens) or 1), Reading(kind="set", unit=_unit(tokens))


def _weekset(tokens: list[Token]) -> Read:
    month = _number(tokens, "month", "maymonth")
    if month:
        return SET, f"XXXX-{month:02d}", Reading(kind="set", month=month)
    day = _number(tokens, "weekday", "dayabbr", "weekdays")
    part = _value(tokens, "parts")
    return SET, f"XXXX-WXX-{day}" + (f"T{part}" if part else ""), Reading(kind="set", weekday=day)


def _partset(tokens: list[Token]) -> Read:
    return SET, f"XXXX-XX-XXT{_value(tokens, 'part')}", Reading(kind="set", unit="D")


def _adverb(tokens: list[Token]) -> Read:
    return SET, tokens[0].value, Reading(kind="set")


def _duration(tokens: list[Token]) -> Read | None:
    words = [t.text.lower() for t in tokens if t.kind == "num"]
    amount, unit = amount_of(tokens), _unit(tokens)
    if (amount is None and words) or _has(tokens, "old"):
        return None  # an age is no time
    if _has(tokens, "half"):
        amount = (amount or 0.0) + 0.5 if _has(tokens, "and") else 0.5
    return DURATION, duration_value(unit, amount), Reading(kind="duration", unit=unit, amount=amount)


def _bareunits(tokens: list[Token]) -> Read:
    unit = next(t.value for t in tokens if t.kind == "units")
    return DURATION, duration_value(unit, None), Reading(kind="duration", unit=unit)


def _plain_year(tokens: list[Token]) -> Read | None:
    if (_value(tokens, "unit") or "Y") != "Y":
        return None
    return _dated(Reading(kind="calendar", year=_number(tokens, "year"), mod=_ends(tokens)))


def _time(tokens: list[Token]) -> Read | None:
    clock = _clock(tokens)
    return _dated(Reading(kind="narrated", unit="D", amount=1, shift=0, clock=clock)) if clock else None


def _spoken_year(tokens: list[Token]) -> Read | None:
    year = year_of([t.text.lower() for t in tokens if t.kind == "num"])
    return _dated(Reading(kind="calendar", year=year)) if year else None


def _now(tokens: list[Token]) -> Read:
    return DATE, "PRESENT_REF", Reading(kind="ref", shift=0)


def _past(tokens: list[Token]) -> Read:
    return DATE, "PAST_REF", Reading(kind="ref", shift=-1)


def _future(tokens: list[Token]) -> Read:
    return DATE, "FUTURE_REF", Reading(kind="ref", shift=1)


READERS: dict[str, Callable[[list[Token]], Read | None]] = {
    "iso": _iso,
    "slash": _slash,
    "day": _day,
    "deictic": _deictic,
    "beyond": _beyond,
    "month": _month,
    "quarter": _quarter,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "daypart": _daypart,
    "ago": _ago,
    "yearago": _yearago,
    "event": _event,
    "stretch": _stretch,
    "narrated": _narrated,
    "vague": _vague,
    "current": _current,
    "unitset": _unitset,
    "weekset": _weekset,
    "partset": _partset,
    "adverb": _adverb,
    "halfunit": _duration,
    "duration": _duration,
    "single": _duration,
    "bareunits": _bareunits,
    "year": _plain_year,
    "spokenyear": _spoken_year,
    "clock": _time,
    "now": _now,
    "past": _past,
    "future": _future,
}
"""The reader of each rule of the grammar; None where the words turn out to be no time."""
