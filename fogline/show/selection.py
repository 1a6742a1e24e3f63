"""Which incidents of a record a dossier shows, and what a record holds in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from fogline.show.display import display_type
from fogline.show.options import DossierOptions
from fogline.show.record_index import RecordIndex, Row, place_id_of
from fogline.show.wording import parse_day


def chosen_incidents(index: RecordIndex, options: DossierOptions) -> list[Row]:
    """The incidents inside the options' period and types, by first day, then id; undated ones come last."""
    kept = [row for row in index.incidents.values() if _in_period(row, options) and _in_types(row, options)]
    return sorted(kept, key=lambda row: (_first_day(row), str(row["id"])))


def _first_day(incident: Row) -> str:
    when = incident.get("when") or {}
    return str(when.get("start") or when.get("end") or "9999")


def _in_period(incident: Row, options: DossierOptions) -> bool:
    when = incident.get("when") or {}
    start, end = parse_day(when.get("start")), parse_day(when.get("end"))
    ended_before = options.since is not None and end is not None and end < options.since
    began_after = options.until is not None and start is not None and start > options.until
    return not ended_before and not began_after


def _in_types(incident: Row, options: DossierOptions) -> bool:
    return not options.types or display_type(str(incident.get("type")), incident.get("mode") or ()) in options.types


def record_counts(index: RecordIndex, incidents: Sequence[Row], reviewed: set[str]) -> dict[str, int]:
    """The numbers of the head; totals and states are counted apart, never as incidents."""
    single = [row for row in incidents if is_single(row)]
    return {
        "incidents": len(single),
        "totals": sum(row.get("kind") == "aggregate" for row in incidents),
        "states": sum(row.get("kind") == "state" for row in incidents),
        "places": len({place for row in incidents if (place := place_id_of(row))}),
        "actors": len(index.actors),
        "contradictions": len(index.rows("disagreements")),
        "reports": len(index.reports),
        "outlets": len({row.get("outlet") for row in index.reports.values() if row.get("outlet")}),
        "reviewed": sum(str(row["id"]) in reviewed for row in single),
        "undated": sum(_first_day(row) == "9999" for row in incidents),
        "unplaced": sum(not place_id_of(row) for row in incidents),
        "left_out": len(index.incidents) - len(incidents),
    }


def is_single(incident: Row) -> bool:
    """True for one incident; False for a total over many or a lasting state."""
    return str(incident.get("kind") or "incident") == "incident"


def input_hash(index: RecordIndex) -> str:
    """Twelve hex digits that name the set of input files, in any order; empty when the record gives no hashes."""
    hashes = sorted(str(row["sha256"]) for row in index.reports.values() if row.get("sha256"))
    return sha256("\n".join(hashes).encode()).hexdigest()[:12] if hashes else ""
