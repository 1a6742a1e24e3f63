"""How far the text vouches for an event: the walk outwards from the trigger."""

from __future__ import annotations

import pytest

from fogline.record.vocabulary import MODALITIES, REPORTED
from tests.read.reading import fails, ids, read

# modality, text, trigger
CASES = [
    pytest.param(
        "happened",
        "The militia vowed to attack the base from which the drone was launched.",
        "launched",
        marks=fails("a threat covers its relative clauses too, although they tell what is known"),
    ),
    ("happened", "Rebels attacked the base on Monday.", "attacked"),
    ("happened", "He did not realize that rebels had attacked the base.", "attacked"),
    ("happened", "The talks never began and rebels attacked the base.", "attacked"),
    ("happened", "The army launched its long-threatened attack on the port.", "attack"),
    ("hypothetical", "Guards kept the crowd from attacking the embassy.", "attacking"),
    ("hypothetical", "The army will answer any attack on the port.", "attack"),
    ("negated", "The rebels left without attacking the town.", "attacking"),
    ("negated", "None of the officers was killed.", "killed"),
    ("planned", "The officers talked about attacking the port.", "attacking"),
    ("happened", "The officers talked about the attack.", "attack"),
    ("happened", "Residents fled after the attack on the village.", "attack"),
    ("happened", "The council condemned the killing of the mayor.", "killing"),
    ("happened", "The rebels have attacked the base.", "attacked"),
    ("happened", "The militia managed to kill the commander.", "kill"),
    ("happened", "The army continued to shell the town.", "shell"),
    ("happened", "Two more attacks took place on Friday.", "attacks"),
    ("happened", "The attack that killed the mayor was filmed.", "killed"),
    ("happened", "Rebels denied responsibility for the attack on the base.", "attack"),
    ("happened", "The army was bombarding the town at noon.", "bombarding"),
    ("claimed", "The rebels said they attacked the base.", "attacked"),
    ("claimed", "The militia said it shot down a drone.", "shot down"),
    ("claimed", "The group claimed to have killed ten soldiers.", "killed"),
    ("denied", "The militia denied attacking the convoy.", "attacking"),
    ("denied", "The army denied that it shelled the school.", "shelled"),
    ("denied", "The ministry dismissed reports of an attack on the port.", "attack"),
    ("alleged", "The ministry accused rebels of attacking the convoy.", "attacking"),
    ("alleged", "Police suspect the gang of killing the judge.", "killing"),
    ("alleged", "Rebels allegedly attacked the convoy.", "attacked"),
    ("alleged", "The report describes an alleged attack on a clinic.", "attack"),
    ("alleged", "Soldiers reportedly shelled the village.", "shelled"),
    ("planned", "The army will attack the town next week.", "attack"),
    ("planned", "Rebels plan to attack the airport.", "attack"),
    ("planned", "Police found rockets that were going to be fired at the palace.", "fired"),
    ("planned", "The militia is preparing an attack on the port.", "attack"),
    ("planned", "The army is ready to storm the palace.", "storm"),
    ("planned", "The two sides discussed a timetable for the withdrawal.", "withdrawal"),
    ("planned", "Troops were sent to attack the village.", "attack"),
    ("threatened", "The rebels threatened to attack the capital.", "attack"),
    ("threatened", "The general vowed to bomb the camp.", "bomb"),
    ("threatened", "The militia warned of attacks on the port.", "attacks"),
    ("demanded", "The commander ordered his men to attack the village.", "attack"),
    ("demanded", "Protesters called for the withdrawal of the troops.", "withdrawal"),
    ("demanded", "The envoy made a trip aimed at pushing for a ceasefire.", "ceasefire"),
    ("happened", "Troops pushed back an attack on the base.", "attack"),
    ("demanded", "The senator urged the army to bomb the camp.", "bomb"),
    ("demanded", "The army must withdraw from the town.", "withdraw"),
    ("promised", "The rebels promised to release the hostages.", "release"),
    ("promised", "The militia agreed to release two prisoners.", "release"),
    ("promised", "The government pledged to withdraw its troops.", "withdraw"),
    ("conditional", "If rebels attack the base, the army will answer.", "attack"),
    ("conditional", "Unless the army withdraws, talks will end.", "withdraws"),
    ("happened", "Militiamen committed two killings on Sunday.", "killings"),
    ("happened", "The ambulance was the third vehicle to be shelled this week.", "shelled"),
    ("planned", "The clinic would be the second hospital to be shelled.", "shelled"),
    ("happened", "The troops had to withdraw from the ridge.", "withdraw"),
    ("planned", "The troops have to withdraw from the ridge.", "withdraw"),
    ("conditional", "Had the rebels attacked the town, its guards would have fled.", "attacked"),
    ("alleged", "The colonel was acquitted of killing the judge.", "killing"),
    ("alleged", "The court cleared the colonel of killing two students.", "killing"),
    ("conditional", "Unless rebels release the hostages, the army will leave.", "release"),
    ("promised", "The army pledged to withdraw its troops.", "withdraw"),
    ("threatened", "The militia warned that it would attack the port.", "attack"),
    ("possible", "An attack on the port is likely.", "attack"),
    ("hypothetical", "Did rebels attack the base?", "attack"),
    ("hypothetical", "An army would attack such a base at night.", "attack"),
    ("hypothetical", "Patrols prevented an attack on the market.", "attack"),
    ("hypothetical", "Rebels attack the road whenever it rains.", "attack"),
    ("feared", "Residents fear an attack on the town.", "attack"),
    ("feared", "The army is bracing for an attack.", "attack"),
    ("feared", "Officials worry that rebels will attack the port.", "attack"),
    ("negated", "Rebels did not attack the base.", "attack"),
    ("negated", "No soldiers were killed.", "killed"),
    ("negated", "The army refused to bomb the town.", "bomb"),
    ("negated", "Rebels never attacked the hospital.", "attacked"),
    ("negated", "The gunmen failed to kill the minister.", "kill"),
    ("negated", "A rocket almost killed the ambassador.", "killed"),
    ("possible", "Rebels may have attacked the convoy.", "attacked"),
    ("possible", "The army could attack the town.", "attack"),
    ("possible", "An attack on the port is possible.", "attack"),
    ("possible", "Perhaps rebels attacked the convoy.", "attacked"),
    ("possible", "Experts see the possibility of an attack on the dam.", "attack"),
]


@pytest.mark.parametrize(("modality", "text", "trigger"), CASES, ids=ids(CASES, 0, 1))
def test_modality(modality: str, text: str, trigger: str) -> None:
    assert read(text).event(trigger).modality == modality


def test_every_modality_has_a_case() -> None:
    assert {name.partition("-")[0] for name in ids(CASES, 0, 1)} == MODALITIES


@pytest.mark.parametrize(("modality", "text", "trigger"), CASES, ids=ids(CASES, 0, 1))
def test_rule_45_only_what_is_told_as_done_can_be_a_member(modality: str, text: str, trigger: str) -> None:
    excluded = read(text).event(trigger).excluded
    assert (excluded is None) is (modality in ("happened", "claimed", "alleged"))


# stage, text, trigger
STAGES = [
    ("accomplished", "Rebels attacked the base.", "attacked"),
    ("attempted", "Rebels tried to storm the base.", "storm"),
    ("attempted", "The rebels attempted to shoot down a helicopter.", "shoot down"),
    ("attempted", "The failed assassination of the minister led to arrests.", "assassination"),
    ("attempted", "He survived an attempted kidnapping in May.", "kidnapping"),
    ("foiled", "Police foiled an attack on the embassy.", "attack"),
    ("foiled", "The army thwarted an attack on the port.", "attack"),
    ("foiled", "An attack on the port was thwarted by guards.", "attack"),
    ("foiled", "Guards described a foiled attack on the port.", "attack"),
    ("halted", "The militia suspended its attacks on the bases.", "attacks"),
    ("halted", "The group halted the shelling of the town.", "shelling"),
]


@pytest.mark.parametrize(("stage", "text", "trigger"), STAGES, ids=ids(STAGES, 0, 1))
def test_stage(stage: str, text: str, trigger: str) -> None:
    assert read(text).event(trigger).stage == stage


def test_rule_45_a_threat_is_made_and_what_it_threatens_is_not() -> None:
    said = read("The rebels threatened to attack the capital.")
    threat, attack = said.event("threatened"), said.event("attack")
    assert (threat.event_type, threat.modality, threat.excluded) == ("THREATEN", "happened", None)
    assert (attack.event_type, attack.modality, attack.excluded) == ("ASSAULT", "threatened", "modality")


NOT_STATED = [
    ("No artillery was fired in the sector on that day.", "fired"),
    ("No shells were fired.", "fired"),
    ("Nobody was killed in the town.", "killed"),
    ("There is no evidence that the army bombed the hospital.", "bombed"),
    ("The mission has seen no evidence that anyone was attacked.", "attacked"),
    ("Reports that the army shelled the town were untrue.", "shelled"),
    ("The claim that rebels attacked the town on Friday is false.", "attacked"),
    ("The army neither bombed nor shelled the town.", "bombed"),
    ("The army neither bombed nor shelled the town.", "shelled"),
    ("Police ruled out a bomb attack.", "attack"),
    ("Talks between the two governments, due to open on Wednesday, were postponed.", "Talks"),
    ("The meeting of the ministers was cancelled.", "meeting"),
    ("Did the army order an attack?", "attack"),
    ("The envoy does not report the number of aircraft employed in a strike.", "strike"),
]


@pytest.mark.parametrize(("text", "trigger"), NOT_STATED, ids=[f"{case[1]}-{n}" for n, case in enumerate(NOT_STATED)])
def test_what_did_not_happen_is_not_stated(text: str, trigger: str) -> None:
    event = read(text).event(trigger)
    assert event.modality not in REPORTED or event.excluded is not None
