"""Small stages that stand in for the real ones: text files to reports, reports to mentions, mentions to incidents.

They live in a module of their own so that worker processes can import them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from fogline.engine.stage import Reader, Stage, Unit
from fogline.record.ids import make_id
from fogline.record.types import EventMention, Incident, Issue, Mention, Report, Row
from tests.factories import make_event_mention, make_incident, make_mention, make_report


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """Settings of a stand-in."""

    level: int = 1


class Texts:
    """(uri, text) pairs to reports. A text may ask to fail: `poison`, `die` (once per marker file), `hang`."""

    name: ClassVar[str] = "ingest.files"
    version: ClassVar[int] = 1
    takes: ClassVar[tuple[type[Any], ...]] = ()
    gives: ClassVar[tuple[type[Any], ...]] = (Report, Issue)
    accumulates: ClassVar[bool] = True

    def __init__(self, texts: Sequence[tuple[str, str]], settings: Knobs | None = None) -> None:
        self._texts = tuple(texts)
        self._knobs = settings or Knobs()

    @property
    def settings(self) -> Knobs:
        return self._knobs

    def plan(self, record: Reader) -> Iterator[Unit]:
        for uri, text in self._texts:
            yield Unit(key=uri, inputs=(uri, text))

    def open(self) -> None:
        return None

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        return [[self._report(*unit.inputs)] for unit in units]

    def _report(self, uri: str, text: str) -> Report:
        if text.startswith("poison"):
            raise ValueError("this text cannot be read")
        if text.startswith("die"):
            os._exit(17)
        if text.startswith("hang"):
            started = time.process_time()
            while time.process_time() - started < 30:
                pass
        return make_report(text, id=make_id("rep", uri), uri=uri)


class Reads:
    """Every word "hit" of a report is an event mention, every word with a capital a mention."""

    name: ClassVar[str] = "read.report"
    version: ClassVar[int] = 1
    takes: ClassVar[tuple[type[Any], ...]] = (Report,)
    gives: ClassVar[tuple[type[Any], ...]] = (Mention, EventMention)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: Knobs | None = None) -> None:
        self._knobs = settings or Knobs()

    @property
    def settings(self) -> Knobs:
        return self._knobs

    def plan(self, record: Reader) -> Iterator[Unit]:
        for report in record.rows(Report):
            yield Unit(key=report.id, inputs=(report,))

    def open(self) -> None:
        return None

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        return [self._read(unit.inputs[0]) for unit in units]

    def _read(self, report: Report) -> list[Row]:
        names = {word.strip(".,") for word in report.text.split() if word[0].isupper()}
        rows: list[Row] = [make_mention(report, name, score=1.0 / self._knobs.level) for name in sorted(names)]
        return [*rows, make_event_mention(report)] if "hit" in report.text else rows


class Clusters:
    """One incident of all event mentions."""

    name: ClassVar[str] = "merge.cluster"
    version: ClassVar[int] = 1
    takes: ClassVar[tuple[type[Any], ...]] = (EventMention,)
    gives: ClassVar[tuple[type[Any], ...]] = (Incident,)
    accumulates: ClassVar[bool] = False
    settings = Knobs()

    def plan(self, record: Reader) -> Iterator[Unit]:
        members = tuple(mention.id for mention in record.rows(EventMention))
        if members:
            yield Unit(key="all", inputs=members)

    def open(self) -> None:
        return None

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        return [[make_incident(*unit.inputs)] for unit in units]


def texts(count: int) -> list[tuple[str, str]]:
    """Distinct little reports."""
    return [(f"{n:03}.txt", f"On day {n} Rockets hit depot {n}. Officials of Town{n} said so.") for n in range(count)]


def three_stages(count: int = 12) -> tuple[Stage, ...]:
    """The stand-ins over so many reports."""
    return (Texts(texts(count)), Reads(), Clusters())
