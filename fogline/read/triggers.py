"""Words that name events: candidates from the trigger table, kept where the sentence supports the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.event_words import (
    TriggerEntry,
    abstract_targets,
    accidents,
    animals,
    facilities,
    is_event_noun,
    quantified_weapon,
    second_words,
    trigger_table,
    weapon_at,
)

_REACHED_BY = frozenset("sign reach strike conclude make broker announce ratify".split())
_PARTICLES = ("prt", "acomp", "advmod", "oprd", "dobj")


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word in a sentence: its tokens, its head token and the reading."""

    head: Token
    start: int
    end: int
    entry: TriggerEntry


class TriggerFinder:
    """Finds triggers; the three questions are those of `ActorWords`."""

    def __init__(
        self, is_armed: Callable[[Token], bool], is_person: Callable[[Token], bool], is_official: Callable[[Token], bool]
    ) -> None:
        self._is_armed = is_armed
        self._is_person = is_person
        self._is_official = is_official
        self._tests: dict[str, Callable[[Trigger], bool]] = {
            "": lambda _trigger: True,
            "not_verbal": self._not_verbal,
            "violent_context": self._violent_context,
            "violent_doer": self._violent_doer,
            "person_or_violent": self._person_or_violent,
            "weapon_or_at": self._weapon_or_at,
            "weapon_object": self._weapon_object,
            "weapon_subject": self._weapon_subject,
            "aircraft_object": self._aircraft_object,
            "person_object": self._person_object,
            "place_object": self._place_object,
            "actor_subject": self._actor_subject,
            "of_weapon": self._of_weapon,
            "not_labour": self._not_labour,
            "no_object": lambda trigger: syntax.child(trigger.head, "dobj") is None,
            "threat_content": self._threat_content,
            "call_for_or_on": self._call_for_or_on,
            "of_person": self._of_person,
            "reached": lambda trigger: trigger.head.dep_ == "dobj" and trigger.head.head.lemma_.lower() in _REACHED_BY,
            "to_do": lambda trigger: syntax.child(trigger.head, "xcomp", "ccomp") is not None,
            "against_whom": self._against_whom,
            "official_party": self._official_party,
            "captured_object": self._captured_object,
        }

    def find(self, sentence: SpacySpan) -> list[Trigger]:
        """The triggers of a sentence in text order."""
        found = [trigger for token in sentence for trigger in self._candidates(token)]
        return [trigger for trigger in found if _can_be_meant(trigger) and self._tests[trigger.entry.needs](trigger)]

    def _candidates(self, token: Token) -> Iterator[Trigger]:
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            yield from _verb_trigger(token)
        elif token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("PERSON", "GPE", "LOC"):
            yield from _noun_trigger(token)

    # ---- what the readings of a word ask of its sentence (column `needs` of triggers.tsv)

    def _not_verbal(self, trigger: Trigger) -> bool:
        target = _object(trigger.head)
        return target is None or target.lemma_.lower() not in abstract_targets()

    def _violent_doer(self, trigger: Trigger) -> bool:
        """Somebody, a weapon or an attack did it, or the sentence leaves open who; no accident, disease or force of nature."""
        head = trigger.head
        target = _object(head)
        if _is_accidental(head) or (target is not None and target.lemma_.lower() in abstract_targets()):
            return False
        doer = syntax.subject(head) if not syntax.is_passive(head) else None
        if doer is None:
            return True
        doer = syntax.resolve_relative(doer)
        if any(letter.isdigit() for letter in doer.text) and doer.pos_ == "PROPN":
            return False  # "H5N1", a strain or a model, is nobody
        named = doer.pos_ in ("PROPN", "PRON", "NUM") or self._is_person(doer) or self._is_armed(doer)
        if doer.lower_ in ("this", "that", "it") and doer.pos_ == "PRON":
            return self._violent_context(trigger)
        return named or is_event_noun(doer) or (weapon_at(doer) or quantified_weapon(doer)) is not None

    def _violent_context(self, trigger: Trigger) -> bool:
        head = trigger.head
        if _is_accidental(head):
            return False
        target = _object(head)
        if target is not None and target.lemma_.lower() in abstract_targets():
            return False
        others = (t for t in head.sent if t.i != head.i)
        if any(weapon_at(t) or _is_violent(t) for t in others):
            return True
        doer = syntax.subject(head) if head.pos_ == "VERB" else None
        armed = doer is not None and self._is_armed(syntax.resolve_relative(doer))
        hit = target is not None and (target.lemma_.lower() in facilities() or self._is_armed(target))
        return armed and hit

    def _person_or_violent(self, trigger: Trigger) -> bool:
        target = _object(trigger.head)
        if target is not None and (self._is_person(target) or target.pos_ in ("PROPN", "PRON")):
            return True
        return any(prep.lower_ == "at" for prep, _ in syntax.prepositions(trigger.head))

    def _weapon_or_at(self, trigger: Trigger) -> bool:
        target = _object(trigger.head)
        if target is not None:
            found = weapon_at(target) or quantified_weapon(target)
            return found is not None
        return any(prep.lower_ in ("at", "on", "into", "upon") for prep, _ in syntax.prepositions(trigger.head))

    def _weapon_object(self, trigger: Trigger) -> bool:
        target = _object(trigger.head)
        weapon = (weapon_at(target) or quantified_weapon(target)) if target is not None else None
        return weapon is not None and weapon.is_launched

    def _weapon_subject(self, trigger: Trigger) -> bool:
        doer = syntax.subject(trigger.head) or syntax.passive_subject(trigger.head) or _object(trigger.head)
        if doer is None:
            return False
        words = [doer, *syntax.children(doer, "compound", "amod")]
        return any(weapon_at(word) for word in words) or self._is_armed(doer)

    def _aircraft_object(self, trigger: Trigger) -> bool:
        target = _object(trigger.head)
        weapon = weapon_at(target) if target is not None else None
        return (weapon is not None and weapon.kind in ("aircraft", "drone", "missile", "rocket")) or (
            target is not None and target.lemma_.lower() in ("plane", "aircraft", "airliner", "helicopter", "balloon")
        )

    def _person_object(self, trigger: Trigger) -> bool:
        target = _object(trigger.head)
        if target is None or target.lemma_.lower() in abstract_targets():
            return False
        return self._is_person(target) or target.ent_type_ == "PERSON" or target.lower_ in ("him", "her", "them")

    def _captured_object(self, trigger: Trigger) -> bool:
        """People, places, arms or goods are taken; "captured on video" takes nothing."""
        target = _object(trigger.head)
        if target is None or target.lemma_.lower() in abstract_targets():
            return False
        is_thing = (
            target.lemma_.lower() in facilities() or weapon_at(target) is not None or target.ent_type_ in ("GPE", "FAC", "LOC")
        )
        return is_thing or self._is_person(target) or self._is_armed(target) or target.ent_type_ in ("PERSON", "ORG")

    def _place_object(self, trigger: Trigger) -> bool:
        target = _object(trigger.head)
        return target is not None and (target.lemma_.lower() in facilities() or target.ent_type_ in ("GPE", "FAC", "LOC"))

    def _actor_subject(self, trigger: Trigger) -> bool:
        doer = syntax.subject(trigger.head)
        if doer is None:
            return False
        doer = syntax.resolve_relative(doer)
        return self._is_armed(doer) or self._is_person(doer) or doer.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")

    def _of_person(self, trigger: Trigger) -> bool:
        """The noun says of whom: "the conviction of the general", "his conviction"."""
        of = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "of"]
        owners = [*of, *syntax.children(trigger.head, "poss")]
        return any(self._is_person(token) or token.pos_ in ("PROPN", "PRON") for token in owners)

    def _against_whom(self, trigger: Trigger) -> bool:
        """A threat that is made: by or against somebody. "A threat to democracy" is a danger, no speech act."""
        prepositions = {prep.lower_ for prep, _ in syntax.prepositions(trigger.head)}
        if "to" in prepositions:
            return False
        doers = [*syntax.children(trigger.head, "poss", "compound", "amod"), *(o for _, o in syntax.prepositions(trigger.head))]
        return any(self._is_armed(t) or self._is_person(t) for t in doers) or syntax.has_child(trigger.head, "acl")

    def _official_party(self, trigger: Trigger) -> bool:
        """A visit between parties: an official, a state or a named person goes; "police visited a shop" is none."""
        head = trigger.head
        doer = syntax.subject(head) if head.pos_ == "VERB" else None
        owners = syntax.children(head, "poss", "compound", "amod")
        owners += [obj for prep, obj in syntax.prepositions(head) if prep.lower_ in ("by", "of")]
        going = [syntax.resolve_relative(doer)] if doer is not None else owners
        return any(token.ent_type_ in ("PERSON", "GPE") or self._is_official(token) for token in going)

    def _of_weapon(self, trigger: Trigger) -> bool:
        of = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "of"]
        return any((weapon_at(obj) or quantified_weapon(obj)) is not None for obj in of)

    def _not_labour(self, trigger: Trigger) -> bool:
        head = trigger.head
        if head.head.lemma_.lower() == "go" or any(c.lemma_.lower() in ("hunger", "labor", "labour") for c in head.children):
            return False
        words = {t.lemma_.lower() for t in head.sent}
        if words & {"union", "worker", "wage", "teacher", "striker", "walkout"}:
            return False
        modified = any(weapon_at(c) or c.ent_type_ in ("GPE", "NORP", "ORG") for c in head.children)
        return modified or self._violent_context(trigger)

    def _threat_content(self, trigger: Trigger) -> bool:
        """Forceful content: a violent word in what is said, or an expressed consequence."""
        content = [t for t in trigger.head.subtree if t.i > trigger.head.i]
        return any(_is_violent(t) or t.lemma_.lower() in ("consequence", "retaliate", "respond", "punish") for t in content)

    def _call_for_or_on(self, trigger: Trigger) -> bool:
        return not syntax.is_passive(trigger.head) and any(
            prep.lower_ in ("for", "on", "upon") for prep, _ in syntax.prepositions(trigger.head)
        )


def _can_be_meant(trigger: Trigger) -> bool:
    """False for assaults that are accidents, that hit animals, or that only carry out their object ("executed a raid")."""
    if trigger.entry.event_type not in ("ASSAULT", "COERCE"):
        return True
    undergoer = _object(trigger.head)
    counted = [obj for prep, obj in syntax.prepositions(undergoer) if prep.lower_ == "of"] if undergoer is not None else []
    if undergoer is not None and any(token.lemma_.lower() in animals() for token in (undergoer, *counted)):
        return False  # "thousands of birds were killed"
    carries_out = undergoer is not None and trigger.entry.pos == "verb" and is_event_noun(undergoer)
    return not carries_out and not _is_accidental(trigger.head)


def _is_accidental(verb: Token) -> bool:
    """True where the subject of a verb, or what it happened in or from, is an accident, a disease or a force of nature."""
    doer = syntax.subject(verb) if verb.pos_ == "VERB" else None
    near = [syntax.resolve_relative(doer)] if doer is not None else []
    near += [verb] if verb.pos_ in ("NOUN", "PROPN") else []
    near += [obj for prep, obj in syntax.prepositions(verb) if prep.lower_ in ("in", "by", "from", "of", "during", "after")]
    if any(inner.lower_ in ("accidentally", "unintentionally", "inadvertently") for inner in verb.subtree):
        return True
    if verb.dep_ in ("advcl", "conj", "relcl", "acl") and verb.pos_ == "VERB":
        near.append(verb.head)  # "a plane crashed into a market, killing twenty"
    near += [token for clause in syntax.children(verb, "advcl") for token in clause.subtree if token.pos_ in ("VERB", "NOUN")]
    words = [token for first in near for token in (first, *syntax.children(first, "compound", "amod"))]
    return any(token.lemma_.lower() in accidents() for token in words)


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


def _is_violent(token: Token) -> bool:
    pos = "verb" if token.pos_ == "VERB" else "noun"
    entry = trigger_table().get((token.lemma_.lower(), pos))
    return (
        entry is not None
        and entry.event_type == "ASSAULT"
        and entry.needs in ("", "not_verbal", "not_labour", "violent_doer")
        and entry.score >= 0.7
    )


def _object(verb: Token) -> Token | None:
    """The object of a verb, the subject of a passive one, or what an event noun is done to."""
    if verb.pos_ == "VERB":
        joined = (syntax.child(other, "dobj") for other in syntax.children(verb, "conj") if other.pos_ == "VERB")
        return syntax.child(verb, "dobj") or syntax.passive_subject(verb) or next(joined, None)
    for prep, obj in syntax.prepositions(verb):
        if prep.lower_ in ("on", "against", "of", "at"):
            return obj
    return None
