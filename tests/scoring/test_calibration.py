"""Calibration error and labels, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.scoring import calibration
from fogline.scoring.calibration import Prediction


def test_the_error_is_the_weighted_distance_of_stated_and_observed() -> None:
    predictions = [Prediction(0.95, True)] * 3 + [Prediction(0.95, False)] + [Prediction(0.2, False)] * 4
    assert [(b.n, b.right) for b in calibration.bins(predictions)] == [(4, 0.0), (4, 0.75)]
    assert calibration.calibration_error(predictions) == pytest.approx((0.2 + 0.2) / 2)
    assert calibration.calibration_error([]) == 0
    assert calibration.bins([Prediction(1.0, True)])[0].high == 1.0


def test_few_rows_show_an_error_by_chance_alone() -> None:
    few, many = [Prediction(0.55, True)] * 10, [Prediction(0.55, True)] * 1000
    assert 0.08 < calibration.chance_error(few) < 0.2
    assert calibration.chance_error(many) < 0.02
    assert calibration.chance_error([Prediction(1.0, False)] * 9) == 0


def test_a_table_has_a_line_for_each_bin_that_is_not_empty() -> None:
    text = calibration.table("mentions", [Prediction(0.31, True), Prediction(0.39, False)])
    assert text.splitlines()[-1] == "| 0.3 to 0.4 | 2 | 0.35 | 0.50 |"
    assert text.startswith("**mentions** (n = 2)")


def _event(name: str, start: int, **changes: Any) -> dict[str, Any]:
    instance = {"id": f"i{name}", "pos": "VERB", "tense": "PAST", "polarity": "POS", "modality": None} | changes
    return {"id": name, "start": start, "end": start + 5, "instances": [instance]}


ROW: dict[str, Any] = {
    "doc": "d",
    "events": [
        _event("told", 0),
        _event("not", 10, polarity="NEG"),
        _event("may", 20, modality="MAY"),
        _event("will", 30, tense="FUTURE"),
        _event("managed", 40, tense="INFINITIVE"),
        _event("planned", 50, tense="INFINITIVE"),
        _event("feared", 60),
        _event("noun", 70, pos="NOUN", tense="NONE"),
    ],
    "links": [
        {"kind": "SLINK", "relation": "FACTIVE", "from": "itold", "to": "imanaged"},
        {"kind": "SLINK", "relation": "MODAL", "from": "itold", "to": "ifeared"},
        {"kind": "TLINK", "relation": "BEFORE", "from": "ifeared", "to": "itold"},
    ],
}


def test_facts_are_positive_past_or_present_and_under_no_modal_link() -> None:
    facts = calibration.facts(ROW)
    assert [name for name, is_fact in facts.items() if is_fact] == ["told", "managed"]
    assert "noun" not in facts, "nouns have no tense"


def _mention(start: int, **changes: Any) -> dict[str, Any]:
    return {"trigger": {"start": start, "end": start + 4}, "modality": "happened", "confidence": 0.7} | changes


def test_a_mention_is_an_event_where_annotators_marked_one() -> None:
    found = calibration.mention_predictions(ROW, [_mention(1), _mention(6), _mention(70)])
    assert [(p.probability, p.is_right) for p in found] == [(0.7, True), (0.7, False), (0.7, True)]


def test_modality_is_right_where_fact_meets_fact_and_silence_claims_certainty() -> None:
    mentions = [_mention(0), _mention(10), _mention(30, modality="planned", modality_confidence=0.8), _mention(70), _mention(90)]
    found = calibration.modality_predictions(ROW, mentions)
    assert [(p.probability, p.is_right) for p in found] == [(1.0, True), (1.0, False), (0.8, True)]
