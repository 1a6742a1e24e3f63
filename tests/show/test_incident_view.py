"""Incidents as the dossier shows them: values, notes, and references to words."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.show.evidence import SentencePool
from fogline.show.incident_view import IncidentView, parties_label, reviewed_ids
from fogline.show.record_index import RecordIndex
from fogline.show.register import slice_utf16
from tests.show.record_factory import REPORT_TEXTS, Row, make_record


def _view(record: Row, key: str) -> tuple[dict[str, Any], list[list[Any]]]:
    index = RecordIndex.of(record)
    pool = SentencePool(index, None, full=False)
    row = IncidentView(index, pool).row(index.incidents[key])
    return row, pool.rows()


def _value(row: dict[str, Any], label: str) -> dict[str, Any]:
    found: dict[str, Any] = next(value for value in row["values"] if value["label"] == label)
    return found


def _words(row: dict[str, Any], pool: list[list[Any]], references: list[list[int]]) -> list[str]:
    return [slice_utf16(pool[row["evidence"][number]][3], start, end) for number, start, end in references]


def test_factory_spans_slice_back() -> None:
    def spans(value: Any) -> list[Row]:
        if isinstance(value, dict):
            own = [value] if {"report", "start", "end", "text"} <= set(value) else []
            return own + [span for part in value.values() for span in spans(part)]
        return [span for part in value for span in spans(part)] if isinstance(value, list) else []

    found = spans(make_record())
    assert len(found) > 60
    assert all(REPORT_TEXTS[span["report"]][span["start"] : span["end"]] == span["text"] for span in found)


def test_values_point_to_the_words_they_were_read_from() -> None:
    row, pool = _view(make_record(), "I1")
    assert _words(row, pool, _value(row, "When")["refs"]) == ["on Monday night", "Monday's"]
    assert _words(row, pool, _value(row, "Where")["refs"]) == ["near Calde", "at Calde"]
    assert _words(row, pool, _value(row, "Killed")["refs"]) == ["three soldiers", "Four soldiers"]
    assert _words(row, pool, _value(row, "Type")["refs"]) == ["struck", "carried out", "were killed"]


def test_killed_shows_low_best_high_and_the_phrase() -> None:
    row, _ = _view(make_record(), "I1")
    assert _value(row, "Killed")["text"] == "3 (best; 3–4)"
    assert _value(row, "Killed")["note"] == "text: “three soldiers”"
    assert row["killedMin"] == 3


def test_participant_keeps_how_it_is_held_responsible() -> None:
    row, pool = _view(make_record(), "I1")
    [doer] = _value(row, "By")["actors"]
    assert (doer["text"], doer["note"]) == ("Grey Heron", "claimed by itself")
    assert _words(row, pool, doer["refs"]) == ["its unit Grey Heron"]


def test_unnamed_participant_keeps_the_words_of_the_text() -> None:
    row, _ = _view(make_record(), "I6")
    assert _value(row, "Victims")["actors"][0]["text"] == "a senior officer"
    assert "actor" not in _value(row, "Victims")["actors"][0]


def test_date_from_the_dateline_says_so() -> None:
    row, _ = _view(make_record(), "I2")
    assert "the report's own date stands in" in _value(row, "When")["note"]


def test_unknown_date_and_place_are_said_and_not_made_up() -> None:
    row, _ = _view(make_record(), "I12")
    assert _value(row, "When")["text"] == "date not known"
    assert _value(row, "Where")["text"] == "place not known"
    assert not {"first", "last", "place"} & set(row)


def test_open_date_keeps_its_known_side() -> None:
    row, _ = _view(make_record(), "I7")
    assert row["when"] == "by 31 Mar 2031"
    assert "first" not in row


def test_arabic_sentence_is_quoted_as_it_is() -> None:
    row, pool = _view(make_record(), "I3")
    quotes = [pool[number][3] for number in row["evidence"]]
    assert any(quote.startswith("قال شهود") for quote in quotes)


def test_first_codes_are_kept_though_they_are_zero() -> None:
    row, _ = _view(make_record(), "I3")
    assert (row["type"], row["status"]) == (0, 0)


def test_links_read_in_both_directions() -> None:
    total, _ = _view(make_record(), "I5")
    part, _ = _view(make_record(), "I1")
    assert {link["way"] for link in part["links"]} == {"after", "part of"}
    assert total["links"][0]["way"] == "contains"


@pytest.mark.parametrize(
    ("key", "expected"),
    [("I3", "Tarevian army → Orun Front"), ("I6", "not known → a senior officer"), ("I4", "Orun Front"), ("I12", "")],
)
def test_parties_in_one_line(key: str, expected: str) -> None:
    index = RecordIndex.of(make_record())
    assert parties_label(index.incidents[key], index) == expected


def test_undone_review_does_not_count() -> None:
    done = {"id": "J1", "subject": ["I1"], "undone_by": None}
    assert reviewed_ids([done]) == {"I1"}
    assert reviewed_ids([{**done, "undone_by": "J2"}]) == set()
