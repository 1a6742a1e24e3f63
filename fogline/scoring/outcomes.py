"""Rows gained and lost: which rows of the gold are wrong now and were right in the run before, and the other way round.

The ids hold words of the data sets, so they are kept in the local cache only and never in the repository.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from fogline.scoring.measures import SetResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Rows that came right and rows that went wrong since the run before; None where there was none on these rows."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def compare(result: SetResult, folder: Path) -> Change | None:
    """The change since the run that is kept in `folder`; None where it was on other rows or is not there."""
    path = _path(result, folder)
    if not path.exists():
        return None
    old = frozenset(json.loads(path.read_text("utf-8")))
    return Change(gained=tuple(sorted(old - result.wrong)), lost=tuple(sorted(result.wrong - old)))


def keep(result: SetResult, folder: Path) -> None:
    """Keeps the rows that are wrong now for the next run."""
    folder.mkdir(parents=True, exist_ok=True)
    _path(result, folder).write_text(json.dumps(sorted(result.wrong), ensure_ascii=False, indent=0), "utf-8")


def _path(result: SetResult, folder: Path) -> Path:
    """One file for each set and draw, so that a quick look does not take the place of a whole run."""
    return folder / f"{result.name}-{result.gold_sha256[:12]}.json"
