"""Case for text set in capitals, so that a parser trained on ordinary text can read it. Lengths never change."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?]['\"”’]?\s+|--\s*(?:\[TEXT\])?\s*|\]\s*)(\w)")


class Truecaser:
    """Lowers text in capitals and gives names of the lexicon, and the first word of a sentence, their capitals back."""

    def __init__(self, surfaces: Iterable[str], common_words: Container[str] = ()) -> None:
        self._cased: dict[str, list[str]] = {}
        for surface in surfaces:
            words = surface.split()
            if words and surface.lower() not in common_words and any(letter.isupper() for letter in surface):
                self._cased.setdefault(words[0].lower(), []).append(surface)
        for found in self._cased.values():
            found.sort(key=lambda surface: (-len(surface), surface))

    def restore(self, text: str) -> str:
        """The text with ordinary case where it was set in capitals, else as it is."""
        letters = [char for char in text if char.isalpha()]
        if len(letters) < 20 or sum(char.isupper() for char in letters) < 0.7 * len(letters):
            return text
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        out = list(lowered)
        for match in _SENTENCE_START.finditer(lowered):
            out[match.start(1)] = out[match.start(1)].upper() if len(out[match.start(1)].upper()) == 1 else out[match.start(1)]
        for match in _WORD.finditer(lowered):
            self._name_at(lowered, match.start(), match.group(), out)
        return "".join(out)

    def _name_at(self, text: str, start: int, word: str, out: list[str]) -> None:
        for surface in self._cased.get(word, ()):
            end = start + len(surface)
            if text[start:end] == surface.lower() and not text[end : end + 1].isalnum():
                out[start:end] = surface
                return
