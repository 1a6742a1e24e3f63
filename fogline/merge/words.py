"""Words of sentences as stems with their rarity, and folded names."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from fogline.lexicon.function_words import function_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SUFFIXES = ("ings", "ing", "ers", "ed", "es", "er", "s")
_SHORTEST_STEM = 4
_PRIOR_REPORTS = 50
"""Reports that are added when rarity is estimated, so that a small collection does not make every word rare."""
_BITS_STEP = 2


def fold(name: str) -> str:
    """A name in lower case without accents, articles and punctuation, for comparing."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(word for word in re.split(r"[^\w]+", letters) if word and word not in {"the", "al", "el", "s"})


def stem(word: str) -> str:
    """The word without a common English ending, crude on purpose: only equality is asked of it."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word.removesuffix(suffix).rstrip("e")
    return word.rstrip("e") if len(word) > _SHORTEST_STEM else word


def stems(text: str) -> tuple[str, ...]:
    """Stems of the words of a text that are no stop words, sorted, each once."""
    return tuple(word for word, _ in counted_stems(text))


def counted_stems(text: str) -> tuple[tuple[str, int], ...]:
    """Stems of the words of a text that are no stop words, sorted, each with how often it stands there."""
    words = Counter(word.group().lower() for word in _WORD.finditer(text))
    found: Counter[str] = Counter()
    for word, times in words.items():
        if word not in function_words() and len(word) > 1:
            found[stem(word)] += times
    return tuple(sorted(found.items()))


def numbers(text: str) -> tuple[str, ...]:
    """Numbers written in digits, without separators, sorted."""
    return tuple(sorted({match.replace(",", "") for match in re.findall(r"\d+(?:,\d{3})*", text)}))


def count_reports(sentences: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Counter[str], int]:
    """In how many reports each stem occurs, and how many reports there are. Input: (report id, stems)."""
    by_report: dict[str, set[str]] = {}
    for report_id, found in sentences:
        by_report.setdefault(report_id, set()).update(found)
    return Counter(word for found in by_report.values() for word in found), len(by_report)


def bits(word: str, spread: Mapping[str, int], n_reports: int) -> int:
    """Rarity of a stem in bits, in steps of two so that one more report seldom changes it."""
    share = (spread.get(word, 0) + 1) / (n_reports + _PRIOR_REPORTS)
    return _BITS_STEP * round(-math.log2(share) / _BITS_STEP)
