"""Words that say nothing about what a sentence tells of: articles, pronouns, reporting words, days of the week."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def function_words() -> frozenset[str]:
    """The words, in lower case."""
    return _words("function_words.txt")


@cache
def pronouns() -> frozenset[str]:
    """Pronouns that stand for an actor, in lower case: they are no name of it."""
    return _words("pronouns.txt")


def _words(name: str) -> frozenset[str]:
    text = files("fogline.lexicon").joinpath("data", name).read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
