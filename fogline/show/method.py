"""The section on method and limits, and the reports with how each date was found: rows for the page template."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fogline.show import display
from fogline.show.basemap import CREDIT
from fogline.show.dossier_view import report_view
from fogline.show.network import MAX_LINES, MAX_NODES
from fogline.show.options import DossierOptions
from fogline.show.record_index import RecordIndex, Row

MAX_SOURCE_ROWS = 1_000
MAX_ISSUE_ROWS = 50

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
    """Label and value for what was run: version, times, packs, settings, counts."""
    run = index.record.get("run") or {}
    rows = [
        ("Version", str(run.get("version") or "not recorded")),
        ("Started", str(run.get("started") or "")),
        ("Finished", str(run.get("finished") or "")),
    ]
    packs = [
        str(pack.get("name") or pack.get("id") or pack) if isinstance(pack, Mapping) else str(pack)
        for pack in run.get("packs") or ()
    ]
    rows.append(("Packs", ", ".join(packs) or "none"))
    rows += [(f"Setting {key}", value) for key, value in _flat(run.get("settings") or {})]
    rows += [(f"Count {key}", value) for key, value in _flat(run.get("counts") or {})]
    return [(label, value) for label, value in rows if value]


def _flat(tree: Any, prefix: str = "") -> list[tuple[str, str]]:
    if not isinstance(tree, Mapping):
        return [(prefix, tree if isinstance(tree, str) else json.dumps(tree, ensure_ascii=False))]
    return [pair for key, value in tree.items() for pair in _flat(value, f"{prefix} {key}".strip().replace("_", " "))]


def dropped_rows(index: RecordIndex) -> list[tuple[str, int]]:
    """Why tellings of events became no incident, with counts."""
    reasons = Counter(str(row["excluded"]) for row in index.mentions.values() if row.get("excluded"))
    return [(reason.replace("_", " "), count) for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))]


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


def issue_rows(index: RecordIndex, options: DossierOptions) -> list[str]:
    """One line for each input or value that could not be handled."""
    issues: Sequence[Row] = [*index.rows("issues"), *options.issues]
    lines = []
    for issue in issues[:MAX_ISSUE_ROWS]:
        where = issue.get("where") or issue.get("uri") or issue.get("report") or ""
        parts = [issue.get("code"), issue.get("message") or issue.get("reason"), where]
        lines.append(" · ".join(str(part) for part in parts if part))
    if len(issues) > MAX_ISSUE_ROWS:
        lines.append(f"and {len(issues) - MAX_ISSUE_ROWS:,} more, listed by `fogline info`")
    return lines


def source_rows(index: RecordIndex, options: DossierOptions) -> list[dict[str, Any]]:
    """The reports for the list of sources; `number` is the report's position in the viewer's data."""
    rows = []
    for number, report in enumerate(list(index.reports.values())[:MAX_SOURCE_ROWS]):
        row = report_view(report, options)
        row.setdefault("file", "")
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
