"""Measures what can be measured here, beside its floors and the run before, and writes docs/scores.md: `make score`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from fogline.scoring import by_hand, gate, inside, ledger, outcomes, outside, pages
from fogline.scoring.cases import Workshop
from fogline.scoring.ledger import ScoreRow
from fogline.scoring.measures import HELD_BACK, SetResult
from fogline.scoring.outside import Bench
from fogline.scoring.scorers import Scorers, find_python
from fogline.scoring.speed import speed_result
from fogline.settings import Settings, load

HISTORY, PAGE = Path("scores/history.csv"), Path("docs/scores.md")
FLOORS, TABLES = Path("scores/floors.json"), Path("scores/reliability.json")
SETS: dict[str, Callable[[Bench], list[SetResult]]] = {**outside.SETS, **inside.SETS, **by_hand.SETS, **pages.SETS}
NAMES = ("speed", *SETS)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the command line, under their names."""

    only: tuple[str, ...]
    limit: int | None
    workers: int
    data: Path | None
    scorers: Path | None
    scorers_python: str | None
    cache: Path
    against: Path | None
    settings: Path | None
    rows: int
    update: bool
    allow_regression: bool

    @property
    def is_whole(self) -> bool:
        """Whether the figures are those of the product as it ships, on all rows: only these are kept."""
        return self.limit is None and self.settings is None


@click.command()
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="Measure this set; may be given again. Default: all.")
@click.option("--limit", type=click.IntRange(min=1), help="Documents of a set at most: a quick look; nothing is written.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that build.")
@click.option("--data", envvar="FOGLINE_DATA", type=_FOLDER, help="Folder of the data sets (FOGLINE_DATA).")
@click.option("--scorers", envvar="FOGLINE_SCORERS", type=_FOLDER, help="Folder of the scorers (FOGLINE_SCORERS).")
@click.option("--scorers-python", envvar="FOGLINE_SCORERS_PYTHON", help="A Python with numpy and scipy that runs them.")
@click.option("--cache", type=click.Path(path_type=Path), default=Path("out/scores"), show_default=True, help="Built cases.")
@click.option("--against", type=_FOLDER, help="The cache of another checkout, to count rows gained and lost from.")
@click.option("--settings", type=click.Path(path_type=Path, exists=True), help="A TOML file of settings; nothing is written.")
@click.option("--rows", default=10, show_default=True, help="Ids of rows gained and lost to print, of each set.")
@click.option("--update", is_flag=True, help="Set the floors at the figures of this run; lower ones are refused.")
@click.option("--allow-regression", is_flag=True, help="With --update: floors may be lowered.")
def main(**given: Any) -> None:
    """Measures, prints figures, floors and rows gained and lost, and writes the history and the page."""
    options = Options(**given)
    results = []
    for name in options.only or NAMES:
        for result in _measure(name, options):
            _print(result)
            _print_change(result, options)
            results.append(result)
    fell = _check_floors(results, options)
    if options.is_whole:
        _write(results)
    if fell:
        raise SystemExit(1)


def _measure(name: str, options: Options) -> list[SetResult]:
    started = time.monotonic()
    if name == "speed":
        found = [speed_result()]
    elif name in pages.SETS:
        found = SETS[name](_bench(options, options.data or pages.FOLDER))
    elif options.data is None or (name in outside.SETS and options.scorers is None):
        missing = "FOGLINE_DATA" if options.data is None else "FOGLINE_SCORERS"
        click.echo(f"{name}: left out, {missing} is not set", err=True)
        return []
    else:
        found = SETS[name](_bench(options, options.data))
    click.echo(f"{name}: measured in {time.monotonic() - started:.0f} s", err=True)
    return found


def _bench(options: Options, data: Path) -> Bench:
    settings = load(options.settings) if options.settings else Settings()
    return Bench(
        data=data,
        workshop=Workshop(folder=options.cache, workers=options.workers, settings=settings, say=_say),
        scorers=Scorers(folder=options.scorers, python=find_python(options.scorers_python)) if options.scorers else None,
        limit=options.limit,
    )


def _say(line: str) -> None:
    """One line that is written over on a terminal; a line each elsewhere."""
    terminal = sys.stderr.isatty()
    click.echo(f"\r{line:70.70}" if terminal else line, nl=not terminal, err=True)


def _print(result: SetResult) -> None:
    click.echo(f"\n{result.title} ({result.split})")
    width = max(len(measure.name) for measure in result.measures)
    for measure in result.measures:
        goal = "" if measure.goal is None else f"   {'at most' if measure.lower else 'goal'} {measure.goal:g}"
        note = f"   {measure.note}" if measure.note else ""
        click.echo(f"  {measure.name:{width}}  {measure.text():>8}  n = {measure.n}{goal}{note}")


def _print_change(result: SetResult, options: Options) -> None:
    change = outcomes.compare(result, (options.against or options.cache) / "outcomes")
    outcomes.keep(result, options.cache / "outcomes")
    if change is None:
        return
    before = options.against or "the run before"
    click.echo(f"  rows since {before}: {len(change.gained)} gained, {len(change.lost)} lost")
    if result.split == HELD_BACK:  # how many, but not which: nobody should come to know these rows
        return
    for sign, ids in (("+", change.gained), ("-", change.lost)):
        for row_id in ids[: options.rows]:
            click.echo(f"    {sign} {row_id}")


def _check_floors(results: Sequence[SetResult], options: Options) -> bool:
    """Prints what fell, and writes new floors where that is asked for. True where a figure is below its floor."""
    if not options.is_whole:
        return False
    known = gate.read_floors(FLOORS)
    fell = [verdict for verdict in gate.verdicts(results, known) if verdict.outcome == "fell"]
    for verdict in fell:
        click.echo(f"below its floor: {verdict.key}: {verdict.value:.3f}, floor {verdict.floor}", err=True)
    if options.update:
        FLOORS.parent.mkdir(exist_ok=True)
        new = gate.updated(results, known, allow_regression=options.allow_regression)
        gate.write_floors(new, FLOORS)
        fell = [] if options.allow_regression else fell
    return bool(fell)


def _write(results: Sequence[SetResult]) -> None:
    day = datetime.now(UTC).date().isoformat()
    ledger.add_to_history(HISTORY, [row for result in results for row in _history_rows(result, day)])
    tables = json.loads(TABLES.read_text("utf-8")) if TABLES.exists() else {}
    tables |= {result.name: list(result.tables) for result in results if result.tables}
    TABLES.write_text(json.dumps(tables, indent=1, sort_keys=True) + "\n", "utf-8")
    page = ledger.page(ledger.read_history(HISTORY), [table for name in sorted(tables) for table in tables[name]])
    PAGE.write_text(page, "utf-8")


def _history_rows(result: SetResult, day: str) -> list[ScoreRow]:
    return [
        ScoreRow(
            day=day,
            data=result.title,
            measure=measure.name,
            value=measure.text(),
            n=str(measure.n),
            how="`make score`",
            note=measure.note,
            goal="" if measure.goal is None else f"{'at most ' if measure.lower else ''}{measure.goal:g}",
            split=result.split,
        )
        for measure in result.measures
    ]


if __name__ == "__main__":
    main()
