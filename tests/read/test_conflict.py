"""Events by what their report tells of: everyday words for hard acts, and matches, films, drills and accidents that are none."""

from __future__ import annotations

import pytest

from tests.read.reading import ids, read

_WAR = (
    "\n\nGunmen with grenades and mortars fought soldiers near the town, and militants fired rockets; troops and rebels clashed."
)

# text, trigger, type
ACTS = [
    ("Medics treated 30 wounded at a field hospital.", "treated", "AID"),
    ("Three monks were set free near the river.", "set free", "RETREAT"),
    ("The gang let the driver go.", "let", "RETREAT"),
    ("Students staged a sit-in at the ministry.", "staged", "PROTEST"),
    ("Demonstrators chanted slogans against the governor.", "chanted", "PROTEST"),
    ("The guards would not let the monitors in.", "let", "REJECT"),
    ("Police sealed off the street.", "sealed off", "COERCE"),
    ("Police shot looters in the market.", "shot", "ASSAULT"),
    ("A round came through the roof of the mill.", "came", "ASSAULT"),
    ("The army retook the village.", "retook", "COERCE"),
    ("They gave the villagers 24 hours to leave.", "gave", "THREATEN"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), ACTS, ids=ids(ACTS, 2, 1))
def test_act_in_a_report_of_a_conflict(text: str, trigger: str, kind: str) -> None:
    event = read(text + _WAR).event(trigger)
    assert (event.event_type, event.modality, event.excluded) == (kind, "happened", None)


_MATCH = "The striker attacked from the left. The coach praised the goalkeeper, and fans of the league cheered both teammates."
_FILM = "In the film soldiers shelled a village. The novel behind the movie won prizes, and its actors were at the premiere."
_DRILL = "The drill began at dawn. In the exercise gunmen stormed a mock embassy; the simulated attack ended the rehearsal."
_ACCIDENT = "The hunter was shot in the leg on Sunday. Deputies called it an accident."
_EVERYDAY = "Investors sued the retailer. Shares fell, and investors and customers want profits; the merger is off."

# text, reason
NONE = [(_MATCH, "sport"), (_FILM, "fiction"), (_DRILL, "drill"), (_ACCIDENT, "ordinary"), (_EVERYDAY, "ordinary")]


@pytest.mark.parametrize(("text", "reason"), NONE, ids=ids(NONE, 1))
def test_what_is_played_meant_by_nobody_or_everyday_is_no_event(text: str, reason: str) -> None:
    told = [event for event in read(text).events if event.modality == "happened"]
    assert told and {event.excluded for event in told} <= {reason, "generic"}


def test_an_appeal_to_call_the_police_is_no_event() -> None:
    event = read("Anyone with information is asked to call the police.").event("asked")
    assert (event.event_type, event.excluded) == ("REQUEST", "ordinary")


# sentences that tell of no attack that took place
AHEAD = [
    "Further attacks are widely expected.",
    "The group could begin a resurgence.",
    "The militia is prepared to launch new strikes on the base.",
    "The rebels warned they would attack the port.",
    "The smugglers want to move arms over the border.",
]


@pytest.mark.parametrize("text", AHEAD)
def test_what_lies_ahead_is_no_assault(text: str) -> None:
    told = [event for event in read(text + _WAR).events if event.trigger.end <= len(text)]
    assert [e.trigger.quote for e in told if e.event_type == "ASSAULT" and e.modality == "happened" and e.excluded is None] == []


def test_the_assault_that_has_yet_to_begin_has_not_happened() -> None:
    assert read("Tanks stand at the border, but the assault has yet to begin." + _WAR).event("assault").modality == "planned"


# text, trigger: read as an event by its word alone
NO_FORCE = [
    ("The opposition attacked the prime minister over prices.", "attacked"),
    ("Two ministers clashed over the budget.", "clashed"),
    ("The hurricane forced 3,000 people to flee.", "forced"),
    ("A gas explosion destroyed a restaurant.", "destroyed"),
    ("The serum killed the bacteria.", "killed"),
]


@pytest.mark.parametrize(("text", "trigger"), NO_FORCE, ids=ids(NO_FORCE, 1))
def test_what_is_argued_natural_or_an_accident_is_no_force(text: str, trigger: str) -> None:
    assert trigger not in [event.trigger.quote for event in read(text).events]


def test_what_is_fought_over_and_who_fights_police_stay_force() -> None:
    assert read("Herders and farmers clashed over land.").event("clashed").event_type == "ASSAULT"
    assert read("Protesters clashed with police over the price of bread.").event("clashed").event_type == "ASSAULT"
    assert read("A gas attack killed forty people in the suburb.").event("killed").event_type == "ASSAULT"


def test_what_a_novel_tells_is_fiction() -> None:
    assert read("The novel tells how rebels stormed the palace.").event("stormed").excluded == "fiction"


def test_who_flees_is_no_doer() -> None:
    roles = read("Hundreds of villagers fled the fighting." + _WAR).roles("fled")
    assert [role for role, _ in roles] in ([], ["target"])


def test_missiles_fired_at_somebody_are_an_assault_and_at_the_sea_a_show_of_arms() -> None:
    aimed = read("Iran struck back, firing hundreds of ballistic missiles and drones towards Israel.").event("firing")
    assert aimed.event_type == "ASSAULT"
    assert read("Iran fired two ballistic missiles into the sea.").event("fired").event_type == "MOBILIZE"


def test_what_somebody_must_not_allow_is_refused_by_nobody() -> None:
    said = read("The army must pursue the gunmen, not allowing any harm to the town, the minister said.")
    assert "allowing" not in [event.trigger.quote for event in said.events if event.event_type == "REJECT"]


def test_a_threat_by_an_auxiliary_is_told() -> None:
    said = read("The militia said it would retaliate if jets strike its bases.")
    assert "THREATEN" in [event.event_type for event in said.events]
