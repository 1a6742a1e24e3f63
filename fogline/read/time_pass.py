"""One walk over the time expressions of a text, as if written on one day: which stretch of the calendar each means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fogline.read import time_calendar as cal
from fogline.read.time_calendar import Stretch
from fogline.read.time_values import Reading, TimeExpression

_LENT_YEAR = 1
"""How many sentences on a stated year still holds for a month without one."""
_TOLD = 6
"""How many sentences on a time told of can still be counted from."""

_SOON = 31
"""Days ahead within which a date without year, in a clause of no known tense, is a coming one (TimeBank)."""


@dataclass(slots=True)
class _State:
    today: date | None
    tense: str | None = None
    at: int = 0
    """Index of the expression in hand."""
    done: list[Stretch | None] = field(default_factory=list)
    told: Stretch | None = None
    """The last time told of, and the sentence that told it."""
    told_in: int = 0
    stated: Stretch | None = None
    """The last time whose year the text states, and its sentence."""
    stated_in: int = 0


def walk(expressions: Sequence[TimeExpression], today: date | None, tenses: Sequence[str | None]) -> list[Stretch | None]:
    """The stretch of each expression; None for durations, rates, vague words and what cannot be anchored."""
    # room on both sides of the calendar, so that no shift of days can leave it
    state = _State(today if today is not None and 10 < today.year < 9990 else None)
    for i, e in enumerate(expressions):
        state.at, state.tense = i, tenses[i]
        found = _stretch(e, expressions, state)
        found = _with_clock(found, e.reading) if found else None
        state.done.append(found)
        if found and e.type in ("DATE", "TIME") and not _compares(e.reading):
            state.told, state.told_in = found, e.sentence
            if found.basis == "stated" and e.lead is not None:
                state.stated, state.stated_in = found, e.sentence
    return state.done


def _compares(r: Reading) -> bool:
    """ "a year earlier" is a comparison, not the next step of what is told."""
    return r.kind in ("offset", "narrated") and r.unit == "Y" and r.shift == -1


def _with_clock(s: Stretch, r: Reading) -> Stretch:
    if s.grain != "D" or not (r.clock or r.part):
        return s
    return replace(s, value=s.value[:10] + (r.clock or f"T{r.part}"))


def _stretch(e: TimeExpression, expressions: Sequence[TimeExpression], state: _State) -> Stretch | None:
    r = e.reading
    if r.kind in ("calendar", "either"):
        return _calendar(e, expressions, state)
    if r.kind in ("decade", "century"):
        return _long(r)
    if r.kind in ("narrated", "told"):
        return _from_told(e, state)
    if r.year is not None and r.kind in ("quarter", "season", "current"):
        return _stated_part(r, r.year)
    if state.today is None:
        return None
    because = f"counted from publication on {state.today}"
    found = _from_today(r, state.today, state)
    return replace(found, because=because if found.because is None else f"{because}; {found.because}") if found else None


def _from_today(r: Reading, today: date, state: _State) -> Stretch | None:
    if r.kind == "weekday":
        return cal.day(_weekday(r, today, state.tense))
    if r.kind == "current":
        return _current(r, today, state)
    if r.kind == "rolling":
        return replace(_current(r, today, state), first=cal.moved(today, r.unit or "D", -1), last=today, grain="P")
    if r.kind == "offset":
        return _offset(r, today, state)
    if r.kind == "stretch":
        return _past_stretch(r, today)
    if r.kind == "quarter":
        return _quarter(r, today, state.tense)
    return _season(r, today, state.tense) if r.kind == "season" and r.season else None


def _weekday(r: Reading, today: date, tense: str | None) -> date:
    wanted = r.weekday or 1
    back = (today.isoweekday() - wanted) % 7
    if r.shift == -1:
        return today - timedelta(days=back or 7)
    if r.shift == 1:
        return today + timedelta(days=7 - back)
    ahead = tense == "future" or (r.shift == 0 and tense != "past")
    return today + timedelta(days=(7 - back) % 7) if ahead else today - timedelta(days=back)


def _current(r: Reading, today: date, state: _State) -> Stretch:
    unit, shift = r.unit or "D", r.shift or 0
    if unit == "WE":
        saturday = cal.weekend(today).first
        shift -= 1 if saturday > today and state.tense != "future" and shift <= 0 else 0
        return cal.weekend(today + timedelta(days=7 * (shift if shift >= -1 else -1)))
    if unit == "Q" and shift == -1 and state.told and state.told.grain == "Q":
        return state.told
    return cal.narrowed(cal.around(cal.moved(today, unit, shift), unit), r.mod)


def _offset(r: Reading, today: date, state: _State) -> Stretch | None:
    unit, shift = r.unit or "D", r.shift or 0
    if unit == "NIGHT":
        # the night before publication began on the day before: it may be either day
        return replace(cal.day(today), first=today - timedelta(days=1))
    if r.amount is None:
        return None
    if unit == "Y" and r.amount == 1 and state.told and state.told.grain == "Q":
        return _years_on(state.told, shift)
    if unit in ("TH", "TM", "TS"):
        other = cal.moved(today, unit, shift * r.amount)
        return replace(cal.day(today), first=min(other, today) - timedelta(days=1 if shift < 0 else 0), last=max(other, today))
    return cal.around(cal.moved(today, unit, shift * r.amount), unit)


def _years_on(s: Stretch, shift: int) -> Stretch:
    """The same quarter, month or year so many years on."""
    if s.grain == "Q":
        return cal.quarter(s.first.year + shift, (s.first.month + 2) // 3)
    if s.grain == "M":
        return cal.month(s.first.year + shift, s.first.month)
    return cal.year(s.first.year + shift)


def _past_stretch(r: Reading, today: date) -> Stretch | None:
    if r.amount is None:
        return None
    other = cal.moved(today, r.unit or "D", (r.shift or -1) * r.amount)
    return Stretch(value="", first=min(other, today), last=max(other, today), grain="P")


def _quarter(r: Reading, today: date, tense: str | None) -> Stretch:
    year = today.year + (r.shift or 0)
    if r.half:
        return cal.half(year, r.half)
    number = r.quarter or 1
    found = cal.quarter(year, number)
    if r.shift == 0 or r.shift == 1:
        return found
    base = cal.quarter(today.year, number)
    back = 1 if base.first > today and tense != "future" else 0
    return cal.quarter(today.year - back + (r.shift or 0), number)


def _season(r: Reading, today: date, tense: str | None) -> Stretch:
    name = r.season or "SU"
    start = cal.SEASONS[name]

    def of(year: int) -> Stretch:
        end = cal.month(year, start + 2).last
        return replace(cal.season(year, name), first=date(cal.clamp(year), start, 1), last=end)

    now = next((s for s in (of(today.year - 1), of(today.year)) if s.first <= today <= s.last), None)
    past = of(today.year) if of(today.year).last < today else of(today.year - 1)
    if past.last >= today:
        past = of(today.year - 2)
    coming = of(today.year) if of(today.year).first > today else of(today.year + 1)
    if r.shift == 1:
        return coming
    if r.shift == -1:
        return past
    if now:
        return now
    if r.shift == 0:
        return of(today.year)
    return coming if tense == "future" else past


def _long(r: Reading) -> Stretch:
    year = r.year or 0
    whole = cal.years(year, 10, f"{year // 10:03d}") if r.kind == "decade" else cal.years(year, 100, f"{year // 100:02d}")
    return replace(cal.narrowed(whole, r.mod), basis="stated")


def _stated_part(r: Reading, year: int) -> Stretch:
    if r.kind == "season" and r.season:
        found = cal.season(year, r.season)
    elif r.kind == "quarter":
        found = cal.half(year, r.half) if r.half else cal.quarter(year, r.quarter or 1)
    else:
        found = cal.narrowed(cal.year(year), r.mod)
    return replace(found, basis="stated")


def _from_told(e: TimeExpression, state: _State) -> Stretch | None:
    """ "two days later", "the same day", "the week": counted from the last time told of, if it was told not long before."""
    r = e.reading
    told = state.told if state.told and e.sentence - state.told_in <= _TOLD else None
    unit, shift = r.unit or "D", r.shift or 0
    if r.kind == "told":
        return _told_unit(e, unit, told, state)
    if told is None or r.amount is None:
        return None
    because = f"counted from {told.value}"
    if unit == "Y" and shift and told.grain in ("Q", "M", "Y"):
        return replace(_years_on(told, int(shift * r.amount)), because=because)
    if unit in ("D", "TH", "TM", "TS") and told.grain != "D":
        return None
    return replace(cal.around(cal.moved(told.first, unit, shift * r.amount), unit), because=because)


def _told_unit(e: TimeExpression, unit: str, told: Stretch | None, state: _State) -> Stretch | None:
    """ "the year", "the quarter", "the weekend": the one told of, else the one of publication."""
    r = e.reading
    near = unit != "Y" or e.sentence == state.told_in
    if told and near and (told.grain == unit or (unit in ("W", "M") and told.grain == "D")):
        return replace(cal.narrowed(cal.around(told.first, unit), r.mod), because=f"the one of {told.value}")
    if state.today is None or unit in ("D", "TH", "TM", "TS"):
        return None
    back = -1 if unit == "Q" else 0
    found = _current(replace(r, shift=back), state.today, state)
    return replace(found, because=f"counted from publication on {state.today}")


def _calendar(e: TimeExpression, expressions: Sequence[TimeExpression], state: _State) -> Stretch | None:
    r = e.reading
    if r.kind == "either":
        return _either(e)
    if r.year is not None:
        found = _of_year(r, r.year)
        return replace(found, basis="stated") if found else None
    lent = _lent_year(e, expressions, state)
    if lent is not None:
        found = _of_year(r, lent[0])
        return replace(found, because=lent[1]) if found else None
    if state.today is None:
        return None
    year = _year_by_today(r, state.today, state.tense)
    found = _of_year(r, year)
    return replace(found, because=f"no year: counted from publication on {state.today}") if found else None


def _either(e: TimeExpression) -> Stretch | None:
    r = e.reading
    year, a, b = r.year or 1, r.month or 1, r.day or 1
    days = sorted((date(year, a, b), date(year, b, a)))
    return Stretch(
        value=e.value,
        first=days[0],
        last=days[1],
        grain="A",
        basis="stated",
        because="day and month may be the other way round",
    )


def _of_year(r: Reading, year: int) -> Stretch | None:
    """The day, days, month or year of a reading once its year is known; None where that year has no such day."""
    if not 1 < year < 9998:
        return None
    if r.month is None:
        return cal.narrowed(cal.year(year), r.mod)
    if r.day is None:
        return cal.narrowed(cal.month(year, r.month), r.mod)
    try:
        first = date(year, r.month, r.day)
        last = date(year, r.month, r.last_day) if r.last_day else first
    except ValueError:
        return None
    return replace(cal.day(first), last=last, grain="D" if first == last else "DD")


def _lent_year(e: TimeExpression, expressions: Sequence[TimeExpression], state: _State) -> tuple[int, str] | None:
    """A year lent by the other end of a range, or by a stated year in the same or the last sentence."""
    r, i = e.reading, state.at
    month = r.month or 1
    if e.pairs_with is not None and e.pairs_with < i:
        start = state.done[e.pairs_with]
        if start is not None and start.grain != "Y":
            day = r.day or 28
            year = start.first.year + (1 if (month, day) < (start.first.month, start.first.day) else 0)
            return year, f"after {start.value}, where the range begins"
    if e.pairs_with is not None and e.pairs_with > i:
        end = expressions[e.pairs_with].reading
        if end.kind == "calendar" and end.year and end.month:
            return end.year - (1 if month > end.month else 0), "before the end of the range"
    stated = state.stated
    if stated is None or e.sentence - state.stated_in > _LENT_YEAR or stated.grain not in ("D", "DD", "M"):
        return None
    if (state.today is not None and stated.first.year >= state.today.year) or r.shift is not None:
        return None
    year = stated.first.year + (1 if month < stated.first.month else 0)
    if state.today is not None and date(year, month, 1) > state.today:
        return None
    return year, f"the year of {stated.value}"


def _year_by_today(r: Reading, today: date, tense: str | None) -> int:
    """Latest year in which it is not after today; the coming one for the future; "last", "this", "next" as they say."""
    if r.unit == "Y" and r.shift is not None:
        return today.year + r.shift
    mine, now = (r.month or 1, r.day or 1), (today.month, today.day if r.day else 1)
    if r.shift == 0:
        return today.year
    if r.shift == 1:
        return today.year + (0 if mine > now else 1)
    if r.shift == -1:
        return today.year - (0 if mine < now else 1)
    if tense == "future":
        return today.year + (0 if mine >= now else 1)
    if mine <= now:
        return today.year
    # nobody writes "on 21 November" without a year for a day eleven months ago; a clause known to be past may
    ahead = (date(today.year, mine[0], 1) - today.replace(day=1)).days
    return today.year if tense != "past" and ahead <= _SOON else today.year - 1
