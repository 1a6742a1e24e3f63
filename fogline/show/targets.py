"""Where a dossier or an export may be written: never over a case."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fogline.errors import InputError

_SQLITE_HEADER: Final = b"SQLite format 3"


def check_target(out: Path) -> None:
    """Raises InputError where the file to write holds a database: a case, this one or another, would be lost for a page."""
    if not out.is_file():
        return
    with out.open("rb") as handle:
        is_case = handle.read(len(_SQLITE_HEADER)) == _SQLITE_HEADER
    if is_case:
        raise InputError(f"{out} is a case or another database and is not written over; give --out a name of its own")
