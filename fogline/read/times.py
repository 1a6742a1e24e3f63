"""Time expressions of a text: found, typed, and given their open TIMEX3 value. `resolve_times` lays the calendar on them."""

from __future__ import annotations

from fogline.read.time_anchor import ResolvedTime, resolve_times
from fogline.read.time_grammar import grammar
from fogline.read.time_readings import READERS, Read
from fogline.read.time_tokens import Token, code_string, tokens_of
from fogline.read.time_values import SET, Reading, TimeExpression, duration_value

__all__ = ["Reading", "ResolvedTime", "TimeExpression", "find_times", "resolve_times"]

_LEADS = frozenset("since until by from between before after to and through in on during".split())
_FILLERS = frozenset(("the", "approx", "at", "on", "of"))
_BEFORE_SPAN = frozenset("for in within after over through during until since approx than to of by take last".split())
_NO_YEAR_AFTER = frozenset(("counted", "units", "hours", "percent", "num", "money", "zone", "ampm"))
_NO_YEAR_BEFORE = frozenset(("money", "slashmark", "approx"))
_SEASON_BEFORE = frozenset("in since during by until through before after".split())
_BARE_YEARS = range(1900, 2051)
_FUTURE_REACH = 10
"""How many tokens before an expression may hold the "will" that makes it future."""


def find_times(text: str) -> list[TimeExpression]:
    """Every time expression of a text, in order and without overlaps, read without knowing when the text was written."""
    tokens = tokens_of(text)
    codes = code_string(tokens)
    pattern, rules = grammar()
    found: list[tuple[int, int, Read]] = []
    position = 0
    while match := pattern.search(codes, position):
        start, end = match.span()
        rule = rules[(match.lastindex or 1) - 1]
        reading = None if end == start or _is_name(tokens, start, end) else READERS[rule](tokens[start:end])
        if reading is not None and _stands(rule, tokens, start, end):
            found.append((start, end, _as_set(rule, tokens, start, end, reading)))
            position = end
        else:
            position = start + 1
    return _pair(_expressions(text, tokens, found), tokens, found)


def _is_name(tokens: list[Token], start: int, end: int) -> bool:
    """A date that names a movement, a street or a paper ("14 May Brigade", "Black Friday") is no time."""
    after = tokens[end] if end < len(tokens) else None
    before = tokens[start - 1] if start else None
    if (
        after is not None
        and after.kind == "notnoun"
        and (not after.text.islower() or (before is not None and before.kind == "the"))
    ):
        return True
    if tokens[end - 1].kind == "weekday" and end <= start + 2:
        return (after is not None and after.kind == "paper") or (before is not None and before.kind == "feast")
    return False


def _stands(rule: str, tokens: list[Token], start: int, end: int) -> bool:
    """What the classes alone cannot say: bare numbers as years, "in March 30 people", clocks that are scores."""
    before = tokens[start - 1].kind if start else ""
    after = tokens[end].kind if end < len(tokens) else ""
    if rule == "year" and end == start + 1:
        return _is_year(tokens[start], before, after)
    if rule in ("single", "duration") and tokens[end - 1].kind in ("unit", "second"):
        return not (after == "hyphen" and before == "hyphen") and tokens[end - 1].kind != "second"
    if rule == "season" and end == start + 1:
        return before in _SEASON_BEFORE
    if rule == "clock":
        return before not in ("money", "hyphen") and after not in ("hyphen", "percent", "num")
    if rule in ("current", "vague") and after == "of" and any(t.kind == "last" for t in tokens[start:end]):
        return False  # "the last days of the siege" are counted from the siege
    if rule == "current" and end == start + 2 and tokens[start].kind == "the" and tokens[end - 1].value in ("TH", "TM"):
        return False
    return not (rule == "current" and before == "of" and tokens[end - 1].value == "D")


def _is_year(token: Token, before: str, after: str) -> bool:
    if after in _NO_YEAR_AFTER or before in _NO_YEAR_BEFORE:
        return False
    if int(token.text) in _BARE_YEARS:
        return True
    return before in ("in", "since", "until", "from", "between")


def _as_set(rule: str, tokens: list[Token], start: int, end: int, reading: Read) -> Read:
    """ "12 attacks a week" is a rate, "for a week" a duration: what stands before tells."""
    before = tokens[start - 1] if start else None
    if rule != "single" or tokens[start].kind != "a" or before is None or end != start + 2:
        return reading
    if before.kind in _BEFORE_SPAN or before.kind not in ("word", "paper", "num", "counted", "day", "number", "money", "units"):
        return reading
    unit = tokens[end - 1].value
    if before.kind == "word" and not before.text.endswith("s") and before.text.lower() not in ("once", "twice"):
        return reading
    return SET, duration_value(unit, 1), Reading(kind="set", unit=unit)


def _expressions(text: str, tokens: list[Token], found: list[tuple[int, int, Read]]) -> list[TimeExpression]:
    out = []
    sentence, at = 0, 0
    for start, end, (kind, value, reading) in found:
        sentence += sum(1 for t in tokens[at:start] if t.kind in ("stop", "break"))
        at = start
        first, last = tokens[start].start, tokens[end - 1].end
        out.append(
            TimeExpression(
                start=first,
                end=last,
                text=text[first:last],
                type=kind,
                value=value,
                reading=reading,
                lead=_lead(tokens, start),
                sentence=sentence,
                future=_is_future(tokens, start),
            )
        )
    return out


def _lead(tokens: list[Token], start: int) -> str | None:
    i = start - 1
    while i >= 0 and tokens[i].kind in _FILLERS and tokens[i].kind not in ("on",):
        i -= 1
    return tokens[i].kind if i >= 0 and tokens[i].kind in _LEADS else None


def _is_future(tokens: list[Token], start: int) -> bool:
    """A "will" or "is scheduled to" before it in the same clause."""
    for t in reversed(tokens[max(0, start - _FUTURE_REACH) : start]):
        if t.kind in ("stop", "break"):
            return False
        if t.kind in ("willdo", "planned") and (t.text.islower() or t.text.isupper()):
            return True
        # a past verb stands nearer than any "will"
        if t.kind == "pastverb" or (t.kind == "word" and t.text.endswith("ed") and len(t.text) > 4):
            return False
    return False


def _pair(expressions: list[TimeExpression], tokens: list[Token], found: list[tuple[int, int, Read]]) -> list[TimeExpression]:
    """Marks the two ends of "from X to Y" and "between X and Y"."""
    out = list(expressions)
    for i in range(len(out) - 1):
        gap = [t.kind for t in tokens[found[i][1] : found[i + 1][0]] if t.kind not in _FILLERS]
        wanted = {"from": ("to", "until", "through", "hyphen"), "between": ("and",)}.get(out[i].lead or "", ())
        if len(gap) == 1 and gap[0] in wanted:
            out[i] = _with(out[i], lead="from", pairs_with=i + 1)
            out[i + 1] = _with(out[i + 1], lead="to", pairs_with=i)
    return out


def _with(e: TimeExpression, *, lead: str, pairs_with: int) -> TimeExpression:
    return TimeExpression(
        start=e.start,
        end=e.end,
        text=e.text,
        type=e.type,
        value=e.value,
        reading=e.reading,
        lead=lead,
        pairs_with=pairs_with,
        sentence=e.sentence,
        future=e.future,
    )
