"""What each part of the reader adds: the same rows read without it. `python -m fogline.scoring.ablation` writes docs/ablation.md.

A column is a state of the reader, a row a figure. A cell is measured only where the part that is left out has a say in the
figure; the columns "as shipped" and "rules only" have all rows. Below stands what is still wrong in the annotated reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from fogline.read.settings import ReadSettings
from fogline.scoring import by_hand, inside, outside, plain_rules
from fogline.scoring.cases import Workshop
from fogline.scoring.inside import mentions_by_document
from fogline.scoring.measures import Measure, SetResult
from fogline.scoring.outside import Bench
from fogline.scoring.scorers import Scorers, find_python
from fogline.settings import Settings

PAGE: Final = Path("docs/ablation.md")
SHIPPED: Final = "as shipped"
RULES: Final = "rules only"
MODELS: Final = ("attributions", "event_words", "phrases", "parts", "joins")
STATES: Final[Mapping[str, tuple[str, ...]]] = {
    SHIPPED: (),
    RULES: MODELS,
    "attributions by model only": ("speech_rules",),
    "without attributions": ("attributions",),
    "without event words": ("event_words",),
    "without phrases": ("phrases",),
    "without parts": ("parts",),
    "without joins": ("joins",),
}
"""The columns, and what is left out in each (`leave_out` in the settings of read)."""
_SPEECH: Final = ("attributions by model only", "without attributions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Figures of a set by name, the columns beside the two that all have, and how many documents are read at most."""

    measure: Callable[[Bench], list[SetResult]]
    names: tuple[str, ...]
    states: tuple[str, ...]
    limit: int | None = None


TABLE: Final = (
    Rows(
        measure=by_hand.annotated,
        names=("all: told as happened, right", "all: events that happened, found"),
        states=(*_SPEECH, "without event words", "without phrases", "without parts", "without joins"),
    ),
    Rows(
        measure=outside.SETS["polnear"],
        names=("cue, exact F", "source, exact F", "content, token F"),
        limit=40,
        states=_SPEECH,
    ),
    Rows(
        measure=outside.muc_dev,
        names=("all templates, F", "organisation confidence, F", "text filtering, F", "CEAF-REE, five string slots"),
        limit=100,
        states=("without event words", "without parts", "without joins"),
    ),
    Rows(measure=inside.SETS["re3d"], names=("all: entities, span and type F",), states=("without phrases",)),
)


@click.command()
@click.option("--data", envvar="FOGLINE_DATA", required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--scorers", envvar="FOGLINE_SCORERS", required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--scorers-python", envvar="FOGLINE_SCORERS_PYTHON", help="A Python with numpy and scipy that runs them.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that build.")
@click.option("--cache", type=click.Path(path_type=Path), default=Path("out/ablation"), show_default=True, help="Built cases.")
@click.option("--limit", type=click.IntRange(min=1), help="Documents of a set at most: a quick look; nothing is written.")
def main(data: Path, scorers: Path, scorers_python: str | None, workers: int, cache: Path, limit: int | None) -> None:
    """Measures each figure with parts of the reader left out, and writes docs/ablation.md."""
    found_scorers = Scorers(folder=scorers, python=find_python(scorers_python))

    def bench(state: str, most: int | None) -> Bench:
        settings = Settings(read=ReadSettings(leave_out=STATES[state]))
        folder = cache / state.replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        workshop = Workshop(folder=folder, workers=workers, settings=settings)
        return Bench(data=data, workshop=workshop, scorers=found_scorers, limit=min(limit or most or 10**6, most or 10**6))

    lines = []
    for rows in TABLE:
        found = {}
        for state in (SHIPPED, RULES, *rows.states):
            found[state] = rows.measure(bench(state, rows.limit))
            click.echo(f"{found[state][0].title}: {state}: measured", err=True)
        lines += table_rows(rows, found)
    beside = [choice(bench(SHIPPED, None)) for choice in plain_rules.CHOICES]
    page = "\n".join([*_HEAD, *lines, "", *chosen_lines(beside), "", *left_over(bench(SHIPPED, None))]) + "\n"
    click.echo(page)
    if limit is None:
        PAGE.write_text(page, "utf-8")
        click.echo(f"written: {PAGE}", err=True)


_HEAD: Final = (
    "# What each part of the reader adds",
    "",
    "The same reports read with parts of the reader left out, and what of the annotated reports is still wrong, by class.",
    "",
    "Written by `python -m fogline.scoring.ablation`; parts are left out with `leave_out` in the settings of read. A cell is",
    "empty where the part has no say in the figure. Models are made on the development data, so columns with a model gain by",
    "that; the annotated reports are of nobody's making of rules or models, and their two figures ask for words and modality,",
    "not for participants and places, which most of the parts are about. PolNeAR without the model of attributions is near",
    "nothing since the record's statements are that model's; the rules of speech only find the voices of events.",
    "",
    f"| data | measure | n | {' | '.join(STATES)} |",
    f"|---|---|---|{'---|' * len(STATES)}",
)


def table_rows(rows: Rows, found: Mapping[str, Sequence[SetResult]]) -> list[str]:
    """A line of the table for each figure; `found` by column."""
    lines = []
    for name in rows.names:
        cells = {state: _figure(results, name) for state, results in found.items()}
        title, shipped = cells[SHIPPED]
        values = [f"{cells[state][1].value:.1f}" if state in cells else "" for state in STATES]
        lines.append(f"| {title} | {name} | {shipped.n} | {' | '.join(values)} |")
    return lines


def _figure(results: Iterable[SetResult], name: str) -> tuple[str, Measure]:
    """The title of the set and the measure of that name. Raises LookupError when no set has it."""
    for result in results:
        for measure in result.measures:
            if measure.name == name:
                return result.title, measure
    raise LookupError(f"no set measured {name!r}")


def chosen_lines(found: Iterable[plain_rules.Beside]) -> list[str]:
    """The models that choose among candidates, beside a plain rule."""
    lines = [
        "## Models that choose, beside a plain rule",
        "",
        "These models rank candidates that rules find, so that there is no reader without rules. The plain rule is the first one",
        "would write. TR-News and the checked rows were looked at while features were made; the folds of UCDP are honest but for",
        "weights that are fitted on all (model cards).",
        "",
        "| data | measure | n | model | plain rule | the rule |",
        "|---|---|---|---|---|---|",
    ]
    return lines + [f"| {o.data} | {o.measure} | {o.n} | {o.model:.1f} | {o.rule:.1f} | {o.plainly} |" for o in found]


def left_over(bench: Bench) -> list[str]:
    """What is wrong in the 40 annotated reports, counted by class; nothing of the texts is shown."""
    marks = by_hand.read_marks()
    built = bench.workshop.build("by_hand", by_hand.documents(bench.data, marks)[: bench.limit])
    classes = by_hand.error_classes(mentions_by_document(built), marks)
    lines = [
        "## What is still wrong",
        "",
        "The 40 reports that were annotated before any run: how many mentions told as happened are wrong, and how many",
        "events that happened are not found, by class.",
        "",
        "| class | own 20 | public 20 |",
        "|---|---|---|",
    ]
    names = sorted({name for counts in classes.values() for name in counts})
    return lines + [f"| {name} | {classes[by_hand.OWN][name]} | {classes['public'][name]} |" for name in names]


if __name__ == "__main__":
    main()
