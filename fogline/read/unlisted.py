"""Acts told by a verb that no table lists: who does it to whom says enough that it is one ("gunmen uprooted the rails").

Only in a report of a conflict, where a fighting body does it, or where a weapon or an attack does it to somebody; not for verbs
of being, moving, seeing, saying (plain_verbs.tsv). The type is a guess by the sides, and the score is low.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, TriggerEntry, act_words, is_event_noun, verb_lemma, weapon_at
from fogline.read.light_verbs import light_verbs
from fogline.read.trigger_tests import is_accidental, is_spot, undergoer_of
from fogline.read.voices import is_speech_verb

_TAGS = frozenset({"VBD", "VBN", "VBG"})
_SCORE = 0.4
_STATE = frozenset({"police", "military"})


@cache
def _plain_verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in iter_rows("plain_verbs.tsv"))


def unlisted_act(verb: Token, words: ActorWords) -> Trigger | None:
    """The act that a verb tells of by its sides alone, or None."""
    if (
        not words.in_conflict
        or verb.pos_ != "VERB"
        or verb.tag_ not in _TAGS
        or verb.dep_ in ("amod", "compound", "xcomp", "aux")
    ):
        return None
    lemma = verb_lemma(verb)
    if lemma in _plain_verbs() or lemma in light_verbs() or is_speech_verb(verb) or is_accidental(verb):
        return None
    doer = _doer(verb)
    undergoer = undergoer_of(verb)
    kind = _kind(doer, undergoer, words) if doer is not None else None
    if kind is None or undergoer is None or is_event_noun(undergoer):
        return None
    if (lemma, "verb") in act_words() and not _can_be_hit(undergoer, words):
        return None  # the tests of the table have refused it: "released the name"
    event_type, role = kind
    entry = TriggerEntry(lemma, "verb", event_type, (), role, None, "", _SCORE)
    return Trigger(verb, verb.i, verb.i + 1, entry)


def _doer(verb: Token) -> Token | None:
    if syntax.is_passive(verb):
        return next((obj for prep, obj in syntax.prepositions(verb) if prep.lower_ == "by"), None)
    found = syntax.subject(verb)
    return syntax.counted(syntax.resolve_relative(found)) if found is not None else None


def _kind(doer: Token, undergoer: Token | None, words: ActorWords) -> tuple[str, str] | None:
    """The type by the sides, and the role of who or what undergoes it."""
    hits = undergoer is not None and _can_be_hit(undergoer, words)
    if is_event_noun(doer) or weapon_at(doer) is not None:
        return ("ASSAULT", "target") if hits else None
    if not words.is_armed(doer) or words.is_state(doer):
        return None
    agent = words.agent(doer)
    by_state = agent is not None and agent.argument_class in _STATE
    return ("COERCE" if by_state or not hits else "ASSAULT"), "target"


def _can_be_hit(token: Token, words: ActorWords) -> bool:
    return words.is_person(token) or words.is_armed(token) or is_spot(token)
