"""What sources leave open: contradictions as questions with answers, and statements with what followed them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fogline.show import display
from fogline.show.evidence import EvidenceList, SentencePool, unique_references
from fogline.show.record_index import RecordIndex, Row, only_filled, spans_in
from fogline.show.wording import day_number, interval_label, value_label

FOLLOWED_WITHIN_DAYS = 30


def contradiction_views(index: RecordIndex, pool: SentencePool) -> list[dict[str, Any]]:
    """The record's disagreements, each as one question with a column of quotations per answer; open ones first."""
    rows = sorted(index.rows("disagreements"), key=lambda row: row.get("standing") != "open")
    return [_contradiction(row, index, pool) for row in rows]


def _contradiction(row: Row, index: RecordIndex, pool: SentencePool) -> dict[str, Any]:
    about = str(row.get("about") or "")
    if about in index.mentions:
        about = str(index.mentions[about].get("incident") or about)
    field = str(row.get("field") or "").replace("_", " ")
    question = display.words()["question"].get(str(row.get("kind")), "What is right? {field}").format(field=field).strip()
    return {
        "id": str(row["id"]),
        "question": question,
        "about": _about_label(about, index),
        "incident": about if about in index.incidents else None,
        "kind": str(row.get("kind") or ""),
        "standing": display.word("standing", row.get("standing") or "open"),
        "explanation": str(row.get("explanation") or ""),
        "answers": [_answer(value, index, pool) for value in row.get("values") or ()],
    }


def _about_label(about: str, index: RecordIndex) -> str:
    if about in index.incidents:
        return str(index.incidents[about].get("title") or about)
    return index.actor_name(about) if about in index.actors else index.place_name(about) or about


def _answer(value: Row, index: RecordIndex, pool: SentencePool) -> dict[str, Any]:
    evidence = EvidenceList(pool)
    references = []
    for span in spans_in(value.get("spans")):
        evidence.add_sentence(index.sentence_around(span))
        references.append(evidence.cite(span))
    return {
        "label": value_label(value.get("value"), index),
        "origin": _origin_label(value.get("origin"), index),
        "evidence": evidence.numbers(),
        "refs": unique_references(references),
    }


def _origin_label(origin: Any, index: RecordIndex) -> str:
    if isinstance(origin, dict):
        origin = origin.get("actor") or origin.get("text") or origin.get("report")
    if str(origin) in index.reports:
        return str(index.reports[str(origin)].get("outlet") or "")
    return index.actor_name(str(origin)) if origin else ""


def statement_views(index: RecordIndex, incidents: Sequence[Row], pool: SentencePool) -> list[dict[str, Any]]:
    """Claims, threats, demands and the like, oldest first, each with its words and what its speaker did next."""
    kinds = display.words()["statement_kind"]
    shown = [row for row in index.rows("statements") if row.get("kind") in kinds]
    acts = _acts_by_actor(incidents)
    rows = sorted(shown, key=lambda row: (_said_on(row) is None, _said_on(row) or 0, str(row["id"])))
    return [_statement(row, index, pool, acts) for row in rows]


def _said_on(row: Row) -> int | None:
    said = row.get("said") or {}
    return day_number(said.get("end") or said.get("start"))


def _statement(row: Row, index: RecordIndex, pool: SentencePool, acts: dict[str, list[tuple[int, str]]]) -> dict[str, Any]:
    evidence = EvidenceList(pool)
    for span in spans_in(row.get("content")) or spans_in(row.get("source")):
        evidence.add_sentence(index.sentence_around(span))
    outcome = row.get("outcome")
    state = outcome.get("state") or outcome.get("value") if isinstance(outcome, dict) else outcome
    shown = {
        "kind": display.word("statement_kind", row.get("kind")),
        "speaker": index.actor_name(row.get("speaker"), str(row.get("speaker_text") or "not named")),
        "actor": row.get("speaker") if row.get("speaker") in index.actors else None,
        "addressee": index.actor_name(row.get("addressee")) if row.get("addressee") else "",
        "said": interval_label(row.get("said")),
        "condition": _quoted(row.get("condition")),
        "consequence": _quoted(row.get("consequence")),
        "outcome": display.word("outcome", state) if state else "",
        "evidence": evidence.numbers(),
        "followed": _followed(row, acts),
        "about": [str(key) for key in row.get("about") or () if str(key) in index.incidents],
    }
    return only_filled(shown)


def _quoted(part: Any) -> str:
    spans = spans_in(part.get("evidence") or part) if isinstance(part, dict) else []
    return " … ".join(str(span.get("text") or "") for span in spans)


def _acts_by_actor(incidents: Sequence[Row]) -> dict[str, list[tuple[int, str]]]:
    acts: dict[str, list[tuple[int, str]]] = {}
    for incident in incidents:
        first = day_number((incident.get("when") or {}).get("start"))
        if (
            first is None
            or incident.get("kind", "incident") != "incident"
            or incident.get("type") not in display.material_conflict()
        ):
            continue
        for participant in incident.get("participants") or ():
            if participant.get("role") == "initiator" and participant.get("actor"):
                acts.setdefault(str(participant["actor"]), []).append((first, str(incident["id"])))
    return {actor: sorted(rows) for actor, rows in acts.items()}


def _followed(row: Row, acts: dict[str, list[tuple[int, str]]]) -> list[str]:
    said = _said_on(row)
    if said is None or not row.get("speaker"):
        return []
    own = {str(key) for key in row.get("about") or ()}
    return [key for day, key in acts.get(str(row["speaker"]), ()) if said < day <= said + FOLLOWED_WITHIN_DAYS and key not in own]
