"""Who did it, according to whom: one entry for each actor that anybody names, with the denials beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from fogline.model.case import Case, Said, Telling
from fogline.model.origins import Support, independent
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

    @property
    def supports(self) -> list[Support]:
        """Everything that says the actor did it."""
        return [*self.stated, *self.claimed, *self.accused]

    def method(self, case: Case) -> str:
        """In words: stated, claimed, accused by whom, denied by whom."""
        parts = [f"stated by {_origins(self.stated)}"] if self.stated else []
        if self.claimed:
            parts.append(f"claimed by {case.name(self.actor_id)}")
        if self.accused:
            names = ", ".join(sorted(case.name(actor) for actor in self.accusers))
            parts.append(f"accused by {names}" if names else f"accused by {_origins(self.accused)}")
        if self.denied:
            names = ", ".join(sorted(case.name(actor) for actor in self.deniers))
            parts.append(f"denied by {names}" if names else f"denied by {_origins(self.denied)}")
        return "; ".join(parts)


def _origins(supports: Iterable[Support]) -> str:
    n = len(independent(supports))
    return "1 origin" if n == 1 else f"{n} independent origins"


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
    if said.claim.stance == "denies" or said.claim.kind == "denial":
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
