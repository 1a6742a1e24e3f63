"""SQL of the store: numbered migrations and named queries."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def queries(name: str) -> dict[str, str]:
    """The named queries of `<name>.sql`."""
    text = (files(__package__) / f"{name}.sql").read_text("utf-8")
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (body.strip() for body in parts[2::2]), strict=True))


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """(version, SQL) of every migration, in order."""
    found = [entry for entry in files(__package__).iterdir() if re.match(r"\d{4}_\w+\.sql$", entry.name)]
    return tuple((int(entry.name[:4]), entry.read_text("utf-8")) for entry in sorted(found, key=lambda entry: entry.name))


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end the transaction that it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
