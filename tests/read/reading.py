"""Reads a few sentences with the real reader and answers questions about the rows; every span of every row is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from fogline.engine.stage import Unit
from fogline.read.report import ReadReport
from fogline.read.settings import ReadSettings
from fogline.record.invariants import broken_spans
from fogline.record.types import Claim, EventMention, Judgement, Mention, Report, Row
from fogline.record.values import Count, Location, Period, Segment
from tests.factories import make_report


@cache
def reader(packs: tuple[str, ...] = ()) -> ReadReport:
    """The opened reader; the model is loaded once per process."""
    stage = ReadReport(ReadSettings(packs=packs))
    stage.open()
    return stage


def report_of(text: str, *, title: str | None = None, published: str | None = None) -> Report:
    """A report with this body, headline and publication day."""
    whole = f"{title}\n\n{text}" if title else text
    body = len(whole) - len(text)
    segments = [Segment(start=0, end=len(title), kind="title")] if title else []
    segments += [Segment(start=body, end=len(whole), kind="body")] if text else []
    day = date.fromisoformat(published) if published else None
    known = Period(earliest=day, latest=day, precision="day", basis="stated") if day else Period(earliest=None, latest=None)
    return make_report(whole, segments=tuple(segments), published=known)


@dataclass(frozen=True)
class Reading:
    """The rows of one report."""

    report: Report
    rows: tuple[Row, ...]

    @property
    def events(self) -> list[EventMention]:
        """The event mentions in text order."""
        return sorted((row for row in self.rows if isinstance(row, EventMention)), key=lambda row: row.trigger.start)

    @property
    def mentions(self) -> list[Mention]:
        """The mentions in text order."""
        return sorted((row for row in self.rows if isinstance(row, Mention)), key=lambda row: (row.span.start, row.kind))

    @property
    def same(self) -> set[tuple[str, str]]:
        """Pairs of triggers that the reader joins, in text order."""
        at = {event.id: event.trigger for event in self.events}
        pairs = [(at[r.left_id], at[r.right_id]) for r in self.rows if isinstance(r, Judgement)]
        ordered = [sorted(pair, key=lambda span: span.start) for pair in pairs]
        return {(left.quote, right.quote) for left, right in ordered}

    def event(self, trigger: str) -> EventMention:
        """The first event mention with this trigger."""
        found = [event for event in self.events if event.trigger.quote == trigger]
        assert found, f"no event at {trigger!r}, only {[event.trigger.quote for event in self.events]}"
        return found[0]

    def words(self, mention_id: str | None) -> str | None:
        """The words of a mention."""
        return next((row.span.quote for row in self.rows if isinstance(row, Mention) and row.id == mention_id), None)

    def claims(self, prop: str, trigger: str | None = None) -> list[Claim]:
        """The claims of this property, of one event or of all, in text order."""
        subject = self.event(trigger).id if trigger else None
        found = [row for row in self.rows if isinstance(row, Claim) and row.property == prop]
        kept = [claim for claim in found if subject in (None, claim.subject_id)]
        return sorted(kept, key=lambda claim: claim.spans[0].start if claim.spans else -1)

    @property
    def claims_of_ties(self) -> list[Claim]:
        """The ties that the report states, in text order."""
        found = [row for row in self.rows if isinstance(row, Claim) and row.property.startswith("tie:")]
        return sorted(found, key=lambda claim: claim.spans[0].start)

    def roles(self, trigger: str) -> list[tuple[str, str]]:
        """(role, head word) of the participants of an event."""
        return [(role.role, role.head.quote) for role in self.event(trigger).roles]

    def count(self, trigger: str, prop: str) -> tuple[int | None, int | None, int | None] | None:
        """(low, best, high) of the killed or injured of an event."""
        values = [claim.value for claim in self.claims(prop, trigger)]
        assert len(values) <= 1
        return next(((v.low, v.best, v.high) for v in values if isinstance(v, Count)), None)

    def places(self, trigger: str) -> list[tuple[str, str]]:
        """(role, words) of the places of an event."""
        values = [claim.value for claim in self.claims("where", trigger)]
        return [(v.role, v.phrase.quote) for v in values if isinstance(v, Location) and v.phrase]

    def when(self, trigger: str) -> str | None:
        """The stated days of an event, as "first" or "first/last"; None where none are stated."""
        for claim in self.claims("when", trigger):
            if isinstance(claim.value, Period) and claim.spans:
                days = sorted({str(claim.value.earliest), str(claim.value.latest)})
                return "/".join(days)
        return None

    def blame(self, trigger: str) -> list[tuple[str | None, str | None, str | None]]:
        """(doer, kind, speaker) of the claims on who is responsible for an event."""
        return [
            (self.words(str(claim.value)), claim.kind, claim.voices[0].text if claim.voices else None)
            for claim in self.claims("responsible", trigger)
        ]


@cache
def read(text: str, *, title: str | None = None, published: str | None = None, packs: tuple[str, ...] = ()) -> Reading:
    """The rows that the reader makes of a report, all spans checked against its text."""
    report = report_of(text, title=title, published=published)
    rows = reader(packs).work([Unit(key=report.id, inputs=(report,))])[0]
    assert [why for row in rows for why in broken_spans(row, {report.id: report.text}.get)] == []
    return Reading(report, tuple(rows))


def fails(reason: str) -> pytest.MarkDecorator:
    """Marks a case that the reader gets wrong today; the day it gets it right, the mark has to go."""
    return pytest.mark.xfail(strict=True, reason=reason)


def ids(cases: Sequence[Any], *columns: int) -> list[str]:
    """Names of cases by these columns."""
    rows = [case.values if isinstance(case, ParameterSet) else case for case in cases]
    return ["-".join(str(row[column])[:32] for column in columns) for row in rows]
