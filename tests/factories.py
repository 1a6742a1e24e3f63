"""Rows that are valid as they come, with one keyword to change."""

from __future__ import annotations

import hashlib
from typing import Any

from fogline.record.ids import make_id
from fogline.record.types import Claim, EventMention, Incident, Mention, Report, Segment, Span
from fogline.record.values import Period

TEXT = "Two rockets hit the depot at dawn. Officials said nobody was hurt."


def make_report(text: str = TEXT, **changes: Any) -> Report:
    """A report that is all body."""
    values: dict[str, Any] = {
        "id": make_id("rep", changes.get("uri", text)),
        "uri": "a.txt",
        "text": text,
        "segments": (Segment(start=0, end=len(text), kind="body"),) if text else (),
        "published": Period(earliest=None, latest=None),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    return Report(**{**values, **changes})


def span_of(report: Report, words: str) -> Span:
    """The span of the first place where these words stand."""
    start = report.text.index(words)
    return Span(report_id=report.id, start=start, end=start + len(words), quote=words)


def make_mention(report: Report, words: str = "Officials", **changes: Any) -> Mention:
    """A mention of an actor."""
    values: dict[str, Any] = {
        "id": make_id("men", report.id, words),
        "report_id": report.id,
        "kind": "actor",
        "span": span_of(report, words),
        "reading": words.lower(),
    }
    return Mention(**{**values, **changes})


def make_event_mention(report: Report, words: str = "hit", **changes: Any) -> EventMention:
    """An assault that is told as having happened."""
    values: dict[str, Any] = {
        "id": make_id("evm", report.id, words),
        "report_id": report.id,
        "trigger": span_of(report, words),
        "sentence": Span(report_id=report.id, start=0, end=len(report.text), quote=report.text),
        "event_type": "ASSAULT",
        "modality": "happened",
    }
    return EventMention(**{**values, **changes})


def make_claim(report: Report, subject: str, **changes: Any) -> Claim:
    """A claim about the weapon."""
    values: dict[str, Any] = {
        "id": make_id("clm", report.id, subject, changes.get("property", "weapon")),
        "report_id": report.id,
        "subject_id": subject,
        "property": "weapon",
        "value": "rocket",
        "spans": (span_of(report, "rockets"),),
    }
    return Claim(**{**values, **changes})


def make_incident(*members: str, **changes: Any) -> Incident:
    """An incident of these members."""
    values: dict[str, Any] = {
        "id": make_id("inc", *members),
        "kind": "incident",
        "event_type": "ASSAULT",
        "member_ids": members,
        "status": "asserted",
    }
    return Incident(**{**values, **changes})
