"""Killed and injured: low, best and high over what was said, by a rule that can be told in one sentence.

Only wholes count: "one of the six" is no other number than six. Best is the value that most independent origins give, of
equals the lowest (codebook rule 32); low and high are the lowest and highest that anybody gives. High stays open where
the highest number is only a lower limit ("at least 85").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.model.case import Case, Said
from fogline.model.origins import independent
from fogline.record.values import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An estimate with the claims that give its best value and those that give another."""

    count: Count
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...]
    n_origins: int
    method: str


def estimate_figure(case: Case, name: str) -> Figure | None:
    """The figure for `killed` or `injured`, or None where nobody gives a number."""
    told = wholes(case, name)
    if not told:
        return None
    by_best = values_of(told)
    best = min(by_best, key=lambda n: (-len(independent(s.support for s in by_best[n])), n)) if by_best else None
    chosen = by_best[best] if best is not None else told
    first = min(chosen, key=lambda said: (said.published or 10**7, said.claim.id))
    phrase = _count(first).phrase
    n_origins = len(independent(said.support for said in chosen))
    return Figure(
        count=Count(
            low=min(lows) if (lows := _lows([_count(said) for said in told])) else None,
            best=best,
            high=_highest([_count(said) for said in told]),
            phrase=phrase,
            qualifier=_count(first).qualifier,
            unit=_count(first).unit,
        ),
        claims_for=tuple(sorted(said.claim.id for said in chosen)),
        claims_against=tuple(sorted(said.claim.id for said in told if said not in chosen and _count(said).best is not None)),
        n_origins=n_origins,
        method=_method(by_best, best, n_origins),
    )


def wholes(case: Case, name: str) -> list[Said]:
    """The claims of `killed` or `injured` that give a number, without parts beside their whole ("six, one of them a child").

    A part is a number below another of the same report, unless two voices that are named give the two.
    """
    told = [said for said in case.claims(name) if isinstance(said.claim.value, Count) and _numbers(said.claim.value)]
    return [said for said in told if not any(_is_part(said, other) for other in told)]


def _is_part(said: Said, other: Said) -> bool:
    ours, theirs = _count(said).best, _count(other).best
    if said.claim.report_id != other.claim.report_id or ours is None or theirs is None:
        return False
    voices = {said.support.voice, other.support.voice}
    return ours < theirs and (len(voices) == 1 or None in voices)


def values_of(told: Sequence[Said]) -> dict[int, list[Said]]:
    """Best value -> the claims that give it."""
    by_best: dict[int, list[Said]] = defaultdict(list)
    for said in told:
        best = _count(said).best
        if best is not None:
            by_best[best].append(said)
    return by_best


def _count(said: Said) -> Count:
    assert isinstance(said.claim.value, Count)
    return said.claim.value


def _lows(counts: Sequence[Count]) -> list[int]:
    """The lower limits; "as many as 40" gives none."""
    return [n for count in counts if (n := count.low if count.low is not None else count.best) is not None]


def _highest(counts: Sequence[Count]) -> int | None:
    """The highest number that somebody closes; None where a lower limit ("at least", "dozens") stands above it."""
    closed = [count.high for count in counts if count.high is not None]
    open_ended = [max(_numbers(count)) for count in counts if count.high is None]
    if not closed or (open_ended and max(open_ended) > max(closed)):
        return None
    return max(closed)


def _numbers(count: Count) -> list[int]:
    return [n for n in (count.low, count.best, count.high) if n is not None]


def _method(by_best: dict[int, list[Said]], best: int | None, n_origins: int) -> str:
    if best is None:
        return "only limits are given"
    if len(by_best) == 1:
        return "the only number given"
    others = ", ".join(str(n) for n in sorted(by_best) if n != best)
    return f"given by most independent origins ({n_origins}; of equals the lowest); others give {others}"
