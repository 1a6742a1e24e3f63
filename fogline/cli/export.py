"""`fogline export`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fogline.cli.render import case_argument, note, only_case


@click.command("export")
@case_argument
@click.option("--format", "form", type=click.Choice(["record"]), default="record", show_default=True, help="What to write.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write: one JSON object. - or nothing: stdout.")
@click.option("--split", type=click.Path(path_type=Path), help="A folder to write: one JSON Lines file a list.")
def command(case: Path | None, form: str, out: Path | None, split: Path | None) -> int:
    """Write the record of a case for other programs.

    Example: fogline export iraq.fogline --format record --out iraq.json
    """
    if out and split:
        raise click.UsageError("give --out or --split, not both")
    from fogline import api
    from fogline.show.exports.record import write_record
    from fogline.show.targets import check_target

    target = split or out
    if out:
        check_target(out)
    with api.open(only_case(case)) as record:
        data = record.export()
    if target is None or str(target) == "-":
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    write_record(data, target, split=split is not None)
    note(f"wrote {target}")
    return 0
