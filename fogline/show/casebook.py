"""From a case to a dossier: what the page needs beside the record itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from fogline.api import Record
from fogline.issues import ISSUE_CODES
from fogline.show import dossier
from fogline.show.options import DossierOptions


def write_dossier(
    record: Record, out: Path, *, title: str, texts: Literal["sentences", "full"] = "sentences", built_on: date | None = None
) -> dict[str, Any]:
    """Writes the dossier of a case to a file and returns the exported record that it shows.

    `texts="full"` embeds whole reports: only where the rights to them are held. `built_on` is the day named on the page;
    without it, the day of the last build.
    """
    data = record.export()
    run = record.store.last_run()
    ended = str((run and (run["ended_at"] or run["started_at"])) or "")
    options = DossierOptions(
        title=title,
        texts=texts,
        report_texts={report.id: report.text for report in record.reports()},
        built_on=built_on or (date.fromisoformat(ended[:10]) if ended else None),
        issues=tuple(
            {"code": issue.code, "message": ISSUE_CODES.get(issue.code, issue.detail), "where": f"{issue.unit}: {issue.detail}"}
            for issue in record.issues()
        ),
    )
    dossier.write(data, out, options)
    return data
