"""What a number is a number of: people and things, money, percent, an age, a measure; or no amount at all but a name."""

from __future__ import annotations

import re

from fogline.lexicon.amount_words import amount_cues
from fogline.lexicon.time_words import number_words, time_words

_NEXT = re.compile(r"([\s-]*)(%|°|[^\W\d_]+(?:/h)?)(?:\s+([^\W\d_]+))?")
_LAST_WORD = re.compile(r"([^\W\d_]+)([\s-]+)$")
_MONEY = re.compile(r"(?:[$£€¥₪]|\b(?:USD|EUR|GBP|US|Rs)\.?[$]?)\s?$")
_OLD = re.compile(r"(?:-|\s+)(?:year|month|week|day)s?(?:-|\s+)old\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|age|ages)\s+$", re.IGNORECASE)
_AGE_AFTER_NAME = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]+,\s+$")
_ONE_IN = re.compile(
    r"one\s+in\s+(?:every\s+)?(?:[0-9]|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)", re.IGNORECASE
)
_LIST_ITEM = re.compile(r"(?:^|\n)[ \t]*$")
_REACH = 40


def kind_of(text: str, start: int, end: int, capitals: bool) -> tuple[str, str | None]:
    """Kind and unit of the number between two offsets; "name" where it is part of a name, a list or a sign."""
    before, number = text[max(0, start - _REACH) : start], text[start:end]
    if _MONEY.search(before):
        return "money", before.strip()[-1:]
    if _is_sign(before, text[end : end + 2], number):
        return "name", None
    if _AGED.search(before) or _OLD.match(text, end):
        return "age", "year"
    if number.isdecimal() and 1 < int(number[:4]) < 111 and text[end : end + 1] == "," and _AGE_AFTER_NAME.search(before):
        return "age", "year"
    if number[0].isdecimal() and _is_designation(before, text[end : end + 24], capitals):
        return "name", None
    kind, unit = kind_after(text, end)
    if number.lower() == "one" and kind == "count" and _is_pronoun(before, text[end : end + 12]):
        return "name", None
    return kind, unit


def _is_sign(before: str, after: str, number: str) -> bool:
    """ "F-16", "9/11", "1." at the head of a line, "3:2", "No. 5" and "#4" are no amounts."""
    if re.search(r"(?:[^\W_]-|[/#:]|\bno\.\s?|№\s?)$", before, re.IGNORECASE):
        return True
    if number.isdecimal() and after[:1] in (".", ")") and (after[1:2].isspace() or len(after) == 1) and _LIST_ITEM.search(before):
        return after[:1] == ")" or len(after) > 1
    return after[:1] in ("/", ":", "_") or (after[:1] in (".", ",", "-", "–") and after[1:2].isdecimal())


def _is_designation(before: str, after: str, capitals: bool) -> bool:
    """ "Route 66", "Resolution 1701", "17 November": a number that names something, by the word beside it."""
    last = _LAST_WORD.search(before)
    following = re.match(r"\s+\[?([^\W\d_]+)", after)
    if following and _is_month(following[1]):
        return True
    if last is None:
        return False
    word, low = last[1], last[1].lower()
    if _is_month(word):
        return True
    if (word[0].isupper() and low in amount_cues("designator")) or low in amount_cues("numbered"):
        return True
    if capitals or word.isupper() or not word[0].isupper() or low in amount_cues("function"):
        return False
    # "Apollo 11 was", "Channel 4.": a capitalized word before and no noun to count after
    alone = following is None or following[1].lower() in amount_cues("function") or following[1][0].isupper()
    return alone and bool(re.search(r"[^\W\d_][,;:]?\s+[^\W\d_]+\s+$", before))


def _is_month(word: str) -> bool:
    entry = time_words().get(word.lower())
    return entry is not None and entry.kind in ("month", "maymonth") and word[0].isupper()


def _is_pronoun(before: str, after: str) -> bool:
    """ "no one", "this one", "one another", "at one point"."""
    if re.search(r"\b(?:no|any|every|some|this|that|which|the|each)\s+$", before, re.IGNORECASE):
        return not after.startswith(" of")
    following = re.match(r"['’\s]+([^\W\d_]+)", after)
    return bool(following and (following[1].lower() in amount_cues("noplain") or after[:1] in "'’"))


def kind_after(text: str, end: int) -> tuple[str, str | None]:
    """Kind and unit by the words that follow: percent, money, measure, times, fraction, compound, else count."""
    following = _NEXT.match(text, end)
    if following is None:
        return "count", None
    gap, word = following[1], following[2].lower()
    pair = f"{word} {(following[3] or '').lower()}"
    for kind in ("percent", "money", "times", "measure", "fraction"):
        cues = amount_cues(kind)
        if pair in cues or word in cues:
            return kind, "percent" if kind == "percent" else word
    if _ONE_IN.match(text[max(0, end - 3) : end + 20]):
        return "fraction", "in"
    if "-" in gap and word not in number_words():
        return "compound", word
    if word == "years" and pair == "years old":
        return "age", "year"
    return "count", None


def vague_stands(text: str, phrase: str, start: int, end: int) -> bool:
    """False where the phrase is no amount: "no longer", "No. 5", "a couple from the village", "both ... and", "many" alone."""
    rest = text[end : end + 16].lower().split()
    word = rest[0].strip(".,;:") if rest else ""
    if phrase == "no":
        return bool(word) and text[end].isspace() and word not in amount_cues("not_none")
    if phrase == "a couple":
        return word in amount_cues("couple")
    if phrase == "both":
        return word.endswith("s") or word in amount_cues("both")
    return word not in ("of", "") or phrase not in ("many", "few", "numerous", "multiple", "a few")
