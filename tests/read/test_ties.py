"""Ties that a text states between actors."""

from __future__ import annotations

import pytest

from tests.read.reading import ids, read

# id, text, (subject, relation, object)
TIES = [
    ("backed", "Iran-backed militias attacked the base.", ("Iran-backed militias", "backed_by", "Iran")),
    ("allied", "Russia-aligned fighters held the town.", ("Russia-aligned fighters", "allied_with", "Russia")),
    ("leader", "Peter Lang, the leader of Hamas, met the envoy.", ("Peter Lang", "leads", "Hamas")),
    ("spokesman-title", "Army spokesman Peter Lang met the envoy.", ("Peter Lang", "speaks_for", "Army")),
    ("spokesman-for", "Peter Lang, a spokesman for Hezbollah, met the envoy.", ("Peter Lang", "speaks_for", "Hezbollah")),
    ("is-leader", "Peter Lang is the leader of Hamas.", ("Peter Lang", "leads", "Hamas")),
    ("president", "Peter Lang, the president of Chad, met the envoy.", ("Peter Lang", "holds_office", "Chad")),
    ("member", "Peter Lang, a member of Hamas, was there.", ("Peter Lang", "member_of", "Hamas")),
    ("join", "Peter Lang joined Hamas last year.", ("Peter Lang", "member_of", "Hamas")),
    ("belong", "Peter Lang belongs to Hamas.", ("Peter Lang", "member_of", "Hamas")),
    ("fight", "Hamas is fighting Hezbollah.", ("Hamas", "opposes", "Hezbollah")),
    ("fight-against", "Hamas fought against Hezbollah.", ("Hamas", "opposes", "Hezbollah")),
    ("its-fight", "Iraq's fight against Hezbollah drags on.", ("Iraq", "opposes", "Hezbollah")),
    ("passive", "Hezbollah is funded by Iran.", ("Hezbollah", "backed_by", "Iran")),
    ("led-by", "Hamas was led by Peter Lang.", ("Peter Lang", "leads", "Hamas")),
    ("split", "Peter Lang defected from Hamas.", ("Peter Lang", "formerly", "Hamas")),
    ("fund", "Iran funds Hezbollah.", ("Hezbollah", "backed_by", "Iran")),
    ("supplies", "Iran supplies weapons to Hezbollah.", ("Hezbollah", "backed_by", "Iran")),
    ("receives", "Hezbollah receives weapons from Iran.", ("Hezbollah", "backed_by", "Iran")),
    ("pledge", "Boko Haram pledged allegiance to the Islamic State.", ("Boko Haram", "allied_with", "Islamic State")),
    ("affiliated", "Hamas is affiliated with Hezbollah.", ("Hamas", "allied_with", "Hezbollah")),
    ("allies", "Hamas and Hezbollah are allies.", ("Hamas", "allied_with", "Hezbollah")),
    ("alongside", "Hamas fought alongside Hezbollah.", ("Hamas", "allied_with", "Hezbollah")),
    ("alliance", "Hamas formed an alliance with Hezbollah.", ("Hamas", "allied_with", "Hezbollah")),
    ("at-war", "Hamas is at war with Hezbollah.", ("Hamas", "opposes", "Hezbollah")),
    ("rival", "Chad and its rival, Hezbollah, agreed to talk.", ("Chad", "opposes", "Hezbollah")),
    ("part", "Fatah is part of the Northern Alliance.", ("Fatah", "part_of", "Northern Alliance")),
    ("became", "Peter Lang became the leader of Fatah.", ("Peter Lang", "leads", "Fatah")),
    ("former-member", "Peter Lang, a former member of Hamas, was there.", ("Peter Lang", "formerly", "Hamas")),
    ("left", "Peter Lang left Hamas in 2012.", ("Peter Lang", "formerly", "Hamas")),
    ("candidate", "Peter Lang, Hezbollah's candidate, won the vote.", ("Peter Lang", "nominated_by", "Hezbollah")),
    ("title", "President Peter Lang of Chad spoke first.", ("Peter Lang", "holds_office", "Chad")),
    ("minister", "Russian Defence Minister Peter Lang flew home.", ("Peter Lang", "holds_office", "Russian")),
    (
        "ministry",
        "Chadian interior ministry spokesman Peter Lang met the envoy.",
        ("Peter Lang", "speaks_for", "Chadian interior ministry"),
    ),
    ("led-hyphen", "The French-led coalition moved on.", ("French", "leads", "French-led coalition")),
    ("wing", "Fatah Storm, the armed wing of Hamas, fired.", ("Fatah Storm", "part_of", "Hamas")),
]


@pytest.mark.parametrize(("case", "text", "expected"), TIES, ids=ids(TIES, 0))
def test_tie(case: str, text: str, expected: tuple[str, str, str]) -> None:
    said = read(text)
    ties = [claim for claim in said.claims_of_ties if claim.value]
    assert [(said.words(c.subject_id), c.property.removeprefix("tie:"), said.words(str(c.value))) for c in ties] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Peter Lang is not the leader of Hamas.",
        "Peter Lang did not join Hamas.",
        "The head of the table was empty.",
        "Iran does not back Hezbollah.",
        "Iran may back Hezbollah.",
        "Peter Lang leads the talks.",
        "Peter Lang met the leader of Hamas.",
        "If Iran armed Hezbollah, it would pay for it.",
        "Hezbollah joined Egypt in condemning the blast.",
        "Hezbollah is not allied with Iran.",
        "Hezbollah may be allied with Iran.",
        "Peter Lang left Chad in 2012.",
        "Peter Lang, a candidate for mayor, met the envoy.",
    ],
)
def test_no_tie(text: str) -> None:
    said = read(text)
    people = [c for c in said.claims_of_ties if said.words(c.subject_id) in ("Peter Lang", "Hezbollah")]
    assert people == []


def test_tie_has_its_words_and_its_voice() -> None:
    tie = read("The ministry said that Iran funds Hezbollah.").claims_of_ties[0]
    assert tie.spans[0].quote == "Iran funds Hezbollah"
    assert [voice.text for voice in tie.voices] == ["ministry"]


def test_a_tie_has_the_time_that_its_clause_says() -> None:
    joined = read("Peter Lang joined Hamas in 2014.").claims_of_ties[0]
    assert joined.during is not None and str(joined.during.earliest) == "2014-01-01" and joined.during.latest is None
    backed = read("Iran funds Hezbollah.").claims_of_ties[0]
    assert backed.during is None
