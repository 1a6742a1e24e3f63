"""Acts of words and policy: phrases, composed acts, the other side, countries and contexts."""

from __future__ import annotations

import pytest

from fogline.lexicon.tables import iter_rows
from fogline.read.harm_tests import HarmTests
from fogline.read.material_tests import MaterialTests
from fogline.read.speech_tests import SpeechTests
from fogline.read.trigger_tests import ViolenceTests
from fogline.record.vocabulary import CONTEXTS, EVENT_TYPES, MODES
from tests.read.reading import ids, read

# text, trigger, type, modes: a verb names the event only with this object
PHRASES = [
    ("The government lifted the curfew on Sunday.", "lifted", "CONCEDE", ""),
    ("Kenya imposed sanctions on Rwanda.", "imposed", "SANCTION", "discontinue"),
    ("Peru recalled its ambassador from Quito.", "recalled", "SANCTION", "withdraw"),
    ("Kenya restored diplomatic relations with Uganda.", "restored", "SUPPORT", ""),
    ("The two ministers held talks in Lima.", "held", "CONSULT", ""),
    ("Norway sent medical supplies to Chad.", "sent", "AID", ""),
    ("Chad reopened its border with Niger.", "reopened", "RETREAT", "access"),
    ("The rebels laid down their weapons.", "laid down", "RETREAT", "disarm"),
    ("The president declared martial law.", "declared", "COERCE", "martial-law"),
    ("The authorities cut off electricity to the town.", "cut off", "COERCE", "withhold"),
    ("Hackers defaced the website of the ministry.", "defaced", "COERCE", "cyber"),
    ("The army took control of the town.", "took", "COERCE", "seize"),
    ("Protesters blocked the main highway.", "blocked", "PROTEST", "obstruct"),
    ("Workers went on strike over pay.", "went", "PROTEST", "strike"),
    ("Rebels blew up a bridge near the border.", "blew up", "ASSAULT", "destroy"),
    ("Ethiopia massed troops along the border.", "massed", "MOBILIZE", "troops"),
    ("The mediators reached an agreement with the rebels.", "reached", "AGREE", ""),
    ("Ghana issued an ultimatum to the rebels.", "issued", "THREATEN", "violence"),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "modes"), PHRASES, ids=ids(PHRASES, 2, 1))
def test_a_verb_with_its_object(text: str, trigger: str, kind: str, modes: str) -> None:
    event = read(text).event(trigger)
    assert (event.event_type, ",".join(event.modes), event.modality, event.excluded) == (kind, modes, "happened", None)


def test_the_object_of_a_phrase_is_no_event_of_its_own() -> None:
    assert [event.event_type for event in read("The government lifted the curfew on Sunday.").events] == ["CONCEDE"]


# text, trigger, type of the act that is made beside what it announces, asks or refuses
COMPOSED = [
    ("Norway will provide food aid to Chad.", "will", "AGREE"),
    ("The minister said he would visit Kenya next week.", "would", "AGREE"),
    ("The rebels will withdraw from the town.", "will", "CONCEDE"),
    ("The government said it would impose sanctions on Rwanda.", "would", "THREATEN"),
    ("The minister said Rwanda must hand over the men.", "said", "REQUEST"),
    ("The government said it would not meet the rebels.", "would", "REJECT"),
    ("Greece plans to impose restrictions on Malta.", "plans", "THREATEN"),
    ("The army prepared to attack the town.", "prepared", "MOBILIZE"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), COMPOSED, ids=ids(COMPOSED, 2, 1))
def test_rule_45_what_is_announced_is_an_act_of_words(text: str, trigger: str, kind: str) -> None:
    event = read(text).event(trigger)
    assert (event.event_type, event.modality in ("happened", "claimed")) == (kind, True)


def test_rule_45_what_is_announced_stays_a_plan() -> None:
    told = read("Norway will provide food aid to Chad.").event("provide")
    assert (told.event_type, told.modality, told.excluded) == ("AID", "planned", "modality")


NOT_COMPOSED = [
    "Norway would provide food aid if it could.",
    "The minister did not say that he would visit Kenya.",
    "Will Norway provide food aid to Chad?",
]


@pytest.mark.parametrize("text", NOT_COMPOSED)
def test_what_is_not_announced_makes_no_act(text: str) -> None:
    told = [e for e in read(text).events if e.event_type == "AGREE" and e.modality in ("happened", "claimed", "alleged")]
    assert told == []


# text, trigger, (role, text) of the other side
SIDES = [
    ("Yemen rejected a Kenyan request for talks.", "rejected", ("target", "Kenyan")),
    ("Poland demanded that Rwanda release the men.", "demanded", ("target", "Rwanda")),
    ("Kenya threatened to cut off aid to Rwanda.", "threatened", ("target", "Rwanda")),
    ("Kenya condemned the killing of the mayor by rebels.", "condemned", ("target", "rebels")),
    ("Norway sent medical supplies to Chad.", "sent", ("beneficiary", "Chad")),
    ("Peru recalled its ambassador from Ecuador.", "recalled", ("target", "Ecuador")),
]


@pytest.mark.parametrize(("text", "trigger", "side"), SIDES, ids=ids(SIDES, 1))
def test_the_other_side_of_an_act(text: str, trigger: str, side: tuple[str, str]) -> None:
    found = [(role.role, role.text) for role in read(text).event(trigger).roles if role.role != "initiator"]
    assert found == [side]


# text, trigger, the countries of those who act
COUNTRIES = [
    ("Angry French farmers blocked the highway.", "blocked", ["FRA"]),
    ("Kenyan President Peter Lang criticized the court.", "criticized", ["KEN"]),
    ("Rebels in Sudan released two doctors.", "released", ["SDN"]),
    ("Turkish and Greek officials met in Geneva.", "met", ["TUR", "GRC"]),
    ("Israeli warplanes bombed a depot.", "bombed", ["ISR"]),
    ("Ethnic Hungarians in Romania criticized the court.", "criticized", ["ROU"]),
    ("Half of the ethnic Russian fighters attacked the town.", "attacked", [None]),
    ("Anti-Peru fighters attacked the town.", "attacked", [None]),
    ("Peru-backed fighters attacked the town.", "attacked", [None]),
    ("Nigerian-led forces attacked the town.", "attacked", ["NGA"]),
    ("U.N. helicopters bombed a depot.", "bombed", [None]),
    ("President Paul Kagame said he criticized the court.", "criticized", ["RWA"]),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), COUNTRIES, ids=ids(COUNTRIES, 1))
def test_countries_of_those_who_act(text: str, trigger: str, expected: list[str]) -> None:
    assert [role.country for role in read(text).event(trigger).roles if role.role == "initiator"] == expected


def test_rule_14_contexts_are_those_of_the_sentence() -> None:
    said = read("Gunmen attacked a hospital on Monday. The ministers held talks before the election.")
    assert "health" in said.event("attacked").contexts
    assert "election" not in said.event("attacked").contexts
    assert {"election", "diplomatic"} <= set(said.event("held").contexts)


def test_every_context_has_words() -> None:
    assert {row["context"] for row in iter_rows("context_words.tsv")} == CONTEXTS


def test_rule_36_a_rate_is_an_aggregate_that_happened() -> None:
    event = read("The group carries out five to 10 attacks a month.").event("attacks")
    assert (event.modality, event.is_aggregate, event.excluded) == ("happened", True, None)


# nothing of the type is told; type, text
NOTHING = [
    ("CONSULT", "Peter met his girlfriend on Monday."),
    ("CONSULT", "The driver came to Texas to see friends."),
    ("PROTEST", "We demonstrated that the method works."),
    ("REQUEST", "They appealed the ruling."),
    ("COERCE", "The paper rounded up the reviews."),
    ("ASSAULT", "The man shot himself."),
    ("ASSAULT", "The shooting was accidental."),
    ("ASSAULT", "The senator attacked his rival on television."),
    ("ASSAULT", "The director shot the film in Rome."),
    ("ASSAULT", "Doctors evacuated the wounded on Monday."),
]


@pytest.mark.parametrize(("kind", "text"), NOTHING, ids=[f"{case[0]}-{n}" for n, case in enumerate(NOTHING)])
def test_no_event_of_the_type(kind: str, text: str) -> None:
    assert [e.trigger.quote for e in read(text).events if e.event_type == kind and e.excluded is None] == []


@pytest.mark.parametrize("name", ["triggers.tsv", "trigger_phrases.tsv"])
def test_rows_name_types_modes_and_tests_that_are_there(name: str) -> None:
    for row in iter_rows(name):
        assert row["type"] in EVENT_TYPES
        assert set(row["modes"].split(";")) - {""} <= MODES[row["type"]]
        needs = row["needs"]
        assert needs in ("", "no_object") or any(
            hasattr(tests, needs) for tests in (SpeechTests, ViolenceTests, MaterialTests, HarmTests)
        ), row


def test_what_it_is_to_announce_is_a_type_or_mode() -> None:
    for row in iter_rows("composed.tsv"):
        acts = {"threat mode": MODES["THREATEN"], "request mode": MODES["REQUEST"]}.get(row["how"], EVENT_TYPES | {""})
        assert row["act"] in acts, row


def test_what_a_party_is_called_is_no_event() -> None:
    assert not read("The Heron is a militia formed in the 1980s and backed by Iran.").events
    assert [e.event_type for e in read("Iran backed the plan on Monday.").events] == ["SUPPORT"]


def test_a_plea_in_court_is_no_demand() -> None:
    assert "REQUEST" not in {e.event_type for e in read("The driver pleaded not guilty in a court in Cairo.").events}


def test_blame_falls_on_whom_it_is_laid_and_not_on_what_was_hit() -> None:
    said = read("The strike hit a post in northern Lebanon, which Israel blamed on the River Brigade.")
    roles = {(role.role, role.text) for event in said.events if event.event_type == "ACCUSE" for role in event.roles}
    assert roles == {("initiator", "Israel"), ("target", "River Brigade")}
    attack = next(e for e in read("The minister blamed the attack on the River Brigade.").events if e.event_type == "ASSAULT")
    assert not attack.roles


def test_a_party_by_the_name_of_its_country_is_no_place() -> None:
    assert not read("The pause was part of a truce involving Tehran and the Iraqi government.").claims("where", "truce")
    assert not read("The government rejects Tehran-allied militia attacks.").claims("where", "rejects")
    assert read("A truce was signed in Tehran on Monday.").claims("where", "signed")


def test_what_a_body_is_there_for_is_no_support() -> None:
    text = "The raid hit an outpost where some 40 marines support the mission against the insurgents."
    assert [event for event in read(text).events if event.event_type == "SUPPORT" and event.excluded is None] == []
