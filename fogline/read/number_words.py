"""Cardinal number words to numbers: "twenty-five", "three hundred and ten", "two million"."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.lexicon.time_words import number_words


def number_of(words: Sequence[str]) -> int | None:
    """Value of a run of lower-case number words ("and" and hyphens already removed); None where they are no one number."""
    table = number_words()
    total, group, last = 0, 0, "start"
    for word in words:
        entry = table.get(word)
        if entry is None:
            return None
        if entry.kind == "scale":
            group = max(group, 1) * entry.value
            if entry.value >= 1000:
                total, group = total + group, 0
        elif not _may_follow(last, entry.kind):
            return None
        else:
            group += entry.value
        last = entry.kind
    return total + group


def _may_follow(last: str, kind: str) -> bool:
    """Units after tens or scales, tens and teens after scales: "twenty five" is one number, "five twenty" is not."""
    return last in ("start", "scale") or (last == "ten" and kind == "unit")


def year_of(words: Sequence[str]) -> int | None:
    """A year read out in words: "nineteen ninety-six" is 1996, "two thousand" 2000; None where the words are no year."""
    table = number_words()
    if len(words) in (2, 3) and all(w in table for w in words):
        century, rest = table[words[0]], number_of(words[1:])
        if 10 < century.value < 21 and rest is not None and 10 <= rest < 100:
            return century.value * 100 + rest
    value = number_of(words)
    return value if value is not None and 1900 <= value <= 2100 else None
