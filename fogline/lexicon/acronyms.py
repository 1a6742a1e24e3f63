"""How well an acronym is made of the words of a name, in the name's own language or translated word by word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fogline.lexicon.name_words import LANGUAGES, NameWord, initials_of

_LONGEST = 14
_LATER = 0.95
"""What a letter after the first of a word counts for."""


def initials_fit(letters: str, words: Sequence[NameWord]) -> tuple[float, float]:
    """(share of the letters, share of the words) that the best reading in order uses; a word may give several letters.

    "FUNCINPEC" takes "ci" of one word, "Frelimo" "fre", "li", "mo". Small words may give their first letter, the "in" of
    "AQAP"; nobody misses them where they give none.
    """
    letters, words = letters[:_LONGEST], words[:_LONGEST]
    if not letters or not words:
        return 0.0, 0.0
    best: dict[int, tuple[float, float]] = {0: (0.0, 0.0)}  # by letters behind us
    for word in words:
        step = dict(best)
        for at, (used, count) in best.items():
            for taken, letter in enumerate(word.text[: 1 if word.small else len(letters) - at], 1):
                if letters[at + taken - 1 : at + taken] != letter:
                    break
                value = (used + 1.0 + _LATER * (taken - 1), count + (not word.small))
                if value > step.get(at + taken, (-1.0, 0.0)):
                    step[at + taken] = value
        best = step
    used, count = max(best.values())
    return used / len(letters), count / max(sum(not word.small for word in words), 1)


def bag_fit(letters: str, words: Sequence[NameWord]) -> tuple[float, float]:
    """As `initials_fit`, by the best language and with the letters in any order: FLN of "National Liberation Front"."""
    letters, words = letters[:_LONGEST], tuple(word for word in words if not word.small)[:_LONGEST]
    if not letters or not words:
        return 0.0, 0.0
    best = (0.0, 0.0)
    for language in range(len(LANGUAGES)):
        count = _matched(letters, tuple(initials_of(word, language) for word in words))
        fit = (count / len(letters), count / len(words))
        if sum(fit) > sum(best):
            best = fit
    return best


@lru_cache(maxsize=50_000)
def _matched(letters: str, options: tuple[frozenset[str], ...]) -> int:
    """How many letters can each be given a word of their own."""
    owner: dict[int, int] = {}

    def place(letter: int, seen: set[int]) -> bool:
        for word, initials in enumerate(options):
            if letters[letter] in initials and word not in seen:
                seen.add(word)
                if word not in owner or place(owner[word], seen):
                    owner[word] = letter
                    return True
        return False

    return sum(place(letter, set()) for letter in range(len(letters)))


def syllables_fit(short: str, words: Sequence[NameWord]) -> tuple[float, float]:
    """(share of the letters, share of the words) of a word that is made of beginnings of the words of a name, in order:
    "Fropeva", "Front for the People of the Vale". A letter between that no word begins with counts for nothing; one word
    alone makes no such name."""
    short, words = short[:_LONGEST], words[:_LONGEST]
    best = {(0, 0): 0.0}  # by letters behind us and words used
    for word in words:
        step = dict(best)
        for (at, count), used in best.items():
            for start in (at, at + 1):
                taken = _common(short[start:], word.text[:1] if word.small else word.text)
                for size in range(1, taken + 1):
                    key = (start + size, count + (not word.small))
                    step[key] = max(step.get(key, 0.0), used + size)
        best = step
    used, count = max(((used, count) for (_, count), used in best.items() if count > 1), default=(0.0, 0))
    return used / max(len(short), 1), count / max(sum(not word.small for word in words), 1)


def _common(left: str, right: str) -> int:
    """How many letters two words have in common at the start."""
    size = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        size += 1
    return size
