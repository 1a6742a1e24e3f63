"""Towards whom an act of words or policy goes: the party behind "rejected a US request", "demanded that Libya ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, TriggerEntry, facilities, is_event_noun, trigger_table, weapon_at
from fogline.read.light_verbs import light_verb_of

_TOWARDS = (
    "against",
    "with",
    "to",
    "on",
    "for",
    "toward",
    "towards",
    "at",
    "from",
    "between",
    "of",
    "among",
    "over",
    "behind",
    "in",
    "by",
)
"""Prepositions that lead to the other side, best first; "from", "by" and "of" only behind the object."""
_OF_VERB = frozenset("against with to on for toward towards at from between among over in into behind".split())
_OF_NOUN = frozenset("against with to on for toward towards at from between of among over by in".split())
_DIRECTED = frozenset("against with to on toward towards".split())
_DISSENT = frozenset({"PROTEST", "REQUEST", "ACCUSE", "REJECT"})
_LETTING = frozenset({"allow", "let", "permit", "enable"})
_WHERE = frozenset({"in", "at"})
_OWNERS = ("poss", "amod", "compound", "nmod", "nummod")
_JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})
_DEEPEST = 3


def other_side(trigger: Trigger, words: ActorWords) -> list[Token]:
    """The heads of the parties that an act is directed at, in text order; empty where none is named.

    The object itself comes first; then the first party whose words tie it to a state; then the first party.
    """
    head = trigger.head
    doer = syntax.subject(head) if head.pos_ == "VERB" else None
    if head.lemma_.lower() == "blame":
        blamed = [obj for prep, obj in syntax.complements(head) if prep.lower_ == "on"]
        if blamed:  # "blamed the raid on them": what the raid hit is not blamed
            return _parties([noun for obj in blamed for noun in syntax.with_conjuncts(obj)], words, set())
    if doer is None and head.lemma_.lower() == "oppose" and any(prep.lower_ == "to" for prep, _ in syntax.prepositions(head)):
        doer = syntax.passive_subject(head)  # "is opposed to French mediation"
    doers = {t.i for t in doer.subtree} if doer is not None else set()
    undergoer = trigger.joined or syntax.child(head, "dobj", "dative") or syntax.passive_subject(head)
    direct = syntax.with_conjuncts(syntax.resolve_relative(undergoer)) if undergoer is not None else []
    if trigger.joined is not None and (trigger.entry.object_role != "target" or _is_own(trigger.joined)):
        direct = []  # "exchanged prisoners", "recalled its ambassador": neither is the other side
    if _withdraws(head):
        direct = []  # "withdrew its inspectors from Iraq": they are its own
    kept = _parties(direct, words, doers)
    if trigger.entry.event_type == "REQUEST" and (asked := _asked_of(head, undergoer, words, doers)):
        return asked
    if kept:
        return kept
    if direct and trigger.entry.event_type == "REQUEST" and syntax.has_child(head, "xcomp"):
        return []  # "witnesses are asked to call the police": whoever is asked is the other side, and is no party
    groups = [kept for nouns in _places(trigger, undergoer) if (kept := _parties(nouns, words, doers))]
    if trigger.entry.event_type == "ACCUSE":  # a complaint to the United Nations is about somebody else
        groups.sort(key=lambda group: all(_is_forum(token, words) for token in group))
    tied = (group for group in groups if any(words.hit(token) is not None or words.country(token) for token in group))
    return next(tied, groups[0] if groups else [])


def protested_against(trigger: Trigger, words: ActorWords) -> list[Token]:
    """Whom a protest is for or against: of "marched to demand reforms from X", "in protest at the decision of X"."""
    head = trigger.head
    verb = light_verb_of(head) or head if head.pos_ in ("NOUN", "PROPN") else head
    acts = {clause.i: clause for word in (verb, head) for clause in syntax.children(word, "advcl", "xcomp", "acl")}
    acts = {i: clause for i, clause in acts.items() if any(inner.lower_ == "to" for inner in syntax.children(clause, "aux"))}
    acts |= {obj.i: obj for word in (verb, head) for prep, obj in syntax.prepositions(word) if prep.lower_ == "in"}
    said = (act for act in acts.values() if (entry := _entry_of(act)) and entry.event_type in _DISSENT)
    sides = (other_side(replace(trigger, head=act, joined=None), words) for act in said)
    return next((found for found in sides if found), [])


def _entry_of(word: Token) -> TriggerEntry | None:
    return trigger_table().get((word.lemma_.lower(), "verb" if word.pos_ == "VERB" else "noun"))


def _withdraws(verb: Token) -> bool:
    entry = trigger_table().get((verb.lemma_.lower(), "verb"))
    left = any(prep.lower_ == "from" for word in (verb, *syntax.children(verb, "dobj")) for prep, _ in syntax.prepositions(word))
    return entry is not None and "withdraw" in entry.modes and left


def _asked_of(head: Token, undergoer: Token | None, words: ActorWords, doers: set[int]) -> list[Token]:
    """Of whom a thing is asked: "demanded an explanation from Ghana", "requested observers from the Union"."""
    if syntax.has_child(head, "xcomp"):
        return []
    nouns = [head, *([undergoer] if undergoer is not None else [])]
    near = [obj for noun in nouns for prep, obj in syntax.prepositions(noun) if prep.lower_ == "from"]
    return _parties([noun for obj in near for noun in syntax.with_conjuncts(obj)], words, doers)


def _is_forum(token: Token, words: ActorWords) -> bool:
    return "igo" in words.kinds(token)


def _places(trigger: Trigger, undergoer: Token | None) -> Iterator[list[Token]]:
    """Where to look, best first."""
    head, judging = trigger.head, trigger.entry.event_type in _JUDGING
    clauses = syntax.children(head, "ccomp", "xcomp")
    yield [noun for clause in clauses if (noun := syntax.child(clause, "nsubj", "nsubjpass")) is not None]
    if trigger.joined is not None:  # "filed a complaint against Sudan at the Council"
        yield from _behind(trigger.joined, _DIRECTED)
    meets = trigger.entry.event_type == "CONSULT" and (trigger.joined is None or trigger.joined.ent_type_ == "")
    yield from _behind(head, _OF_VERB - {"in", "at"} if meets else _OF_VERB)
    nouns = syntax.children(head, "dobj", "dative") or ([undergoer] if undergoer is not None else [])
    for noun in nouns:
        yield from _around(noun, 0, judging)
    for prep, obj in syntax.prepositions(head):
        if prep.lower_ in _OF_VERB:
            yield from _around(obj, 1, judging)
    for clause in clauses:
        yield from _within(clause, 0, judging)
    for clause in syntax.children(head, "advcl"):
        if clause.lemma_.lower() in _LETTING:  # "opened the crossing to let grain into Gaza"
            yield from _within(clause, 0, judging)
    if head.pos_ == "NOUN":  # "in protest of the council's refusal"
        yield from _around(head, 0, judging)


def _within(clause: Token, depth: int, judging: bool) -> Iterator[list[Token]]:
    """The other side inside a clause: "refused to meet the king", "promised to continue aid to Mozambique"."""
    for noun in syntax.children(clause, "dobj", "dative", "nsubj"):
        yield syntax.with_conjuncts(noun)
    yield from _behind(clause, _OF_VERB)
    for noun in syntax.children(clause, "dobj", "nsubj"):
        yield from _around(noun, 1, judging)
    for prep, obj in syntax.prepositions(clause):
        if prep.lower_ in _OF_VERB:
            yield from _around(obj, 1, judging)
    if depth < _DEEPEST:
        for inner in syntax.children(clause, "ccomp", "xcomp", "advcl"):
            yield from _within(inner, depth + 1, judging)


def _behind(word: Token, allowed: frozenset[str]) -> Iterator[list[Token]]:
    phrases = [(prep.lower_, obj) for prep, obj in syntax.prepositions(word) if prep.lower_ in allowed]
    for name in _TOWARDS:
        nouns = [noun for prep, obj in phrases if prep == name for noun in syntax.with_conjuncts(obj)]
        if nouns:
            yield nouns


def _around(noun: Token, depth: int, judging: bool) -> Iterator[list[Token]]:
    """The owners of a noun and what hangs on it: "Turkey's efforts", "a request by the minister", "relations with Libya"."""
    if judging and _is_deed(noun):  # "condemned the murder of the minister" is not directed at the minister
        yield from _behind(noun, frozenset({"by"}))
        yield _owners(noun, "amod", "compound", *([] if _is_done_to_owner(noun) else ["poss"]))
        return
    if _is_deed(noun):  # "aid for the French war against the rebels" is aid for France
        yield _owners(noun, *_OWNERS)
    is_site = noun.lemma_.lower() in facilities()  # "food for the Cambodian camp in Thailand"
    yield from _behind(noun, _OF_NOUN - _WHERE if is_site else _OF_NOUN)
    yield _owners(noun, *_OWNERS)
    if is_site:
        yield from _behind(noun, _WHERE)
    if depth >= _DEEPEST:
        return
    for _, obj in syntax.prepositions(noun):
        yield from _around(obj, depth + 1, judging)
    for clause in syntax.children(noun, "acl"):
        yield syntax.children(clause, "dobj", "nsubj")
        for inner in syntax.children(clause, "dobj"):
            yield from _around(inner, depth + 1, judging)


def _owners(noun: Token, *how: str) -> list[Token]:
    """Whose a noun is; also the France of "the France-led war"."""
    owners = syntax.children(noun, *how)
    led = [name for owner in owners if owner.lower_ == "led" for name in syntax.children(owner, "npadvmod")]
    return [token for owner in (*led, *owners) for token in (owner, *owner.conjuncts)]


def _is_deed(noun: Token) -> bool:
    """True for nouns of force: whom the deed was done to is not whom its condemnation is directed at."""
    entry = trigger_table().get((noun.lemma_.lower(), "noun"))
    return is_event_noun(noun) and entry is not None and entry.event_type in ("ASSAULT", "COERCE")


def _is_done_to_owner(noun: Token) -> bool:
    """True for "the minister's murder", unlike "the army's attack"."""
    entry = trigger_table().get((noun.lemma_.lower(), "noun"))
    return entry is not None and entry.object_role == "victim"


def _is_own(noun: Token) -> bool:
    return any(owner.lower_ in ("its", "their", "his", "her") for owner in syntax.children(noun, "poss"))


def _parties(nouns: list[Token], words: ActorWords, doers: set[int]) -> list[Token]:
    kept = [token for token in nouns if token.i not in doers and _is_party(token, words)]
    return sorted({token.i: token for token in kept}.values(), key=lambda token: token.i)


def _is_party(token: Token, words: ActorWords) -> bool:
    if token.pos_ == "PRON":
        return token.lower_ in ("him", "her", "them")
    if weapon_at(token) is not None or words.is_time(token) or token.lemma_.lower() in facilities():
        return False
    hit = words.hit(token)
    if hit is not None:
        return words.can_act(token) or hit.is_place or words.country(token) is not None
    return words.can_act(token) and not (token.pos_ == "ADJ" and not token.ent_type_)
