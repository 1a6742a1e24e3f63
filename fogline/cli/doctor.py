"""`fogline doctor`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from fogline.cli.render import emit, json_option, table


@click.command("doctor")
@json_option
def command(as_json: bool | None) -> int:
    """Check this installation and say what to do about what is missing.

    Ends with 1 where something has to be done.

    Example: fogline doctor
    """
    from fogline.installation import check_installation

    checks = check_installation(Path.cwd())
    rows = [("ok" if check.fine else "MISSING", check.name, check.found, "" if check.fine else check.remedy) for check in checks]
    emit([dataclasses.asdict(check) for check in checks], as_json, lambda: table(rows, ("", "what", "found", "what to do")))
    return 0 if all(check.fine for check in checks) else 1
