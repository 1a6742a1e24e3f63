"""`fogline export`."""

from __future__ import annotations

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
    from fogline.show.exports import record as exporter

    with api.open(only_case(case)) as record:
        data = record.export()
    if (out is None and split is None) or str(out) == "-":
        click.echo(exporter.dumps(data))
        return 0
    if split is not None:
        exporter.write_split(data, split)
    elif out is not None:
        exporter.write_record(data, out)
    note(f"wrote {split or out}")
    return 0
