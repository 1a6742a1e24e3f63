"""What a data set says of the product: figures, and which rows of the gold came out wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HELD_BACK: Final = "held back"
"""The split that nobody looks at who writes rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure. `goal` is what is aimed at, if anything; with `lower` a small value is good.

    `slack` is how far it may fall below its floor before that counts, and `slack_because` why so far.
    """

    name: str
    value: float
    n: int
    unit: str = "%"
    goal: float | None = None
    lower: bool = False
    slack: float = 0.3
    slack_because: str = "a gain elsewhere may cost a handful of rows"
    note: str = ""

    def text(self) -> str:
        """The value with its unit."""
        return f"{self.value:.3f}" if self.unit == "" else f"{self.value:.1f} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetResult:
    """Figures of one set; the hash of the gold rows they were taken on; the ids of rows that are wrong; tables to print."""

    name: str
    title: str
    split: str
    measures: tuple[Measure, ...]
    gold_sha256: str
    wrong: frozenset[str] = frozenset()
    tables: tuple[str, ...] = ()


def f_score(right: float, gold: float, found: float) -> float:
    """F in percent."""
    return 200 * right / (gold + found) if gold + found else 0.0


def share(part: float, whole: float) -> float:
    """Percent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def numbered(ids: Iterable[str]) -> frozenset[str]:
    """Ids in which the second and later ones of the same name carry their number."""
    seen: dict[str, int] = {}
    found = set()
    for name in ids:
        seen[name] = seen.get(name, 0) + 1
        found.add(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return frozenset(found)
