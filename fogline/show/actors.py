"""Actors as the page shows them: shape, names, and whether they are named or only described."""

from __future__ import annotations

from typing import Any

from fogline.show import display
from fogline.show.record_index import Row, only_filled


def is_described(actor: Row) -> bool:
    """True for an actor that reports describe and do not name: "Iran-backed militias", "militia (Iraq)"."""
    name = str(actor.get("name") or "")
    words = name.split(" (")[0].split()
    if not words or not words[-1].islower():
        return False
    is_listed = str(actor.get("because") or "").endswith(("lexicon", "pack")) or bool(actor.get("country"))
    return "(" in name or not is_listed


def actor_shape(actor: Row) -> str:
    """`square` for a body of a state, `dashed` for what is described and not named, `circle` for all others."""
    shape = str(display.words()["actor_shape"].get(str(actor.get("kind") or "unknown"), "circle"))
    return "dashed" if is_described(actor) else shape


def actor_view(actor: Row) -> dict[str, Any]:
    """An actor for the viewer."""
    name = str(actor.get("name") or actor["id"])
    aliases = [str(row.get("text") if isinstance(row, dict) else row) for row in actor.get("aliases") or ()]
    shown = {
        "id": str(actor["id"]),
        "name": name,
        "kind": str(actor.get("kind") or "unknown"),
        "country": actor.get("country"),
        "shape": actor_shape(actor),
        "aliases": [alias for alias in dict.fromkeys(aliases) if alias and alias != name],
        "about": _description(actor.get("description")),
        "described": is_described(actor),
    }
    return only_filled(shown)


def _description(description: Any) -> str:
    if isinstance(description, dict):
        description = description.get("text")
    return str(description or "")
