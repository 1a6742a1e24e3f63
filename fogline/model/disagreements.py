"""Where tellings of one incident disagree: number, time, place, responsibility, occurrence.

A disagreement says what each side gives; it is open unless the same origin replaced its own number later (superseded) or
the values can both be true (explained).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from fogline.model.case import Case, Said
from fogline.model.figures import values_of, wholes
from fogline.model.origins import Support, independent
from fogline.model.responsibility import Blame
from fogline.model.whereabouts import Agreed
from fogline.record.ties import compatible, kin
from fogline.record.values import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Claims that give one value against claims that give others."""

    kind: str
    field: str
    standing: str
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...]
    n_origins: int
    explanation: str


def number_disagreement(case: Case, name: str, best: int | None) -> Disagreement | None:
    """Different best values for killed or injured; a range that includes the other value is no disagreement."""
    by_best = values_of(wholes(case, name))
    rivals = {n: found for n, found in by_best.items() if n != best and not all(_includes(said, best) for said in found)}
    if best is None or not rivals:
        return None
    chosen, others = by_best[best], [said for found in rivals.values() for said in found]
    last = _last_words([*chosen, *others])
    superseded = len({_best(said) for said in last}) == 1
    given = ", ".join(str(n) for n in sorted({best, *rivals}))
    explanation = f"{name}: {given}; " + (
        "each origin's last number is the same" if superseded else "no origin has replaced its number by the other's"
    )
    return _disagreement(("number", name, "superseded" if superseded else "open"), chosen, others, explanation)


def _best(said: Said) -> int | None:
    return said.claim.value.best if isinstance(said.claim.value, Count) else None


def _includes(said: Said, best: int | None) -> bool:
    count = said.claim.value
    if not isinstance(count, Count) or best is None or count.low is None:
        return False
    # "At least 20" allows 24; an exact 20 does not.
    high = count.high if count.high is not None else float("inf")
    return count.low <= best <= high


def _last_words(told: Sequence[Said]) -> list[Said]:
    """The newest claim of each origin, where publication tells which is newest."""
    newest: dict[str, list[Said]] = {}
    for said in sorted(told, key=lambda s: (s.published or 0, s.claim.id)):
        origin = said.support.voice or said.support.report_origin
        before = newest.get(origin)
        if before is None or (said.published or 0) > (before[0].published or 0):
            newest[origin] = [said]
        else:
            before.append(said)
    return [said for found in newest.values() for said in found]


def agreed_disagreement(case: Case, field: str, agreed: Agreed | None) -> Disagreement | None:
    """Tellings whose time or place does not meet the finding."""
    kind = {"when": "time", "where": "place"}[field]
    if agreed is None or not agreed.claims_against:
        return None
    told = {said.claim.id: said for said in case.said}
    against = [told[claim_id] for claim_id in agreed.claims_against]
    chosen = [told[claim_id] for claim_id in agreed.claims_for if claim_id in told]
    ours = {said.claim.report_id for said in chosen}
    # One report that names two places or days for parts of one incident does not contradict itself.
    others = [said for said in against if said.claim.report_id not in ours]
    if not others:
        return None
    n = len(independent(said.support for said in others))
    explanation = f"{n} of the independent origins give{'s' if n == 1 else ''} a {kind} that does not meet that of the others"
    return _disagreement((kind, field, "open"), chosen, others, explanation)


def responsibility_disagreement(case: Case, blames: Sequence[Blame]) -> Disagreement | None:
    """Different doers, or a doer who denies; members and umbrellas may both be right."""
    named = [blame for blame in blames if blame.supports]
    denied = [blame for blame in named if blame.denied]
    rivals = [(a, b) for a, b in combinations(named, 2) if not _told_together(a, b)]
    if not denied and not rivals:
        return None
    above = kin(case.ties)
    open_rivals = [(a, b) for a, b in rivals if not _are_one_state(case, a, b) and not compatible(a.actor_id, b.actor_id, above)]
    parts = [_why_compatible(case, a, b, above) for a, b in rivals if (a, b) not in open_rivals]
    parts += [f"{case.name(a.actor_id)} or {case.name(b.actor_id)}: no tie makes them one" for a, b in open_rivals]
    parts += [f"{case.name(b.actor_id)}: {b.method(case)}" for b in denied]
    first = min(named, key=lambda blame: (-len(independent(blame.supports)), blame.actor_id))
    others = [ref for blame in named if blame is not first for ref in _refs(blame.supports)]
    others += [ref for blame in named for ref in _refs(blame.denied)]
    return Disagreement(
        kind="responsibility",
        field="responsible",
        standing="open" if denied or open_rivals else "explained",
        claims_for=tuple(sorted(_refs(first.supports))),
        claims_against=tuple(sorted(set(others) - set(_refs(first.supports)))),
        n_origins=len(independent(first.supports)),
        explanation="; ".join(parts),
    )


def _refs(supports: Iterable[Support]) -> list[str]:
    return [support.ref_id for support in supports]


def _told_together(left: Blame, right: Blame) -> bool:
    """True where one telling names both: a joint act, not a dispute."""
    return bool(left.told_in & right.told_in)


def _are_one_state(case: Case, left: Blame, right: Blame) -> bool:
    states = dict(case.states)
    return left.actor_id in states and states[left.actor_id] == states.get(right.actor_id)


def _why_compatible(case: Case, left: Blame, right: Blame, above: Mapping[str, tuple[str, ...]]) -> str:
    if not compatible(left.actor_id, right.actor_id, above):
        return f"may be compatible: {case.name(left.actor_id)} and {case.name(right.actor_id)} act for one state"
    a, b = (left, right) if right.actor_id in above.get(left.actor_id, ()) else (right, left)
    direct = [name for subject, name, object_ in case.ties if (subject, object_) == (a.actor_id, b.actor_id)]
    tie = direct[0].replace("_", " ") if direct else "tied, over another actor, to"
    return f"may be compatible: {case.name(a.actor_id)} is {tie} {case.name(b.actor_id)} per the ties"


def occurrence_disagreement(case: Case, denials: Sequence[Said]) -> Disagreement | None:
    """Somebody denies that it happened."""
    if not denials:
        return None
    who = ", ".join(sorted({case.name(said.speaker) for said in denials}))
    supports = [telling.support for telling in case.tellings]
    return Disagreement(
        kind="occurrence",
        field="occurrence",
        standing="open",
        claims_for=tuple(sorted(support.ref_id for support in supports)),
        claims_against=tuple(sorted(said.claim.id for said in denials)),
        n_origins=len(independent(supports)),
        explanation=f"denied by {who}",
    )


def _disagreement(words: tuple[str, str, str], chosen: Sequence[Said], others: Sequence[Said], explanation: str) -> Disagreement:
    kind, field, standing = words
    return Disagreement(
        kind=kind,
        field=field,
        standing=standing,
        claims_for=tuple(sorted(said.claim.id for said in chosen)),
        claims_against=tuple(sorted(said.claim.id for said in others)),
        n_origins=len(independent(said.support for said in chosen)),
        explanation=explanation,
    )
