"""Amounts in a text: "at least 12", "dozens", "five to 10", "2.5 million", with the range that the words give.

Numbers that count nobody and nothing are told apart by `kind` (percent, money, age, measure, times, fraction, compound) or,
where they are names, dates or clocks ("Route 66", "Resolution 1701", "7 October"), left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.amount_words import amount_cues, vague_amounts
from fogline.lexicon.time_words import number_words, time_words
from fogline.read import number_kinds
from fogline.read.number_words import number_of
from fogline.read.times import find_times

_MOST = 10**12
"""Numbers beyond this are identifiers, not amounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount as written: half-open offsets with its qualifier, range (None where the words do not say), and what it counts.

    `kind` is count for people and things; `rule` names the row of docs/codebook/amount-words.md that gave the numbers;
    `unit` is the word that makes it no count ("percent", "mm", "member" of "12-member").
    """

    start: int
    end: int
    text: str
    low: float | None
    best: float | None
    high: float | None
    qualifier: str | None = None
    rule: str = "number"
    kind: str = "count"
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Range:
    low: float | None
    best: float | None
    high: float | None
    rule: str


def find_amounts(text: str, times: Sequence[tuple[int, int]] | None = None) -> list[Amount]:
    """Every amount of a text, in order and without overlaps.

    `times` are the spans of its time expressions, which hold no amounts; they are found here where not given.
    """
    taken = list(times) if times is not None else [(t.start, t.end) for t in find_times(text)]
    taken.sort()
    out: list[Amount] = []
    capitals = text.isupper()
    passed, position = 0, 0
    while match := _pattern().search(text, position):
        position = match.end()
        while passed < len(taken) and taken[passed][1] <= match.start("core"):
            passed += 1
        if passed < len(taken) and taken[passed][0] < match.end("core"):
            position = max(match.start("core") + 1, min(position, taken[passed][1]))
            continue
        if match["two"] and match["join"] in ("and", "or", "to") and _joined(match) is None:
            # "one and two" is no range: the first number stands alone
            match = _pattern().match(text[: match.end("one")], match.start()) or match
            position = match.end()
        found = _amount(text, match, capitals)
        if found is not None:
            out.append(found)
    return out


def _alternatives(words: Sequence[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


@cache
def _pattern() -> re.Pattern[str]:
    word = _alternatives(list(number_words()))
    scale = _alternatives([w for w, n in number_words().items() if n.kind == "scale"])
    digits = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?:\s+(?:{scale})\b)?|\d+(?:\.\d+)?(?:[\s-]+(?:{scale})\b)?"
    hundreds = rf"(?:{scale})\s+and\s+(?:{word})\b"
    words = rf"(?:an?\s+(?={scale}))?(?:{hundreds}|(?:{word})\b)(?:[\s-]+(?:{hundreds}|(?:{word})\b))*"
    number = rf"(?:{digits}|{words})"
    vague = _alternatives(list(vague_amounts()))
    before = _alternatives(list(amount_cues("qualifier")))
    after = _alternatives(list(amount_cues("after")))
    article = r"an?(?=\s+[^\W\d_])"
    return re.compile(
        rf"(?<![\w.,/:])(?:(?P<qualifier>{before})\s+(?:the\s+|another\s+)?)?"
        rf"(?P<core>(?:(?P<between>between|from)\s+(?={number}\s*(?:-|–|to|and)))?(?P<one>{number})(?:\s*(?P<join>-to-|-|–|to|or|and)\s*(?P<two>{number}))?"
        rf"|(?P<vague>{vague})\b|(?P<article>{article}))(?![\w])(?:\s+(?P<after>{after})\b)?",
        re.IGNORECASE,
    )


def _amount(text: str, match: re.Match[str], capitals: bool) -> Amount | None:
    qualifier = _cue("qualifier", match["qualifier"]) or _cue("after", match["after"])
    if match["one"] is None:
        return _vague(text, match, qualifier)
    first = _value(match["one"])
    if first is None or first > _MOST:
        return None
    numbers = _joined(match) if match["two"] else _qualified(first, qualifier)
    if numbers is None:
        return None
    kind, unit = number_kinds.kind_of(text, match.start("one"), match.end("core"), capitals)
    if kind == "name":
        return None
    if kind == "count" and first != int(first):
        kind = "measure"
    start = match.start("qualifier") if match["qualifier"] else match.start("core")
    name = "between" if match["two"] and qualifier is None else qualifier
    return _made(text, (start, match.end()), numbers, name, kind, unit)


def _made(text: str, span: tuple[int, int], r: _Range, qualifier: str | None, kind: str, unit: str | None) -> Amount:
    return Amount(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        low=r.low,
        best=r.best,
        high=r.high,
        qualifier=qualifier,
        rule=r.rule,
        kind=kind,
        unit=unit,
    )


def _cue(kind: str, words: str | None) -> str | None:
    return amount_cues(kind).get(" ".join(words.lower().split())) if words else None


def _value(words: str) -> float | None:
    """Number of digits, words, or digits with a scale word; whole numbers come back as whole numbers."""
    parts = re.sub(r"[\s-]+", " ", words.lower().replace(",", "")).split()
    parts = [p for p in parts if p not in ("and", "a", "an")]
    if not parts or not parts[0][0].isdecimal():
        return number_of(parts)
    try:
        value = float(parts[0])
    except ValueError:
        return None
    for word in parts[1:]:
        value *= number_words()[word].value
    if value > _MOST:
        return value  # rounding would fail on one that is too large for a float
    value = round(value, 6)
    return int(value) if value == int(value) else value


def _joined(match: re.Match[str]) -> _Range | None:
    """A range, where the joining word and the numbers allow one; None for "one and two", scores ("3-1") and votes ("5-4")."""
    first, second = _value(match["one"]), _value(match["two"])
    join = match["join"].lower()
    if first is None or second is None or second > _MOST or (join == "and" and (match["between"] or "").lower() != "between"):
        return None
    scale = re.search(r"[a-z]+$", match["two"].lower())
    if scale and first < second and match["one"].isdecimal() and not match["two"].isalpha():
        first *= number_words()[scale.group()].value  # "30 to 40 thousand"
    return _Range(first, None, second, "range") if first < second else None


def _qualified(n: float, qualifier: str | None) -> _Range:
    """The range of one number under a qualifier; the printed number is kept as the bound (docs/codebook/amount-words.md)."""
    if qualifier in ("at least", "more than"):
        return _Range(n, n, None, qualifier)
    if qualifier in ("up to", "fewer than"):
        return _Range(None, None, n, qualifier)
    if qualifier == "nearly":
        return _Range(None, n, n, qualifier)
    if qualifier == "about":
        return _Range(None, n, None, qualifier)
    return _Range(n, n, n, "number")


def _vague(text: str, match: re.Match[str], qualifier: str | None) -> Amount | None:
    start = match.start("qualifier") if match["qualifier"] else match.start("core")
    core = " ".join((match["vague"] or "").lower().split())
    if match["article"]:
        return _article(text, match)
    if not number_kinds.vague_stands(text, core, match.start("core"), match.end("core")):
        return None
    v = vague_amounts()[core]
    low, best, high, rule = v
    if qualifier in ("up to", "fewer than") and best is None:
        low = None  # "up to several hundred" has no floor
    if qualifier is not None and best is not None:
        low, best, high, rule = _fields(_qualified(best, qualifier))
    kind, unit = number_kinds.kind_after(text, match.end("core"))
    return _made(text, (start, match.end()), _Range(low, best, high, rule), qualifier, kind, unit)


def _fields(r: _Range) -> tuple[int | None, int | None, int | None, str]:
    low, best, high = (None if n is None else int(n) for n in (r.low, r.best, r.high))
    return low, best, high, r.rule


def _article(text: str, match: re.Match[str]) -> Amount | None:
    """ "a soldier" is one; "a week", "a few" and "a third" are not. The reader keeps those whose noun it counts."""
    if match["qualifier"]:
        return None
    following = re.match(r"\s+([^\W\d_]+)", text[match.end("core") :])
    word = time_words().get(following[1].lower()) if following else None
    if following is None or (word is not None and word.kind not in ("counted", "notnoun", "part", "planned")):
        return None
    if text[match.start("core")] == "A" and text[match.end("core") : match.end("core") + 1] != " ":
        return None
    return _made(text, match.span("core"), _Range(1, 1, 1, "article"), None, "count", None)
