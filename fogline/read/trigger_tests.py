"""What the readings of a word ask of its sentence, first half: tests for force and violence (column `needs` of triggers.tsv)."""

from __future__ import annotations

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import (
    Trigger,
    abstract_targets,
    accidents,
    facilities,
    is_event_noun,
    quantified_weapon,
    trigger_table,
    weapon_at,
)
from fogline.read.phrases import is_parted, object_class
from fogline.read.violence import violent_words

_FIRM = frozenset({"", "not_verbal", "not_labour", "violent_doer", "person_or_violent", "place_object", "weapon_or_at"})
_FLYING = frozenset({"rocket", "missile", "mortar", "artillery", "drone", "bomb", "grenade", "vehicle bomb", "firearm"})
_DELIBERATE = frozenset({"attack", "assault", "strike", "raid", "bombing"})
_BURSTS = frozenset({"explosion", "blast", "leak", "explode"})
_GROUND = frozenset({"border", "land", "territory", "hill", "river", "water", "pasture", "line"})
"""What is fought over, not argued about."""
_WEAPON_GAS = frozenset({"gas", "fire"})
_PEOPLE = frozenset("old he she they him her them who whom we us people one two three four five six dozens hundreds".split())
_NOT_TAKEN = frozenset("power opportunity chance moment initiative attention control advantage record hold".split())
_VESSELS = frozenset("ship vessel boat tanker destroyer warship trawler freighter frigate submarine dinghy cruiser".split())


class ViolenceTests:
    """Tests of one paragraph's triggers; every public method is a value of `needs`."""

    def __init__(self, words: ActorWords) -> None:
        self._words = words
        self._is_armed = words.is_armed
        self._is_person = words.is_person
        self._is_official = words.is_official

    def not_verbal(self, trigger: Trigger) -> bool:
        target = undergoer_of(trigger.head)
        if target is not None and target.lemma_.lower() in abstract_targets():
            return False
        return not self._is_said(trigger.head, target)

    def _is_said(self, verb: Token, target: Token | None) -> bool:
        """True where a politician or reporter attacks a person and nothing in the sentence is violent: in words."""
        if verb.pos_ != "VERB" or target is None or target.ent_type_ in ("GPE", "FAC", "LOC"):
            return False
        if any(inner.lower_ in ("verbally", "personally", "publicly") for inner in verb.children):
            return True
        if _is_argued(verb):
            return True
        doer = syntax.subject(verb)
        public = doer is not None and self._words.is_public(syntax.resolve_relative(doer))
        others = (t for t in verb.sent if t.i != verb.i and t.lemma_ != verb.lemma_)
        return public and target.lemma_.lower() not in facilities() and not any(weapon_at(t) or is_violent(t) for t in others)

    def not_argued(self, trigger: Trigger) -> bool:
        """Ministers clash over a budget; who is armed, or clashes with police, clashes by force."""
        return not _is_argued(trigger.head) or any(self._is_armed(token) for token in trigger.head.sent)

    def rounded_up(self, trigger: Trigger) -> bool:
        """People are rounded up; so are lists."""
        target = undergoer_of(trigger.head)
        return target is None or self._is_person(target) or self._is_armed(target)

    def violent_doer(self, trigger: Trigger) -> bool:
        """Somebody, a weapon or an attack did it, or the sentence leaves open who; no accident, disease or force of nature."""
        head = trigger.head
        target = undergoer_of(head)
        if is_accidental(head) or (target is not None and target.lemma_.lower() in abstract_targets()):
            return False
        doer = syntax.subject(head) if not syntax.is_passive(head) else None
        if doer is None:
            return True
        doer = syntax.resolve_relative(doer)
        if any(letter.isdigit() for letter in doer.text) and doer.pos_ == "PROPN":
            return False  # "H5N1", a strain or a model, is nobody
        named = doer.pos_ in ("PROPN", "PRON", "NUM") or self._is_person(doer) or self._words.can_act(doer)
        if doer.lower_ in ("this", "that", "it") and doer.pos_ == "PRON":
            return self.violent_context(trigger)
        armed = is_event_noun(doer) or (weapon_at(doer) or quantified_weapon(doer)) is not None
        return named or armed or self.violent_context(trigger)

    def violent_context(self, trigger: Trigger) -> bool:
        head = trigger.head
        if is_accidental(head):
            return False
        target = undergoer_of(head)
        if target is not None and target.lemma_.lower() in abstract_targets():
            return False
        others = (t for t in head.sent if t.i != head.i)
        if any(t.lower_ in violent_words() or weapon_at(t) or is_violent(t) for t in others):
            return True
        doer = syntax.subject(head) if head.pos_ == "VERB" else None
        doer = syntax.resolve_relative(doer) if doer is not None else None
        armed = doer is not None and self._is_armed(doer)
        hit = target is not None and (is_spot(target) or self._is_armed(target))
        return (armed and hit) or (self._words.in_violence and self._fits_violence(trigger, doer, target))

    def _fits_violence(self, trigger: Trigger, doer: Token | None, target: Token | None) -> bool:
        """True for what a report of violence need not explain: somebody died, the blast, they struck the camp."""
        if any(t.lemma_.lower() in accidents() for t in trigger.head.sent):
            return False
        if trigger.entry.pos != "verb":
            return True
        if trigger.entry.effect == "killed" and not trigger.entry.object_role:  # "die"
            return doer is not None and (self._is_person(doer) or doer.pos_ in ("PROPN", "PRON", "NUM"))
        acting = doer is None or self._words.can_act(doer) or weapon_at(doer) is not None or is_event_noun(doer)
        return acting and target is not None and (is_spot(target) or self._is_somebody(target))

    def _is_somebody(self, token: Token) -> bool:
        token = syntax.counted(syntax.resolve_relative(token))
        return self._is_person(token) or self._is_armed(token) or token.lower_ in _PEOPLE or token.pos_ == "NUM"

    def person_or_violent(self, trigger: Trigger) -> bool:
        target = undergoer_of(trigger.head)
        if target is not None and (self._is_somebody(target) or target.pos_ in ("PROPN", "PRON")):
            return True
        if target is not None and syntax.is_passive(trigger.head):  # "a bystander was shot"; scenes are shot too
            return target.lemma_.lower() not in abstract_targets() and target.pos_ != "X"
        if self._is_shot_headline(trigger):
            return True
        by = next((obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "by"), None)
        if by is not None and target is not None and (self._is_armed(by) or self._is_person(by)):
            return target.lemma_.lower() not in abstract_targets()
        return any(prep.lower_ == "at" for prep, _ in syntax.prepositions(trigger.head))

    def _is_shot_headline(self, trigger: Trigger) -> bool:
        """True for "Man, 34, fatally shot outside bar" and "6 shot in park", which a parser takes for people who shoot."""
        head = trigger.head
        if any(inner.lower_ == "fatally" for inner in head.children) or head.pos_ == "NOUN":
            return True
        doer = syntax.subject(head) if head.sent[-1].lower_ not in (".", "!", "?", '"', "”") else None
        somebody = doer is not None and (self._is_somebody(doer) and not self._is_armed(doer))
        return somebody and syntax.child(head, "dobj") is None

    def weapon_or_at(self, trigger: Trigger) -> bool:
        target = undergoer_of(trigger.head)
        if target is not None:
            found = weapon_at(target) or quantified_weapon(target)
            return found is not None
        if any(prep.lower_ in ("at", "on", "into", "upon") for prep, _ in syntax.prepositions(trigger.head)):
            return True
        doer = syntax.subject(trigger.head)
        return self._words.in_violence and doer is not None and self._is_armed(syntax.resolve_relative(doer))

    def weapon_object(self, trigger: Trigger) -> bool:
        target = undergoer_of(trigger.head)
        weapon = (weapon_at(target) or quantified_weapon(target)) if target is not None else None
        return weapon is not None and weapon.is_launched

    def weapon_subject(self, trigger: Trigger) -> bool:
        """A weapon is what went off, or what somebody set off: "detonated the explosive device", "an explosive-laden truck"."""
        doer = syntax.subject(trigger.head)
        near = [noun for noun in (doer, undergoer_of(trigger.head)) if noun is not None]
        words = [word for noun in near for word in (noun, *syntax.children(noun, "compound", "amod"))]
        laden = [inner for word in words if word.pos_ == "ADJ" for inner in syntax.children(word, "npadvmod", "advmod", "amod")]
        return any(weapon_at(word) for word in (*words, *laden)) or (doer is not None and self._is_armed(doer))

    def aircraft_object(self, trigger: Trigger) -> bool:
        target = undergoer_of(trigger.head)
        weapon = weapon_at(target) if target is not None else None
        return (weapon is not None and weapon.kind in ("aircraft", "drone", "missile", "rocket")) or (
            target is not None and target.lemma_.lower() in ("plane", "aircraft", "airliner", "helicopter", "balloon")
        )

    def person_object(self, trigger: Trigger) -> bool:
        target = undergoer_of(trigger.head)
        if target is None or target.lemma_.lower() in abstract_targets():
            return False
        named = self._words.in_conflict and target.pos_ in ("PROPN", "PRON") and target.ent_type_ not in ("GPE", "LOC", "FAC")
        return target.ent_type_ == "PERSON" or self._is_somebody(target) or named

    def captured_object(self, trigger: Trigger) -> bool:
        """People, places, arms or goods are taken; "captured on video" takes nothing."""
        target = undergoer_of(trigger.head)
        if target is None or target.lemma_.lower() in abstract_targets():
            return False
        if is_spot(target) or weapon_at(target) is not None or target.ent_type_ in ("PERSON", "ORG"):
            return True
        doer = syntax.subject(trigger.head) if not syntax.is_passive(trigger.head) else None
        taken = doer is not None and self._is_armed(syntax.resolve_relative(doer))
        return self._is_somebody(target) or (taken and target.pos_ == "NOUN" and target.lemma_.lower() not in _NOT_TAKEN)

    def place_object(self, trigger: Trigger) -> bool:
        target = undergoer_of(trigger.head)
        return target is not None and is_spot(target)

    def launched_subject(self, trigger: Trigger) -> bool:
        """What flew did it: "shells fell on the market", "a rocket slammed into the school"."""
        doer = syntax.subject(trigger.head)
        weapon = (weapon_at(doer) or quantified_weapon(doer)) if doer is not None else None
        return weapon is not None and weapon.kind in _FLYING and not is_accidental(trigger.head)

    def with_missiles(self, trigger: Trigger) -> bool:
        """Somebody is pelted, sprayed, peppered with what hurts."""
        return any(prep.lower_ == "with" and weapon_noun_of(obj) for prep, obj in syntax.prepositions(trigger.head))

    def vessel_object(self, trigger: Trigger) -> bool:
        """A ship is sunk or torpedoed by somebody; a deal is torpedoed too, and a ferry sinks by itself."""
        target = undergoer_of(trigger.head)
        return target is not None and target.lemma_.lower() in _VESSELS and not is_accidental(trigger.head)

    def somebody_subject(self, trigger: Trigger) -> bool:
        """Whoever fights, or people in a report of violence."""
        doer = syntax.passive_subject(trigger.head) or syntax.subject(trigger.head)
        return doer is not None and self._is_somebody(doer) and self.violent_context(trigger)

    def of_weapon(self, trigger: Trigger) -> bool:
        of = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "of"]
        return any((weapon_at(obj) or quantified_weapon(obj)) is not None for obj in of)

    def not_labour(self, trigger: Trigger) -> bool:
        head = trigger.head
        if head.head.lemma_.lower() == "go" or any(c.lemma_.lower() in ("hunger", "labor", "labour") for c in head.children):
            return False
        words = {t.lemma_.lower() for t in head.sent}
        if words & {"union", "worker", "wage", "teacher", "striker", "walkout"}:
            return False
        modified = any(weapon_at(c) or c.ent_type_ in ("GPE", "NORP", "ORG") for c in head.children)
        target = next((o for p, o in syntax.prepositions(head) if p.lower_ in ("on", "against")), None)
        modified = modified or (target is not None and (is_spot(target) or self._is_somebody(target)))
        return modified or self.violent_context(trigger)


def is_spot(noun: Token) -> bool:
    """True for buildings, vehicles and places that force can be used on: "the depot", "Aleppo", "the hilltop"."""
    return noun.lemma_.lower() in facilities() or noun.ent_type_ in ("GPE", "FAC", "LOC") or object_class(noun, "spot")


def weapon_noun_of(noun: Token) -> bool:
    """True for a weapon or a number of them."""
    return (weapon_at(noun) or quantified_weapon(noun)) is not None


def is_accidental(verb: Token) -> bool:
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
    near += [cause for noun in (verb, *near) if (cause := _cause_of(noun)) is not None]
    if verb.pos_ == "NOUN" and verb.dep_ == "nsubj" and (adjective := syntax.child(verb.head, "acomp")) is not None:
        near.append(adjective)  # "the shooting was accidental"
    pairs = [(first, token) for first in near for token in (first, *syntax.children(first, "compound", "amod"))]
    # A gas leak is an accident, a gas attack none.
    return any(
        token.lemma_.lower() in accidents() and not (token.lower_ in _WEAPON_GAS and _is_deed(first, token, verb))
        for first, token in pairs
    )


def _is_argued(word: Token) -> bool:
    """True for what is done "over prices", "over the budget", where no other word of the sentence is one of force."""
    over = [obj for prep, obj in syntax.prepositions(word) if prep.lower_ == "over"]
    argued = [o for o in over if o.pos_ == "NOUN" and o.lemma_.lower() not in facilities() and o.lemma_ not in _GROUND]
    others = (token for token in word.sent if token.i != word.i and token.lemma_ != word.lemma_)
    return bool(argued) and not any(weapon_at(token) or is_violent(token) for token in others)


def _is_deed(first: Token, token: Token, verb: Token) -> bool:
    """True where gas or fire is what a deed is done with: "a gas attack killed"; a gas explosion may be an accident."""
    if verb.lemma_.lower() in _BURSTS:
        return False
    return verb.pos_ in ("NOUN", "PROPN") or (first.i != token.i and first.lemma_.lower() in _DELIBERATE)


def is_violent(token: Token) -> bool:
    pos = "verb" if token.pos_ == "VERB" else "noun"
    entry = trigger_table().get((token.lemma_.lower(), pos))
    return entry is not None and entry.event_type == "ASSAULT" and entry.needs in _FIRM and entry.score >= 0.7


def undergoer_of(verb: Token) -> Token | None:
    """The object of a verb, the subject of a passive one, or what an event noun is done to."""
    if verb.pos_ == "VERB":
        parted = next((syntax.child(t, "pobj") for t in verb.children if is_parted(t)), None)
        joined = (syntax.child(other, "dobj") for other in syntax.children(verb, "conj") if other.pos_ == "VERB")
        return syntax.child(verb, "dobj") or syntax.passive_subject(verb) or parted or next(joined, None)
    if (direct := syntax.child(verb, "dobj")) is not None:
        return direct  # a verb that the parser takes for a noun
    for prep, obj in syntax.prepositions(verb):
        if prep.lower_ in ("on", "against", "of", "at"):
            return obj
    return None


def _cause_of(noun: Token) -> Token | None:
    """What caused what a noun names: the leak of "a gas leak caused the blast"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in ("cause", "trigger", "spark"):
        return None
    return syntax.subject(verb)
