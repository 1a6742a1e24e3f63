"""`fogline demo`."""

from __future__ import annotations

from pathlib import Path

import click

from fogline.cli.render import ProgressLine, heading, table


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("fogline-demo"),
    show_default=True,
    help="Where to write.",
)
def command(out: Path) -> int:
    """Build the sample reports that come with fogline and say what they hold.

    The eighteen reports are written for this project; what they tell is taken from public facts.

    Example: fogline demo --out /tmp/demo
    """
    from fogline import api, demo
    from fogline.show.casebook import write_dossier
    from fogline.show.summary import INCIDENT_HEADERS, disagreement_lines, incident_rows

    case, page = out / "demo.fogline", out / "demo.html"
    line = ProgressLine()
    result = demo.build_samples(case, line)
    line.end()
    with api.open(case) as record:
        data = write_dossier(record, page, title="Fogline demonstration: eighteen sample reports on Iraq, 2023-24")
        counts = record.counts()
    seconds = sum(stage.seconds for stage in result.stages)
    told = f"{counts['event_mention']} tellings of events, {counts['incident']} incidents, {counts['claim']} claims"
    click.echo(f"{counts['report']} reports read in {seconds:.0f} s: {told}\n")
    click.echo(heading("Incidents that most reports tell of"))
    click.echo(table(incident_rows(data, 10), INCIDENT_HEADERS))
    lines = disagreement_lines(data, 8)
    click.echo(f"\n{heading('Where the reports contradict each other')}")
    click.echo("\n".join(f"- {text}" for text in lines) or "nowhere that was found")
    issues = ", ".join(f"{n} {severity}" for severity, n in result.issues.items() if n) or "none"
    click.echo(f"\nIssues: {issues} (fogline issues {case})")
    click.echo(f"The case: {case.resolve()}\nThe dossier, to open in a browser: {page.resolve()}")
    return 0
