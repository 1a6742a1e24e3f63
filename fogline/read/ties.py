"""Ties between actors that a text states: who leads, speaks for, backs, opposes, belongs to whom, and since when."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from fogline.lexicon.tables import iter_rows, split_list
from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.draft import TimeWords
from fogline.record.values import Period

_FORMER = frozenset({"former", "ex", "onetime", "erstwhile"})
_BREAKAWAY = frozenset({"breakaway", "splinter", "dissident"})
_GROUPS = frozenset({"rebel", "militia", "party", "umbrella", "coalition"})
_BEFORE = ("poss", "compound", "amod", "nmod")
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
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


@dataclass(frozen=True, slots=True)
class _Way:
    """A row of tie_verbs.tsv: how the other end stands, what follows for the tie, and the object that the verb needs."""

    object: str
    relation: str
    is_forward: bool
    dated: str
    needs: frozenset[str]


@cache
def _tie_verbs() -> dict[str, list[_Way]]:
    """The ways in which a verb states a tie, by lemma."""
    found: dict[str, list[_Way]] = {}
    for row in iter_rows("tie_verbs.tsv"):
        needs = frozenset(split_list(row["needs"]))
        way = _Way(row["object"], row["relation"], row["direction"] == "forward", row["dated"], needs)
        found.setdefault(row["lemma"], []).append(way)
    return found


@cache
def _tie_adjectives() -> dict[str, tuple[str, bool, frozenset[str]]]:
    """(relation, whether it may follow a hyphen, prepositions) by word."""
    rows = iter_rows("tie_adjectives.tsv")
    return {row["word"]: (row["relation"], row["hyphen"] == "yes", frozenset(split_list(row["prepositions"]))) for row in rows}


def find_ties(doc: Doc, words: ActorWords) -> list[Tie]:
    """The ties that a paragraph states, both ends of which point at an actor."""
    found = [tie for token in doc for tie in _ties_at(token, words)]
    ends = ((tie, words.phrase(tie.subject), words.phrase(tie.object)) for tie in found if tie.subject.i != tie.object.i)
    return [tie for tie, left, right in ends if left and right and (left.start, left.end) != (right.start, right.end)]


def _ties_at(token: Token, words: ActorWords) -> Iterator[Tie]:
    if token.lower_ in _tie_adjectives():
        yield from _hyphenated(token, words)
        yield from _by_adjective(token, words)
    if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _tie_nouns():
        yield from _by_noun(token, words)
        yield from _among(token, words)
    if token.pos_ == "NOUN" and token.lemma_.lower() in _STRUGGLES:
        yield from _by_struggle(token, words)
    if token.pos_ == "VERB" and not syntax.is_negated(token) and not _is_condition(token):
        yield from _by_verb(token, words)
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ == "appos" and words.agent(token):
        yield from _within(token, words)


def _is_condition(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in verb.children)


def _hyphenated(token: Token, words: ActorWords) -> Iterator[Tie]:
    """ "Iran-backed militias", "the Saudi-led coalition": the name before the hyphen backs or leads the noun."""
    relation, may_follow, _ = _tie_adjectives()[token.lower_]
    if not may_follow or token.i < 2 or token.nbor(-1).text not in ("-", "–"):
        return
    patron = token.nbor(-2)
    noun = token.head
    if words.hit(patron) is not None and noun.i > token.i and words.can_act(noun):
        ends = (patron, noun) if relation == "leads" else (noun, patron)
        yield Tie(ends[0], relation, ends[1], patron.i, noun.i)


def _by_adjective(token: Token, words: ActorWords) -> Iterator[Tie]:
    """ "X is allied with Y", "groups loyal to Y"."""
    relation, _, prepositions = _tie_adjectives()[token.lower_]
    if syntax.is_negated(token) or _is_condition(token):
        return
    subject = _described(token)
    if subject is None or not words.can_act(subject):
        return
    for prep, obj in syntax.prepositions(token):
        if prep.lower_ in prepositions and words.can_act(obj) and words.hit(obj) is not None:
            yield Tie(subject, relation, obj, min(subject.i, obj.i), max(subject.i, obj.i), token.i)


def _described(token: Token) -> Token | None:
    """The noun of which an adjective or a participle is said."""
    if token.dep_ in ("acomp", "attr") and token.head.lemma_ in ("be", "become", "remain"):
        head = token.head
        certain = head.tag_ != "VB" and not syntax.is_negated(head) and not _is_condition(head)
        found = syntax.subject(head) if certain else None
    elif token.dep_ in ("amod", "acl") and token.head.pos_ in ("NOUN", "PROPN") and token.head.i < token.i:
        found = token.head
    else:
        found = syntax.passive_subject(token) if token.tag_ == "VBN" and not _is_open(token) else None
    return syntax.resolve_relative(found) if found is not None else None


def _is_open(verb: Token) -> bool:
    """True behind "may", "would" and "to"."""
    return any(child.tag_ in ("MD", "TO") for child in verb.children if child.dep_ in ("aux", "auxpass"))


def _among(noun: Token, words: ActorWords) -> Iterator[Tie]:
    """ "X and Y are allies", "X and its rival, Y"."""
    relation, direction = _tie_nouns()[noun.lemma_.lower()]
    if direction != "symmetric" or _is_former(noun):
        return
    left: Token | None = None
    others: list[Token] = []
    if noun.tag_ == "NNS" and noun.dep_ == "attr" and noun.head.lemma_ == "be" and not syntax.is_negated(noun.head):
        left = syntax.subject(noun.head) if noun.head.tag_ != "VB" and not _is_condition(noun.head) else None
        others = list(left.conjuncts) if left is not None else []
    elif noun.dep_ == "conj" and any(inner.lower_ in ("its", "their") for inner in syntax.children(noun, "poss")):
        left, others = noun.head, syntax.children(noun, "appos")
    for other in others:
        if left is not None and words.can_act(left) and words.hit(other) is not None and words.can_act(other):
            yield Tie(left, relation, other, min(left.i, other.i), max(left.i, other.i), noun.i)


def _is_former(noun: Token) -> bool:
    return any(inner.lower_ in _FORMER for inner in syntax.children(noun, "amod", "compound", "nmod"))


def _by_noun(noun: Token, words: ActorWords) -> Iterator[Tie]:
    relation, direction = _tie_nouns()[noun.lemma_.lower()]
    whole = _whole(noun, words)
    if whole is None:
        return
    if _is_former(noun) or any(inner.lower_ in _BREAKAWAY for inner in syntax.children(noun, "amod", "compound")):
        relation = "formerly"
    for part in _named_by(noun, words):
        hit = words.hit(part)
        is_person = hit is not None and hit.label == "PERSON"
        if direction == "person_of_group" and _tie_nouns()[noun.lemma_.lower()][0] != "member_of" and not is_person:
            continue
        if direction == "symmetric" and not (words.hit(part) and words.hit(whole)):
            continue
        if direction == "patron_of_group":
            part, whole = whole, part
        yield Tie(part, relation, whole, min(part.i, noun.i, whole.i), max(part.i, noun.i, whole.i), noun.i)


def _whole(noun: Token, words: ActorWords) -> Token | None:
    """The group of "the group's leader", "leader of X", "spokesman for X", "X spokesman"; a named one before a described one."""
    office = _tie_nouns()[noun.lemma_.lower()][0] == "holds_office"
    owners = _owners(noun, words)
    nearest = [
        one for one in owners if not office and words.agent(one) and one.i == noun.i - 1 and syntax.children(one, *_BEFORE)
    ]
    if nearest:  # "the Chadian interior ministry spokesman" speaks for the ministry
        return nearest[0]
    named = [(hit.label != "LEX", one.i, one) for one in owners if (hit := words.hit(one)) is not None]
    if named and not (office and min(named)[0]):  # no "Defence" of "Defence Minister"
        return min(named)[2]
    asks = ("of",) if _tie_nouns()[noun.lemma_.lower()][0] == "nominated_by" else ("of", "for")
    for prep, obj in syntax.prepositions(noun):
        if prep.lower_ in asks and words.can_act(obj):
            return obj
    titled = noun.head if noun.dep_ == "compound" and words.hit(noun.head) is not None else None
    if titled is not None and office:  # "President X of Y"
        found = (obj for prep, obj in syntax.prepositions(titled) if prep.lower_ == "of" and words.hit(obj) is not None)
        return next((obj for obj in found if words.can_act(obj)), None)
    described = [one for one in _owners(noun, words) if words.hit(one) is None]
    return next(iter(described), None) if _tie_nouns()[noun.lemma_.lower()][1] != "group_of_whole" else None


def _owners(noun: Token, words: ActorWords) -> list[Token]:
    """The bodies before a noun: "the group's", "Taliban", also those before its title ("Russian Defence Minister X")."""
    around = [noun, noun.head] if noun.dep_ == "compound" else [noun]
    found = []
    near = [inner for one in around for inner in syntax.children(one, *_BEFORE)]
    for inner in [*near, *(far for one in near for far in syntax.children(one, *_BEFORE) if one.pos_ == "PROPN")]:
        hit = words.hit(inner)
        named = hit is not None and hit.label != "PERSON" and hit.is_actor and (inner.pos_ != "PROPN" or inner.ent_type_ != "")
        if inner.i < noun.i and inner.lower_ not in ("his", "her") and (named or words.agent(inner)):
            found.append(inner)
    return found


def _named_by(noun: Token, words: ActorWords) -> Iterator[Token]:
    """The names that a noun describes: in apposition, after it as a title, or before "is"."""
    for inner in syntax.children(noun, "appos"):
        if words.hit(inner) is not None:
            yield inner
    if noun.dep_ in ("appos", "compound") and words.hit(noun.head) is not None:
        yield noun.head
    for prep, obj in syntax.prepositions(noun):  # "a spokesman for X, Peter Lang,": hung on X
        for inner in syntax.children(obj, "appos") if prep.lower_ in ("of", "for") else ():
            hit, whole = words.hit(inner), words.hit(obj)
            if hit is not None and hit.label == "PERSON" and (whole is None or whole.label != "PERSON"):
                yield inner
    if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become", "remain") and noun.head.tag_ != "VB":
        named = syntax.subject(noun.head) if not syntax.is_negated(noun.head) and not _is_condition(noun.head) else None
        if named is not None and words.hit(named) is not None:
            yield named


def _by_verb(verb: Token, words: ActorWords) -> Iterator[Tie]:
    if verb.tag_ == "VB":
        return
    for way in _tie_verbs().get(verb.lemma_.lower(), ()):
        if not _has_object(verb, way.needs):
            continue
        for doer, other in _ends(verb, way):
            left, right = (doer, other) if way.is_forward else (other, doer)
            known = not (way.needs and way.relation == "backed_by") or words.hit(left) is not None or words.is_armed(left)
            left_group = way.relation != "formerly" or way.object != "direct" or _GROUPS & set(words.kinds(right))
            fits = known and left_group and _fits(way.relation, left, right, words)
            if fits and words.can_act(doer) and words.can_act(other):
                yield Tie(left, way.relation, right, min(doer.i, other.i), max(doer.i, other.i), verb.i, way.dated)


def _has_object(verb: Token, needs: frozenset[str]) -> bool:
    """True where the verb has the object or particle that the row asks for: "pledged allegiance to", "broke away from"."""
    if not needs:
        return not any(prep.lower_ == "in" for prep, obj in syntax.prepositions(verb) if obj.tag_ == "VBG")  # joined X in saying
    found = [noun for inner in syntax.children(verb, "dobj") for noun in syntax.with_conjuncts(inner)]
    return any(inner.lemma_.lower() in needs for inner in (*found, *syntax.children(verb, "advmod", "prt", "prep")))


def _ends(verb: Token, way: _Way) -> Iterator[tuple[Token, Token]]:
    """(who does it, to whom) of an active verb, or of a passive one that says by whom."""
    undergoer = syntax.passive_subject(verb)
    if undergoer is not None and way.object == "direct":
        undergoer = syntax.resolve_relative(undergoer)
        yield from ((obj, undergoer) for prep, obj in syntax.prepositions(verb) if prep.lower_ == "by")
        return
    doer = syntax.subject(verb)
    if doer is None:
        return
    doer = syntax.resolve_relative(doer)
    found = syntax.child(verb, "dobj")
    if way.object == "direct":
        yield from ((doer, other) for other in (syntax.with_conjuncts(found) if found is not None else ()))
        return
    bearers = [verb, *(syntax.with_conjuncts(found) if found is not None and way.needs else ())]
    for bearer in bearers:  # the phrase hangs on the verb or on its object
        yield from ((doer, obj) for prep, obj in syntax.prepositions(bearer) if prep.lower_ == way.object)


def _fits(relation: str, subject: Token, other: Token, words: ActorWords) -> bool:
    """False where people back or lead no body: "he supports her", "the group leads the talks"."""
    if relation in ("member_of", "formerly") and (words.hit(other) is None or words.is_state(other)):
        return False
    if relation in ("opposes", "allied_with"):
        return words.hit(subject) is not None or words.hit(other) is not None
    if relation in ("leads", "founded", "nominated_by"):
        hit = words.hit(subject)
        return hit is not None and hit.label == "PERSON" and words.hit(other) is not None
    return relation != "backed_by" or words.hit(other) is not None


def _by_struggle(noun: Token, words: ActorWords) -> Iterator[Tie]:
    """ "Its fight against X": who owns the fight, or does what it is done in, opposes X."""
    against = [obj for prep, obj in syntax.prepositions(noun) if prep.lower_ == "against"]
    verb = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and verb.lemma_ in ("be", "remain") and verb.tag_ != "VB":
        yield from _at_war(noun, verb, words)
    if not against or syntax.is_negated(noun):
        return
    owner = next((t for t in syntax.children(noun, "poss", "compound", "amod") if words.can_act(t)), None)
    for other in (found for obj in against for found in syntax.with_conjuncts(obj)):
        if owner is not None and words.can_act(other) and _fits("opposes", owner, other, words):
            yield Tie(owner, "opposes", other, min(owner.i, other.i), max(owner.i, other.i), noun.i)


def _at_war(noun: Token, verb: Token, words: ActorWords) -> Iterator[Tie]:
    """ "X is at war with Y"."""
    subject = syntax.subject(verb) if not syntax.is_negated(verb) and not _is_condition(verb) else None
    for prep, obj in syntax.prepositions(noun):
        if subject is not None and prep.lower_ == "with" and words.can_act(obj) and _fits("opposes", subject, obj, words):
            yield Tie(subject, "opposes", obj, min(subject.i, obj.i), max(subject.i, obj.i), noun.i)


def _within(noun: Token, words: ActorWords) -> Iterator[Tie]:
    """ "X, another militia within Y": X is part of Y."""
    agent = words.agent(noun)
    if words.hit(noun.head) is None or agent is None or agent.entity == "person":
        return
    for prep, obj in syntax.prepositions(noun):
        if prep.lower_ in ("within", "of") and words.hit(obj) is not None and words.can_act(obj):
            broke = any(inner.lower_ in _BREAKAWAY for inner in syntax.children(noun, "amod", "compound"))
            yield Tie(noun.head, "formerly" if broke or _is_former(noun) else "part_of", obj, noun.head.i, obj.i)


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
