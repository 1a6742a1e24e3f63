"""Text to tokens whose class is one character, so that the grammar of times is a regular expression over classes."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from fogline.lexicon.time_words import number_words, time_words

_TOKEN = re.compile(
    r"""\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?(?!\d)  # ISO day, with or without a clock
    | \d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d) | \d{1,2}/\d{1,2}/\d{2}(?!\d)         # 06/09/2024
    | \d{1,2}[:.]\d{2}(?=\s?[ap]\.?m\b) | \d{1,2}:\d{2}(?::\d{2})?
    | \d+(?:st|nd|rd|th|ST|ND|RD|TH)\b
    | (?:\d\d|['’])\d0['’]?[sS]\b                          # 1980s, '80s
    | \d(?:[\d,]*\d)?(?:\.\d+)?
    | [aApP]\.[mM]\.?
    | [^\W\d_]+
    | \n[ \t]*\n\s*
    | [^\s\w]""",
    re.VERBOSE,
)
_ABBREVIATIONS = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun".split())
_SHAPES = (
    "iso",
    "slash",
    "clock",
    "ordinal",
    "decade",
    "day",
    "year",
    "four",
    "mil",
    "number",
    "decimal",
    "num",
    "word",
    "break",
)
_MARKS = {
    ",": "comma",
    "-": "hyphen",
    "–": "hyphen",
    "—": "dash",
    "$": "money",
    "£": "money",
    "€": "money",
    "%": "percent",
}
_MARKS |= {
    ".": "stop",
    "?": "stop",
    "!": "stop",
    "'": "quote",
    "’": "quote",
    "(": "open",
    ")": "close",
    "[": "open",
    "]": "close",
    "#": "money",
}
_MARKS |= {"/": "slashmark"}


class Token(NamedTuple):
    """A token's place in the text, its words, its class and, for a word of the tables, its value."""

    start: int
    end: int
    text: str
    kind: str
    value: str


@cache
def codes() -> dict[str, str]:
    """Class name to the one character that stands for it in the string of codes."""
    names = dict.fromkeys([*_SHAPES, *_MARKS.values(), *(w.kind for w in time_words().values())])
    return {name: chr(0x100 + i) for i, name in enumerate(names)}


@cache
def _word_class(low: str) -> tuple[str, str]:
    if low in number_words():
        return "num", low
    word = time_words().get(low)
    return (word.kind, word.value) if word else ("word", "")


def _number_class(text: str) -> str:
    if text[-1] in "sS":
        return "decade"
    if text[-1].isalpha():
        return "ordinal"
    if ":" in text:
        return "clock"
    if "." in text:
        return "decimal"
    if not text.isdecimal():
        return "number"
    if len(text) == 4 and text[0] == "0":
        return "mil"
    if len(text) == 4:
        return "year" if "1000" <= text <= "2100" else "four"
    return "day" if len(text) <= 2 and 1 <= int(text) <= 31 else "number"


def _digits(text: str) -> str:
    if len(text) >= 10 and text[4] == "-":
        return "iso"
    if any(text.count(mark) == 2 for mark in "/.-"):
        return "slash"
    return _number_class(text)


def _classify(text: str) -> tuple[str, str]:
    head = text[0]
    if head.isalpha():
        if "." in text:
            return "ampm", text[0].upper() + "M"
        kind, value = _word_class(text.lower())
        # "march", "may", "august" and "sat" in small letters are ordinary words; names of months are not written so
        lower = kind in ("month", "maymonth", "dayabbr") and text.islower()
        return ("word", "") if lower else (kind, value)
    if head.isdecimal() or (len(text) > 1 and head in "'’"):
        return _digits(text) if head.isascii() else ("decade" if head == "’" else "word"), text
    return ("break" if head == "\n" else _MARKS.get(head, "word")), ""


def tokens_of(text: str) -> list[Token]:
    """Tokens of a text in order; the point of an abbreviated month or weekday belongs to it."""
    out: list[Token] = []
    for m in _TOKEN.finditer(text):
        word = m.group()
        if word == "." and out and out[-1].end == m.start() and out[-1].text.lower() in _ABBREVIATIONS:
            out[-1] = out[-1]._replace(end=m.end())
            continue
        kind, value = _classify(word)
        out.append(Token(m.start(), m.end(), word, kind, value))
    return out


def code_string(tokens: list[Token]) -> str:
    """One character for each token: its class."""
    table = codes()
    return "".join([table[t.kind] for t in tokens])
