"""A cheap guess of a text's language from its script and its most frequent words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from fogline.lexicon.tables import iter_rows, split_list

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
_MIN_SHARE = 0.12
# A script that (nearly) one language of the news uses; the others of that script are taken for it.
_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "CYRILLIC": "ru", "GREEK": "el", "HANGUL": "ko", "HIRAGANA": "ja", "CJK": "zh",
    "DEVANAGARI": "hi", "THAI": "th",
}  # fmt: skip


@lru_cache(maxsize=1)
def _stop_words() -> dict[str, tuple[str, ...]]:
    """Languages of each stop word."""
    words: dict[str, tuple[str, ...]] = {}
    for row in iter_rows("stop_words.tsv"):
        for word in split_list(row["words"]):
            words[word] = (*words.get(word, ()), row["language"])
    return words


def guess_language(text: str) -> str | None:
    """The language code that fits best, or None where nothing fits: too short, or a language that is not known."""
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script:
        return script
    words = _WORD.findall(sample.lower())
    counts: Counter[str] = Counter(language for word in words for language in _stop_words().get(word, ()))
    if not counts:
        return None
    language, hits = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return language if hits >= _MIN_SHARE * len(words) else None


def _script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = [char for char in sample[:2000] if char.isalpha()]
    if sum(char < "\u0250" for char in letters) * 2 >= len(letters):
        return None
    names = Counter(unicodedata.name(char, "").split(" ")[0].split("-")[0] for char in letters)
    if names["HIRAGANA"] + names["KATAKANA"] > 0.05 * len(letters):
        return "ja"
    return next((_SCRIPTS[name] for name, _ in names.most_common(3) if name in _SCRIPTS), None)
