"""From a case to a dossier: what the page needs beside the record itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from fogline.api import Record
from fogline.show import dossier
from fogline.show.options import DossierOptions
from fogline.show.targets import check_target


def write_dossier(
    record: Record,
    out: Path,
    *,
    title: str | None = None,
    texts: Literal["sentences", "full"] = "sentences",
    built_on: date | None = None,
) -> dict[str, Any]:
    """Writes the dossier of a case to a file and returns the exported record that it shows.

    `texts="full"` embeds whole reports: only where the rights to them are held. `built_on` is the day named on the page;
    without it, the day of the last build. Without `title` the page is named after the actors most reported and the period.
    Raises InputError where the file to write is a case.
    """
    check_target(out)
    data = record.export()
    run = record.store.last_run()
    ended = str((run and (run["ended_at"] or run["started_at"])) or "")
    options = DossierOptions(
        title=title,
        case_name=Path(record.store.path).stem,
        texts=texts,
        report_texts={report.id: report.text for report in record.reports()},
        built_on=built_on or (date.fromisoformat(ended[:10]) if ended else None),
    )
    dossier.write(data, out, options)
    return data
