"""What is never one incident, whatever else agrees: a blow and its answer, two days of one report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fogline.merge.closure import Links, close
from fogline.merge.conflicts import Bounds, conflict, is_answer
from fogline.merge.settings import MergeSettings

SETTINGS = MergeSettings()
SIDES = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=2, unique=True).map(tuple)
UP = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("uvw").map(lambda one: (one,)), max_size=4)


def side(doers: tuple[str, ...], patients: tuple[str, ...], **more: Any) -> Bounds:
    return Bounds(doers=doers, patients=patients, **more)


@given(SIDES, SIDES, UP)
def test_strike_and_counter_strike_never_meet(ours: tuple[str, ...], theirs: tuple[str, ...], above: dict[str, Any]) -> None:
    assume(not set(ours) & set(theirs))
    reach = {actor: {actor, *above.get(actor, ())} for actor in "abcdef"}
    assume(not any(reach[a] & {b} or reach[b] & {a} for a in ours for b in theirs))
    ties = tuple(sorted(above.items()))
    strike, answer = side(ours, theirs, above=ties), side(theirs, ours, above=ties)
    assert is_answer(strike, answer)
    assert is_answer(answer, strike)
    groups = close({"a": strike, "b": answer}, Links(scores={("a", "b"): 40.0}), SETTINGS)
    assert groups == [("a",), ("b",)]


@given(SIDES, SIDES, SIDES, SIDES)
def test_an_answer_is_an_answer_from_both_ends(a: Any, b: Any, c: Any, d: Any) -> None:
    assert is_answer(side(a, b), side(c, d)) == is_answer(side(c, d), side(a, b))
    assert not is_answer(side(a, b), side(a, d)), "who did both answers nobody"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (side(("league",), ("army",)), side(("army",), ("heron",), above=(("heron", ("league",)),)), True),
        (side(("league",), ("fleet",)), side(("army",), ("league",), states=(("army", "T"), ("fleet", "T"))), False),
        (
            side(("league",), ("fleet",), states=(("league", "O"), ("fleet", "T"))),
            side(("army",), ("envoy",), states=(("army", "T"), ("envoy", "O"))),
            True,
        ),
        (side(("army",), ("league",)), side(("guard",), ("league",)), False),
        (side(("army", "league"), ("army", "league")), side(("league",), ("army",)), False),
    ],
    ids=["by tie", "state of one end only", "by state", "another doer, the same victims", "a fight of both"],
)
def test_answer_by_actor_tie_and_state(left: Bounds, right: Bounds, expected: bool) -> None:
    assert is_answer(left, right) is expected


@given(st.integers(0, 30), st.integers(1, 9))
def test_two_stated_days_of_one_report_are_two_incidents(day: int, gap: int) -> None:
    first = Bounds(first_day=day, last_day=day, report_id="r")
    second = replace(first, first_day=day + gap, last_day=day + gap)
    assert conflict(first, second, SETTINGS, SETTINGS.slack_days) == "stated days do not meet"
    other = replace(second, report_id="s")
    assert (conflict(first, other, SETTINGS, SETTINGS.slack_days) is None) == (gap <= SETTINGS.slack_days)
