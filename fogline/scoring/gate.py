"""Floors with memory: a figure that has been reached may not be lost in silence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fogline.scoring.measures import Measure, SetResult

Floors = dict[str, dict[str, Any]]
"""By `set: measure`: `floor`, `gold_sha256`, `epsilon` with its `because`, and `lower` (a small value is good)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a figure beside its floor: held, raised, fell, new, or other (the gold rows are others)."""

    key: str
    value: float
    floor: float | None
    outcome: str


def read_floors(path: Path) -> Floors:
    """The floors of a file; none where there is no file."""
    found: Floors = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def write_floors(floors: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Writes floors, one a line, in the order of their names."""
    lines = ",\n".join(f" {json.dumps(key)}: {json.dumps(floors[key])}" for key in sorted(floors))
    path.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def verdicts(results: Iterable[SetResult], floors: Floors) -> list[Verdict]:
    """One for each figure that has a goal."""
    return [_verdict(result, measure, floors) for result in results for measure in result.measures if measure.goal is not None]


def _verdict(result: SetResult, measure: Measure, floors: Floors) -> Verdict:
    key = f"{result.name}: {measure.name}"
    floor = floors.get(key)
    outcome = "new" if floor is None else _outcome(result, measure, floor)
    return Verdict(key=key, value=measure.value, floor=floor["floor"] if floor else None, outcome=outcome)


def _outcome(result: SetResult, measure: Measure, floor: Mapping[str, Any]) -> str:
    if floor["gold_sha256"] != result.gold_sha256:
        return "other"
    gain = floor["floor"] - measure.value if measure.lower else measure.value - floor["floor"]
    if gain < -floor["epsilon"]:
        return "fell"
    return "raised" if gain > 0 else "held"


def updated(results: Iterable[SetResult], floors: Floors, *, allow_regression: bool) -> Floors:
    """Floors at the figures of now. A figure below its floor keeps the old one unless a regression is allowed."""
    found = dict(floors)
    for result in results:
        for measure in result.measures:
            if measure.goal is None:
                continue
            key = f"{result.name}: {measure.name}"
            worse = key in floors and _loses(result, measure, floors[key])
            if not worse or allow_regression:
                found[key] = _floor(result, measure)
    return found


def _loses(result: SetResult, measure: Measure, floor: Mapping[str, Any]) -> bool:
    gain = floor["floor"] - measure.value if measure.lower else measure.value - floor["floor"]
    return bool(gain < 0 and floor["gold_sha256"] == result.gold_sha256)


def _floor(result: SetResult, measure: Measure) -> dict[str, Any]:
    return {
        "floor": round(measure.value, 4),
        "gold_sha256": result.gold_sha256,
        "epsilon": measure.slack,
        "because": measure.slack_because,
        "lower": measure.lower,
    }
