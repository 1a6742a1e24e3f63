"""The tables that turn codes of the record into what a reader sees: display types, certainty and other words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parent / "static"


@cache
def type_table() -> Mapping[str, Any]:
    """The table of display types: glyph paths, words, and the rules from PLOVER type and mode."""
    table: Mapping[str, Any] = json.loads((STATIC / "display_types.json").read_text("utf-8"))
    return table


@cache
def words() -> Mapping[str, Any]:
    """The table of words for statuses, bases, roles, relations and the other closed lists of the record."""
    table: Mapping[str, Any] = json.loads((STATIC / "display_words.json").read_text("utf-8"))
    return table


def display_types() -> list[Mapping[str, str]]:
    """The eight display types in lane order, then the fallback for a type outside PLOVER."""
    return [*type_table()["types"], type_table()["fallback"]]


def display_type(plover_type: str, modes: Iterable[str]) -> str:
    """The key of the display type of a PLOVER type with its modes; `other` when the type is not PLOVER's.

    Where several modes apply, the first one in the order of the rules decides:
    a targeted killing by drone is a targeted killing.
    """
    rules = type_table()["rules"].get(plover_type)
    if rules is None:
        return str(type_table()["fallback"]["key"])
    present = set(modes)
    return str(next((key for mode, key in rules.items() if mode in present), rules[""]))


def statuses() -> list[Mapping[str, str]]:
    """The certainty marks in order of strength, then the fallback."""
    return [*words()["status"], words()["status_fallback"]]


def status_key(status: Any) -> str:
    """The certainty mark of an incident; `unknown` when the record has another word."""
    known = {str(row["key"]) for row in words()["status"]}
    return str(status) if str(status) in known else str(words()["status_fallback"]["key"])


def word(table: str, code: Any) -> str:
    """The words for a code; the code itself, made readable, when the table lacks it."""
    found = words()[table].get(str(code))
    return str(found) if found is not None else str(code or "").replace("_", " ")


def is_vague(precision: Any) -> bool:
    """True when a place is known too coarsely to be drawn as a point."""
    return str(precision or "unknown") in words()["vague_places"]


def material_conflict() -> Sequence[str]:
    """PLOVER types of quad 4, material conflict (SANCTION counted there, as CODEBOOK.md 5.2 decides)."""
    return list(type_table()["material_conflict"])
