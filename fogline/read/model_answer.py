"""What a language model wrote, as events that have the right form. Whether their words are in the text is not asked here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from fogline.record import vocabulary as v
from fogline.record.answers import Answer

_FENCE: Final = re.compile(r"\A\s*```\w*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_THOUGHT: Final = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
"""What models that think aloud write before they answer."""
_EVENTS: Final = re.compile(r'\{\s*"events"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")
_LONGEST_TRIGGER: Final = 6
"""Words; a whole sentence as trigger would stand in the way of every other event in it."""


class _BadForm(Exception):
    """An event breaks the schema; the message says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A participant as the model words it."""

    role: str
    words: str
    effect: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A voice and its verb as the model words them."""

    words: str
    verb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEvent:
    """An event as the model gives it: every text in it is meant to be a quote of the paragraph with this number."""

    paragraph: int
    quote: str
    trigger: str
    type: str
    modality: str
    modes: tuple[str, ...] = ()
    stage: str = "accomplished"
    is_total: bool = False
    participants: tuple[Party, ...] = ()
    voices: tuple[Said, ...] = ()
    when: str | None = None
    places: tuple[str, ...] = ()
    weapon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with an answer: an issue code and the detail."""

    code: str
    detail: str


def parse_answer(answer: Answer) -> tuple[list[ModelEvent], list[Problem]]:
    """The events of an answer that have the right form, in its order, and what was wrong with the rest."""
    if answer.finish == "refusal":
        return [], [Problem(code="reader.refused", detail=_short(answer.text))]
    rows, problems = _rows(answer)
    events = []
    for number, row in enumerate(rows, start=1):
        try:
            events.append(_event(row))
        except _BadForm as error:
            problems.append(Problem(code="reader.bad_event", detail=f"event {number}: {error}"))
    return events, problems


def _rows(answer: Answer) -> tuple[list[Any], list[Problem]]:
    text = _THOUGHT.sub("", answer.text, count=1)
    fenced = _FENCE.match(text)
    text = fenced.group(1) if fenced else text
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        code = "reader.cut_off" if answer.finish == "length" else "reader.invalid"
        return list(_whole_rows(text)), [Problem(code=code, detail=f"no JSON: {_short(answer.text) or 'nothing was written'}")]
    rows = body.get("events") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        return [], [Problem(code="reader.invalid", detail=f"no list of events: {_short(answer.text)}")]
    return rows, []


def _whole_rows(text: str) -> Iterator[Any]:
    """The events that are complete in an answer that breaks off."""
    opening = _EVENTS.search(text)
    at = opening.end() if opening else len(text)
    decoder = json.JSONDecoder()
    while at < len(text):
        between = _BETWEEN.match(text, at)
        try:
            row, at = decoder.raw_decode(text, between.end() if between else at)
        except (ValueError, RecursionError):
            return
        yield row


def _event(row: Any) -> ModelEvent:
    _is(isinstance(row, dict), "is no object")
    event_type = _word(row, "type", v.EVENT_TYPES)
    paragraph = row.get("paragraph")
    _is(isinstance(paragraph, int) and not isinstance(paragraph, bool), "paragraph is no whole number")
    is_total = row.get("is_total")
    _is(isinstance(is_total, bool), "is_total is neither true nor false")
    trigger = _text(row, "trigger")
    _is(len(trigger.split()) <= _LONGEST_TRIGGER, f"trigger has more than {_LONGEST_TRIGGER} words: {_short(trigger)}")
    modes = tuple(dict.fromkeys(mode for mode in _texts(row, "modes") if mode in v.MODES[event_type]))  # of another type: dropped
    return ModelEvent(
        paragraph=paragraph,
        quote=_text(row, "quote"),
        trigger=trigger,
        type=event_type,
        modality=_word(row, "modality", v.MODALITIES),
        modes=modes,
        stage=_word(row, "stage", v.STAGES),
        is_total=is_total,
        participants=tuple(_party(party) for party in _list(row, "participants")),
        voices=tuple(Said(words=_text(voice, "words"), verb=_text(voice, "verb")) for voice in _list(row, "voices")),
        when=_text_or_none(row, "when"),
        places=_texts(row, "places"),
        weapon=_text_or_none(row, "weapon"),
    )


def _party(row: Any) -> Party:
    effect = _word(row, "effect", v.EFFECTS)
    return Party(role=_word(row, "role", v.ROLES), words=_text(row, "words"), effect=None if effect == "none" else effect)


def _is(holds: bool, otherwise: str) -> None:
    if not holds:
        raise _BadForm(otherwise)


def _text(row: Any, name: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    _is(isinstance(value, str) and bool(value.strip()), f"{name} is no text")
    return str(value).strip()


def _text_or_none(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    _is(value is None or isinstance(value, str), f"{name} is neither text nor null")
    return value.strip() or None if isinstance(value, str) else None


def _word(row: Any, name: str, words: frozenset[str]) -> str:
    value = _text(row, name)
    _is(value in words, f"{name} is {_short(value)!r}, which is not one of its words")
    return value


def _list(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if not isinstance(value, list):
        raise _BadForm(f"{name} is no list")
    return value


def _texts(row: dict[str, Any], name: str) -> tuple[str, ...]:
    values = _list(row, name)
    _is(all(isinstance(value, str) for value in values), f"{name} holds something other than text")
    return tuple(value.strip() for value in values if value.strip())


def _short(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= 120 else f"{line[:119]}…"
