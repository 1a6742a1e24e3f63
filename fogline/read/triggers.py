"""Words that name events: candidates from the trigger table, kept where the sentence supports the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_finder import EventWord, EventWords
from fogline.read.event_words import (
    Trigger,
    TriggerEntry,
    act_words,
    animals,
    is_event_noun,
    readings_of_words,
    roles_of_objects,
    second_words,
    trigger_table,
    verb_lemma,
)
from fogline.read.harm_tests import HarmTests
from fogline.read.material_tests import MaterialTests
from fogline.read.phrases import is_parted, phrase_triggers
from fogline.read.speech_tests import SpeechTests
from fogline.read.trigger_tests import ViolenceTests, is_accidental, undergoer_of

_WARD = frozenset({"hospital", "hospitals", "treated", "treatment", "clinic", "video", "statement", "footage"})
_SELVES = frozenset({"himself", "herself", "themselves", "myself", "itself", "yourself"})
_AFTER_EFFECTS = frozenset({"captured", "destroyed", "damaged", "displaced"})
_MISREAD = frozenset({"VBN", "VBZ", "NNS"})
_FORCE = frozenset({"ASSAULT", "COERCE"})
_NO_CLAUSE = frozenset({"", "violent_doer"})
_PREDICATE = frozenset({"acomp", "oprd", "ROOT", "ccomp", "conj", "attr"})
_NAMED_AT = frozenset({"pcomp", "pobj", "nsubj", "nsubjpass", "dobj", "ccomp", "ROOT", "conj"})
_VERBAL = frozenset({"nsubj", "nsubjpass", "dobj", "aux", "auxpass", "ccomp", "xcomp", "neg", "agent"})
_CARES = frozenset({"treat", "receive", "evacuate", "admit", "carry", "ferry", "fly", "airlift", "take"})
_WIDE = frozenset({"leave", "let", "find", "set"})
_INTO = frozenset({"into", "through", "upon"})
_FAR = frozenset({"ccomp", "xcomp", "advcl", "acomp", "oprd"})
_PRESENT = frozenset({"VBP", "VBZ"})
_SURE = 0.97
"""Chance that the finder of event words has to give where the tables say nothing, or no, to a word (docs/models/events.md)."""
_PLAIN_SPEECH = frozenset({"say", "tell", "add"})
_PARTICLES = ("prt", "acomp", "advmod", "oprd", "dobj")


class TriggerFinder:
    """Finds the triggers of one paragraph."""

    def __init__(self, words: ActorWords) -> None:
        self._words = words
        violence = ViolenceTests(words)
        party = SpeechTests(words)
        self._tests = (violence, party, MaterialTests(words, violence, party), HarmTests(words, violence, party))
        self._test: dict[str, Callable[[Trigger], object]] = {}

    def find(self, sentence: SpacySpan, learnt: EventWords | None = None) -> list[Trigger]:
        """The triggers of a sentence in text order; a noun that makes a phrase of its verb is no trigger of its own.

        `learnt` are the event words that the trained finder sees, None where it is not asked: those that no row of the tables
        explains are added.
        """
        found = [trigger for token in sentence if (trigger := self._trigger(token)) is not None]
        joined = {(trigger.joined.i, "") for trigger in found if trigger.joined is not None}
        joined |= {(obj.i, trigger.entry.event_type) for trigger in found for obj in _held(trigger)}
        kept = [one for one in found if not {(one.head.i, ""), (one.head.i, one.entry.event_type)} & joined]
        if learnt is None:
            return kept
        explained = {i for trigger in found for i in _words_of(trigger)} | {i for i, _ in joined}
        more = (i for i in range(sentence.start, sentence.end) if i in learnt and learnt[i].is_found and i not in explained)
        added = [trigger for i in more if self._may_add(trigger := self._learnt(sentence.doc[i], learnt[i]))]
        asked = [replace(trigger, word=_likeliest(trigger, learnt)) for trigger in kept]
        return sorted([*asked, *added], key=lambda trigger: trigger.head.i)

    def _learnt(self, token: Token, word: EventWord) -> Trigger:
        """A trigger on the finder's word alone, with what the tables say of this word or of any word of its type."""
        pos = "verb" if token.pos_ in ("VERB", "AUX") else "noun"
        lemma = verb_lemma(token) if pos == "verb" else syntax.noun_lemma(token)
        rows = [row for row in readings_of_words().get((lemma, pos), ()) if row.event_type == word.event_type]
        if rows:
            entry = replace(rows[0], needs="", score=word.chance)
        else:
            role = roles_of_objects()[word.event_type, pos]
            if word.event_type in _FORCE and pos == "verb":
                undergoer = undergoer_of(token)
                role = "victim" if undergoer is not None and self._words.is_person(undergoer) else role
            entry = TriggerEntry(lemma, pos, word.event_type, (), role, None, "", word.chance)
        return Trigger(token, token.i, token.i + 1, entry, word=word, is_learnt=True)

    def _may_add(self, trigger: Trigger) -> bool:
        """False for a word that only describes the next ("gunshot wounds"), and for plain verbs of saying.

        The finder has to be quite sure of a word that no table has ("renamed the square"), and of one whose rows fail in a
        report that is not of a conflict ("a coup for the director").
        """
        head, lemma = trigger.head, trigger.entry.lemma
        describes = head.dep_ in ("compound", "amod", "nmod") and head.head.i > head.i and head.tag_ != "VBN"
        is_likely = (lemma, trigger.entry.pos) in act_words() and self._words.in_conflict
        if describes or lemma in _PLAIN_SPEECH or (trigger.entry.score < _SURE and not is_likely):
            return False
        return can_be_meant(trigger)

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
        if name not in self._test:
            self._test[name] = next(getattr(tests, name) for tests in self._tests if hasattr(tests, name))
        return bool(self._test[name](trigger))

    def _candidates(self, token: Token) -> Iterator[Trigger]:
        if token.dep_ in ("amod", "compound") and token.tag_ in _MISREAD:
            yield from _before_noun(token)
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound") and not syntax.has_child(token, "det"):
            yield from phrase_triggers(token, self._words)
            yield from _verb_trigger(token)
            if _is_named_act(token):
                yield from _noun_trigger(token)
        elif token.pos_ == "ADJ" and token.dep_ in _PREDICATE and token.head.dep_ != "amod":
            entry = trigger_table().get((token.lower_, "adj"))
            if entry is not None and (token.head.lemma_.lower(), token.lower_) not in _two_words():
                yield Trigger(token, token.i, token.i + 1, entry)
        elif token.pos_ == "NOUN" and _is_verb_after_all(token):
            yield from _verb_trigger(token)
        elif token.pos_ in ("NOUN", "PROPN") and (token.pos_ == "NOUN" or token.ent_type_ not in ("PERSON", "GPE", "LOC")):
            yield from _noun_trigger(token)


def _words_of(trigger: Trigger) -> Iterator[int]:
    yield from range(trigger.start, trigger.end)
    yield trigger.head.i


def _likeliest(trigger: Trigger, learnt: EventWords) -> EventWord:
    """What the finder holds of that word of a trigger which it finds likeliest."""
    places = [*_words_of(trigger), *([trigger.joined.i] if trigger.joined is not None else [])]
    nothing = EventWord(trigger.entry.event_type, chance=0.0, told=0.0, is_found=False)
    return max((learnt[i] for i in places if i in learnt), key=lambda word: word.chance, default=nothing)


def _held(trigger: Trigger) -> list[Token]:
    """The "talks" of "held a round of talks"."""
    if trigger.joined is None:
        return []
    return [obj for prep, obj in syntax.prepositions(trigger.joined) if prep.lower_ == "of"]


@cache
def _two_words() -> frozenset[tuple[str, str]]:
    """Verbs with the adjective that makes one trigger with them: "left dead"."""
    return frozenset((first, second) for first, seconds in second_words().items() for second in seconds)


def can_be_meant(trigger: Trigger) -> bool:
    """False for assaults that are accidents, that hit animals, or that only carry out their object ("executed a raid")."""
    head = trigger.head
    if trigger.entry.event_type in ("SUPPORT", "REJECT") and head.tag_ == "VBN" and _describes(head):
        return False  # "a faction backed by them" says what it is, not what happened
    if (
        trigger.entry.event_type == "SUPPORT"
        and head.dep_ == "relcl"
        and (syntax.is_passive(head) or head.tag_ in _PRESENT)
        and not is_event_noun(head.head)
    ):
        return False  # "a group which was later backed by them", "an outpost where troops support the mission"
    if head.lemma_.lower() == "plead" and any(inner.lower_ in ("guilty", "innocent") for inner in head.subtree):
        return False
    if trigger.entry.modes == ("release",) and any(t.lower_ in _WARD for t in head.sent):
        return False  # released from hospital
    if trigger.entry.effect == "displaced" and is_accidental(trigger.head):
        return False  # "the storm forced 3,000 people to flee"
    if trigger.entry.event_type not in ("ASSAULT", "COERCE"):
        return True
    if _are_cared_for(trigger.head):
        return False
    undergoer = undergoer_of(trigger.head)
    counted = [obj for prep, obj in syntax.prepositions(undergoer) if prep.lower_ == "of"] if undergoer is not None else []
    if undergoer is not None and any(token.lemma_.lower() in animals() for token in (undergoer, *counted)):
        return False  # "thousands of birds were killed"
    if undergoer is not None and undergoer.lower_ in _SELVES and trigger.entry.lemma != "blow up":
        return False  # "shot himself"
    carries_out = undergoer is not None and trigger.entry.pos == "verb" and trigger.joined is None and is_event_noun(undergoer)
    return not carries_out and not is_accidental(trigger.head)


def _are_cared_for(word: Token) -> bool:
    """True for the wounded of "treated 24 wounded", where a parser sees a participle."""
    number = word.head
    return (
        number.pos_ == "NUM" and number.dep_ == "dobj" and number.head.lemma_ in _CARES and word.lower_ in ("wounded", "injured")
    )


def _describes(verb: Token) -> bool:
    """True for a participle that hangs on a noun, by itself or through coordination."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("acl", "amod")


def _verb_trigger(token: Token) -> Iterator[Trigger]:
    lemma = verb_lemma(token)
    for second in sorted(second_words().get(lemma, ())):
        for inner in token.children:
            far = lemma in _WIDE and inner.dep_ in _FAR  # "left eleven fighters dead", "was let go"
            hangs = inner.dep_ in _PARTICLES or is_parted(inner) or (inner.dep_ == "prep" and second in _INTO)
            near = hangs and abs(inner.i - token.i) <= 3
            if (near or far) and second in (inner.lemma_.lower(), inner.lower_) and inner.nbor(-1).lower_ != "not":
                start, end = sorted((token.i, inner.i))
                is_adjacent = end - start == 1
                entry = trigger_table()[f"{lemma} {second}", "verb"]
                yield Trigger(token, start if is_adjacent else token.i, end + 1 if is_adjacent else token.i + 1, entry)
                if lemma != "let":  # "would not let them in": the refusal stands beside it
                    return
    start, entries = token.i, readings_of_words().get((lemma, "verb"), ())
    if (hyphened := _hyphened(token, lemma)) is not None and (hyphened, "verb") in readings_of_words():
        start, entries = token.i - 2, readings_of_words()[hyphened, "verb"]
    for entry in entries:
        effect = "killed" if entry.effect == "injured" and _is_deadly(token) else entry.effect
        yield Trigger(token, start, token.i + 1, replace(entry, effect=effect))


def _hyphened(token: Token, lemma: str) -> str | None:
    """ "sit-in" and "tear-gas", which the tokenizer takes apart."""
    if token.i < 2 or token.nbor(-1).tag_ != "HYPH" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return None
    return f"{token.nbor(-2).lower_}-{lemma}"


def _is_deadly(verb: Token) -> bool:
    """True for "fatally shot" and "shot to death"."""
    if any(inner.lower_ in ("fatally", "dead") for inner in verb.children):
        return True
    return any(prep.lower_ == "to" and obj.lower_ == "death" for prep, obj in syntax.prepositions(verb))


def _before_noun(token: Token) -> Iterator[Trigger]:
    """What stands before a noun: "the besieged town", and the verb of "Army shells suburb", which a parser takes for a noun."""
    entry = trigger_table().get((token.lemma_.lower(), "verb"))
    if entry is None or entry.event_type not in _FORCE or token.head.i <= token.i:
        return
    if token.tag_ == "VBN":
        is_meant = token.dep_ == "amod" and not entry.needs and entry.effect in _AFTER_EFFECTS
    else:
        is_meant = entry.needs in _NO_CLAUSE and _may_be_verb(token)
    if is_meant:
        yield Trigger(token, token.i, token.i + 1, entry)


def _may_be_verb(noun: Token) -> bool:
    """True for a plural before a noun and behind one, of a word that names no event as a noun."""
    names_event = any((form, "noun") in trigger_table() for form in (noun.lower_, noun.lemma_.lower()))
    behind_noun = noun.i > 0 and noun.nbor(-1).pos_ in ("NOUN", "PROPN")
    return noun.lower_.endswith("s") and behind_noun and not names_event


def _is_verb_after_all(noun: Token) -> bool:
    """True where a parser sees a noun with an object ("police shot looters"), or one that is counted: "six shot near school"."""
    if noun.tag_ != "NN" or (verb_lemma(noun), "verb") not in trigger_table():
        return False
    if syntax.has_child(noun, "dobj") and syntax.has_child(noun, "nsubj"):
        return True
    counted = noun.i > 0 and noun.nbor(-1).dep_ == "nummod" and noun.nbor(-1).lower_ not in ("1", "one")
    return counted and verb_lemma(noun) != noun.lemma_.lower()


def _is_named_act(verb: Token) -> bool:
    """True for "in a Saturday night shooting", where a parser sees a verb: a form in -ing that governs nothing of a verb's."""
    if verb.tag_ != "VBG" or verb.dep_ not in _NAMED_AT or any(inner.dep_ in _VERBAL for inner in verb.children):
        return False
    if verb.is_sent_start:  # "Fighting between two clans flared"
        return any(prep.lower_ == "between" for prep, _ in syntax.prepositions(verb))
    return verb.i > 0 and not verb.nbor(-1).is_punct


def _noun_trigger(token: Token) -> Iterator[Trigger]:
    if token.dep_ in ("compound", "amod") and token.head.i > token.i:
        return
    lemma = token.lower_ if token.pos_ == "VERB" else syntax.noun_lemma(token)
    if (hyphened := _hyphened(token, lemma)) is not None and (hyphened, "noun") in readings_of_words():
        yield from _as_nouns(token, token.i - 2, readings_of_words()[hyphened, "noun"])
        return
    previous = token.nbor(-1) if token.i > 0 else None
    if previous is not None and previous.head.i == token.i:
        for form in (lemma, token.lower_):
            entry = trigger_table().get((f"{previous.lower_} {form}", "noun"))
            if entry is not None:
                yield Trigger(token, previous.i, token.i + 1, entry)
                return
    entries = readings_of_words().get((lemma, "noun")) or readings_of_words().get((token.lower_, "noun")) or ()
    if entries and not _is_part_of_name(token):
        yield from _as_nouns(token, token.i, entries)


def _as_nouns(token: Token, start: int, entries: Sequence[TriggerEntry]) -> Iterator[Trigger]:
    yield from (Trigger(token, start, token.i + 1, entry) for entry in entries)


def _is_part_of_name(token: Token) -> bool:
    return token.ent_type_ in ("ORG", "PERSON", "FAC", "EVENT", "WORK_OF_ART", "LAW") and token.pos_ == "PROPN"
