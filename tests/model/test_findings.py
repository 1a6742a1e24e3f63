"""model.findings: what is concluded of one incident, and on whose word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.model.findings import ModelFindings
from fogline.model.origins import Support, heard, independent
from fogline.record.store import Store
from fogline.record.types import EventMention, Finding, Incident, Report
from fogline.record.values import Count, Location, Period
from tests.merge.world import ALL, World, day, period

MODEL = [ModelFindings()]
TEXT = "A drone struck Post Nine and killed soldiers, it was said."


class Story(World):
    """One incident told by several reports; joined by hand, so that only findings are tested."""

    def __init__(self) -> None:
        super().__init__()
        self.members: list[EventMention] = []

    def told(self, outlet: str, *, published: str = "2024-03-05", cites: tuple[str, ...] = (), **said: Any) -> EventMention:
        """A report of an outlet that tells the incident."""
        uri = f"{len(self.members)}-{outlet}.txt"
        report = self.report(uri, TEXT, outlet=outlet, published=published, cites=cites)
        event = self.event(report, "struck", **({"modes": "drone"} | said))
        self.members.append(event)
        return event

    def of(self, event: EventMention) -> Report:
        """The report of an event mention."""
        return next(row for row in self.rows if isinstance(row, Report) and row.id == event.report_id)

    def findings(self) -> Store:
        """The store with the incident and its findings."""
        members = tuple(sorted(event.id for event in self.members))
        self.rows.append(Incident(id="inc_1", kind="incident", event_type="ASSAULT", member_ids=members))
        return self.store(MODEL)


def value(store: Store, name: str) -> Any:
    found = list(store.rows(Finding, property=name))
    assert len(found) <= 1
    return found[0].value if found else None


def disagreements(store: Store) -> dict[str, str]:
    return {f.property: str(f.value) for f in store.rows(Finding) if f.property.startswith("disagreement")}


# ---- figures


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([3], (3, 3, 3)),
        ([3, 3, 7], (3, 3, 7)),
        ([7, 3], (3, 3, 7)),
        ([7, 7, 3], (3, 7, 7)),
        ([Count(low=20, best=20, high=None), 24], (20, 20, 24)),
        ([Count(low=12, best=None, high=None)], (12, None, None)),
    ],
    ids=[
        "one",
        "codebook-32-most-origins",
        "codebook-32-lowest-of-equals",
        "most-origins-higher",
        "at-least",
        "codebook-33-dozens",
    ],
)
def test_figure(told: list[Any], expected: tuple[int | None, int | None, int | None]) -> None:
    story = Story()
    for n, killed in enumerate(told):
        story.told(f"Outlet {n}", killed=killed)
    found = value(story.findings(), "killed")
    assert (found.low, found.best, found.high) == expected


def also(story: Story, event: EventMention, killed: int, voice: str | None = None) -> None:
    """A second number in the report of an event mention."""
    other = story.event(story.of(event), "killed", killed=killed, voice=voice)
    story.members.append(other)


def test_a_part_beside_its_whole_is_no_other_number() -> None:
    story = Story()
    also(story, story.told("Courier", killed=6), 1)
    story.told("Herald", killed=6)
    store = story.findings()
    found = value(store, "killed")
    assert (found.low, found.best, found.high) == (6, 6, 6)
    assert disagreements(store) == {}
    assert value(store, "status") == "corroborated"


def test_a_part_alone_against_a_whole_is_another_number() -> None:
    story = Story()
    story.told("Courier", killed=6)
    story.told("Herald", killed=1)
    assert disagreements(story.findings()) == {"disagreement:number": "killed:open"}


def test_two_named_voices_of_one_report_can_contradict_each_other() -> None:
    story = Story()
    also(story, story.told("Courier", killed=6, voice="act_ministry"), 1, voice="act_front")
    assert disagreements(story.findings()) == {"disagreement:number": "killed:open"}


counts = st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)).map(sorted)


@settings(max_examples=25, deadline=None)
@given(st.lists(counts, min_size=1, max_size=5))
def test_low_best_high_are_in_order_under_any_claims(told: list[list[int]]) -> None:
    story = Story()
    for n, (low, best, high) in enumerate(told):
        story.told(f"Outlet {n}", killed=Count(low=low, best=best, high=high))
    found = value(story.findings(), "killed")
    assert found.low <= found.best <= found.high
    assert found.low == min(low for low, _, _ in told)
    assert found.high == max(high for _, _, high in told)


def test_killed_is_not_made_up() -> None:
    story = Story()
    story.told("Courier")
    assert value(story.findings(), "killed") is None


# ---- time and place


def test_when_is_where_all_periods_meet() -> None:
    story = Story()
    story.told("Courier", when=period("2024-03-01", "2024-03-31"))
    story.told("Herald", when=period("2024-03-04"))
    store = story.findings()
    found = value(store, "when")
    assert (found.earliest, found.latest) == (day("2024-03-04"), day("2024-03-04"))
    assert "disagreement:time" not in disagreements(store)


def test_when_follows_most_origins_and_keeps_the_other() -> None:
    story = Story()
    for outlet, on in (("Courier", "2024-03-04"), ("Herald", "2024-03-04"), ("Star", "2024-03-05")):
        story.told(outlet, when=period(on))
    store = story.findings()
    (found,) = store.rows(Finding, property="when")
    assert isinstance(found.value, Period)
    assert found.value.earliest == day("2024-03-04")
    assert len(found.claims_against) == 1
    assert disagreements(store)["disagreement:time"] == "when:open"


def test_undated_incident_is_bounded_by_its_first_report_and_says_so() -> None:
    story = Story()
    story.told("Courier", published="2024-03-09")
    story.told("Herald", published="2024-03-07")
    found = value(story.findings(), "when")
    assert (found.earliest, found.latest, found.basis) == (None, day("2024-03-07"), "inferred")
    assert found.because


def test_words_outrank_the_dateline() -> None:
    story = Story()
    story.told("Courier", when=period("2024-03-05", basis="dateline"))
    story.told("Herald", when=period("2024-03-04"))
    assert value(story.findings(), "when").earliest == day("2024-03-04")


def test_where_is_the_finest_place_that_fits() -> None:
    story = Story()
    story.told("Courier", where="plc_tarevia")
    story.told("Herald", where="plc_sanra")
    story.told("Star", where="plc_calde")
    store = story.findings()
    found = value(store, "where")
    assert isinstance(found, Location)
    assert (found.place_id, found.precision) == ("plc_calde", "settlement")
    assert disagreements(store) == {}


@pytest.mark.parametrize("role", ["near", "between"])
def test_beside_a_place_is_not_in_it(role: str) -> None:
    story = Story()
    story.told("Courier", where="plc_calde", role=role)
    story.told("Herald", where="plc_sanra")
    store = story.findings()
    found = value(store, "where")
    assert (found.place_id, found.role, found.precision) == ("plc_calde", role, "near")
    assert " near Calde" in value(store, "title")


def test_one_telling_that_it_was_there_places_it() -> None:
    story = Story()
    story.told("Courier", where="plc_calde", role="near", published="2024-03-04")
    story.told("Herald", where="plc_calde")
    store = story.findings()
    assert (value(store, "where").role, value(store, "where").precision) == ("in", "settlement")
    assert " in Calde" in value(store, "title")


def test_near_makes_a_wide_place_no_finer() -> None:
    story = Story()
    story.told("Courier", where="plc_tarevia", role="near")
    assert value(story.findings(), "where").precision == "country"


def test_where_keeps_a_place_that_contradicts() -> None:
    story = Story()
    for outlet, place in (("Courier", "plc_calde"), ("Herald", "plc_calde"), ("Star", "plc_mirel")):
        story.told(outlet, where=place)
    store = story.findings()
    assert value(store, "where").place_id == "plc_calde"
    assert disagreements(store) == {"disagreement:place": "where:open"}


# ---- responsibility


def responsible(store: Store) -> dict[Any, tuple[str, int]]:
    return {f.value: (f.method, f.n_origins) for f in store.rows(Finding, property="responsible")}


def test_responsible_says_who_says_so() -> None:
    story = Story()
    first, second = story.told("Courier"), story.told("Herald")
    story.blame(story.of(first), first, "act_league", kind="accusation", voice="act_ministry")
    story.blame(story.of(second), second, "act_front", kind="claim_of_responsibility", voice="act_front")
    store = story.findings()
    assert responsible(store) == {
        "act_league": ("accused by Defense ministry", 1),
        "act_front": ("claimed by Orun Front", 1),
    }
    assert disagreements(store) == {"disagreement:responsibility": "responsible:open"}
    assert value(store, "status") == "disputed"


def test_own_claim_and_accusation_are_kept_apart() -> None:
    story = Story()
    first, second, third = story.told("Courier"), story.told("Herald"), story.told("Mirror")
    story.blame(story.of(first), first, "act_league", kind="accusation", voice="act_ministry")
    story.blame(story.of(second), second, "act_league", kind="claim_of_responsibility", voice="act_league")
    story.blame(story.of(third), third, "act_league")
    found = sorted(story.findings().rows(Finding, property="responsible"), key=lambda f: f.method)
    assert [f.method for f in found] == ["accused by Defense ministry", "claimed by Ost League", "stated by Mirror"]
    assert len({f.claims_for for f in found}) == 3
    assert {f.value for f in found} == {"act_league"}


def test_two_named_in_one_telling_did_it_together() -> None:
    story = Story()
    event = story.told("Courier")
    for actor in ("act_league", "act_front"):
        story.blame(story.of(event), event, actor, kind="claim_of_responsibility", voice="act_league")
    store = story.findings()
    assert disagreements(store) == {}
    assert value(store, "status") != "disputed"


def test_words_for_the_victims_name_no_doer() -> None:
    story = Story()
    event = story.told("Courier", to="act_army")
    (victim,) = event.roles
    story.claim(story.of(event), event.id, "responsible", victim.mention_id, event.trigger)
    assert not list(story.findings().rows(Finding, property="responsible"))


def test_a_headline_about_the_victims_makes_them_no_doers() -> None:
    story = Story()
    story.told("Courier", by="act_front", to="act_army")
    story.told("Herald", by="act_army")
    store = story.findings()
    assert [f.value for f in store.rows(Finding, property="responsible")] == ["act_front"]
    assert value(store, "status") == "corroborated"


def test_a_state_and_its_army_may_both_be_right() -> None:
    story = Story()
    story.told("Courier", by="act_army")
    story.told("Herald", by="act_ministry")
    store = story.findings()
    assert disagreements(store) == {"disagreement:responsibility": "responsible:explained"}
    assert value(store, "status") == "corroborated"


def test_umbrella_and_member_may_both_be_right() -> None:
    story = Story()
    story.told("Courier", by="act_front")
    story.told("Herald", by="act_heron")
    story.tie("act_heron", "member_of", "act_front")
    store = story.findings()
    assert disagreements(store) == {"disagreement:responsibility": "responsible:explained"}
    (found,) = store.rows(Finding, property="disagreement:responsibility")
    assert "Grey Heron is member of Orun Front" in found.method
    assert value(store, "status") == "corroborated"


def test_denial_stands_against() -> None:
    story = Story()
    event = story.told("Courier", by="act_front")
    story.statement(story.of(event), "act_front", "denial", event, "it was said")
    store = story.findings()
    (found,) = store.rows(Finding, property="responsible")
    assert found.claims_for and found.claims_against
    assert "denied by Orun Front" in found.method
    assert value(store, "status") == "disputed"


def test_denial_of_a_stranger_denies_the_occurrence() -> None:
    story = Story()
    event = story.told("Courier", by="act_front")
    story.statement(story.of(event), "act_ministry", "denial", event, "it was said")
    store = story.findings()
    assert list(responsible(store)) == ["act_front"]
    assert disagreements(store) == {"disagreement:occurrence": "occurrence:open"}


@pytest.mark.parametrize("modality", ["denied", "negated"])
def test_what_is_denied_supports_nothing(modality: str) -> None:
    story = Story()
    story.told("Courier")
    story.told("Herald", modality=modality)
    store = story.findings()
    (status,) = store.rows(Finding, property="status")
    assert (status.value, status.n_origins, len(status.claims_for)) == ("asserted", 1, 1)


def test_a_denial_in_one_report_disputes_what_another_asserts() -> None:
    story = Story()
    story.told("Courier")
    event = story.told("Herald")
    assert value(story.findings(), "status") == "corroborated"
    story.rows.pop()
    story.statement(story.of(event), "act_ministry", "denial", event, "it was said")
    assert value(story.findings(), "status") == "disputed"


# ---- status


def test_status_by_origins() -> None:
    alone, two, voiced, own = Story(), Story(), Story(), Story()
    alone.told("Courier", by="act_front")
    for outlet in ("Courier", "Herald"):
        two.told(outlet, by="act_front")
    voiced.told("Courier", voice="act_ministry")
    own.told("Courier", by="act_front", voice="act_front", modality="claimed")
    statuses = [value(story.findings(), "status") for story in (alone, two, voiced, own)]
    assert statuses == ["asserted", "corroborated", "attributed", "claimed"]


def test_two_reports_of_one_origin_do_not_corroborate() -> None:
    cited, quoted = Story(), Story()
    cited.told("Courier", cites=("The Wire",))
    cited.told("Herald", cites=("Wire",))
    quoted.told("Courier", voice="act_ministry")
    quoted.told("Herald", voice="act_ministry")
    for story in (cited, quoted):
        store = story.findings()
        (status,) = store.rows(Finding, property="status")
        assert status.n_origins == 1
        assert status.value != "corroborated"


def test_outlet_that_names_its_voice_is_no_origin_beside_it() -> None:
    told = [Support(ref_id="a", report_origin="outlet:x"), Support(ref_id="b", report_origin="outlet:x", voice="voice:y")]
    assert independent(told) == {"voice:y"}
    assert independent([*told, Support(ref_id="c", report_origin="outlet:z")]) == {"voice:y", "outlet:z"}


def test_several_voices_of_one_report_are_one_origin() -> None:
    told = [Support(ref_id=voice, report_origin="outlet:x", voice=f"voice:{voice}") for voice in "cab"]
    assert independent(told) == {"voice:a"}
    assert heard(told) == {"voice:a", "voice:b", "voice:c"}
    assert independent([*told, Support(ref_id="d", report_origin="outlet:z", voice="voice:a")]) == {"voice:a"}
    assert independent([*told, Support(ref_id="d", report_origin="outlet:z", voice="voice:d")]) == {"voice:a", "voice:d"}


supports = st.builds(
    Support, ref_id=st.just("r"), report_origin=st.sampled_from("xyz"), voice=st.sampled_from([None, "a", "b", "c", "d"])
)


@given(st.lists(supports, max_size=12))
def test_never_more_origins_than_reports(told: list[Support]) -> None:
    found = independent(told)
    assert bool(told) <= len(found) <= len({support.report_origin for support in told})
    assert found == independent(reversed(told))


def test_superseded_number_is_no_open_dispute() -> None:
    story = Story()
    story.told("Courier", killed=3, published="2024-03-05")
    story.told("Courier", killed=5, published="2024-03-07")
    store = story.findings()
    assert disagreements(store) == {"disagreement:number": "killed:superseded"}
    assert value(store, "status") == "asserted"


# ---- copies


def test_a_copy_changes_no_finding() -> None:
    world = World()
    text = "A drone struck Post Nine and killed three soldiers."
    said: dict[str, Any] = {"when": period("2024-03-04"), "where": "plc_post9", "killed": 3, "modes": "drone", "to": "act_army"}
    first = world.report("a.txt", text, outlet="Wire")
    world.event(first, "struck", **said)
    other = world.report("b.txt", "At Post Nine four soldiers died when a drone hit their post.", outlet="Herald")
    world.event(other, "hit", **said | {"killed": 4})

    def concluded(store: Store) -> dict[str, Any]:
        return {f.id: (f.property, f.value, f.n_origins, f.method) for f in store.rows(Finding)}

    store = world.store(ALL)
    before = concluded(store)
    copy = world.report("c.txt", text, outlet="Local Paper", published="2024-03-06")
    world.event(copy, "struck", **said)
    world.judge("copy", first.id, copy.id)
    assert concluded(world.store(ALL, keep=store)) == before
    assert [len(incident.member_ids) for incident in store.rows(Incident)] == [3]
    fresh = concluded(world.store(ALL))
    assert sorted(map(str, fresh.values())) == sorted(map(str, before.values()))


# ---- titles


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"where": "plc_post9"}, "Drone attack on Post Nine, Tarevia"),
        ({"where": "plc_calde", "to": "act_army"}, "Drone attack on the Tarevian army in Calde, Tarevia"),
        ({"where": "plc_post9", "to": "act_army"}, "Drone attack on the Tarevian army at Post Nine, Tarevia"),
        ({"where": "plc_tarevia", "modes": ()}, "Attack in Tarevia"),
    ],
    ids=["site", "town", "site-and-target", "country"],
)
def test_title(said: dict[str, Any], title: str) -> None:
    story = Story()
    story.told("Courier", **said)
    assert value(story.findings(), "title") == title
