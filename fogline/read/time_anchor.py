"""The calendar laid on time expressions: which days they mean, given when the report was published.

Each text is walked twice, as if published on the first and on the last day that its publication may have. Every rule moves
forward with that day, so what lies between the two answers is all that the words may mean; no day is ever invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fogline.read import time_pass
from fogline.read.time_calendar import Stretch, precision_of
from fogline.read.time_values import TimeExpression
from fogline.record.values import Period

TenseOf = Callable[[TimeExpression], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedTime:
    """A time expression with its TIMEX3 value after anchoring and the days that it may mean.

    `period` is what the words themselves name; `reach` is the stretch they open or close with their lead: "since October 7"
    reaches to publication, both ends of "from X to Y" reach from the first to the last day of the whole.
    """

    expression: TimeExpression
    type: str
    value: str
    period: Period
    reach: Period


def resolve_times(
    expressions: Sequence[TimeExpression], *, published: Period, tense_of: TenseOf | None = None
) -> list[ResolvedTime]:
    """Values and periods of the expressions of one text, which must be in text order.

    `tense_of` gives past, present or future for the clause of an expression, or None; then nearby words of the future decide.
    A weekday is the latest on or before publication, or the next one where the tense is future; a month or day without a
    year likewise. Without a publication date only what the text states, or counts from what it states, gets a period.
    """
    tenses = [(tense_of(e) if tense_of else None) or ("future" if e.future else None) for e in expressions]
    low = time_pass.walk(expressions, published.earliest, tenses)
    high = time_pass.walk(expressions, published.latest, tenses) if published.latest != published.earliest else low
    periods = [_period(e, a, b, published) for e, a, b in zip(expressions, low, high, strict=True)]
    out = []
    for i, e in enumerate(expressions):
        out.append(
            ResolvedTime(
                expression=e,
                type=e.type,
                value=_value(e, low[i], high[i]),
                period=periods[i],
                reach=_reach(i, e, periods, published),
            )
        )
    return out


def _value(e: TimeExpression, low: Stretch | None, high: Stretch | None) -> str:
    if low is None or high is None or low.value != high.value or e.type in ("DURATION", "SET"):
        return e.value
    return low.value


def _period(e: TimeExpression, low: Stretch | None, high: Stretch | None, published: Period) -> Period:
    if e.reading.kind == "ref":
        return _vague(e.reading.shift or 0, published)
    if low is None and high is None:
        return Period(earliest=None, latest=None, because=_why_unknown(e, published))
    one = low or high
    first, last = (low.first if low else None), (high.last if high else None)
    if low and high:
        first, last = min(low.first, high.first), max(low.last, high.last)
    because = one.because if one else None
    basis = one.basis if one else "unknown"
    return Period(earliest=first, latest=last, precision=_precision(one, first, last), basis=basis, because=because)


def _precision(one: Stretch | None, first: date | None, last: date | None) -> str:
    if one is not None and one.grain == "S" and (one.first, one.last) == (first, last):
        return "season"
    return precision_of(first, last)


def _why_unknown(e: TimeExpression, published: Period) -> str:
    if e.type in ("DURATION", "SET"):
        return (
            "a duration or a rate names no day"
            if e.reading.kind != "event"
            else "counted from an event that the text dates elsewhere"
        )
    return "nothing to count from" if published.is_known else "the report has no publication date"


def _vague(shift: int, published: Period) -> Period:
    """ "now" is the day of publication and says so; "recently" ends there, "soon" starts there."""
    if not published.is_known:
        return Period(earliest=None, latest=None, because="the report has no publication date")
    if shift == 0:
        return Period(
            earliest=published.earliest,
            latest=published.latest,
            precision=precision_of(published.earliest, published.latest),
            basis="dateline",
            because="the time of writing",
        )
    first, last = (None, published.latest) if shift < 0 else (published.earliest, None)
    basis = "relative" if first or last else "unknown"
    return Period(earliest=first, latest=last, basis=basis, because="a vague time before or after publication")


def _reach(i: int, e: TimeExpression, periods: Sequence[Period], published: Period) -> Period:
    own = periods[i]
    if e.pairs_with is not None:
        a, b = periods[min(i, e.pairs_with)], periods[max(i, e.pairs_with)]
        return _between(a.earliest, b.latest, own, "from the one to the other")
    if not own.is_known or e.reading.kind == "ref":
        return own
    if e.lead == "since":
        return _between(own.earliest, published.latest, own, "open until publication")
    if e.lead in ("until", "by", "through") and e.type in ("DATE", "TIME"):
        return _between(None, own.latest, own, "open before")
    if e.lead == "before":
        return _between(None, own.earliest - timedelta(days=1) if own.earliest else None, own, "before it")
    return own


def _between(first: date | None, last: date | None, own: Period, because: str) -> Period:
    if first and last and first > last:
        return own
    known = first is not None or last is not None
    return Period(
        earliest=first,
        latest=last,
        precision=precision_of(first, last),
        basis=own.basis if known else "unknown",
        because=because if own.because is None else f"{own.because}; {because}",
    )
