"""merge.compare: which pairs are judged, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from fogline.merge.block import block_profiles, pairs
from fogline.merge.compare import MergeCompare
from fogline.merge.gather import gather_profiles
from fogline.merge.settings import MergeSettings
from fogline.merge.tally import tally
from fogline.record.store import Store
from fogline.record.types import Judgement
from tests.merge.world import MERGE, World, period, span, together


def judge(left: dict[str, Any], right: dict[str, Any], *, world: World | None = None) -> Judgement | None:
    """The machine's judgement of one telling in each of two reports."""
    world = world or World()
    first = world.report("a.txt", "A drone struck the outpost before dawn on the ridge.", outlet="Courier")
    second = world.report("b.txt", "Drones hit soldiers who slept in their barracks.", outlet="Herald", published="2024-03-06")
    world.event(first, "struck", **left)
    world.event(second, "hit", **right)
    found = [j for j in world.store([MergeCompare()]).rows(Judgement, kind="same") if j.by == "merge.compare"]
    assert len(found) <= 1
    return found[0] if found else None


BASE: dict[str, Any] = {"when": period("2024-03-04"), "where": "plc_post9", "to": "act_army", "modes": "drone", "killed": 3}


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "same"),
        ({"killed": 4}, "same"),
        ({"by": "act_league"}, "same"),
        ({"where": "plc_calde"}, "same"),
        ({"where": "plc_tarevia"}, "same"),
        ({"when": period("2024-03-01", "2024-03-31")}, "same"),
        ({"modes": ()}, "same"),
        ({"when": period("2024-03-20")}, None),
        ({"where": "plc_mirel"}, "different"),
        ({"kind": "AID", "modes": ()}, None),
        ({"is_aggregate": True}, None),
        ({"modality": "feared"}, None),
        ({"excluded": "metaphor"}, None),
    ],
    ids=lambda value: (
        str(value) if not isinstance(value, dict) else "-".join(f"{k}={v}" for k, v in value.items())[:40] or "equal"
    ),
)
def test_pair_verdict(change: dict[str, Any], verdict: str | None) -> None:
    found = judge(BASE | {"by": "act_heron"}, BASE | {"by": "act_heron"} | change)
    assert (found.verdict if found else None) == verdict


def test_reasons_add_up_to_the_score() -> None:
    found = judge(BASE, BASE)
    assert found is not None
    assert found.score == sum(reason.weight for reason in found.reasons)
    assert {"prior", "type", "time", "place", "patient", "killed"} <= {reason.feature for reason in found.reasons}


def test_reversed_direction_tells_against() -> None:
    there = BASE | {"by": "act_front", "to": "act_army"}
    back = BASE | {"by": "act_army", "to": "act_front"}
    straight, reverse = judge(there, there), judge(there, back)
    assert straight is not None
    assert reverse is None or reverse.score < straight.score - 4


def test_member_of_an_umbrella_is_compatible_not_equal() -> None:
    world = World()
    world.tie("act_heron", "member_of", "act_front")
    found = judge(BASE | {"by": "act_heron"}, BASE | {"by": "act_front"}, world=world)
    assert found is not None
    assert ("initiator", "compatible") in {(reason.feature, reason.level) for reason in found.reasons}


def test_disputed_responsibility_weighs_little() -> None:
    found = judge(BASE | {"by": "act_front"}, BASE | {"by": "act_league"})
    assert found is not None
    assert ("initiator", "disputed") in {(reason.feature, reason.level) for reason in found.reasons}


def test_vague_pair_is_not_joined() -> None:
    found = judge({"modes": "drone"}, {"modes": "drone"})
    assert found is None or found.verdict == "suggested"


def test_two_stated_days_in_one_report_forbid() -> None:
    world = World()
    report = world.report("a.txt", "On Monday a drone struck the post. On Tuesday another drone hit the post.")
    world.event(report, "struck", **BASE)
    world.event(report, "hit", **BASE | {"when": period("2024-03-05")})
    found = [j for j in world.store([MergeCompare()]).rows(Judgement, kind="same")]
    assert [j.verdict for j in found] == ["different"]


def test_two_towns_in_one_report_forbid() -> None:
    world = World()
    report = world.report("a.txt", "Shells fell on one town and hit another town.")
    world.event(report, "fell", where="plc_calde")
    world.event(report, "hit", where="plc_mirel")
    assert [j.verdict for j in world.store([MergeCompare()]).rows(Judgement, kind="same")] == ["different"]


def test_definite_words_point_back() -> None:
    world = World()
    report = world.report("a.txt", "A drone attack killed three at the post. The ministry met. The strike shook the capital.")
    world.event(report, "attack", **BASE)
    world.event(report, "strike")
    (found,) = world.store([MergeCompare()]).rows(Judgement, kind="same")
    assert found.verdict == "same"
    assert "reference" in {reason.feature for reason in found.reasons}


def test_title_is_joined_to_its_lead_and_not_to_the_background() -> None:
    world = World()
    body = "A drone struck Post Nine on Monday. " + "The ministry met. " * 40 + "Long before, jets bombed the hills."
    report = world.report("a.txt", f"Drone hits Post Nine\n\n{body}")
    title, lead = world.event(report, "hits", modes="drone"), world.event(report, "struck", **BASE)
    world.event(report, "bombed", modes="aerial")
    found = {frozenset((j.left_id, j.right_id)): j.verdict for j in world.store([MergeCompare()]).rows(Judgement, kind="same")}
    assert found == {frozenset((title.id, lead.id)): "same"}


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"to": "act_army", "where": "plc_post9"}, "same"),
        ({"to": "act_army", "where": "plc_post9", "by": "act_league"}, None),
        ({"to": "act_villagers", "where": "plc_post9"}, None),
    ],
    ids=["one-party-one-place", "another-doer", "another-party"],
)
def test_the_body_retells_the_lead_where_party_and_mode_agree_and_no_other_did_it(more: Any, verdict: str | None) -> None:
    world = World()
    body = "The Heron shelled an army post. " + "The ministry met. " * 40 + "It meant the volley at the army post near Calde."
    report = world.report("a.txt", body)
    lead = world.event(report, "shelled", modes="heavy-weapons", by="act_heron", to="act_army", where="plc_sanra")
    told = world.event(report, "volley", modes="heavy-weapons", **more)
    verdicts = {frozenset((j.left_id, j.right_id)): j.verdict for j in world.store([MergeCompare()]).rows(Judgement, kind="same")}
    found = verdicts.get(frozenset((lead.id, told.id)))
    assert found == verdict if verdict else found != "same"


def test_copies_are_one_telling() -> None:
    world = World()
    text = "Gunmen fired at a patrol."
    first, second = world.report("a.txt", text), world.report("b.txt", text)
    world.event(first, "fired")
    world.event(second, "fired")
    world.judge("copy", first.id, second.id)
    (found,) = [j for j in world.store([MergeCompare()]).rows(Judgement, kind="same")]
    assert found.verdict == "same"
    assert "copy" in {reason.feature for reason in found.reasons}
    assert "words" not in {reason.feature for reason in found.reasons}


@pytest.mark.parametrize(
    ("wording", "verdict"),
    [("Nearly 90 attacks were counted since October.", "same"), ("Over 40 attacks were counted since May.", None)],
)
def test_totals_join_only_totals_of_the_same_number(wording: str, verdict: str | None) -> None:
    world = World()
    first = world.report("a.txt", "There were nearly 90 attacks on posts, it says.")
    second = world.report("b.txt", wording)
    said = {"is_aggregate": True, "when": period("2023-10-01", "2024-03-01"), "where": "plc_sanra", "to": "act_army"}
    world.event(first, "attacks", **said)
    world.event(second, "attacks", **said)
    found = [j.verdict for j in world.store([MergeCompare()]).rows(Judgement, kind="same")]
    assert found == ([verdict] if verdict else [])


@pytest.mark.parametrize(
    ("wording", "number"),
    [
        ("The army flew 11 drone strikes.", 11),
        ("There were eight strikes.", 8),
        ("There were twenty-one drone and rocket strikes.", 21),
        ("There were 1,200 strikes.", 1200),
        ("There were 10 to 12 strikes.", None),
        ("There were two dozen strikes.", None),
        ("It recalled the 7 October strikes.", None),
        ("It lost 20 men in strikes.", None),
        ("There were strikes.", None),
    ],
)
def test_tally_is_the_number_before_the_trigger(wording: str, number: int | None) -> None:
    report = World().report("a.txt", wording)
    assert tally(span(report, wording), span(report, "strikes")) == number


@pytest.mark.parametrize(("number", "is_one"), [("eleven", True), ("eight", False)])
@pytest.mark.parametrize("is_one_report", [True, False])
def test_totals_of_different_numbers_never_meet(number: str, is_one: bool, is_one_report: bool) -> None:
    world = World()
    told = ["Army flew 11 strikes on posts near Calde", f"The army reported {number} raids on posts near Calde."]
    texts = [". ".join(told)] * 2 if is_one_report else told
    one = world.report("a.txt", texts[0])
    two = one if is_one_report else world.report("b.txt", texts[1])
    said = BASE | {"is_aggregate": True, "when": period("2024-03-01", "2024-03-04")}
    first, second = world.event(one, "strikes", **said), world.event(two, "raids", **said)
    store = world.store(MERGE)
    same = [j for j in store.rows(Judgement, kind="same") if j.verdict == "same"]
    assert together(store, first, second) is bool(same) is is_one


@pytest.mark.parametrize("modality", ["denied", "negated"])
def test_what_is_denied_is_no_part_of_an_incident(modality: str) -> None:
    world = World()
    told = world.event(world.report("a.txt", "A drone struck the outpost."), "struck", **BASE)
    denied = world.event(world.report("b.txt", "A drone struck the outpost."), "struck", **BASE | {"modality": modality})
    store = world.store(MERGE)
    assert together(store, told)
    assert not together(store, denied)


def crowded(n_days: int, n_each: int) -> Store:
    """Many incidents: each day another, told by several reports."""
    world = World()
    for n in range(n_days * n_each):
        on = (date(2022, 1, 1) + timedelta(days=11 * (n // n_each))).isoformat()
        report = world.report(f"{n}.txt", f"A drone struck outpost number {n // n_each} before dawn.", published=on)
        world.event(report, "struck", **BASE | {"when": period(on)})
    return world.store([])


def test_blocks_grow_with_the_reports_and_not_with_their_square() -> None:
    few, many = (
        sum(sum(1 for _ in pairs(block)) for block in block_profiles(gather_profiles(crowded(n, 3)), MergeSettings()))
        for n in (12, 48)
    )
    assert few >= 12 * 3
    assert many < 5 * few  # four times the reports; squared it would be sixteen times


def test_each_pair_is_compared_once() -> None:
    blocks = block_profiles(gather_profiles(crowded(6, 3)), MergeSettings())
    compared = [tuple(sorted((a.id, b.id))) for block in blocks for a, b in pairs(block)]
    assert len(compared) == len(set(compared))


def test_wide_and_narrow_periods_meet() -> None:
    found = judge(BASE, BASE | {"when": period("2024-01-01", "2024-12-31")})
    assert found is not None


def test_large_blocks_are_cut() -> None:
    profiles = gather_profiles(crowded(4, 6))
    small = MergeSettings(max_pairs=30)
    for block in block_profiles(profiles, small):
        natives = sum(dict(candidate.keys)[block.key] for candidate in block.candidates)
        assert natives * len(block.candidates) <= small.max_pairs


@pytest.mark.parametrize(
    ("trigger", "points"),
    [("strike", True), ("retaliated", False), ("raid", False)],
    ids=["definite-noun", "verb-after-a-name", "no-definite-word"],
)
def test_only_definite_nouns_point_back(trigger: str, points: bool) -> None:
    world = World()
    report = world.report(
        "a.txt", "A drone struck the post. Later that deadly strike was told. The US retaliated. Jets flew a raid."
    )
    world.event(report, "struck", **BASE)
    told = world.event(report, trigger)
    (profile,) = [p for p in gather_profiles(world.store([])) if p.id == told.id]
    assert bool(profile.points_back_to) is points


@pytest.mark.parametrize(
    ("later", "points"),
    [
        ("The attack was told.", True),
        ("The attack, which was told, came late.", True),
        ("The attack which killed five clerks was told.", False),
        ("The attack killing five clerks was told.", False),
        ("The attack in Mirel was told.", False),
        ("The attack in Calde was told.", True),
    ],
)
def test_a_definite_noun_with_a_clause_or_place_of_its_own_is_told_anew(later: str, points: bool) -> None:
    world = World()
    report = world.report("a.txt", f"A drone struck the post in Calde. {later}")
    world.event(report, "struck", **BASE)
    told = world.event(report, "attack")
    (profile,) = [p for p in gather_profiles(world.store([])) if p.id == told.id]
    assert bool(profile.points_back_to) is points


def test_what_is_told_of_a_total_in_its_clause_is_no_single_incident() -> None:
    world = World()
    report = world.report("a.txt", "Nearly 90 attacks killed dozens.")
    total = world.event(report, "attacks", is_aggregate=True)
    effect = world.event(report, "killed")
    world.judge("same", total.id, effect.id, by="read.report")
    assert all(profile.is_aggregate for profile in gather_profiles(world.store([])))


def test_undated_telling_meets_what_happened_just_before_it_was_printed() -> None:
    world = World()
    first = world.report("a.txt", "A drone killed three soldiers in January.", published=None)
    second = world.report("b.txt", "Three soldiers were killed by a drone.", published="2024-02-04")
    said = {"to": "act_army", "killed": 3}
    world.event(first, "killed", **said, when=period("2024-01-01", "2024-01-31"))
    world.event(second, "killed", **said)
    (found,) = world.store([MergeCompare()]).rows(Judgement, kind="same")
    assert ("published", "just_before") in {(reason.feature, reason.level) for reason in found.reasons}
    assert found.verdict == "same"


def test_leads_that_share_rare_words_tell_of_one_incident() -> None:
    world = World()
    first = world.report(
        "a.txt", "Gunman fires at the Larkspur Inn\n\nA man fired at the Larkspur Inn in Ostrava Heights, police said."
    )
    second = world.report(
        "b.txt", "Larkspur Inn clerk wounded\n\nShots were fired at a clerk of the Larkspur Inn, Ostrava Heights police said."
    )
    third = world.report("c.txt", "Shots at a harbor bar\n\nA guest fired a pistol in a bar of the old harbor.")
    told = [world.event(report, "fired", modes="firearms") for report in (first, second, third)]
    found = list(world.store([MergeCompare()]).rows(Judgement, kind="same"))
    joined = {frozenset((j.left_id, j.right_id)) for j in found if j.verdict == "same"}
    assert joined == {frozenset((told[0].id, told[1].id))}
    assert "lead" in {reason.feature for j in found if j.verdict == "same" for reason in j.reasons}
