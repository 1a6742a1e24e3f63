"""Acts of force, of taking and leaving ground, of protest and relief: words that name them, and the same words that do not."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.read.parser import language
from fogline.read.truecase import is_title_case
from fogline.read.violence import topic_of
from fogline.record.vocabulary import REPORTED
from tests.read.reading import ids, read, reader

# text, trigger, type
ACTS = [
    ("A burst of fire cost the guard his leg, and two recruits lost their lives in the attack.", "lost", "ASSAULT"),
    ("Three people are dead after an attack on a ferry landing.", "dead", "ASSAULT"),
    ("Militants took five engineers hostage near the dam.", "took", "ASSAULT"),
    ("Rockets fell on the harbour all night.", "fell", "ASSAULT"),
    ("The clinic was looted and burned to the ground by militiamen.", "burned", "ASSAULT"),
    ("The shooting deaths of two pedlars shook the town last week.", "shooting deaths", "ASSAULT"),
    ("Villagers were killed in air strikes.", "air strikes", "ASSAULT"),
    ("Soldiers recovered the bridge after a day of heavy fighting.", "recovered", "COERCE"),
    ("The border town fell to the rebels on Sunday after an attack.", "fell", "COERCE"),
    ("Police hauled away three students.", "hauled away", "COERCE"),
    ("The army crushed the uprising within a week.", "crushed", "COERCE"),
    ("The shelling displaced 4,000 villagers.", "displaced", "SANCTION"),
    ("A court in Lome handed the smuggler a nine-year prison term.", "handed", "SANCTION"),
    ("Dockers went on strike on Monday.", "went", "PROTEST"),
    ("Students pelted the guards with eggs.", "pelted", "PROTEST"),
    ("The army pulled back its tanks from the river.", "pulled back", "RETREAT"),
    ("The battalion abandoned its positions near Juba.", "abandoned", "RETREAT"),
    ("Soldiers set up roadblocks around the port.", "set up", "MOBILIZE"),
    ("Rescuers pulled two children from the rubble.", "pulled", "AID"),
    ("Planes airdropped flour over the valley.", "airdropped", "AID"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), ACTS, ids=ids(ACTS, 2, 1))
def test_act(text: str, trigger: str, kind: str) -> None:
    event = read(text).event(trigger)
    assert (event.event_type, event.modality, event.excluded) == (kind, "happened", None)


# text, word that names nothing here
NO_ACTS = [
    ("He was treated at the hospital and released on Tuesday.", "released"),
    ("The report caused an explosion of anger in the ministry.", "explosion"),
    ("Prices fell on the market.", "fell"),
    ("The singer died at home, aged 90.", "died"),
    ("The jury found the guard not guilty.", "found"),
    ("The ferry sank in a storm.", "sank"),
    ("The family fled the flood.", "fled"),
    ("Actors launched a charm offensive in the attack on the budget.", "offensive"),
    ("Workers recovered the body from the river.", "recovered"),
    ("The office won a ten-year term for its chief.", "won"),
]


@pytest.mark.parametrize(("text", "word"), NO_ACTS, ids=ids(NO_ACTS, 1))
def test_no_act(text: str, word: str) -> None:
    told = [event.trigger.quote for event in read(text).events if event.modality in REPORTED]
    assert word not in told


def test_death_away_from_the_attack_belongs_to_it_only_in_a_report_of_violence() -> None:
    scene = "Gunmen opened fire on a bus near the barracks. Troops sealed the road and shelling went on. "
    assert "died" in [event.trigger.quote for event in read(scene + "A driver died on the way to town.").events]
    assert "died" not in [event.trigger.quote for event in read("A driver died on the way to town.").events]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["gunmen", "shelling", "militia"], True),
        (["gunmen", "shelling"], False),
        (["gunmen", "shelling", "militia", "earthquake", "crash"], False),
    ],
    ids=["three", "too few", "outnumbered"],
)
def test_report_of_violence(words: list[str], answer: bool) -> None:
    hashes = np.asarray([language().vocab.strings.add(word) for word in words], np.uint64)
    assert topic_of(hashes).violence is answer


# headline, as read
HEADLINES = [
    ("Gunmen Attack Convoy Between Two Towns", "Gunmen attack convoy between two towns"),
    ("Nigerian Troops Shell Rebel Camp", "Nigerian troops shell rebel camp"),
    ("Burkina Faso Army Kills Forty", "Burkina Faso Army kills forty"),
]


@pytest.mark.parametrize(("line", "plain"), HEADLINES, ids=ids(HEADLINES, 0))
def test_headline_is_read_in_ordinary_case(line: str, plain: str) -> None:
    reader()
    assert reader()._truecaser.restore(line) == plain


def test_sentence_with_names_keeps_its_capitals() -> None:
    text = "President Alassane Ouattara met Prime Minister Pedro Passos in Yamoussoukro to talk about fishing."
    assert reader()._truecaser.restore(text) == text
    assert not is_title_case(text.split())


def test_headline_without_articles_tells_of_an_event() -> None:
    found = read("Nothing else is known.", title="Clashes Near Port Leave Nine Dead").event("Clashes")
    assert (found.event_type, found.excluded) == ("ASSAULT", None)


@pytest.mark.parametrize(
    "text",
    [
        "The government abdicated its responsibility for the schools.",
        "The deal was a coup for the young director.",
        "Lawyers deposed the witness in March.",
        "The minister was eliminated in the first round of the primary.",
        "Investigators said a gas leak caused the blast that killed three.",
    ],
)
def test_words_of_force_in_another_sense_tell_of_no_event(text: str) -> None:
    assert [event.trigger.quote for event in read(text).events if event.excluded is None] == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The king abdicated on Monday.", "abdicated"),
        ("Officers staged a coup on Friday.", "coup"),
        ("Rebels deposed the president in March.", "deposed"),
        ("The army eliminated three militants near the border.", "eliminated"),
        ("A car bomb caused the blast that killed three.", "killed"),
    ],
)
def test_words_of_force_in_their_own_sense_are_found(text: str, trigger: str) -> None:
    assert read(text).event(trigger).modality == "happened"
