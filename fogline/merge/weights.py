"""The table of weights: log2 odds by feature and level, families of types and kindred modes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.merge.settings import MergeSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Everything that decides how a pair scores; part of the fingerprint of each block."""

    settings: MergeSettings
    levels: tuple[tuple[str, str, float], ...]
    families: tuple[tuple[str, str], ...]
    kindred: tuple[tuple[str, ...], ...]

    def table(self) -> dict[tuple[str, str], float]:
        """(feature, level) -> log2 odds."""
        return {(feature, level): weight for feature, level, weight in self.levels}


@cache
def _toml() -> Mapping[str, Any]:
    return tomllib.loads(files("fogline.merge").joinpath("weights.toml").read_text("utf-8"))


@cache
def families() -> dict[str, str]:
    """Event type -> family, for the types that share one."""
    return {event_type: family for family, types in _toml()["families"].items() for event_type in types}


@cache
def definite_words() -> frozenset[str]:
    """Words before a trigger that point back to an earlier telling."""
    return frozenset(_toml()["definite"]["words"])


@cache
def pointing_nouns() -> frozenset[str]:
    """Nouns that point back with a definite word before them ("the attack"); a verb after "the US" does not."""
    return frozenset(_toml()["definite"]["nouns"].split())


@cache
def own_clause_words() -> frozenset[str]:
    """Words right after a definite noun that open a clause of its own ("the strike which killed five")."""
    return frozenset(_toml()["definite"]["own"].split())


@cache
def naming_words() -> frozenset[str]:
    """Words between a definite noun and the name that tells which one is meant ("the killing of X", "the attack in X")."""
    return frozenset(_toml()["definite"]["named"].split())


@cache
def effect_stems() -> frozenset[str]:
    """Stems of words that say only that somebody was hurt."""
    return frozenset(_toml()["effects"]["stems"].split())


def load_weights(settings: MergeSettings) -> Weights:
    """The shipped weights with these settings."""
    table = {key: rows for key, rows in _toml().items() if key not in {"families", "kindred_modes", "definite", "effects"}}
    return Weights(
        settings=settings,
        levels=tuple((feature, level, float(weight)) for feature, rows in table.items() for level, weight in rows.items()),
        families=tuple(sorted(families().items())),
        kindred=tuple(tuple(modes) for modes in _toml()["kindred_modes"].values()),
    )
