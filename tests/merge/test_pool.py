"""What one report ties together is pooled, and only that."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.merge.gather import gather_profiles
from fogline.merge.pool import tellings
from fogline.merge.settings import MergeSettings
from tests.merge.world import MERGE, World, period, together

SETTINGS = MergeSettings()


def test_day_and_toll_of_two_sentences_both_count() -> None:
    world = World()
    first = world.report("a", "A drone hit the depot in Calde on Sunday. The attack left seven dead.")
    hit = world.event(first, "hit", when=period("2024-03-03"), where="plc_calde", weapon="drone")
    attack = world.event(first, "attack", killed=7)
    store = world.store(())
    told = tellings(gather_profiles(store), SETTINGS)
    assert told[hit.id] is told[attack.id]
    assert (told[hit.id].killed, told[hit.id].is_dated, told[hit.id].weapons) == ((7, 7, 7), True, ("drone",))
    assert [place.id for place in told[hit.id].places] == ["plc_calde"]


def test_reports_meet_over_what_each_tells_in_two_sentences() -> None:
    world = World()
    first = world.report("a", "A drone hit the depot in Calde on Sunday. The attack left seven dead.")
    hit = world.event(first, "hit", when=period("2024-03-03"), where="plc_calde", weapon="drone")
    world.event(first, "attack", killed=7)
    second = world.report(
        "b", "Officials spoke of an explosion at the depot. The explosion, caused by a drone, killed seven in Calde."
    )
    blast = world.event(second, "explosion", weapon="drone")
    killed = world.event(second, "killed", killed=7, where="plc_calde")
    world.judge("same", blast.id, killed.id, by="read.report")
    assert together(world.store(MERGE), hit, blast, killed)


@pytest.mark.parametrize(
    ("text", "trigger", "said", "joined"),
    [
        ("Six others were wounded.", "wounded", {"injured": 6}, True),
        ("Six others were wounded in Mirel.", "wounded", {"injured": 6, "where": "plc_mirel"}, False),
        ("Police searched the port. Six others were wounded.", "wounded", {"injured": 6}, False),
        ("Troops also shelled a bridge.", "shelled", {}, False),
    ],
    ids=["bare effect", "another place", "not the next sentence", "an act of its own"],
)
def test_a_bare_effect_means_what_was_told_right_before(text: str, trigger: str, said: dict[str, Any], joined: bool) -> None:
    world = World()
    report = world.report("a", f"A drone hit the depot in Calde on Sunday. {text}")
    hit = world.event(report, "hit", when=period("2024-03-03"), where="plc_calde")
    effect = world.event(report, trigger, **said)
    assert together(world.store(MERGE), hit, effect) is joined


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("The attack shocked many.", True),
        ("Many recalled the Harbor Lane attack.", False),
        ("Many recalled the assassination of Ilar Tevin.", False),
    ],
    ids=["no name", "a name before the noun", "a name after it"],
)
def test_definite_words_with_a_name_mean_only_what_was_told_with_it(words: str, joined: bool) -> None:
    world = World()
    report = world.report("a", f"Gunmen raided a market in Calde. {words}")
    market = world.event(report, "raided", where="plc_calde")
    other = world.event(report, "assassination" if "assassination" in words else "attack")
    assert together(world.store(MERGE), market, other) is joined


def test_the_readers_link_holds_against_a_rule_and_not_against_a_person() -> None:
    world = World()
    report = world.report("a", "A strike on Sunday killed two on Thursday.")
    strike = world.event(report, "strike", when=period("2024-03-03"))
    killed = world.event(report, "killed", when=period("2024-03-07"), killed=2)
    world.judge("same", strike.id, killed.id, by="read.report")
    assert together(world.store(MERGE), strike, killed)
    world.judge("same", strike.id, killed.id, "different", by="M. Reader")
    assert not together(world.store(MERGE), strike, killed)
