"""Event mentions of the interchange format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fogline.lexicon.function_words import pronouns
from fogline.model.whereabouts import ELSEWHERE
from fogline.record.geography import FINENESS, contains, place_fact
from fogline.record.types import Claim, EventMention
from fogline.record.values import Count, Location, Period, Role, Voice
from fogline.record.vocabulary import REPORTED
from fogline.show.exports.shapes import Json, amount, interval, span
from fogline.show.exports.tables import Tables

_BY_KIND = {"claim_of_responsibility": "claimed", "accusation": "accused", "denial": "denied"}
_BY_MODALITY = {"happened": "fact", "claimed": "claimed", "alleged": "accused", "denied": "denied", "possible": "possible"}


def export_mentions(tables: Tables) -> list[Json]:
    """Every event mention, in the order of reports and triggers."""
    ordered = sorted(tables.events.values(), key=lambda m: (m.report_id, m.trigger.start, m.id))
    return [row for mention in ordered for row in _rows(mention, tables)]


def _rows(mention: EventMention, tables: Tables) -> list[Json]:
    """One row for each place that a verb hits; those after the first repeat a telling, so that nobody counts it twice."""
    where = places(tables.claims_about(mention.id, "where"), tables)
    row = _mention(mention, where[0] if where else None, tables)
    again = {"killed": None, "injured": None, "excluded": row["excluded"] or "duplicate_in_report"}
    others = zip(row_ids(mention, tables)[1:], where[1:], strict=True)
    return [row, *({**row, **again, "id": row_id, "place": one} for row_id, one in others)]


def row_ids(mention: EventMention, tables: Tables) -> list[str]:
    """The ids of the rows of a mention: its own, and one for each further place."""
    n = len(places(tables.claims_about(mention.id, "where"), tables))
    return [mention.id, *(f"{mention.id}-{i}" for i in range(2, n + 1))]


def _mention(mention: EventMention, where: Json | None, tables: Tables) -> Json:
    when = next((c.value for c in tables.claims_about(mention.id, "when") if isinstance(c.value, Period)), None)
    return {
        "id": mention.id,
        "report": mention.report_id,
        "sentence": span(mention.sentence),
        "trigger": span(mention.trigger),
        "type": mention.event_type,
        "mode": list(mention.modes),
        "stage": mention.stage,
        "modality": mention.modality,
        "voice": voices(mention.voices, tables),
        "arguments": arguments(mention, tables),
        "when": interval(when),
        "place": where,
        "killed": amount(_count(mention, "killed", tables)),
        "injured": amount(_count(mention, "injured", tables)),
        "weapon": weapon(tables.claims_about(mention.id, "weapon")) or _implied_weapon(mention),
        "aggregate": mention.is_aggregate,
        "contexts": list(mention.contexts),
        "incident": tables.incident_of.get(mention.id),
        "excluded": excluded(mention),
        "confidence": mention.score,
        "modality_confidence": mention.modality_score,
    }


def excluded(mention: EventMention) -> str | None:
    """Why a mention is no part of an incident."""
    if mention.excluded is None and mention.modality not in REPORTED:
        return "modality"
    return mention.excluded


def voices(chain: Iterable[Voice], tables: Tables) -> list[Json]:
    """A chain of voices, innermost first."""
    return [
        {
            "actor": tables.actor_of(voice.mention_id),
            "text": voice.text,
            "verb": voice.verb,
            "kind": voice.kind,
            "evidence": span(voice.span),
            "cue": span(voice.cue),
        }
        for voice in chain
    ]


def arguments(mention: EventMention, tables: Tables) -> list[Json]:
    """Participants of a mention: its roles, and doers that only a claim about it names."""
    found = [_role(role, mention, tables) for role in mention.roles]
    found = [one for one in found if one["actor"] or one["text"].lower() not in pronouns()]
    named = {role.mention_id for role in mention.roles if role.role == "initiator"}
    for claim in sorted(tables.claims_about(mention.id, "responsible"), key=lambda c: c.id):
        if claim.value not in named and isinstance(claim.value, str) and claim.value in tables.mentions:
            found.append(_claimed_doer(claim, claim.value, tables))
    return found


def _role(role: Role, mention: EventMention, tables: Tables) -> Json:
    return {
        "role": role.role,
        "actor": tables.actor_of(role.mention_id),
        "head": span(role.head),
        "text": uncounted(role),
        "number": amount(role.count),
        "effect": role.effect,
        "class": role.category,
        "responsibility": _responsibility(role, mention, tables),
        "entity": role.entity,
        "name": role.name,
        "title": role.title,
        "country": role.country or (None if tables.actor_of(role.mention_id) else tables.country_at(role.head)),
    }


def uncounted(role: Role) -> str:
    """The words for a participant without the amount before them that `number` gives ("two", "about 50", "the six")."""
    phrase = role.count.phrase if role.count is not None else None
    if phrase is None or phrase.end > role.head.start:
        return role.text
    amount_words = r"\s+".join(map(re.escape, phrase.quote.split()))
    return re.sub(rf"^((?:the|these|those|all)\s+)*{amount_words}\s+(?!of\b)", "", role.text, count=1, flags=re.IGNORECASE)


def _responsibility(role: Role, mention: EventMention, tables: Tables) -> str | None:
    if role.role != "initiator" or role.responsibility:
        return role.responsibility
    claim = next((c for c in tables.claims_about(mention.id, "responsible") if c.value == role.mention_id), None)
    return _claimed(claim) if claim else _BY_MODALITY.get(mention.modality)


def _claimed(claim: Claim) -> str:
    if claim.stance == "denies":
        return "denied"
    return _BY_KIND.get(claim.kind or "", "suspected" if claim.voices else "fact")


def _claimed_doer(claim: Claim, mention_id: str, tables: Tables) -> Json:
    doer = tables.mentions[mention_id]
    return {
        "role": "initiator",
        "actor": tables.actor_of(mention_id),
        "head": span(doer.span),
        "text": doer.span.quote,
        "number": None,
        "effect": None,
        "class": None,
        "responsibility": _claimed(claim),
        "entity": None,
        "name": None,
        "title": None,
        "country": None,
    }


def places(claims: Iterable[Claim], tables: Tables) -> list[Json]:
    """Where a mention says that it took effect, the place to show alone first: resolved before not, then the finest.

    A place that is inferred counts only where none is stated, and none is given of which another is a part.
    """
    told = [(c, c.value) for c in claims if isinstance(c.value, Location)]
    found = [pair for pair in told if pair[1].role not in ELSEWHERE] or [pair for pair in told if pair[1].role != "from"]
    found.sort(key=lambda pair: _preference(pair[0], pair[1], tables))
    if not found:
        return []
    first, *others = found
    others = [pair for pair in others if pair[0].inferred_because is None]
    kept = _innermost([first[1], *(where for _, where in others)], tables)
    return [located(where, tables) for where in kept]


def _innermost(found: Sequence[Location], tables: Tables) -> list[Location]:
    """The places without those that only say where another lies, each once."""
    ids = [_id(where, tables) for where in found]
    facts = [place_fact(tables.places[one], tables.places) if one else None for one in ids]
    kept: list[Location] = []
    for n, where in enumerate(found):
        others = [fact for m, fact in enumerate(facts) if fact is not None and m != n]
        fact = facts[n]
        is_around = fact is not None and any(contains(fact, other) for other in others)
        if not is_around and not (n and fact is not None and fact in facts[:n]):
            kept.append(where)
    return kept


def _id(where: Location, tables: Tables) -> str | None:
    return where.place_id or tables.place_of(where.mention_id)


def _preference(claim: Claim, where: Location, tables: Tables) -> tuple[bool, bool, int, float, str]:
    coarseness = _coarseness(where, tables)
    return coarseness == 0, claim.inferred_because is not None, coarseness, -claim.score, claim.id


def _coarseness(where: Location, tables: Tables) -> int:
    row = tables.places.get(_id(where, tables) or "")
    return -FINENESS[row.precision] if row and where.role != "border_of" else 0


def located(where: Location, tables: Tables) -> Json:
    """A place of the interchange format: id or null, role and the words."""
    phrase = where.phrase
    if phrase is None and where.mention_id in tables.mentions:
        phrase = tables.mentions[where.mention_id].span
    return {"id": _id(where, tables), "role": where.role, "evidence": span(phrase)}


def _count(mention: EventMention, name: str, tables: Tables) -> Count | None:
    """The highest number said of a mention: a part stands beside its whole, not against it."""
    claims = [c for c in tables.claims_about(mention.id, name) if c.stance == "asserts"]
    counts = [c.value for c in claims if isinstance(c.value, Count)]
    return max(counts, key=lambda n: (n.best if n.best is not None else n.low or -1, n.low or 0, n.high or 0), default=None)


def _implied_weapon(mention: EventMention) -> Json | None:
    """The weapon that the trigger implies ("shot dead") where no word names one."""
    if "firearms" not in mention.modes:
        return None
    return {"kind": "firearm", "text": None, "evidence": None, "because": f"implied by the word {mention.trigger.quote!r}"}


def weapon(claims: Iterable[Claim]) -> Json | None:
    """The weapon that is said with most certainty."""
    claim = next((c for c in claims if isinstance(c.value, str)), None)
    if claim is None:
        return None
    words = claim.spans[0] if claim.spans else None
    return {"kind": claim.value, "text": words.quote if words else None, "evidence": span(words)}
