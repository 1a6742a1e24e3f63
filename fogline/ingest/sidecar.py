"""reports.csv beside reports: title, outlet, date and address as a person wrote them down. They outrank what a text says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fogline.ingest.decode import decode
from fogline.ingest.written_dates import parse_day

SIDECAR_NAME = "reports.csv"
_COLUMNS = ("title", "outlet", "published", "url", "byline")
_MAX_BYTES = 50_000_000

Facts = tuple[tuple[str, str], ...]
"""Pairs of column and value, in the order of the columns; empty values are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What a reports.csv says of files, by their path below its folder, and what is wrong with its lines."""

    facts: dict[str, Facts]
    problems: tuple[str, ...] = ()


def read_sidecar(path: Path) -> Sidecar:
    """The facts of a reports.csv. Lines that cannot be used are listed, never fatal."""
    try:
        with path.open("rb") as handle:
            decoded = decode(handle.read(_MAX_BYTES))
    except OSError as error:
        return Sidecar(facts={}, problems=(f"cannot be read: {error.strerror}",))
    if decoded.problem:
        return Sidecar(facts={}, problems=(f"cannot be read: {decoded.detail}",))
    facts: dict[str, Facts] = {}
    problems: list[str] = []
    for number, row in _rows(decoded.text.lstrip("\ufeff"), problems):
        name = row.get("file", "").replace("\\", "/").removeprefix("./")
        if not name:
            problems.append(f"line {number}: no file is named")
        elif name in facts:
            problems.append(f"line {number}: {name} is named twice; the first line counts")
        else:
            facts[name] = tuple(_usable(row, number, problems))
    return Sidecar(facts=facts, problems=tuple(problems))


def _rows(text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    first_line = text.split("\n", 1)[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(f"line {reader.line_num}: {error}")
            continue
        if header is None:
            header = [cell.strip().lower() for cell in cells]
            if "file" not in header:
                problems.append("line 1: there is no column file")
                return
            problems.extend(_unknown(header))
        elif any(cell.strip() for cell in cells):
            if len(cells) > len(header):
                problems.append(f"line {reader.line_num}: more values than columns; is a quotation mark missing?")
            row = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False)}
            yield reader.line_num, row


def _unknown(header: list[str]) -> Iterator[str]:
    """Columns that would be left aside without a word: a misspelled date would cost every report its day."""
    unknown = [name[:60] for name in header if name and name not in ("file", *_COLUMNS)]
    if unknown:
        yield f"line 1: not read: {', '.join(unknown)[:200]}; the columns are file, {', '.join(_COLUMNS)}"


def _usable(row: dict[str, str], number: int, problems: list[str]) -> Iterator[tuple[str, str]]:
    for column in _COLUMNS:
        value = row.get(column, "")
        if not value:
            continue
        if column == "published" and parse_day(value) is None:
            problems.append(f"line {number}: published is {value[:60]!r}, which is no date such as 2024-02-04")
        elif column == "url" and not value.startswith(("http://", "https://")):
            problems.append(f"line {number}: url is {value[:60]!r}, which is no web address")
        else:
            yield column, value
