"""What a line looks like by itself: furniture, script, caption or byline by rule (furniture.tsv) and by shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fogline.ingest.written_dates import iter_dates
from fogline.lexicon.tables import iter_rows

_MAX_RULED = 700  # no rule of furniture.tsv speaks of longer lines
_TAIL = 140
_CODE_CHARS = re.compile(r"[{}\[\]();=<>\\`|_$&]")
_HARD_CODE = re.compile(r"[{};=<>\\`_$]")
_TERMINAL = re.compile(r"[.!?…][\"”'’)\]»]*$")
_WORD = re.compile(r"\w[\w'’.-]*")
_GLUED = re.compile(r"[a-z]{2}(?=[A-Z][a-z])")
_PLACE = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,2}\s*[,:–—-]\s*")
_NAV_SPLIT = re.compile(r"\s*[|»›>·•/]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a line is by itself: a segment kind or None, and its role in the page (list, head, date or empty)."""

    kind: str | None = None
    role: str = ""


NOTHING = Look()


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[tuple[re.Pattern[str], Look], ...]]:
    """The rules of each place, with all patterns of one outcome joined into one."""
    joined: dict[tuple[str, str, str], list[str]] = {}
    for row in iter_rows("furniture.tsv"):
        joined.setdefault((row["where"], row["kind"], row["role"]), []).append(row["pattern"])
    rules: dict[str, list[tuple[re.Pattern[str], Look]]] = {}
    for (where, kind, role), patterns in joined.items():
        pattern = re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
        rules.setdefault(where, []).append((pattern, Look(kind=kind, role=role)))
    return {where: tuple(found) for where, found in rules.items()}


def rule(where: str) -> re.Pattern[str]:
    """The single pattern of a place that has one (caption, past, date)."""
    return _rules()[where][0][0]


def count_words(text: str) -> int:
    """How many words a line has."""
    return sum(1 for _ in _WORD.finditer(text))


def ends_sentence(text: str) -> bool:
    """True where the line ends like a sentence."""
    return _TERMINAL.search(text[-12:]) is not None


def look_at(line: str) -> Look:
    """What a line is by itself; NOTHING where only its neighbours can tell."""
    if is_code(line):
        return Look(kind="script")
    if len(line) <= _MAX_RULED and (ruled := _ruled(line)):
        return ruled
    if is_date_line(line):
        return Look(kind="dateline", role="date")
    if is_navigation(line):
        return Look(kind="furniture", role="nav")
    return NOTHING


def _ruled(line: str) -> Look | None:
    for pattern, look in _rules()["line"]:
        if pattern.fullmatch(line) and (look.kind != "byline" or _is_named(line)):
            return look
    for pattern, look in _rules()["start"]:
        if pattern.match(line):
            return look
    tail = max(0, len(line) - _TAIL)
    return next((look for pattern, look in _rules()["end"] if pattern.search(line, tail)), None)


def _is_named(line: str) -> bool:
    """Most words of a byline are names."""
    words = [word for word in line.split() if word[0].isalpha()]
    return len(words) <= 20 and 2 * sum(word[0].isupper() for word in words) >= len(words)


def is_code(line: str) -> bool:
    """True for script, style sheet and data fragments: marks of code and too much punctuation of code."""
    sample = line[:4000]
    hard = len(_HARD_CODE.findall(sample))
    if hard == 0 and not sample.startswith((")", "]", "//", "/*", "*/", "@")) and '":' not in sample:
        return False
    marks = len(code_pattern().findall(sample))
    density = len(_CODE_CHARS.findall(sample)) / max(1, len(sample))
    if marks and (density > 0.03 or marks >= 3):
        return True
    return density > 0.12 and hard >= 4


def code_pattern() -> re.Pattern[str]:
    """Marks of code."""
    return _rules()["code"][0][0]


def is_date_line(line: str) -> bool:
    """True for a line that holds a full date and nothing else but a time and a place before it."""
    if len(line) > 90:
        return False
    dates = [found for found in iter_dates(line) if found.earliest is not None]
    if not dates:
        return False
    rest = line
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    place = _PLACE.match(rest) if dates[0].start else None
    return rule("date").match(rest[place.end() :] if place else rest) is not None


def is_navigation(line: str) -> bool:
    """True for menu entries run together (HomeWorldNews) or set side by side (Home | World | Sport)."""
    if len(line) > 400 or ends_sentence(line):
        return False
    if any(len(_GLUED.findall(token)) >= 2 for token in line.split()[:12]):
        return True
    parts = [part for part in _NAV_SPLIT.split(line) if part]
    words = [len(part.split()) for part in parts]
    return len(parts) >= 3 and max(words) <= 7 and sum(words) <= 4 * len(parts) and not any(map(str.isdigit, parts))
