"""The history of scores: rows of scores/history.csv, and docs/scores.md written from the newest of each."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One figure: the day it was measured, on what, which measure, its value, out of how many, how, and what to know.

    `goal` is what is aimed at ("" for none), and `split` which part of the data it is, in its relation to what the rules
    were made on.
    """

    day: str
    data: str
    measure: str
    value: str
    n: str
    how: str
    note: str
    goal: str = ""
    split: str = ""


def read_history(path: Path) -> list[ScoreRow]:
    """The rows of a history file, oldest first."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [ScoreRow(**row) for row in csv.DictReader(lines)]


def add_to_history(path: Path, rows: Iterable[ScoreRow]) -> None:
    """Adds rows; those of a set take the place of all its rows of the same day. Within a set the order is that of adding."""
    new = list(rows)
    measured = {(row.day, row.data) for row in new}
    old = read_history(path) if path.exists() else []
    kept = [row for row in old if (row.day, row.data) not in measured] + new
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [field.name for field in fields(ScoreRow)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in sorted(kept, key=lambda row: (row.day, row.data)))


def page(rows: Sequence[ScoreRow], tables: Sequence[str] = ()) -> str:
    """docs/scores.md: the figures of each set's newest day; `tables` are reliability tables in Markdown."""
    last = {row.data: row.day for row in sorted(rows, key=lambda row: row.day)}
    newest = [row for row in rows if row.day == last[row.data]]
    with_goal = [row for row in newest if row.goal]
    lines = [*_HEAD, "", "## What is aimed at", "", _COLUMNS, "|---|---|---|---|---|---|---|"]
    lines += [_line(row) for row in with_goal]
    lines += ["", "## The rest", ""]
    for data in dict.fromkeys(row.data for row in newest if not row.goal):
        found = [row for row in newest if row.data == data and not row.goal]
        lines += [f"**{data}**", "", "| measure | value | n | how | measured | to know |", "|---|---|---|---|---|---|"]
        lines += [f"| {row.measure} | {row.value} | {row.n} | {row.how} | {row.day} | {row.note} |" for row in found]
        lines.append("")
    lines += [*_BY_HAND, "", "## Reliability", "", *_RELIABILITY, "", *("\n\n".join(tables)).split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


_COLUMNS = "| data | measure | value | goal | n | split | to know |"


def _line(row: ScoreRow) -> str:
    return f"| {row.data} | {row.measure} | {row.value} | {row.goal} | {row.n} | {row.split} | {row.note} |"


_HEAD = (
    "# Scores",
    "",
    "The current figures of fogline on development data and by hand, each with how it was measured and what it cannot show.",
    "",
    "Written by `make score` from `scores/history.csv`. Neither the data sets nor the scorers that read them are part of the",
    "project: give their folders with `FOGLINE_DATA=DIR FOGLINE_SCORERS=DIR make score`. Without them a set is left out.",
    "",
    "**How to read it.** Rules and models are made on the development parts, so figures on these say what fits and little of new",
    "text. *Held back* means that nobody who wrote rules looked at the part. *Odd half* is the half of a set's documents, by the",
    "hash of their names, that is left for checking; who tunes on the even half reports the odd one. A goal is what the project",
    "aims at, and a figure below it stands here as it is.",
)
_BY_HAND = (
    "**By hand**: reports are drawn at random with a fixed seed and built without a pack. One person who has not seen the rules",
    "reads each event mention with modality `happened` and no `excluded` in its report, and asks whether an event of that coarse",
    "type took place according to the text. Wrong participants, places and numbers do not count here.",
    "`tools/judging_sheet.py CASE` prints the sheet.",
)
_RELIABILITY = (
    "Of the predictions with a stated probability in a range, how many are right. Labels come from sets made for other ends:",
    "*is an event* asks whether TimeML annotators marked an event at the trigger (its type is not judged); *has the right type*",
    "compares the main event of a coded sentence; *modality is right* asks of verbs whether what the record tells as happened,",
    "claimed or alleged is positive, not modal, not future and under no modal, conditional or counter-factive link in TimeML.",
)
