"""Who is named as responsible, by whom, and how: accusation, claim, denial."""

from __future__ import annotations

import pytest

from tests.read.reading import fails, ids, read

# id, text, trigger, [(doer, kind, speaker)]
BLAME = [
    ("rule44-fact", "Rebels attacked the base.", "attacked", [("Rebels", None, None)]),
    ("rule44-blamed-for", "The army blamed rebels for the attack on the base.", "attack", [("rebels", "accusation", "army")]),
    ("rule44-blamed-on", "The army blamed the attack on rebels.", "attack", [("rebels", "accusation", "army")]),
    ("rule44-attributed", "The army attributed the attack to rebels.", "attack", [("rebels", "accusation", "army")]),
    pytest.param("rule44-passive", "Rebels were blamed for the attack by the army.", "attack",
     [("Rebels", "accusation", "army")], marks=fails("the parser hangs by the army on the attack: the army is its doer")),
    ("rule44-accused", "The army accused rebels of attacking the base.", "attacking", [("rebels", "accusation", "army")]),
    ("rule44-claimed", "The militia claimed responsibility for the attack on the base.", "attack",
     [("militia", "claim_of_responsibility", "militia")]),
    ("rule44-claimed-event", "The militia claimed the attack on the base.", "attack",
     [("militia", "claim_of_responsibility", "militia")]),
    ("rule44-said-it", "The militia said it attacked the base.", "attacked", [("it", "claim_of_responsibility", "militia")]),
    ("rule44-denied", "The militia denied responsibility for the attack on the base.", "attack",
     [("militia", "denial", "militia")]),
    ("rule44-denied-role", "The militia denied involvement in the attack on the base.", "attack",
     [("militia", "denial", "militia")]),
    ("rule44-no-claim", "No group has claimed responsibility for the attack on the base.", "attack", []),
    ("rule44-not-claimed", "The militia did not claim responsibility for the attack.", "attack", []),
    ("rule15-unknown", "The base was attacked at dawn.", "attacked", []),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "trigger", "expected"), BLAME, ids=ids(BLAME, 0))
def test_responsible(case: str, text: str, trigger: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text).blame(trigger) == expected


def test_rule_44_a_denial_of_responsibility_leaves_the_event() -> None:
    event = read("Rebels denied responsibility for the attack on the base.").event("attack")
    assert (event.modality, event.excluded) == ("happened", None)


def test_rule_44_a_denial_has_the_stance_that_denies() -> None:
    said = read("The militia denied responsibility for the attack on the base.")
    assert [claim.stance for claim in said.claims("responsible", "attack")] == ["denies"]


def test_claim_and_denial_stand_side_by_side() -> None:
    text = "The army blamed rebels for the attack on the base. The rebels denied any role in the attack."
    kinds = [claim.kind for claim in read(text).claims("responsible")]
    assert kinds == ["accusation", "denial"]
