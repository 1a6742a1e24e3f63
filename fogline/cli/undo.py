"""`fogline undo`."""

from __future__ import annotations

from pathlib import Path

import click

from fogline.cli.render import note, only_case


@click.command("undo")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("judgement")
def command(case: Path, judgement: str) -> int:
    """Take back a verdict that a person gave.

    The machine's decision stands again after the next fogline build --case CASE.

    Example: fogline undo iraq.fogline jdg_0f3b5c7d9e1a2b4c
    """
    from fogline import api

    with api.open(only_case(case)) as record:
        record.undo(judgement)
    note(f"{judgement} is taken back")
    return 0
