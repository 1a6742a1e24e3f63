"""The PLOVER contexts of a sentence, by its words (rule 14: a context belongs to the sentence, not to the whole report)."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span as SpacySpan

from fogline.lexicon.tables import iter_rows, split_list

_OF_MODE = {"cyber": "cyber", "misinformation": "misinformation"}
"""Modes of COERCE that bring the context of the same name with them."""


@cache
def _contexts_of_words() -> dict[str, frozenset[str]]:
    """The contexts of a word or of two words side by side."""
    found: dict[str, set[str]] = {}
    for row in iter_rows("context_words.tsv"):
        for word in split_list(row["words"]):
            found.setdefault(word, set()).add(row["context"])
    return {word: frozenset(contexts) for word, contexts in found.items()}


def contexts_of(sentence: SpacySpan) -> frozenset[str]:
    """The contexts that the words of a sentence give."""
    known = _contexts_of_words()
    lemmas = [token.lemma_.lower() for token in sentence]
    lower = [token.lower_ for token in sentence]
    words = {*lemmas, *lower}
    words.update(f"{lower[i]} {lemmas[i + 1]}" for i in range(len(lemmas) - 1))
    return frozenset(context for word in words & known.keys() for context in known[word])


def with_mode(contexts: frozenset[str], modes: tuple[str, ...]) -> tuple[str, ...]:
    """The contexts of an event of the sentence, those that its modes bring included, in order."""
    return tuple(sorted(contexts | {_OF_MODE[mode] for mode in modes if mode in _OF_MODE}))
