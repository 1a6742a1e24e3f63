"""A record in a few lines of a terminal: incidents with day, who, killed and status, and what is contradicted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
INCIDENT_HEADERS = ("when", "what", "named as doer", "killed", "status", "reports")


def incident_rows(record: Row, limit: int) -> list[tuple[str, ...]]:
    """The incidents, without totals and states, that most reports tell of, then the deadliest: INCIDENT_HEADERS each, by day."""
    names = {str(row["id"]): str(row["name"]) for key in ("actors", "places") for row in record.get(key) or ()}
    incidents = [row for row in record.get("incidents") or () if row.get("kind", "incident") == "incident"]
    told = sorted(incidents, key=lambda row: (-len(row.get("reports") or ()), -_killed(row), not _has_day(row), str(row["id"])))
    by_day = sorted(told[:limit], key=lambda row: (_day(row), str(row["id"])))
    return [_incident_row(row, names) for row in by_day]


def _killed(incident: Row) -> int:
    killed = incident.get("killed") or {}
    return int(killed.get("best") or killed.get("low") or 0)


def _has_day(incident: Row) -> bool:
    return bool((incident.get("when") or {}).get("start"))


def _day(incident: Row) -> str:
    """The day to sort by: the earliest, else the latest; unknown ones come last."""
    when = incident.get("when") or {}
    return str(when.get("start") or when.get("end") or "9999")


def _incident_row(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    who = _unique(
        names.get(str(part.get("actor")), str(part.get("text") or ""))
        for part in row.get("participants") or ()
        if part.get("role") == "initiator"
    )
    reports = str(len(row.get("reports") or ()))
    return (
        period(row.get("when")),
        str(row.get("title") or row.get("type") or ""),
        who or "not said",
        amount(row.get("killed")),
        str(row.get("status") or ""),
        reports,
    )


def _unique(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))


def period(interval: Row | None) -> str:
    """An interval as one day, a range, or "not said"."""
    start, end = (interval or {}).get("start"), (interval or {}).get("end")
    if start == end:
        return str(start) if start else "not said"
    return f"{start or '…'} to {end or '…'}"


def amount(value: Row | None) -> str:
    """An amount as its best value with low and high where they differ; empty where no report gives one."""
    if not value:
        return ""
    low, best, high = (value.get(name) for name in ("low", "best", "high"))
    middle = "?" if best is None else str(best)
    if low == best == high:
        return middle
    return f"{middle} ({'?' if low is None else low}-{'?' if high is None else high})"


def disagreement_lines(record: Row, limit: int) -> list[str]:
    """One line for each open disagreement: what it is about, and the values that stand against each other."""
    titles = {str(row["id"]): str(row.get("title") or row["id"]) for row in record.get("incidents") or ()}
    found = [row for row in record.get("disagreements") or () if row.get("standing", "open") == "open"]
    return [_disagreement_line(row, titles) for row in found[:limit]]


def _disagreement_line(row: Row, titles: Mapping[str, str]) -> str:
    values: Sequence[Row] = row.get("values") or ()
    said = _unique(_said(value.get("value")) for value in values)
    about = titles.get(str(row.get("about")), str(row.get("about")))
    return f"{about}: {row.get('field')} is {said.replace(', ', ' or ')}"


def _said(value: Any) -> str:
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    if "best" in value:
        return amount(value)
    return period(value) if "start" in value else str(value.get("name") or value.get("text") or value.get("id") or "")
