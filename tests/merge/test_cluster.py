"""merge.cluster: closure with constraints, and ids that are kept."""

from __future__ import annotations

import itertools
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.merge.closure import Links, close, pair_of
from fogline.merge.cluster import MergeCluster, leading_type
from fogline.merge.compare import MergeCompare
from fogline.merge.conflicts import Bounds
from fogline.merge.identity import keep_ids
from fogline.merge.settings import MergeSettings
from fogline.record.ids import make_id
from fogline.record.store import Made, Store
from fogline.record.types import Incident, Issue, Judgement
from tests.merge.test_compare import BASE
from tests.merge.world import MERGE, World, clusters, period, together

NAMES = "abcdefghij"
SETTINGS = MergeSettings()
Pairs = dict[tuple[str, str], float]

edges = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]), st.floats(0, 20), max_size=18
)


def free(names: str = NAMES) -> dict[str, Bounds]:
    return {name: Bounds() for name in names}


@given(edges)
def test_closure_equals_components_where_no_veto_applies(scores: Pairs) -> None:
    strong = {pair: score + SETTINGS.strong_score for pair, score in scores.items()}
    graph = networkx.Graph()
    graph.add_nodes_from(NAMES)
    graph.add_edges_from(strong)
    expected = sorted(tuple(sorted(part)) for part in networkx.connected_components(graph))
    assert close(free(), Links(scores=strong), SETTINGS) == expected


@given(edges, st.randoms(use_true_random=False))
def test_closure_does_not_depend_on_order(scores: Pairs, random: Any) -> None:
    items = list(scores.items())
    random.shuffle(items)
    names = list(NAMES)
    random.shuffle(names)
    shuffled = close(free("".join(names)), Links(scores=dict(items)), SETTINGS)
    assert shuffled == close(free(), Links(scores=scores), SETTINGS)


@given(edges, st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]), max_size=5))
def test_forbidden_pairs_never_meet(scores: Pairs, never: set[tuple[str, str]]) -> None:
    for links in (
        Links(scores=scores, forbidden=frozenset(never)),
        Links(scores=scores, different_by_person=frozenset(never), same_by_person=tuple(sorted(scores))),
    ):
        groups = close(free(), links, SETTINGS)
        assert not any(set(pair) <= set(group) for pair in never for group in groups)


@given(edges, st.lists(st.integers(1, 4), min_size=10, max_size=10))
def test_stated_days_that_miss_never_meet(scores: Pairs, weeks: list[int]) -> None:
    bounds = {name: Bounds(first_day=7 * week, last_day=7 * week) for name, week in zip(NAMES, weeks, strict=True)}
    for group in close(bounds, Links(scores=scores), SETTINGS):
        assert len({bounds[name].first_day for name in group}) == 1


def test_weak_bridge_does_not_join_two_groups() -> None:
    left, right = itertools.combinations("abcd", 2), itertools.combinations("efgh", 2)
    scores = dict.fromkeys([*left, *right], 9.0) | {("d", "e"): 3.5}
    assert close(free("abcdefgh"), Links(scores=scores), SETTINGS) == [tuple("abcd"), tuple("efgh")]
    assert close(free("abcdefgh"), Links(scores=scores | {("d", "e"): 9.0}), SETTINGS) == [tuple("abcdefgh")]


def test_undated_mention_does_not_bridge_two_dated_ones() -> None:
    bounds = {"d": Bounds(first_day=5, last_day=5), "e": Bounds(first_day=5, last_day=35), "u": Bounds()}
    scores = {("d", "u"): 5.0, ("e", "u"): 4.0}
    assert close(bounds, Links(scores=scores), SETTINGS) == [("d", "u"), ("e",)]
    assert close(bounds, Links(scores=scores | {("d", "e"): 0.5}), SETTINGS) == [("d", "e", "u")]


def test_copies_do_not_make_a_bridge_stronger() -> None:
    pairs = [*itertools.combinations("abc", 2), *itertools.combinations("efg", 2)]
    scores = dict.fromkeys(pairs, 9.0) | {("c", "e"): 3.5}
    copied = scores | {pair_of("e", n): 12.0 for n in "xyz"} | {pair_of("c", n): 3.5 for n in "xyz"}
    copied |= {pair_of(a, b): 12.0 for a, b in itertools.combinations("xyz", 2)}
    copies = frozenset(pair for pair, score in copied.items() if score == 12.0)
    plain = close(free("abcefg"), Links(scores=scores), SETTINGS)
    groups = close(free("abcefgxyz"), Links(scores=copied, copies=copies), SETTINGS)
    assert [tuple(n for n in group if n not in "xyz") for group in groups] == plain


def test_person_joins_and_parts() -> None:
    scores = {("a", "b"): 9.0}
    assert close(free("abc"), Links(scores=scores, different_by_person=frozenset({("a", "b")})), SETTINGS) == [
        ("a",),
        ("b",),
        ("c",),
    ]
    far = free("ab") | {"c": Bounds(first_day=900, last_day=900)}
    far["a"] = Bounds(first_day=1, last_day=1)
    assert close(far, Links(scores={}, same_by_person=(("a", "c"),)), SETTINGS) == [("a", "c"), ("b",)]


def test_leading_type() -> None:
    assert leading_type(["COERCE", "COERCE", "ASSAULT"]) == "ASSAULT"
    assert leading_type(["CONSULT", "AGREE", "CONSULT"]) == "CONSULT"
    assert leading_type(["AGREE", "THREATEN"]) == "THREATEN"


# ---- ids


def incident(incident_id: str, members: str, former: tuple[str, ...] = ()) -> Incident:
    return Incident(id=incident_id, kind="incident", event_type="ASSAULT", member_ids=tuple(members), former_ids=former)


def test_new_groups_get_ids_of_their_first_members() -> None:
    assert [identity.id for identity in keep_ids([("a", "b"), ("c",)], [])] == [make_id("inc", "a"), make_id("inc", "c")]


def test_a_group_keeps_the_id_that_it_overlaps_most() -> None:
    (kept,) = keep_ids([tuple("abcde")], [incident("inc_2", "ab"), incident("inc_1", "cde", ("inc_0",))])
    assert (kept.id, kept.former_ids) == ("inc_1", ("inc_0", "inc_2"))


def test_equal_overlap_keeps_the_smaller_id() -> None:
    (kept,) = keep_ids([tuple("abcd")], [incident("inc_2", "ab"), incident("inc_1", "cd")])
    assert (kept.id, kept.former_ids) == ("inc_1", ("inc_2",))


def test_a_split_mints_an_id_that_was_never_used() -> None:
    old = make_id("inc", "a")
    small, large = keep_ids([("a",), ("b", "c")], [incident(old, "abc")])
    assert large.id == old
    assert small.id not in {old, large.id}


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_ids_are_unique_and_no_old_id_is_lost(before: list[int], after: list[int]) -> None:
    def grouped(labels: list[int]) -> list[tuple[str, ...]]:
        groups = [tuple(name for name, label in zip("abcdef", labels, strict=True) if label == n) for n in range(4)]
        return sorted(group for group in groups if group)

    first = keep_ids(grouped(before), [])
    rows = [incident(identity.id, "".join(group)) for identity, group in zip(first, grouped(before), strict=True)]
    second = keep_ids(grouped(after), rows)
    assert len({identity.id for identity in second}) == len(second)
    known = {i for identity in second for i in (identity.id, *identity.former_ids)}
    assert {row.id for row in rows} <= known
    assert keep_ids(grouped(after), [incident(i.id, "".join(g)) for i, g in zip(second, grouped(after), strict=True)]) == [
        type(i)(id=i.id) for i in second
    ]


# ---- stages


def three_reports(world: World) -> list[Any]:
    """The same attack in three reports, another attack in the third, and a total."""
    one = world.report("a.txt", "A drone struck Post Nine and killed three soldiers.", outlet="Courier")
    two = world.report("b.txt", "Three soldiers died when a drone hit Post Nine.", outlet="Herald")
    three = world.report(
        "c.txt", "After a drone hit the post, shells fell on Mirel. There were 90 attacks so far.", outlet="Star"
    )
    same = [
        world.event(one, "struck", **BASE),
        world.event(two, "hit", **BASE),
        world.event(three, "hit", **BASE | {"killed": 4}),
    ]
    other = world.event(three, "fell", where="plc_mirel", when=period("2024-03-04"), modes="heavy-weapons")
    total = world.event(three, "attacks", is_aggregate=True, when=period("2023-10-01", "2024-03-05"))
    return [*same, other, total]


def test_incidents_of_three_reports() -> None:
    world = World()
    *same, other, total = three_reports(world)
    store = world.store(MERGE)
    assert clusters(store) == {frozenset(e.id for e in same), frozenset({other.id}), frozenset({total.id})}
    kinds = {incident.member_ids[0]: incident.kind for incident in store.rows(Incident) if len(incident.member_ids) == 1}
    assert kinds == {other.id: "incident", total.id: "aggregate"}


def test_a_second_build_keeps_ids() -> None:
    world = World()
    three_reports(world)
    store = world.store(MERGE)
    before = {row.id: row for row in store.rows(Incident)}
    fourth = world.report("d.txt", "Soldiers said a drone struck Post Nine.", outlet="Post")
    world.event(fourth, "struck", **BASE)
    world.store(MERGE, keep=store)
    after = {row.id: row for row in store.rows(Incident)}
    assert set(after) == set(before)
    assert sum(len(row.member_ids) for row in after.values()) == sum(len(row.member_ids) for row in before.values()) + 1


def test_a_merge_by_a_person_is_kept_and_its_lost_id_noted() -> None:
    world = World()
    *same, other, _ = three_reports(world)
    store = world.store(MERGE)
    lost = next(row.id for row in store.rows(Incident) if row.member_ids == (other.id,))
    decision = Judgement(
        id="jdg_p", kind="same", left_id=same[0].id, right_id=other.id, verdict="same", by="M. Reader", at="2024-05-02"
    )
    with store.transaction():
        store.add_by_person([decision], Made(by="M. Reader", unit_key="person", run_id=1, at="2024-05-02"))
    world.store(MERGE, keep=store)
    assert together(store, *same, other)
    assert any(lost in row.former_ids or lost == row.id for row in store.rows(Incident))


def test_a_parting_by_a_person_is_kept() -> None:
    world = World()
    first, second, third, *_ = three_reports(world)
    world.judge("same", first.id, second.id, "different", by="M. Reader")
    store = world.store(MERGE)
    assert not together(store, first, second)
    assert together(store, first, third) != together(store, second, third)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)))
def test_incidents_do_not_depend_on_the_order_of_rows(order: list[int]) -> None:
    def build(chosen: list[int]) -> Store:
        world = World()
        texts = ["A drone struck Post Nine.", "A drone hit Post Nine.", "A blast at Post Nine.", "Shells fell on Mirel."]
        triggers = ["struck", "hit", "blast", "fell"]
        for n in chosen:
            report = world.report(f"{n}.txt", texts[n], outlet=f"Outlet {n}")
            world.event(report, triggers[n], **(BASE if n < 3 else {"where": "plc_mirel"}))
        return world.store(MERGE)

    assert [*build(order).rows(Incident)] == [*build(sorted(order)).rows(Incident)]


@pytest.mark.parametrize("stage", [MergeCompare(), MergeCluster()], ids=["compare", "cluster"])
def test_work_is_pure(stage: MergeCompare | MergeCluster) -> None:
    world = World()
    three_reports(world)
    units = list(stage.plan(world.store([MergeCompare()])))
    assert stage.work(units) == stage.work(units)
    assert [row for unit in units for row in stage.work([unit])[0]] == [row for rows in stage.work(units) for row in rows]


def test_the_stronger_of_two_stages_judgements_holds() -> None:
    world = World()
    report = world.report("a.txt", "Soldiers were killed in a strike on a post.")
    killed, strike = world.event(report, "killed", to="act_army"), world.event(report, "strike", to="act_villagers")
    world.rows.append(
        Judgement(
            id="jdg_r", kind="same", left_id=killed.id, right_id=strike.id, verdict="same", by="read.report", score=8.0,
        )
    )  # fmt: skip
    assert together(world.store(MERGE), killed, strike)


def test_a_build_in_steps_judges_the_same_pairs_as_a_build_at_once() -> None:
    """Blocks change as words become common; no pair may be lost on the way from one block to another."""
    shared = "amber birch cedar delta ember flint"
    texts = [
        "A hit on amber.",
        f"A hit on {shared}.",
        f"Later a hit on {shared}.",
        "A hit on birch and cedar.",
        "No hit on birch and cedar.",
    ]
    world = World()
    store = Store.open(":memory:")
    for n, text in enumerate(texts):
        report = world.report(f"{n}.txt", text, published="2024-03-05")
        world.event(report, "hit", modes="heavy-weapons", when=period("2024-03-04"))
        world.store(MERGE, keep=store)
    fresh = world.store(MERGE)
    assert list(store.rows(Issue)) == []
    assert [*store.rows(Judgement, kind="same")] == [*fresh.rows(Judgement, kind="same")]
    assert any(judgement.verdict == "same" for judgement in fresh.rows(Judgement, kind="same"))
    assert clusters(store) == clusters(fresh)
