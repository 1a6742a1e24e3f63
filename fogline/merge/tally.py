"""How many happenings a total counts: the number before its trigger ("11 drone strikes", "eight strikes")."""

from __future__ import annotations

from fogline.lexicon.function_words import function_words
from fogline.lexicon.time_words import number_words, time_words
from fogline.record.values import Span

_REACH = 4
"""Words of kind that may stand between the number and the trigger ("200 drone and rocket attacks")."""
_JOINS = frozenset({"and"})
_RANGES = frozenset({"to", "or", "and"})


def tally(sentence: Span, trigger: Span) -> int | None:
    """The number of happenings in words or digits; None where none stands there, or one of a range or a time."""
    plural, *kind = trigger.quote.split()[::-1] or [""]
    if not plural.endswith("s"):
        return None
    before = [*kind, *sentence.quote[: max(0, trigger.start - sentence.start)].split()[::-1]]
    for at, word in enumerate(before[: _REACH + 1]):
        low = word.lower()
        number = _number(low)
        if number is not None:
            return None if set(before[at + 1 : at + 2]) & _RANGES else number
        if low in _JOINS:
            continue
        if low in number_words() or low in time_words() or low in function_words() or not low[-1].isalnum():
            return None
    return None


def _number(word: str) -> int | None:
    digits = word.replace(",", "")
    if digits.isdecimal() and digits.isascii():
        return int(digits)
    parts = [number_words().get(part) for part in word.split("-")]
    if any(part is None or part.kind == "scale" for part in parts):
        return None  # "two dozen" is no exact number
    return sum(part.value for part in parts if part)
