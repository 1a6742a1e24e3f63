"""`fogline judge`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from fogline.cli.render import emit, note, only_case


@click.command("judge")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--by", help="Who decides. Default: your user name.")
@click.option("--note", "why", help="Why.")
def command(case: Path, left: str, right: str, verdict: str, by: str | None, why: str | None) -> int:
    """Decide whether two things are the same; your verdict outranks the machine's.

    LEFT and RIGHT are ids of two incidents or event mentions, two reports (is one a copy?), or a mention and an actor or
    place. Two incidents are compared by their first event mentions. Run fogline build --case CASE afterwards to bring the
    record up to date.

    Example: fogline judge iraq.fogline inc_0f3b5c7d9e1a2b4c inc_1a2b3c4d5e6f7a8b same --note "one strike, two wires"
    """
    from fogline import api
    from fogline.record.codec import to_json

    with api.open(only_case(case)) as record:
        made = record.judge(left, right, verdict, by=by or getpass.getuser(), note=why)
    data = {**to_json(made), "given": [left, right]}
    emit(data, None, lambda: f"{made.id}: {left} and {right} are {verdict}, says {made.by}")
    note(f"now run: fogline build --case {case}")
    return 0
