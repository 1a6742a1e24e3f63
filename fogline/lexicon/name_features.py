"""What speaks for and against two names naming one group: the features that the comparer of names weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log, prod

from fogline.lexicon.acronyms import bag_fit, initials_fit, syllables_fit
from fogline.lexicon.name_words import NameParts, NameWord, name_parts

FEATURES = (
    *("equal", "left_covered", "right_covered", "harmonic", "all_words", "rarest_shared", "rarest_missing", "letters_shared"),
    *(
        "initials",
        "initials_all",
        "bag",
        "bag_all",
        "complete",
        "letters_unused",
        "words_unused",
        "left_is_more",
        "right_is_more",
    ),
    *("acronym_equal", "acronym_close", "numbers_agree", "numbers_differ", "contains", "is_words", "is_acronyms", "is_mixed"),
    *("syllables", "syllables_all", "syllables_words", "numbers_mixed", "suffix_alone", "suffix_agrees", "suffix_differs"),
)


_MOST_LETTERS = 14
"""Letters of a short name that may all be taken of the words of another."""
_MADE = 0.84
"""Share of a word's letters from which it counts as made of the syllables of a name."""


class NameComparer:
    """Compares names; how telling a word is comes from the names it is made with."""

    def __init__(self, names: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 1
        for name in names:
            total += 1
            counts.update({key for word in name_parts(name).words for key in _keys(word)})
        self._weight = {key: log(total / count) for key, count in counts.items()}
        self._unseen = log(total)

    def features(self, left: str, right: str, local: frozenset[str] = frozenset()) -> list[float]:
        """One number per name of `FEATURES`, most between 0 and 1; `local` words (the country's name) tell little."""
        a, b = name_parts(left), name_parts(right)
        kind = bool(a.acronym) + bool(b.acronym)
        made, made_words = _syllables(a, b) if kind == 0 else (0.0, 0.0)
        if min(made, made_words) > 0.99:  # "Fropeva" is an acronym too
            kind, made, made_words = 1, 0.0, 0.0
        ours, theirs = self._covered(a.words, b.words, local), self._covered(b.words, a.words, local)
        values = [
            float(a.folded == b.folded),
            ours[0],
            theirs[0],
            2 * ours[0] * theirs[0] / (ours[0] + theirs[0] or 1.0),
            float(ours[0] > 0.9 and theirs[0] > 0.9),
            max(ours[1], theirs[1]) / self._unseen,
            max(ours[2], theirs[2]) / self._unseen,
            _shared_letters(a.folded, b.folded),
        ]
        values += _acronym(a, b) if kind else [0.0] * 9
        close = _closeness(a.acronym, b.acronym) if kind == 2 else 0.0
        values += [float(kind == 2 and a.acronym == b.acronym), close]
        values += [float(bool(a.numbers & b.numbers)), float(bool(a.numbers ^ b.numbers))]
        values.append(float(_contains(a.folded, b.folded)))
        values += [float(kind == 0), float(kind == 2), float(kind == 1)]
        values += [made, float(made > _MADE), made * made_words]
        values += [float(kind == 1 and bool(a.numbers & b.numbers))]
        return [*values, *_suffixes(a.suffix, b.suffix)]

    def keys(self, name: str) -> set[str]:
        """The keys of the words of a name by which names that share one are found."""
        return {key for word in name_parts(name).words for key in _keys(word)}

    def _covered(
        self, words: Sequence[NameWord], others: Sequence[NameWord], local: frozenset[str]
    ) -> tuple[float, float, float]:
        """(weighted share of `words` that `others` have, weight of the rarest shared, weight of the rarest missing)."""
        total = shared = rarest = missing = 0.0
        for word in words:
            weight = self._telling(word) * (0.3 if word.text in local else 1.0)
            likeness = max((_likeness(word, other) for other in others), default=0.0)
            total += weight
            shared += weight * likeness
            if likeness > 0.5:
                rarest = max(rarest, weight * likeness)
            else:
                missing = max(missing, weight)
        return (shared / total if total else 0.0), rarest, missing

    def _telling(self, word: NameWord) -> float:
        return min(self._weight.get(key, self._unseen) for key in _keys(word))


def _acronym(a: NameParts, b: NameParts) -> list[float]:
    """How the acronym of one name is made of the words of the other; a long one that fits is worth more."""
    short, long = (a, b) if _is_shorter(a, b) else (b, a)
    acronym = short.acronym or short.words[0].text
    size = min(len(acronym), 6) / 6
    items = long.items
    if len(short.words) > 1:  # words beside the acronym: they are no part of what it is short for
        items = tuple(item for item in items if not any(_likeness(item, word) > 0.5 for word in short.words))
    letters, words = max(initials_fit(acronym, items), _whole_fit(short, items), key=prod)
    bag_letters, bag_words = bag_fit(acronym, items)
    used = max(words, bag_words)
    in_order, in_bag = letters > _MADE and words > 0.99, bag_letters > 0.99 and bag_words > 0.99
    return [
        letters * words,
        size * in_order,
        bag_letters * bag_words,
        size * in_bag,
        float(in_order or in_bag),
        1.0 - max(letters, bag_letters),
        1.0 - used,
        float(short is b and used < 0.99),
        float(short is a and used < 0.99),
    ]


def _is_shorter(a: NameParts, b: NameParts) -> bool:
    """True where the first is the acronym, or the shorter of two with one."""
    if bool(a.acronym) == bool(b.acronym):
        return len(a.words) <= len(b.words)
    return bool(a.acronym)


def _whole_fit(short: NameParts, items: Sequence[NameWord]) -> tuple[float, float]:
    """How well all the letters of a short name are made of the words of the other: "Fropeva-LN"."""
    letters = short.folded.replace(" ", "")
    return initials_fit(letters, items) if short.acronym != letters and len(letters) <= _MOST_LETTERS else (0.0, 0.0)


def _syllables(a: NameParts, b: NameParts) -> tuple[float, float]:
    """How well one name of a single word is made of the beginnings of the other's words, and how many of these it takes."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(short.words) != 1 or len(long.words) < 2 or len(short.words[0].text) < 4:
        return 0.0, 0.0
    return syllables_fit(short.words[0].text, long.items)


def _suffixes(a: frozenset[str] | None, b: frozenset[str] | None) -> list[float]:
    """Whether only one name is of a faction, both are of the same, or of two."""
    if a is None or b is None:
        return [float((a is None) != (b is None)), 0.0, 0.0]
    same = bool(a & b) or a == b or _abbreviates(a, b) or _abbreviates(b, a)
    return [0.0, float(same), float(not same)]


def _abbreviates(short: frozenset[str], long: frozenset[str]) -> bool:
    """True where each letter of a short suffix begins a word of the other: "RB" and "Red Bridge"."""
    letters = "".join(short)
    return 0 < len(letters) <= 3 and len(short) == 1 and set(letters) <= {word[0] for word in long}


def _contains(a: str, b: str) -> bool:
    """True where one name is the end or the beginning of the other."""
    short, long = sorted((a, b), key=len)
    return len(short) > 3 and short != long and (long.startswith(short) or long.endswith(short))


@lru_cache(maxsize=50_000)
def _keys(word: NameWord) -> tuple[str, ...]:
    return tuple(f"#{meaning}" for meaning in sorted(word.meanings)) or ("~" + word.sound if len(word.sound) > 1 else word.text,)


@lru_cache(maxsize=200_000)
def _likeness(a: NameWord, b: NameWord) -> float:
    """1 for the same word or meaning, less for words that sound or are spelt alike."""
    if a.text == b.text or a.meanings & b.meanings:
        return 1.0
    if a.meanings and b.meanings:
        return 0.0
    close = _closeness(a.text, b.text)
    if a.sound == b.sound and len(a.sound) > 1:
        return max(0.85, close)
    return close if close >= 0.75 else 0.0


def _closeness(a: str, b: str) -> float:
    """1 less the share of letters that have to be changed."""
    longest = max(len(a), len(b))
    if not longest or abs(len(a) - len(b)) > longest / 2:
        return 0.0
    before = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            row.append(min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != other)))
        before = row
    return 1.0 - before[-1] / longest


@lru_cache(maxsize=20_000)
def _trigrams(folded: str) -> frozenset[str]:
    padded = f"  {folded} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _shared_letters(a: str, b: str) -> float:
    left, right = _trigrams(a), _trigrams(b)
    return 2 * len(left & right) / (len(left) + len(right))
