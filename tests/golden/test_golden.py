"""Whole reports and the event mentions that are read from them, side by side; `make golden` rewrites what is expected."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.read.reading import Reading, read

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/report.txt"))
PUBLISHED = "2024-05-08"  # a Wednesday


def told(said: Reading) -> list[dict[str, object]]:
    """The main fields of the event mentions in text order; what is empty is left out."""
    rows = []
    for event in said.events:
        row: dict[str, object] = {"trigger": event.trigger.quote, "at": event.trigger.start, "type": event.event_type}
        claims = [claim for claim in said.claims("when") if claim.subject_id == event.id and claim.spans]
        row |= {
            "modes": list(event.modes),
            "modality": event.modality,
            "stage": "" if event.stage == "accomplished" else event.stage,
            "excluded": event.excluded or "",
            "aggregate": "yes" if event.is_aggregate else "",
            "voices": [voice.text for voice in event.voices],
            "roles": [f"{role.role}: {role.text}" + (f" ({role.effect})" if role.effect else "") for role in event.roles],
            "when": [claim.spans[0].quote for claim in claims],
            "claims": claims_of(said, event.id),
        }
        rows.append({key: value for key, value in row.items() if value not in ("", [])})
    return rows


def claims_of(said: Reading, event_id: str) -> list[str]:
    """Place, numbers, weapon and responsibility as the report words them."""
    found = []
    for name in ("where", "killed", "injured", "weapon", "responsible"):
        for claim in said.claims(name):
            if claim.subject_id == event_id:
                kind = f" ({claim.kind})" if claim.kind else ""
                found.append(f"{name}: {claim.spans[0].quote}{kind}")
    return found


def as_toml(rows: list[dict[str, object]]) -> str:
    """The rows as TOML, one table for each event mention."""
    blocks = []
    for row in rows:
        lines = [f"{key} = {_value(value)}" for key, value in row.items()]
        blocks.append("\n".join(["[[event]]", *lines]))
    return "\n\n".join(blocks) + "\n"


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    return str(value) if isinstance(value, int) else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_golden(case: Path, request: pytest.FixtureRequest) -> None:
    title, _, body = (case / "report.txt").read_text("utf-8").strip().partition("\n\n")
    rows = told(read(body, title=title, published=PUBLISHED))
    expected = case / "expected.toml"
    if request.config.getoption("--rewrite-golden"):
        expected.write_text(as_toml(rows), "utf-8")
    assert rows == tomllib.loads(expected.read_text("utf-8"))["event"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 3
