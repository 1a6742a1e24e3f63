"""Floors: what holds, what fell, and what may be lowered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fogline.scoring import gate, outcomes
from fogline.scoring.measures import Measure, SetResult


def _result(value: float, *, gold: str = "a", lower: bool = False, wrong: tuple[str, ...] = ()) -> SetResult:
    measures = (
        Measure(name="F", value=value, n=100, goal=5 if lower else 80, lower=lower),
        Measure(name="an aside", value=1.0, n=100),
    )
    return SetResult(name="s", title="S", split="development", measures=measures, gold_sha256=gold, wrong=frozenset(wrong))


@pytest.mark.parametrize(
    ("before", "now", "lower", "outcome"),
    [
        (50.0, 50.0, False, "held"),
        (50.0, 49.8, False, "held"),
        (50.0, 49.6, False, "fell"),
        (50.0, 50.1, False, "raised"),
        (3.0, 3.4, True, "fell"),
        (3.0, 2.0, True, "raised"),
    ],
)
def test_a_figure_falls_only_by_more_than_its_slack(before: float, now: float, lower: bool, outcome: str) -> None:
    known = gate.updated([_result(before, lower=lower)], {}, allow_regression=False)
    (verdict,) = gate.verdicts([_result(now, lower=lower)], known)
    assert (verdict.key, verdict.outcome, verdict.floor) == ("s: F", outcome, before)


def test_a_floor_on_other_gold_says_nothing_and_a_new_figure_has_none() -> None:
    known = gate.updated([_result(50.0)], {}, allow_regression=False)
    assert gate.verdicts([_result(10.0, gold="b")], known)[0].outcome == "other"
    assert gate.verdicts([_result(10.0)], {})[0].outcome == "new"


def test_an_update_raises_and_refuses_to_lower_unless_that_is_said() -> None:
    known = gate.updated([_result(50.0)], {}, allow_regression=False)
    assert gate.updated([_result(60.0)], known, allow_regression=False)["s: F"]["floor"] == 60.0
    assert gate.updated([_result(49.9)], known, allow_regression=False)["s: F"]["floor"] == 50.0
    assert gate.updated([_result(40.0)], known, allow_regression=True)["s: F"]["floor"] == 40.0
    other = gate.updated([_result(40.0, gold="b")], known, allow_regression=False)["s: F"]
    assert (other["floor"], other["gold_sha256"]) == (40.0, "b"), "other gold rows: the old floor says nothing of them"


def test_floors_are_kept_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert gate.read_floors(path) == {}
    known = gate.updated([_result(50.0)], {"a: b": {"floor": 1.0}}, allow_regression=False)
    gate.write_floors(known, path)
    assert gate.read_floors(path) == known == json.loads(path.read_text("utf-8"))
    assert [line.split(":")[0] for line in path.read_text("utf-8").splitlines()[1:-1]] == [' "a', ' "s']


def test_rows_gained_and_lost_are_those_between_two_runs_on_the_same_gold(tmp_path: Path) -> None:
    first, second = _result(1, wrong=("x", "y")), _result(1, wrong=("y", "z"))
    assert outcomes.compare(first, tmp_path) is None
    outcomes.keep(first, tmp_path)
    change = outcomes.compare(second, tmp_path)
    assert change is not None
    assert (change.gained, change.lost) == (("x",), ("z",))
    quick = _result(1, gold="b", wrong=())
    assert outcomes.compare(quick, tmp_path) is None
    outcomes.keep(quick, tmp_path)
    assert outcomes.compare(second, tmp_path) == change, "a quick look at fewer rows takes no run's place"
