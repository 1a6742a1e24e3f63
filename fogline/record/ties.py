"""Ties between actors, read from claims, and whether two actors may stand for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from fogline.record.references import References
from fogline.record.types import Actor, Claim

Tie = tuple[str, str, str]
"""Subject actor, relation, object actor."""
UPWARD: Final = frozenset(
    {"member_of", "part_of", "backed_by", "leads", "speaks_for", "holds_office", "founded", "same_as_claimed"}
)
"""Relations whose subject acts, or is said to act, for the object."""


ORGANS: Final = frozenset({"state", "government", "military", "police"})
"""Kinds of actors whose acts are those of their country; a militia's are not."""


def states_of(actors: Iterable[Actor]) -> dict[str, str]:
    """Actor -> code of the country whose organ it is."""
    return {actor.id: actor.country for actor in actors if actor.kind in ORGANS and actor.country}


def actor_ties(claims: Iterable[Claim], references: References, actors: Collection[str]) -> Iterator[tuple[Claim, Tie]]:
    """The asserted tie claims whose two ends are known actors, with the actors' ids."""
    for claim in claims:
        if not claim.property.startswith("tie:") or claim.stance != "asserts" or not isinstance(claim.value, str):
            continue
        subject, object_ = (_actor(end, references, actors) for end in (claim.subject_id, claim.value))
        if subject and object_ and subject != object_:
            yield claim, (subject, claim.property.removeprefix("tie:"), object_)


def _actor(end: str, references: References, actors: Collection[str]) -> str | None:
    return end if end in actors else references.first_in(end, actors)


def kin(ties: Iterable[Tie]) -> dict[str, tuple[str, ...]]:
    """Actor -> actors that it acts for, in at most two steps up, sorted."""
    up: dict[str, set[str]] = defaultdict(set)
    for subject, name, object_ in ties:
        if name in UPWARD:
            up[subject].add(object_)
    return {
        actor: tuple(sorted((up[actor] | {far for near in up[actor] for far in up.get(near, ())}) - {actor}))
        for actor in sorted(up)
    }


def compatible(left: str, right: str, above: Mapping[str, tuple[str, ...]]) -> bool:
    """True where one acts for the other. Two members of one umbrella are not compatible by that alone."""
    return right in above.get(left, ()) or left in above.get(right, ())
