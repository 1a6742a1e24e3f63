"""The record as the interchange format, version 1: one object of lists that other programs read (docs/reference/record.md).

What each list is made from is in docs/reference/record-mapping.md; the shapes are in record.schema.json beside this file.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from fogline.engine.stage import Reader
from fogline.record.ids import make_id
from fogline.record.references import is_by_stage
from fogline.record.types import EventMention, Judgement, Mention, Report
from fogline.record.values import Period, Span
from fogline.show.exports.incidents import export_disagreements, export_incidents
from fogline.show.exports.mentions import export_mentions
from fogline.show.exports.shapes import Json, interval, span, spans
from fogline.show.exports.statements import export_quantities, export_statements, export_ties
from fogline.show.exports.tables import Tables, read_tables
from fogline.show.targets import check_target

FORMAT_VERSION: Final = 1
LISTS: Final = (
    "reports", "actors", "ties", "places", "mentions", "times", "incidents", "statements", "quantities", "disagreements", "links",
    "phases", "decisions", "issues",
)  # fmt: skip
_LEAD_CHARS: Final = 600
"""How far into the body the lead goes when no title tells of an incident."""
_CAME_OF_FORCE: Final = frozenset({"ASSAULT", "ACCUSE", "COERCE", "SANCTION"})
"""Types of what a title may tell instead of the act itself: its total, a charge, an arrest, a verdict."""


def export_record(record: Reader, *, version: str, run: Mapping[str, Any] | None = None) -> Json:
    """The whole record. `version` is fogline's; `run` the row of the last run (id, started_at, ended_at, settings), if any."""
    tables = read_tables(record)
    lists: Json = {
        "reports": _reports(tables),
        "actors": _actors(tables),
        "ties": export_ties(tables),
        "places": _places(tables),
        "mentions": export_mentions(tables),
        "times": _times(tables),
        "incidents": export_incidents(tables),
        "statements": export_statements(tables),
        "quantities": export_quantities(tables),
        "disagreements": export_disagreements(tables),
        "links": _links(tables),
        "phases": [],
        "decisions": _decisions(tables.judgements),
        "issues": _issues(tables),
    }
    return {"format": "fogline-record", "format_version": FORMAT_VERSION, **lists, "run": _run(version, run, lists)}


def write_record(record: Json, out: Path, *, split: bool = False) -> None:
    """Writes the record as one JSON file or, with `split`, into the folder `out` as one JSON Lines file for each list.

    Raises InputError where the file to write is a case.
    """
    if not split:
        check_target(out)
        out.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
        return
    out.mkdir(parents=True, exist_ok=True)
    for name in LISTS:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in record[name])
        (out / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    (out / "run.jsonl").write_text(json.dumps(record["run"], ensure_ascii=False) + "\n", "utf-8")


def _reports(tables: Tables) -> list[Json]:
    by_uri = sorted(tables.reports.values(), key=lambda report: (report.uri, report.id))
    return [_report(report, tables) for report in by_uri]


def _report(report: Report, tables: Tables) -> Json:
    return {
        "id": report.id,
        "uri": report.uri,
        "title": report.title,
        "outlet": report.outlet,
        "byline": report.byline,
        "published": interval(report.published),
        "language": report.language,
        "sha256": report.raw_sha256 or report.text_sha256,
        "family": tables.families.get(report.id, report.id),
        "cites": list(report.cites),
        "origin": _origin(report, tables),
        "main": _main(report, tables),
        "url": report.url,
        "media_type": report.media_type,
        "text_sha256": report.text_sha256,
    }


def _origin(report: Report, tables: Tables) -> str | None:
    """Where the information was first said: the outlet that is relayed, or the first report of the family of copies."""
    if report.cites:
        return report.cites[0]
    first = tables.first_of[report.id]
    return None if first.id == report.id else (first.outlet or first.id)


def _main(report: Report, tables: Tables) -> str | None:
    """The incident that the title or else the lead tells of; single acts of force before the rest, then the first told.

    A title that tells only what came of an act (an arrest, a charge, a verdict) or of its total leaves the act to the lead.
    """
    told = [mention for mention in tables.events_in.get(report.id, ()) if mention.id in tables.incident_of]
    titles = [(s.start, s.end) for s in report.segments if s.kind in {"title", "standfirst"}]
    body = next((s.start for s in report.segments if s.kind == "body"), 0)
    in_title = [m for m in told if any(start <= m.trigger.start < end for start, end in titles)]
    in_lead = [m for m in told if body <= m.trigger.start < body + _LEAD_CHARS]
    has_act = [any(_is_single_act(m, tables) for m in found) for found in (in_title, in_lead)]
    if has_act == [False, True] and all(m.event_type in _CAME_OF_FORCE for m in in_title):
        in_title = []
    return next((_leading(found, tables) for found in (in_title, in_lead) if found), None)


def _is_single_act(mention: EventMention, tables: Tables) -> bool:
    return mention.event_type == "ASSAULT" and tables.incidents[tables.incident_of[mention.id]].kind == "incident"


def _leading(told: Iterable[EventMention], tables: Tables) -> str:
    incidents = tables.incidents
    first = min(
        told,
        key=lambda m: (
            incidents[tables.incident_of[m.id]].kind != "incident",
            m.event_type != "ASSAULT",
            m.trigger.start,
            m.id,
        ),
    )
    return tables.incident_of[first.id]


def _spans_by_target(tables: Tables, known: Mapping[str, object], kind: str) -> Mapping[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for mention in tables.mentions.values():
        if mention.kind == kind and (target := tables.references.first_in(mention.id, known)):
            found[target].append(mention.phrase or mention.span)
    return found


def _actors(tables: Tables) -> list[Json]:
    words = _spans_by_target(tables, tables.actors, "actor")
    return [
        {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "sectors": list(actor.sectors),
            "aliases": [{"text": alias.text, "evidence": span(alias.span)} for alias in actor.aliases],
            "description": actor.description,
            "mentions": spans(words.get(actor.id, ())),
            "known_as": {"wikidata": actor.wikidata_id} if actor.wikidata_id else None,
            "because": f"known from {actor.origin}",
        }
        for actor in tables.actors.values()
    ]


def _places(tables: Tables) -> list[Json]:
    words = _spans_by_target(tables, tables.places, "place")
    return [
        {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "admin1": place.admin1,
            "within": place.within if place.within in tables.places else None,
            "lat": place.lat,
            "lon": place.lon,
            "gazetteer_id": place.gazetteer_id,
            "precision": place.precision,
            "mentions": spans(words.get(place.id, ())),
        }
        for place in tables.places.values()
    ]


def _times(tables: Tables) -> list[Json]:
    found = [mention for mention in tables.mentions.values() if mention.kind == "time"]
    return [_time(mention) for mention in sorted(found, key=lambda m: (m.report_id, m.span.start, m.id))]


def _time(mention: Mention) -> Json:
    return {
        "id": mention.id,
        "report": mention.report_id,
        "evidence": span(mention.span),
        "type": mention.label or "DATE",
        "value": mention.reading,
        "interval": interval(mention.value if isinstance(mention.value, Period) else None),
    }


def _links(tables: Tables) -> list[Json]:
    """Parts of totals, where the ledger says so."""
    found: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for judgement in tables.judgements:
        ends = tables.incident_of.get(judgement.left_id), tables.incident_of.get(judgement.right_id)
        if judgement.kind == "part_of" and judgement.verdict == "same" and ends[0] and ends[1] and ends[0] != ends[1]:
            found[ends[0], ends[1]].append(judgement)
    return [
        {
            "id": make_id("lnk", "part_of", part, whole),
            "from": part,
            "to": whole,
            "kind": "part_of",
            "basis": "inferred",
            "voice": [],
            "certainty": None,
            "evidence": [],
            "because": "; ".join(sorted({reason.level for j in judgements for reason in j.reasons})) or "decided in review",
        }
        for (part, whole), judgements in sorted(found.items())
    ]


def _decisions(judgements: Iterable[Judgement]) -> list[Json]:
    by_person = [judgement for judgement in judgements if not is_by_stage(judgement.by)]
    return [
        {
            "id": j.id,
            "at": j.at,
            "by": j.by,
            "kind": j.kind,
            "subject": [j.left_id, j.right_id],
            "value": j.verdict,
            "note": j.note,
            "undone_by": None,
        }
        for j in sorted(by_person, key=lambda j: (j.at or "", j.id))
    ]


def _issues(tables: Tables) -> list[Json]:
    return [
        {
            "id": i.id,
            "stage": i.stage,
            "unit": i.unit,
            "code": i.code,
            "severity": i.severity,
            "detail": i.detail,
            "span": span(i.span),
        }
        for i in sorted(tables.issues, key=lambda i: (i.code, i.unit, i.id))
    ]


def _run(version: str, run: Mapping[str, Any] | None, lists: Json) -> Json:
    run = run or {}
    settings = json.loads(run["settings"]) if isinstance(run.get("settings"), str) else {}
    counts = {name: len(rows) for name, rows in lists.items()}
    excluded = Counter(row["excluded"] for row in lists["mentions"] if row["excluded"])
    return {
        "version": version,
        "started": run.get("started_at"),
        "finished": run.get("ended_at"),
        "settings": settings,
        "packs": sorted({p for stage in settings.values() for p in (stage.get("settings") or {}).get("packs") or ()}),
        "counts": counts | {"excluded": dict(sorted(excluded.items()))},
    }
