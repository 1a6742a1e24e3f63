"""Words for dates, amounts and values, each as vague as what the record knows."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from fogline.show.record_index import RecordIndex, Row, without_ids

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EPOCH = date(1970, 1, 1)


def parse_day(text: Any) -> date | None:
    """A `YYYY-MM-DD` string as a date; None for null or anything that is no such day."""
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


def day_number(text: Any) -> int | None:
    """Days since 1970-01-01, the unit of the viewer's time axis."""
    day = parse_day(text)
    return (day - EPOCH).days if day else None


def day_label(day: date) -> str:
    """One day in words, such as `5 Feb 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def interval_label(interval: Row | None) -> str:
    """An interval in words; an open side says "by" or "from", an unknown one says so."""
    start = parse_day((interval or {}).get("start"))
    end = parse_day((interval or {}).get("end"))
    if start and end:
        return _closed_label(start, end)
    if end:
        return f"by {day_label(end)}"
    if start:
        return f"from {day_label(start)} on"
    return "date not known"


def _closed_label(start: date, end: date) -> str:
    if start == end:
        return day_label(start)
    if start.year != end.year:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return f"{start.year}–{end.year}"
        return f"{day_label(start)} – {day_label(end)}"
    month = MONTHS[start.month - 1]
    whole_start, whole_end = start.day == 1, end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_start and whole_end:
        if (start.month, end.month) == (1, 12):
            return str(start.year)
        return f"{month} {start.year}" if start.month == end.month else f"{month}–{MONTHS[end.month - 1]} {end.year}"
    if start.month == end.month:
        return f"{start.day}–{day_label(end)}"
    return f"{start.day} {month} – {day_label(end)}"


def amount_label(amount: Row | None) -> str:
    """Low, best and high in words; empty when there is no amount, the phrase when it has no number."""
    if not amount:
        return ""
    low, best, high = amount.get("low"), amount.get("best"), amount.get("high")
    if low is None and best is None and high is None:
        return f"“{amount.get('text') or 'not stated'}”"
    if low is not None and low == high:
        return f"{low:,}"
    spread = _range_label(low, high)
    if best is None or not spread:
        return spread or f"about {best:,}"
    return f"{best:,} (best; {spread})"


def _range_label(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:,}–{high:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"at most {high:,}" if high is not None else ""


def phrase_note(text: Any, label: str) -> str:
    """The words of the source beside a normalized value, unless they say the same."""
    words = str(text or "").strip()
    return f"text: “{words}”" if words and words.casefold() not in label.casefold() else ""


def value_label(value: Any, index: RecordIndex) -> str:
    """Any value of a disagreement in words: an id becomes a name, an interval a date, an amount a range."""
    if isinstance(value, Mapping):
        return _mapping_label(value, index)
    if isinstance(value, list | tuple):
        return ", ".join(value_label(part, index) for part in value)
    if value is None:
        return "not stated"
    key = without_ids(str(value))
    if key in index.actors:
        return index.actor_name(key)
    if key in index.places:
        return index.place_label(key)
    return key.replace("_", " ") if key in index.incidents or key.isidentifier() else key


def _mapping_label(value: Row, index: RecordIndex) -> str:
    if "low" in value or "best" in value:
        return amount_label(value)
    if "start" in value and "report" not in value:
        return interval_label(value)
    for key in ("actor", "place", "id", "name", "text", "value"):
        if value.get(key):
            return value_label(value[key], index)
    return "not stated"
