"""What the readings of a word ask of its sentence, second half: tests for who acts towards whom (column `needs`)."""

from __future__ import annotations

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, abstract_targets, facilities, weapon_at
from fogline.read.phrases import object_class
from fogline.read.trigger_tests import is_violent, undergoer_of

_CLAUSES = ("xcomp", "ccomp")
_CROWDS = frozenset("people thousand hundred ten dozen crowd protester demonstrator student worker resident supporter".split())
LABOR = frozenset("union worker wage teacher striker walkout labor labour pay employee miner driver doctor nurse".split())
_NO_BATTLE = frozenset("legal court political uphill custody electoral legislative courtroom verbal ratings".split())
_SPEAKERS = frozenset("it he she they we".split())
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_AIMED = frozenset({"at", "on", "against", "towards", "toward"})
_NOWHERE = frozenset({"sea", "ocean", "water", "waters", "sky"})


class PartyTests:
    """Tests of one paragraph's triggers; every public method is a value of `needs`."""

    def __init__(self, words: ActorWords) -> None:
        self._words = words

    def _is_party(self, token: Token | None) -> bool:
        if token is None:
            return False
        token = syntax.resolve_relative(token)
        if token.pos_ == "PRON":
            return self._words.can_act(token) and token.lower_ not in ("that", "which")
        if weapon_at(token) is not None:
            return False
        return self._words.can_act(token) or token.ent_type_ in NAMED or object_class(token, "parties")

    def _is_official(self, token: Token | None) -> bool:
        if token is None:
            return False
        token = syntax.resolve_relative(token)
        return self._words.is_official(token) or token.ent_type_ in ("GPE", "PERSON") or self._words.is_state(token)

    def _doer(self, trigger: Trigger) -> Token | None:
        head = trigger.head
        if head.pos_ in ("VERB", "AUX"):
            found = syntax.doer(head)
            return found if found is None or syntax.is_passive(head) else _speaker_meant(found)
        return copular_subject(head)

    # ---- the subject

    def actor_subject(self, trigger: Trigger) -> bool:
        """A person, an armed body, a state or a name does it; a passive leaves it open."""
        doer = self._doer(trigger)
        if doer is None and trigger.joined is not None:
            return syntax.is_passive(trigger.head)
        return self._is_party(doer)

    def shows_arms(self, trigger: Trigger) -> bool:
        """A party fires missiles at nobody: into the sea, or to try them out."""
        fired = [trigger.head, *syntax.children(trigger.head, "dobj")]
        fired += [obj for noun in fired[1:] for prep, obj in syntax.prepositions(noun) if prep.lower_ == "of"]
        near = [
            (prep.lower_, obj)
            for first in fired
            for one in syntax.with_conjuncts(first)
            for prep, obj in syntax.prepositions(one)
        ]
        aimed = any(by in _AIMED and obj.lemma_.lower() not in _NOWHERE for by, obj in near)
        return self.actor_subject(trigger) and not aimed

    def active_party(self, trigger: Trigger) -> bool:
        """A party is said to do it, in an active clause or after "by"."""
        return self._is_party(self._doer(trigger))

    def party_or_open(self, trigger: Trigger) -> bool:
        """A party does it, or the sentence leaves open who; shares and diners do not."""
        doer = self._doer(trigger)
        return doer is None or self._is_party(doer)

    def official_subject(self, trigger: Trigger) -> bool:
        """An official, a state or a named person does it."""
        return self._is_official(self._doer(trigger))

    def armed_subject(self, trigger: Trigger) -> bool:
        """A fighting body does it."""
        doer = self._doer(trigger)
        return doer is not None and self._words.is_armed(doer)

    def unarmed_subject(self, trigger: Trigger) -> bool:
        """People who are no fighting body do it: protesters, workers, residents."""
        doer = self._doer(trigger)
        agent = self._words.agent(doer) if doer is not None else None
        return agent is not None and agent.argument_class == "civilian"

    def armed_or_state(self, trigger: Trigger) -> bool:
        """A fighting body, an official or a state does it."""
        return self.armed_subject(trigger) or self.official_subject(trigger)

    def official_party(self, trigger: Trigger) -> bool:
        """A visit between parties: an official or a state goes, or a person by name to a state; police in a shop pay none."""
        head = trigger.head
        doer = syntax.subject(head) if head.pos_ == "VERB" else None
        owners = syntax.children(head, "poss", "compound", "amod")
        owners += [obj for prep, obj in syntax.prepositions(head) if prep.lower_ in ("by", "of")]
        going = [syntax.resolve_relative(doer)] if doer is not None else owners
        if any(self._is_titled(token) or token.ent_type_ == "GPE" for token in going):
            return True
        goal = [*syntax.children(head, "dobj"), *(obj for _, obj in syntax.prepositions(head))]
        to_state = any(self._words.is_state(token) for token in goal)
        return to_state and any(token.ent_type_ == "PERSON" or token.lower_ in ("he", "she", "they") for token in going)

    def _is_titled(self, token: Token) -> bool:
        """True for officials, and for names behind or before a title ("President Okoro", "Okoro, the minister")."""
        titles = syntax.children(token, "compound", "appos", "amod", "nmod")
        return any(self._words.is_official(one) for one in (token, *titles))

    def has_object(self, trigger: Trigger) -> bool:
        """Something is done to something."""
        return undergoer_of(trigger.head) is not None

    def march_of_people(self, trigger: Trigger) -> bool:
        """A crowd marches or rallies; soldiers march too."""
        doer = self._doer(trigger)
        has_object = syntax.child(trigger.head, "dobj") is not None
        if doer is None or has_object or self._words.is_armed(doer):
            return False
        return doer.lemma_.lower() in _CROWDS or (doer.tag_ in ("NNS", "NNPS") and self._words.is_person(doer))

    # ---- subject and object

    def party_verb(self, trigger: Trigger) -> bool:
        """A party does it to a party, or to what a party has done or made."""
        target = undergoer_of(trigger.head)
        return self._is_official(self._doer(trigger)) and target is not None and self._touches_party(target)

    def _touches_party(self, noun: Token) -> bool:
        if self._is_party(noun):
            return True
        return any(self._is_party(t) for t in syntax.children(noun, "poss", "amod", "compound", "nmod"))

    def state_object(self, trigger: Trigger) -> bool:
        """A state or a name is recognized by an official body."""
        target = syntax.child(trigger.head, "dobj")
        return self._is_official(self._doer(trigger)) and target is not None and target.ent_type_ in ("GPE", "NORP", "ORG")

    def official_object(self, trigger: Trigger) -> bool:
        """An official or a named person is received."""
        target = undergoer_of(trigger.head)
        person = target is not None and target.ent_type_ == "PERSON" and self._is_titled_doer(trigger)
        return self._is_official(self._doer(trigger)) and target is not None and (self._words.is_official(target) or person)

    def _is_titled_doer(self, trigger: Trigger) -> bool:
        doer = self._doer(trigger)
        return doer is not None and self._is_titled(doer)

    def offer_object(self, trigger: Trigger) -> bool:
        """An offer, a plan, an agreement is accepted."""
        target = undergoer_of(trigger.head)
        found = target is not None and (object_class(target, "offer") or object_class(target, "accord"))
        return found and self._is_party(self._doer(trigger))

    def force_object(self, trigger: Trigger) -> bool:
        """Troops, reinforcements, arms are moved."""
        target = undergoer_of(trigger.head)
        if target is None:
            return self.armed_subject(trigger)
        return self._words.is_armed(target) or object_class(target, "force") or object_class(target, "bigarms")

    def talks_object(self, trigger: Trigger) -> bool:
        """Talks, a meeting, a visit."""
        target = undergoer_of(trigger.head)
        return target is not None and target.lemma_.lower() in ("talk", "talks", "meeting", "visit", "summit", "negotiation")

    def lets_party(self, trigger: Trigger) -> bool:
        """A state or an official lets somebody do something."""
        clause = syntax.child(trigger.head, *_CLAUSES)
        who = syntax.child(trigger.head, "dobj") or (syntax.child(clause, "nsubj") if clause is not None else None)
        doer = self._doer(trigger)
        rules = doer is not None and (self._words.is_state(doer) or self._words.is_body(doer))
        return clause is not None and rules and self._is_party(who)

    def captured_thing(self, trigger: Trigger) -> bool:
        """ "The capture of the town", "of the general"."""
        of = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "of"]
        return any(self._is_party(o) or o.ent_type_ in ("GPE", "FAC", "LOC") or o.lemma_.lower() in facilities() for o in of)

    def hanged(self, trigger: Trigger) -> bool:
        """Somebody was hanged; pictures are hung."""
        target = undergoer_of(trigger.head)
        return trigger.head.lower_ == "hanged" and self._is_party(target)

    def sexually(self, trigger: Trigger) -> bool:
        """ "Sexually abused"."""
        return any(inner.lower_ == "sexually" for inner in trigger.head.children)

    # ---- clauses and prepositions

    def to_do(self, trigger: Trigger) -> bool:
        """Refused to do something, of a party or of nobody named."""
        doer = self._doer(trigger)
        return syntax.child(trigger.head, *_CLAUSES) is not None and (doer is None or self._is_party(doer))

    def offers_to(self, trigger: Trigger) -> bool:
        """Offered to mediate; not "offered him a place to stay"."""
        clause = syntax.child(trigger.head, "xcomp")
        return clause is not None and syntax.child(trigger.head, "dobj") is None and self._is_party(self._doer(trigger))

    def _is_public(self, token: Token) -> bool:
        if self._is_official(token) or self._words.is_armed(token):
            return True
        hit = self._words.hit(token)
        named = token.ent_type_ in NAMED or (hit is not None and hit.is_actor)
        return named or object_class(token, "leading") or object_class(token, "parties")

    def others_arms(self, trigger: Trigger) -> bool:
        """Arms are given to somebody; whoever delivers "their weapons" gives them up."""
        noun = trigger.joined
        own = noun is not None and any(t.lower_ in ("their", "its", "his") for t in syntax.children(noun, "poss"))
        return not own and self.actor_subject(trigger)

    def to_do_actor(self, trigger: Trigger) -> bool:
        """ "Is ready to ...", of a party."""
        doer = copular_subject(trigger.head)
        spoken_of = doer is not None and doer.lower_ in ("he", "she", "it", "they") and trigger.head.head.dep_ == "ccomp"
        clause = syntax.child(trigger.head, "xcomp")
        if clause is None or any(is_violent(token) for token in clause.subtree):
            return False  # who is prepared to launch strikes has agreed to nothing
        return spoken_of or self._is_official(doer)

    def opposes(self, trigger: Trigger) -> bool:
        """ "Opposed the plan", "is opposed to the plan", of a party."""
        head = trigger.head
        if syntax.is_passive(head) and any(prep.lower_ == "to" for prep, _ in syntax.prepositions(head)):
            return self._is_party(syntax.passive_subject(head))
        return self._is_party(self._doer(trigger))

    def opposed_to(self, trigger: Trigger) -> bool:
        """ "Is opposed to ...", of a party."""
        to = any(prep.lower_ == "to" for prep, _ in syntax.prepositions(trigger.head))
        return to and self._is_party(copular_subject(trigger.head))

    def against_object(self, trigger: Trigger) -> bool:
        """ "Presented evidence against Russia"."""
        near = [*syntax.prepositions(trigger.head)]
        near += [*syntax.prepositions(trigger.joined)] if trigger.joined is not None else []
        return any(prep.lower_ == "against" and self._is_party(obj) for prep, obj in near)

    def held_captive(self, trigger: Trigger) -> bool:
        """ "Held him as a hostage", "is being held in custody"."""
        held = [obj.lemma_.lower() for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ in ("as", "in", "at")]
        return bool({"hostage", "shield", "captive", "prisoner", "custody", "detention", "captivity"} & set(held))

    def of_or_over_place(self, trigger: Trigger) -> bool:
        """ "Took control of the town"."""
        near = [*syntax.prepositions(trigger.head)]
        near += [*syntax.prepositions(trigger.joined)] if trigger.joined is not None else []
        places = [obj for prep, obj in near if prep.lower_ in ("of", "over", "from")]
        named = any(o.ent_type_ in ("GPE", "LOC", "FAC") or o.lemma_.lower() in facilities() for o in places)
        return named and self._is_party(self._doer(trigger))

    # ---- nouns

    def _around(self, noun: Token) -> list[Token]:
        owners = syntax.children(noun, "poss", "compound", "amod", "nmod")
        return owners + [obj for prep, obj in syntax.prepositions(noun) if prep.lower_ in ("by", "from", "of", "between")]

    def of_person(self, trigger: Trigger) -> bool:
        """The noun says of whom: "the conviction of the general", "his conviction"."""
        of = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "of"]
        owners = [*of, *syntax.children(trigger.head, "poss")]
        owners = [token for token in owners if not self._words.is_time(token)]  # "in Tuesday's release"
        return any(self._words.is_person(token) or token.pos_ in ("PROPN", "PRON") for token in owners)

    def party_of_noun(self, trigger: Trigger) -> bool:
        """ "The government's appeal", "criticism by the union"."""
        return any(self._is_official(token) or self._words.is_armed(token) for token in self._around(trigger.head))

    def party_for(self, trigger: Trigger) -> bool:
        """ "The government's call for a truce"."""
        wanted = any(prep.lower_ in ("for", "on") for prep, _ in syntax.prepositions(trigger.head))
        return (wanted or syntax.has_child(trigger.head, "acl")) and self.party_of_noun(trigger)

    def party_on(self, trigger: Trigger) -> bool:
        """ "Sanctions on the regime", "against Iran"."""
        return any(prep.lower_ in ("on", "against") and self._is_party(o) for prep, o in syntax.prepositions(trigger.head))

    def armed_noun(self, trigger: Trigger) -> bool:
        """ "The army's offensive", "a military build-up"."""
        around = self._around(trigger.head)
        return any(self._words.is_armed(t) or t.lower_ == "military" or t.ent_type_ in ("NORP", "GPE") for t in around)

    def armed_battle(self, trigger: Trigger) -> bool:
        """A battle of fighting bodies; no legal battle, no battle against a disease."""
        head = trigger.head
        if any(inner.lower_ in _NO_BATTLE for inner in head.children):
            return False
        sides = [obj for prep, obj in syntax.prepositions(head) if prep.lower_ in ("with", "between", "against")]
        sides += self._around(head)
        return any(self._words.is_armed(token) for side in sides for token in syntax.with_conjuncts(side))

    def armed_fight(self, trigger: Trigger) -> bool:
        """A fighting body fights one, or fights for a place."""
        if not self.armed_subject(trigger):
            return False
        target = undergoer_of(trigger.head)
        sides = [target] if target is not None else []
        sides += [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ in ("with", "against")]
        return any(self._words.is_armed(t) or t.ent_type_ in NAMED for t in sides if t.lemma_.lower() not in abstract_targets())

    def under_fire(self, trigger: Trigger) -> bool:
        """ "Came under fire", "an exchange of fire"."""
        head = trigger.head
        if head.dep_ != "pobj":
            return False
        exchange = head.head.lower_ == "of" and head.head.head.lemma_.lower() == "exchange"
        came = head.head.lower_ == "under" and head.head.head.lemma_.lower() == "come"
        return exchange or (came and self._is_hit(syntax.subject(head.head.head)))

    def _is_hit(self, token: Token | None) -> bool:
        """True for what is shot at, not criticized: fighters, vehicles, buildings, places."""
        if token is None:
            return False
        token = syntax.resolve_relative(token)
        agent = self._words.agent(token)
        civil = self._words.in_conflict and agent is not None and agent.argument_class == "civilian"
        hit = self._words.is_armed(token) or token.lemma_.lower() in facilities() or object_class(token, "bigarms")
        return civil or hit or token.ent_type_ in ("GPE", "FAC", "LOC")

    def protest_march(self, trigger: Trigger) -> bool:
        """ "A march of thousands", "a protest march"; not the month, not of soldiers."""
        head = trigger.head
        if head.pos_ == "PROPN":
            return False
        against = any(prep.lower_ in ("against", "by", "of") for prep, _ in syntax.prepositions(head))
        crowd = any(o.lemma_.lower() in _CROWDS for _, o in syntax.prepositions(head))
        return crowd or (against and head.dep_ in ("nsubj", "dobj", "nsubjpass") and not self.armed_noun(trigger))

    def labor_strike(self, trigger: Trigger) -> bool:
        """A strike of workers, or a general strike."""
        noun = trigger.joined
        if noun is None or any(inner.lower_ in ("air", "drone", "military", "hunger") for inner in noun.children):
            return False
        words = {t.lemma_.lower() for t in noun.sent}
        return "general" in {inner.lower_ for inner in noun.children} or bool(words & LABOR)


def copular_subject(adjective: Token) -> Token | None:
    """The subject of "is ready", or None."""
    if adjective.head.lemma_ in ("be", "remain") and adjective.dep_ in ("acomp", "attr", "oprd"):
        return syntax.subject(adjective.head)
    return None


def _speaker_meant(doer: Token) -> Token:
    """Of "the ministry said it would close the border" the ministry; any other doer as it is."""
    verb = doer.head
    if doer.lower_ not in _SPEAKERS or verb.dep_ != "ccomp":
        return doer
    speaker = syntax.subject(verb.head)
    return doer if speaker is None else syntax.resolve_relative(speaker)
