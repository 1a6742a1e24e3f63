"""Who takes part in an event: the arguments of its trigger, read off the dependency parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.addressees import other_side, protested_against
from fogline.read.event_words import Trigger, facilities, is_event_noun, trigger_table, weapon_at, whose
from fogline.read.instruments import weapon_noun
from fogline.read.light_verbs import light_verb_of

_TARGET_PREPOSITIONS = frozenset("at on against into toward towards upon onto".split())
_PARTNER_TYPES = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_DONE_TO = ("asion", "ation", "ing", "ment", "ade", "siege", "sacre")
"""Endings of nouns whose "of" says what it is done to ("the blockade of Serbia"); that of "the demands of Serbia" says whose."""
_STATES_OF_DOERS = frozenset({"oppose", "engage"})
"""Verbs whose participle says what its subject does: "were engaged in looting"."""
UNDERGOES = "subject"
"""In the column `object`: the subject of the verb is the target."""
_DIRECTED = frozenset({"target", "partner", "beneficiary"})
"""Roles of the other side of an act of words or policy, which stands in many places of a clause."""


@dataclass(frozen=True, slots=True)
class Participant:
    """An argument of a trigger: its role, its head word, and what happened to it (EFFECTS), if that is said."""

    role: str
    head: Token
    effect: str | None = None
    learnt: bool = False
    """Whether a model found it: it then takes part, and is counted in no toll."""
    is_thing: bool = False
    """Whether a model takes it for a thing, where it may be a body or is in no list."""


def participants(trigger: Trigger, words: ActorWords) -> list[Participant]:
    """The participants of a trigger, each head once."""
    kept: dict[int, Participant] = {}
    for found in _reading(trigger, words):
        if found.role in ("victim", "target") and (person := whose(found.head)).i != found.head.i:
            found = replace(found, head=person)
        if found.head.is_punct or words.is_time(found.head) or (found.role == "victim" and is_event_noun(found.head)):
            continue  # "the massacre of 1953"; "the attack killed two", where a parser sees a passive
        is_nobody = found.role == "initiator" and syntax.is_negated(found.head)  # "no group has admitted the attack"
        if found.head.i not in kept and found.head.pos_ != "VERB" and not is_nobody:
            kept[found.head.i] = found
    if trigger.entry.event_type == "PROTEST" and all(found.role != "target" for found in kept.values()):
        against = (Participant("target", head) for head in protested_against(trigger, words))
        kept |= {found.head.i: found for found in against if found.head.i not in kept}
    return sorted(kept.values(), key=lambda found: found.head.i)


def _reading(trigger: Trigger, words: ActorWords) -> Iterator[Participant]:
    entry = trigger.entry
    if entry.pos == "noun":
        return _of_noun(trigger, words)
    if entry.object_role == UNDERGOES:
        return _of_subject(trigger, words)
    is_state = trigger.joined is not None and trigger.head.lemma_.lower() in _STATES_OF_DOERS
    if is_state or (entry.event_type != "ASSAULT" and (entry.object_role in _DIRECTED or entry.pos == "adj")):
        doer = _doer_of(trigger.head)
        return iter(of_act(doer, trigger.head, trigger, words))
    return _of_verb(trigger, words)


def _of_subject(trigger: Trigger, words: ActorWords) -> Iterator[Participant]:
    """Of "faces criticism from the union" and "drew condemnation" the subject is the target, and whoever it comes from acts."""
    head = trigger.head
    undergoer = syntax.subject(head)
    if undergoer is not None:
        yield from (Participant("target", side) for side in _sides(undergoer, words) if words.can_act(side))
    nouns = [head, *([trigger.joined] if trigger.joined is not None else [])]
    for prep, obj in (pair for noun in nouns for pair in syntax.prepositions(noun)):
        if prep.lower_ in ("from", "by"):
            yield from (Participant("initiator", side) for side in _sides(obj, words) if words.can_act(side))


def _doer_of(head: Token) -> Token | None:
    """The doer of a verb, active or passive, or the subject of "is ready"."""
    if head.pos_ == "ADJ":
        return syntax.subject(head.head)
    if syntax.is_passive(head):
        by = next((obj for prep, obj in syntax.prepositions(head) if prep.lower_ == "by"), None)
        return by or (syntax.passive_subject(head) if head.lemma_.lower() in _STATES_OF_DOERS else None)
    return syntax.subject(head)


def of_act(doer: Token | None, content: Token, trigger: Trigger, words: ActorWords) -> list[Participant]:
    """The sides of an act of words or policy: who acts, towards whom, and the thing that it is about where it names no party."""
    entry = trigger.entry
    found: list[Participant] = []
    if doer is not None:
        for head in _sides(doer, words):
            acting = head if words.can_act(head) and not weapon_noun(head) else _owner(head, words)
            if acting is not None:
                found.append(Participant("initiator", acting))
    doers = {participant.head.i for participant in found}
    joined = trigger.joined if content.i == trigger.head.i else None
    sides = other_side(replace(trigger, head=content, joined=joined), words)
    role = entry.object_role if entry.object_role in _DIRECTED else "target"
    found += [Participant(role, side, entry.effect) for side in sides if side.i not in doers]
    undergoer = syntax.child(content, "dobj") or syntax.passive_subject(content)
    is_thing = undergoer is not None and undergoer.lemma_.lower() in facilities()
    if undergoer is not None and is_thing and not sides:
        found.append(Participant(role, undergoer, entry.effect))
    return found


def _sides(doer: Token, words: ActorWords) -> list[Token]:
    """Those who act together; the states one by one in "Turkish and Greek negotiators"."""
    heads = [syntax.counted(head) for head in _antecedents(doer)]
    return [side for head in heads for side in (words.nations(head) or [head])]


def _antecedents(doer: Token) -> list[Token]:
    """The word and what is coordinated with it; behind a relative pronoun nothing that only follows its clause."""
    noun = syntax.resolve_relative(doer)
    return [head for head in syntax.with_conjuncts(noun) if noun.i == doer.i or head.i < doer.i]


def _owner(noun: Token, words: ActorWords) -> Token | None:
    """Whose a thing is that acts: the "French" of "French warships"; a "Damascus car bomb" is a bomb in Damascus."""
    owners = (t for t in syntax.children(noun, "poss", "compound", "amod", "nmod") if words.is_doer(t) and not weapon_noun(t))
    return next((t for t in owners if not _is_town(t, words)), None)


def _is_town(token: Token, words: ActorWords) -> bool:
    hit = words.hit(token)
    is_town = hit is not None and hit.level not in ("country", "adjective", "unknown")
    return is_town and token.dep_ == "compound" and "igo" not in words.kinds(token)


def _of_verb(trigger: Trigger, words: ActorWords) -> Iterator[Participant]:
    verb, entry = trigger.head, trigger.entry
    if _is_clipped_passive(trigger):
        undergoer = syntax.subject(verb)
        if undergoer is not None:
            yield from _each("victim", syntax.resolve_relative(undergoer), entry.effect)
        yield from _around(verb, entry.event_type, True, words)
    elif (displaced := _displaced_object(verb)) is not None:
        yield from (p for p in _each("initiator", verb.head) if words.can_act(p.head))
        yield from _each(entry.object_role or "target", displaced, entry.effect)
    elif syntax.is_passive(verb):
        undergoer = syntax.passive_subject(verb)
        if undergoer is not None and entry.object_role:
            yield from _each(entry.object_role, syntax.resolve_relative(undergoer), entry.effect)
        for prep, obj in syntax.prepositions(verb):
            if prep.dep_ == "agent" or prep.lower_ == "by":
                yield from (p for p in _each("initiator", obj) if words.can_act(p.head))
    else:
        yield from _doers(verb, entry.object_role, entry.effect, words)
        undergoer = _left_behind(verb) if entry.lemma.startswith("leave ") else syntax.direct_object(verb) or _shared_object(verb)
        undergoer = syntax.resolve_relative(undergoer) if undergoer is not None else None
        undergoer = _behind_phrase(trigger, undergoer, words)
        if verb.lemma_.lower() == "blame":  # "blamed the attack on X"
            undergoer = next((obj for prep, obj in syntax.prepositions(verb) if prep.lower_ == "on"), undergoer)
        if undergoer is not None:
            yield from _undergoing(undergoer, trigger, words)
    yield from _bereft(trigger, words)
    yield from _around(verb, entry.event_type, bool(entry.object_role), words)


def _undergoing(undergoer: Token, trigger: Trigger, words: ActorWords) -> Iterator[Participant]:
    """What the object undergoes; a weapon undergoes nothing, but "rocket fire against the camp" says what was hit."""
    entry = trigger.entry
    if weapon_noun(undergoer) is None:
        yield from _each(entry.object_role, undergoer, entry.effect) if entry.object_role else ()
    elif entry.event_type == "ASSAULT":
        counted = (obj for prep, obj in syntax.prepositions(undergoer) if prep.lower_ == "of")
        for shot in (noun for first in (undergoer, *counted) for noun in syntax.with_conjuncts(first)):
            yield from _around(shot, entry.event_type, False, words)


def _bereft(trigger: Trigger, words: ActorWords) -> Iterator[Participant]:
    """Whom something is taken from: "seized weapons from the fighters"."""
    verb = trigger.head
    if "seize" not in trigger.entry.modes or syntax.is_passive(verb):
        return
    taken = [verb, *syntax.children(verb, "dobj")]
    near = [obj for one in taken for prep, obj in syntax.prepositions(one) if prep.lower_ == "from"]
    yield from (p for obj in near for p in _each("target", obj) if words.can_act(p.head))


def _behind_phrase(trigger: Trigger, undergoer: Token | None, words: ActorWords) -> Token | None:
    """Of "set fire to the depot" the depot, of "took control of the town" the town; else the object as it is."""
    joined = trigger.joined
    is_part = undergoer is not None and trigger.entry.lemma == f"set {undergoer.lower_}"
    if undergoer is None or not (is_part or (joined is not None and undergoer.i == joined.i)):
        return undergoer
    if not is_part and words.can_be_hit(undergoer):
        return undergoer
    behind = [*syntax.prepositions(trigger.head), *syntax.prepositions(undergoer)]
    return next((obj for prep, obj in behind if prep.lower_ in ("to", "on", "of", "over") and words.can_be_hit(obj)), None)


def _left_behind(verb: Token) -> Token | None:
    """Those whom an event left dead or wounded, object of "leave" or subject of its small clause."""
    for clause in syntax.children(verb, "ccomp", "xcomp", "advcl"):
        if (found := syntax.child(clause, "nsubj")) is not None:
            return found
    return syntax.child(verb, "dobj")


def _is_clipped_passive(trigger: Trigger) -> bool:
    """True for "Three soldiers killed in ambush", "a man shot dead": a participle whose subject undergoes."""
    verb, entry = trigger.head, trigger.entry
    wants_object = entry.object_role == "victim" and entry.effect in ("killed", "captured")
    if not (wants_object or verb.lemma_.lower() in ("wound", "injure")) or syntax.is_passive(verb):
        return False
    doer = syntax.subject(verb)
    if doer is not None and (is_event_noun(syntax.resolve_relative(doer)) or weapon_noun(doer)):
        return False
    undergoer = syntax.direct_object(verb)
    if undergoer is not None and undergoer.pos_ == "NUM" and undergoer.i + 1 < len(verb.doc):
        return undergoer.nbor(1).lower_ in ("injured", "wounded", "hurt")  # "25 civilians killed 80 injured"
    bare = undergoer is None and not syntax.children(verb, "aux", "auxpass") and _shared_object(verb) is None
    if verb.dep_ == "conj" and bare and verb.tag_ == "VBN":
        return syntax.is_passive(verb.head) and syntax.child(verb, "nsubj") is not None  # "two were killed and three wounded"
    return bare and verb.tag_ in ("VBN", "VBD")  # these verbs want an object: a subject alone is whom it was done to


def _displaced_object(verb: Token) -> Token | None:
    """The object behind the weapon in "rebels targeted with mortar shells the market", where a parser sees a passive."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD"):
        return None
    for prep, obj in syntax.prepositions(verb):
        if prep.lower_ == "with" and weapon_at(obj):
            behind = [t for t in obj.rights if t.dep_ in ("appos", "npadvmod", "dobj", "dep") and syntax.has_child(t, "det")]
            if behind:
                return behind[0]
    return None


def _shared_object(verb: Token) -> Token | None:
    """The object of "killed and wounded three soldiers" for its first verb."""
    for other in syntax.children(verb, "conj"):
        if other.pos_ == "VERB" and not syntax.children(verb, "dobj", "prep"):
            return syntax.child(other, "dobj")
    return None


def _doers(verb: Token, object_role: str, effect: str | None, words: ActorWords) -> Iterator[Participant]:
    doer = syntax.subject(verb) if verb.pos_ != "ADJ" else syntax.subject(verb) or syntax.subject(verb.head)
    if doer is None or (verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.nbor(-1).text == ","):
        return  # ", killing three": whoever did it stands further out
    if _is_noun_of_headline(verb, doer):
        before = verb.nbor(-1)
        yield from (p for p in _each("initiator", before) if words.can_act(p.head))
        return
    if not object_role and effect in ("killed", "injured"):  # "die", "are dead": the subject undergoes
        yield from _each("victim", syntax.resolve_relative(doer), effect)
        return
    for head in _sides(doer, words):
        acting = head if words.can_act(head) and not weapon_noun(head) else _owner(head, words)
        if acting is not None and not is_event_noun(head):
            yield Participant("initiator", acting)


def _is_noun_of_headline(verb: Token, doer: Token) -> bool:
    """True for the "shelling" of "Civilians killed in army shelling of Homs", which a parser takes for what civilians do."""
    if verb.tag_ != "VBG" or verb.dep_ != "ROOT" or syntax.has_child(verb, "aux"):
        return False
    return any(harm.tag_ == "VBN" and verb.nbor(-1).head.head.i == harm.i for harm in syntax.children(doer, "acl"))


def _around(word: Token, event_type: str, has_object: bool, words: ActorWords) -> Iterator[Participant]:
    for prep, obj in syntax.prepositions(word):
        by = prep.lower_
        if obj.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        if event_type in _PARTNER_TYPES and by in ("with", "between", "to") and words.can_act(obj):
            yield from _each("partner", obj)
        elif event_type == "ASSAULT" and by in ("with", "between") and word.lemma_.lower() in ("clash", "fighting", "skirmish"):
            yield from (p for p in _each("partner", obj) if words.can_act(p.head))
        elif by == "on" and word.dep_ == "dobj" and word.head.lemma_.lower() == "blame":
            continue  # "blamed the raid on them"
        elif by in _TARGET_PREPOSITIONS and not has_object and not words.is_time(obj):
            yield from (p for p in _each("target", obj) if words.can_be_hit(p.head))


def _of_noun(trigger: Trigger, words: ActorWords) -> Iterator[Participant]:
    noun, entry = trigger.head, trigger.entry
    of = [obj for prep, obj in syntax.prepositions(noun) if prep.lower_ == "of"]
    modifiers = [m for m in syntax.children(noun, "poss", "compound", "amod", "nmod") if words.is_doer(m) and not weapon_noun(m)]
    for modifier in modifiers:
        belongs_to_next = any(other.i == modifier.i + 1 for other in modifiers)  # the "Iraqi" of "Iraqi government talks"
        thing = noun.doc[modifier.i + 1]  # a "Turkish bus attack" was done to a bus in Turkey
        is_of_thing = modifier.dep_ != "poss" and thing.dep_ == "compound" and thing.lemma_.lower() in facilities()
        if not belongs_to_next and not is_of_thing:
            undergoes = entry.object_role == "victim" and modifier.dep_ == "poss" and not of
            yield from _each("victim" if undergoes else "initiator", modifier, entry.effect if undergoes else None)
    for obj in of:
        yield from _of_whom(obj, trigger, words)
    for prep, obj in syntax.prepositions(noun):
        if prep.lower_ == "by":
            yield from (p for p in _each("initiator", obj) if words.can_act(p.head))
    yield from _around(noun, entry.event_type, False, words)
    for clause in syntax.children(noun, "acl", "relcl"):
        if clause.lemma_.lower() in ("target", "hit", "strike"):
            hit = syntax.child(clause, "dobj")
            if hit is not None:
                yield from _each("target", hit)
    yield from _through_light_verb(noun, words)


def _of_whom(obj: Token, trigger: Trigger, words: ActorWords) -> Iterator[Participant]:
    """Whom the "of" of a noun names: a victim, a place that is hit ("the blockade of Serbia"), troops that are deployed."""
    entry = trigger.entry
    if entry.object_role == "victim":
        yield from _each("victim", obj, entry.effect)
    elif entry.object_role == "target" and entry.lemma.endswith(_DONE_TO) and words.country(obj):
        yield from (p for p in _each("target", obj) if words.hit(p.head) is not None)
    elif entry.event_type == "MOBILIZE" and words.is_armed(obj):
        yield from _each("initiator", obj)


def _through_light_verb(noun: Token, words: ActorWords) -> Iterator[Participant]:
    if noun.dep_ == "pobj" and noun.head.lower_ == "under" and noun.head.head.lemma_.lower() == "come":
        hit = syntax.subject(noun.head.head)  # "the base came under attack"
        yield from _each("target", syntax.resolve_relative(hit)) if hit is not None else ()
    verb = light_verb_of(noun)
    if verb is None:
        yield from _gone_to_meet(noun, words)
        return
    if syntax.is_passive(verb):
        for prep, obj in syntax.prepositions(verb):
            if prep.lower_ == "by":
                yield from (p for p in _each("initiator", obj) if words.can_act(p.head))
    else:
        doer = syntax.subject(verb)
        if doer is not None and syntax.resolve_relative(doer).i != noun.i:
            yield from (found for head in _sides(doer, words) if (found := _acting(head, words)) is not None)
    for prep, obj in syntax.prepositions(verb):
        if prep.lower_ in ("against", "on", "at") and not words.is_time(obj):
            yield from (p for p in _each("target", obj) if words.can_be_hit(p.head))


def _acting(head: Token, words: ActorWords) -> Participant | None:
    """Who acts where a noun stands for whoever does: itself, or the state of "French warships"."""
    if is_event_noun(head):
        return None
    owner = head if words.can_act(head) else _owner(head, words)
    is_somebody = owner is not None and (owner.i == head.i or words.country(owner) is not None or bool(words.kinds(owner)))
    return Participant("initiator", owner) if owner is not None and is_somebody else None


def _gone_to_meet(noun: Token, words: ActorWords) -> Iterator[Participant]:
    """Whoever "flew to the capital for talks" takes part in the talks."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "for" else None
    if verb is None or verb.pos_ != "VERB" or syntax.is_passive(verb) or not _is_of_talks(noun):
        return
    doer = syntax.subject(verb)
    if doer is not None:
        yield from (Participant("initiator", head) for head in _sides(doer, words) if words.can_act(head))


def _is_of_talks(noun: Token) -> bool:
    entry = trigger_table().get((noun.lemma_.lower(), "noun")) or trigger_table().get((noun.lower_, "noun"))
    return entry is not None and entry.event_type == "CONSULT"


def _each(role: str, head: Token, effect: str | None = None) -> Iterator[Participant]:
    for token in syntax.with_conjuncts(head):
        if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            yield Participant(role, token, effect)
