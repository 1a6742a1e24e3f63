"""Prints ten incidents of a case with the sentence that tells of each first, as the table that stands in the README.

python tools/readme_lines.py CASE.fogline
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import fogline
from fogline.show.summary import amount, period


def main(case: Path) -> None:
    """The ten dated incidents that most reports, then most sentences, tell of, by day."""
    with fogline.open(case) as record:
        exported = record.export()
    mentions = {row["id"]: row for row in exported["mentions"]}
    files = {row["id"]: row["uri"] for row in exported["reports"]}
    names = {row["id"]: row["name"] for row in exported["actors"]}
    dated = [row for row in exported["incidents"] if row["kind"] == "incident" and row["when"]["start"]]
    told = sorted(dated, key=lambda row: (-len(row["reports"]), -len(row["mentions"]), row["id"]))[:10]
    print("| when | what | doer, and on whose word | killed | status | a sentence of it |")
    print("|---|---|---|---|---|---|")
    for row in sorted(told, key=lambda row: row["when"]["start"]):
        first = _best([mentions[name] for name in row["mentions"]])
        sentence = " ".join(first["sentence"]["text"].split())
        quote = sentence if len(sentence) <= 110 else sentence[:108].rsplit(" ", 1)[0] + " …"
        cells = [period(row["when"]), row["title"], _doers(row, names), amount(row["killed"]), row["status"]]
        print(f"| {' | '.join(cells)} | “{quote}” ({files[first['report']].split('-')[0]}) |")


def _best(told: list[dict[str, Any]]) -> dict[str, Any]:
    """The telling that says most: with place, toll and participants; of equals the first."""

    def said(mention: dict[str, Any]) -> int:
        return (
            bool(mention["place"]) + 2 * bool(mention["killed"]) + len(mention["arguments"]) + bool(mention["when"]["evidence"])
        )

    return min(told, key=lambda mention: (-said(mention), mention["report"], mention["sentence"]["start"]))


def _doers(row: dict[str, Any], names: dict[str, str]) -> str:
    doers = [part for part in row["participants"] if part["role"] == "initiator"]
    said = [f"{names.get(part['actor'], part['text'])} ({part['responsibility'] or 'named'})" for part in doers]
    return ", ".join(dict.fromkeys(said)) or "not said"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
