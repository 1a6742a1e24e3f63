"""Ties between actors that a text states: who leads, speaks for, backs, opposes, belongs to whom, and since when."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.drafts import TimeWords
from fogline.record.values import Period

_BACKED = {"backed": "backed_by", "supported": "backed_by", "sponsored": "backed_by", "funded": "backed_by"}
_ALLIED = {"allied": "allied_with", "aligned": "allied_with"}
_STRUGGLES = frozenset({"fight", "war", "battle", "struggle", "campaign", "offensive", "insurgency", "rebellion"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A stated tie: subject and object heads, the relation (RELATIONS), and the first and last token of its words.

    `anchor` is the word that states it, and `dated` what a day that hangs on that word says: start, end or time.
    """

    subject: Token
    relation: str
    object: Token
    first: int
    last: int
    anchor: int = -1
    dated: str = "time"


@cache
def _tie_nouns() -> dict[str, tuple[str, str]]:
    return {row["noun"]: (row["relation"], row["direction"]) for row in iter_rows("tie_nouns.tsv")}


@cache
def _tie_verbs() -> dict[str, list[tuple[str, str, bool, str]]]:
    """(object, relation, whether forward, dated) by lemma."""
    found: dict[str, list[tuple[str, str, bool, str]]] = {}
    for row in iter_rows("tie_verbs.tsv"):
        found.setdefault(row["lemma"], []).append((row["object"], row["relation"], row["direction"] == "forward", row["dated"]))
    return found


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
    if token.pos_ == "NOUN" and token.lemma_.lower() in _STRUGGLES:
        yield from _by_struggle(token, words)
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
        yield Tie(part, relation, whole, min(part.i, noun.i, whole.i), max(part.i, noun.i, whole.i), noun.i)


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
    if verb.tag_ == "VB":
        return
    rows = _tie_verbs().get(verb.lemma_.lower(), ())
    for way, relation, is_forward, dated in rows:
        for doer, other in _ends(verb, way):
            left, right = (doer, other) if is_forward else (other, doer)
            if words.can_act(doer) and words.can_act(other) and _fits(relation, left, right, words):
                yield Tie(left, relation, right, min(doer.i, other.i), max(doer.i, other.i), verb.i, dated)


def _ends(verb: Token, way: str) -> Iterator[tuple[Token, Token]]:
    """(who does it, to whom) of an active verb, or of a passive one that says by whom."""
    undergoer = syntax.passive_subject(verb)
    if undergoer is not None and way == "direct":
        undergoer = syntax.resolve_relative(undergoer)
        yield from ((obj, undergoer) for prep, obj in syntax.prepositions(verb) if prep.lower_ == "by")
        return
    doer = syntax.subject(verb)
    if doer is None:
        return
    doer = syntax.resolve_relative(doer)
    found = syntax.child(verb, "dobj")
    if way == "direct":
        yield from ((doer, other) for other in (syntax.with_conjuncts(found) if found is not None else ()))
    else:
        yield from ((doer, obj) for prep, obj in syntax.prepositions(verb) if prep.lower_ == way)


def _fits(relation: str, subject: Token, other: Token, words: ActorWords) -> bool:
    """False where people back or lead no body: "he supports her", "the group leads the talks"."""
    if relation in ("opposes", "allied_with"):
        return words.hit(subject) is not None or words.hit(other) is not None
    if relation in ("leads", "founded", "nominated_by"):
        hit = words.hit(subject)
        return hit is not None and hit.label == "PERSON" and words.hit(other) is not None
    return relation != "backed_by" or words.hit(other) is not None


def _by_struggle(noun: Token, words: ActorWords) -> Iterator[Tie]:
    """ "Its fight against X": who owns the fight, or does what it is done in, opposes X."""
    against = [obj for prep, obj in syntax.prepositions(noun) if prep.lower_ == "against"]
    if not against or syntax.is_negated(noun):
        return
    owner = next((t for t in syntax.children(noun, "poss", "compound", "amod") if words.can_act(t)), None)
    for other in (found for obj in against for found in syntax.with_conjuncts(obj)):
        if owner is not None and words.can_act(other) and _fits("opposes", owner, other, words):
            yield Tie(owner, "opposes", other, min(owner.i, other.i), max(owner.i, other.i), noun.i)


def _within(noun: Token, words: ActorWords) -> Iterator[Tie]:
    """ "X, another militia within Y": X is part of Y."""
    agent = words.agent(noun)
    if words.hit(noun.head) is None or agent is None or agent.entity == "person":
        return
    for prep, obj in syntax.prepositions(noun):
        if prep.lower_ in ("within", "of") and words.hit(obj) is not None and words.can_act(obj):
            yield Tie(noun.head, "part_of", obj, noun.head.i, obj.i)


def period_of(tie: Tie, doc: Doc, times: Iterable[TimeWords]) -> Period | None:
    """When a tie held, by the time words that hang on the word that states it; None where there are none."""
    for time in times:
        token = next((t for t in doc if t.idx >= time.start), None)
        if token is None or tie.anchor < 0 or not any(above.i == tie.anchor for above in itertools.islice(token.ancestors, 4)):
            continue
        lead = doc[token.i - 1].lower_ if token.i else ""
        lead = lead if lead in ("since", "until", "till") else token.lower_
        if lead == "since" or (tie.dated == "start" and lead not in ("until", "till")):
            return replace(time.period, latest=None)
        if lead in ("until", "till") or tie.dated == "end":
            return replace(time.period, earliest=None)
        return time.period
    return None
