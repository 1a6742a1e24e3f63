"""What the readings of a word ask of its sentence, third part: tests for acts of words (column `needs`)."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.event_words import Trigger, is_event_noun, trigger_table
from fogline.read.party_tests import NAMED, PartyTests
from fogline.read.phrases import object_class
from fogline.read.trigger_tests import is_violent, undergoer_of

_CLAUSES = ("xcomp", "ccomp", "advcl")
_AGREEING = frozenset("agree reach conclude resolve settle".split())
_ANYONE = frozenset("anyone anybody everyone everybody all those you".split())
_OWN = frozenset("it they he she we".split())
_WILL = frozenset({"will", "would", "wo", "'ll", "'d", "may", "might", "could"})
_UNDER_WAY = frozenset("ongoing going underway way active open pending".split())
_OPENED = frozenset("continue begin start open launch pend close conclude complete order".split())
_TIMES = frozenset("hour day week month minute deadline".split())


class SpeechTests(PartyTests):
    """Tests of one paragraph's triggers; every public method is a value of `needs`."""

    def _speaks_for_one(self, token: Token | None) -> bool:
        """True for an official, an armed body, a state or a name."""
        return token is not None and self._is_public(syntax.resolve_relative(token))

    # ---- to ask

    def asks_public(self, trigger: Trigger) -> bool:
        """A request with a public side: an official, an armed body, a state or a name asks or is asked."""
        target = undergoer_of(trigger.head)
        sides = [self._doer(trigger), target, *(obj for _, obj in syntax.prepositions(trigger.head))]
        if any(self._is_public(token) for token in sides if token is not None):
            return True
        doer = self._doer(trigger)
        spoken = doer is not None and (doer.lower_ == "we" or (self._words.in_conflict and doer.lower_ in _OWN))
        return (spoken or syntax.is_passive(trigger.head)) and self.asks_party(trigger)

    def asks_party(self, trigger: Trigger) -> bool:
        """A party asks, presses, pushes somebody to do something; in the passive the one who asks may stay open."""
        head = trigger.head
        clause = syntax.child(head, "xcomp", "ccomp")
        who = syntax.child(head, "dobj") or syntax.passive_subject(head)
        who = who or (syntax.child(clause, "nsubj") if clause is not None else None)
        who = who or next((o for p, o in syntax.prepositions(head) if p.lower_ == "for" and clause is not None), None)
        if clause is None and who is not None and who.lower_ in _ANYONE:
            clause = next((inner for inner in head.subtree if inner.dep_ == "acl"), None)  # "anyone with news to call"
        if (clause is None and trigger.entry.lemma != "pressure") or who is None:
            return False
        doer = self._doer(trigger)
        if doer is None and not syntax.is_passive(head):
            return False
        asked = who.lower_ in _ANYONE or self._is_party(who) or self._words.is_person(who)
        return asked and (doer is None or self._is_party(doer))

    def tells_to(self, trigger: Trigger) -> bool:
        """ "Told the fighters to lay down their arms": somebody of the public side tells somebody to do something."""
        clause = syntax.child(trigger.head, "xcomp", "ccomp")
        bare = clause is not None and any(aux.lower_ == "to" for aux in syntax.children(clause, "aux"))
        doer, whom = self._doer(trigger), syntax.passive_subject(trigger.head)
        if doer is None:  # "residents were told to leave"
            return bare and whom is not None and whom.tag_ == "NNS" and self.asks_party(trigger)
        speaks = self._speaks_for_one(doer) or (self._words.in_conflict and doer.lower_ in _OWN)
        return bare and speaks and self.asks_party(trigger)

    def public_subject(self, trigger: Trigger) -> bool:
        """An official, an armed body, a state or a name does it."""
        return self._speaks_for_one(self._doer(trigger))

    def insists_on(self, trigger: Trigger) -> bool:
        """ "Insisted that they must ...", "insisted on the release"."""
        clause = syntax.child(trigger.head, "ccomp")
        must = clause is not None and any(a.lower_ in ("must", "should") for a in syntax.children(clause, "aux"))
        bare = clause is not None and clause.tag_ == "VB" and not syntax.children(clause, "aux")  # "insisted that they leave"
        on = any(prep.lower_ in ("on", "upon") for prep, _ in syntax.prepositions(trigger.head))
        return (must or bare or on) and self._is_party(self._doer(trigger))

    def call_for_or_on(self, trigger: Trigger) -> bool:
        """ "Called for", "called on", of a party."""
        wanted = any(prep.lower_ in ("for", "on", "upon") for prep, _ in syntax.prepositions(trigger.head))
        doer = self._doer(trigger)
        if not wanted or syntax.is_passive(trigger.head):
            return False
        return doer is None or self._is_party(doer) or is_event_noun(doer)  # "protests calling for his resignation"

    # ---- to threaten

    def threat_content(self, trigger: Trigger) -> bool:
        """Forceful content: a violent word or a consequence in what is said; "warned them not to", "against" doing it."""
        head = trigger.head
        content = [t for t in head.subtree if t.i > head.i]
        forceful = ("consequence", "hitting back", "threatened")
        if any(is_violent(t) or any(object_class(t, name) for name in forceful) for t in content):
            return True
        if head.lemma_.lower() != "warn" or not self._speaks_for_one(self._doer(trigger)):
            return False
        return self._warned_off(head) or self._is_of_own_act(head) or self._is_of_measures(head)

    def _warned_off(self, verb: Token) -> bool:
        """ "Warned Turkey against an offensive", "warned them not to cross": a party is told to keep from something."""
        whom = syntax.child(verb, "dobj")
        against = any(prep.lower_ in ("against", "off") for prep, _ in syntax.prepositions(verb))
        off = any(syntax.is_negated(clause) for clause in syntax.children(verb, "xcomp"))
        return (against or off) and whom is not None and self._speaks_for_one(whom)

    def _is_of_own_act(self, verb: Token) -> bool:
        """ "Warned that it would not allow it": of what the speakers themselves will do."""
        doer = syntax.subject(verb)
        for clause in syntax.children(verb, "ccomp"):
            who = syntax.child(clause, "nsubj")
            will = any(aux.lower_ in _WILL for aux in syntax.children(clause, "aux"))
            if will and who is not None and (who.lower_ in _OWN or (doer is not None and who.lemma_ == doer.lemma_)):
                return True
        return False

    def _is_of_measures(self, verb: Token) -> bool:
        """ "Warned protesters that they would be arrested"."""
        clauses = [clause for clause in syntax.children(verb, "ccomp") if clause.pos_ == "VERB"]
        entries = (trigger_table().get((clause.lemma_.lower(), "verb")) for clause in clauses)
        return any(entry is not None and entry.event_type in ("COERCE", "SANCTION") for entry in entries)

    def warns_party(self, trigger: Trigger) -> bool:
        """A party gives a party a warning; a warning of the weather threatens nobody."""
        noun = trigger.joined
        if noun is None or not self._speaks_for_one(self._doer(trigger)):
            return False
        behind = [o for word in (trigger.head, noun) for prep, o in syntax.prepositions(word) if prep.lower_ in ("to", "against")]
        whom = [*syntax.children(trigger.head, "dative"), *behind]
        return any(self._is_public(token) for token in whom)

    def death_threat(self, trigger: Trigger) -> bool:
        """Somebody receives threats: of death, or in the plural."""
        noun, whom = trigger.joined, self._doer(trigger)
        kind = noun is not None and (noun.tag_ == "NNS" or self.against_whom(replace(trigger, head=noun)))
        return kind and whom is not None and (self._is_party(whom) or self._words.is_person(whom))

    def gives_time(self, trigger: Trigger) -> bool:
        """ "Gave the rebels two days to leave": a party gives a party time to do something."""
        head, noun = trigger.head, trigger.joined
        given = syntax.child(head, "dative") or next((t for t in syntax.children(head, "dobj") if t is not noun), None)
        clause = syntax.child(head, "xcomp", "advcl") or (syntax.child(noun, "acl", "relcl") if noun is not None else None)
        short = noun is not None and (noun.lemma_.lower() in _TIMES or noun.ent_type_ in ("DATE", "TIME"))
        doer = self._doer(trigger)
        speaks = self._speaks_for_one(doer) or (self._words.in_conflict and doer is not None and doer.lower_ in _OWN)
        whom = given is not None and (self._is_party(given) or self._words.is_person(given) or object_class(given, "people"))
        return short and clause is not None and whom and speaks

    def against_whom(self, trigger: Trigger) -> bool:
        """A threat that is made: by or against somebody. "A threat to democracy" is a danger, no speech act."""
        head = trigger.head
        if any(object_class(inner, "threatened") for inner in syntax.children(head, "compound", "amod")):
            return True  # "death threats"
        if any(prep.lower_ == "to" for prep, _ in syntax.prepositions(head)):
            return False
        doers = [*syntax.children(head, "poss", "compound", "amod"), *(o for _, o in syntax.prepositions(head))]
        whom = [o for prep, o in syntax.prepositions(head) if prep.lower_ == "against"]
        if any(self._is_party(token) for token in whom):
            return True
        return any(self._words.is_armed(t) or self._words.is_person(t) for t in doers) or syntax.has_child(head, "acl")

    # ---- to accuse

    def person_subject(self, trigger: Trigger) -> bool:
        """Somebody faces it: a person, a body, a state."""
        whom = self._doer(trigger)
        return whom is not None and (self._is_party(whom) or self._words.is_person(whom))

    def charged_person(self, trigger: Trigger) -> bool:
        """Somebody is charged with something, or over a deed; nobody is charged a price."""
        target = undergoer_of(trigger.head)
        if syntax.child(trigger.head, "ccomp") is not None and target is None:
            return self._speaks_for_one(self._doer(trigger))  # "charged that they had crossed the border"
        words = {prep.lower_ for prep, _ in syntax.prepositions(trigger.head)}
        if syntax.is_passive(trigger.head) and words & {"with", "in", "over"}:
            return target is None or target.pos_ in ("PROPN", "PRON") or self._is_party(target) or self._words.is_person(target)
        accusers = "with" in words or ("over" in words and self._is_official(self._doer(trigger)))
        return accusers and (self._is_party(target) or (target is not None and self._words.is_person(target)))

    def inquiry(self, trigger: Trigger) -> bool:
        """ "The police investigation", "is under investigation", "the inquiry is under way"."""
        noun = trigger.head
        if self.party_of_noun(trigger) or (noun.dep_ == "pobj" and noun.head.lower_ == "under"):
            return True
        if noun.dep_ not in ("nsubj", "nsubjpass"):
            return False
        verb = noun.head
        if verb.lemma_ in ("be", "remain"):
            said = {inner.lower_ for first in verb.children for inner in (first, *first.children)}
            return bool(said & _UNDER_WAY)
        return verb.lemma_.lower() in _OPENED

    # ---- to agree, to refuse, to meet

    def fails_to_agree(self, trigger: Trigger) -> bool:
        """ "Failed to reach agreement"."""
        clause = syntax.child(trigger.head, "xcomp")
        return clause is not None and clause.lemma_.lower() in _AGREEING and self._is_party(self._doer(trigger))

    def refuses(self, trigger: Trigger) -> bool:
        """A party refuses to do something, or refuses outright."""
        if self.to_do(trigger):
            return True
        bare = syntax.child(trigger.head, "dobj") is None
        return (bare or self._is_official(undergoer_of(trigger.head))) and self.public_subject(trigger)

    def accord_reached(self, trigger: Trigger) -> bool:
        """An agreement that is signed, reached, announced, or stands between two parties."""
        head = trigger.head
        between = [o for prep, o in syntax.prepositions(head) if prep.lower_ == "between"]
        if any(self._is_party(o) for o in between):
            return True
        verb = head.head
        return head.dep_ in ("dobj", "nsubjpass") and object_class(verb, "reaching")

    def meets_party(self, trigger: Trigger) -> bool:
        """Parties meet: the partner, if one is named, is an official, an armed body, a state or a name."""
        doer = self._doer(trigger)
        if not self._is_party(doer) or doer is None:
            return False
        partner = syntax.child(trigger.head, "dobj")
        partner = partner or next((o for p, o in syntax.prepositions(trigger.head) if p.lower_ == "with"), None)
        if partner is None:
            return self._is_public(doer) or object_class(doer, "leading")
        named = partner.ent_type_ in NAMED or partner.pos_ == "PRON"
        return (named or self._is_public(partner)) and (self._is_public(doer) or self._is_public(partner))

    def speaks_with(self, trigger: Trigger) -> bool:
        """Two of the public side speak with each other; who speaks to reporters or to a crowd consults nobody."""
        head, doer = trigger.head, self._doer(trigger)
        others = [o for p, o in syntax.prepositions(head) if p.lower_ in ("with", "to")]
        by_phone = any(
            o.lemma_.lower() in ("phone", "telephone") for p, o in syntax.prepositions(head) if p.lower_ in ("by", "on", "over")
        )
        if any(self._speaks(other) for other in others):
            return self._speaks(doer) or (doer is not None and doer.ent_type_ == "PERSON")
        if not self._speaks(doer):
            return False
        several = doer is not None and (doer.tag_ in ("NNS", "NNPS") or bool(doer.conjuncts))
        return not others and by_phone and several

    def _speaks(self, token: Token | None) -> bool:
        """True for offices, states, and leaders: no reporters, no crowd, no person of whom only the name is told."""
        if token is None:
            return False
        token = syntax.resolve_relative(token)
        return self._is_titled(token) or self._words.is_state(token) or object_class(token, "leading")

    def discusses(self, trigger: Trigger) -> bool:
        """Several of the public side discuss something, or one with another."""
        doer = self._doer(trigger)
        if not self._speaks(doer) or doer is None:
            return False
        others = [o for p, o in syntax.complements(trigger.head) if p.lower_ == "with"]
        if others:
            return any(self._speaks(other) or other.ent_type_ in NAMED for other in others)
        return doer.tag_ in ("NNS", "NNPS") or bool(doer.conjuncts) or bool(self._words.nations(doer))
