"""The table of what each part adds."""

from __future__ import annotations

import pytest

from fogline.read.settings import PARTS
from fogline.scoring.ablation import RULES, SHIPPED, STATES, TABLE, Rows, chosen_lines, table_rows
from fogline.scoring.measures import Measure, SetResult
from fogline.scoring.plain_rules import Beside, group_by_words


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


def test_a_choice_stands_beside_its_plain_rule() -> None:
    line = chosen_lines([Beside(data="a set", measure="right", n=3, model=66.66, rule=33.33, plainly="the first")])[-1]
    assert line == "| a set | right | 3 | 66.7 | 33.3 | the first |"


def test_the_plain_rule_for_groups_shares_words_inside_the_country() -> None:
    actors = [
        {"actor": "1", "name": "River Front", "locations": "Chad"},
        {"actor": "2", "name": "Salt Front", "locations": "Chad, Mali"},
        {"actor": "3", "name": "Salt Front of the North", "locations": "Peru"},
    ]
    rank = group_by_words(actors, [{"actor": "1", "alias": "Boatmen of the North"}])
    assert [key for key, _, _ in rank("the Salt Front", "Chad")] == ["2", "1"]
    assert [key for key, _, _ in rank("Boatmen", "Chad")] == ["1", "2"]
