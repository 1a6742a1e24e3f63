"""One incident as the dossier shows it: labeled values, each with references to the words behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fogline.show import display
from fogline.show.evidence import EvidenceList, Reference, SentencePool, unique_references
from fogline.show.record_index import RecordIndex, Row, only_filled, place_id_of, spans_in
from fogline.show.wording import amount_label, day_number, interval_label, phrase_note

Value = dict[str, Any]
"""A row of the panel: `label`, `text` or `actors`, `note`, and `refs` to sentences."""


class IncidentView:
    """Turns incident rows into viewer rows; holds what is looked up again and again."""

    def __init__(self, index: RecordIndex, pool: SentencePool) -> None:
        self._index = index
        self._pool = pool
        self._actors = {actor_id: number for number, actor_id in enumerate(index.actors)}
        self._places = {place_id: number for number, place_id in enumerate(index.places)}
        self._types = {row["key"]: number for number, row in enumerate(display.display_types())}
        self._statuses = {row["key"]: number for number, row in enumerate(display.statuses())}
        self._reviewed = reviewed_ids(index.rows("decisions"))
        self._links = _links_by_incident(index.rows("links"))

    def row(self, incident: Row) -> Value:
        """The viewer row of one incident; keys with nothing to say are left out."""
        mentions = self._index.mentions_of(incident)
        evidence = EvidenceList(self._pool)
        for mention in mentions:
            evidence.add_sentence(mention.get("sentence"))
        values = self._values(incident, mentions, evidence)
        when = incident.get("when") or {}
        place_id = place_id_of(incident)
        shown = {
            "id": str(incident["id"]),
            "title": str(incident.get("title") or "Untitled incident"),
            "kind": str(incident.get("kind") or "incident"),
            "type": self._types[display.display_type(str(incident.get("type")), incident.get("mode") or ())],
            "status": self._statuses[display.status_key(incident.get("status"))],
            "first": day_number(when.get("start")),
            "last": day_number(when.get("end")),
            "when": interval_label(when),
            "place": self._places.get(place_id or ""),
            "placeText": "" if place_id in self._places else written_place(incident),
            "parties": parties_label(incident, self._index),
            "actors": sorted({self._actors[key] for key in _actor_ids(incident) if key in self._actors}),
            "killed": amount_label(incident.get("killed")),
            "killedMin": _sort_number(incident.get("killed")),
            "origins": int(incident.get("origins") or 0),
            "reports": len(incident.get("reports") or ()),
            "reviewed": str(incident["id"]) in self._reviewed,
            "values": values,
            "links": [self._link(link, str(incident["id"])) for link in self._links.get(str(incident["id"]), ())],
            "evidence": evidence.numbers(),
        }
        return only_filled(shown)

    def _values(self, incident: Row, mentions: Sequence[Row], evidence: EvidenceList) -> list[Value]:
        values = [
            self._when_value(incident, mentions, evidence),
            self._where_value(incident, mentions, evidence),
            *self._participant_values(incident, evidence),
            self._amount_value("Killed", "killed", incident, mentions, evidence),
            self._amount_value("Injured", "injured", incident, mentions, evidence),
            self._weapon_value(incident, mentions, evidence),
            self._type_value(incident, mentions, evidence),
        ]
        return [value for value in values if value]

    def _when_value(self, incident: Row, mentions: Sequence[Row], evidence: EvidenceList) -> Value:
        when = incident.get("when") or {}
        label = interval_label(when)
        spans = spans_in(when.get("evidence")) + _field_spans(mentions, lambda m: (m.get("when") or {}).get("evidence"))
        phrase = spans[0].get("text") if spans else ""
        basis = display.word("basis", when.get("basis") or "unknown")
        notes = [phrase_note(phrase, label), basis, str(when.get("because") or "")]
        return _value("When", label, notes, [evidence.cite(span) for span in spans])

    def _where_value(self, incident: Row, mentions: Sequence[Row], evidence: EvidenceList) -> Value:
        place_id = place_id_of(incident)
        place = self._index.places.get(place_id or "")
        written = written_place(incident)
        if not place and written:
            spans = spans_in(_member(incident.get("place"), "evidence"))
            return _value("Where", written, ["not matched to one place of the gazetteer"], [evidence.cite(s) for s in spans])
        if not place:
            return _value("Where", "place not known", ["no report names a place for it"], [])
        spans = spans_in(incident.get("place")) or spans_in(_member(incident.get("place"), "evidence"))
        spans += _field_spans([m for m in mentions if place_id_of(m) == place_id], lambda m: _member(m["place"], "evidence"))
        label = self._index.place_label(place_id)
        notes = [
            phrase_note(spans[0].get("text") if spans else "", label),
            display.word("place_precision", place.get("precision")),
        ]
        if place.get("lat") is None or place.get("lon") is None:
            notes.append("no coordinates, so not on the map")
        return _value("Where", label, notes, [evidence.cite(span) for span in spans])

    def _participant_values(self, incident: Row, evidence: EvidenceList) -> list[Value]:
        grouped: dict[str, list[Value]] = {}
        for participant in incident.get("participants") or ():
            label = display.word("role", participant.get("role"))
            grouped.setdefault(label, []).append(self._participant(participant, evidence))
        order = list(display.words()["role"].values())
        labels = sorted(grouped, key=lambda label: order.index(label) if label in order else len(order))
        return [{"label": label, "actors": grouped[label]} for label in labels]

    def _participant(self, participant: Row, evidence: EvidenceList) -> Value:
        name = participant_name(participant, self._index)
        number = self._actors.get(str(participant.get("actor") or ""))
        responsibility = participant.get("responsibility")
        notes = [
            amount_label(participant.get("number")) if participant.get("role") != "initiator" else "",
            str(participant.get("effect") or "").replace("none", ""),
            "" if responsibility in (None, "fact") else display.word("responsibility", responsibility),
        ]
        references = [evidence.cite(span) for span in self._participant_spans(participant)]
        shown: Value = {
            "text": name,
            "note": "; ".join(note for note in notes if note),
            "refs": unique_references(references),
        }
        if number is not None:
            shown["actor"] = number
        return only_filled(shown)

    def _participant_spans(self, participant: Row) -> list[Row]:
        spans = spans_in(participant.get("head")) + spans_in(participant.get("evidence"))
        for mention_id in participant.get("mentions") or ():
            mention = self._index.mentions.get(str(mention_id), {})
            same = [a for a in mention.get("arguments") or () if _same_argument(a, participant)]
            spans += [span for argument in same for span in spans_in(argument.get("head"))]
            if not same:
                spans += spans_in(mention.get("trigger"))
        return spans

    def _amount_value(self, label: str, key: str, incident: Row, mentions: Sequence[Row], evidence: EvidenceList) -> Value:
        amount = incident.get(key)
        if not amount:
            return {}
        text = amount_label(amount)
        spans = spans_in(amount.get("evidence")) + _field_spans(mentions, lambda m: (m.get(key) or {}).get("evidence"))
        return _value(label, text, [phrase_note(amount.get("text"), text)], [evidence.cite(span) for span in spans])

    def _weapon_value(self, incident: Row, mentions: Sequence[Row], evidence: EvidenceList) -> Value:
        weapon = incident.get("weapon")
        if not weapon:
            return {}
        kind = weapon if isinstance(weapon, str) else str(weapon.get("kind") or weapon.get("text") or "")
        spans = spans_in(_member(weapon, "evidence")) + _field_spans(mentions, lambda m: _member(m.get("weapon"), "evidence"))
        note = phrase_note(_member(weapon, "text"), kind)
        return _value("Weapon", kind.replace("_", " "), [note], [evidence.cite(span) for span in spans])

    def _type_value(self, incident: Row, mentions: Sequence[Row], evidence: EvidenceList) -> Value:
        plover = " · ".join([str(incident.get("type") or "no type"), *(str(mode) for mode in incident.get("mode") or ())])
        spans = _field_spans(mentions, lambda m: m.get("trigger"))
        stage = incident.get("stage")
        notes = [str(stage) if stage and stage != "accomplished" else "", *_contexts(incident)]
        return _value("Type", plover, notes, [evidence.cite(span) for span in spans])

    def _link(self, link: Row, incident_id: str) -> Value:
        other = str(link["to"] if str(link["from"]) == incident_id else link["from"])
        way = "leads to" if str(link["from"]) == incident_id else "after"
        if link.get("kind") == "part_of":
            way = "part of" if str(link["from"]) == incident_id else "contains"
        note = str(link.get("because") or link.get("basis") or "")
        return {"label": display.word("link", link.get("kind")), "way": way, "incident": other, "note": note}


def _value(label: str, text: str, notes: Sequence[str], references: list[Reference]) -> Value:
    shown = {
        "label": label,
        "text": text,
        "note": "; ".join(note for note in notes if note),
        "refs": unique_references(references),
    }
    return only_filled(shown)


def _field_spans(mentions: Sequence[Row], read: Callable[[Row], Any]) -> list[Row]:
    return [span for mention in mentions for span in spans_in(read(mention))]


def _member(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def _contexts(incident: Row) -> list[str]:
    names = [
        str(_member(context, "name") or _member(context, "context") or context) for context in incident.get("contexts") or ()
    ]
    return [f"context: {', '.join(names)}"] if names else []


def _same_argument(argument: Row, participant: Row) -> bool:
    if argument.get("role") != participant.get("role"):
        return False
    if participant.get("actor"):
        return bool(argument.get("actor") == participant["actor"])
    return str(argument.get("text") or "").casefold() == str(participant.get("text") or "").casefold()


def written_place(incident: Row) -> str:
    """The place in the words of the report: all there is where no place of the gazetteer fits."""
    spans = spans_in(_member(incident.get("place"), "evidence"))
    return str(spans[0].get("text") or "") if spans else ""


def _actor_ids(incident: Row) -> list[str]:
    return [str(part["actor"]) for part in incident.get("participants") or () if part.get("actor")]


def _sort_number(amount: Row | None) -> int | None:
    numbers = [(amount or {}).get(key) for key in ("best", "low", "high")]
    return next((int(number) for number in numbers if number is not None), None)


def participant_name(participant: Row, index: RecordIndex) -> str:
    """The name of a participant: the actor's, else the words of the text."""
    words = str(participant.get("text") or participant.get("name") or participant.get("entity") or "not named")
    if participant.get("actor"):
        return index.actor_name(participant["actor"], words)
    return f"not named (“{words}”)" if words.casefold() in display.words()["pronouns"] else words


def parties_label(incident: Row, index: RecordIndex) -> str:
    """Who acted against whom in one line: `A, B → C`."""
    sides: dict[str, list[str]] = {"initiator": [], "target": [], "victim": []}
    for participant in incident.get("participants") or ():
        if participant.get("role") in sides:
            name = participant_name(participant, index)
            sides[participant["role"]] += [] if name.startswith("not named") else [name]
    doers = ", ".join(dict.fromkeys(sides["initiator"])) or "not known"
    others = ", ".join(dict.fromkeys(sides["target"] or sides["victim"]))
    if not others:
        return doers if sides["initiator"] else ""
    return f"{doers} → {others}"


def reviewed_ids(decisions: Sequence[Row]) -> set[str]:
    """Ids of what a person has decided on; an undone decision does not count."""
    return {str(subject) for row in decisions if not row.get("undone_by") for subject in row.get("subject") or ()}


def _links_by_incident(links: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for link in links:
        for end in dict.fromkeys((str(link["from"]), str(link["to"]))):
            found.setdefault(end, []).append(link)
    return found
