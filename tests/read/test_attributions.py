"""Attributions of a whole report: sources, cues and contents that the rules of one sentence cannot see."""

from __future__ import annotations

import pytest

from fogline.record.types import Claim
from tests.read.reading import ids, read


def parts(claim: Claim) -> tuple[str | None, str, str]:
    """Source, cue and content of a statement in words; the source is None where none is named."""
    *source, cue = [span.quote for span in claim.spans]
    return (source[0] if source else None), cue, " … ".join(span.quote for span in claim.content)


# id, text, source, cue, content
STATEMENTS = [
    (
        "source-with-apposition",
        "The road is open again, said Omar Haddad, a spokesman for the ministry.",
        "Omar Haddad, a spokesman for the ministry",
        "said",
        "The road is open again",
    ),
    (
        "two-sentences-of-one-quotation",
        "“The bridge is gone. Nobody can cross the river,” the mayor said.",
        "the mayor",
        "said",
        "The bridge is gone. Nobody can cross the river",
    ),
    (
        "inserted",
        "The convoy, the ministry said, had left before dawn.",
        "the ministry",
        "said",
        "The convoy … had left before dawn",
    ),
    ("according-to", "According to the governor, the school was empty.", "the governor", "According to", "the school was empty"),
]


@pytest.mark.parametrize(("case", "text", "source", "cue", "content"), STATEMENTS, ids=ids(STATEMENTS, 0))
def test_parts_of_a_statement(case: str, text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in [parts(claim) for claim in read(text).claims("statement")]


def test_statement_of_nobody_named() -> None:
    found = read("It was reported that the governor had left the town.").claims("statement")
    assert [(claim.voices, parts(claim)[0]) for claim in found] == [((), None)]


def test_quotation_goes_on_in_the_next_paragraph() -> None:
    told = read("“They came at night,” the mayor said. “We heard the planes.\n\n“Then rebels attacked the base.”")
    assert [voice.text for voice in told.event("attacked").voices] == ["mayor"]


def test_noun_of_saying_gives_a_voice() -> None:
    told = read("The general repeated the army's claim that rebels attacked the base.")
    assert "army" in [voice.text for voice in told.event("attacked").voices]


def test_condition_and_consequence_are_apart() -> None:
    threat = read("The militia warned that it will attack the port if the army enters the town.").claims("statement")[0]
    assert threat.condition is not None
    assert threat.consequence is not None
    assert (threat.condition.quote, threat.consequence.quote) == ("if the army enters the town", "it will attack the port")
