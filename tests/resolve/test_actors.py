"""Which actor a mention refers to: known names, composed bodies, short forms, and ambiguity that is kept."""

from __future__ import annotations

import pytest

from tests.read.reading import ids
from tests.resolve.resolving import resolve

# id, text, two mentions that are one actor
SAME = [
    ("army-troops", "The Iraqi army shelled the town. Iraqi troops left on Monday.", "Iraqi army", "Iraqi troops"),
    ("us-american", "US troops left. American forces left on Monday.", "US troops", "American forces"),
    ("surname", "Peter Lang met the envoy. Lang praised the army.", "Peter Lang", "Lang"),
    ("family-names", "John Lang Berg met the envoy. Lang praised the army.", "John Lang Berg", "Lang"),
    ("surname-as-a-body", "Carlos Mendez Rivera met the envoy. Mendez praised the army.", "Carlos Mendez Rivera", "Mendez"),
    ("short-name-in-capitals", "PETER LANG MET THE ENVOY. LANG PRAISED THE ARMY.", "PETER LANG", "LANG"),
    ("acronym", "The Orun People's Front attacked the base. The OPF denied it.", "Orun People's Front", "OPF"),
    ("alias", "The United Nations met. The UN condemned the attack.", "United Nations", "UN"),
    ("demonym", "France met the envoy. The French condemned the attack.", "France", "French"),
    ("metonym", "Russia met the envoy. The Kremlin condemned the attack.", "Russia", "Kremlin"),
    ("group-noun", "Hezbollah held a parade. The group attacked the base.", "Hezbollah", "group"),
    ("pronoun", "Hezbollah said it attacked the base.", "Hezbollah", "it"),
    ("members", "Hezbollah held a parade. Fighters of Hezbollah attacked the base.", "Hezbollah", "Hezbollah"),
]


@pytest.mark.parametrize(("case", "text", "left", "right"), SAME, ids=ids(SAME, 0))
def test_one_actor(case: str, text: str, left: str, right: str) -> None:
    found = resolve(text)
    assert found.answer(left) is not None
    assert found.answer(left) == found.answer(right)


# id, text, two mentions that are different actors
OTHER = [
    ("state-army", "The Iraqi army shelled the town, the French army said.", "Iraqi army", "French army"),
    ("army-police", "The Iraqi army left. Iraqi police arrested two men.", "Iraqi army", "Iraqi police"),
    ("state-and-body", "Iraq protested. The Iraqi army shelled the town.", "Iraq", "Iraqi army"),
    ("backed", "Iran protested. Iran-backed militias attacked the base.", "Iran", "Iran-backed militias"),
    ("two-people", "Peter Lang met the envoy. Anna Berg praised the army.", "Peter Lang", "Anna Berg"),
]


@pytest.mark.parametrize(("case", "text", "left", "right"), OTHER, ids=ids(OTHER, 0))
def test_two_actors(case: str, text: str, left: str, right: str) -> None:
    found = resolve(text)
    assert None not in (found.answer(left), found.answer(right))
    assert found.answer(left) != found.answer(right)


# id, text, name, number of candidates, all kept
AMBIGUOUS = [
    ("demonym", "Korean officials met the envoy.", "Korean", 2),
    ("surname", "Peter Lang met Anna Lang. Lang praised the army.", "Lang", 2),
    ("state", "Congo condemned the attack.", "Congo", 2),
]


@pytest.mark.parametrize(("case", "text", "name", "candidates"), AMBIGUOUS, ids=ids(AMBIGUOUS, 0))
def test_ambiguity_is_kept(case: str, text: str, name: str, candidates: int) -> None:
    found = resolve(text)
    assert [judgement.verdict for judgement in found.judgements(name)] == ["suggested"] * candidates
    assert "actor.ambiguous" in found.issues


# id, text, mention that refers to nobody known
NOBODY = [
    ("rule15-bare-noun", "Gunmen attacked the base.", "Gunmen"),
    ("rule15-pronoun", "They attacked the base.", "They"),
]


@pytest.mark.parametrize(("case", "text", "name"), NOBODY, ids=ids(NOBODY, 0))
def test_nobody_is_guessed(case: str, text: str, name: str) -> None:
    assert resolve(text).judgements(name) == []


def test_reasons_add_up_to_the_score() -> None:
    for judgement in resolve("Hezbollah held a parade. The group attacked the Iraqi army.").rows:
        reasons = getattr(judgement, "reasons", ())
        assert reasons
        assert sum(reason.weight for reason in reasons) == pytest.approx(getattr(judgement, "score", None), abs=0.001)


def test_group_of_a_pack_is_known_by_it_alone() -> None:
    text = "Saraya Awliya al-Dam attacked the base."
    packed = resolve(text, packs=("iraq",)).judgements("Saraya Awliya al-Dam")[0]
    assert packed.reasons[0].feature == "lexicon"
