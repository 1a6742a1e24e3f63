"""What sources leave open: contradictions as questions with answers, and statements with what followed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from fogline.show import display
from fogline.show.evidence import EvidenceList, Reference, SentencePool, unique_references
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
    kind = str(row.get("kind") or "")
    standing = str(row.get("standing") or "open")
    answers = [_answer(value, index, pool) for value in row.get("values") or ()]
    return {
        "id": str(row["id"]),
        "question": _question(row, about, index),
        "about": _about_label(about, index),
        "incident": about if about in index.incidents else None,
        "kind": display.word("question_kind", kind),
        "standing": display.word("standing", standing),
        "open": standing == "open",
        "explanation": _explanation(row, index),
        "answers": merged_answers(answers),
    }


def _question(row: Row, about: str, index: RecordIndex) -> str:
    """The question that the values answer, about the incident by its title where there is one."""
    field = display.word("question_field", row.get("field"))
    kind = str(row.get("kind"))
    title = str((index.incidents.get(about) or {}).get("title") or "")
    template = display.words()["question_about"].get(kind) if title else None
    if template:
        return str(template).format(field=field, title=inside_sentence(title))
    return str(display.words()["question"].get(kind, "What is right? {field}")).format(field=field).strip()


def inside_sentence(title: str) -> str:
    """A title inside a sentence: its first word is a noun of ours, so it takes a small letter unless it is an abbreviation."""
    words = title.removesuffix(", target not named")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _explanation(row: Row, index: RecordIndex) -> str:
    text = str(row.get("explanation") or "")
    for table in (index.incidents, index.actors, index.places, index.reports):
        for key, value in table.items():
            if key in text:
                text = text.replace(key, str(value.get("title") or value.get("name") or key))
    return text[:1].upper() + text[1:]


def _about_label(about: str, index: RecordIndex) -> str:
    if about in index.incidents:
        return str(index.incidents[about].get("title") or "this incident")
    return index.actor_name(about) if about in index.actors else index.place_name(about) or "this point"


def _answer(value: Row, index: RecordIndex, pool: SentencePool) -> dict[str, Any]:
    evidence = EvidenceList(pool)
    references = []
    for span in spans_in(value.get("spans")):
        evidence.add_sentence(index.sentence_around(span))
        references.append(evidence.cite(span))
    numbers, references = without_repeats(evidence, unique_references(references))
    return {
        "label": value_label(value.get("value"), index),
        "origin": _origin_label(value.get("origin"), index),
        "evidence": numbers,
        "refs": references,
    }


def without_repeats(evidence: EvidenceList, references: list[Reference]) -> tuple[list[int], list[Reference]]:
    """Pool numbers and references without sentences whose words were quoted before: a copy adds no second quotation."""
    seen: dict[str, int] = {}
    new: dict[int, int] = {}
    numbers: list[int] = []
    for old, (number, row) in enumerate(zip(evidence.numbers(), evidence.sentences, strict=True)):
        words = " ".join(str(row.get("text") or "").split()).casefold()
        if words in seen:
            new[old] = seen[words]
            continue
        seen[words] = new[old] = len(numbers)
        numbers.append(number)
    return numbers, unique_references([[new[number], start, end] for number, start, end in references])


def merged_answers(answers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One column for each value: what several origins say alike stands together."""
    columns: dict[str, dict[str, Any]] = {}
    for answer in answers:
        column = columns.setdefault(answer["label"], {**answer, "evidence": [], "refs": [], "origin": ""})
        shift = {n: _place_for(column["evidence"], number) for n, number in enumerate(answer["evidence"])}
        column["refs"] = unique_references([*column["refs"], *([shift[n], a, b] for n, a, b in answer["refs"])])
        origins = dict.fromkeys(part for part in (*column["origin"].split(", "), answer["origin"]) if part)
        column["origin"] = ", ".join(origins)
    return list(columns.values())


def _place_for(numbers: list[int], number: int) -> int:
    if number not in numbers:
        numbers.append(number)
    return numbers.index(number)


def _origin_label(origin: Any, index: RecordIndex) -> str:
    """Who an answer comes from in words; an origin key such as `outlet:herald` becomes the outlet as reports write it."""
    if isinstance(origin, dict):
        origin = origin.get("actor") or origin.get("text") or origin.get("report")
    key = str(origin or "")
    prefix, _, rest = key.partition(":")
    if prefix in {"outlet", "report", "voice"} and rest:
        key = rest
    if key in index.reports:
        return str(index.reports[key].get("outlet") or "")
    if key in index.actors:
        return index.actor_name(key)
    return _written_outlet(key, index) if prefix == "outlet" else ("" if prefix in {"report", "voice"} and rest else key)


def _written_outlet(key: str, index: RecordIndex) -> str:
    names = [str(name) for row in index.reports.values() for name in (row.get("outlet"), *(row.get("cites") or ())) if name]
    return next((name for name in names if name.casefold() == key.casefold()), key.title())


def statement_views(index: RecordIndex, incidents: Sequence[Row], pool: SentencePool) -> list[dict[str, Any]]:
    """Claims, threats, demands and the like, by speaker: who says most that matters comes first, each in order of time."""
    kinds = display.words()["statement_kind"]
    shown = [row for row in index.rows("statements") if row.get("kind") in kinds]
    acts = _acts_by_actor(incidents)
    rows = sorted(shown, key=lambda row: (_said_on(row) is None, _said_on(row) or 0, str(row["id"])))
    views = [_statement(row, index, pool, acts) for row in rows]
    strong = Counter(view["speaker"] for view in views if view.get("strong"))
    return sorted(views, key=lambda view: (-strong[view["speaker"]], view["speaker"], not view.get("strong", False)))


def told_count(index: RecordIndex) -> int:
    """How many statements only pass on information ("officials said"): they are left out of the list of statements."""
    kinds = display.words()["statement_kind"]
    return sum(row.get("kind") not in kinds for row in index.rows("statements"))


def _said_on(row: Row) -> int | None:
    said = row.get("said") or {}
    return day_number(said.get("end") or said.get("start"))


def _statement(row: Row, index: RecordIndex, pool: SentencePool, acts: dict[str, list[tuple[int, str]]]) -> dict[str, Any]:
    evidence = EvidenceList(pool)
    for span in spans_in(row.get("content")) or spans_in(row.get("source")):
        evidence.add_sentence(index.sentence_around(span))
    outcome = row.get("outcome")
    state = outcome.get("state") or outcome.get("value") if isinstance(outcome, dict) else outcome
    numbers, _ = without_repeats(evidence, [])
    shown = {
        "kind": display.word("statement_kind", row.get("kind")),
        "strong": row.get("kind") in display.words()["statement_order"],
        "speaker": _speaker(row, index),
        "actor": row.get("speaker") if row.get("speaker") in index.actors else None,
        "addressee": index.actor_name(row.get("addressee")),
        "said": interval_label(row.get("said")) if _said_on(row) is not None else "",
        "condition": _quoted(row.get("condition")),
        "consequence": _quoted(row.get("consequence")),
        "outcome": display.word("outcome", state) if state and state != "unknown" else "",
        "evidence": numbers,
        "followed": _followed(row, acts),
        "about": [str(key) for key in row.get("about") or () if str(key) in index.incidents],
    }
    return only_filled(shown)


def _speaker(row: Row, index: RecordIndex) -> str:
    words = str(row.get("speaker_text") or "")
    words = "" if words.casefold() in display.words()["pronouns"] else words
    return index.actor_name(row.get("speaker") if row.get("speaker") in index.actors else None, words or "Speaker not named")


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
