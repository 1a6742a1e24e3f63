"""Reading of the tab-separated knowledge files that ship with the package."""

import csv
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def iter_rows(name: str, folder: Path = DATA) -> Iterator[dict[str, str]]:
    """The rows of one knowledge file as dictionaries; lines that start with ``#`` are notes and are skipped."""
    with (folder / name).open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
