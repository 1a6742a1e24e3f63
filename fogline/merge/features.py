"""The features of a pair of event mentions: each gives one level, and the level its weight in log2 odds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final

from fogline.merge.likeness import cosine
from fogline.merge.profile import Profile, Range
from fogline.merge.weights import Weights
from fogline.record.geography import POINTS, PlaceFact, relation
from fogline.record.ties import compatible

Level = tuple[str, str, str]
"""Level, and the two values compared, in words."""
_NEWS_DAYS = 3
_CLOSE_DAYS, _WEEK_DAYS, _FORTNIGHT_DAYS, _LONG_DAYS = 2, 7, 14, 60
_MONTH_DAYS, _YEAR_DAYS = 31, 366
_SMALL, _LARGE = 2, 10
_FAR_RATIO = 3
_SAME_BITS, _MANY_BITS, _SOME_BITS = 24, 12, 8
_SAME_SHARE, _MANY_SHARE, _SOME_SHARE, _FEW_SHARE = 0.75, 0.45, 0.2, 0.05
_LEAD_BEYOND: Final = (("same", 0.33), ("many", 0.17), ("some", 0.06), ("few", -0.02))
"""How far the cosine of two openings lies beyond what reports of the case reach anyway, as a share of what is left to 1."""
_ALIKE_IN_NOTHING: Final = 0.05
_HEADS: Final = frozenset({"title", "standfirst"})
_PARTICULAR: Final[Mapping[str, frozenset[str]]] = {
    "time": frozenset({"same_day", "days"}),
    "place": frozenset({"same_spot", "same_name", "near"}),
    "person": frozenset({"same_name"}),
    "killed": frozenset({"same", "same_large"}),
    "injured": frozenset({"same", "same_large"}),
    "words": frozenset({"same", "many"}),
    "lead": frozenset({"same", "many", "some"}),
    "total": frozenset({"same"}),
    "copy": frozenset({"same_words"}),
}
"""Levels that few incidents of one conflict share."""
_RETOLD: Final[Mapping[str, frozenset[str]]] = {
    "type": frozenset({"same_mode"}),
    "patient": frozenset({"same"}),
    "place": frozenset({"", "same_spot", "same_name", "same_area", "inside", "in_country", "near"}),
    "initiator": frozenset({"", "same", "compatible"}),
}
"""What has to agree, or be told by one of the two only (""), before the body of a report is taken to retell its lead."""
_TOLD: Final = (("surely", 5.0), ("likely", 3.0), ("perhaps", float("-inf")))
"""Levels of log2 odds: 97 %, 89 %."""
_BEST_PLACE: Final = ("same", "within", "near", "off", "unknown", "apart")


def prior(left: Profile, right: Profile) -> Level:
    """How likely a pair of a block is one incident before anything is compared."""
    if left.report_id != right.report_id:
        return "other_report", "", ""
    zones = {left.zone, right.zone}
    if zones & _HEADS and not zones <= _HEADS:
        return ("title_and_lead" if "lead" in zones else "title_and_body"), left.zone, right.zone
    return ("same_sentence" if _in_one_sentence(left, right) and not left.is_aggregate else "same_report"), left.zone, right.zone


def _in_one_sentence(left: Profile, right: Profile) -> bool:
    return left.report_id == right.report_id and left.sentence_start == right.sentence_start >= 0


def event_type(left: Profile, right: Profile, kindred: Collection[Collection[str]]) -> Level:
    """Type and modes; a mention without mode is compatible with any of its type."""
    ours, theirs = set(left.modes), set(right.modes)
    shown = " ".join((left.event_type, *left.modes)), " ".join((right.event_type, *right.modes))
    if left.event_type != right.event_type:
        return "other_type", *shown
    if ours & theirs:
        return "same_mode", *shown
    if not ours or not theirs:
        return "same", *shown
    if any(ours & set(modes) and theirs & set(modes) for modes in kindred):
        return "kindred_mode", *shown
    return "other_mode", *shown


def time(left: Profile, right: Profile, slack_days: int) -> Level | None:
    """How the periods meet, by the width of the wider one."""
    if not left.has_time or not right.has_time:
        return _half_open(left, right)
    shown = _days(left), _days(right)
    gap = max((left.first_day or 0) - (right.last_day or 0), (right.first_day or 0) - (left.last_day or 0))
    if gap > 0:
        soft = gap <= slack_days and left.report_id != right.report_id
        return ("next_day" if soft else "disjoint"), *shown
    width = max(left.width_days, right.width_days)
    for level, limit in (("same_day", 1), ("days", _WEEK_DAYS), ("month", _MONTH_DAYS), ("year", _YEAR_DAYS)):
        if width <= limit:
            return level, *shown
    return "wide", *shown


def _half_open(left: Profile, right: Profile) -> Level | None:
    """Disjoint where one open end already rules the other out."""
    for a, b in ((left, right), (right, left)):
        if a.first_day is not None and b.last_day is not None and a.first_day > b.last_day + 1:
            return "disjoint", _days(left), _days(right)
    return None


def _days(profile: Profile) -> str:
    ends = (profile.first_day, profile.last_day)
    return "..".join(date.fromordinal(day).isoformat() if day is not None else "?" for day in ends)


def published(left: Profile, right: Profile) -> Level | None:
    """When the reports appeared; asked only where the time of one mention is not known."""
    if (left.has_time and right.has_time) or left.report_id == right.report_id:
        return None
    if left.has_time or right.has_time:
        dated, undated = (left, right) if left.has_time else (right, left)
        before = _before(dated, undated.published) if undated.published is not None else "unknown"
        said = _day(undated.published) if undated.published is not None else ""
        return (before, _days(dated), said) if before else None
    if left.published is None or right.published is None:
        return "unknown", "", ""
    gap = abs(left.published - right.published)
    limits = (("same_day", 0), ("close", _CLOSE_DAYS), ("week", _WEEK_DAYS), ("later", _LONG_DAYS))
    level = next((name for name, limit in limits if gap <= limit), "long_after")
    return level, _day(left.published), _day(right.published)


def _day(ordinal: int | None) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal is not None else "?"


def _before(dated: Profile, published: int) -> str | None:
    """How long before the publication of the undated telling the dated one can lie."""
    gap = published - (dated.last_day or 0)
    if published - (dated.first_day or 0) < -1:
        return "not_yet"
    if dated.width_days > _MONTH_DAYS or gap < -1:
        return None
    if gap <= _NEWS_DAYS and dated.width_days <= _WEEK_DAYS:
        return "days_before"
    return "just_before" if gap <= _FORTNIGHT_DAYS else "before" if gap <= _LONG_DAYS else "long_before"


def place(left: Profile, right: Profile, near_km: float, far_km: float) -> Level | None:
    """How the closest two places lie to each other; names where a place could not be resolved."""
    found = [(relation(a, b, near_km, far_km), a, b) for a in left.places for b in right.places]
    if found:
        name, a, b = min(found, key=lambda f: (_BEST_PLACE.index(f[0]), f[1].id, f[2].id))
        level = _place_level(name, a, b)
        return None if level is None else (level, a.name, b.name)
    ours, theirs = set(left.place_names), set(right.place_names)
    if not ours or not theirs:
        return None
    return ("same_name" if ours & theirs else "other_name"), ", ".join(sorted(ours)), ", ".join(sorted(theirs))


def _place_level(name: str, left: PlaceFact, right: PlaceFact) -> str | None:
    if name == "same":
        return "same_spot" if left.precision in POINTS else "same_country" if left.precision == "country" else "same_area"
    if name == "within":
        return "in_country" if "country" in {left.precision, right.precision} else "inside"
    return None if name == "unknown" else name


def actors(left: Profile, right: Profile, role: str) -> Level | None:
    """How the actors in a role (`initiators` or `patients`) agree; ties make them compatible, not equal."""
    ours: tuple[str, ...] = getattr(left, role)
    theirs: tuple[str, ...] = getattr(right, role)
    if not ours or not theirs:
        return None
    shown = " ".join(ours), " ".join(theirs)
    if set(ours) & set(theirs):
        return "same", *shown
    above = dict((*left.above, *right.above))
    states = dict((*left.states, *right.states))
    is_kin = any(compatible(a, b, above) or (a in states and states[a] == states.get(b)) for a in ours for b in theirs)
    return ("compatible" if is_kin else "other"), *shown


def patients(left: Profile, right: Profile) -> Level | None:
    """Who it was done to: the actors, else the words for them."""
    found = actors(left, right, "patients")
    shared = set(left.patient_words) & set(right.patient_words)
    if (found is None or found[0] == "other") and shared:
        return "same_words", " ".join(left.patient_words), " ".join(right.patient_words)
    return found


def direction(left: Profile, right: Profile) -> Level | None:
    """Reversed where the doer of each is the one it was done to in the other."""
    one, two = set(left.initiators) & set(right.patients), set(right.initiators) & set(left.patients)
    if one and two and not set(left.initiators) & set(right.initiators):
        return "reversed", " ".join(left.initiators), " ".join(right.initiators)
    return None


def persons(left: Profile, right: Profile) -> Level | None:
    """A person of the same name to whom it happened."""
    shared = sorted(name for name in set(left.persons) & set(right.persons) if " " in name)
    return ("same_name", shared[0], shared[0]) if shared else None


def count(ours: Range | None, theirs: Range | None) -> Level | None:
    """How two numbers of killed or injured agree."""
    if ours is None or theirs is None:
        return None
    shown = _range_words(ours), _range_words(theirs)
    mine, other = ours[1], theirs[1]
    if mine is None or other is None:
        return ("overlap" if _overlap(ours, theirs) else "other"), *shown
    if mine == other:
        return ("same_large" if mine >= _LARGE else "same_small" if mine <= _SMALL else "same"), *shown
    if _overlap(ours, theirs):
        return "overlap", *shown
    return ("far" if max(mine, other) > _FAR_RATIO * min(mine, other) else "other"), *shown


def _overlap(ours: Range, theirs: Range) -> bool:
    (low, high), (other_low, other_high) = _ends(ours), _ends(theirs)
    return low <= other_high and other_low <= high


def _ends(of: Range) -> tuple[float, float]:
    low, best, high = of
    start = low if low is not None else best if best is not None else 0
    stop = high if high is not None else best if best is not None and best == start and low is None else float("inf")
    return start, max(stop, start)


def _range_words(of: Range) -> str:
    return "/".join("?" if n is None else str(n) for n in of)


def weapon(left: Profile, right: Profile) -> Level | None:
    """Whether a kind of weapon is shared."""
    if not left.weapons or not right.weapons:
        return None
    level = "same" if set(left.weapons) & set(right.weapons) else "other"
    return level, " ".join(left.weapons), " ".join(right.weapons)


def reference(left: Profile, right: Profile) -> Level | None:
    """Definite words of one that point back at the other."""
    if left.points_back_to == right.id or right.points_back_to == left.id:
        return "back", " ".join(left.trigger), " ".join(right.trigger)
    return None


def clause(left: Profile, right: Profile) -> Level | None:
    """The reader's own finding that both stand in one clause about one event."""
    if right.id in left.same_clause or left.id in right.same_clause:
        return "one_clause", " ".join(left.trigger), " ".join(right.trigger)
    return None


def told(left: Profile, right: Profile) -> Level | None:
    """How sure the reader's model is that both tell of one incident of the report (log2 odds)."""
    odds = dict(left.told_as_one).get(right.id)
    if odds is None:
        return None
    if right.id in left.adds_nothing:
        return "bare", f"{odds:.1f}", f"{odds:.1f}"
    return next(name for name, least in _TOLD if odds >= least), f"{odds:.1f}", f"{odds:.1f}"


def trigger(left: Profile, right: Profile) -> Level | None:
    """Whether the triggers share a stem."""
    shared = set(left.trigger) & set(right.trigger)
    return ("same", " ".join(left.trigger), " ".join(right.trigger)) if shared else None


def words(left: Profile, right: Profile) -> Level | None:
    """How much of the shorter sentence's rarity is in words that both use."""
    if (left.copy_key and left.copy_key == right.copy_key) or _in_one_sentence(left, right):
        return None
    ours, theirs = dict(left.words), dict(right.words)
    least = min(sum(ours.values()), sum(theirs.values()))
    if not least:
        return None
    common = sorted(set(ours) & set(theirs), key=lambda word: (-ours[word], word))
    shared = sum(ours[word] for word in common)
    share = shared / least
    shown = " ".join(common[:6])
    if share >= _SAME_SHARE and shared >= _SAME_BITS:
        return "same", shown, shown
    if share >= _MANY_SHARE and shared >= _MANY_BITS:
        return "many", shown, shown
    if share >= _SOME_SHARE and shared >= _SOME_BITS:
        return "some", shown, shown
    # Inside one report a writer avoids the same words, so that their absence says nothing.
    return ("none" if share < _FEW_SHARE and left.report_id != right.report_id else "few"), shown, shown


def lead(left: Profile, right: Profile) -> Level | None:
    """How alike the openings of two reports are, by their rare words, where both mentions stand in title or lead."""
    if left.report_id == right.report_id or (left.copy_key and left.copy_key == right.copy_key):
        return None
    ours, theirs = dict(left.lead_words), dict(right.lead_words)
    if not ours or not theirs:
        return None
    common = sorted(set(ours) & set(theirs), key=lambda word: (-ours[word] * theirs[word], word))
    usual, alike = max(left.alike_by_chance, right.alike_by_chance), cosine(ours, theirs)
    beyond = (alike - usual) / (1 - usual)
    level = next((name for name, limit in _LEAD_BEYOND if beyond >= limit), "none" if alike < _ALIKE_IN_NOTHING else None)
    if level is None:
        return None  # a briefing and a wire on one attack are less alike than two wires on one war: that proves nothing
    shown = " ".join(common[:8])
    return level, shown, shown


def total(left: Profile, right: Profile) -> Level | None:
    """For totals: the number itself has to be the same ("nearly 200 attacks")."""
    if not left.is_aggregate or _in_one_sentence(left, right):
        return None
    if left.tally and right.tally:
        return "same" if left.tally == right.tally else "other", str(left.tally), str(right.tally)
    ours, theirs = set(left.numbers), set(right.numbers)
    level = "unnumbered" if not ours or not theirs else "same" if ours & theirs else "other"
    return level, " ".join(left.numbers), " ".join(right.numbers)


def copied(left: Profile, right: Profile) -> Level | None:
    """The same words in a copy of the same story: one telling, printed twice."""
    if left.copy_key and left.copy_key == right.copy_key and left.report_id != right.report_id:
        return "same_words", left.id, right.id
    return None


def levels(left: Profile, right: Profile, weights: Weights, table: Mapping[tuple[str, str], float]) -> dict[str, Level]:
    """The level of every feature that can be told for this pair."""
    settings = weights.settings
    compared: dict[str, Callable[[], Level | None]] = {
        "prior": lambda: prior(left, right),
        "type": lambda: event_type(left, right, weights.kindred),
        "time": lambda: time(left, right, settings.slack_days),
        "published": lambda: published(left, right),
        "place": lambda: place(left, right, settings.near_km, settings.far_km),
        "patient": lambda: patients(left, right),
        "direction": lambda: direction(left, right),
        "person": lambda: persons(left, right),
        "killed": lambda: count(left.killed, right.killed),
        "injured": lambda: count(left.injured, right.injured),
        "weapon": lambda: weapon(left, right),
        "clause": lambda: clause(left, right),
        "reference": lambda: reference(left, right),
        "told": lambda: told(left, right),
        "trigger": lambda: trigger(left, right),
        "words": lambda: words(left, right),
        "lead": lambda: lead(left, right),
        "total": lambda: total(left, right),
        "copy": lambda: copied(left, right),
    }
    found = {feature: level for feature, ask in compared.items() if (level := ask()) is not None}
    found |= _doer(left, right, found, table)
    return found | _particular(left, right, found) | _retold(left, right, found)


def _retold(left: Profile, right: Profile, found: Mapping[str, Level]) -> dict[str, Level]:
    """What the lead tells in short and the body at length: the same act of force on the same party, by no other doer."""
    one_lead = left.report_id == right.report_id and {left.zone, right.zone} == {"lead", "body"}
    if not one_lead or left.family != "force" or _in_one_sentence(left, right):
        return {}
    agreed = all(found.get(name, ("",))[0] in wanted for name, wanted in _RETOLD.items())
    return {"retold": ("in_body", left.zone, right.zone)} if agreed else {}


def _particular(left: Profile, right: Profile, found: Mapping[str, Level]) -> dict[str, Level]:
    """None where two reports share only what many incidents of one conflict share: sides, country, weapon, season."""
    if left.report_id == right.report_id or any(found[name][0] in _PARTICULAR[name] for name in found if name in _PARTICULAR):
        return {}
    return {"particular": ("none", "", "")}


def _doer(left: Profile, right: Profile, found: Mapping[str, Level], table: Mapping[tuple[str, str], float]) -> dict[str, Level]:
    level = actors(left, right, "initiators")
    if level is None:
        return {}
    feature = "initiator" if left.family.partition(":")[0] == "force" else "speaker"
    if level[0] == "other":
        # Reports that agree on when, where and to whom, and not on who did it, dispute one incident; they do not tell of two.
        agreed = sum(
            table[name, found[name][0]] > 0.5 for name in ("time", "place", "patient", "killed", "injured") if name in found
        )
        against = any(table[name, found[name][0]] < 0 for name in ("time", "place") if name in found)
        level = ("disputed" if agreed >= 2 and not against else "other"), level[1], level[2]
    return {feature: level}
