"""Names that no list holds as they stand: words by meaning and sound, acronyms in several languages, a ranking with odds."""

from __future__ import annotations

import pytest

from fogline.lexicon.acronyms import bag_fit, initials_fit, syllables_fit
from fogline.lexicon.comparing import ActorComparer, KnownActor
from fogline.lexicon.name_features import FEATURES, NameComparer
from fogline.lexicon.name_words import name_parts, sound_key, spellings

SOUNDS_ALIKE = [("suleimani", "soleymani"), ("jaysh", "jaish"), ("hizb", "hezb"), ("muhammad", "mohamed"), ("qasim", "kassem")]


@pytest.mark.parametrize(("left", "right"), SOUNDS_ALIKE)
def test_romanisations_of_one_name_sound_alike(left: str, right: str) -> None:
    assert sound_key(left) == sound_key(right)


@pytest.mark.parametrize(("left", "right"), [("tahrir", "tawhid"), ("badr", "nasr"), ("omar", "ali")])
def test_other_names_sound_different(left: str, right: str) -> None:
    assert sound_key(left) != sound_key(right)


def test_words_share_a_meaning_across_languages() -> None:
    english, spanish = name_parts("Valley Liberation Front"), name_parts("Frente de Liberación del Valle")
    assert {m for word in english.words for m in word.meanings} == {m for word in spanish.words for m in word.meanings}


def test_an_acronym_may_be_of_another_language_and_order() -> None:
    words = name_parts("National Front of the Valley").words
    assert initials_fit("nfv", words) == (1.0, 1.0)
    assert initials_fit("fnv", words)[0] < 1.0
    assert bag_fit("fnv", words) == (1.0, 1.0)
    assert bag_fit("xyz", words)[0] == 0.0


def test_a_name_may_be_made_of_syllables() -> None:
    words = name_parts("Front for the People of Vadria").items
    assert syllables_fit("fropeva", words) == (1.0, 1.0)
    assert syllables_fit("frepeva", words)[0] < 1.0
    assert syllables_fit("frova", words)[1] < 1.0
    assert syllables_fit("front", words) == (0.0, 0.0)
    assert syllables_fit("xylo", words) == (0.0, 0.0)


def test_small_words_may_give_a_letter_and_are_not_missed() -> None:
    words = name_parts("al-Qamar for the Ardun Ridge").items
    assert initials_fit("aqar", words) == (1.0, 1.0)
    assert initials_fit("qar", words) == (1.0, 1.0)
    assert initials_fit("aqr", words)[1] < 1.0


def test_a_name_made_of_syllables_counts_as_an_acronym() -> None:
    comparer = NameComparer(["Fropeva", "Front for the People of Vadria", "People of Vadria"])
    made = dict(zip(FEATURES, comparer.features("Fropeva", "Front for the People of Vadria"), strict=True))
    assert (made["is_mixed"], made["complete"], made["is_words"]) == (1.0, 1.0, 0.0)
    other = dict(zip(FEATURES, comparer.features("Fropeva", "Army of the Hills"), strict=True))
    assert (other["is_mixed"], other["complete"], other["is_words"]) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("VNF - Salt faction", {"salt"}),
        ("VNF-RB", {"rb"}),
        ("VNF (Salt)", {"salt"}),
        ("VNF Salt faction", {"salt"}),
        ("Vale National Front", None),
        ("Al-Nahr", None),
    ],
)
def test_the_words_of_a_faction_are_known(name: str, suffix: set[str] | None) -> None:
    assert name_parts(name).suffix == suffix


@pytest.mark.parametrize("name", ["N-14", "N14"])
def test_a_letter_and_a_day_are_an_acronym(name: str) -> None:
    assert (name_parts(name).acronym[:1], name_parts(name).numbers) == ("n", frozenset({"14"}))


def test_spellings_are_the_name_and_its_alternatives() -> None:
    assert spellings("Orun Front [Oruf]") == ("Orun Front [Oruf]", "Orun Front", "Oruf")
    assert spellings("Orun Front") == ("Orun Front",)


def groups() -> ActorComparer:
    rows = {
        "opla": ("OPLA",),
        "vnf": ("Vale National Front",),
        "brigade": ("Liwa al-Nahr",),
        "army": ("Army of the Hills", "AH"),
        "party": ("Workers' Party of Orun",),
    }
    return ActorComparer(KnownActor(id=key, names=names, countries=frozenset({"Orun"})) for key, names in rows.items())


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Orun People's Liberation Army", "opla"),
        ("Front national de Vale", "vnf"),
        ("River Brigade", "brigade"),
        ("Hills Army", "army"),
        ("Parti des travailleurs d'Orun", "party"),
    ],
)
def test_the_right_group_is_ranked_first(asked: str, expected: str) -> None:
    ranked = groups().rank(asked, ["Orun"])
    assert ranked[0].actor_id == expected
    assert sum(found.probability for found in ranked) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Vale National Front", "whole"),
        ("Vale National Front - Red Bridge faction", "part"),
        ("Movement of 14 November", "day"),
    ],
)
def test_factions_and_days_are_told_apart(asked: str, expected: str) -> None:
    rows = {"whole": ("VNF",), "part": ("VNF - RB",), "day": ("N-14",), "other": ("Hill Union",)}
    comparer = ActorComparer(KnownActor(id=key, names=names, countries=frozenset({"Orun"})) for key, names in rows.items())
    assert comparer.rank(asked, ["Orun"])[0].actor_id == expected


def test_an_unknown_group_is_given_to_nobody() -> None:
    comparer = groups()
    assert not comparer.is_sure(comparer.rank("Ministry of Fisheries", ["Orun"]))
    assert not comparer.is_sure(comparer.rank("Northern Fishermen's Union", ["Orun"]))
    assert comparer.find("Orun People's Liberation Army", ["Elsewhere"]) == []
