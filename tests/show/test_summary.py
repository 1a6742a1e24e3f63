"""The record in a few lines."""

from __future__ import annotations

import pytest

from fogline.show.summary import amount, disagreement_lines, incident_rows, period

RECORD = {
    "actors": [{"id": "act_1", "name": "Northern Front"}],
    "places": [{"id": "plc_1", "name": "Eastport"}],
    "incidents": [
        {
            "id": "inc_late",
            "title": "Shelling of Eastport",
            "type": "ASSAULT",
            "mode": ["heavy-weapons"],
            "when": {"start": "2024-03-02", "end": "2024-03-02"},
            "place": {"id": "plc_1"},
            "participants": [{"role": "initiator", "actor": "act_1"}, {"role": "target", "actor": None, "text": "a depot"}],
            "killed": {"low": 2, "best": 2, "high": 4},
            "status": "disputed",
            "reports": ["a", "b"],
        },
        {
            "id": "inc_early",
            "type": "PROTEST",
            "when": {"start": "2024-01-01", "end": None},
            "reports": ["a"],
            "status": "asserted",
        },
        {"id": "inc_undated", "type": "COERCE", "when": None, "reports": [], "status": "asserted"},
    ],
    "disagreements": [
        {
            "about": "inc_late",
            "field": "killed",
            "values": [{"value": {"low": 2, "best": 2, "high": 2}}, {"value": 4}],
            "standing": "open",
        },
        {"about": "inc_late", "field": "when", "values": [{"value": "Monday"}], "standing": "superseded"},
    ],
}


def test_incidents_are_those_most_told_of_by_day() -> None:
    rows = incident_rows(RECORD, 2)
    assert [row[0] for row in rows] == ["2024-01-01 to …", "2024-03-02"]
    assert rows[1] == ("2024-03-02", "Shelling of Eastport", "Northern Front", "2 (2-4)", "disputed", "2")
    assert rows[0][2] == "not said"


def test_open_disagreements_show_the_values() -> None:
    assert disagreement_lines(RECORD, 9) == ["Shelling of Eastport: killed is 2 or 4"]


@pytest.mark.parametrize(
    ("value", "said"), [(None, ""), ({"low": 3, "best": None, "high": None}, "? (3-?)"), ({"low": 1, "best": 1, "high": 1}, "1")]
)
def test_amount(value: dict[str, int | None] | None, said: str) -> None:
    assert amount(value) == said


def test_unknown_period_is_not_said() -> None:
    assert period(None) == period({"start": None, "end": None}) == "not said"
