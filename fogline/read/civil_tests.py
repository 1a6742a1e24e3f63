"""What the readings of a word ask of its sentence, fourth part: crowds, relief, movement of forces, custody (column `needs`)."""

from __future__ import annotations

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, weapon_at
from fogline.read.party_tests import LABOR, PartyTests
from fogline.read.phrases import object_class
from fogline.read.trigger_tests import ViolenceTests, is_accidental, is_spot, is_violent, undergoer_of

_BEFORE = frozenset({"outside", "near", "at", "in", "before", "around", "along", "beside"})
_ERUPTS = frozenset("break erupt flare rage spread resume escalate leave kill claim".split())
_LEAVING = frozenset("leave evacuate flee surrender withdraw vacate go move stay keep stop".split())
_HELD = frozenset({"without", "on", "for", "over", "in", "at", "pending", "as"})
_HELD_FOR = frozenset(
    "bail bond charge suspicion question questioning connection custody detention jail prison cell trial hostage shield captive "
    "prisoner captivity".split()
)
_WOUNDS = frozenset("gunshot stab bullet beheaded headless decapitated tortured bound torture shot mutilated strangled".split())
_SOME = frozenset({"some", "others", "many", "they", "we"})
_OVER = frozenset({"over", "above", "across"})
_AIRCRAFT = frozenset({"aircraft", "drone"})


class CivilTests:
    """Tests of one paragraph's triggers; every public method is a value of `needs`."""

    def __init__(self, words: ActorWords, violence: ViolenceTests, party: PartyTests) -> None:
        self._words = words
        self._violence = violence
        self._party = party

    def _is_crowd(self, token: Token | None) -> bool:
        """True for several people who are no fighting body, and for a crowd."""
        if token is None or (self._words.is_armed(token) and not object_class(token, "protesters")):
            return False
        several = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "we", "who", "some", "others", "people")
        several = several or token.ent_type_ == "CARDINAL" or token.pos_ == "NUM"
        if token.lower_ in _SOME:
            return self._words.in_conflict
        return object_class(token, "protesters") or object_class(token, "crowd") or (several and self._is_people(token))

    def _is_people(self, token: Token) -> bool:
        number = token.pos_ == "NUM" or token.ent_type_ == "CARDINAL"
        return number or self._words.is_person(token) or self._words.can_act(token) or object_class(token, "people")

    # ---- crowds

    def gathers_against(self, trigger: Trigger) -> bool:
        """A crowd gathers in a sentence of protest, or in front of those in power; mourners and shoppers gather too."""
        doer = syntax.doer(trigger.head)
        if not self._is_crowd(doer) or doer is None:
            return False
        if object_class(doer, "protesters") or any(
            object_class(t, "dissent") for t in trigger.head.sent if t is not trigger.head
        ):
            return True
        near = list(syntax.prepositions(trigger.head))
        where = [obj for prep, obj in near if prep.lower_ in _BEFORE or prep.lower_ == "of"]
        if any(object_class(place, "seat of power") for place in where):
            return True
        many = doer.ent_type_ == "CARDINAL" or object_class(doer, "crowd")
        public = any(place.lower_ in ("square", "street", "streets", "plaza") for place in where)
        return self._words.in_conflict and many and public and not any(prep.lower_ in ("for", "to") for prep, _ in near)

    def crowd_subject(self, trigger: Trigger) -> bool:
        """A crowd does it: chants, carries banners, pours into the street."""
        return self._is_crowd(syntax.doer(trigger.head))

    def strike_of_workers(self, trigger: Trigger) -> bool:
        """A strike of workers: "the strike by bus drivers", "a nationwide strike paralysed the port"."""
        head = trigger.head
        if self._violence.not_labour(trigger) and self._violence.violent_context(trigger):
            return False
        around = {t.lemma_.lower() for t in head.sent}
        near = {t.lower_ for t in head.children} | {o.lemma_.lower() for _, o in syntax.prepositions(head)}
        return bool(around & LABOR or near & {"nationwide", "day", "week", "hour", "month", "indefinite"})

    def breaks_out(self, trigger: Trigger) -> bool:
        """ "Violence broke out in the suburb", "flared", "left six dead"."""
        verb = trigger.head.head
        return trigger.head.dep_ == "nsubj" and verb.lemma_.lower() in _ERUPTS

    # ---- relief

    def treats_hurt(self, trigger: Trigger) -> bool:
        """The wounded, patients, or people in a report of violence are treated by medical people."""
        target, doer = undergoer_of(trigger.head), syntax.doer(trigger.head)
        if target is None or doer is None:
            return False
        behind = target.nbor(1).lower_ if target.pos_ == "NUM" and target.i + 1 < len(target.doc) else ""
        if behind in ("wounded", "injured"):  # "treated 24 wounded", where a parser sees a participle
            return True
        return object_class(target, "hurt") and (self._words.can_act(doer) or doer.ent_type_ == "ORG" or is_spot(doer))

    def of_anybody(self, trigger: Trigger) -> bool:
        """ "The evacuation of the old town", "the villagers' evacuation"."""
        owned = bool(syntax.children(trigger.head, "poss"))
        return owned or any(prep.lower_ in ("of", "from") for prep, _ in syntax.prepositions(trigger.head))

    def of_relief(self, trigger: Trigger) -> bool:
        """ "The delivery of food", "food deliveries"."""
        near = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "of"]
        near += syntax.children(trigger.head, "compound")
        return any(object_class(noun, "relief") or object_class(noun, "aid") for noun in near)

    # ---- forces

    def forces_subject(self, trigger: Trigger) -> bool:
        """A fighting body, or its vehicles, ships or aircraft."""
        doer = syntax.doer(trigger.head)
        if doer is None:
            doer = syntax.passive_subject(trigger.head)
        return doer is not None and (self._words.is_armed(doer) or self._is_of_war(doer))

    def _is_of_war(self, noun: Token) -> bool:
        weapon = weapon_at(noun)
        vehicle = object_class(noun, "bigarms") or object_class(noun, "force")
        return vehicle or (weapon is not None and weapon.kind in _AIRCRAFT)

    def flies_over(self, trigger: Trigger) -> bool:
        """Warplanes circle over a town; so do birds."""
        over = any(prep.lower_ in _OVER for prep, _ in syntax.prepositions(trigger.head))
        return over and self.forces_subject(trigger)

    def armed_or_police_move(self, trigger: Trigger) -> bool:
        """Forces are flown in, drafted in, reinforced, by whomever."""
        target = undergoer_of(trigger.head)
        return target is not None and (self._words.is_armed(target) or self._is_of_war(target))

    def closes_passage(self, trigger: Trigger) -> bool:
        """A border or road is closed by a state or a fighting body, or by nobody named in a report of violence."""
        doer = syntax.doer(trigger.head)
        if doer is not None:
            return self._party.armed_or_state(trigger)
        return syntax.is_passive(trigger.head) and self._words.in_conflict and not is_accidental(trigger.head)

    def stops_passage(self, trigger: Trigger) -> bool:
        """Fighters, police or a crowd stop a convoy, a bus, a delivery."""
        doer = syntax.doer(trigger.head)
        if doer is None:
            return False
        whose = [doer, *syntax.children(doer, "compound")]  # "police buses blocked the marchers"
        return any(self._words.is_armed(t) or self._words.is_body(t) or object_class(t, "protesters") for t in whose)

    def does_not_let(self, trigger: Trigger) -> bool:
        """ "Would not let the bus pass": a party does not let somebody do something."""
        head = trigger.head
        if not syntax.is_negated(head) or any(aux.lower_ in ("will", "wo", "may") for aux in syntax.children(head, "aux")):
            return False
        if head.tag_ == "VBG" and not syntax.children(head, "aux"):
            return False  # "must pursue them, not allowing any harm"
        doer = syntax.doer(head)
        public = doer is not None and (self._words.is_armed(doer) or self._words.is_official(doer) or self._words.is_state(doer))
        public = public or (self._words.in_conflict and doer is not None and self._words.is_person(doer))
        return public and syntax.child(head, "ccomp", "xcomp", "prt", "prep", "dobj") is not None

    # ---- people

    def driven_out(self, trigger: Trigger) -> bool:
        """People are driven out by fighters, or in a report of violence."""
        target, doer = undergoer_of(trigger.head), syntax.doer(trigger.head)
        if target is None or not (object_class(target, "people") or self._words.is_person(target)):
            return False
        return (doer is not None and self._words.is_armed(doer)) or (doer is None and self._violence.violent_context(trigger))

    def opens_up(self, trigger: Trigger) -> bool:
        """Fighters open up on somebody; people open up about themselves."""
        doer = syntax.doer(trigger.head)
        on = any(prep.lower_ in ("on", "with", "at") for prep, _ in syntax.prepositions(trigger.head))
        return on and doer is not None and (self._words.is_armed(doer) or self._is_of_war(doer))

    def being_held(self, trigger: Trigger) -> bool:
        """ "Was also being held", "have been held since Friday": of a person in a report of violence."""
        target = undergoer_of(trigger.head)
        lasting = any(aux.lower_ in ("being", "been") for aux in syntax.children(trigger.head, "auxpass", "aux"))
        return lasting and self._words.in_conflict and target is not None and self._words.is_person(target)

    def held_by_law(self, trigger: Trigger) -> bool:
        """ "Is being held without bail", "was held on suspicion of arson"."""
        target = undergoer_of(trigger.head)
        somebody = target is not None and (self._words.is_person(target) or target.pos_ in ("PRON", "PROPN", "NUM"))
        held = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ in _HELD]
        return somebody and any(obj.lemma_.lower() in _HELD_FOR or obj.ent_type_ == "MONEY" for obj in held)

    def forced_by_arms(self, trigger: Trigger) -> bool:
        """Fighters force somebody out of somewhere or to do something."""
        doer, target = syntax.doer(trigger.head), undergoer_of(trigger.head)
        somebody = target is not None and (
            self._words.is_person(target) or object_class(target, "people") or target.pos_ == "PRON"
        )
        return somebody and doer is not None and self._words.is_armed(doer)

    def told_to_leave(self, trigger: Trigger) -> bool:
        """Fighters, or their leaflets, warn people to leave or to stay away."""
        clause = syntax.child(trigger.head, "xcomp", "ccomp")
        doer = syntax.doer(trigger.head)
        by_force = doer is not None and (self._words.is_armed(doer) or doer.lemma_.lower() in ("leaflet", "loudspeaker"))
        return by_force and clause is not None and clause.lemma_.lower() in _LEAVING

    def threatens_with(self, trigger: Trigger) -> bool:
        """Whoever threatens somebody with death or a weapon, or to do them harm."""
        hostile = [obj for prep, obj in syntax.prepositions(trigger.head) if prep.lower_ == "with"]
        harm = any(object_class(o, "threatened") or weapon_at(o) or object_class(o, "consequence") for o in hostile)
        clause = syntax.child(trigger.head, "xcomp")
        return harm or (clause is not None and is_violent(clause))

    def hurt_by_weapon(self, trigger: Trigger) -> bool:
        """Suffered a gunshot wound, wounds in a report of violence."""
        noun = trigger.joined
        if noun is None or is_accidental(trigger.head):
            return False
        by_weapon = any(weapon_at(t) or t.lower_ in ("gunshot", "stab", "bullet", "shrapnel") for t in noun.subtree)
        return by_weapon or self._violence.violent_context(trigger)

    def body_found(self, trigger: Trigger) -> bool:
        """A body with the wounds of a weapon is found; one without may be anybody's."""
        words = {t.lower_ for t in trigger.head.sent}
        return bool(words & _WOUNDS) and self._violence.violent_context(trigger)

    def lets_in(self, trigger: Trigger) -> bool:
        """A party lets somebody in; not to do so is a refusal."""
        return not syntax.is_negated(trigger.head) and self._party.actor_subject(trigger)

    def lets_go(self, trigger: Trigger) -> bool:
        """ "Let the driver go", "was let go"; not "let go of"."""
        go = syntax.child(trigger.head, "ccomp", "xcomp")
        return go is not None and not any(prep.lower_ == "of" for prep, _ in syntax.prepositions(go))

    def not_allowed(self, trigger: Trigger) -> bool:
        """ "Nobody was allowed to leave the village", in a report of a conflict."""
        whom = syntax.passive_subject(trigger.head)
        kept = whom is not None and (syntax.is_negated(trigger.head) or syntax.is_negated(whom))
        return kept and self._words.in_conflict and syntax.child(trigger.head, "xcomp") is not None

    def told_in_conflict(self, trigger: Trigger) -> bool:
        """The report tells of a conflict, and no accident did it."""
        return self._words.in_conflict and not is_accidental(trigger.head)

    def told_in_violence(self, trigger: Trigger) -> bool:
        """The report tells of violence, and no accident did it."""
        return self._words.in_violence and not is_accidental(trigger.head)

    def owns_up(self, trigger: Trigger) -> bool:
        """ "Admitted that its soldiers had killed ...": a party admits what it has done."""
        clause = syntax.child(trigger.head, "ccomp", "xcomp", "dobj")
        harm = clause is not None and any(is_violent(token) for token in clause.subtree)
        return harm and self._party.actor_subject(trigger)

    def in_custody(self, trigger: Trigger) -> bool:
        """ "Is in custody", "remained in police custody": of somebody who was arrested; children are in custody of parents."""
        prep = trigger.head.head
        if (
            trigger.head.dep_ != "pobj"
            or prep.lower_ != "in"
            or any(p.lower_ == "of" for p, _ in syntax.prepositions(trigger.head))
        ):
            return False
        return prep.head.lemma_ in ("be", "remain", "stay") and syntax.subject(prep.head) is not None

    def relief_halted(self, trigger: Trigger) -> bool:
        """Aid groups, agencies suspend their work in a report of violence."""
        doer = syntax.doer(trigger.head)
        party = doer is not None and (object_class(doer, "parties") or self._words.can_act(doer) or doer.ent_type_ == "ORG")
        return self._words.in_conflict and party and doer is not None and not self._words.is_armed(doer)
