"""Statements, quantities and ties of the interchange format: claims that are not about the course of an event."""

from __future__ import annotations

from fogline.record.ties import actor_ties
from fogline.record.types import Claim
from fogline.record.values import Count, Span
from fogline.show.exports.mentions import voices
from fogline.show.exports.shapes import Json, interval, span, spans
from fogline.show.exports.tables import Tables

_FOLLOWED = frozenset({"threat", "warning", "promise", "offer"})


def export_statements(tables: Tables) -> list[Json]:
    """Every statement, in the order of reports and words."""
    found = [claim for claim in tables.claims.values() if claim.property == "statement"]
    return [_statement(claim, tables) for claim in sorted(found, key=_order)]


def _order(claim: Claim) -> tuple[str, int, str]:
    words = [*claim.content, *claim.spans]
    return claim.report_id or "", min((s.start for s in words), default=0), claim.id


def _statement(claim: Claim, tables: Tables) -> Json:
    chain = voices(claim.voices, tables)
    speaker = claim.voices[0] if claim.voices else None
    row: Json = {
        "id": claim.id,
        "report": claim.report_id,
        "speaker": chain[0]["actor"] if chain else None,
        "speaker_text": speaker.text if speaker else None,
        "source": span(speaker.span) if speaker else None,
        "cue": span(speaker.cue if speaker else claim.spans[0]),
        "role": None,
        "kind": claim.kind,
        "verb": speaker.verb if speaker else None,
        "addressee": _addressee(claim, tables),
        "channel": claim.channel,
        "said": interval(claim.during),
        "content": spans(claim.content),
        "condition": _clause(claim.condition, tables),
        "consequence": _clause(claim.consequence, tables),
        "deadline": None,
        "outcome": "unknown" if claim.kind in _FOLLOWED or claim.condition else None,
        "about": _about(claim, tables),
        "replies_to": claim.answers,
        "via": chain[1:],
        "evidence": spans(claim.spans),
        "stance": claim.stance,
    }
    return row | ({"because": "what became of it has not been looked for"} if row["outcome"] else {})


def _addressee(claim: Claim, tables: Tables) -> str | None:
    """The actor spoken to, else the words that name whoever it is: the id of a mention says nothing outside the case."""
    if claim.addressee is None or claim.addressee in tables.actors:
        return claim.addressee
    actor = tables.references.first_in(claim.addressee, tables.actors)
    mention = tables.mentions.get(claim.addressee)
    return actor or (mention.span.quote if mention else None)


def _about(claim: Claim, tables: Tables) -> list[str]:
    """The incident that the statement is about, else the event mention."""
    if not isinstance(claim.value, str):
        return []
    return [tables.incident_of.get(claim.value, claim.value)]


def _clause(words: Span | None, tables: Tables) -> Json | None:
    """A condition or consequence with the event mention whose trigger stands in it."""
    if words is None:
        return None
    told = tables.events_in.get(words.report_id, ())
    inside = [mention for mention in told if words.start <= mention.trigger.start < words.end]
    first = min(inside, key=lambda mention: (mention.trigger.start, mention.id), default=None)
    return {"evidence": span(words), "mention": first.id if first else None}


def export_quantities(tables: Tables) -> list[Json]:
    """Every quantity that is not the toll of one incident."""
    rows: list[Json] = []
    for claim in sorted((c for c in tables.claims.values() if c.property == "quantity"), key=_order):
        if isinstance(claim.value, Count):
            rows.append(_quantity(claim, claim.value, tables))
    return rows


def _quantity(claim: Claim, count: Count, tables: Tables) -> Json:
    figure = tables.mentions.get(claim.subject_id)
    words = count.phrase or (claim.spans[0] if claim.spans else None)
    return {
        "id": claim.id,
        "report": claim.report_id,
        "what": figure.reading if figure else (words.quote if words else ""),
        "unit": count.unit,
        "value": count.best,
        "low": count.low,
        "high": count.high,
        "qualifier": count.qualifier,
        "as_of": interval(claim.during),
        "scope": None,
        "actor": None,
        "incident": None,
        "evidence": span(words),
    } | ({"because": claim.inferred_because} if claim.inferred_because else {})


def export_ties(tables: Tables) -> list[Json]:
    """Every tie whose two ends are known actors."""
    found = actor_ties(tables.claims.values(), tables.references, tables.actors)
    return [
        {
            "id": claim.id,
            "subject": subject,
            "relation": relation,
            "object": object_,
            "during": interval(claim.during),
            "voice": voices(claim.voices, tables),
            "evidence": spans(claim.spans),
            "because": claim.inferred_because,
        }
        for claim, (subject, relation, object_) in sorted(found, key=lambda pair: (pair[1], pair[0].id))
    ]
