"""`fogline build`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.render import ProgressLine, emit, json_option, note, only_case, pairs, table

if TYPE_CHECKING:
    from fogline.api import BuildResult


@click.command("build")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--case", type=click.Path(path_type=Path), help="The case file; made where missing. Default: the only *.fogline here."
)
@click.option("--settings", type=click.Path(path_type=Path), help="A TOML file of settings. Default: those of the build before.")
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="A conflict pack, by name or folder; may be given again.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes; the record is the same.")
@json_option
def command(
    paths: tuple[Path, ...], case: Path | None, settings: Path | None, packs: tuple[str, ...], workers: int, as_json: bool | None
) -> int:
    """Read reports into a case and bring its record up to date.

    PATH is a folder (read with its subfolders), a file, or - for standard input. A build that was stopped goes on where
    it stopped, and a second build adds only what is new. Without PATH the record is brought up to date with the
    verdicts given since. A folder without a text or HTML file is named on stderr and is no failure. Ends with 3 where the
    record holds warnings or errors.

    Example: fogline build reports/ --case iraq.fogline --pack iraq --workers 2
    """
    from fogline import api
    from fogline.settings import load

    api.check_paths(paths)
    given = load(settings) if settings else None
    target = only_case(case, must_exist=not paths)
    line = ProgressLine()
    with api.open(target, create=bool(paths)) as record:
        chosen = given or record.settings()
        chosen = dataclasses.replace(chosen, packs=packs) if packs else chosen
        result = record.build(paths, settings=chosen, workers=workers, progress=line)
        counts = record.counts()
    line.end()
    for folder in _without_reports(paths):
        note(f"no text or HTML file found in {folder}")
    data = {**dataclasses.asdict(result), "rows": counts}
    emit(data, as_json, lambda: _text(result, counts))
    return 3 if result.has_issues else 0


def _without_reports(paths: tuple[Path, ...]) -> list[Path]:
    """The folders that hold nothing to read, other than what their extension tells to leave alone."""
    from fogline.ingest.discovery import find_files
    from fogline.ingest.files import kind_of

    folders = [path for path in paths if path.is_dir()]
    return [folder for folder in folders if all(kind_of(file.uri) == "other" for file in find_files([str(folder)], 0))]


def _text(result: BuildResult, counts: dict[str, int]) -> str:
    rows = [(s.stage, s.planned, s.worked, s.rows, s.issues, f"{s.seconds:.1f}") for s in result.stages]
    done = table(rows, ("stage", "units", "worked", "rows", "issues", "seconds"))
    issues = ", ".join(f"{n} {severity}" for severity, n in result.issues.items())
    return f"{done}\n\n{pairs(counts)}\n\n{result.case}: issues {issues} (fogline issues {result.case})"
