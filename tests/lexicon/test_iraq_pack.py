"""The Iraq pack: its tables refer to each other, use the record's vocabularies and say nothing finer than they know."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

import fogline

PACK = Path(fogline.__file__).parent / "lexicon" / "packs_data" / "iraq"
ACTOR_KINDS = set(
    [
        "state",
        "government",
        "military",
        "police",
        "militia",
        "rebel",
        "umbrella",
        "party",
        "coalition",
        "igo",
        "ngo",
        "company",
        "media",
        "people",
        "person",
        "office",
        "source",
        "unknown",
    ]
)
RELATIONS = set(
    [
        "member_of",
        "part_of",
        "leads",
        "speaks_for",
        "holds_office",
        "backed_by",
        "allied_with",
        "opposes",
        "nominated_by",
        "founded",
        "formerly",
        "same_as_claimed",
    ]
)
DECIMALS = {"site": 3, "settlement": 2, "near": 2, "district": 1, "region": 1, "country": 1, "sea": 1}
STATE = re.compile(r"state:[A-Z]{3}")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of the pack."""
    with (PACK / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_pack_toml_names_the_pack_and_its_licence() -> None:
    pack = tomllib.loads((PACK / "pack.toml").read_text(encoding="utf-8"))
    assert pack["name"] == PACK.name
    assert pack["version"] and pack["title"] and pack["licence"] and pack["notes"]


@pytest.mark.parametrize(("table", "column"), [("actors.csv", "key"), ("places.csv", "key"), ("outlets.csv", "name")])
def test_keys_are_unique(table: str, column: str) -> None:
    keys = [row[column] for row in rows(table)]
    assert keys and len(keys) == len(set(keys))


def test_actor_kinds_are_the_records_kinds() -> None:
    assert {row["kind"] for row in rows("actors.csv")} <= ACTOR_KINDS


def test_ties_join_known_actors_by_known_relations() -> None:
    keys = {row["key"] for row in rows("actors.csv")}
    for row in rows("ties.csv"):
        assert row["relation"] in RELATIONS
        for end in (row["subject"], row["object"]):
            assert end in keys or STATE.fullmatch(end), row
        assert row["subject"] != row["object"]
        assert row["source"]


def test_dates_are_iso_and_in_order() -> None:
    for table in ("actors.csv", "aliases.csv", "ties.csv"):
        for row in rows(table):
            given = [row[side] for side in ("from", "to") if row[side]]
            assert all(DATE.fullmatch(date) for date in given), row
            assert given == sorted(given), row


def test_no_alias_names_two_actors() -> None:
    owner: dict[str, str] = {row["name"].casefold(): row["key"] for row in rows("actors.csv")}
    keys = set(owner.values())
    for row in rows("aliases.csv"):
        assert row["actor"] in keys
        assert owner.setdefault(row["alias"].casefold(), row["actor"]) == row["actor"], row


def test_every_person_has_a_public_role() -> None:
    people = {row["key"] for row in rows("actors.csv") if row["kind"] == "person"}
    assert people <= {row["subject"] for row in rows("ties.csv")}


def test_place_coordinates_are_no_finer_than_their_precision() -> None:
    for row in rows("places.csv"):
        allowed = DECIMALS[row["precision"]]
        for axis in ("lat", "lon"):
            _, _, decimals = row[axis].partition(".")
            assert len(decimals) <= allowed, row
        assert 12 < float(row["lat"]) < 40 and 34 < float(row["lon"]) < 50
        assert not row["geonames"] or row["geonames"].isdigit()


@pytest.mark.parametrize(("table", "key"), [("places.csv", "key"), ("outlets.csv", "name")])
def test_no_alias_names_two_places_or_two_outlets(table: str, key: str) -> None:
    owner: dict[str, str] = {}
    for row in rows(table):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            assert owner.setdefault(name.casefold(), row[key]) == row[key], row
