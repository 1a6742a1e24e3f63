"""The words of time and of number: what class a word belongs to and what it stands for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from fogline.lexicon.word_rows import word_rows


class Word(NamedTuple):
    """A word's class (month, weekday, unit ...) and its value as the table writes it."""

    kind: str
    value: str


class NumberWord(NamedTuple):
    """A number word's value and whether it is a unit, a teen, a ten or a scale (hundred, thousand ...)."""

    value: int
    kind: str


@cache
def time_words() -> dict[str, Word]:
    """Lower-case word to class and value, from data/time_words.tsv."""
    return {word: Word(kind, value) for kind, value, words in word_rows("time_words.tsv") for word in words.split()}


@cache
def number_words() -> dict[str, NumberWord]:
    """Lower-case cardinal word to value and kind, from data/number_words.tsv."""
    return {word: NumberWord(int(value), kind) for value, kind, words in word_rows("number_words.tsv") for word in words.split()}
