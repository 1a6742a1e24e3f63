"""Tokens of a matched time expression to its type, its reading and its open value. One function for each grammar rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fogline.read.number_words import year_of
from fogline.read.time_parts import amount_of, clock_of, has, number_in, ordinal_of, shift_of, stated_year, unit_of, value_of
from fogline.read.time_tokens import Token
from fogline.read.time_values import DATE, DURATION, SET, TIME, Reading, duration_value, open_value

Read = tuple[str, str, Reading]
"""Type, open TIMEX3 value, reading."""

_MODS = ("early", "mid", "late", "endof", "startof", "midof")


def _ends(tokens: list[Token]) -> str | None:
    return value_of(tokens, *_MODS)


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
    first, second, year = (int(n) for n in tokens[0].text.replace(".", "/").replace("-", "/").split("/"))
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
    month = number_in(tokens, "month", "maymonth")
    weekday = number_in(tokens, "weekday", "dayabbr")
    clock, part = clock_of(tokens), value_of(tokens, "part")
    mod = value_of(tokens, "early", "late")
    if month is None:
        return _dated(Reading(kind="weekday", weekday=weekday, shift=shift_of(tokens), clock=clock, part=part, mod=mod))
    days = _days_beside(tokens)
    if not days or days[0] > 31:
        return None
    last = days[1] if len(days) > 1 and days[0] < days[1] <= 31 else None
    reading = Reading(
        kind="calendar",
        year=stated_year(tokens),
        month=month,
        day=days[0],
        last_day=last,
        weekday=weekday,
        clock=clock,
        part=part,
        mod=mod,
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
            days.append(ordinal_of([t]) or 0)
    return days


def _deictic(tokens: list[Token]) -> Read:
    shift = number_in(tokens, "deictic")
    return _dated(Reading(kind="offset", unit="D", amount=1, shift=shift, clock=clock_of(tokens), part=value_of(tokens, "part")))


def _beyond(tokens: list[Token]) -> Read:
    """ "the day before yesterday", "the day after tomorrow"."""
    shift = (number_in(tokens, "deictic") or 0) + (-1 if has(tokens, "before") else 1)
    return _dated(Reading(kind="offset", unit="D", amount=1, shift=shift))


def _month(tokens: list[Token]) -> Read:
    unit = value_of(tokens, "unit")
    reading = Reading(
        kind="calendar",
        year=stated_year(tokens),
        month=number_in(tokens, "month", "maymonth"),
        mod=_ends(tokens),
        shift=shift_of(tokens),
        unit=unit,
    )
    return _dated(reading)


def _monthpart(tokens: list[Token]) -> Read:
    """ "the first week of March", "the last days of March 2020": early or late in it; other weeks are left open."""
    mod = "END" if has(tokens, "last") else "START" if ordinal_of(tokens) == 1 else None
    return _dated(Reading(kind="calendar", year=stated_year(tokens), month=number_in(tokens, "month", "maymonth"), mod=mod))


def _quarter(tokens: list[Token]) -> Read | None:
    number = ordinal_of(tokens) or (2 if has(tokens, "last") else None)
    half = has(tokens, "half")
    if number is None or number > (2 if half else 4):
        return None
    shift = shift_of(tokens)
    if has(tokens, "ago", "earlier"):
        shift = -1
    year = number_in(tokens, "year")
    return _dated(
        Reading(kind="quarter", year=year, shift=shift, half=number if half else None, quarter=None if half else number)
    )


def _season(tokens: list[Token]) -> Read:
    season = value_of(tokens, "season", "softseason")
    return _dated(Reading(kind="season", year=stated_year(tokens), season=season, shift=shift_of(tokens), mod=_ends(tokens)))


def _decade(tokens: list[Token]) -> Read:
    digits = next((t.text for t in tokens if t.kind == "decade"), "")
    year = int("".join(c for c in digits if c.isdecimal())) if digits else number_in(tokens, "decadeword") or 0
    return _dated(Reading(kind="decade", year=year if year > 99 else 1900 + year, mod=_ends(tokens)))


def _century(tokens: list[Token]) -> Read | None:
    number = ordinal_of(tokens)
    if unit_of(tokens) != "C":
        return None
    return _dated(Reading(kind="century", year=(number - 1) * 100, mod=_ends(tokens))) if number and number < 22 else None


def _daypart(tokens: list[Token]) -> Read:
    part = value_of(tokens, "part", "tonight", "overnight") or "NI"
    shift = -1 if has(tokens, "last", "previous", "overnight") else 1 if has(tokens, "following", "next") else 0
    near = has(tokens, "this", "last", "tonight", "overnight")
    kind = "offset" if near else "narrated"
    unit = "NIGHT" if has(tokens, "overnight") else "D"
    return _dated(Reading(kind=kind, unit=unit, amount=1, shift=shift, part=part, clock=clock_of(tokens)))


def _ago(tokens: list[Token]) -> Read:
    amount = amount_of(tokens)
    ago = has(tokens, "ago")
    shift = 1 if has(tokens, "later") else -1
    reading = Reading(kind="offset" if ago else "narrated", unit=unit_of(tokens), amount=amount, shift=shift)
    if amount is None and ago:
        return DATE, "PAST_REF", Reading(kind="ref", shift=shift)
    if amount is None:
        return DURATION, duration_value(unit_of(tokens), None), Reading(kind="event", unit=unit_of(tokens), shift=shift)
    return _dated(reading)


def _yearago(tokens: list[Token]) -> Read:
    return _dated(Reading(kind="narrated", unit=unit_of(tokens[:2]), amount=1, shift=-1))


def _event(tokens: list[Token]) -> Read:
    amount, unit = amount_of(tokens), unit_of(tokens)
    shift = -1 if has(tokens, "before") else 1
    return DURATION, duration_value(unit, amount), Reading(kind="event", unit=unit, amount=amount, shift=shift)


def _stretch(tokens: list[Token]) -> Read:
    amount, unit = amount_of(tokens), unit_of(tokens)
    return (
        DURATION,
        duration_value(unit, amount),
        Reading(kind="stretch", unit=unit, amount=amount, shift=shift_of(tokens) or 0),
    )


def _narrated(tokens: list[Token]) -> Read:
    return _dated(Reading(kind="narrated", unit=unit_of(tokens), amount=1, shift=shift_of(tokens) or 0))


def _vague(tokens: list[Token]) -> Read:
    shift = -1 if has(tokens, "recent", "last", "past") else 1
    reading = Reading(kind="ref", unit=unit_of(tokens), shift=shift)
    if has(tokens, "recent") and not has(tokens, "and"):
        return DURATION, duration_value(unit_of(tokens), None), reading
    return DATE, "PAST_REF" if shift < 0 else "FUTURE_REF", reading


def _current(tokens: list[Token]) -> Read:
    shift = shift_of(tokens)
    kind = "current" if shift is not None or has(tokens, "fiscal") else "told"
    if tokens[0].kind in ("the", "this") and has(tokens[1:2], "past", "last") and unit_of(tokens) in ("D", "W", "M", "Y"):
        kind = "rolling"
    mod = _ends(tokens) or ("END" if has(tokens, "endof") else None)
    return _dated(Reading(kind=kind, unit=unit_of(tokens), shift=shift or 0, mod=mod, year=number_in(tokens, "year")))


def _unitset(tokens: list[Token]) -> Read:
    return SET, duration_value(unit_of(tokens), amount_of(tokens) or 1), Reading(kind="set", unit=unit_of(tokens))


def _weekset(tokens: list[Token]) -> Read:
    month = number_in(tokens, "month", "maymonth")
    if month:
        return SET, f"XXXX-{month:02d}", Reading(kind="set", month=month)
    day = number_in(tokens, "weekday", "dayabbr", "weekdays")
    part = value_of(tokens, "parts")
    return SET, f"XXXX-WXX-{day}" + (f"T{part}" if part else ""), Reading(kind="set", weekday=day)


def _partset(tokens: list[Token]) -> Read:
    return SET, f"XXXX-XX-XXT{value_of(tokens, 'part')}", Reading(kind="set", unit="D")


def _adverb(tokens: list[Token]) -> Read:
    return SET, tokens[0].value, Reading(kind="set")


def _duration(tokens: list[Token]) -> Read | None:
    words = [t.text.lower() for t in tokens if t.kind == "num"]
    amount, unit = amount_of(tokens), unit_of(tokens)
    if (amount is None and words) or has(tokens, "old"):
        return None  # an age is no time
    if has(tokens, "half"):
        amount = (amount or 0.0) + 0.5 if has(tokens, "and") else 0.5
    return DURATION, duration_value(unit, amount), Reading(kind="duration", unit=unit, amount=amount)


def _bareunits(tokens: list[Token]) -> Read:
    unit = next(t.value for t in tokens if t.kind in ("units", "hours"))
    return DURATION, duration_value(unit, None), Reading(kind="duration", unit=unit)


def _plain_year(tokens: list[Token]) -> Read | None:
    if (value_of(tokens, "unit") or "Y") != "Y":
        return None
    return _dated(Reading(kind="calendar", year=number_in(tokens, "year"), mod=_ends(tokens)))


def _time(tokens: list[Token]) -> Read | None:
    clock = clock_of(tokens)
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
    "monthpart": _monthpart,
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
