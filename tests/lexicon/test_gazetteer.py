"""Look-ups in the embedded gazetteer."""

import pickle
import subprocess
import sys
import time

import pytest

from fogline.lexicon.gazetteer import Gazetteer, GazetteerEntry
from fogline.lexicon.tables import DATA, iter_rows, split_list


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("name", "place_id", "kind", "country"),
    [
        ("Baghdad", "geonames:98182", "settlement", "IRQ"),
        ("Damascus", "geonames:170654", "settlement", "SYR"),
        ("Bogota", "geonames:3688689", "settlement", "COL"),
        ("Bogotá", "geonames:3688689", "settlement", "COL"),
        ("Kyiv", "geonames:703448", "settlement", "UKR"),
        ("Kiev", "geonames:703448", "settlement", "UKR"),
        ("Basra", "geonames:99532", "settlement", "IRQ"),
        ("Iraq", "geonames:99237", "country", "IRQ"),
        ("the United States", "geonames:6252001", "country", "USA"),
        ("Burma", "geonames:1327865", "country", "MMR"),
        ("Nineveh Province", "geonames:92877", "admin1", "IRQ"),
        ("Kabul province", "geonames:1138957", "admin1", "AFG"),
        ("Deir al-Zour province", "geonames:170792", "admin1", "SYR"),
        ("Gaza Strip", "geonames:281132", "admin1", "PSE"),
        ("Gaza City", "geonames:281133", "settlement", "PSE"),
        ("Crimea", "geonames:703883", "admin1", "UKR"),
        ("the Red Sea", "fogline:red-sea", "sea", None),
        ("Bab al-Mandab Strait", "fogline:bab-el-mandeb", "sea", None),
        ("al-Asad airbase", "ourairports:ORAA", "base", "IRQ"),
        ("Heathrow Airport", "ourairports:EGLL", "airport", "GBR"),
        ("Hodeidah", "geonames:79415", "settlement", "YEM"),
        ("town of Qaim", "geonames:92138", "settlement", "IRQ"),
    ],
)
def test_lookup_gives_the_likeliest_reading_first(
    world: Gazetteer, name: str, place_id: str, kind: str, country: str | None
) -> None:
    first = world.lookup(name)[0]
    assert (first.id, first.kind, first.country) == (place_id, kind, country)


def test_lookup_keeps_every_candidate(world: Gazetteer) -> None:
    assert {entry.country for entry in world.lookup("Tripoli")} >= {"LBY", "LBN", "GRC"}
    assert [entry.country for entry in world.lookup("Congo")[:2]] == ["COD", "COG"]
    assert {"country", "admin1"} <= {entry.kind for entry in world.lookup("Georgia")}


@pytest.mark.parametrize("name", ["", "Qwertystan", "Atlantis Province", "Damascus air base of nowhere", "—"])
def test_lookup_of_the_unknown_is_empty(world: Gazetteer, name: str) -> None:
    assert world.lookup(name) == ()


def test_a_province_is_never_answered_with_a_town(world: Gazetteer) -> None:
    assert world.lookup("Fallujah")
    assert all(entry.kind != "settlement" for entry in world.lookup("Fallujah Province"))


def test_precision_follows_from_the_kind(world: Gazetteer) -> None:
    expected = {row["kind"]: row["precision"] for row in iter_rows("place_kinds.tsv")}
    for name in ("Iraq", "Anbar", "Ramadi", "Red Sea", "Sahel", "Incirlik Air Base", "Mindanao", "Rafah crossing"):
        for entry in world.lookup(name):
            assert entry.precision == expected[entry.kind]


def test_countries_are_complete_and_lie_on_the_globe(world: Gazetteer) -> None:
    countries = world.countries()
    codes = [entry.country for entry in countries]
    assert len(codes) == len(set(codes)) and len(codes) > 240
    living = {row["code"] for row in iter_rows("states.tsv") if not row["until"]}
    assert living <= set(codes)
    assert all(-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180 for entry in countries)
    iraq = world.lookup("Iraq")[0]
    assert abs(iraq.lat - 33) < 1.5 and abs(iraq.lon - 43.7) < 1.5


def test_within_covers_regions_of_several_countries(world: Gazetteer) -> None:
    sahel = next(entry for entry in world.lookup("Sahel") if entry.id == "fogline:sahel")
    assert sahel.country is None
    assert world.within(sahel, "MLI") and not world.within(sahel, "FRA")
    assert world.within(world.lookup("Mosul")[0], "IRQ")


def test_every_region_is_found_by_all_its_names(world: Gazetteer) -> None:
    for row in iter_rows("regions.tsv"):
        wanted = f"geonames:{row['attach']}" if row["attach"] else f"fogline:{row['slug']}"
        for name in (row["name"], *split_list(row["aliases"])):
            assert wanted in {entry.id for entry in world.lookup(name)}, name


def test_every_exonym_is_found_in_its_country(world: Gazetteer) -> None:
    for row in iter_rows("exonyms.tsv"):
        for name in split_list(row["exonyms"]):
            assert world.lookup(name)[0].country == row["country"], name


def test_entry_returns_what_lookup_returned(world: Gazetteer) -> None:
    for name in ("Baghdad", "Red Sea", "Al Asad Air Base"):
        found = world.lookup(name)[0]
        assert world.entry(found.id) == found
    assert world.entry("geonames:0") is None
    assert world.entry("nonsense") is None


def test_pack_places_are_layered_over_the_table() -> None:
    base = GazetteerEntry(
        id="fogline:test/outpost",
        name="Outpost Nine",
        kind="base",
        country="JOR",
        admin1=None,
        lat=33.0,
        lon=38.0,
        population=0,
        precision="site",
    )
    layered = Gazetteer(extra=[base], aliases={"Post 9": [base.id], "City of Peace": ["geonames:98182"]})
    assert layered.lookup("Outpost Nine") == (base,)
    assert layered.lookup("the Post 9") == (base,)
    assert layered.lookup("City of Peace")[0].id == "geonames:98182"
    assert layered.within(base, "JOR") and not layered.within(base, "SYR")


def test_a_pickled_gazetteer_opens_its_own_table(world: Gazetteer) -> None:
    world.lookup("Baghdad")
    copy = pickle.loads(pickle.dumps(world))
    assert copy.lookup("Baghdad") == world.lookup("Baghdad")
    copy.close()


def test_lookups_are_fast(world: Gazetteer) -> None:
    names = [row["name"] for row in iter_rows("states.tsv")]
    fresh = Gazetteer()
    fresh.lookup("Baghdad")
    started = time.perf_counter()
    for name in names:
        fresh.lookup(name)
    assert (time.perf_counter() - started) / len(names) < 0.005  # seconds, uncached; about 0.0002 on a quiet laptop
    fresh.close()


def test_import_opens_no_table() -> None:
    code = (
        "import sqlite3\n"
        "def refuse(*a, **k): raise SystemExit('opened')\n"
        "sqlite3.connect = refuse\n"
        "import fogline.lexicon.gazetteer as g\n"
        "g.Gazetteer()\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_table_stays_small() -> None:
    assert (DATA / "gazetteer.sqlite").stat().st_size < 20 * 1024 * 1024
