"""What a person may choose about a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Texts = Literal["sentences", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierOptions:
    """Choices for one dossier; the clock enters here as `built_on`, so that the same input gives the same page.

    `texts="full"` embeds whole reports and needs `report_texts` (report id to text). With `"sentences"`, the default
    because reports are under copyright, only quoted sentences are embedded, with one neighbor on each side where
    `report_texts` has them.
    """

    title: str | None = None
    case_name: str = ""
    """The name of the case file without its ending: the title where neither a title is given nor an actor is named."""
    texts: Texts = "sentences"
    report_texts: Mapping[str, str] | None = None
    since: date | None = None
    """Leaves out incidents that ended before this day; undated ones stay."""
    until: date | None = None
    """Leaves out incidents that began after this day; undated ones stay."""
    types: frozenset[str] = frozenset()
    """Display types (see `static/display_types.json`) to keep; empty keeps all."""
    built_on: date | None = None
    version: str | None = None
    """The version named in the head; the record's own `run.version` when None."""
    issues: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)
    """Inputs or values that could not be handled: `code`, `message`, `where`."""
    borders: bool = True
    compress_above: int = 1_000_000
    """Bytes of data from which it is gzipped: unpacking costs the reader 150 to 300 ms, so small pages stay plain."""
