"""Who is named as responsible for an event by a word of blame or claim in the same sentence, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords

RESPONSIBILITY = frozenset({"responsibility", "credit", "involvement", "role"})


@dataclass(frozen=True, slots=True)
class Blame:
    """A word (`cue`) by which `speaker` names `doer` as responsible for the event with this trigger head."""

    event: Token
    doer: Token
    speaker: Token | None
    cue: Token
    kind: str
    stance: str = "asserts"


def find_blame(heads: Sequence[Token], sentence: Sequence[Token], words: ActorWords) -> list[Blame]:
    """The blame, claims and denials of a sentence; `heads` are the heads of its event triggers."""
    by_index = {head.i: head for head in heads}
    found = [blame for token in sentence if token.pos_ in ("VERB", "AUX") for blame in _of_verb(token, by_index, words)]
    found = [blame for blame in found if words.can_act(blame.doer) and not syntax.is_negated(blame.doer)]
    return [blame for blame in found if not syntax.is_negated(blame.cue)]


def _of_verb(verb: Token, events: dict[int, Token], words: ActorWords) -> Iterator[Blame]:
    lemma = verb.lemma_.lower()
    if lemma in ("blame", "attribute"):
        yield from _blame(verb, events)
    elif lemma in ("accuse", "suspect"):
        yield from _accuse(verb, events)
    elif lemma in ("claim", "deny", "admit", "accept"):
        yield from _claim(verb, events, words)
    elif lemma == "hold":
        yield from _hold(verb, events)
    elif lemma == "be":
        yield from _responsible(verb, events)


def speaker_of(verb: Token) -> Token | None:
    """Who speaks by a verb of blame or claim."""
    if syntax.is_passive(verb):
        return next((obj for prep, obj in syntax.prepositions(verb) if prep.lower_ == "by"), None)
    found = syntax.subject(verb)
    return syntax.resolve_relative(found) if found is not None else None


def _blame(verb: Token, events: dict[int, Token]) -> Iterator[Blame]:
    """ "blamed X for the attack", "blamed the attack on X", "an attack which W blamed on X"."""
    undergoer = syntax.passive_subject(verb) if syntax.is_passive(verb) else syntax.child(verb, "dobj")
    objects = {prep.lower_: obj for prep, obj in syntax.complements(verb)}
    doer = objects.get("on") or objects.get("to")
    if doer is not None:
        event = _event(undergoer, verb, events)
        if event is not None:
            yield Blame(event, doer, speaker_of(verb), verb, "accusation")
    elif undergoer is not None and "for" in objects and (event := _event(objects["for"], verb, events)) is not None:
        yield Blame(event, undergoer, speaker_of(verb), verb, "accusation")


def _event(token: Token | None, verb: Token, events: dict[int, Token]) -> Token | None:
    """The event that a token names; for a relative clause that hangs on another word, the event before it."""
    if token is not None:
        resolved = syntax.resolve_relative(token)
        if resolved.i in events:
            return events[resolved.i]
        if token.tag_ not in ("WDT", "WP", "IN"):
            return None
    if verb.dep_ not in ("relcl", "acl"):
        return None
    before = [i for i in events if i < verb.i]
    return events[max(before)] if before else None


def _accuse(verb: Token, events: dict[int, Token]) -> Iterator[Blame]:
    accused = syntax.passive_subject(verb) if syntax.is_passive(verb) else syntax.child(verb, "dobj")
    if accused is None:
        return
    for prep, obj in syntax.complements(verb):
        if prep.lower_ in ("of", "on", "over"):
            for act in syntax.with_conjuncts(obj):
                event = events.get(act.i) or next((events[t.i] for t in syntax.children(act, "dobj") if t.i in events), None)
                if event is not None:
                    yield Blame(event, accused, speaker_of(verb), verb, "accusation")


def _claim(verb: Token, events: dict[int, Token], words: ActorWords) -> Iterator[Blame]:
    claimed = syntax.passive_subject(verb) if syntax.is_passive(verb) else syntax.child(verb, "dobj")
    doer = speaker_of(verb)
    if claimed is None or doer is None:
        return
    stance = "denies" if verb.lemma_.lower() == "deny" else "asserts"
    kind = "denial" if stance == "denies" else "claim_of_responsibility"
    event = events.get(syntax.resolve_relative(claimed).i) if verb.lemma_.lower() == "claim" else None
    if event is None and claimed.lemma_.lower() in RESPONSIBILITY:
        behind = [*syntax.prepositions(claimed), *syntax.prepositions(verb)]
        event = next((events[obj.i] for prep, obj in behind if prep.lower_ in ("for", "in", "of") and obj.i in events), None)
    if event is not None and words.can_act(doer):
        yield Blame(event, doer, doer, verb, kind, stance)


def _hold(verb: Token, events: dict[int, Token]) -> Iterator[Blame]:
    held = syntax.child(verb, "dobj", "nsubj") or syntax.passive_subject(verb)
    responsible = next((t for t in verb.subtree if t.lower_ in ("responsible", "accountable")), None)
    if responsible is None:
        return
    held = syntax.child(responsible, "nsubj") or held
    for prep, obj in syntax.prepositions(responsible):
        if prep.lower_ == "for" and obj.i in events and held is not None:
            yield Blame(events[obj.i], held, speaker_of(verb), verb, "accusation")


def _responsible(verb: Token, events: dict[int, Token]) -> Iterator[Blame]:
    """ "The militia was responsible for the attack": said of somebody, so no more than an accusation."""
    doer = syntax.child(verb, "nsubj")
    for word in syntax.children(verb, "acomp"):
        if word.lower_ == "responsible" and doer is not None:
            yield from (
                Blame(events[obj.i], doer, None, word, "accusation")
                for prep, obj in syntax.prepositions(word)
                if prep.lower_ == "for" and obj.i in events and not syntax.is_negated(verb)
            )
