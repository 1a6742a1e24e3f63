"""What keeps two mentions, or two groups of them, apart whatever else they share: stated days that miss, places far apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.merge.profile import Profile
from fogline.merge.settings import MergeSettings
from fogline.record.geography import POINTS, PlaceFact, relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one mention rules out: its stated period, its places, whether it is a total."""

    first_day: int | None = None
    last_day: int | None = None
    places: tuple[PlaceFact, ...] = ()
    is_aggregate: bool = False


def bounds(profile: Profile) -> Bounds:
    """The bounds of a mention; a period that no words give bounds nothing."""
    return Bounds(
        first_day=profile.first_day if profile.is_dated else None,
        last_day=profile.last_day if profile.is_dated else None,
        places=profile.places,
        is_aggregate=profile.is_aggregate,
    )


def conflict(left: Bounds, right: Bounds, settings: MergeSettings, slack_days: int) -> str | None:
    """Why these two cannot be one incident, or None."""
    if left.is_aggregate != right.is_aggregate:
        return "a total and a single incident"
    if _gap_days(left, right) > slack_days:
        return "stated days do not meet"
    if are_apart(left.places, right.places, settings):
        return "places are apart"
    return None


def _gap_days(left: Bounds, right: Bounds) -> int:
    gaps = [0]
    if left.first_day is not None and right.last_day is not None:
        gaps.append(left.first_day - right.last_day)
    if right.first_day is not None and left.last_day is not None:
        gaps.append(right.first_day - left.last_day)
    return max(gaps)


def are_apart(left: Iterable[PlaceFact], right: Iterable[PlaceFact], settings: MergeSettings) -> bool:
    """True where every place of one is apart from every place of the other."""
    found = [relation(a, b, settings.near_km, settings.far_km) for a in left for b in right]
    return bool(found) and all(level == "apart" for level in found)


def report_conflict(left: Profile, right: Profile, settings: MergeSettings) -> str | None:
    """`conflict` of two mentions; inside one report days may not miss at all and two named spots are two places."""
    same_report = left.report_id == right.report_id
    found = conflict(bounds(left), bounds(right), settings, 0 if same_report else settings.slack_days)
    if found or not same_report:
        return found
    spots = [(a, b) for a in left.places for b in right.places if a.precision in POINTS and b.precision in POINTS]
    levels = {relation(a, b, settings.near_km, settings.far_km) for a, b in spots}
    # A report that names two towns for two tellings means two incidents, however close they lie (codebook rule 25).
    if spots and levels <= {"near", "off", "apart", "unknown"} and all(a.precision == b.precision for a, b in spots):
        return "one report names two places"
    return None
