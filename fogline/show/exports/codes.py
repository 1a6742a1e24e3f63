"""Codes of incidents in other schemes (ACLED-like, GED-like, CAMEO), computed from type, window and place precision."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.show.exports.shapes import Json


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("fogline.lexicon").joinpath("data/export_codes.toml").read_text("utf-8"))


def cameo(event_type: str, modes: Iterable[str]) -> str:
    """The two-digit CAMEO root."""
    if event_type == "ACCUSE" and "investigate" in modes:
        return "09"
    own = sorted(_table()["cameo_mode"][m] for m in modes if event_type == "ASSAULT" and m in _table()["cameo_mode"])
    return own[-1] if own else str(_table()["cameo"][event_type])


def time_codes(when: Json) -> tuple[int | None, int | None]:
    """UCDP date_prec and ACLED time_precision of an Interval (codebook rules 26 to 28); None: not exportable."""
    if not when["start"] or not when["end"]:
        return None, None
    days = (date.fromisoformat(when["end"]) - date.fromisoformat(when["start"])).days + 1
    row = next((row for row in _table()["date"] if days <= row["days"]), None)
    if row is None:
        return None, None
    # A day that no words of the report give is never coded as exact.
    least = 2 if when["basis"] in {"dateline", "inferred"} else 1
    return max(row["ged"], least), (max(row["acled"], least) if row["acled"] else None)


def place_codes(precision: str | None) -> tuple[int | None, int | None]:
    """UCDP where_prec and ACLED geo_precision (codebook rules 21 to 23); None: not exportable."""
    where = _table()["where_prec"].get(precision or "")
    return where, None if where is None else _table()["acled_geo"].get(str(where))


def acled_type(event_type: str, modes: Collection[str], side: str) -> tuple[str | None, str | None]:
    """ACLED-like type and sub-type: the first row of the hierarchy that fits."""
    for row in _table()["acled"]:
        if row["type"] == event_type and row.get("mode") in {None, *modes} and row.get("side") in {None, side}:
            return row["event"], row["sub_event"]
    return None, None


def side_of(participants: Iterable[Json], kinds: Mapping[str, str], roles: Collection[str]) -> str | None:
    """What most of a side is: state, armed, civilian or None. `kinds`: actor id -> kind."""
    sides = _table()["sides"]
    found: list[str] = []
    for one in participants:
        kind = kinds.get(one["actor"] or "")
        if one["role"] not in roles:
            continue
        if one["class"] in sides["civilian_classes"] or kind in sides["civilian_kinds"]:
            found.append("civilian")
        elif kind in sides["state_kinds"] or one["class"] in {"military", "police"}:
            found.append("state")
        elif kind in sides["armed_kinds"] or one["class"] == "militia":
            found.append("armed")
    return min(set(found), key=lambda name: (-found.count(name), name), default=None)


def type_of_violence(event_type: str, doer: str | None, target: str | None) -> int | None:
    """UCDP type: 1 state-based, 2 non-state, 3 one-sided; None where the sides do not tell."""
    if event_type != "ASSAULT" or doer is None or target is None:
        return None
    if target == "civilian":
        return 3
    return 1 if "state" in {doer, target} else 2


def incident_codes(incident: Json, precision: str | None, kinds: Mapping[str, str]) -> Json:
    """The `codes` of an incident."""
    date_prec, time_precision = time_codes(incident["when"])
    where_prec, geo_precision = place_codes(precision)
    doer = side_of(incident["participants"], kinds, {"initiator"})
    target = side_of(incident["participants"], kinds, {"target", "victim"})
    side = {"civilian": "civilian", "state": "armed", "armed": "armed"}.get(target or "", "unknown")
    event, sub_event = acled_type(incident["type"], incident["mode"], side)
    clarity = 2 if incident["kind"] == "aggregate" else 1
    acled = {"event_type": event, "sub_event_type": sub_event, "time_precision": time_precision, "geo_precision": geo_precision}
    ged = {
        "type_of_violence": type_of_violence(incident["type"], doer, target),
        "date_prec": date_prec,
        "where_prec": where_prec,
        "event_clarity": clarity,
    }
    return {"acled": acled, "ged": ged}
