"""The rows of actors and places: names, kinds, origin, ties of packs, and coordinates no finer than the precision."""

from __future__ import annotations

import pytest

from fogline.record.types import Actor, Place
from tests.read.reading import ids
from tests.resolve.resolving import record_of


def actor(name: str, *texts: str) -> Actor:
    """The actor with this name."""
    found = {row.name: row for row in record_of(*texts)[0]}
    assert name in found, sorted(found)
    return found[name]


# id, text, name, kind, origin, country
ACTORS = [
    ("state", "France condemned the attack.", "France", "state", "lexicon", "FRA"),
    ("composed", "Iraqi troops left the town.", "Armed forces of Iraq", "military", "lexicon", "IRQ"),
    ("person", "Peter Lang met the envoy.", "Peter Lang", "person", "text", None),
    ("described", "Iran-backed militias attacked the base.", "Iran-backed militias", "militia", "text", None),
]


@pytest.mark.parametrize(("case", "text", "name", "kind", "origin", "country"), ACTORS, ids=ids(ACTORS, 0))
def test_actor(case: str, text: str, name: str, kind: str, origin: str, country: str | None) -> None:
    row = actor(name, text)
    assert (row.kind, row.origin, row.country) == (kind, origin, country)


def test_reports_share_an_actor_and_its_names_are_kept() -> None:
    row = actor("Armed forces of Iraq", "The Iraqi army shelled the town.", "Iraqi troops left the town.")
    assert sorted(alias.text for alias in row.aliases) == ["Iraqi army", "Iraqi troops"]
    assert all(alias.span for alias in row.aliases)


def test_ties_of_a_pack_hold_between_actors_of_the_record() -> None:
    text = "Kataib Hezbollah attacked the base. The Islamic Resistance in Iraq claimed the attack."
    actors, _, ties = record_of(text, packs=("iraq",))
    names = {row.id: row.name for row in actors}
    said = [(names[tie.subject_id], tie.property, names[str(tie.value)]) for tie in ties]
    assert said == [("Kataib Hezbollah", "tie:member_of", "Islamic Resistance in Iraq")]
    assert ties[0].during is not None
    assert ties[0].inferred_because
    assert record_of("Kataib Hezbollah attacked the base.", packs=("iraq",))[2] == []


def place(name: str, text: str) -> Place:
    """The place with this name."""
    found = {row.name: row for row in record_of(text)[1]}
    assert name in found, sorted(found)
    return found[name]


# id, text, name, precision, decimals
PLACES = [
    ("settlement", "Gunmen attacked a bus in Mosul.", "Mosul", "settlement", 4),
    ("region", "Gunmen attacked a bus in Anbar province.", "Anbar", "region", 1),
    ("country", "Gunmen attacked a bus in Lebanon.", "Lebanon", "country", 1),
]


@pytest.mark.parametrize(("case", "text", "name", "precision", "decimals"), PLACES, ids=ids(PLACES, 0))
def test_rule_22_coordinates_are_no_finer_than_the_precision(
    case: str, text: str, name: str, precision: str, decimals: int
) -> None:
    row = place(name, text)
    assert row.precision == precision
    assert row.lat is not None
    assert row.lon is not None
    assert (round(row.lat, decimals), round(row.lon, decimals)) == (row.lat, row.lon)


def test_candidates_of_an_ambiguous_name_are_rows_too() -> None:
    places = record_of("Gunmen attacked a bus in Hyderabad.")[1]
    assert {row.country for row in places} == {"IND", "PAK"}
