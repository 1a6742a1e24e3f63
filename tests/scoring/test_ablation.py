"""The table of what each part adds."""

from __future__ import annotations

import pytest

from fogline.read.settings import PARTS
from fogline.scoring.ablation import RULES, SHIPPED, STATES, TABLE, Rows, table_rows
from fogline.scoring.measures import Measure, SetResult


def result(**values: float) -> list[SetResult]:
    measures = tuple(Measure(name=name, value=value, n=12) for name, value in values.items())
    return [SetResult(name="a", title="a set", split="development", measures=measures, gold_sha256="")]


ROWS = Rows(measure=lambda _bench: [], names=("precision", "recall"), states=("without joins",))


def test_a_figure_has_a_line_and_a_state_a_column() -> None:
    found = {
        SHIPPED: result(precision=90, recall=50.04),
        RULES: result(precision=80, recall=40),
        "without joins": result(precision=85, recall=45),
    }
    lines = table_rows(ROWS, found)
    assert [line.split("|")[1:6] for line in lines] == [
        [" a set ", " precision ", " 12 ", " 90.0 ", " 80.0 "],
        [" a set ", " recall ", " 12 ", " 50.0 ", " 40.0 "],
    ]
    assert {line.count("|") for line in lines} == {len(STATES) + 4}
    assert lines[0].endswith("| 85.0 |")


def test_a_figure_that_no_set_has_is_an_error() -> None:
    with pytest.raises(LookupError, match="recall"):
        table_rows(ROWS, {SHIPPED: result(precision=90)})


def test_every_part_of_the_reader_is_left_out_in_some_column() -> None:
    assert {part for parts in STATES.values() for part in parts} == set(PARTS)
    assert {state for rows in TABLE for state in rows.states} <= set(STATES)
