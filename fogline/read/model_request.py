"""What the language model is asked: windows of a report as JSON, a fixed instruction, and the schema of the answer.

The report is data. It travels as a string inside JSON, which no text in it can close, and what comes back is checked
against the text: an order that stands in a report can at most spoil the reading of that report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from fogline.lexicon.tables import DATA, iter_rows
from fogline.read import parser
from fogline.read.parser import Paragraph
from fogline.read.settings import ModelReaderSettings
from fogline.record import vocabulary as v
from fogline.record.types import Report

_SAME_LENGTH = str.maketrans(
    {**dict.fromkeys("‘’‛′", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—−", "-"), "\u00ad": "-"}
)


@dataclass(frozen=True, slots=True)
class Window:
    """Paragraphs of a report that are asked about at once; the model calls the first one 1."""

    paragraphs: tuple[Paragraph, ...]

    def paragraph(self, n: int) -> Paragraph | None:
        """The paragraph that the model calls n."""
        return self.paragraphs[n - 1] if 0 < n <= len(self.paragraphs) else None


def plain(text: str) -> str:
    """The text with quotation marks, dashes and spaces in their plain form, character for character, for comparing quotes."""
    return "".join(_plain(char) for char in text.translate(_SAME_LENGTH))


def _plain(char: str) -> str:
    if char.isspace():
        return " "
    return char if char.isprintable() else "\ufffd"  # control characters and broken surrogates


def windows(report: Report, window_chars: int) -> Iterator[Window]:
    """The paragraphs of a report that are read, in windows of at most so many characters (one paragraph at least)."""
    held: list[Paragraph] = []
    size = 0
    for paragraph in parser.paragraphs(report):
        if held and size + len(paragraph.text) > window_chars:
            yield Window(tuple(held))
            held, size = [], 0
        held.append(paragraph)
        size += len(paragraph.text)
    if held:
        yield Window(tuple(held))


@cache
def instruction() -> str:
    """What the model is told, with the types and modes of the ontology."""
    rows = list(iter_rows("plover.tsv"))
    lines = []
    for row in rows:
        if not row["mode"]:
            modes = ", ".join(other["mode"] for other in rows if other["type"] == row["type"] and other["mode"])
            lines.append(f"- {row['type']}: {row['description']}. Modes: {modes or 'none'}")
    return (DATA / "reader_prompt.txt").read_text("utf-8").replace("{types}", "\n".join(lines))


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _word(words: frozenset[str]) -> dict[str, Any]:
    return {"type": "string", "enum": sorted(words)}


_TEXT: Final[dict[str, Any]] = {"type": "string"}
_TEXT_OR_NULL: Final[dict[str, Any]] = {"type": ["string", "null"]}


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


SCHEMA: Final[dict[str, Any]] = _object(
    events=_list_of(
        _object(
            paragraph={"type": "integer"},
            quote=_TEXT,
            trigger=_TEXT,
            type=_word(v.EVENT_TYPES),
            modes=_list_of(_word(frozenset().union(*v.MODES.values()))),
            modality=_word(v.MODALITIES),
            stage=_word(v.STAGES),
            is_total={"type": "boolean"},
            participants=_list_of(_object(role=_word(v.ROLES), words=_TEXT, effect=_word(v.EFFECTS))),
            voices=_list_of(_object(words=_TEXT, verb=_TEXT)),
            when=_TEXT_OR_NULL,
            places=_list_of(_TEXT),
            weapon=_TEXT_OR_NULL,
        )
    )
)
"""What an answer has to look like: every field is there, none is new, and words of closed lists are the record's own."""


def messages(window: Window) -> list[dict[str, str]]:
    """The messages of a request. Neither id, name nor date of the report is in them, so a copy asks the same question."""
    told = [{"n": n, "text": plain(paragraph.text)} for n, paragraph in enumerate(window.paragraphs, start=1)]
    report = json.dumps({"paragraphs": told}, ensure_ascii=False).replace("<", "\\u003c")  # "<|im_end|>" is no end of a turn
    return [{"role": "system", "content": instruction()}, {"role": "user", "content": report}]


def request_key(settings: ModelReaderSettings, asked: Sequence[dict[str, str]]) -> str:
    """SHA-256 over everything that decides an answer: server, model, messages, schema and length."""
    text = json.dumps([settings.url, settings.model, settings.max_tokens, asked, SCHEMA], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
