"""Prints what a case states as happened, sentence by sentence, as a CSV sheet with an empty column for a judge.

python tools/judging_sheet.py CASE.fogline > sheet.csv
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import fogline


def main(case: Path) -> None:
    """One row per event mention with modality happened that is not excluded, in the order of reports and text."""
    with fogline.open(case) as record:
        exported = record.export()
    files = {row["id"]: row["uri"] for row in exported["reports"]}
    sheet = csv.writer(sys.stdout)
    sheet.writerow(["report", "trigger", "type", "mode", "stage", "who", "sentence", "true"])
    stated = [row for row in exported["mentions"] if row["modality"] == "happened" and not row["excluded"]]
    for row in sorted(stated, key=lambda row: (files[row["report"]], row["trigger"]["start"])):
        who = "; ".join(f"{part['role']}: {part['text']}" for part in row["arguments"])
        sentence = " ".join(row["sentence"]["text"].split())
        sheet.writerow(
            [files[row["report"]], row["trigger"]["text"], row["type"], ";".join(row["mode"]), row["stage"], who, sentence, ""]
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
