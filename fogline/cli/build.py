"""`fogline build`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.render import ProgressLine, emit, json_option, note, only_case, pairs, table

if TYPE_CHECKING:
    from fogline.api import BuildResult
    from fogline.read.settings import ModelReaderSettings
    from fogline.record.answers import ReaderEstimate


@click.command("build")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--case", type=click.Path(path_type=Path), help="The case file; made where missing. Default: the only *.fogline here."
)
@click.option("--settings", type=click.Path(path_type=Path), help="A TOML file of settings. Default: those of the build before.")
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="A conflict pack, by name or folder; may be given again.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes; the record is the same.")
@click.option("--reader-url", metavar="URL", help="Also ask a language model behind this OpenAI-compatible address.")
@click.option("--reader-model", metavar="NAME", help="The model to ask, as its server knows it.")
@click.option(
    "--reader-price",
    nargs=2,
    type=click.FloatRange(min=0),
    metavar="IN OUT",
    help="Prices of a million tokens, for the estimate.",
)
@click.option("--no-reader", is_flag=True, help="Ask no model, and take what models found out of the record.")
@click.option("--estimate", "is_estimate", is_flag=True, help="Only say what asking the model would take; ask nothing.")
@json_option
def command(  # noqa: PLR0913  # one argument an option
    paths: tuple[Path, ...],
    case: Path | None,
    settings: Path | None,
    packs: tuple[str, ...],
    workers: int,
    reader_url: str | None,
    reader_model: str | None,
    reader_price: tuple[float, float] | None,
    no_reader: bool,
    is_estimate: bool,
    as_json: bool | None,
) -> int:
    """Read reports into a case and bring its record up to date.

    PATH is a folder (read with its subfolders), a file, or - for standard input. A build that was stopped goes on where
    it stopped, and a second build adds only what is new. Without PATH the record is brought up to date with the
    verdicts given since. A folder without a text or HTML file is named on stderr and is no failure. Ends with 3 where the
    record holds warnings or errors.

    The text of the reports stays on this machine unless --reader-url names a server elsewhere: then it is sent there. A key
    for it is read from the environment variable FOGLINE_READER_KEY. A build that does not name the server uses the answers
    that are kept and asks nothing.

    Example: fogline build reports/ --case iraq.fogline --pack iraq --workers 2
    """
    from fogline import api
    from fogline.settings import load

    api.check_paths(paths)
    given = load(settings) if settings else None
    target = only_case(case, must_exist=not paths)
    line = ProgressLine()
    with api.open(target, create=bool(paths)) as record:
        chosen = given or record.settings()
        chosen = dataclasses.replace(chosen, packs=packs) if packs else chosen
        chosen = dataclasses.replace(chosen, reader=_reader(chosen.reader, reader_url, reader_model, reader_price, off=no_reader))
        if is_estimate:
            found = record.estimate(paths, settings=chosen)
            emit(dataclasses.asdict(found), as_json, lambda: _estimate_text(found))
            return 0
        result = record.build(paths, settings=chosen, workers=workers, progress=line, announce=_announce)
        counts = record.counts()
    line.end()
    for folder in _without_reports(paths):
        note(f"no text or HTML file found in {folder}")
    data = {**dataclasses.asdict(result), "rows": counts}
    emit(data, as_json, lambda: _text(result, counts))
    return 3 if result.has_issues else 0


def _reader(
    reader: ModelReaderSettings, url: str | None, model: str | None, price: tuple[float, float] | None, *, off: bool
) -> ModelReaderSettings:
    """The reader's settings with what the command line says."""
    if off and (url or model):
        raise click.UsageError("--no-reader and --reader-url exclude each other")
    changes: dict[str, str | float | bool] = {"url": ""} if off else {}
    changes |= {"may_ask": True} if url or off else {}
    changes |= {name: value for name, value in (("url", url), ("model", model)) if value is not None}
    changes |= {"price_in": price[0], "price_out": price[1]} if price else {}
    return dataclasses.replace(reader, **changes)  # type: ignore[arg-type]  # each value has the type of its field


def _announce(estimate: ReaderEstimate) -> None:
    if estimate.windows > estimate.answered:
        note(f"asking the model: {_estimate_text(estimate)}")


def _estimate_text(found: ReaderEstimate) -> str:
    cost = "" if found.cost is None else f"; at most {found.cost:.2f} at the prices given"
    return (
        f"{found.windows - found.answered} requests ({found.answered} of {found.windows} answered already) about {found.reports} "
        f"reports; at most {found.tokens_in} tokens in and {found.tokens_out} out{cost}; repeated tries not counted"
    )


def _without_reports(paths: tuple[Path, ...]) -> list[Path]:
    """The folders that hold nothing to read, other than what their extension tells to leave alone."""
    from fogline.ingest.discovery import find_files
    from fogline.ingest.files import kind_of

    folders = [path for path in paths if path.is_dir()]
    return [folder for folder in folders if all(kind_of(file.uri) == "other" for file in find_files([str(folder)], 0))]


def _text(result: BuildResult, counts: dict[str, int]) -> str:
    rows = [(s.stage, s.planned, s.worked, s.rows, s.issues, f"{s.seconds:.1f}") for s in result.stages]
    done = table(rows, ("stage", "units", "worked", "rows", "issues", "seconds"))
    issues = ", ".join(f"{n} {severity}" for severity, n in result.issues.items())
    return f"{done}\n\n{pairs(counts)}\n\n{result.case}: issues {issues} (fogline issues {result.case})"
