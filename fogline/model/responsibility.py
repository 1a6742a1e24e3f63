"""Who did it, according to whom: one entry for each actor that anybody names, with the denials beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from fogline.model.case import Case, Said, Telling
from fogline.model.origins import Support, heard
from fogline.record.ties import compatible, kin

_OWN = frozenset({"claimed", "admitted"})
_BLAMED = frozenset({"accused", "suspected", "possible"})


@dataclass(slots=True)
class Blame:
    """What was said of one actor's part in an incident."""

    actor_id: str
    stated: list[Support] = field(default_factory=list)
    """Told as a fact, by an outlet or by a voice that is no party to it."""
    claimed: list[Support] = field(default_factory=list)
    """Claimed or admitted by the actor itself, or by one that speaks for it."""
    accused: list[Support] = field(default_factory=list)
    denied: list[Support] = field(default_factory=list)
    accusers: set[str] = field(default_factory=set)
    deniers: set[str] = field(default_factory=set)
    told_in: set[str] = field(default_factory=set)
    """Event mentions that name the actor as the doer."""

    @property
    def supports(self) -> list[Support]:
        """Everything that says the actor did it."""
        return [*self.stated, *self.claimed, *self.accused]

    def standings(self, case: Case) -> list[tuple[str, list[Support], str]]:
        """Each way in which the actor is named as the doer: standing, its tellings, and in words who says so."""
        ways = [
            ("claimed", self.claimed, f"claimed by {case.name(self.actor_id)}"),
            ("accused", self.accused, f"accused by {_speakers(case, self.accused, self.accusers)}"),
            ("stated", self.stated, f"stated by {_speakers(case, self.stated)}"),
        ]
        return [way for way in ways if way[1]]

    def denial(self, case: Case) -> str:
        """Who denies that the actor did it, in words; empty where nobody does."""
        return f"denied by {_speakers(case, self.denied, self.deniers)}" if self.denied else ""

    def method(self, case: Case) -> str:
        """In words: claimed, accused by whom, stated by whom, denied by whom."""
        said = [words for _, _, words in self.standings(case)]
        return "; ".join([*said, *([self.denial(case)] if self.denied else [])])


def _speakers(case: Case, supports: Iterable[Support], actors: Iterable[str] = ()) -> str:
    names = sorted(case.name(actor) for actor in actors)
    return ", ".join(names or sorted(case.origin_name(origin) for origin in heard(supports)))


def find_responsible(case: Case) -> list[Blame]:
    """One entry for each actor that a telling, a claim or a denial names, by actor id."""
    found: dict[str, Blame] = {}
    above = kin(case.ties)
    told_by_claim = {said.claim.subject_id for said in case.said if said.claim.property == "responsible"}
    for telling in case.tellings:
        if telling.mention.id not in told_by_claim:
            for actor, responsibility in telling.initiators:
                _add_role(found.setdefault(actor, Blame(actor)), telling, responsibility)
    for said in case.said:
        if said.actor and (said.claim.property == "responsible" or said.claim.kind == "claim_of_responsibility"):
            _add_claim(found.setdefault(said.actor, Blame(said.actor)), said, above)
    for said in case.said:
        # A bare denial answers blame only where its speaker is blamed; else it denies that the thing happened.
        if said.actor in found and said.claim.property == "statement" and said.claim.kind == "denial":
            _add_claim(found[said.actor], said, above)
    return [found[actor] for actor in sorted(found)]


def _add_role(blame: Blame, telling: Telling, responsibility: str | None) -> None:
    if responsibility != "denied":
        blame.told_in.add(telling.mention.id)
    if responsibility == "denied":
        blame.denied.append(telling.support)
    elif responsibility in _OWN:
        blame.claimed.append(telling.support)
    elif responsibility in _BLAMED:
        blame.accused.append(telling.support)
    else:
        blame.stated.append(telling.support)


def _add_claim(blame: Blame, said: Said, above: dict[str, tuple[str, ...]]) -> None:
    own = said.speaker is not None and (said.speaker == blame.actor_id or compatible(said.speaker, blame.actor_id, above))
    is_denial = said.claim.stance == "denies" or said.claim.kind == "denial"
    if not is_denial and said.claim.subject_id:
        blame.told_in.add(said.claim.subject_id)
    if is_denial:
        blame.denied.append(said.support)
        blame.deniers |= {said.speaker} if said.speaker else set()
    elif said.claim.kind == "claim_of_responsibility" or own:
        blame.claimed.append(said.support)
    elif said.claim.kind == "accusation" or said.claim.stance != "asserts":
        blame.accused.append(said.support)
        blame.accusers |= {said.speaker} if said.speaker else set()
    else:
        blame.stated.append(said.support)


def occurrence_denials(case: Case, blames: Iterable[Blame]) -> list[Said]:
    """Denials by somebody whom nobody names as the doer: they deny that it happened so."""
    above = kin(case.ties)
    named: dict[str, Blame] = {blame.actor_id: blame for blame in blames if blame.supports}
    found: dict[str, list[Said]] = defaultdict(list)
    for said in case.said:
        if said.claim.property != "statement" or said.claim.kind != "denial":
            continue
        if not any(said.speaker and (said.speaker == actor or compatible(said.speaker, actor, above)) for actor in named):
            found[said.claim.id].append(said)
    return [said for claim_id in sorted(found) for said in found[claim_id][:1]]
