"""Killed and injured: whose number it is, in which words, and where none is said."""

from __future__ import annotations

import pytest

from tests.read.reading import fails, ids, read

N = None
# id, text, trigger, killed, injured (low, best, high)
NUMBERS = [
    ("rule33-number", "Gunmen killed three officers.", "killed", (3, 3, 3), N),
    ("rule33-word", "Twelve people were killed in the attack.", "killed", (12, 12, 12), N),
    ("rule33-at-least", "At least 12 people were killed in the attack.", "killed", (12, 12, N), N),
    ("rule33-up-to", "Up to 30 people were killed in the attack.", "killed", (N, N, 30), N),
    ("rule33-dozens", "Dozens of people were killed in the attack.", "killed", (12, N, N), N),
    pytest.param(
        "rule33-range",
        "Between 16 and 20 people were killed in the attack.",
        "killed",
        (16, N, 20),
        N,
        marks=fails("the parser takes the range for a prepositional phrase, so that killed has no subject"),
    ),
    ("rule33-range-2", "Gunmen killed 16 to 20 people.", "killed", (16, N, 20), N),
    ("rule33-bare-plural", "Villagers were killed in the attack.", "killed", N, N),
    ("rule33-scores", "Scores of villagers were killed in the attack.", "killed", N, N),
    ("single", "A soldier was killed in the attack.", "killed", (1, 1, 1), N),
    ("named-person", "Gunmen killed John Harding in his house.", "killed", (1, 1, 1), N),
    ("sum", "Gunmen killed two officers and a driver.", "killed", (3, 3, 3), N),
    ("sum-open", "Gunmen killed two officers and several drivers.", "killed", (5, N, N), N),
    ("including", "Gunmen killed nine people, including two children.", "killed", (9, 9, 9), N),
    ("injured", "The attack wounded four soldiers.", "wounded", N, (4, 4, 4)),
    ("injured-passive", "Four soldiers were injured in the attack.", "injured", N, (4, 4, 4)),
    ("both-first", "Two people were killed and five wounded in the attack.", "killed", (2, 2, 2), N),
    ("both-second", "Two people were killed and five wounded in the attack.", "wounded", N, (5, 5, 5)),
    ("both-active", "The attack killed two people and wounded five others.", "wounded", N, (5, 5, 5)),
    ("shared-object", "Gunmen killed and wounded six soldiers.", "wounded", N, (6, 6, 6)),
    ("participle", "Gunmen attacked a bus, killing four people.", "killing", (4, 4, 4), N),
    ("reduced", "Three people killed in the ambush were farmers.", "killed", (3, 3, 3), N),
    ("noun", "The killing of two students shocked the town.", "killing", (2, 2, 2), N),
    ("died", "Nine soldiers died in the attack.", "died", (9, 9, 9), N),
    ("target-not-dead", "Gunmen attacked six soldiers.", "attacked", N, N),
    ("kidnapped-not-dead", "Gunmen kidnapped six soldiers.", "kidnapped", N, N),
    ("number-of-weapons", "Rebels fired six rockets at the base.", "fired", N, N),
    ("headcount-noun", "A group of 11 miners was killed in the attack.", "killed", (11, 11, 11), N),
]


@pytest.mark.parametrize(("case", "text", "trigger", "killed", "injured"), NUMBERS, ids=ids(NUMBERS, 0))
def test_number(case: str, text: str, trigger: str, killed: tuple[int, ...] | None, injured: tuple[int, ...] | None) -> None:
    said = read(text)
    assert (said.count(trigger, "killed"), said.count(trigger, "injured")) == (killed, injured)


@fails("the parser takes kills and wounds for nouns")
def test_headline_with_two_numbers() -> None:
    said = read("It was a quiet day elsewhere.", title="Attack on market kills 12, wounds 30")
    assert (said.count("kills", "killed"), said.count("wounds", "injured")) == ((12, 12, 12), (30, 30, 30))


def test_phrase_is_kept_with_the_number() -> None:
    claim = read("Gunmen killed more than 20 villagers.").claims("killed", "killed")[0]
    assert [span.quote for span in claim.spans] == ["more than 20"]


def test_rule_34_nobody_killed_is_no_event_that_happened() -> None:
    said = read("No soldiers were killed in the attack.")
    assert (said.event("killed").modality, said.event("attack").modality) == ("negated", "happened")
