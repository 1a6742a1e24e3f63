"""Which of many actors a name means that no list holds as it stands: a ranking with calibrated odds."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from fogline.lexicon.name_features import FEATURES, NameComparer
from fogline.lexicon.name_words import name_parts, spellings

_MOST = 400
"""Candidates that are compared at most, those that share the rarest words first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """An actor to be found: its id, its names, the countries in which it may be met (none: anywhere)."""

    id: str
    names: tuple[str, ...]
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A candidate: `score` is the weighted sum of the features of its best name, `probability` its share among all candidates."""

    actor_id: str
    name: str
    score: float
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWeights:
    """Weights by feature; `sure` and `enough` are the least probability and score at which the best candidate is asserted.

    `possible` is the score from which candidates are worth showing.
    """

    weights: tuple[float, ...]
    sure: float
    enough: float
    possible: float


@cache
def load_name_weights() -> NameWeights:
    """The shipped weights, learnt by tools/train_names.py (docs/models/names.md)."""
    table = tomllib.loads(files("fogline.lexicon").joinpath("data", "name_weights.toml").read_text("utf-8"))
    return NameWeights(
        weights=tuple(float(table["weights"][feature]) for feature in FEATURES),
        sure=float(table["thresholds"]["sure"]),
        enough=float(table["thresholds"]["enough"]),
        possible=float(table["thresholds"]["possible"]),
    )


class ActorComparer:
    """Ranks the known actors by how likely a name means them."""

    def __init__(self, actors: Iterable[KnownActor], weights: NameWeights | None = None) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self._weights = weights or load_name_weights()
        self._comparer = NameComparer(name for actor in self._actors.values() for name in actor.names)
        self._in_country: dict[str, list[str]] = defaultdict(list)
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._short = {actor.id for actor in self._actors.values() if any(name_parts(n).acronym for n in actor.names)}
        for actor in self._actors.values():
            for country in actor.countries:
                self._in_country[country].append(actor.id)
            for key in {key for name in actor.names for key in self._comparer.keys(name)}:
                self._by_key[key].append(actor.id)

    def rank(self, name: str, countries: Iterable[str] = (), local: frozenset[str] = frozenset()) -> list[Likely]:
        """The candidates, best first: the actors met in these countries, or those that share a word where none is given.

        `local` are folded words for the countries ("syria", "syrian"): a name that shares only these is hardly alike.
        """
        ids = [actor for country in dict.fromkeys(countries) for actor in self._in_country.get(country, ())]
        return self._ranked(name, ids or self._sharing(name)[:_MOST], local)

    def find(self, name: str, countries: Iterable[str]) -> list[Likely]:
        """As `rank`, but quick: only actors of these countries that share a word, or where one of the names is an acronym."""
        sharing, short = set(self._sharing(name)), bool(name_parts(name).acronym)
        ids = [actor for country in sorted(set(countries)) for actor in self._in_country.get(country, ())]
        return self._ranked(name, [a for a in ids if a in sharing or short != (a in self._short)], frozenset())

    def _sharing(self, name: str) -> list[str]:
        """The actors that share a word with the name, those that share a rare one first."""
        keys = sorted(self._comparer.keys(name), key=lambda key: (len(self._by_key.get(key, ())), key))
        return [actor for key in keys for actor in self._by_key.get(key, ())]

    def _ranked(self, name: str, ids: Iterable[str], local: frozenset[str]) -> list[Likely]:
        asked = spellings(name)
        scored = [(*self._best(asked, self._actors[actor], local), actor) for actor in dict.fromkeys(ids)]
        scored.sort(key=lambda item: (-item[0], item[2]))
        total = sum(exp(score - scored[0][0]) for score, _, _ in scored) if scored else 1.0
        return [
            Likely(actor_id=actor, name=best, score=score, probability=exp(score - scored[0][0]) / total)
            for score, best, actor in scored
        ]

    def is_sure(self, ranked: list[Likely]) -> bool:
        """True where the first candidate is to be asserted."""
        return bool(ranked) and ranked[0].probability >= self._weights.sure and ranked[0].score >= self._weights.enough

    def possible(self, ranked: list[Likely]) -> list[Likely]:
        """At most three candidates that are worth showing where none is asserted."""
        return [found for found in ranked[:3] if found.score >= self._weights.possible and found.probability > 0.1]

    def _best(self, asked: Iterable[str], actor: KnownActor, local: frozenset[str]) -> tuple[float, str]:
        return max((self._score(one, other, local), name) for name in actor.names for other in spellings(name) for one in asked)

    def _score(self, one: str, other: str, local: frozenset[str]) -> float:
        values = self._comparer.features(one, other, local)
        return sum(weight * value for weight, value in zip(self._weights.weights, values, strict=True))
