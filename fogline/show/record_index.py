"""The rows of one record, reachable by id: what every part of the dossier reads from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Row = Mapping[str, Any]
_MENTION_ID: Final = re.compile(r"\b(?:men|evm)_\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIndex:
    """A record (RECORD.md) with its lists keyed by id; missing lists are empty, unknown fields are kept."""

    record: Row
    reports: Mapping[str, Row]
    actors: Mapping[str, Row]
    places: Mapping[str, Row]
    mentions: Mapping[str, Row]
    incidents: Mapping[str, Row]
    sentences: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, record: Row) -> RecordIndex:
        """Index the lists of a record by id."""
        mentions = _by_id(record.get("mentions"))
        return cls(
            record=record,
            reports=_by_id(record.get("reports")),
            actors=_by_id(record.get("actors")),
            places=_by_id(record.get("places")),
            mentions=mentions,
            incidents=_by_id(record.get("incidents")),
            sentences=_sentences_by_report(mentions.values()),
        )

    def rows(self, name: str) -> Sequence[Row]:
        """All rows of one list; empty when the record has no such list."""
        return list(self.record.get(name) or ())

    def actor_name(self, actor_id: str | None, otherwise: str = "") -> str:
        """The name of an actor, or the given words when the text names nobody the record knows."""
        actor = self.actors.get(actor_id or "")
        return str(actor.get("name") or actor_id) if actor else str(otherwise or without_ids(actor_id or "", ""))

    def place_name(self, place_id: str | None) -> str:
        """The name of a place; empty when there is none."""
        place = self.places.get(place_id or "")
        return str(place.get("name") or "") if place else ""

    def place_label(self, place_id: str | None) -> str:
        """The name of a place with the place or country around it, so that a bare village name is never alone."""
        place = self.places.get(place_id or "")
        if not place:
            return ""
        around = self.place_name(place.get("within")) or str(place.get("admin1") or "")
        parts = [str(place.get("name") or ""), around, str(place.get("country") or "")]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def sentence_around(self, span: Row) -> Row:
        """The sentence of a mention that holds a span; the span itself when no mention has one.

        A quoted value such as "three" says nothing alone, so quotations are widened to their sentence.
        """
        holders = self.sentences.get(str(span["report"]), ())
        return next((row for row in holders if row["start"] <= span["start"] and span["end"] <= row["end"]), span)

    def mentions_of(self, incident: Row) -> list[Row]:
        """The tellings of an incident that the record holds, in the record's order."""
        return [self.mentions[str(mid)] for mid in incident.get("mentions") or () if str(mid) in self.mentions]


def _by_id(rows: Iterable[Row] | None) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows or ()}


def _sentences_by_report(mentions: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for mention in mentions:
        if mention.get("sentence"):
            found.setdefault(str(mention["sentence"]["report"]), []).append(mention["sentence"])
    return found


def without_ids(text: str, instead: str = "a mention") -> str:
    """Text in which no id of a mention stands: it leads nowhere in a page, and nobody can read it."""
    return _MENTION_ID.sub(instead, text)


def place_id_of(row: Row) -> str | None:
    """The place id of a mention or incident, whose `place` is an id or an object that holds one."""
    place = row.get("place")
    found = place.get("id") if isinstance(place, Mapping) else place
    return str(found) if found else None


def spans_in(value: Any) -> list[Row]:
    """The spans in a field that holds one span, a list of them, or nothing."""
    if isinstance(value, Mapping):
        return [value] if "start" in value and "report" in value else []
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [span for part in value for span in spans_in(part)]
    return []


def only_filled(row: Row) -> dict[str, Any]:
    """A row without the keys that say nothing (None, False, empty text or list); zero is kept."""
    return {key: value for key, value in row.items() if value is not None and value is not False and value != "" and value != []}
