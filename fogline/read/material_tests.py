"""What the readings of a word ask of its sentence, third part: ground taken and left, people taken and driven out, aid."""

from __future__ import annotations

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, abstract_targets, accidents, is_event_noun, weapon_at
from fogline.read.party_tests import PartyTests
from fogline.read.phrases import object_class
from fogline.read.trigger_tests import ViolenceTests, is_accidental, is_spot, is_violent, undergoer_of
from fogline.read.violence import violent_words

_RULERS = frozenset(
    "government regime president king leader minister premier dictator monarchy junta ruler administration".split()
)
_OFFICES = frozenset("post job office position government cabinet party parliament seat".split())
_LED_BY = frozenset({"police", "military", "militia", "rebel"})
_ARRIVING = frozenset(
    "reinforcement troop soldier marine peacekeeper commando paratrooper contingent convoy warship carrier".split()
)
_RELIEF = frozenset("aid relief humanitarian food medical emergency".split())
_CARRIERS = frozenset("convoy truck lorry shipment supply aid plane ship delivery help assistance".split())
_TERMS = frozenset("prison jail death life suspended custodial".split())
_CRIMES = frozenset("court judge tribunal jury magistrate".split())
_NO_WAR = frozenset(
    "legal court political uphill custody electoral legislative courtroom verbal charm diplomatic media propaganda price turf "
    "heart cancer any new possible".split()
)
_FLEEING = ("civilian", "other")
_CROWDS = frozenset("people thousand hundred dozen crowd ten".split())
_FLED_FROM = frozenset("fighting violence war conflict offensive shelling bombing bombardment clash attack unrest".split())


class MaterialTests:
    """Tests of one paragraph's triggers; every public method is a value of `needs`."""

    def __init__(self, words: ActorWords, violence: ViolenceTests, party: PartyTests) -> None:
        self._words = words
        self._violence = violence
        self._party = party

    def _is_people(self, token: Token) -> bool:
        token = syntax.counted(syntax.resolve_relative(token))
        agent = self._words.agent(token)
        return (agent is not None and agent.argument_class in _FLEEING) or object_class(token, "people")

    def _of(self, noun: Token) -> list[Token]:
        return [obj for prep, obj in syntax.prepositions(noun) if prep.lower_ == "of"]

    # ---- people

    def somebody_object(self, trigger: Trigger) -> bool:
        """Fighters, or people in a report of violence, are the object."""
        target = undergoer_of(trigger.head)
        if target is None or target.lemma_.lower() in abstract_targets():
            return False
        return self._words.is_armed(target) or (self._words.is_person(target) and self._violence.violent_context(trigger))

    def fighters_object(self, trigger: Trigger) -> bool:
        """Fighters are the object: others are eliminated from races."""
        target = undergoer_of(trigger.head)
        return target is not None and self._words.is_armed(target)

    def power_seized(self, trigger: Trigger) -> bool:
        """A coup, but not what is "a coup for" somebody."""
        return not any(prep.lower_ == "for" for prep, _ in syntax.prepositions(trigger.head))

    def led_away(self, trigger: Trigger) -> bool:
        """The police or fighters take people away; parents and taxis do too."""
        target, doer = undergoer_of(trigger.head), syntax.doer(trigger.head)
        agent = self._words.agent(doer) if doer is not None else None
        by_force = agent is not None and agent.argument_class in _LED_BY
        somebody = target is not None and (self._words.is_person(target) or target.pos_ == "PRON" or target.ent_type_ == "PERSON")
        return by_force and somebody

    def displaced_people(self, trigger: Trigger) -> bool:
        """People are driven out by violence, not by a flood."""
        target = undergoer_of(trigger.head)
        told = self._words.in_conflict or self._violence.violent_context(trigger)
        return target is not None and self._is_people(target) and told and not is_accidental(trigger.head)

    def flees_violence(self, trigger: Trigger) -> bool:
        """People, not a suspect or an army, flee where there is fighting."""
        head = trigger.head
        doer = syntax.doer(head)
        if doer is None or self._words.is_armed(doer) or is_accidental(head):
            return False
        many = doer.tag_ in ("NNS", "NNPS") or doer.lemma_.lower() in _CROWDS
        near = {t.lemma_.lower() for t in head.sent}
        told = bool(near & _FLED_FROM or {t.lower_ for t in head.sent} & violent_words())
        return many and ((told and self._is_people(doer)) or (self._words.in_conflict and self._is_population(doer)))

    def _is_population(self, token: Token) -> bool:
        """True for civilians and for numbers of people; a crowd that runs from a bar is none, and suspects are none."""
        agent = self._words.agent(token)
        civil = agent is not None and agent.argument_class == "civilian"
        return civil or token.ent_type_ == "CARDINAL" or object_class(token, "people")

    def forced_to_flee(self, trigger: Trigger) -> bool:
        """ "Forced villagers to flee", "to leave their homes"."""
        clause = syntax.child(trigger.head, "xcomp", "ccomp")
        return clause is not None and clause.lemma_.lower() in ("flee", "leave", "abandon", "evacuate")

    def violent_death(self, trigger: Trigger) -> bool:
        """ "The death of three guards" where there is violence; a toll counts, it does not tell."""
        of = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "of"]
        owners = [*of, *syntax.children(trigger.head, "poss")]
        whose = any(self._is_people(o) or self._words.is_person(o) or o.pos_ in ("PROPN", "NUM", "PRON") for o in owners)
        mishap = any(t.lemma_.lower() in accidents() or t.lower_ in ("natural", "self") for t in trigger.head.sent)
        told = any(
            t.i != trigger.head.i and (t.lower_ in violent_words() or weapon_at(t) or is_violent(t)) for t in trigger.head.sent
        )
        return whose and told and not mishap

    def war_noun(self, trigger: Trigger) -> bool:
        """A battle or an offensive in a report of violence; none of words, courts or charm."""
        head = trigger.head
        if any(inner.lower_ in _NO_WAR for inner in head.children) or head.dep_ in ("compound", "amod"):
            return False
        return self._words.in_violence or self._party.armed_battle(trigger) or self._party.armed_noun(trigger)

    def fights(self, trigger: Trigger) -> bool:
        """A fighting body fights one, or fights for or in a place."""
        if self._party.armed_fight(trigger):
            return True
        where = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ in ("for", "in", "around", "near", "over")]
        return self._party.armed_subject(trigger) and any(is_spot(place) for place in where)

    def violent_cause(self, trigger: Trigger) -> bool:
        """The attack claimed twelve lives; so does a flood."""
        doer = syntax.doer(trigger.head)
        is_cause = doer is not None and (is_event_noun(doer) or weapon_at(doer) is not None)
        return is_cause or self._violence.violent_context(trigger)

    def person_undergoes(self, trigger: Trigger) -> bool:
        """Somebody is pulled from the rubble."""
        target = undergoer_of(trigger.head)
        return target is not None and (self._words.is_person(target) or target.pos_ in ("PRON", "PROPN", "NUM"))

    def unarmed_crowd(self, trigger: Trigger) -> bool:
        """A crowd takes to the streets."""
        doer = syntax.doer(trigger.head)
        return doer is not None and not self._words.is_armed(doer) and (doer.tag_ in ("NNS", "NNPS") or self._is_people(doer))

    # ---- ground

    def takes_ground(self, trigger: Trigger) -> bool:
        """A fighting body or a state takes, clears or surrounds a place."""
        doer = syntax.doer(trigger.head)
        noun = trigger.joined or undergoer_of(trigger.head)
        taken = noun is not None and is_spot(noun)
        if doer is None:
            return taken and syntax.is_passive(trigger.head) and self._words.in_violence
        return taken and (self._words.is_armed(doer) or self._words.is_state(doer))

    def place_subject(self, trigger: Trigger) -> bool:
        """The town fell to the rebels."""
        doer = syntax.doer(trigger.head)
        return doer is not None and is_spot(doer) and self._violence.violent_context(trigger)

    def moves_away(self, trigger: Trigger) -> bool:
        """A fighting body pulls back, or pulls its troops back."""
        doer, target = syntax.doer(trigger.head), undergoer_of(trigger.head)
        moved = target is not None and (
            self._words.is_armed(target) or object_class(target, "force") or weapon_at(target) is not None
        )
        return moved or (target is None and doer is not None and self._words.is_armed(doer))

    def of_spot(self, trigger: Trigger) -> bool:
        """ "The destruction of the bridge", in a report of violence."""
        return any(is_spot(noun) for noun in self._of(trigger.head)) and self._violence.violent_context(trigger)

    def of_armed(self, trigger: Trigger) -> bool:
        """ "The surrender of the garrison", "the rebels' surrender"."""
        owners = [*self._of(trigger.head), *syntax.children(trigger.head, "poss", "compound", "amod")]
        return any(self._words.is_armed(token) or token.ent_type_ in ("PERSON", "NORP") for token in owners)

    def troops_subject(self, trigger: Trigger) -> bool:
        """Troops arrive in a country or town."""
        doer = syntax.doer(trigger.head)
        return doer is not None and (doer.lemma_.lower() in _ARRIVING) and doer.tag_ != "NNP"

    # ---- offices, courts, strikes, relief

    def topples(self, trigger: Trigger) -> bool:
        """A government or ruler is overthrown; statues and records are toppled too."""
        target = undergoer_of(trigger.head)
        if target is None:
            return False
        ruler = target.lemma_.lower() in _RULERS or any(t.lemma_.lower() in _RULERS for t in syntax.children(target, "compound"))
        doer = syntax.doer(trigger.head)
        return ruler and (doer is None or self._words.is_armed(doer) or is_event_noun(doer))

    def quits_office(self, trigger: Trigger) -> bool:
        """An official quits, or somebody quits a post."""
        doer, target = syntax.doer(trigger.head), syntax.child(trigger.head, "dobj")
        if doer is None or (target is not None and target.lemma_.lower() not in _OFFICES):
            return False
        return self._words.is_official(doer) or (target is not None and doer.ent_type_ == "PERSON")

    def sentenced(self, trigger: Trigger) -> bool:
        """A term in prison is handed down; a term in office, a sentence of a text are none."""
        noun = trigger.joined
        if noun is None:
            return False
        words = {t.lower_ for t in noun.subtree}
        doer = syntax.doer(trigger.head)
        by_court = doer is not None and doer.lemma_.lower() in _CRIMES
        return bool(words & _TERMS) or (by_court and noun.lemma_.lower() in ("sentence", "term"))

    def aid_subject(self, trigger: Trigger) -> bool:
        """A convoy of aid, a shipment of food arrives."""
        doer = syntax.doer(trigger.head)
        if doer is None or doer.lemma_.lower() not in _CARRIERS:
            return False
        near = (*doer.subtree, *(t for prep in syntax.children(trigger.head, "prep") for t in prep.subtree))
        return any(t.lower_ in _RELIEF or object_class(t, "relief") for t in near)
