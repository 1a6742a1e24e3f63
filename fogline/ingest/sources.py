"""One source for each outlet that printed a report, with what outlets.tsv knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.ingest.article import source_id
from fogline.ingest.credits import known_outlet
from fogline.ingest.settings import IngestSettings
from fogline.record.types import Report, Row, Source


class IngestSources:
    """Makes the sources that reports point to. A unit is an outlet; its key is the source's id."""

    name: ClassVar[str] = "ingest.sources"
    version: ClassVar[int] = 1
    takes: ClassVar[tuple[type[Any], ...]] = (Report,)
    gives: ClassVar[tuple[type[Any], ...]] = (Source,)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings

    @property
    def settings(self) -> IngestSettings:
        """The settings that decide the rows."""
        return self._settings

    def open(self) -> None:
        """Nothing to load."""

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit for each outlet; of two spellings the first in order of the alphabet is the name."""
        names: dict[str, str] = {}
        for report in record.rows(Report):
            if report.outlet and report.source_id:
                names[report.source_id] = min(report.outlet, names.get(report.source_id, report.outlet))
        for key, name in sorted(names.items()):
            yield Unit(key=key, inputs=(name,))

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The source of each outlet; its kind is unknown where outlets.tsv does not have it."""
        return [[_source(str(unit.inputs[0]))] for unit in units]


def _source(name: str) -> Source:
    known = known_outlet(name)
    return Source(
        id=source_id(name),
        name=name,
        kind=known.kind if known else "unknown",
        country=known.country if known else None,
    )
