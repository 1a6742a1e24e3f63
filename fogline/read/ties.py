"""Ties between actors that a text states: leads, speaks for, member of, part of, backed by, allied with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.actors import ActorWords

_BACKED = {"backed": "backed_by", "supported": "backed_by", "sponsored": "backed_by", "funded": "backed_by"}
_ALLIED = {"allied": "allied_with", "aligned": "allied_with"}
_INCLUDING = frozenset({"include", "comprise"})
_BACKING = frozenset({"back", "fund", "arm", "sponsor"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A stated tie: subject and object heads, the relation (RELATIONS), and the first and last token of its words."""

    subject: Token
    relation: str
    object: Token
    first: int
    last: int


@cache
def _tie_nouns() -> dict[str, tuple[str, str]]:
    return {row["noun"]: (row["relation"], row["direction"]) for row in iter_rows("tie_nouns.tsv")}


def find_ties(doc: Doc, words: ActorWords) -> list[Tie]:
    """The ties that a paragraph states, both ends of which point at an actor."""
    found = [tie for token in doc for tie in _ties_at(token, words)]
    return [tie for tie in found if tie.subject.i != tie.object.i and words.phrase(tie.subject) and words.phrase(tie.object)]


def _ties_at(token: Token, words: ActorWords) -> Iterator[Tie]:
    word = token.lower_
    if word in _BACKED or word in _ALLIED:
        yield from _hyphenated(token, words)
    if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _tie_nouns():
        yield from _by_noun(token, words)
    if token.pos_ == "VERB" and not syntax.is_negated(token):
        yield from _by_verb(token, words)
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ == "appos" and words.agent(token):
        yield from _within(token, words)


def _hyphenated(token: Token, words: ActorWords) -> Iterator[Tie]:
    """ "Iran-backed militias": the noun is backed by the name before the hyphen."""
    if token.i < 2 or token.nbor(-1).text not in ("-", "–"):
        return
    patron = token.nbor(-2)
    noun = token.head
    if words.hit(patron) is not None and noun.i > token.i and words.can_act(noun):
        relation = _BACKED.get(token.lower_) or _ALLIED[token.lower_]
        yield Tie(noun, relation, patron, patron.i, noun.i)


def _by_noun(noun: Token, words: ActorWords) -> Iterator[Tie]:
    relation, direction = _tie_nouns()[noun.lemma_.lower()]
    whole = _whole(noun, words)
    if whole is None:
        return
    for part in _named_by(noun, words):
        hit = words.hit(part)
        is_person = hit is not None and hit.label == "PERSON"
        if direction == "person_of_group" and relation != "member_of" and not is_person:
            continue
        yield Tie(part, relation, whole, min(part.i, noun.i, whole.i), max(part.i, noun.i, whole.i))


def _whole(noun: Token, words: ActorWords) -> Token | None:
    """The group of "the group's leader", "leader of X", "spokesman for X", "X spokesman"."""
    for inner in syntax.children(noun, "poss", "compound", "amod", "nmod"):
        hit = words.hit(inner)
        if inner.lower_ not in ("his", "her") and (
            (hit is not None and hit.label != "PERSON" and hit.is_actor) or words.agent(inner)
        ):
            return inner
    for prep, obj in syntax.prepositions(noun):
        if prep.lower_ in ("of", "for") and words.can_act(obj):
            return obj
    return None


def _named_by(noun: Token, words: ActorWords) -> Iterator[Token]:
    """The names that a noun describes: in apposition, after it as a title, or before "is"."""
    for inner in syntax.children(noun, "appos"):
        if words.hit(inner) is not None:
            yield inner
    if noun.dep_ in ("appos", "compound") and words.hit(noun.head) is not None:
        yield noun.head
    if noun.dep_ == "attr" and noun.head.lemma_ == "be" and not syntax.is_negated(noun.head):
        named = syntax.subject(noun.head)
        if named is not None and words.hit(named) is not None:
            yield named


def _by_verb(verb: Token, words: ActorWords) -> Iterator[Tie]:
    doer = syntax.subject(verb)
    if doer is None or verb.tag_ == "VB":
        return
    doer = syntax.resolve_relative(doer)
    if not words.can_act(doer):
        return
    if verb.lemma_.lower() == "belong":
        for prep, obj in syntax.prepositions(verb):
            if prep.lower_ == "to" and words.can_act(obj):
                yield Tie(doer, "member_of", obj, doer.i, obj.i)
    undergoer = syntax.child(verb, "dobj")
    for other in syntax.with_conjuncts(undergoer) if undergoer is not None else ():
        tie = _between(doer, verb.lemma_.lower(), other)
        if tie is not None and words.can_act(other):
            yield tie


def _between(doer: Token, lemma: str, other: Token) -> Tie | None:
    first, last = min(doer.i, other.i), max(doer.i, other.i)
    if lemma == "join":
        return Tie(doer, "member_of", other, first, last)
    if lemma in _INCLUDING:
        return Tie(other, "part_of", doer, first, last)
    return Tie(other, "backed_by", doer, first, last) if lemma in _BACKING else None


def _within(noun: Token, words: ActorWords) -> Iterator[Tie]:
    """ "X, another militia within Y": X is part of Y."""
    agent = words.agent(noun)
    if words.hit(noun.head) is None or agent is None or agent.entity == "person":
        return
    for prep, obj in syntax.prepositions(noun):
        if prep.lower_ in ("within", "of") and words.hit(obj) is not None and words.can_act(obj):
            yield Tie(noun.head, "part_of", obj, noun.head.i, obj.i)
