"""What the reader's model says of two tellings of a report: evidence, and more of it where one tells nothing of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fogline.merge.features import told
from fogline.merge.profile import Profile

LEFT = Profile(id="evm_a", report_id="rep_a", family="force", event_type="ASSAULT")
RIGHT = replace(LEFT, id="evm_b")


@pytest.mark.parametrize(("odds", "level"), [(5.5, "surely"), (4.0, "likely"), (1.7, "perhaps")])
def test_the_odds_give_the_level(odds: float, level: str) -> None:
    found = told(replace(LEFT, told_as_one=(("evm_b", odds),)), RIGHT)
    assert found is not None
    assert found[0] == level


def test_what_tells_nothing_of_its_own_has_a_level_of_its_own() -> None:
    found = told(replace(LEFT, told_as_one=(("evm_b", -0.5),), adds_nothing=("evm_b",)), RIGHT)
    assert found is not None
    assert found[0] == "bare"


def test_other_tellings_get_nothing() -> None:
    assert told(replace(LEFT, told_as_one=(("evm_c", 5.0),)), RIGHT) is None
