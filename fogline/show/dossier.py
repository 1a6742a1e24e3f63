"""The self-contained HTML dossier of a record: one file that asks for nothing and shows every value's sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fogline.show.dossier_view import dossier_view
from fogline.show.heading import case_title, default_title, scope_sentence
from fogline.show.incident_view import reviewed_ids
from fogline.show.method import (
    MAX_SOURCE_ROWS,
    STANDING_LIMITS,
    choice_rows,
    count_rows,
    dropped_rows,
    issue_groups,
    run_rows,
    source_rows,
    stage_rows,
)
from fogline.show.options import DossierOptions
from fogline.show.page import fill_page
from fogline.show.questions import told_count
from fogline.show.record_index import RecordIndex
from fogline.show.register import MAX_REGISTER_ROWS, register_rows
from fogline.show.selection import chosen_incidents, input_hash, record_counts
from fogline.show.targets import check_target
from fogline.show.wording import day_label

__all__ = ["DossierOptions", "render", "write"]


def render(record: Mapping[str, Any], *, options: DossierOptions) -> str:
    """The dossier of a record (RECORD.md, version 1) as HTML text.

    Reads the record alone: what `fogline export --format record` writes is enough.
    """
    index = RecordIndex.of(record)
    incidents = chosen_incidents(index, options)
    counts = record_counts(index, incidents, reviewed_ids(index.rows("decisions")))
    view = dossier_view(index, incidents, options)
    run = record.get("run") or {}
    values = {
        "title": options.title or default_title(index, incidents) or case_title(options.case_name) or "Incident dossier",
        "counts": counts,
        "scope": scope_sentence(index, counts),
        "built_on": day_label(options.built_on) if options.built_on else "",
        "version": options.version or str(run.get("version") or ""),
        "input_hash": input_hash(index),
        "register": register_rows(view),
        "register_limit": MAX_REGISTER_ROWS,
        "n_entries": len(incidents),
        "sources": source_rows(index, options),
        "sources_left": max(0, len(index.reports) - MAX_SOURCE_ROWS),
        "run_rows": run_rows(index),
        "count_rows": count_rows(index),
        "stages": stage_rows(index),
        "choices": choice_rows(options, counts),
        "dropped": dropped_rows(index),
        "issues": issue_groups(index, options),
        "limits": STANDING_LIMITS,
        "has_statements": bool(view["statements"]),
        "told_count": told_count(index),
        "has_ties": bool(view["network"]["ties"]),
        "has_contradictions": bool(view["contradictions"]),
    }
    return fill_page(values, view, options.compress_above)


def write(record: Mapping[str, Any], out: Path, options: DossierOptions) -> None:
    """Write the dossier of a record to a file, as UTF-8. Raises InputError where the file is a case."""
    check_target(out)
    # Another line end would change the inline script, and the browser would refuse it by its hash.
    out.write_text(render(record, options=options), encoding="utf-8", newline="\n")
