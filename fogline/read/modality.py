"""How far the text vouches for an event: a walk from the trigger outwards over everything that governs it.

The first word on the way that takes the event out of the world of fact decides (a plan, a threat, a condition, a
negation). Words that presuppose the event ("after the attack", "condemned the killing") end the walk: it happened.
The words stand in standing_words.tsv and modality_cues.tsv.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.light_verbs import light_verbs

_SPEECH_TYPES = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "nsubjpass", "acl", "pobj", "attr", "oprd", "prep"})
_COUNTED_OFF = frozenset({"first", "last", "latest", "only"})
_SIDE_CLAUSES = frozenset({"relcl", "appos", "parataxis", "compound", "nmod", "poss"})
_STOPPED_BY = frozenset({"xcomp", "dobj", "pobj", "prep", "nsubjpass", "ccomp"})
_MEANS = frozenset({"use", "help", "lead"})
_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """The modality of an event mention, its stage, and the word that decided (None: the trigger's own form)."""

    modality: str
    stage: str = "accomplished"
    because: Token | None = None


@cache
def _words(kind: str) -> dict[str, str]:
    """Words of one class with their values."""
    return {row["word"]: row["value"] for row in iter_rows("standing_words.tsv") if row["class"] == kind}


@cache
def _cues() -> dict[tuple[str, str], str]:
    return {(row["lemma"], row["pos"]): row["modality"] for row in iter_rows("modality_cues.tsv")}


def _cue(token: Token) -> str | None:
    if token.lemma_ == "rule" and any(inner.lower_ == "out" for inner in token.children):
        return "negated"
    pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}.get(token.pos_, "")
    lemma = token.lemma_.lower()
    return _cues().get((lemma, pos)) or _cues().get((lemma, "any"))


def standing(trigger: Token, event_type: str, *, is_headline: bool) -> Standing:
    """The standing of the event that a trigger token names. `is_headline`: present tense tells of the past there."""
    stage = _stage_of(trigger)
    token = trigger
    own_clause = False
    for step in range(_MOST_STEPS):
        names_event = step == 0 or token.lemma_.lower() in light_verbs()
        found = None if own_clause else _own_form(token, event_type, is_headline=is_headline, names_event=names_event)
        outer = None
        if found is None:
            found, outer = _outwards(token)
        elif found.modality in ("planned", "hypothetical"):
            found = _of_content(token) or found
        if found is not None:
            return found if stage == "accomplished" else replace(found, stage=stage)
        if outer is None:
            break
        if token.dep_ in _STOPPED_BY and not (outer.lemma_ == "intercept" and trigger.pos_ == "VERB"):
            stage = _words("stage_verb").get(outer.lemma_.lower(), stage)
        own_clause = token.dep_ == "conj" and token.pos_ == "VERB" and syntax.child(token, "nsubj", "nsubjpass") is not None
        token = outer  # "they never came and the deal was signed": what is said of the first clause is not said of the second
    return Standing("hypothetical" if is_asked(trigger) else "happened", stage)


def is_asked(token: Token) -> bool:
    """True in a sentence that ends in a question mark: a question states nothing."""
    return bool(token.sent.text.rstrip("”\"' ").endswith("?"))


def _of_content(verb: Token) -> Standing | None:
    """What a verb of threat, promise, demand or fear says of its clause, whose own "will" or "would" says less."""
    cue = _cue(verb.head) if verb.dep_ == "ccomp" else None
    return Standing(cue, because=verb.head) if cue in ("threatened", "promised", "demanded", "feared") else None


def _stage_of(trigger: Token) -> str:
    """The stage that an adjective gives: "a foiled attack", "attempted murder"."""
    stages = (_words("stage_adjective").get(inner.lower_) for inner in syntax.children(trigger, "amod"))
    return next((stage for stage in stages if stage), "accomplished")


def _outwards(token: Token) -> tuple[Standing | None, Token | None]:
    """The verdict of what governs a word, or the next word of the walk; neither where the walk ends."""
    if token.head.i == token.i:
        return None, None
    if token.head.pos_ == "ADP" or token.dep_ in ("pobj", "pcomp"):
        return _through_preposition(token)
    if token.dep_ in ("acl", "ccomp", "relcl") and token.head.pos_ == "NOUN" and (found := _of_content_noun(token.head)):
        return found, None
    if token.dep_ in _SIDE_CLAUSES or (token.dep_ == "advcl" and _opens_fact(token)) or _asks_who(token):
        return None, None
    outer = token.head
    if token.dep_ == "ccomp" and (_takes_for_granted(outer) or _is_own_sentence(token)):
        return None, None
    if token.dep_ == "dobj" and outer.lemma_ == "call" and (_is_definite(token) or syntax.has_child(outer, "oprd")):
        return None, None  # "called the attack a disgrace"
    if token.dep_ == "nsubj" and outer.lemma_ in ("be", "have"):
        cue = _of_predicate(outer) if outer.lemma_ == "be" else _of_yet(outer)
        if cue is not None or outer.lemma_ == "be":
            return (None if cue is None else Standing(cue, because=outer)), None
    return _through(token, outer)


def _of_yet(verb: Token) -> str | None:
    """ "The assault has yet to begin": planned."""
    return "planned" if any(inner.lower_ == "yet" for inner in verb.children) else None


def _through(token: Token, outer: Token) -> tuple[Standing | None, Token | None]:
    """What the cue of a governing word says of what it governs; without one the word itself is next."""
    is_carried_out = token.dep_ in ("dobj", "nsubjpass") and outer.lemma_.lower() in light_verbs()
    cue = None if is_carried_out else _cue(outer)  # "committed a massacre", which is no promise
    if cue is not None and (token.dep_ in _COMPLEMENTS or (token.dep_ == "nsubj" and outer.pos_ == "ADJ")):
        return Standing(cue, _words("stage_verb").get(outer.lemma_.lower(), "accomplished"), outer), None
    carries = outer.lemma_.lower() in light_verbs() or outer.lemma_.lower() in _words("stage_verb")
    if token.dep_ == "dobj" and cue is None and not carries and _is_definite(token):
        return None, None  # "will investigate this attack"
    if outer.pos_ not in ("VERB", "AUX", "NOUN", "ADJ") or (outer.pos_ == "NOUN" and token.dep_ in ("prep", "acl")):
        return None, None
    return None, outer


def _is_own_sentence(verb: Token) -> bool:
    """True for what stands before a semicolon, where a parser hangs it on what follows."""
    last = max(token.i for token in verb.subtree)
    return any(token.text == ";" for token in verb.doc[last : verb.head.i]) and verb.i < verb.head.i


def _takes_for_granted(verb: Token) -> bool:
    """True for "did not realize that ...", "forgot that ..."; not for "I do not know that ...", which doubts."""
    lemma = verb.lemma_.lower()
    if lemma == "know":
        doer = syntax.subject(verb)
        doubts = doer is not None and doer.lower_ in ("i", "we") and syntax.is_negated(verb)
        return not doubts and verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") and not any(a.tag_ == "MD" for a in verb.children)
    return lemma in _words("factive_clause")


def _of_content_noun(noun: Token) -> Standing | None:
    """What "no evidence that ..." and "reports that ... were untrue" say of the clause."""
    if noun.lemma_.lower() not in _words("content_noun"):
        return None
    verb = syntax.governing_verb(noun)
    if syntax.is_negated(noun) or (verb is not None and noun.dep_ in ("dobj", "attr") and syntax.is_negated(verb)):
        return Standing("negated", because=noun)
    said = [inner.lower_ for inner in verb.children if inner.dep_ in ("acomp", "attr")] if verb is not None else []
    return Standing("denied", because=verb) if set(said) & set(_words("untrue")) else None


def _asks_who(verb: Token) -> bool:
    """True in "did not say who carried out the attack": that it took place is taken for granted."""
    return verb.dep_ == "ccomp" and any(inner.tag_ in ("WP", "WRB") for inner in verb.children)


def _of_predicate(verb: Token) -> str | None:
    """What "is possible", "is imminent" say of the subject."""
    adjective = syntax.child(verb, "acomp")
    return None if adjective is None else _words("adjective").get(adjective.lower_) or _cue(adjective)


def _is_definite(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or token.tag_ in ("NNS", "NNPS"):
        return False
    return any(inner.lower_ in ("the", "this", "that") or inner.dep_ == "poss" for inner in token.children)


def _own_form(token: Token, event_type: str, *, is_headline: bool, names_event: bool) -> Standing | None:
    """What the form of a word itself says: negation, modal verbs, adjectives, adverbs, a condition, its tense."""
    if syntax.is_negated(token) or _nobody_does(token):
        return Standing("negated", because=token)
    for inner in token.children:
        found = _by_modifier(inner, token)
        if found is not None:
            return found
    if token.pos_ == "VERB":
        return _tense(token, event_type, is_headline=is_headline, names_event=names_event)
    return None


def _nobody_does(verb: Token) -> bool:
    """True for "none of them was hit": the subject is nobody."""
    doer = syntax.child(verb, "nsubj", "nsubjpass") if verb.pos_ == "VERB" else None
    return doer is not None and doer.lower_ in ("none", "nobody", "neither")


def _by_modifier(inner: Token, token: Token) -> Standing | None:
    word = inner.lower_
    if inner.dep_ == "mark" and word in _words("condition"):
        return Standing("conditional", because=inner)
    if inner.dep_ == "aux" and word in _words("inverted") and token.dep_ == "advcl" and inner.i == token.left_edge.i:
        return Standing("conditional", because=inner)  # "had the shell hit the school, ..."
    if inner.dep_ == "aux" and inner.tag_ == "MD" and word in _words("modal"):
        return Standing(_words("modal")[word], because=inner)
    if inner.dep_ == "det" and word == "any":
        return Standing("hypothetical", because=inner)  # "in answer to any attack"
    if inner.dep_ == "advmod" and word in _words("adverb"):
        value = _words("adverb")[word]
        return None if value == "negated" and token.pos_ != "VERB" else Standing(value, because=inner)
    return _by_adjective(inner, token) if inner.dep_ == "amod" and token.pos_ in ("NOUN", "PROPN") else None


def _by_adjective(adjective: Token, noun: Token) -> Standing | None:
    word = adjective.lower_
    value = _words("adjective").get(word)
    if any(inner.lower_ == "long" for inner in adjective.children) and value in ("threatened", "planned"):
        return None  # "launched its long-threatened offensive"
    if value is None or (value == "feared" and _is_told_as_past(noun)):
        return None
    return Standing(value, because=adjective)


def _is_told_as_past(noun: Token) -> bool:
    """True where a past verb governs the noun: "two more attacks took place"."""
    verb = syntax.governing_verb(noun)
    return verb is not None and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(a.lemma_ == "have" for a in verb.children)))


def _tense(verb: Token, event_type: str, *, is_headline: bool, names_event: bool) -> Standing | None:
    auxiliaries = {inner.lemma_.lower() for inner in verb.children if inner.dep_ in ("aux", "auxpass")}
    if any(inner.lower_ == "to" for inner in verb.children if inner.dep_ == "aux"):
        return _infinitive(verb, is_headline=is_headline)
    if is_headline or auxiliaries:
        return None
    if verb.tag_ == "VB" and (verb.dep_ == "ROOT" or _is_behind_colon(verb)) and syntax.subject(verb) is None:
        return Standing("demanded", because=verb)  # an imperative
    if verb.tag_ == "VBG" and verb.dep_ == "csubj":
        return Standing("hypothetical", because=verb)  # "attacking churches is forbidden"
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and _is_about_none(verb.head):
        return Standing("hypothetical", because=verb)  # "shells fired in answer are not counted as a strike"
    if verb.tag_ in ("VBP", "VBZ") and names_event and event_type not in _SPEECH_TYPES:
        return Standing("hypothetical", because=verb)  # a habit or a general truth, not an event
    return None


def _is_behind_colon(verb: Token) -> bool:
    """True for the clause of "we tell them: leave"."""
    first = verb.left_edge
    return verb.dep_ in ("ccomp", "parataxis") and first.i > 0 and first.nbor(-1).text == ":"


def _is_about_none(noun: Token) -> bool:
    """True for the subject of a negated sentence of the present: it speaks of a kind, not of a thing."""
    verb = noun.head
    present = any(inner.tag_ in ("VBP", "VBZ") for inner in (verb, *verb.children))
    return noun.dep_ in ("nsubj", "nsubjpass") and syntax.is_negated(verb) and present and noun.tag_ != "NNP"


def _infinitive(verb: Token, *, is_headline: bool) -> Standing | None:
    """Planned, unless what governs the infinitive says otherwise ("managed to", "was the first to", a cue further out)."""
    outer = verb.head
    lemma = outer.lemma_.lower()
    if lemma in _MEANS and outer.tag_ not in ("VBD", "VBN"):
        return Standing("planned", because=verb)  # "cells used to attack", "is using cells to attack"
    if any(inner.lemma_ == "have" for inner in syntax.children(verb, "aux")):
        return None  # "believed to have been killed"
    if lemma == "go" and outer.tag_ == "VBG" and verb.dep_ == "xcomp":
        return Standing("planned", because=outer)  # "rockets that were going to be fired"
    if outer.i != verb.i and verb.dep_ in ("xcomp", "ccomp", "acl", "conj"):
        decides = _cue(outer) is not None or lemma in _words("stage_verb")
        if decides or verb.dep_ == "conj" or lemma in _words("factive_verb") or lemma in light_verbs():
            return None
    if lemma == "have" and outer.tag_ == "VBD" and verb.dep_ == "xcomp":
        return None  # "had to withdraw"
    if (outer.pos_ == "ADJ" and lemma in ("first", "last", "latest")) or (
        verb.dep_ in ("relcl", "acl") and _is_counted_off(outer)
    ):
        return None
    return Standing("planned", because=verb)


def _is_counted_off(noun: Token) -> bool:
    """True for "the second clinic to be hit", unless it is one that "would be the second"."""
    is_ordinal = any(inner.ent_type_ == "ORDINAL" or inner.lower_ in _COUNTED_OFF for inner in syntax.children(noun, "amod"))
    return is_ordinal and not any(inner.tag_ == "MD" for inner in noun.head.children)


def _through_preposition(token: Token) -> tuple[Standing | None, Token | None]:
    """From the object of a preposition to what the preposition hangs on; a presupposing preposition ends the walk."""
    prep = token.head if token.dep_ in ("pobj", "pcomp") else token
    outer = syntax.governor(prep)
    while outer.dep_ == "prep" and outer.head.i != outer.i:
        outer = outer.head
    cue = _cue(outer)
    word = prep.lower_
    if word in _words("excluding_preposition"):
        return Standing("negated", because=prep), None  # "without firing a shot"
    if word == "from" and token.dep_ == "pcomp" and outer.lemma_.lower() in _words("kept_from"):
        return Standing("hypothetical", because=outer), None  # "kept the crowd from storming the gate"
    if word in ("of", "from") and outer.lemma_.lower() in _words("cleared_of"):
        return Standing("alleged", because=outer), None  # "was acquitted of murdering the judge"
    if word == "to" and outer.lemma_.lower() == "lead" and outer.tag_ in ("VBG", "VB", "VBZ", "VBP"):
        return Standing("planned", because=outer), None  # "information leading to the arrest"
    if word == "for" and outer.lemma_.lower() in _words("asks_for"):
        return Standing("demanded", because=outer), None  # "pushing for a ceasefire"; they "pushed back an attack"
    if cue is not None and word in _words("cue_preposition"):
        if outer.lemma_.lower() in _words("topic_verb") and _is_definite(token):
            return None, None  # "talked about the attack"
        is_topic = word in ("to", "with", "on", "over") and cue not in ("feared", "possible", "threatened", "alleged")
        return (None, None) if is_topic else (Standing(cue, because=outer), outer)
    if word in _words("sharing_preposition") and outer.pos_ in ("VERB", "AUX"):
        return None, outer  # "killed in strikes": as true as the verb
    return _after_noun(word, outer) if outer.pos_ in ("NOUN", "PROPN") else (None, None)


def _after_noun(word: str, outer: Token) -> tuple[Standing | None, Token | None]:
    lemma = outer.lemma_.lower()
    if word in ("on", "about", "over", "regarding", "concerning", "towards") and lemma in _words("topic_noun"):
        return Standing("planned", because=outer), None  # "talks on the withdrawal"
    if word == "for" and lemma not in _words("answers_for"):
        return Standing("planned", because=outer), None  # "a timeline for the withdrawal"
    return (None, outer) if word == "of" else (None, None)


def _opens_fact(verb: Token) -> bool:
    """True for adverbial clauses that state a fact beside the main clause: "after ...", "when ...", ", killing ..."."""
    marks = {inner.lower_ for inner in verb.children if inner.dep_ in ("mark", "advmod", "prep")}
    if marks & set(_words("condition")):
        return False
    return bool(marks & set(_words("presupposing"))) or verb.tag_ in ("VBD", "VBN")
