"""Checks an exported record: the schema, every span against the report's text, and that nothing was read from furniture.

    python tools/check_record.py CASE.fogline

Prints one line per check and exits with 1 when one fails.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema

import fogline
from fogline.errors import FoglineError


def spans(value: Any) -> list[dict[str, Any]]:
    """Every span inside a value of the record."""
    if isinstance(value, dict):
        own = [value] if {"report", "start", "end", "text"} <= value.keys() and isinstance(value["start"], int) else []
        return own + [span for inner in value.values() for span in spans(inner)]
    return [span for inner in value for span in spans(inner)] if isinstance(value, list) else []


def main(case: Path) -> int:
    """The exit code of the checks of a case."""
    schema = json.loads((files("fogline.show.exports") / "record.schema.json").read_text("utf-8"))
    with fogline.open(case) as record:
        exported = record.export()
        reports = {report.id: report for report in record.reports()}
    exported = json.loads(json.dumps(exported))
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(exported))
    found = spans(exported)
    broken = [span for span in found if reports[span["report"]].text[span["start"] : span["end"]] != span["text"]]
    inside = []
    for mention in exported["mentions"] + exported["actors"] + exported["places"] + exported["times"]:
        for span in spans(mention):
            unread = [s for s in reports[span["report"]].segments if s.kind in ("furniture", "script")]
            inside += [span for segment in unread if span["start"] < segment.end and segment.start < span["end"]]
    print(f"schema: {len(errors)} errors")
    for error in errors[:5]:
        print(f"  {'/'.join(map(str, error.absolute_path))}: {error.message[:160]}")
    print(f"spans: {len(found)} checked, {len(broken)} do not slice")
    print(f"furniture and scripts: {len(inside)} spans of mentions, actors, places and times lie inside")
    return 1 if errors or broken or inside else 0


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except FoglineError as error:
        sys.exit(str(error))
