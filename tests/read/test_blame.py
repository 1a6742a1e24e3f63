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


# id, text, [(kind, stance, doer)] of what is said beside the doers in the act's own sentence
FAR_BLAME = [
    ("claimed", "A bomb killed a judge in Ardo. The militia has claimed responsibility.",
     [("claim_of_responsibility", "asserts", "militia")]),
    ("claimed-deed", "A bomb killed a judge. The militia claimed responsibility for the act.",
     [("claim_of_responsibility", "asserts", "militia")]),
    ("denied", "A bomb killed a judge. The rebels denied any involvement in the crime.", [("denial", "denies", "rebels")]),
    ("suspected", "A bomb killed a judge. The police suspect the militia.", [("accusation", "asserts", "militia")]),
    ("behind-it", "A bomb killed a judge. The mayor said the militia was behind it.", [("accusation", "asserts", "militia")]),
    ("responsible", "A bomb killed a judge. The militia was responsible for the deed.", [("accusation", "asserts", "militia")]),
    ("attributed", "A bomb killed a judge. The crime was attributed to the rebels.", [("accusation", "asserts", "rebels")]),
    ("nobody", "A bomb killed a judge in Ardo. No group has claimed responsibility.", []),
    ("not-yet", "A bomb killed a judge in Ardo. The militia may claim responsibility.", []),
    ("not-claimed", "A bomb killed a judge. The militia did not claim responsibility for the act.", []),
    ("of-something-else", "A bomb killed a judge. The militia claimed responsibility for the harvest.", []),
    ("too-far", "A bomb killed a judge. It rained. It rained. It rained. It rained. The militia claimed responsibility.", []),
    ("no-event", "It rained. The militia claimed responsibility.", []),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "expected"), FAR_BLAME, ids=ids(FAR_BLAME, 0))
def test_rule_44_blame_in_a_later_sentence_is_for_what_was_told_last(
    case: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    claims = read(text).claims("responsible")
    assert [(c.kind, c.stance, c.spans[0].quote) for c in claims if c.kind is not None] == expected


def test_to_be_called_responsible_is_no_more_than_an_accusation() -> None:
    said = read("The militia was responsible for the attack on the base.").claims("responsible", "attack")
    assert [(claim.kind, claim.spans[0].quote) for claim in said] == [("accusation", "militia")]
