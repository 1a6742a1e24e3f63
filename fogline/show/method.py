"""The section on method and limits, and the reports with how each date was found: rows for the page template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fogline.issues import ISSUE_CODES
from fogline.show import display
from fogline.show.basemap import CREDIT
from fogline.show.dossier_view import file_name, report_view
from fogline.show.network import MAX_LINES, MAX_NODES
from fogline.show.options import DossierOptions
from fogline.show.record_index import RecordIndex, Row, without_ids
from fogline.show.wording import day_label, parse_day

MAX_SOURCE_ROWS = 1_000
MAX_ISSUE_ROWS = 200

STANDING_LIMITS = (
    "The dossier holds what the listed reports say. What they leave out or get wrong, it leaves out or gets wrong too.",
    "Counts are counts of incidents that these reports mention. They are not totals of a conflict.",
    "“Corroborated” means that the record found two or more independent origins. "
    "Copies and rewrites of one story count as one origin; an unmarked rewrite may still be taken for a second one.",
    "Dates are the earliest and the latest possible day. Where a report gives no day, the bar is as long as the doubt.",
    "A dashed ring means that the place is known only roughly: its center is a point of reference.",
    "Material read by a program contains errors. Check a value against its sentence before relying on it.",
    CREDIT + " The coast is accurate to about a kilometer: this is no city map.",
)


def run_rows(index: RecordIndex) -> list[tuple[str, str]]:
    """Label and value for what was run, in a few lines: version, time, packs."""
    run = index.record.get("run") or {}
    packs = [str(_member(pack, "name") or _member(pack, "id") or pack) for pack in run.get("packs") or ()]
    rows = [
        ("Version", str(run.get("version") or "not recorded")),
        ("Started", _minute(run.get("started"))),
        ("Finished", _minute(run.get("finished"))),
        ("Packs", ", ".join(packs) or "none: only what ships with fogline"),
    ]
    return [(label, value) for label, value in rows if value]


def _minute(instant: Any) -> str:
    # To the minute: "2024-06-09T10:12:33+00:00" is for programs.
    text = str(instant or "")
    day = parse_day(text)
    return f"{day_label(day)}, {text[11:16]} UTC" if day and text.endswith("+00:00") else text


def count_rows(index: RecordIndex) -> list[tuple[str, str]]:
    """Label and number for what the run made, in the order of the record; what is empty is left out."""
    words = display.words()["counted"]
    counts = (index.record.get("run") or {}).get("counts") or {}
    return [(words[name], f"{counts[name]:,}") for name in words if isinstance(counts.get(name), int) and counts[name]]


def stage_rows(index: RecordIndex) -> list[dict[str, Any]]:
    """Every stage with its version and settings, in the order in which stages run; nested values as compact text."""
    settings = (index.record.get("run") or {}).get("settings") or {}
    order = list(display.words()["stage_folder"])
    rows = []
    for name, stage in settings.items():
        inside = stage.get("settings") if isinstance(stage, Mapping) and "settings" in stage else stage
        folder = str(name).split(".")[0]
        rows.append(
            {
                "name": str(name),
                "about": display.words()["stage_folder"].get(folder, ""),
                "version": str(_member(stage, "version") or ""),
                "values": _values(inside),
                "order": order.index(folder) if folder in order else len(order),
            }
        )
    return sorted(rows, key=lambda row: (row["order"], row["name"]))


def _values(settings: Any) -> list[tuple[str, str]]:
    if not isinstance(settings, Mapping):
        return [("value", _compact(settings))] if settings else []
    return [(str(key).replace("_", " "), _compact(value)) for key, value in settings.items()]


def _compact(value: Any) -> str:
    """A nested value in one line: `a: 1; b: x, y`."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_compact(part)}" for key, part in value.items()) or "none"
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [f"({_compact(part)})" if isinstance(part, list | tuple | dict) else _compact(part) for part in value]
        return ", ".join(parts) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _member(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def dropped_rows(index: RecordIndex) -> list[tuple[str, int]]:
    """Why tellings of events became no incident, with counts."""
    reasons = Counter(str(row["excluded"]) for row in index.mentions.values() if row.get("excluded"))
    return [(display.word("excluded", reason), n) for reason, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))]


def choice_rows(options: DossierOptions, counts: Mapping[str, int]) -> list[str]:
    """Sentences that say how this dossier was cut down from its record, and what its counts leave out."""
    rows = []
    if options.since or options.until:
        rows.append(
            f"Limited to {options.since or 'the beginning'} until {options.until or 'the end'}; undated incidents are kept."
        )
    if options.types:
        labels = [row["label"] for row in display.display_types() if row["key"] in options.types]
        rows.append(f"Limited to these types: {', '.join(labels)}.")
    if counts["left_out"]:
        rows.append(f"{counts['left_out']:,} incidents of the record are left out by these limits.")
    if counts["totals"] or counts["states"]:
        rows.append(f"Shown, but not counted as incidents: totals {counts['totals']:,}, standing states {counts['states']:,}.")
    rows.append(
        f"Without a date: {counts['undated']:,}; without a place: {counts['unplaced']:,}. "
        "They are listed, and the period does not drop them."
    )
    rows.append(
        "Whole reports are embedded." if options.texts == "full" else "Only quoted sentences are embedded, not whole reports."
    )
    rows.append(f"The network draws at most {MAX_NODES} actors and {MAX_LINES} ties; the list beside it has all ties.")
    return rows


def issue_groups(index: RecordIndex, options: DossierOptions) -> list[dict[str, Any]]:
    """What could not be handled or stayed in doubt: one row for each code with its meaning, count and cases."""
    groups: dict[str, list[str]] = {}
    meanings: dict[str, str] = {}
    for issue in [*index.rows("issues"), *options.issues]:
        code = str(issue.get("code") or "other")
        groups.setdefault(code, []).append(_issue_case(issue, index))
        meanings.setdefault(code, ISSUE_CODES.get(code) or str(issue.get("message") or issue.get("reason") or ""))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        {"code": code, "meaning": meanings[code], "count": len(cases), "cases": _tallied(cases)[:MAX_ISSUE_ROWS]}
        for code, cases in ordered
    ]


def _issue_case(issue: Row, index: RecordIndex) -> str:
    unit = str(issue.get("where") or issue.get("unit") or issue.get("uri") or issue.get("report") or "")
    report = index.reports.get(unit) or {}
    parts = [without_ids(str(issue.get("detail") or "")), file_name(report) or without_ids(unit, "")]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _tallied(cases: Sequence[str]) -> list[str]:
    return [f"{case} (× {n})" if n > 1 else case for case, n in Counter(cases).items()]


def source_rows(index: RecordIndex, options: DossierOptions) -> list[dict[str, Any]]:
    """The reports for the list of sources; `number` is the report's position in the viewer's data."""
    rows = []
    for number, report in enumerate(list(index.reports.values())[:MAX_SOURCE_ROWS]):
        row = report_view(report, options)
        row.setdefault("file", "")
        row.setdefault("unnamed", False)
        row["number"] = number
        row["uri"] = _web_address(report.get("uri"))
        row["notes"] = _report_notes(report, index)
        rows.append(row)
    return rows


def _web_address(uri: Any) -> str:
    # Only web addresses become links: a `javascript:` or `file:` address in a report's metadata must stay text.
    address = str(uri or "")
    return address if address.startswith(("https://", "http://")) else ""


def _report_notes(report: Row, index: RecordIndex) -> list[str]:
    family = report.get("family")
    same = (
        sum(1 for row in index.reports.values() if family and row.get("family") == family)
        if len(index.reports) <= MAX_SOURCE_ROWS
        else 0
    )
    notes = [
        f"one of {same} copies of the same story" if same > 1 else "",
        f"relays {', '.join(_cited(cite) for cite in report.get('cites') or ())}" if report.get("cites") else "",
        f"information first said by {_cited(report.get('origin'))}" if report.get("origin") else "",
        f"by {report['byline']}" if report.get("byline") else "",
        f"language {report['language']}" if report.get("language") not in (None, "", "en") else "",
    ]
    return [note for note in notes if note]


def _cited(value: Any) -> str:
    return str(value.get("name") or value.get("text") or "") if isinstance(value, Mapping) else str(value)
