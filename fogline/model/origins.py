"""Who information comes from: origins, not reports, are what corroborates (codebook rules 38 and 39).

The origin of a report is that of its family of copies, else the outlet that it relays, else its own outlet. Where a
named voice tells it, the innermost voice is the origin, whichever outlet prints it; of several voices of one report one
counts, so that there are never more origins than reports. An unnamed voice ("officials") is no origin of its own: two
outlets may have heard two officials or one, so it counts as the outlet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fogline.record.types import Report

_LAST = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One telling of a value: the claim or event mention, the origin of its report, and its innermost named voice."""

    ref_id: str
    report_origin: str
    voice: str | None = None


def outlet_origin(name: str) -> str:
    """The origin that an outlet is, however its name is cased or articled."""
    return "outlet:" + " ".join(word for word in name.lower().replace(".", "").split() if word != "the")


def outlet_names(names: Iterable[str]) -> dict[str, str]:
    """Origin -> the first of its names in order."""
    found: dict[str, str] = {}
    for name in sorted(names):
        found.setdefault(outlet_origin(name), name)
    return found


def report_origins(reports: Iterable[Report], families: Mapping[str, str], outlets: Mapping[str, str]) -> dict[str, str]:
    """Report id -> origin. `families` as `copy_families` gives them, `outlets`: source id -> name."""
    told: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        told[families.get(report.id, report.id)].append(report)
    origins: dict[str, str] = {}
    for root, members in told.items():
        # The first to print it speaks for the family, so that a later copy changes nothing.
        first_printed = sorted(members, key=lambda r: (r.published.latest or r.published.earliest or _LAST, r.id))
        cited = next((report.cites[0] for report in first_printed if report.cites), None)
        named = next((name for report in first_printed if (name := _outlet(report, outlets))), None)
        name = cited or named
        origin = outlet_origin(name) if name else f"report:{root}"
        origins.update({report.id: origin for report in members})
    return origins


def _outlet(report: Report, outlets: Mapping[str, str]) -> str | None:
    return (outlets.get(report.source_id) if report.source_id else None) or report.outlet


def independent(supports: Iterable[Support]) -> frozenset[str]:
    """The independent origins of a value: at most one for each origin of reports, and one for a voice that several quote.

    An outlet that names its voices is no origin beside them, and the voices that one report lets speak were all heard by
    one desk: the first of them, by id, stands for the report.
    """
    return frozenset(min(said, default=origin) for origin, said in _voices(supports).items())


def heard(supports: Iterable[Support]) -> frozenset[str]:
    """Everybody who says so: each named voice, and each outlet that names none. To be listed, not counted."""
    return frozenset(voice for origin, said in _voices(supports).items() for voice in (said or {origin}))


def _voices(supports: Iterable[Support]) -> Mapping[str, set[str]]:
    voices: dict[str, set[str]] = defaultdict(set)
    for support in supports:
        voices[support.report_origin].update({support.voice} if support.voice else ())
    return voices
