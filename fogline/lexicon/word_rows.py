"""Rows of the tab-separated word tables in lexicon/data."""

from __future__ import annotations

from importlib.resources import files


def word_rows(name: str) -> list[list[str]]:
    """Cells of each row below the heading."""
    text = (files("fogline.lexicon") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line.strip()]
