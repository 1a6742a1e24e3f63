"""What keeps mentions and groups of them apart whatever else they share: days that miss, places apart, a blow and its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from fogline.merge.profile import Profile
from fogline.merge.settings import MergeSettings
from fogline.record.geography import POINTS, PlaceFact, relation
from fogline.record.ties import compatible


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one mention rules out: its stated period, its places, who did it to whom, whether it is a total."""

    first_day: int | None = None
    last_day: int | None = None
    places: tuple[PlaceFact, ...] = ()
    is_aggregate: bool = False
    tally: int | None = None
    """How many happenings a total counts."""
    report_id: str = ""
    doers: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    above: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Actor -> those it acts for."""
    states: tuple[tuple[str, str], ...] = ()
    """Actor -> code of its country."""

    @property
    def is_dated(self) -> bool:
        """True where words of the report give both ends of the period."""
        return self.first_day is not None and self.last_day is not None


def bounds(profile: Profile) -> Bounds:
    """The bounds of a mention; a period that no words give bounds nothing."""
    return Bounds(
        first_day=profile.first_day if profile.is_dated else None,
        last_day=profile.last_day if profile.is_dated else None,
        places=profile.places,
        is_aggregate=profile.is_aggregate,
        tally=profile.tally if profile.is_aggregate else None,
        report_id=profile.report_id,
        # Only force is given back by the one it was used on; two that consult each other are no conflict.
        doers=profile.initiators if is_force(profile.family) else (),
        patients=profile.patients if is_force(profile.family) else (),
        above=profile.above,
        states=profile.states,
    )


def telling_bounds(profile: Profile, telling: Profile) -> Bounds:
    """The bounds of a mention with the days and the parties of the whole telling; where it was stays its own."""
    return replace(bounds(telling), places=profile.places, is_aggregate=profile.is_aggregate)


def is_force(family: str) -> bool:
    """True for the family of types that use force, totals included."""
    return family.partition(":")[0] == "force"


def conflict(left: Bounds, right: Bounds, settings: MergeSettings, slack_days: int) -> str | None:
    """Why these two cannot be one incident, or None."""
    if left.is_aggregate != right.is_aggregate:
        return "a total and a single incident"
    if left.tally and right.tally and left.tally != right.tally:
        return "totals of different numbers"
    # Slack is for midnight and time zones between reports; one report that states two days tells of two incidents.
    if _gap_days(left, right) > (0 if left.report_id and left.report_id == right.report_id else slack_days):
        return "stated days do not meet"
    if is_answer(left, right):
        return "one strikes back at the other"
    if are_apart(left.places, right.places, settings):
        return "places are apart"
    return None


def is_answer(left: Bounds, right: Bounds) -> bool:
    """True where the doers of each are those it was done to in the other: by actor, by ties, or by state."""
    if not (left.doers and left.patients and right.doers and right.patients):
        return False
    above = dict((*left.above, *right.above))
    # Those who fight one another in one telling, or do it side by side in both, answer nobody.
    if any(_stand(one.doers, one.patients, above) for one in (left, right)) or _stand(left.doers, right.doers, above):
        return False
    if _stand(left.doers, right.patients, above) and _stand(right.doers, left.patients, above):
        return True
    return _states_cross(left, right, dict((*left.states, *right.states)))


def _stand(ours: Iterable[str], theirs: Collection[str], above: Mapping[str, tuple[str, ...]]) -> bool:
    return any(a == b or compatible(a, b, above) for a in ours for b in theirs)


def _states_cross(left: Bounds, right: Bounds, states: Mapping[str, str]) -> bool:
    above = dict((*left.above, *right.above))

    def of(actors: Iterable[str]) -> set[str]:
        # A proxy strikes, and is struck, for its patron too.
        return {states[actor] for own in actors for actor in (own, *above.get(own, ())) if actor in states}

    doers, other_doers = of(left.doers), of(right.doers)
    patients, other_patients = of(left.patients), of(right.patients)
    if doers & other_doers or doers & patients or other_doers & other_patients:
        return False
    return bool(doers & other_patients) and bool(other_doers & patients)


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
    found = conflict(bounds(left), bounds(right), settings, settings.slack_days)
    if found or not same_report:
        return found
    spots = [(a, b) for a in left.places for b in right.places if a.precision in POINTS and b.precision in POINTS]
    levels = {relation(a, b, settings.near_km, settings.far_km) for a, b in spots}
    # A report that names two towns for two tellings means two incidents, however close they lie (codebook rule 25).
    if spots and levels <= {"near", "off", "apart", "unknown"} and all(a.precision == b.precision for a, b in spots):
        return "one report names two places"
    return None
