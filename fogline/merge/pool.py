"""Pools what one report tells of one incident, so that the day of one sentence and the toll of another both count.

Only what the report itself ties together is pooled: the reader's finding that two stand in one clause, definite words that
point back, a title and its lead, one sentence. What is merely alike is left to the comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from fogline.merge.conflicts import report_conflict
from fogline.merge.judging import compare_pair
from fogline.merge.profile import Profile, Range
from fogline.merge.settings import MergeSettings
from fogline.merge.weights import load_weights
from fogline.record.families import Groups

_ZONES = ("title", "standfirst", "lead", "caption", "body")
_HEADS = frozenset({"title", "standfirst", "lead"})
_RARE_WORDS = 12
Period = tuple[int | None, int | None]


def tellings(profiles: Sequence[Profile], settings: MergeSettings) -> dict[str, Profile]:
    """Mention id -> what its report tells of the incident by all the mentions that it ties together.

    The telling has the id of the first of its mentions, which stands for it in comparisons across reports.
    """
    reports: dict[str, list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda p: (p.report_id, p.sentence_start, p.id)):
        reports[profile.report_id].append(profile)
    found: dict[str, Profile] = {}
    for told in reports.values():
        for group in _groups(told, settings):
            pooled = _pooled(group)
            found.update({profile.id: pooled for profile in group})
    return found


def _groups(told: Sequence[Profile], settings: MergeSettings) -> list[list[Profile]]:
    by_id = {profile.id: profile for profile in told}
    members: dict[str, list[Profile]] = {profile.id: [profile] for profile in told}
    groups: Groups[str] = Groups()
    for left, right, by_reader in _ties(told, by_id, settings):
        ours, theirs = groups.find(left.id), groups.find(right.id)
        # The reader's finding holds by itself; any other tie must leave nothing of the two groups in conflict.
        if ours == theirs or (not by_reader and _conflict(members[ours], members[theirs], settings)):
            continue
        joined = members.pop(ours) + members.pop(theirs)
        groups.join(ours, theirs)
        members[groups.find(ours)] = joined
    return [sorted(group, key=lambda p: (p.sentence_start, p.id)) for group in members.values()]


def _conflict(left: Iterable[Profile], right: Sequence[Profile], settings: MergeSettings) -> bool:
    return any(report_conflict(a, b, settings) for a in left for b in right)


def _ties(
    told: Sequence[Profile], by_id: Mapping[str, Profile], settings: MergeSettings
) -> Iterator[tuple[Profile, Profile, bool]]:
    """Pairs that the report ties together, the reader's first."""
    for profile in told:
        for other in profile.same_clause:
            if other in by_id and profile.family == by_id[other].family:
                yield profile, by_id[other], True
    pointed = [(p, by_id[p.points_back_to]) for p in told if p.points_back_to in by_id]
    heads = [p for p in told if p.zone in _HEADS]
    pointed += [(a, b) for i, a in enumerate(heads) for b in heads[i + 1 :] if a.family == b.family]
    pointed += [(a, b) for a, b in pairwise(told) if a.family == b.family and a.sentence_start == b.sentence_start]
    weights = load_weights(settings)
    table = weights.table()
    for left, right in pointed:
        if sum(reason.weight for reason in compare_pair(left, right, weights, table)) >= settings.same_score:
            yield left, right, False


def _pooled(group: Sequence[Profile]) -> Profile:
    first = group[0]
    if len(group) == 1:
        return first
    earliest, latest, is_dated = _period(group)
    words = _joined(p.words for p in group)
    rarity = dict((*words, *first.lead_words))
    rare = sorted({word for p in group for word in p.rare}, key=lambda word: (-rarity.get(word, 0), word))
    return replace(
        first,
        event_type="ASSAULT" if any(p.event_type == "ASSAULT" for p in group) else first.event_type,
        modes=_union(p.modes for p in group),
        tally=next((p.tally for p in group if p.tally), None),
        first_day=earliest,
        last_day=latest,
        is_dated=is_dated,
        zone=min((p.zone for p in group), key=_ZONES.index),
        places=tuple({place.id: place for p in group for place in p.places}.values()),
        place_names=_union(p.place_names for p in group),
        initiators=_union(p.initiators for p in group),
        patients=_union(p.patients for p in group),
        patient_words=_union(p.patient_words for p in group),
        above=tuple(sorted({tie for p in group for tie in p.above})),
        states=tuple(sorted({state for p in group for state in p.states})),
        persons=_union(p.persons for p in group),
        killed=_most(p.killed for p in group),
        injured=_most(p.injured for p in group),
        weapons=_union(p.weapons for p in group),
        trigger=_union(p.trigger for p in group),
        words=words,
        lead_words=next((p.lead_words for p in group if p.lead_words), ()),
        rare=tuple(sorted(rare[:_RARE_WORDS])),
        numbers=_union(p.numbers for p in group),
    )


def _union(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({one for many in found for one in many}))


def _joined(found: Iterable[tuple[tuple[str, int], ...]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted({word: rarity for many in found for word, rarity in many}.items()))


def _period(group: Sequence[Profile]) -> tuple[int | None, int | None, bool]:
    """The days that all worded times allow; without any, those that all inferred ones allow."""
    dated = [p for p in group if p.is_dated]
    pool = dated or [p for p in group if p.has_time] or group
    earliest = max((p.first_day for p in pool if p.first_day is not None), default=None)
    latest = min((p.last_day for p in pool if p.last_day is not None), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        # Only what the reader tied against the days can come here: then the first that is told holds.
        earliest, latest = pool[0].first_day, pool[0].last_day
    return earliest, latest, bool(dated)


def _most(found: Iterable[Range | None]) -> Range | None:
    """The highest count: a part beside its whole is no other number."""
    known = [count for count in found if count is not None]
    return max(known, key=lambda n: (n[1] if n[1] is not None else n[0] or -1, n[0] or 0, n[2] or 0), default=None)
