"""Which id each group of event mentions gets, so that an incident keeps its id when reports are added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fogline.record.ids import make_id
from fogline.record.types import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The id of a group and the ids that it took over."""

    id: str
    former_ids: tuple[str, ...] = ()


def keep_ids(groups: Sequence[tuple[str, ...]], existing: Iterable[Incident]) -> list[Identity]:
    """One identity for each group, in order. A group keeps the existing id that it overlaps most (tie: smaller id).

    An id that no group keeps goes to the former ids of the group that holds most of its members.
    """
    before = sorted(existing, key=lambda incident: incident.id)
    home = {mention: index for index, group in enumerate(groups) for mention in group}
    shared: list[tuple[int, str, int]] = []
    for incident in before:
        where = [home[mention] for mention in incident.member_ids if mention in home]
        shared += [(-where.count(index), incident.id, index) for index in sorted(set(where))]
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for _, incident_id, index in sorted(shared):
        if index not in kept and incident_id not in taken:
            kept[index] = incident_id
            taken.add(incident_id)
    former = _former(before, kept, sorted(shared))
    # An id that was ever given is never given to another group.
    used = {i for incident in before for i in (incident.id, *incident.former_ids)}
    identities: list[Identity] = []
    for index, group in enumerate(groups):
        incident_id = kept.get(index) or _mint(group[0], used)
        used.add(incident_id)
        identities.append(Identity(id=incident_id, former_ids=tuple(sorted(former.get(index, set()) - {incident_id}))))
    return identities


def _former(before: Sequence[Incident], kept: dict[int, str], shared: Sequence[tuple[int, str, int]]) -> dict[int, set[str]]:
    heir = {incident_id: index for index, incident_id in kept.items()}
    for _, incident_id, index in shared:
        heir.setdefault(incident_id, index)
    former: dict[int, set[str]] = {}
    for incident in before:
        if incident.id in heir:
            former.setdefault(heir[incident.id], set()).update((incident.id, *incident.former_ids))
    return former


def _mint(first_member: str, used: set[str]) -> str:
    incident_id = make_id("inc", first_member)
    attempt = 2
    while incident_id in used:
        incident_id = make_id("inc", first_member, attempt)
        attempt += 1
    return incident_id
