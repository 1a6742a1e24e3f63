"""Rows of RECORD.md that are valid by default, with spans found by their words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

REPORT_TEXTS: dict[str, str] = json.loads((Path(__file__).parent / "invented_reports.json").read_text("utf-8"))
"""Reports written for these tests, about an invented conflict of the Republic of Tarevia and the Orun Front."""


def interval(start: str | None, end: str | None = None, basis: str = "stated", evidence: Row | None = None) -> Row:
    """An Interval of RECORD.md; one day when no end is given."""
    end = end if end is not None else start
    precision = "unknown" if not start and not end else "day" if start == end else "days"
    return {"start": start, "end": end, "precision": precision, "basis": basis, "evidence": evidence}


def span(report: str, words: str, texts: Mapping[str, str] = REPORT_TEXTS) -> Row:
    """The first place where a report says these words."""
    start = texts[report].index(words)
    return {"report": report, "start": start, "end": start + len(words), "text": words}


def amount(low: int | None, best: int | None, high: int | None, evidence: Row) -> Row:
    """An Amount of RECORD.md with the words of its evidence."""
    return {"low": low, "best": best, "high": high, "text": evidence["text"], "evidence": evidence}


def _sentence(report: str, words: str) -> Row:
    text = REPORT_TEXTS[report]
    at = text.index(words)
    start = max(text.rfind(mark, 0, at) + len(mark) for mark in (". ", "\n\n", "; ") if text.rfind(mark, 0, at) >= 0)
    ends = [position + 1 for mark in (". ", ".") if (position := text.find(mark, at + len(words) - 1)) >= 0]
    return {"report": report, "start": start, "end": min(ends), "text": text[start : min(ends)]}


def mention(key: str, report: str, trigger: str, plover: str, **fields: Any) -> Row:
    """A mention with its sentence and trigger found in the report's text; other fields as given."""
    row: Row = {
        "id": key,
        "report": report,
        "sentence": _sentence(report, trigger),
        "trigger": span(report, trigger),
        "type": plover,
        "mode": [],
        "stage": "accomplished",
        "modality": "happened",
        "voice": [],
        "arguments": [],
        "when": interval(None, basis="unknown"),
        "place": None,
        "killed": None,
        "injured": None,
        "weapon": None,
        "aggregate": False,
        "incident": None,
        "excluded": None,
        "confidence": 0.8,
    }
    return {**row, **fields}


def argument(role: str, actor: str | None, head: Row, responsibility: str | None = None) -> Row:
    """An argument of a mention."""
    return {
        "role": role,
        "actor": actor,
        "head": head,
        "text": head["text"],
        "number": None,
        "effect": None,
        "class": None,
        "responsibility": responsibility,
    }


def incident(key: str, title: str, plover: str, **fields: Any) -> Row:
    """An incident that is valid by default."""
    row: Row = {
        "id": key,
        "title": title,
        "kind": "incident",
        "type": plover,
        "mode": [],
        "cameo": "",
        "stage": "accomplished",
        "status": "asserted",
        "when": interval(None, basis="unknown"),
        "place": None,
        "where_all": [],
        "participants": [],
        "weapon": None,
        "killed": None,
        "injured": None,
        "contexts": [],
        "mentions": [],
        "reports": [],
        "origins": 1,
        "confidence": 0.8,
        "codes": {},
    }
    return {**row, **fields}


def part(role: str, actor: str | None, text: str, mentions: Sequence[str], responsibility: str | None = None) -> Row:
    """A merged participant of an incident."""
    return {
        "role": role,
        "actor": actor,
        "text": text,
        "mentions": list(mentions),
        "responsibility": responsibility,
        "origins": 1,
    }
