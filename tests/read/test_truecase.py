"""Text in capitals gets its ordinary case back, length unchanged; other text is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.read.truecase import Truecaser
from tests.read.reading import read

CASER = Truecaser(["France", "Red Crescent", "UN", "Us"], {"us"})

# text, restored
CASES = [
    ("REBELS ATTACKED THE BASE IN FRANCE.", "Rebels attacked the base in France."),
    ("REBELS ATTACKED THE BASE. THE ARMY FLED.", "Rebels attacked the base. The army fled."),
    ("THE RED CRESCENT HELPED THE WOUNDED.", "The Red Crescent helped the wounded."),
    ("THE UN HELPED THE WOUNDED PEOPLE.", "The UN helped the wounded people."),
    ("IT TOLD US MUCH ABOUT THE BATTLE.", "It told us much about the battle."),
    ("THE UNDERPASS WAS CLOSED ALL DAY.", "The underpass was closed all day."),
    ("Rebels attacked the base in France.", "Rebels attacked the base in France."),
    ("UN, EU, US", "UN, EU, US"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "restored"), CASES)
def test_restore(text: str, restored: str) -> None:
    assert CASER.restore(text) == restored


@given(st.text())
def test_length_never_changes(text: str) -> None:
    assert len(CASER.restore(text)) == len(text)


def test_report_in_capitals_is_read() -> None:
    said = read("GUNMEN ATTACKED A POLICE STATION IN FRANCE, KILLING THREE OFFICERS.")
    assert said.event("ATTACKED").event_type == "ASSAULT"
    assert said.places("ATTACKED") == [("in", "FRANCE")]
    assert said.count("KILLING", "killed") == (3, 3, 3)
