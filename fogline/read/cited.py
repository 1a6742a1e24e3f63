"""Sources behind a voice: whom a report cites, whose account or words it gives, whose name stands before a colon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.lexicon.agents import agent_nouns
from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.speech import Speech

_SPEAKERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_CITING = frozenset({"cite", "quote"})
_LONGEST_LABEL = 6


@cache
def _accounts() -> frozenset[tuple[str, str]]:
    return frozenset((row["preposition"], row["lemma"]) for row in iter_rows("account_phrases.tsv"))


def with_cited(speeches: list[Speech], sentence: SpacySpan) -> list[Speech]:
    """These speech acts and those of the sources behind them, each inside what passes it on."""
    found = list(speeches)
    for token in sentence:
        if token.tag_ == "VBG" and token.lemma_.lower() in _CITING:
            found = _citing(token, found)
        elif token.dep_ == "pobj" and (token.head.lower_, token.lemma_.lower()) in _accounts():
            found += _account(token)
    return [*found, *_label(sentence)]


def _citing(verb: Token, speeches: list[Speech]) -> list[Speech]:
    """ "The agency reported, citing the ministry, that ...": the ministry says what the agency reports."""
    source = syntax.child(verb, "dobj")
    above = {token.i for token in verb.ancestors}
    reports = [speech for speech in speeches if speech.cue.i in above]
    if source is None or not can_speak(source) or not reports or any(speech.cue.i == verb.i for speech in speeches):
        return speeches
    outer = min(reports, key=lambda speech: len(speech.scope))
    own = frozenset(token.i for token in verb.subtree if token.i == verb.i or source.is_ancestor(token) or token.i == source.i)
    told = outer.scope - own
    if not told:
        return speeches
    whole = [replace(speech, scope=speech.scope | own) if speech is outer else speech for speech in speeches]
    return [*whole, Speech(source, verb, "report", "asserts", told)]


def _account(noun: Token) -> Iterator[Speech]:
    """ "By the account of survivors, ...", "in the words of the mayor, ..."."""
    of = (obj for prep, obj in syntax.prepositions(noun) if prep.lower_ == "of")
    source = syntax.child(noun, "poss") or next(of, None)
    clause = noun.head.head
    if source is None or not can_speak(source) or clause.pos_ not in ("VERB", "AUX"):
        return
    own = {token.i for token in noun.head.subtree}
    yield Speech(source, noun, "report", "asserts", frozenset(token.i for token in clause.subtree) - own)


def _label(sentence: SpacySpan) -> Iterator[Speech]:
    """ "Doctors: ten people were killed", as headlines have it."""
    colon = next((token for token in sentence[: _LONGEST_LABEL + 1] if token.text == ":"), None)
    if colon is None or colon.i == sentence.start or colon.i + 2 >= sentence.end:
        return
    label = [token for token in sentence[: colon.i - sentence.start] if not token.is_space]
    rest = range(colon.i + 1, sentence.end)
    if not label or any(token.pos_ in ("VERB", "AUX") or token.is_punct for token in label) or sentence.root.i not in rest:
        return
    source = next((token for token in label if token.head.i not in {one.i for one in label}), label[-1])
    if can_speak(source) and sentence.root.pos_ in ("VERB", "AUX"):
        yield Speech(source, colon, "report", "asserts", frozenset(rest))


def can_speak(noun: Token) -> bool:
    """True for people, offices and groups, named or not; "citing ill health" names no source."""
    return noun.ent_type_ in _SPEAKERS or noun.lemma_.lower() in agent_nouns()
