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
