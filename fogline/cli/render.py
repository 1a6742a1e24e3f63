"""How results are shown: a table on a terminal, JSON when piped; data on stdout and everything else on stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from fogline.engine.run import Progress
from fogline.errors import InputError, SettingsError

json_option = click.option(
    "--json/--table", "as_json", default=None, help="JSON or a table on stdout. Default: JSON when stdout is no terminal."
)
case_argument = click.argument("case", required=False, type=click.Path(path_type=Path))


def wants_json(as_json: bool | None) -> bool:
    """What was asked for, or JSON where stdout is no terminal."""
    return not sys.stdout.isatty() if as_json is None else as_json


def emit(data: Any, as_json: bool | None, as_text: Callable[[], str]) -> None:
    """Writes data to stdout as JSON or as the text that `as_text` makes."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if wants_json(as_json) else as_text())


def note(message: str) -> None:
    """Says something on stderr."""
    click.echo(message, err=True)


def heading(text: str) -> str:
    """Bold on a terminal, unless NO_COLOR is set."""
    plain = bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()
    return text if plain else click.style(text, bold=True)


def table(rows: Sequence[Sequence[Any]], headers: Sequence[str]) -> str:
    """Aligned columns, cut to the width of the terminal where there is one."""
    cells = [[_shown(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headers))]
    width = shutil.get_terminal_size((0, 0)).columns if sys.stdout.isatty() else 0
    lines = ["  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in cells]
    cut = [line if not width or len(line) <= width else line[: width - 1] + "…" for line in lines]
    return "\n".join([heading(cut[0]), *cut[1:]])


def _shown(cell: Any) -> str:
    """A cell on one line: what a file's name may hold must neither break the table nor steer the terminal."""
    text = "" if cell is None else str(cell)
    return "".join(char if char.isprintable() else char.encode("unicode_escape", "replace").decode() for char in text)


def pairs(values: Mapping[Any, Any]) -> str:
    """One `name  value` line each."""
    width = max((len(str(name)) for name in values), default=0)
    return "\n".join(f"{str(name).ljust(width)}  {value}" for name, value in values.items())


def only_case(case: Path | None, *, must_exist: bool = True) -> Path:
    """The case that was given, or the only *.fogline in the folder. Raises SettingsError where that is not clear.

    `must_exist` is False for a command that makes a case where there is none.
    """
    if case is None:
        found = sorted(Path.cwd().glob("*.fogline"))
        if len(found) != 1:
            raise SettingsError(_unclear(found, must_exist))
        return found[0]
    if must_exist and not case.is_file():
        raise InputError(f"there is no case at {case}; make one with: fogline build REPORTS --case {case}")
    return case


def _unclear(found: Sequence[Path], must_exist: bool) -> str:
    given = "" if must_exist else "--case "
    if found:
        names = ", ".join(path.name for path in found)
        return f"there are several cases here ({names}); name one: {given}{found[0].name}"
    made = "; name a case, or make one with: fogline build REPORTS --case NAME.fogline"
    return "there is no *.fogline here" + (made if must_exist else "; give --case NAME.fogline, it will be made")


_REDRAW_S = 0.1


class ProgressLine:
    """One line per stage on stderr, rewritten as units are done; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._stage = ""
        self._shown_at = 0.0

    def __call__(self, progress: Progress) -> None:
        """Shows how far the stage is."""
        if not self._shows:
            return
        is_last = progress.done == progress.todo
        if self._stage == progress.stage and not is_last and time.monotonic() - self._shown_at < _REDRAW_S:
            return
        if self._stage and self._stage != progress.stage:
            click.echo(err=True)
        self._stage, self._shown_at = progress.stage, time.monotonic()
        click.echo(f"\r{progress.stage:<16} {progress.done}/{progress.todo}", nl=False, err=True)

    def end(self) -> None:
        """Ends the last line."""
        if self._stage:
            click.echo(err=True)
