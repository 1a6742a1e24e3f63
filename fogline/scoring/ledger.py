"""The history of scores: rows of scores/history.csv, and docs/scores.md written from the newest of each."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One figure: the day it was measured, on what, which measure, its value, out of how many, how, and what to know."""

    day: str
    data: str
    measure: str
    value: str
    n: str
    how: str
    note: str


def read_history(path: Path) -> list[ScoreRow]:
    """The rows of a history file, oldest first."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [ScoreRow(**row) for row in csv.DictReader(lines)]


def add_to_history(path: Path, rows: Iterable[ScoreRow]) -> None:
    """Adds rows; one of the same day, data and measure takes the place of the one before."""
    kept = {(row.day, row.data, row.measure): row for row in (read_history(path) if path.exists() else [])}
    kept.update({(row.day, row.data, row.measure): row for row in rows})
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [field.name for field in fields(ScoreRow)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in sorted(kept.values(), key=lambda row: (row.day, row.data, row.measure)))


def page(rows: Iterable[ScoreRow]) -> str:
    """docs/scores.md: the newest figure of each data set and measure."""
    newest = {(row.data, row.measure): row for row in rows}
    lines = [
        "# Scores",
        "",
        "The current figures of fogline on development data and by hand, each with how it was measured and what it cannot show.",
        "",
        "Written by `make score` from `scores/history.csv`. The data sets are not part of the project: give their folder with",
        "`FOGLINE_DATA=DIR make score`. Figures on data that rules were tuned on are marked so, and say little of new text.",
        "",
        "| data | measure | value | n | how | measured | to know |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in sorted(newest.values(), key=lambda row: (row.data, row.measure)):
        lines.append(f"| {row.data} | {row.measure} | {row.value} | {row.n} | {row.how} | {row.day} | {row.note} |")
    lines += ["", *_BY_HAND]
    return "\n".join(lines) + "\n"


_BY_HAND = (
    "**By hand**: reports are drawn at random with a fixed seed and built without a pack. One person who has not seen the rules",
    "reads each event mention with modality `happened` and no `excluded` in its report, and asks whether an event of that coarse",
    "type took place according to the text. Wrong participants, places and numbers do not count here.",
    "`tools/judging_sheet.py CASE` prints the sheet.",
)
