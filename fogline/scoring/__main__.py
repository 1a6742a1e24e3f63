"""Measures what can be measured here, keeps it in scores/history.csv and writes docs/scores.md: `make score`."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from fogline.scoring import ledger, places, times
from fogline.scoring.ledger import ScoreRow
from fogline.scoring.speed import measure_speed

HISTORY = Path("scores/history.csv")
PAGE = Path("docs/scores.md")


def _rows_of(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _times(folder: Path) -> dict[str, tuple[str, int, str]]:
    found = times.score(list(times.read_gold(folder / "times/timebank.jsonl.gz")))
    note = "rules were tuned on these documents"
    return {
        "time expressions, relaxed F": (f"{found.f(found.matched):.1f} %", found.gold, note),
        "time expressions, value F": (f"{found.f(found.right_value):.1f} %", found.gold, note),
    }


def _places(folder: Path) -> dict[str, tuple[str, int, str]]:
    found = places.score(_rows_of(folder / "geo/trnews.jsonl.gz"))
    note = "weights set by hand with a look at these; a country or province is compared by its centroid"
    return {
        "toponyms within 161 km, names given": (f"{100 * found.near / found.gold:.1f} %", found.gold, note),
        "toponyms with the gold id, names given": (
            f"{100 * found.same_id / found.gold:.1f} %",
            found.gold,
            "weights set by hand",
        ),
    }


def _speed() -> dict[str, tuple[str, int, str]]:
    found = measure_speed(repeats=3)
    note = f"one process, CPU seconds; {found.words / found.build_s:.0f} words a second here; models loaded before"
    return {"build, in times of the bare parser on the same text": (f"{found.ratio:.2f}", found.reports, note)}


@click.command()
@click.option(
    "--data", type=click.Path(path_type=Path), default=lambda: os.environ.get("FOGLINE_DATA"), help="Folder of data sets."
)
def main(data: Path | None) -> None:
    """Measures, and writes the history and the page."""
    day = datetime.now(UTC).date().isoformat()
    measured = {"sample reports": _speed()}
    if data is None:
        click.echo("no data folder (FOGLINE_DATA): only the speed is measured", err=True)
    else:
        measured |= {"TimeBank (TempEval-3)": _times(Path(data)), "TR-News": _places(Path(data))}
    rows = [
        ScoreRow(day=day, data=name, measure=measure, value=value, n=str(n), how="`make score`", note=note)
        for name, figures in measured.items()
        for measure, (value, n, note) in figures.items()
    ]
    for row in rows:
        click.echo(f"{row.data}: {row.measure}: {row.value} (n = {row.n})")
    HISTORY.parent.mkdir(exist_ok=True)
    ledger.add_to_history(HISTORY, rows)
    PAGE.write_text(ledger.page(ledger.read_history(HISTORY)), "utf-8")


if __name__ == "__main__":
    main()
