"""Contradictions as questions, statements with what followed."""

from __future__ import annotations

from typing import Any

from fogline.show.evidence import SentencePool
from fogline.show.questions import contradiction_views, statement_views
from fogline.show.record_index import RecordIndex
from tests.show.record_factory import Row, interval, make_record


def _contradictions(record: Row) -> list[dict[str, Any]]:
    index = RecordIndex.of(record)
    return contradiction_views(index, SentencePool(index, None, full=False))


def _statements(record: Row) -> list[dict[str, Any]]:
    index = RecordIndex.of(record)
    return statement_views(index, list(index.incidents.values()), SentencePool(index, None, full=False))


def test_contradiction_asks_a_question_with_an_answer_per_value() -> None:
    first = _contradictions(make_record())[0]
    assert first["question"] == "How many were killed in the drone attack on army outpost near Calde?"
    assert [(answer["label"], answer["origin"]) for answer in first["answers"]] == [
        ("3", "Government of Tarevia"),
        ("4", "Orun Front"),
    ]
    assert first["incident"] == "I1"
    assert all(answer["evidence"] for answer in first["answers"])


def test_open_contradictions_come_first() -> None:
    assert [row["standing"] for row in _contradictions(make_record())] == ["open", "open", "explained"]


def test_contradiction_about_a_mention_points_to_its_incident() -> None:
    record = make_record()
    record["disagreements"][0]["about"] = "M4"
    assert _contradictions(record)[0]["incident"] == "I1"


def test_quotation_is_widened_to_its_sentence() -> None:
    index = RecordIndex.of(make_record())
    pool = SentencePool(index, None, full=False)
    contradiction_views(index, pool)
    assert pool.rows()[0][3].startswith("A drone struck an army outpost")


def test_statement_lists_later_acts_of_its_speaker_within_thirty_days() -> None:
    record = make_record()
    record["incidents"][6]["when"] = interval("2031-03-20")
    threat = _statements(record)[0]
    assert (threat["kind"], threat["speaker"], threat["addressee"]) == ("Threat", "Orun Front", "Tarevian army")
    assert threat["followed"] == ["I7"]


def test_statement_is_not_followed_by_what_came_before_or_much_later() -> None:
    record = make_record()
    record["incidents"][6]["when"] = interval("2031-03-10")
    assert "followed" not in _statements(record)[0]
    record["incidents"][6]["when"] = interval("2031-05-10")
    assert "followed" not in _statements(record)[0]


def test_condition_is_quoted() -> None:
    assert _statements(make_record())[1]["condition"] == "If the talks fail"


def test_reports_and_assessments_are_no_claims_or_threats() -> None:
    record = make_record()
    record["statements"][0]["kind"] = "assessment"
    assert len(_statements(record)) == 1
