"""Verbs and nouns that only say that an event took place, and how often: "launched a series of attacks"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that only say that the event of their object took place: carry out (an attack), launch, stage ..."""
    return frozenset(row["lemma"] for row in iter_rows("light_verbs.tsv") if not row["before"])


@cache
def _with_preposition() -> frozenset[tuple[str, str]]:
    """Verbs with the preposition before the event: gather for (a rally)."""
    return frozenset((row["lemma"], row["before"]) for row in iter_rows("light_verbs.tsv") if row["before"])


def light_verb_of(noun: Token) -> Token | None:
    """The light verb whose object or passive subject this event noun is, or that stands before it with a preposition; or None."""
    noun = _series(noun)
    if noun.dep_ == "pobj" and (noun.head.head.lemma_.lower(), noun.head.lower_) in _with_preposition():
        return noun.head.head
    if noun.dep_ in ("dobj", "nsubjpass", "conj") or (noun.dep_ == "pobj" and noun.head.dep_ == "prt"):
        verb = noun.head
        while noun.dep_ == "conj" and verb.pos_ in ("NOUN", "PROPN"):
            noun, verb = verb, verb.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in light_verbs():
            return verb
    if noun.dep_ == "relcl":
        return None
    for relative in syntax.children(noun, "relcl", "acl"):
        if relative.lemma_.lower() in light_verbs():
            return relative
    return None


def _series(noun: Token) -> Token:
    """The "series" of "launched a series of attacks", the "days" of "ten days of war games"; any other noun as it is."""
    above = noun.head
    is_part = noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in series_words()
    return above.head if is_part else noun


@cache
def series_words() -> frozenset[str]:
    """Nouns that only say how many or how long ("a wave of strikes")."""
    return frozenset(row["lemma"] for row in iter_rows("series_words.tsv"))
