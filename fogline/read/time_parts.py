"""What the tokens of a time expression hold: shifts, years, clocks, amounts, units. The readers are made of these."""

from __future__ import annotations

from fogline.read.number_words import number_of, year_of
from fogline.read.time_tokens import Token

_SHIFTS = ("last", "past", "next", "this", "current", "that", "same", "latest", "previous", "following")


def value_of(tokens: list[Token], *kinds: str) -> str | None:
    """Value of the first token of one of these classes."""
    return next((t.value for t in tokens if t.kind in kinds), None)


def has(tokens: list[Token], *kinds: str) -> bool:
    """Whether a token of one of these classes is there."""
    return any(t.kind in kinds for t in tokens)


def number_in(tokens: list[Token], *kinds: str) -> int | None:
    """The same value as a number."""
    text = value_of(tokens, *kinds)
    return int(text) if text else None


def ordinal_of(tokens: list[Token]) -> int | None:
    """The first ordinal, in digits or words."""
    for t in tokens:
        if t.kind == "ordinal":
            return int(t.text[:-2])
        if t.kind in ("ordword", "second"):
            return 2 if t.kind == "second" else int(t.value)
    return None


def shift_of(tokens: list[Token]) -> int | None:
    """-1 for last, 0 for this, 1 for next; None where no such word stands there. "this past" is last."""
    found = {t.kind: t.value for t in tokens if t.kind in _SHIFTS}
    for kind in ("last", "past", "latest", "previous", "next", "following"):
        if kind in found:
            return int(found[kind])
    return 0 if found else None


def stated_year(tokens: list[Token]) -> int | None:
    """The year that is written, in four digits, in words, or in two digits after a day and a month."""
    year = number_in(tokens, "year")
    if year is not None:
        return year
    spoken = [t.text.lower() for t in tokens if t.kind == "num"]
    if spoken:
        return year_of(spoken)
    # "15 JUL 88": two digits after a day and a month
    short = [t.text for t in tokens if t.kind == "number" and len(t.text) == 2]
    return (1900 if int(short[-1]) >= 30 else 2000) + int(short[-1]) if short else None


def clock_of(tokens: list[Token]) -> str | None:
    """THH:MM of the clock words among the tokens, None where there are none or they are no time of day."""
    noon = value_of(tokens, "noon")
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
    return 1.0 if has(tokens, "a", "another") else None


def _fraction(tokens: list[Token]) -> float:
    for i, t in enumerate(tokens):
        if t.kind == "slashmark" and 0 < i < len(tokens) - 1 and tokens[i + 1].text != "0":
            return int(tokens[i - 1].text) / int(tokens[i + 1].text)
    return 0.0


def unit_of(tokens: list[Token]) -> str:
    """The last unit named, D where none is; a bare "period" is a quarter."""
    found = [
        t.value for t in tokens if t.kind in ("unit", "units", "hours", "second", "quarter", "quarters", "weekend", "weekends")
    ]
    return found[-1] if found else "Q" if has(tokens, "period") else "D"
