"""Which places of a sentence are an event's, and names of places that no list holds."""

from __future__ import annotations

import pytest

from tests.read.reading import read

# id, text, trigger, places in text order
PLACES = [
    ("row", "Missiles hit Odrin and Haifa on Monday.", "hit", ["Odrin", "Haifa"]),
    ("two-countries", "Warplanes struck 40 targets in Sudan and Chad.", "struck", ["Sudan", "Chad"]),
    ("town-not-province", "Gunmen attacked a convoy in Samarra, north of Baghdad.", "attacked", ["Samarra"]),
    ("doer-home", "A commander of the rebels in Tripoli was killed in Benghazi.", "killed", ["Benghazi"]),
    ("backed", "Cairo-backed fighters attacked a convoy in Benghazi.", "attacked", ["Benghazi"]),
    ("bare-name", "Rebels attacked a convoy in Kunar province.", "attacked", ["Kunar"]),
    ("unlisted-village", "Soldiers killed nine people in the village of Umm Zuwarat.", "killed", ["Umm Zuwarat"]),
    ("unlisted-before-noun", "Soldiers killed nine people in Qarvesh village.", "killed", ["Qarvesh"]),
    ("left", "The army withdrew its troops from Benghazi.", "withdrew", ["Benghazi"]),
    ("told-to", "Gunmen killed two men in Benghazi, a witness told Zumra.", "killed", ["Benghazi"]),
    ("source", "Two men were killed, according to a doctor in Benghazi.", "killed", []),
    ("died-later", "A guard was shot twice and died at a hospital in Benghazi.", "shot", []),
    ("hyphens", "Gunmen attacked a convoy near Mazar-e-Sharif.", "attacked", ["Mazar-e-Sharif"]),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_place_of_a_verb(text: str, trigger: str, expected: list[str]) -> None:
    assert [name for _, name in read(text).places(trigger)] == expected


def test_the_owner_of_a_deed_spoken_of_is_no_place_of_the_event() -> None:
    found = read("The groups say they are attacking the troops because of Lisbon's support for the war.")
    assert found.places("attacking") == []
    assert read("Gunmen killed two men near Lisbon's airport.").places("killed") == [("in", "Lisbon")]


def test_blame_is_laid_elsewhere_than_where_the_blow_fell() -> None:
    said = read("Three soldiers were killed in a strike in northern Jordan, which Paris blamed on the Salt Front.")
    assert said.places("blamed") == []
    assert said.places("killed") == [("in", "Jordan")]
    assert read("The minister condemned the raid in Geneva on Monday.").places("condemned") == [("in", "Geneva")]
