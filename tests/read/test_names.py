"""Names: known ones before tagged ones, and whether each is meant as a place, as a party, or as both."""

from __future__ import annotations

import pytest

from fogline.record.vocabulary import AS_A_PARTY
from tests.read.reading import ids, read

# id, text, name, kinds of mention
NAMES = [
    ("state-as-place", "Gunmen attacked a bus in France.", "France", ["place"]),
    ("state-as-party", "France condemned the attack.", "France", ["actor"]),
    ("state-as-both", "Rebels launched an attack on France.", "France", ["actor", "place"]),
    ("demonym", "French troops attacked the camp.", "French troops", ["actor"]),
    ("town", "Gunmen attacked a bus in Mosul.", "Mosul", ["place"]),
    ("town-no-party", "Residents of Mosul fled.", "Mosul", ["place"]),
    ("town-in-a-body", "The Paris Review published a poem.", "Paris", ["place"]),
    ("abbreviation", "He was shot in Lexington, Ky., on Monday.", "Ky.", ["place"]),
    ("group", "Hezbollah attacked the base.", "Hezbollah", ["actor"]),
    ("owner", "A US base was attacked.", "US", ["actor"]),
    ("airport", "Rockets hit Erbil airport.", "Erbil", ["place"]),
    ("person", "Peter Lang visited the camp.", "Peter Lang", ["actor"]),
    ("acronym", "The UN condemned the attack.", "UN", ["actor"]),
]


@pytest.mark.parametrize(("case", "text", "name", "kinds"), NAMES, ids=ids(NAMES, 0))
def test_kinds(case: str, text: str, name: str, kinds: list[str]) -> None:
    found = [m for m in read(text).mentions if m.kind in ("actor", "place") and m.span.quote == name]
    assert sorted({m.kind for m in found if not m.label.endswith(AS_A_PARTY)}) == kinds


PARTIES = [
    ("subject", "France condemned the attack.", "France"),
    ("adjective", "French troops attacked the camp.", "French"),
    ("owner", "A US base was attacked.", "US"),
]


@pytest.mark.parametrize(("case", "text", "name"), PARTIES, ids=ids(PARTIES, 0))
def test_the_place_that_a_party_is_called_after_says_nothing_of_where(case: str, text: str, name: str) -> None:
    said = read(text)
    found = [m for m in said.mentions if m.kind == "place" and m.span.quote == name]
    assert [m.label.endswith(AS_A_PARTY) for m in found] == [True]
    assert said.claims("where") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Protesters marched down Lebanon Street.", "Lebanon"),
        ("They told us about it.", "US"),
        ("He met a turkey farmer.", "turkey"),
    ],
)
def test_no_name(text: str, name: str) -> None:
    assert [m.span.quote for m in read(text).mentions if m.span.quote == name] == []


def test_time_and_figure_mentions() -> None:
    said = read("Gunmen killed 12 people on Monday.", published="2024-05-15")
    assert [(m.kind, m.span.quote, m.label) for m in said.mentions if m.kind in ("time", "figure")] == [
        ("figure", "12", ""),
        ("time", "Monday", "DATE"),
    ]
    assert [claim.value for claim in said.claims("quantity")]


def test_names_of_a_pack_are_found() -> None:
    text = "Saraya Awliya al-Dam attacked the base."
    mine = [m.span.quote for m in read(text, packs=("iraq",)).mentions if m.kind == "actor" and m.label == "LEX"]
    assert mine == ["Saraya Awliya al-Dam"]
