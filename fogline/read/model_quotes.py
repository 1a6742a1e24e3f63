"""Finds the words that a model quotes in the paragraph that it quotes them from: what does not slice is not there.

Letters, digits and their order have to be the same. Only typography may differ, character for character: the form of
quotation marks, dashes and spaces. Quotes begin and end where words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fogline.read.model_request import plain


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Where quoted words stand: half-open offsets in the paragraph."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """True where a character is in both ranges."""
        return self.start < end and start < self.end

    def distance(self, other: Found) -> int:
        """Characters between the two; 0 where they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)


def occurrences(text: str, words: str, within: Found | None = None) -> Iterator[Found]:
    """Every place of a paragraph where these words stand, in text order."""
    pattern = r"\s+".join(re.escape(word) for word in plain(words).split())
    if not any(char.isalnum() for char in pattern):
        return
    before = r"(?<!\w)" if plain(words).strip()[0].isalnum() else ""
    after = r"(?!\w)" if plain(words).strip()[-1].isalnum() else ""
    bounds = within or Found(0, len(text))
    for match in re.compile(before + pattern + after).finditer(plain(text), bounds.start, bounds.end):
        yield Found(match.start(), match.end())


def nearest(text: str, words: str, to: Found) -> Found | None:
    """The place of these words that is nearest to another; of two the earlier one. None where they are not in the text."""
    return min(occurrences(text, words), key=lambda found: (found.distance(to), found.start), default=None)
