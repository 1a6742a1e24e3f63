"""Is the right actor found for another name? Recall at 1 and 5 among all names, and links that are asserted and wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Answer = tuple[str, float, bool]
"""An actor's key, its score, and whether the product would assert the link."""
Ranker = Callable[[str, str], Sequence[Answer]]
"""The best answers for a name and a country, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasScore:
    """Counts over aliases; `wrong` are links that were asserted to another actor; `missed` the aliases not at rank 1."""

    n: int
    first: int
    among_five: int
    asserted: int
    wrong: int
    reciprocal: float
    missed: tuple[str, ...]


def score(rows: Iterable[Mapping[str, str]], countries: Mapping[str, str], rank: Ranker) -> AliasScore:
    """Scores rows with `actor` and `alias`; `countries` gives a country by actor, as the task gives it."""
    n = first = five = asserted = wrong = 0
    reciprocal, missed = 0.0, []
    for row in rows:
        answers = list(rank(row["alias"], countries.get(row["actor"], "")))[:50]
        keys = [key for key, _, _ in answers]
        n += 1
        place = keys.index(row["actor"]) + 1 if row["actor"] in keys else 0
        first, five = first + (place == 1), five + (0 < place <= 5)
        reciprocal += 1 / place if place else 0.0
        links = [key for key, _, is_asserted in answers if is_asserted]
        asserted, wrong = asserted + bool(links), wrong + any(key != row["actor"] for key in links)
        if place != 1:
            missed.append(f"{row['actor']} {row['alias']}")
    return AliasScore(
        n=n, first=first, among_five=five, asserted=asserted, wrong=wrong, reciprocal=reciprocal, missed=tuple(missed)
    )


def together(scores: Sequence[AliasScore]) -> AliasScore:
    """The sums over folds."""
    return AliasScore(
        n=sum(one.n for one in scores),
        first=sum(one.first for one in scores),
        among_five=sum(one.among_five for one in scores),
        asserted=sum(one.asserted for one in scores),
        wrong=sum(one.wrong for one in scores),
        reciprocal=sum(one.reciprocal for one in scores),
        missed=tuple(name for one in scores for name in one.missed),
    )
