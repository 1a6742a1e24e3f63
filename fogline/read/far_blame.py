"""Who is named as responsible in a sentence that does not tell of the event itself: "The militia has claimed responsibility."

The blame goes to the assault told last before it, a few sentences back at most. Where a sentence names its event, see blame.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.blame import RESPONSIBILITY, Blame, speaker_of
from fogline.read.draft import Draft, FarBlame, ParagraphReading
from fogline.read.modality import standing
from fogline.record.vocabulary import REPORTED

_REACH = 4
"""Sentences back to the assault that is meant."""
_CLAIMING = frozenset({"claim", "admit", "accept", "take", "assume", "deny", "reject"})
_BLAMING = frozenset({"blame", "accuse", "suspect", "implicate"})
_BLAME_OBJECTS = frozenset({"attribute", "ascribe", "blame"})
_CUES = _CLAIMING | _BLAMING | _BLAME_OBJECTS | {"be"}
_OF_EVENTS = frozenset({"for", "of", "in", "with"})


@cache
def _deeds() -> frozenset[str]:
    return frozenset(row["lemma"] for row in iter_rows("deeds.tsv"))


@dataclass(frozen=True, slots=True)
class _Told:
    draft: Draft
    sentence: int


def add_far_blame(readings: Sequence[ParagraphReading]) -> None:
    """Notes in each paragraph the blame that its sentences lay on somebody for an assault told before."""
    last: _Told | None = None
    number = 0
    for reading in readings:
        heads = {draft.head.i for draft in reading.drafts}
        for sentence in reading.doc.sents:
            number += 1
            if last is not None and number - last.sentence <= _REACH:
                found = _blames(sentence, heads, reading.words)
                reading.far_blames.extend(FarBlame(last.draft, _of(last.draft, blame)) for blame in found)
            told = [draft for draft in reading.drafts if draft.sentence.start == sentence.start and _is_told(draft)]
            last = _Told(told[-1], number) if told else last


def _of(draft: Draft, blame: Blame) -> Blame:
    return Blame(draft.head, blame.doer, blame.speaker, blame.cue, blame.kind, blame.stance)


def _is_told(draft: Draft) -> bool:
    is_one = draft.excluded is None and not draft.is_aggregate
    return is_one and draft.trigger.entry.event_type == "ASSAULT" and draft.standing.modality in REPORTED


def _blames(sentence: SpacySpan, heads: set[int], words: ActorWords) -> Iterator[Blame]:
    """The blame of a sentence; its `event` is the cue, since it names none."""
    for verb in sentence:
        found = _of_verb(verb, heads) if verb.pos_ in ("VERB", "AUX") and verb.lemma_.lower() in _CUES else None
        if found is None or not words.can_act(found.doer) or found.doer.pos_ == "PRON":
            continue
        if (
            syntax.is_negated(found.doer)
            or syntax.is_negated(found.cue)
            or standing(verb, "ACCUSE", is_headline=False).modality != "happened"
        ):
            continue
        yield found


def _of_verb(verb: Token, heads: set[int]) -> Blame | None:
    lemma = verb.lemma_.lower()
    undergoer = syntax.passive_subject(verb) if syntax.is_passive(verb) else syntax.child(verb, "dobj")
    if lemma == "be":
        return _was_responsible(verb, heads)
    if undergoer is None:
        return None
    objects = {prep.lower_: obj for prep, obj in syntax.complements(verb)}
    if lemma in _CLAIMING and undergoer.lemma_.lower() in RESPONSIBILITY:
        doer = speaker_of(verb)
        behind = [obj for prep, obj in (*syntax.prepositions(undergoer), *syntax.prepositions(verb)) if prep.lower_ in _OF_EVENTS]
        denies = lemma in ("deny", "reject")
        kind = "denial" if denies else "claim_of_responsibility"
        if doer is not None and _takes_up(behind, heads):
            return Blame(verb, doer, doer, verb, kind, "denies" if denies else "asserts")
    if lemma in _BLAME_OBJECTS and (doer := objects.get("on") or objects.get("to")) is not None:
        return Blame(verb, doer, speaker_of(verb), verb, "accusation") if _takes_up([undergoer], heads) else None
    if lemma in _BLAMING and "on" not in objects:
        named = [objects[prep] for prep in ("for", "of", "in") if prep in objects]
        return Blame(verb, undergoer, speaker_of(verb), verb, "accusation") if _takes_up(named, heads) else None
    return None


def _was_responsible(verb: Token, heads: set[int]) -> Blame | None:
    """ "The militia was responsible (for the act)", "the militia was behind it"."""
    doer = syntax.child(verb, "nsubj")
    responsible = next((t for t in syntax.children(verb, "acomp") if t.lower_ == "responsible"), None)
    behind = [obj for prep, obj in syntax.prepositions(verb) if prep.lower_ == "behind"]
    if doer is None or (responsible is None and not behind):
        return None
    named = behind or [obj for prep, obj in syntax.prepositions(responsible or verb) if prep.lower_ == "for"]
    is_known = responsible is None or named
    return Blame(verb, doer, None, responsible or verb, "accusation") if is_known and _takes_up(named, heads) else None


def _takes_up(named: Sequence[Token], heads: set[int]) -> bool:
    """True where nothing is named, or words that take up what was told: "the act", "it"."""
    return all(token.i not in heads and token.lemma_.lower() in _deeds() for token in named)
