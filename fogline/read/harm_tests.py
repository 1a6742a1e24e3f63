"""What the readings of a word ask of its sentence, fifth part: harm by words that are harmless elsewhere (column `needs`)."""

from __future__ import annotations

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.civil_tests import CivilTests
from fogline.read.event_words import Trigger, abstract_targets, is_event_noun, weapon_at
from fogline.read.phrases import object_class
from fogline.read.trigger_tests import is_accidental, is_spot, undergoer_of

_BLASTS = frozenset("blast explosion bomb bombing shell rocket missile airstrike strike grenade mine detonation".split())
_TOWNS = frozenset("town city village capital fort base garrison airport stronghold district enclave outpost".split())
_FLIES = frozenset("shot bullet round shell rocket missile gunfire fire mortar shrapnel".split())
_SHOPS = frozenset("shop store school market bazaar bank business factory university office".split())
_SHOTS = frozenset("shot gunshot gunfire shooting fire explosion blast burst".split())


class HarmTests(CivilTests):
    """Tests of one paragraph's triggers; every public method is a value of `needs`."""

    def harmful(self, trigger: Trigger) -> bool:
        """Fighters, a mob, or somebody in a report of violence do it to somebody or something that can be hit."""
        head = trigger.head
        target = trigger.joined or undergoer_of(head) or self._through(head)
        if target is None or target.lemma_.lower() in abstract_targets() or is_accidental(head):
            return False
        doer = syntax.doer(head)
        if doer is not None and (self._words.is_armed(doer) or object_class(doer, "protesters")):
            return True
        if not self._words.in_conflict:
            return False
        return self._hits(target) and (doer is None or self._words.can_act(doer) or self._words.is_person(doer))

    def _through(self, verb: Token) -> Token | None:
        """What somebody breaks into or bursts through."""
        return next((obj for prep, obj in syntax.prepositions(verb) if prep.i == verb.i + 1), None)

    def _hits(self, target: Token) -> bool:
        people = self._words.is_person(target) or self._words.is_armed(target) or object_class(target, "people")
        return people or target.pos_ == "PRON" or is_spot(target) or weapon_at(target) is not None

    def blast_subject(self, trigger: Trigger) -> bool:
        """A blast shakes or rips through something."""
        doer = syntax.doer(trigger.head)
        return doer is not None and doer.lemma_.lower() in _BLASTS and not is_accidental(trigger.head)

    def shots_subject(self, trigger: Trigger) -> bool:
        """Shots ring out."""
        doer = syntax.doer(trigger.head)
        return doer is not None and doer.lemma_.lower() in _SHOTS

    def protest_doer(self, trigger: Trigger) -> bool:
        """Protesters, rioters, a mob do it."""
        doer = syntax.doer(trigger.head)
        return doer is not None and object_class(doer, "protesters")

    def works_not(self, trigger: Trigger) -> bool:
        """Workers strike: nothing is struck."""
        doer = syntax.doer(trigger.head)
        worker = doer is not None and object_class(doer, "workers")
        return worker and undergoer_of(trigger.head) is None

    def by_force(self, trigger: Trigger) -> bool:
        """Fighters or police do it, or in the passive nobody named in a report of a conflict."""
        doer = syntax.doer(trigger.head)
        if doer is None:
            return syntax.is_passive(trigger.head) and self._words.in_conflict
        return self._words.is_armed(doer)

    def makes_do(self, trigger: Trigger) -> bool:
        """Fighters make somebody do something."""
        clause, doer = syntax.child(trigger.head, "ccomp", "xcomp"), syntax.doer(trigger.head)
        bare = clause is not None and clause.tag_ == "VB" and not syntax.children(clause, "aux")
        return bare and self._words.in_conflict and doer is not None and self._words.is_armed(doer)

    def town_falls(self, trigger: Trigger) -> bool:
        """The town fell, in a report of violence; prices and leaves fall too."""
        doer = syntax.doer(trigger.head)
        town = doer is not None and (doer.ent_type_ == "GPE" or doer.lemma_.lower() in _TOWNS)
        return town and self._words.in_violence and syntax.child(trigger.head, "acomp", "oprd", "dobj", "prt") is None

    def flies_in(self, trigger: Trigger) -> bool:
        """Rounds come through the roof, shots come from it."""
        doer = syntax.doer(trigger.head)
        where = any(prep.lower_ in ("through", "into", "from", "over", "past") for prep, _ in syntax.prepositions(trigger.head))
        shot = doer is not None and doer.lemma_.lower() in _FLIES
        return where and shot and self._words.in_conflict

    def in_ruin(self, trigger: Trigger) -> bool:
        """The church is in flames, the village lies in ashes."""
        prep = trigger.head.head
        if trigger.head.dep_ != "pobj" or prep.lower_ != "in" or not self._words.in_violence:
            return False
        what = syntax.subject(prep.head) if prep.head.pos_ in ("VERB", "AUX") else None
        return what is not None and is_spot(what)

    def shouts_at(self, trigger: Trigger) -> bool:
        """A crowd shouts at somebody or against something."""
        at = any(prep.lower_ in ("at", "against") for prep, _ in syntax.prepositions(trigger.head))
        return at and self._words.in_conflict and self._is_crowd(syntax.doer(trigger.head))

    def shops_subject(self, trigger: Trigger) -> bool:
        """Shops stay shut, in a report of a conflict."""
        doer = syntax.doer(trigger.head)
        return self._words.in_conflict and doer is not None and doer.lemma_.lower() in _SHOPS

    def talks_subject(self, trigger: Trigger) -> bool:
        """Talks fall apart."""
        doer = syntax.doer(trigger.head)
        return doer is not None and doer.lemma_.lower() in ("talk", "talks", "negotiation", "deal", "truce", "ceasefire")

    def truce_subject(self, trigger: Trigger) -> bool:
        """A truce comes into force."""
        doer = syntax.doer(trigger.head)
        return doer is not None and doer.lemma_.lower() in ("truce", "ceasefire", "fire", "pause", "armistice")

    def sentence_object(self, trigger: Trigger) -> bool:
        """A sentence is commuted; people commute to work."""
        target = undergoer_of(trigger.head)
        return target is not None and target.lemma_.lower() in ("sentence", "term", "penalty")

    def weapon_held(self, trigger: Trigger) -> bool:
        """Arms are stockpiled."""
        target = undergoer_of(trigger.head)
        return target is not None and (weapon_at(target) is not None or object_class(target, "arms"))

    def war_work(self, trigger: Trigger) -> bool:
        """Lines that fighting has cut are repaired."""
        return self._words.in_conflict and self._party.party_or_open(trigger)

    def yields(self, trigger: Trigger) -> bool:
        """An official takes back what people protested against."""
        near = any(object_class(token, "dissent") or object_class(token, "protesters") for token in trigger.head.sent)
        return near and self._party.official_subject(trigger)

    def keeps_from(self, trigger: Trigger) -> bool:
        """Fighters, police or a state keep somebody from doing something."""
        doer, target = syntax.doer(trigger.head), undergoer_of(trigger.head)
        somebody = target is not None and (self._words.can_act(target) or self._words.is_person(target))
        public = doer is None or self._words.is_armed(doer) or self._words.is_official(doer) or self._words.is_state(doer)
        return somebody and public and (doer is not None or syntax.is_passive(trigger.head))

    def seizes(self, trigger: Trigger) -> bool:
        """Police or soldiers find arms; in a report of violence the passive may leave open who did."""
        doer = syntax.doer(trigger.head)
        if doer is None:
            return self._words.in_conflict and syntax.is_passive(trigger.head)
        return self._words.is_armed(doer)

    def interrogates(self, trigger: Trigger) -> bool:
        """The police question somebody; reporters do too."""
        doer, target = syntax.doer(trigger.head), undergoer_of(trigger.head)
        agent = self._words.agent(doer) if doer is not None else None
        by_police = doer is None or (agent is not None and agent.argument_class in ("police", "military"))
        somebody = target is not None and self._words.is_person(target)
        return by_police and somebody and self._words.in_conflict and not is_event_noun(trigger.head)
