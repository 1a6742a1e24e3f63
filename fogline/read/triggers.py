"""Words that name events: candidates from the trigger table, kept where the sentence supports the reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, animals, is_event_noun, second_words, trigger_table
from fogline.read.party_tests import PartyTests
from fogline.read.phrases import phrase_triggers
from fogline.read.trigger_tests import ViolenceTests, is_accidental, undergoer_of

_SELVES = frozenset({"himself", "herself", "themselves", "myself", "itself", "yourself"})
_PARTICLES = ("prt", "acomp", "advmod", "oprd", "dobj")


class TriggerFinder:
    """Finds the triggers of one paragraph."""

    def __init__(self, words: ActorWords) -> None:
        self._words = words
        self._tests = (ViolenceTests(words), PartyTests(words))

    def find(self, sentence: SpacySpan) -> list[Trigger]:
        """The triggers of a sentence in text order; a noun that makes a phrase of its verb is no trigger of its own."""
        found = [trigger for token in sentence if (trigger := self._trigger(token)) is not None]
        joined = {trigger.joined.i for trigger in found if trigger.joined is not None}
        return [trigger for trigger in found if trigger.head.i not in joined]

    def _trigger(self, token: Token) -> Trigger | None:
        """The first reading of a word that the sentence supports."""
        for trigger in self._candidates(token):
            if can_be_meant(trigger) and self._holds(trigger):
                return trigger
        return None

    def _holds(self, trigger: Trigger) -> bool:
        name = trigger.entry.needs
        if not name:
            return True
        if name == "no_object":
            return syntax.child(trigger.head, "dobj", "ccomp") is None
        return next(bool(getattr(tests, name)(trigger)) for tests in self._tests if hasattr(tests, name))

    def _candidates(self, token: Token) -> Iterator[Trigger]:
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound") and not syntax.has_child(token, "det"):
            yield from phrase_triggers(token, self._words)
            yield from _verb_trigger(token)
        elif token.pos_ == "ADJ" and token.dep_ in ("acomp", "oprd"):
            entry = trigger_table().get((token.lower_, "adj"))
            if entry is not None:
                yield Trigger(token, token.i, token.i + 1, entry)
        elif token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("PERSON", "GPE", "LOC"):
            yield from _noun_trigger(token)


def can_be_meant(trigger: Trigger) -> bool:
    """False for assaults that are accidents, that hit animals, or that only carry out their object ("executed a raid")."""
    head = trigger.head
    if trigger.entry.event_type in ("SUPPORT", "REJECT") and head.tag_ == "VBN" and _describes(head):
        return False  # "a faction backed by them" says what it is, not what happened
    if head.lemma_.lower() == "plead" and any(inner.lower_ in ("guilty", "innocent") for inner in head.subtree):
        return False
    if trigger.entry.event_type not in ("ASSAULT", "COERCE"):
        return True
    undergoer = undergoer_of(trigger.head)
    counted = [obj for prep, obj in syntax.prepositions(undergoer) if prep.lower_ == "of"] if undergoer is not None else []
    if undergoer is not None and any(token.lemma_.lower() in animals() for token in (undergoer, *counted)):
        return False  # "thousands of birds were killed"
    if undergoer is not None and undergoer.lower_ in _SELVES and trigger.entry.lemma != "blow up":
        return False  # "shot himself"
    carries_out = undergoer is not None and trigger.entry.pos == "verb" and trigger.joined is None and is_event_noun(undergoer)
    return not carries_out and not is_accidental(trigger.head)


def _describes(verb: Token) -> bool:
    """True for a participle that hangs on a noun, by itself or through coordination."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("acl", "amod")


def _verb_trigger(token: Token) -> Iterator[Trigger]:
    lemma = token.lemma_.lower()
    for second in sorted(second_words().get(lemma, ())):
        for inner in token.children:
            far = lemma == "leave" and inner.dep_ in ("ccomp", "xcomp", "advcl", "acomp", "oprd")  # "left eleven fighters dead"
            near = inner.dep_ in _PARTICLES and abs(inner.i - token.i) <= 3
            if (near or far) and second in (inner.lemma_.lower(), inner.lower_):
                start, end = sorted((token.i, inner.i))
                is_adjacent = end - start == 1
                entry = trigger_table()[f"{lemma} {second}", "verb"]
                yield Trigger(token, start if is_adjacent else token.i, end + 1 if is_adjacent else token.i + 1, entry)
                return
    entry_or_none = trigger_table().get((lemma, "verb"))
    if entry_or_none is not None:
        effect = "killed" if entry_or_none.effect == "injured" and _is_deadly(token) else entry_or_none.effect
        yield Trigger(token, token.i, token.i + 1, replace(entry_or_none, effect=effect))


def _is_deadly(verb: Token) -> bool:
    """True for "fatally shot" and "shot to death"."""
    if any(inner.lower_ in ("fatally", "dead") for inner in verb.children):
        return True
    return any(prep.lower_ == "to" and obj.lower_ == "death" for prep, obj in syntax.prepositions(verb))


def _noun_trigger(token: Token) -> Iterator[Trigger]:
    if token.dep_ in ("compound", "amod") and token.head.i > token.i:
        return
    lemma = syntax.noun_lemma(token)
    previous = token.nbor(-1) if token.i > 0 else None
    if previous is not None and previous.head.i == token.i:
        for form in (lemma, token.lower_):
            entry = trigger_table().get((f"{previous.lower_} {form}", "noun"))
            if entry is not None:
                yield Trigger(token, previous.i, token.i + 1, entry)
                return
    entry = trigger_table().get((lemma, "noun")) or trigger_table().get((token.lower_, "noun"))
    if entry is not None and not _is_part_of_name(token):
        yield Trigger(token, token.i, token.i + 1, entry)


def _is_part_of_name(token: Token) -> bool:
    return token.ent_type_ in ("ORG", "PERSON", "FAC", "EVENT", "WORK_OF_ART", "LAW") and token.pos_ == "PROPN"
