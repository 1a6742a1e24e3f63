"""`fogline issues`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from fogline.cli.render import case_argument, emit, json_option, only_case, table

_ORDER: Final = ("error", "warning", "info")


@click.command("issues")
@case_argument
@click.option("--severity", type=click.Choice(["info", "warning", "error"]), help="Only these.")
@json_option
def command(case: Path | None, severity: str | None, as_json: bool | None) -> int:
    """List what a person should know about the input and the values.

    Errors come first. A table ends with what each code means and what to do; docs/reference/issues.md has all codes.

    Example: fogline issues iraq.fogline --severity error
    """
    from fogline import api
    from fogline.issues import ISSUE_CODES
    from fogline.record.codec import to_json

    with api.open(only_case(case)) as record:
        found = sorted(record.issues(severity=severity), key=lambda issue: (_ORDER.index(issue.severity), issue.code, issue.unit))
    rows = [(issue.severity, issue.code, issue.unit, issue.detail) for issue in found]
    codes = dict.fromkeys(issue.code for issue in found)
    meanings = [(code, ISSUE_CODES.get(code, "")) for code in codes]
    data = [{**to_json(issue), "meaning": ISSUE_CODES.get(issue.code, "")} for issue in found]
    emit(data, as_json, lambda: _text(rows, meanings) if rows else "no issues")
    return 0


def _text(rows: Sequence[Sequence[str]], meanings: Sequence[Sequence[str]]) -> str:
    """The issues, and below them what each code means and what to do: a column of its own would be cut off."""
    issues = table(rows, ("severity", "code", "unit", "detail"))
    return f"{issues}\n\n{table(meanings, ('code', 'what it means and what to do'))}"
