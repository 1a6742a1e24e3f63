"""The heading of a dossier: what the reports are about, and how many outlets they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from fogline.model.naming import name_phrase
from fogline.show.actors import is_described
from fogline.show.record_index import RecordIndex, Row
from fogline.show.wording import parse_day

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MOST_NAMES = 3
_PARTS_OF_A_STATE = frozenset({"government", "military", "police", "office"})
_NO_PARTY = frozenset({"media", "source", "person", "unknown", "people"})


def default_title(index: RecordIndex, incidents: Sequence[Row]) -> str:
    """A title from the actors that most incidents name and the period; empty when nobody is named."""
    names = _main_names(index, incidents)
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    period = _period(index, incidents)
    return f"Reports on {listed}" + (f", {period}" if period else "")


def case_title(name: str) -> str:
    """A title from the name of the case file: "Reports of the case south coast"; empty without a name."""
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return f"Reports of the case {words}" if words else ""


def _main_names(index: RecordIndex, incidents: Sequence[Row]) -> list[str]:
    states = {str(row["country"]): key for key, row in index.actors.items() if row.get("kind") == "state" and row.get("country")}
    counts: Counter[str] = Counter()
    for incident in incidents:
        ids = {str(part["actor"]) for part in incident.get("participants") or () if part.get("actor")}
        counts.update({_whole(actor, index, states) for actor in ids if actor in index.actors})
    named = [key for key in counts if not is_described(index.actors[key]) and index.actors[key].get("kind") not in _NO_PARTY]
    chosen = sorted(named, key=lambda key: (-counts[key], index.actor_name(key)))[:_MOST_NAMES]
    return [name_phrase(index.actor_name(key)) for key in chosen]


def _whole(actor: str, index: RecordIndex, states: Mapping[str, str]) -> str:
    """The state of an army or a government: "the United States" stands for its armed forces in a title."""
    row = index.actors[actor]
    return states.get(str(row.get("country")), actor) if row.get("kind") in _PARTS_OF_A_STATE else actor


def _period(index: RecordIndex, incidents: Sequence[Row]) -> str:
    days = [day for row in index.reports.values() for day in _days(row.get("published"))]
    days = days or [day for row in incidents for day in _days(row.get("when"))]
    return period_words(min(days), max(days)) if days else ""


def _days(interval: Row | None) -> list[date]:
    """Both ends of a closed interval; an open one says too little about a period."""
    ends = [parse_day((interval or {}).get(key)) for key in ("start", "end")]
    return [day for day in ends if day] if all(ends) else []


def period_words(start: date, end: date) -> str:
    """Months from first to last day: "October 2023 – June 2024"."""
    first, last = (f"{MONTHS[day.month - 1]} {day.year}" for day in (start, end))
    if first == last:
        return first
    return f"{MONTHS[start.month - 1]} – {last}" if start.year == end.year else f"{first} – {last}"


def scope_sentence(index: RecordIndex, counts: Mapping[str, int]) -> str:
    """How many reports and named outlets the dossier rests on."""
    reports, outlets = counts["reports"], counts["outlets"]
    unnamed = sum(not row.get("outlet") for row in index.reports.values())
    told = f"What {_counted(reports, 'report')}"
    if outlets:
        told += f" from {_counted(outlets, 'named outlet' if unnamed else 'outlet')}"
    if unnamed:
        told += f" ({_counted(unnamed, 'report')} with no outlet named)" if outlets else " with no outlet named"
    return f"{told} say{'s' if reports == 1 else ''} happened."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
