"""`fogline issues`."""

from __future__ import annotations

from pathlib import Path

import click

from fogline.cli.render import case_argument, emit, json_option, only_case, table


@click.command("issues")
@case_argument
@click.option("--severity", type=click.Choice(["info", "warning", "error"]), help="Only these.")
@json_option
def command(case: Path | None, severity: str | None, as_json: bool | None) -> int:
    """List what a person should know about the input and the values.

    Each code is explained in docs/reference/issues.md.

    Example: fogline issues iraq.fogline --severity error
    """
    from fogline import api
    from fogline.issues import ISSUE_CODES
    from fogline.record.codec import to_json

    with api.open(only_case(case)) as record:
        found = list(record.issues(severity=severity))
    rows = [(issue.severity, issue.code, issue.unit, issue.detail) for issue in found]
    data = [{**to_json(issue), "meaning": ISSUE_CODES.get(issue.code, "")} for issue in found]
    emit(data, as_json, lambda: table(rows, ("severity", "code", "unit", "detail")) if rows else "no issues")
    return 0
