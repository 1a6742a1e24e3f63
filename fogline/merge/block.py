"""Puts event mentions into blocks, so that only mentions which share a time and a place, actor, weapon or number are compared.

A period goes to cells of its own width (days, months, years). It is a guest in the wider cells around it, where it meets
only the mentions that are known no better; two guests never meet there. A block above the limit is cut by a second key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from fogline.merge.profile import Profile
from fogline.merge.settings import MergeSettings
from fogline.record.geography import POINTS

UNKNOWN_TIME = "t?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention in a block, with every block that it is in: (key, whether it is native there)."""

    profile: Profile
    telling: Profile | None
    """What the report tells of the incident in all; None where an earlier mention of the report stands for it."""
    keys: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Mentions of which at least one in each pair is native to the block."""

    key: str
    candidates: tuple[Candidate, ...]


def block_profiles(
    profiles: Sequence[Profile], settings: MergeSettings, tellings: Mapping[str, Profile] | None = None
) -> list[Block]:
    """The blocks that hold at least one pair, by key. The order of the profiles does not matter.

    `tellings` as `pool.tellings` gives them; without them every mention stands for itself.
    """
    told = {p.id: p for p in profiles} if tellings is None else {t.id: t for t in tellings.values()}
    keys = _kept_keys(profiles, told, settings)
    members: dict[str, list[Candidate]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda p: p.id):
        candidate = Candidate(profile=profile, telling=told.get(profile.id), keys=tuple(sorted(keys[profile.id].items())))
        for key in keys[profile.id]:
            members[key].append(candidate)
    return [Block(key=key, candidates=tuple(found)) for key, found in sorted(members.items())]


def pairs(block: Block) -> Iterator[tuple[Profile, Profile]]:
    """The pairs that this block has to compare: each pair of the record belongs to the first block that both are in.

    Mentions of one report meet as they are, those of two reports as the tellings that they stand for.
    """
    for left, right in combinations(block.candidates, 2):
        if _owner(left, right) != block.key:
            continue
        if left.telling and right.telling and left.profile.report_id != right.profile.report_id:
            yield left.telling, right.telling
        else:
            yield left.profile, right.profile


def _owner(left: Candidate, right: Candidate) -> str | None:
    there = dict(right.keys)
    return next((key for key, native in left.keys if key in there and (native or there[key])), None)


def _kept_keys(profiles: Sequence[Profile], told: Mapping[str, Profile], settings: MergeSettings) -> dict[str, dict[str, bool]]:
    single = {p.id: _own_keys(p) | (_keys(told[p.id], settings) if p.id in told else {}) for p in profiles}
    large = _too_large(single.values(), settings)
    double = {key: _cut(found, large) for key, found in single.items()}
    dropped = _too_large(double.values(), settings)
    kept = {key: {k: native for k, native in found.items() if k not in dropped} for key, found in double.items()}
    useful = _with_pairs(kept.values())
    return {key: {k: native for k, native in found.items() if k in useful} for key, found in kept.items()}


def _sizes(keys: Iterable[dict[str, bool]]) -> dict[str, tuple[int, int]]:
    """Key -> (natives, members)."""
    sizes: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for found in keys:
        for key, native in found.items():
            sizes[key][0] += native
            sizes[key][1] += 1
    return {key: (natives, members) for key, (natives, members) in sizes.items()}


def _too_large(keys: Iterable[dict[str, bool]], settings: MergeSettings) -> set[str]:
    # Pairs of one report stay together: a report is never longer than a person could read.
    sizes = _sizes(keys).items()
    return {key for key, (natives, members) in sizes if natives * members > settings.max_pairs and not key.startswith("r|")}


def _with_pairs(keys: Iterable[dict[str, bool]]) -> set[str]:
    return {key for key, (natives, members) in _sizes(keys).items() if natives and members > 1}


def _cut(found: dict[str, bool], large: set[str]) -> dict[str, bool]:
    """Keys that are too large are joined two by two within their time cell; the others stay."""
    kept = {key: native for key, native in found.items() if key not in large}
    cut: dict[str, list[str]] = defaultdict(list)
    for key in sorted(found):
        cut[key.rpartition("|")[0]].append(key.rpartition("|")[2])
    for key in sorted(set(found) & large):
        cell, _, own = key.rpartition("|")
        kept.update({f"{cell}|{'&'.join(sorted((own, other)))}": found[key] for other in cut[cell] if other != own})
    return kept


def _own_keys(profile: Profile) -> dict[str, bool]:
    keys = {f"r|{profile.report_id}|{profile.family}": True}
    if profile.copy_key:
        # Its words are the same in every copy, so one block for each sentence of a family of copies is enough.
        keys[f"c|{profile.copy_key}"] = True
    return keys


def _keys(profile: Profile, settings: MergeSettings) -> dict[str, bool]:
    keys: dict[str, bool] = {}
    marks = _marks(profile)
    for cell, native in _cells(profile, settings):
        for mark in _combined(marks) if cell == UNKNOWN_TIME else marks:
            keys[f"{profile.family}|{cell}|{mark}"] = native
    return keys


def _combined(marks: Sequence[str]) -> list[str]:
    return ["&".join(pair) for pair in combinations(sorted(marks), 2) if pair[0][0] != pair[1][0] or pair[0][0] == "w"]


def _cells(profile: Profile, settings: MergeSettings) -> list[tuple[str, bool]]:
    """Time cells with whether the period is native there. Every period is a guest where times are unknown."""
    first, last = profile.first_day, profile.last_day
    if not profile.has_time and profile.published is not None and (first is None or last is None):
        first, last = profile.published - settings.news_days, profile.published
    if first is None or last is None:
        return [(UNKNOWN_TIME, True)]
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    if len(years) > settings.max_years:
        return [(UNKNOWN_TIME, True)]
    width = last - first + 1
    cells = [(f"y{year}", width > settings.month_days) for year in years]
    if width <= settings.month_days:
        cells += [(f"m{month}", width > settings.fine_days) for month in _months(first - 1, last + 1)]
    if width <= settings.fine_days:
        first_cell, last_cell = (
            (first - settings.slack_days) // settings.cell_days,
            (last + settings.slack_days) // settings.cell_days,
        )
        cells += [(f"d{cell}", True) for cell in range(first_cell, last_cell + 1)]
    # An undated telling is known by nothing but its publication: it may be of an older incident as well.
    return [*cells, (UNKNOWN_TIME, not profile.has_time)]


def _months(first: int, last: int) -> range:
    start, end = date.fromordinal(first), date.fromordinal(last)
    return range(start.year * 12 + start.month - 1, end.year * 12 + end.month)


def _marks(profile: Profile) -> list[str]:
    """What a mention shares with others of the same incident: places, actors, weapon with place unknown, numbers, rare words."""
    marks: set[str] = set()
    for place in profile.places:
        if place.precision in POINTS:
            marks |= {f"p{place.id}", *(f"p{outer}" for outer in place.chain[:1])}
        else:
            marks.add(f"p{place.id}")
        if place.country:
            marks.add(f"p{place.country}")
    marks |= {f"n{name}" for name in profile.place_names}
    marks |= {f"a{actor}" for actor in (*profile.initiators, *profile.patients)}
    marks |= {f"h{name}" for name in profile.persons}
    if profile.killed and profile.killed[1]:
        marks.add(f"k{profile.killed[1]}")
    if not profile.places:
        marks |= {f"x{weapon}" for weapon in profile.weapons}
    marks |= {f"w{word}" for word in profile.rare}
    return sorted(marks)
