"""`fogline judge`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from fogline.cli.render import emit, only_case


@click.command("judge")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--by", help="Who decides. Default: your user name.")
@click.option("--note", help="Why.")
def command(case: Path, left: str, right: str, verdict: str, by: str | None, note: str | None) -> int:
    """Decide whether two things are the same; your verdict outranks the machine's.

    LEFT and RIGHT are ids of two incidents or event mentions, two reports (is one a copy?), or a mention and an actor or
    place. Run fogline build --case CASE afterwards to bring the record up to date.

    Example: fogline judge iraq.fogline inc_0f3b5c7d9e1a2b4c inc_1a2b3c4d5e6f7a8b same --note "one strike, two wires"
    """
    from fogline import api
    from fogline.record.codec import to_json

    with api.open(only_case(case)) as record:
        made = record.judge(left, right, verdict, by=by or getpass.getuser(), note=note)
    emit(to_json(made), None, lambda: f"{made.id}: {made.left_id} and {made.right_id} are {verdict}, says {made.by}")
    return 0
