"""Words that say nothing about what a sentence tells of: articles, pronouns, reporting words, days of the week."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def function_words() -> frozenset[str]:
    """The words, in lower case."""
    text = files("fogline.lexicon").joinpath("data/function_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
