"""`fogline dossier`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from fogline.cli.render import case_argument, note, only_case


@click.command("dossier")
@case_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The HTML file to write.")
@click.option(
    "--texts",
    type=click.Choice(["sentences", "full"]),
    default="sentences",
    show_default=True,
    help="Embed the quoted sentences only, or whole reports where you hold the rights.",
)
@click.option("--title", help="The heading of the page. Default: the actors most reported, and the period.")
def command(case: Path | None, out: Path, texts: Literal["sentences", "full"], title: str | None) -> int:
    """Write the record of a case as one HTML page that opens anywhere.

    The page asks for nothing from the network and shows the sentence behind every value.

    Example: fogline dossier iraq.fogline --out iraq.html --title "Iraq, winter 2023-24"
    """
    from fogline import api
    from fogline.show.casebook import write_dossier

    path = only_case(case)
    with api.open(path) as record:
        write_dossier(record, out, title=title, texts=texts)
    note(f"wrote {out}")
    return 0
