"""The general actor lexicon."""

import re

import pytest

from fogline.lexicon.actors import ActorLexicon, actor_id
from fogline.lexicon.agents import agent_nouns, institutions
from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows, split_list
from fogline.lexicon.titles import titles


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon()


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Iraq", "Iraq", "name"),
        ("Iraq's", "Iraq", "name"),
        ("Iraqis", "Iraq", "demonym"),
        ("the Houthis'", "Houthis", "name"),
        ("Saint George's", "Grenada", "metonym"),
        ("the United States", "United States", "name"),
        ("U.S.", "United States", "acronym"),
        ("US", "United States", "acronym"),
        ("the Kremlin", "Russia", "metonym"),
        ("Baghdad", "Iraq", "metonym"),
        ("Hizbollah", "Hezbollah", "alias"),
        ("Sendero Luminoso", "Shining Path", "alias"),
        ("WHO", "World Health Organization", "acronym"),
        ("Zaire", "Democratic Republic of the Congo", "alias"),
        ("Poles", "Poland", "demonym"),
    ],
)
def test_match_says_who_and_how(lexicon: ActorLexicon, text: str, name: str, how: str) -> None:
    assert [(entry.name, way) for entry, way in lexicon.match(text)] == [(name, how)]


@pytest.mark.parametrize("text", ["us", "who", "is", "it", "pole", "turkey", "", "Nobody Known", "Who"])
def test_match_leaves_ordinary_words_alone(lexicon: ActorLexicon, text: str) -> None:
    assert lexicon.match(text) == ()


@pytest.mark.parametrize(
    ("text", "countries"), [("Congolese", {"COD", "COG"}), ("Korea", {"KOR", "PRK"}), ("Guinean", {"GIN", "GNB"})]
)
def test_match_keeps_ambiguity(lexicon: ActorLexicon, text: str, countries: set[str]) -> None:
    assert {entry.country for entry, _ in lexicon.match(text)} == countries


def test_every_surface_leads_back_to_its_actor(lexicon: ActorLexicon) -> None:
    for surface, entry_id, _ in lexicon.surfaces():
        assert entry_id in {entry.id for entry, _ in lexicon.match(surface)}, surface


def test_ambiguous_surfaces_are_few_and_known(lexicon: ActorLexicon) -> None:
    owners: dict[str, set[str]] = {}
    for surface, entry_id, _ in lexicon.surfaces():
        owners.setdefault(fold(surface).removeprefix("the "), set()).add(entry_id)
    shared = {surface for surface, ids in owners.items() if len(ids) > 1}
    assert shared == {
        *("congo", "congolese", "korea", "korean", "koreans", "guinean", "guineans", "dominican", "dominicans", "rsf"),
    }


def test_ids_are_stable() -> None:
    assert actor_id("state:IRQ") == "act_46352f2ac4f38d2b"
    assert re.fullmatch(r"act_[0-9a-f]{16}", actor_id("anything"))


@pytest.mark.parametrize(
    ("nation", "noun", "name", "kind", "sector"),
    [
        ("Iraqi", "government", "Government of Iraq", "government", "GOV"),
        ("US", "military", "Armed forces of the United States", "military", "MIL"),
        ("American", "troops", "Armed forces of the United States", "military", "MIL"),
        ("Israeli", "army", "Armed forces of Israel", "military", "MIL"),
        ("Iranian", "foreign ministry", "Foreign ministry of Iran", "government", "GOV"),
        ("French", "students", "student (France)", "people", "EDU"),
    ],
)
def test_compose_makes_bodies_of_states(lexicon: ActorLexicon, nation: str, noun: str, name: str, kind: str, sector: str) -> None:
    agent = lexicon.agent(noun)
    assert agent is not None
    owner = lexicon.match(nation)[0][0]
    made = lexicon.compose(owner, agent)
    assert (made.name, made.kind, made.country, made.sectors) == (name, kind, owner.country, (sector,))
    assert lexicon.entry(made.id) is made
    assert ActorLexicon().compose(owner, agent).id == made.id


@pytest.mark.parametrize(
    ("phrase", "lemma", "person"),
    [
        ("masked gunmen", "gunman", True),
        ("senior military commanders", "military commander", True),
        ("children", "child", True),
        ("security forces", "security forces", False),
        ("local security sources", "security source", True),
        ("the Foreign Ministry", "foreign ministry", False),
        ("deputies", "deputy", True),
        ("members of parliament", "member of parliament", True),
    ],
)
def test_agent_is_the_longest_known_ending(lexicon: ActorLexicon, phrase: str, lemma: str, person: bool) -> None:
    agent = lexicon.agent(phrase)
    assert agent is not None and (agent.lemma, agent.person) == (lemma, person)


def test_agent_of_other_words_is_none(lexicon: ActorLexicon) -> None:
    assert lexicon.agent("the table") is None
    assert lexicon.agent("") is None


def _values(name: str) -> set[str]:
    return {row["value"] for row in iter_rows("vocabularies.tsv") if row["list"] == name}


def test_the_tables_use_the_closed_lists(lexicon: ActorLexicon) -> None:
    kinds = _values("actor_kind")
    codes = {row["code"] for row in iter_rows("country_codes.tsv")}
    assert {entry.kind for entry in lexicon.entries()} <= kinds
    assert {noun.kind for noun in agent_nouns().values()} <= kinds
    assert {noun.entity for noun in agent_nouns().values()} == {"person", "group", "organization"}
    assert {entry.country for entry in lexicon.entries() if entry.country} <= codes
    assert {row["kind"] for row in iter_rows("outlets.tsv")} <= _values("outlet_kind")
    assert {row["kind"] for row in iter_rows("place_kinds.tsv")} == _values("place_kind")


def test_no_group_is_called_by_a_judgement(lexicon: ActorLexicon) -> None:
    assert all("terror" not in entry.kind for entry in lexicon.entries())
    assert len(agent_nouns()) >= 250
    assert set(institutions()) - set(agent_nouns()) <= {"forces", "ground forces", "special forces", "officials"}


def test_states_are_listed_once_per_living_code() -> None:
    living = [row["code"] for row in iter_rows("states.tsv") if not row["until"]]
    assert len(living) == len(set(living)) > 195
    assert all(split_list(row["demonyms"]) for row in iter_rows("states.tsv") if row["code"] in ("IRQ", "USA", "COL"))


def test_titles_are_listed_once() -> None:
    listed = [row["title"] for row in iter_rows("titles.tsv")]
    assert len(listed) == len(set(listed)) > 150


def test_titles_are_found_with_and_without_points() -> None:
    assert titles()[fold("Lt. Gen.")] == titles()[fold("Lt Gen")]
    assert titles()["sheikh"].sector == "REL" and titles()["mr"].sector is None
