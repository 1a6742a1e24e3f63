"""Incidents of the interchange format, with their merged participants and their disagreements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from fogline.lexicon.function_words import pronouns
from fogline.record.geography import FINENESS
from fogline.record.ids import make_id
from fogline.record.types import Claim, EventMention, Finding, Incident, Place
from fogline.record.values import Count, Location, Period, Span, Value
from fogline.show.exports.codes import cameo, incident_codes
from fogline.show.exports.mentions import arguments, located, places, row_ids, weapon
from fogline.show.exports.shapes import UNKNOWN_INTERVAL, Json, amount, interval, spans
from fogline.show.exports.tables import Tables

"""From the strongest down: a merged participant keeps the strongest word that anybody uses."""
_STAGES = ("accomplished", "ongoing", "halted", "attempted", "foiled")
_SURE = 0.99


def export_incidents(tables: Tables) -> list[Json]:
    """Every incident, oldest first; those without a day at the end."""
    kinds = {actor.id: actor.kind for actor in tables.actors.values()}
    found = [_incident(incident, tables, kinds) for incident in tables.incidents.values()]
    return sorted(found, key=lambda row: (row["when"]["start"] or row["when"]["end"] or "9999", row["id"]))


def _incident(incident: Incident, tables: Tables, kinds: Mapping[str, str]) -> Json:
    members = [tables.events[mention_id] for mention_id in incident.member_ids if mention_id in tables.events]
    status = tables.finding(incident.id, "status")
    where = _value(incident, "where", tables)
    modes = Counter(mode for mention in members for mode in mention.modes if mention.event_type == incident.event_type)
    row: Json = {
        "id": incident.id,
        "title": _value(incident, "title", tables) or incident.event_type.capitalize(),
        "kind": incident.kind,
        "type": incident.event_type,
        "mode": sorted(modes, key=lambda mode: (-modes[mode], mode)),
        "cameo": cameo(incident.event_type, modes),
        "stage": _stage(members),
        "status": status.value if status else "asserted",
        "when": _when(_value(incident, "when", tables)),
        "place": located(where, tables) if isinstance(where, Location) else None,
        "where_all": _all_places(members, tables),
        "participants": _participants(members, tables),
        "weapon": _weapon(incident, tables),
        "killed": _figure(incident, "killed", tables),
        "injured": _figure(incident, "injured", tables),
        "contexts": sorted({context for mention in members for context in mention.contexts}),
        "mentions": [row_id for mention in members for row_id in row_ids(mention, tables)],
        "reports": sorted({mention.report_id for mention in members}),
        "origins": status.n_origins if status else 1,
        "confidence": _confidence(members, tables),
        "former_ids": list(incident.former_ids),
        "responsible": _responsible(incident, tables),
        "because": _because(incident, tables),
    }
    place_row = tables.places.get((row["place"] or {}).get("id") or "")
    row["codes"] = incident_codes(row, _precision(place_row, where), kinds)
    return row


def _precision(place: Place | None, where: Value) -> str | None:
    """How well it is known where: no better than the place, nor than the finding ("near X") says."""
    if place is None:
        return None
    said = where.precision if isinstance(where, Location) and where.precision != "unknown" else place.precision
    return min(place.precision, said, key=lambda precision: FINENESS[precision])


def _value(incident: Incident, name: str, tables: Tables) -> Value:
    finding = tables.finding(incident.id, name)
    return finding.value if finding else None


def _when(value: Value) -> Json:
    return interval(value) if isinstance(value, Period) else dict(UNKNOWN_INTERVAL)


def _figure(incident: Incident, name: str, tables: Tables) -> Json | None:
    value = _value(incident, name, tables)
    return amount(value) if isinstance(value, Count) else None


def _stage(members: Sequence[EventMention]) -> str:
    counts = Counter(mention.stage for mention in members)
    return min(counts, key=lambda stage: (-counts[stage], _STAGES.index(stage)), default="accomplished")


def _all_places(members: Iterable[EventMention], tables: Tables) -> list[Json]:
    """One entry for each place that any telling gives."""
    found: dict[str, Json] = {}
    for mention in members:
        for one in places(tables.claims_about(mention.id, "where"), tables):
            words = (one["evidence"] or {}).get("text", "").lower()
            found.setdefault(one["id"] or words, one)
    return [found[key] for key in sorted(found)]


def _weapon(incident: Incident, tables: Tables) -> Json | None:
    finding = tables.finding(incident.id, "weapon")
    if finding is None:
        return None
    return weapon(tables.claims[claim_id] for claim_id in finding.claims_for if claim_id in tables.claims)


def _because(incident: Incident, tables: Tables) -> dict[str, str]:
    """How each value of the incident was concluded."""
    return {
        finding.property: finding.method
        for finding in tables.findings.get(incident.id, ())
        if finding.method and finding.property in {"title", "when", "where", "killed", "injured", "weapon", "status"}
    }


def _responsible(incident: Incident, tables: Tables) -> list[Json]:
    """Who did it, according to whom."""
    found = [f for f in tables.findings.get(incident.id, ()) if f.property == "responsible"]
    return [
        {
            "actor": finding.value,
            "according_to": finding.method,
            "origins": finding.n_origins,
            "for": list(finding.claims_for),
            "against": list(finding.claims_against),
        }
        for finding in sorted(found, key=lambda f: (-f.n_origins, str(f.value)))
    ]


def _confidence(members: Iterable[EventMention], tables: Tables) -> float:
    """Chance that at least one origin's best mention is right, taken as independent; not calibrated."""
    best: dict[str, float] = defaultdict(float)
    for mention in members:
        origin = tables.origins.get(mention.report_id, mention.report_id)
        best[origin] = max(best[origin], mention.score)
    wrong = 1.0
    for origin in sorted(best):
        wrong *= 1 - min(best[origin], _SURE)
    return round(min(1 - wrong, _SURE), 3)


def _participants(members: Iterable[EventMention], tables: Tables) -> list[Json]:
    """Arguments of all tellings, merged by role, actor (or words where none is known) and how responsibility is told.

    What an actor claims itself and what others say of it stay apart; `voices` are the speakers of the tellings.
    """
    merged: dict[tuple[str, str, str], Json] = {}
    origins: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for mention in members:
        speakers = [voice.text for voice in mention.voices]
        for argument in arguments(mention, tables):
            words = argument["text"].lower()
            if not argument["actor"] and words in pronouns():
                continue
            key = argument["role"], argument["actor"] or words, argument["responsibility"] or ""
            origins[key].add(tables.origins.get(mention.report_id, mention.report_id))
            one = merged.setdefault(key, argument | {"mentions": [], "voices": []})
            one["mentions"] += [mention.id] if mention.id not in one["mentions"] else []
            one["voices"] += [speaker for speaker in speakers if speaker not in one["voices"]]
            _fill(one, argument)
    for one in merged.values():
        if one["text"].lower() in pronouns():
            one["text"] = tables.actors[one["actor"]].name
    ordered = sorted(merged, key=lambda key: (key[0], -len(origins[key]), key[1:]))
    return [merged[key] | {"origins": len(origins[key])} for key in ordered]


def _fill(one: Json, other: Json) -> None:
    for name in ("number", "effect", "class", "entity", "name", "title"):
        one[name] = one[name] if one[name] is not None else other[name]


def export_disagreements(tables: Tables) -> list[Json]:
    """Every disagreement, with what each side gives in its own words."""
    rows: list[Json] = []
    for incident_id in sorted(tables.findings):
        for finding in tables.findings[incident_id]:
            if finding.property.startswith("disagreement:") and isinstance(finding.value, str):
                rows.append(_disagreement(finding, finding.value, tables))
    return rows


def _disagreement(finding: Finding, value: str, tables: Tables) -> Json:
    field, _, standing = value.partition(":")
    groups: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for ref_id in (*finding.claims_for, *finding.claims_against):
        label, report_id, words = _side(ref_id, field, tables)
        groups[label, tables.origins.get(report_id, report_id)] += words
    values = [{"value": label, "spans": spans(words), "origin": origin} for (label, origin), words in sorted(groups.items())]
    return {
        "id": make_id("dis", finding.id),
        "about": finding.subject_id,
        "field": field,
        "kind": finding.property.partition(":")[2],
        "values": values,
        "standing": standing,
        "explanation": finding.method,
    }


def _side(ref_id: str, field: str, tables: Tables) -> tuple[str, str, Sequence[Span]]:
    """What a claim or telling gives: its value in words, its report, its spans."""
    mention = tables.events.get(ref_id)
    if mention is not None:
        return (_doer(mention, tables) if field == "responsible" else "happened"), mention.report_id, (mention.sentence,)
    claim = tables.claims.get(ref_id)
    if claim is None:
        return "no longer in the record", "", ()
    return _label(claim, field, tables), claim.report_id or "", claim.spans or claim.content


def _doer(mention: EventMention, tables: Tables) -> str:
    actors = sorted({tables.actor_of(role.mention_id) or "" for role in mention.roles if role.role == "initiator"} - {""})
    return ", ".join(tables.actors[actor].name for actor in actors) or "nobody named"


def _label(claim: Claim, field: str, tables: Tables) -> str:
    value = claim.value
    if isinstance(value, Count):
        return str(value.best if value.best is not None else value.low)
    if isinstance(value, Period):
        return "/".join(day.isoformat() if day else ".." for day in (value.earliest, value.latest))
    if isinstance(value, Location):
        row = tables.places.get(value.place_id or tables.place_of(value.mention_id) or "")
        return row.name if row else (value.phrase.quote if value.phrase else "unknown place")
    speaker = tables.actor_of(claim.voices[0].mention_id) if claim.voices else None
    if field == "occurrence":
        return "denied"
    actor = speaker if claim.property == "statement" else (value if value in tables.actors else tables.actor_of(value))
    name = tables.actors[actor].name if actor in tables.actors else "somebody"
    return f"{name} denies it" if claim.stance == "denies" or claim.kind == "denial" else name
