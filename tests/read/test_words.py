"""Acts of words: accusations, threats, requests, refusals, talks; parties that no lexicon knows; and plain talk that is none."""

from __future__ import annotations

import pytest

from tests.read.reading import ids, read

# text, trigger, type
ACTS = [
    ("The opposition laid the blame for the raid on the army.", "laid", "ACCUSE"),
    ("Ghana lashed out at Togo over the arrests.", "lashed out", "ACCUSE"),
    ("The council held the army responsible for the deaths.", "held", "ACCUSE"),
    ("The president branded the rebels terrorists.", "branded", "ACCUSE"),
    ("The ministry described the strike as a massacre.", "described", "ACCUSE"),
    ("Two officers face charges of murder.", "face", "ACCUSE"),
    ("The killing is under investigation.", "investigation", "ACCUSE"),
    ("The United Nations said Ghana was behind the attack.", "said", "ACCUSE"),
    ("Peru warned Bolivia against an offensive.", "warned", "THREATEN"),
    ("The army said it would retaliate.", "said", "THREATEN"),
    ("The general vowed to avenge the dead.", "vowed", "THREATEN"),
    ("The general vowed revenge.", "vowed", "THREATEN"),
    ("The minister said the raid would not go unanswered.", "said", "THREATEN"),
    ("The government gave the rebels 48 hours to leave.", "gave", "THREATEN"),
    ("The commander told the fighters to lay down their weapons.", "told", "REQUEST"),
    ("The envoy urged restraint.", "urged", "REQUEST"),
    ("The prime minister refused.", "refused", "REJECT"),
    ("The rebels pulled out of the talks.", "pulled", "REJECT"),
    ("The ministry dismissed the charge as baseless.", "dismissed", "REJECT"),
    ("Under a deal between Kenya and Uganda, the men went home.", "deal", "AGREE"),
    ("The minister promised an investigation.", "promised", "AGREE"),
    ("The presidents spoke by phone.", "spoke", "CONSULT"),
    ("India and Nepal discussed the border.", "discussed", "CONSULT"),
    ("The army announced a ceasefire.", "announced", "CONCEDE"),
    ("The government gave in to the demands.", "gave in", "CONCEDE"),
    ("Italy threw its weight behind Libya.", "threw", "SUPPORT"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), ACTS, ids=ids(ACTS, 2, 1))
def test_an_act_of_words_has_happened(text: str, trigger: str, kind: str) -> None:
    event = read(text).event(trigger)
    assert (event.event_type, event.excluded) == (kind, None)
    assert event.modality in ("happened", "claimed")


def test_what_is_threatened_is_told_beside_the_threat() -> None:
    told = read("The militia threatened further attacks on Kenya.").events
    assert {(event.event_type, event.modality) for event in told} == {("THREATEN", "happened"), ("ASSAULT", "threatened")}


# none of these types is told
PLAIN = [
    ("THREATEN", "Experts warned that prices would rise."),
    ("THREATEN", "The weather service issued a warning for the coast."),
    ("REQUEST", "The teacher told the children to sit down."),
    ("REJECT", "Shares rejected an early rise."),
    ("CONSULT", "The two friends discussed the film."),
    ("CONSULT", "She spoke with neighbours by phone."),
    ("AGREE", "The firm promised a new model next year."),
    ("ACCUSE", "The ministry said the road was open."),
]


@pytest.mark.parametrize(("kind", "text"), PLAIN, ids=[f"{case[0]}-{n}" for n, case in enumerate(PLAIN)])
def test_plain_talk_is_no_act(kind: str, text: str) -> None:
    assert [event.trigger.quote for event in read(text).events if event.event_type == kind and event.excluded is None] == []


def _sides(text: str, trigger: str) -> dict[str, set[str]]:
    event = read(text).event(trigger)
    return {name: {role.head.quote for role in event.roles if role.role == name} for name in ("initiator", "target")}


def test_a_name_that_nobody_knows_is_a_party() -> None:
    assert _sides("Ordovia and Lestria condemned the raid.", "condemned")["initiator"] == {"Ordovia", "Lestria"}
    assert _sides("Ordovia rejected the accusation.", "rejected")["initiator"] == {"Ordovia"}
    assert _sides("Old rivals Ordovia and Lestria have renewed diplomatic ties.", "renewed")["initiator"] == {
        "Ordovia",
        "Lestria",
    }


def test_who_is_about_to_act_is_the_doer() -> None:
    assert _sides("Ordovia is about to break diplomatic relations with Lestria.", "break")["initiator"] == {"Ordovia"}


def test_who_faces_criticism_is_the_target_and_it_comes_from_the_other() -> None:
    assert _sides("Ghana faced criticism from Togo.", "faced") == {"initiator": {"Togo"}, "target": {"Ghana"}}


def test_whoever_is_asked_to_call_the_police_the_police_are_not_asked() -> None:
    assert _sides("Anyone with information is asked to call the police.", "asked")["target"] == set()


def test_the_country_of_a_leader_is_known_by_name_and_title() -> None:
    roles = {r.head.quote: r.country for r in read("President Kagame accused Nicolas Sarkozy of lying.").event("accused").roles}
    assert roles == {"Kagame": "RWA", "Sarkozy": "FRA"}
    roles = {r.head.quote: r.country for r in read("Mr. Kagame accused Jane Macron of lying.").event("accused").roles}
    assert roles["Kagame"] == "RWA" and roles["Macron"] is None
    assert read("Alice Bush accused the council of fraud.").event("accused").roles[0].country is None


def test_whom_a_thing_is_asked_of_and_whom_a_complaint_is_about() -> None:
    assert _sides("Ghana demanded an explanation from Togo.", "demanded")["target"] == {"Togo"}
    assert _sides("Ghana filed a complaint against Togo at the Security Council.", "filed")["target"] == {"Togo"}
    assert _sides("Officials of Laos and Thailand met on Monday.", "met")["initiator"] == {"Laos", "Thailand"}


def test_who_is_prepared_to_strike_has_agreed_to_nothing() -> None:
    told = read("The army has said it is prepared to launch new strikes against the rebels.").events
    assert [event.event_type for event in told if event.excluded is None] == []
    assert read("The minister is prepared to hold talks with the rebels.").event("prepared").event_type == "AGREE"
