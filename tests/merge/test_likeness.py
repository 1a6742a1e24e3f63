"""merge: how alike two reports are as wholes, and how alike those of one case are anyway."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fogline.merge.features import lead
from fogline.merge.likeness import CAUTIOUS, Weighed, alike_by_chance, cosine, weigh
from fogline.merge.profile import Profile


def telling(name: str, words: Weighed) -> Profile:
    return Profile(id=name, report_id=f"rep_{name}", family="force", event_type="ASSAULT", zone="title", lead_words=words)


def words(*own: str, shared: int) -> Weighed:
    """Words of its own, and as many common ones of the case."""
    return tuple((word, 8) for word in own) + tuple((f"common{number}", 6) for number in range(shared))


def test_cosine_counts_rare_words_more() -> None:
    left = {"larkspur": 10, "town": 4}
    assert cosine(left, left) == pytest.approx(1.0)
    assert cosine(left, {"larkspur": 10, "harbor": 4}) > cosine(left, {"harbor": 10, "town": 4}) > 0
    assert cosine(left, {}) == 0.0


def test_words_said_again_weigh_more_and_common_ones_nothing() -> None:
    assert dict(weigh((("ferry", 1), ("mole", 3), ("town", 5)), {"ferry": 8, "mole": 8})) == {"ferry": 8, "mole": 17}


def test_reports_of_one_war_are_alike_anyway() -> None:
    crimes = [(number * 20, words(f"a{number}", f"b{number}", f"c{number}", shared=0)) for number in range(40)]
    war = [(day, (*own, *words(shared=3))) for day, own in crimes]
    assert alike_by_chance(crimes) == 0.0
    assert alike_by_chance(war) > 0.3


@pytest.mark.parametrize("apart", [0, 30])
def test_a_case_too_small_or_too_short_to_tell_is_taken_for_a_war(apart: int) -> None:
    few = 40 if apart == 0 else 5
    reports = [(number * apart, words(f"a{number}", shared=0)) for number in range(few)]
    assert alike_by_chance(reports) == CAUTIOUS


def test_the_same_likeness_proves_less_where_all_are_alike() -> None:
    left, right = telling("a", words("x", "y", shared=1)), telling("b", words("x", "z", shared=1))
    found = [lead(replace(left, alike_by_chance=usual), replace(right, alike_by_chance=usual)) for usual in (0.1, 0.55, 0.7)]
    assert [level[0] if level else None for level in found] == ["same", "some", None]


def test_reports_that_share_hardly_a_word_tell_of_two_things_in_any_case() -> None:
    left, right = telling("a", words("x", "y", shared=0)), telling("b", words("v", "z", shared=0))
    found = lead(replace(left, alike_by_chance=0.55), replace(right, alike_by_chance=0.55))
    assert found is not None
    assert found[0] == "none"
