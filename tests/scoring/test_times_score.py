"""The score of time expressions, on a document small enough to count by hand."""

from __future__ import annotations

from typing import Any

from fogline.scoring.times import score


def _gold(text: str, *times: tuple[str, str, str]) -> dict[str, Any]:
    spans = [{"start": text.index(w), "end": text.index(w) + len(w), "type": t, "value": v} for w, t, v in times]
    return {"created": "2024-02-04", "text": text, "times": spans}


def test_relaxed_spans_types_and_values_are_counted_apart() -> None:
    doc = _gold(
        "They left on Friday and came back in June 2021, after a while.",
        ("Friday", "DATE", "2024-02-02"),
        ("in June 2021", "DATE", "2021-07"),
        ("a while", "DURATION", "PXX"),
    )
    s = score([doc])
    assert (s.gold, s.found, s.matched, s.right_type, s.right_value) == (3, 2, 2, 2, 1)
    assert s.f(s.matched) == 80


def test_one_found_expression_matches_one_gold_expression() -> None:
    doc = _gold("on 3 January 2020", ("3 January", "DATE", "XXXX-01-03"), ("2020", "DATE", "2020"))
    assert score([doc]).matched == 1
    assert score([]).f(0) == 0
