"""The small shapes of the interchange format: spans, intervals, amounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fogline.record.values import Count, Period, Span

Json = dict[str, Any]
UNKNOWN_INTERVAL: Json = {"start": None, "end": None, "precision": "unknown", "basis": "unknown", "evidence": None}


def span(value: Span | None) -> Json | None:
    """A Span of the interchange format."""
    if value is None:
        return None
    return {"report": value.report_id, "start": value.start, "end": value.end, "text": value.quote}


def spans(values: Iterable[Span]) -> list[Json]:
    """Spans in order of place, each once."""
    unique = sorted(set(values), key=lambda s: (s.report_id, s.start, s.end))
    return [found for value in unique if (found := span(value))]


def interval(value: Period | None) -> Json:
    """An Interval; an unknown one where there is no period."""
    if value is None:
        return dict(UNKNOWN_INTERVAL)
    found: Json = {
        "start": value.earliest.isoformat() if value.earliest else None,
        "end": value.latest.isoformat() if value.latest else None,
        "precision": value.precision,
        "basis": value.basis,
        "evidence": span(value.phrase),
    }
    return found | ({"because": value.because} if value.because else {})


def amount(value: Count | None) -> Json | None:
    """An Amount, or None."""
    if value is None:
        return None
    return {
        "low": value.low,
        "best": value.best,
        "high": value.high,
        "text": value.phrase.quote if value.phrase else "",
        "evidence": span(value.phrase),
        "qualifier": value.qualifier,
        "unit": value.unit,
    }
