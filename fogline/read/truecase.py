"""Case for text set in capitals, so that a parser trained on ordinary text can read it. Lengths never change.

Which words have a capital is told by how often each has one in ordinary text, by its neighbours and by the names of the
lexicon; the counts and weights are learnt (docs/models/truecase.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

from fogline.lexicon.tables import iter_rows

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?]['\"”’)]*\s+['\"“(]?|(?:^|--)\s*(?:\[[^\]]*\]\s*)+['\"“]?|--\s+['\"“]?)([^\W\d_])")
_ENDS = re.compile(r"[.!?]['\"”’)]*\s")
_VOWEL = re.compile(r"[aeiouy]")
_BRACKETED = re.compile(r"(\b[^\W\d_]{2,8}\b)\s*[\[(]([^\])]{8,90})[\])]|[\[(]\s*([^\W\d_]{2,8})\s*[\])]")
_CLIP = 6
_COMMON = -2
"""Log odds of a capital at and below which a word of a headline is an ordinary one."""
_TITLE_SHARE = 0.8
_TITLE_WORDS = (3, 25)


class CaseTable:
    """How often words have capitals: lower-case word -> (form with capitals, times so, times in lower case)."""

    def __init__(self, rows: Mapping[str, tuple[str, int, int]]) -> None:
        self._rows = rows

    def form(self, word: str) -> str:
        """The word with its usual capitals."""
        row = self._rows.get(word)
        return row[0] if row else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))

    def odds(self, word: str) -> int | None:
        """Natural log odds of a capital, clipped to +-6 and rounded; None for a word that is not in the table."""
        row = self._rows.get(word)
        if row is None and word.endswith(("'s", "’s")):
            row = self._rows.get(word[:-2])
        if row is None:
            return None
        return max(-_CLIP, min(_CLIP, round(math.log((row[1] + 0.1) / (row[2] + 0.1)))))


@cache
def case_table() -> CaseTable:
    """The table that ships with the package."""
    rows = iter_rows("truecase.tsv")
    return CaseTable({row["form"].lower(): (row["form"], int(row["upper"]), int(row["lower"])) for row in rows})


@cache
def case_weights() -> dict[str, float]:
    """The weights that ship with the package."""
    return {row["feature"]: float(row["weight"]) for row in iter_rows("truecase_weights.tsv")}


class CaseModel:
    """Says which words of a sentence have a capital: the likeliest sequence under a model of neighbouring words."""

    def __init__(self, table: CaseTable, weights: Mapping[str, float]) -> None:
        self.table = table
        self.weights = weights

    def fixed(self, words: Sequence[str], i: int) -> list[str]:
        """The features of a word that do not depend on the case of the word before."""
        word = words[i]
        after = words[i + 1] if i + 1 < len(words) else "."
        before = words[i - 1] if i else "."
        odds = self.table.odds(word)
        keys = [
            "bias",
            f"w={odds}",
            f"-1={before}",
            f"+1={after}",
            f"+1odds={self.table.odds(after)}",
            f"w={odds},+1={self.table.odds(after)}",
        ]
        if odds is None:
            keys += [f"end={word[-3:]}", f"end={word[-2:]}", f"long={min(len(word), 9)}", f"-1?={before}"]
        return keys

    def moving(self, previous: bool, words: Sequence[str], i: int) -> list[str]:
        """The features of a word that depend on whether the word before has a capital."""
        odds = self.table.odds(words[i])
        before = self.table.odds(words[i - 1]) if i else 0
        return [f"cap={previous}", f"cap={previous},w={odds}", f"cap={previous},-1odds={before}"]

    def capitals(self, words: Sequence[str], first: Sequence[bool]) -> list[bool]:
        """For each word of a text whether it has a capital; `first` marks the words that start a sentence."""
        best = [0.0, 0.0]
        back: list[tuple[int, int]] = []
        for i in range(len(words)):
            stay = sum(self.weights.get(key, 0.0) for key in self.fixed(words, i))
            steps = [sum(self.weights.get(key, 0.0) for key in self.moving(bool(p), words, i)) for p in (0, 1)]
            lower = [best[p] + _log_sigmoid(-(stay + steps[p])) for p in (0, 1)]
            upper = [best[p] + _log_sigmoid(stay + steps[p]) for p in (0, 1)]
            if first[i]:
                lower, upper = [-1e9, -1e9], [best[0], best[1]]
            back.append((int(lower[1] > lower[0]), int(upper[1] > upper[0])))
            best = [max(lower), max(upper)]
        state = int(best[1] > best[0])
        found = []
        for i in range(len(words) - 1, -1, -1):
            found.append(bool(state))
            state = back[i][state]
        return found[::-1]


def _log_sigmoid(x: float) -> float:
    return -math.log1p(math.exp(-x)) if x > -30 else x


def words_of(text: str) -> Iterator[list[tuple[str, bool]]]:
    """The sentences of a text as (word, is the first) pairs; the first word of a quotation counts as first."""
    for line in re.split(r"\n\s*\n", text):
        at = 0
        for end in [*(match.end() for match in _ENDS.finditer(line)), len(line)]:
            found = [match for match in _TOKEN.finditer(line, at, end)]
            if found:
                yield [(m.group(), i == 0 or line[m.start() - 1] in '"“') for i, m in enumerate(found)]
            at = end


class Truecaser:
    """Gives text in capitals its ordinary case; names of the lexicon keep the capitals that the lexicon has."""

    def __init__(self, surfaces: Iterable[str], common_words: Container[str] = ()) -> None:
        self._model = CaseModel(case_table(), case_weights())
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
            return self._restore_titles(text)
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        out = list(lowered)
        starts = {match.start(1) for match in _SENTENCE_START.finditer(lowered)} - _after_short_words(lowered)
        found = list(_TOKEN.finditer(lowered))
        first = [match.start() in starts for match in found]
        capitals = self._model.capitals([match.group() for match in found], first)
        for match, is_capital in zip(found, capitals, strict=True):
            if is_capital:
                self._write(match, out, is_first=match.start() in starts)
        for match in found:
            self._name_at(lowered, match.start(), match.group(), out)
        self._acronyms(lowered, out)
        return "".join(out)

    def _restore_titles(self, text: str) -> str:
        """The text with its headlines in ordinary case: a parser takes "Army Shells Town" for one name.

        Only words that are hardly ever written with a capital lose it, and none that a name of the lexicon holds.
        """
        out: list[str] | None = None
        at = 0
        for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
            found = list(_TOKEN.finditer(text, at, end))
            at = end
            if is_title_case([match.group() for match in found]):
                out = list(text) if out is None else out
                self._lower_common(text, found, out)
        return text if out is None else "".join(out)

    def _lower_common(self, text: str, words: Sequence[re.Match[str]], out: list[str]) -> None:
        lowered = text.lower()
        if len(lowered) != len(text):
            return
        named = 0
        for i, match in enumerate(words):
            word = match.group().lower()
            named = max(named, self._name_end(lowered, match.start(), word))
            odds = self._model.table.odds(word)
            if i and match.start() >= named and odds is not None and odds <= _COMMON and match.group()[1:].islower():
                out[match.start()] = lowered[match.start()]

    def _name_end(self, text: str, start: int, word: str) -> int:
        """Where a name of several words that starts here ends; 0 where none does."""
        for surface in self._cased.get(word, ()):
            end = start + len(surface)
            if " " in surface and text[start:end] == surface.lower() and not text[end : end + 1].isalnum():
                return end
        return 0

    def _write(self, match: re.Match[str], out: list[str], *, is_first: bool) -> None:
        word = match.group()
        form = self._model.table.form(word)
        if (is_first and (self._model.table.odds(word) or 0) < 0) or len(form) != len(word):
            form = word[:1].upper() + word[1:]
        if not _VOWEL.search(word) and len(word) > 1 and self._model.table.odds(word) is None:
            form = word.upper()
        if len(form) == len(word):
            out[match.start() : match.end()] = form

    @staticmethod
    def _acronyms(text: str, out: list[str]) -> None:
        """Sets in capitals what stands beside the name that it abbreviates ("FNO [Front of National Order]")."""
        for match in _BRACKETED.finditer(text):
            group = 1 if match.group(1) else 3
            short, long = match.group(group), match.group(2) or text[max(0, match.start() - 90) : match.start()]
            initials = "".join(word[0] for word in _TOKEN.findall(long))
            if len(short) >= 2 and _in_order(short, initials):
                out[match.start(group) : match.end(group)] = short.upper()

    def _name_at(self, text: str, start: int, word: str, out: list[str]) -> None:
        for surface in self._cased.get(word, ()):
            end = start + len(surface)
            if text[start:end] == surface.lower() and not text[end : end + 1].isalnum():
                out[start:end] = surface
                return


def is_title_case(words: Sequence[str]) -> bool:
    """True for the words of a headline: nearly all longer ones have a capital, and there is more than a name or two."""
    longer = [word for word in words if len(word) > 3]
    return _TITLE_WORDS[0] <= len(longer) <= _TITLE_WORDS[1] and sum(word[0].isupper() for word in longer) >= _TITLE_SHARE * len(
        longer
    )


_SHORT = re.compile(r"\b(?:u\.s|[a-z]|mr|mrs|ms|dr|gen|col|lt|capt|sgt|maj|st|no|msgr|gov|sen|rep|rev)\.\s+(\w)")


def _after_short_words(text: str) -> set[int]:
    """Where a word stands after an abbreviation, whose stop ends no sentence."""
    return {match.start(1) for match in _SHORT.finditer(text)}


def _in_order(short: str, initials: str) -> bool:
    """True where most letters of an acronym are initials of the name, in order."""
    at = hits = 0
    for letter in short:
        found = initials.find(letter, at)
        if found >= 0:
            at, hits = found + 1, hits + 1
    return hits >= max(2, len(short) - 1)
