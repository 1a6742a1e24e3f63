"""The register: all incidents as plain HTML rows, for print, for archives and for readers without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MAX_REGISTER_ROWS = 1_000
"""Above this the register would be most of the file; the page says so and points to the export."""


def register_rows(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Template rows made from the viewer's data, so that both show the same words; empty above the limit."""
    if len(view["incidents"]) > MAX_REGISTER_ROWS:
        return []
    return [_row(incident, view) for incident in view["incidents"]]


def _row(incident: Mapping[str, Any], view: Mapping[str, Any]) -> dict[str, Any]:
    kind = view["kinds"].get(incident["kind"], view["kinds"]["incident"])
    return {
        "id": incident["id"],
        "title": incident["title"],
        "kind": kind["label"] if kind["note"] else "",
        "type": view["types"][incident["type"]]["label"],
        "status": view["statuses"][incident["status"]],
        "reviewed": incident.get("reviewed", False),
        "values": [_value(value) for value in incident.get("values", ())],
        "quotes": [quote_of(view, number) for number in incident.get("evidence", ())],
    }


def _value(value: Mapping[str, Any]) -> dict[str, Any]:
    parts: Sequence[Mapping[str, Any]] = value.get("actors") or [value]
    texts = [part["text"] + (f" ({part['note']})" if part.get("note") else "") for part in parts]
    numbers = sorted({reference[0] + 1 for part in parts for reference in part.get("refs", ())})
    return {"label": value["label"], "text": "; ".join(texts), "numbers": numbers}


def quote_of(view: Mapping[str, Any], number: int) -> dict[str, str]:
    """A sentence of the pool with its outlet and date."""
    report_number, start, end, *rest = view["sentences"][number]
    report = view["reports"][report_number] if report_number >= 0 else {"outlet": "unknown report", "date": ""}
    text = rest[0] if rest else slice_utf16(report.get("text", ""), start, end)
    return {"text": text, "outlet": report["outlet"], "date": report["date"]}


def slice_utf16(text: str, start: int, end: int) -> str:
    """`text.slice(start, end)` as JavaScript does it, in UTF-16 units."""
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")
