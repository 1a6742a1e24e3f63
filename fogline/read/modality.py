"""How far the text vouches for an event: a walk from the trigger outwards over everything that governs it.

The first word on the way that takes the event out of the world of fact decides (a plan, a threat, a condition, a
negation). Words that presuppose the event ("after the attack", "condemned the killing") end the walk: it happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.roles import light_verbs

_MODALS = {
    "will": "planned",
    "shall": "planned",
    "'ll": "planned",
    "’ll": "planned",
    "wo": "planned",
    "would": "hypothetical",
    "'d": "hypothetical",
    "could": "possible",
    "may": "possible",
    "might": "possible",
    "can": "possible",
    "ca": "possible",
    "should": "demanded",
    "must": "demanded",
}
_ADJECTIVES = {
    "possible": "possible",
    "potential": "possible",
    "likely": "possible",
    "future": "planned",
    "planned": "planned",
    "upcoming": "planned",
    "imminent": "feared",
    "impending": "feared",
    "further": "feared",
    "more": "feared",
    "additional": "feared",
    "alleged": "alleged",
    "suspected": "alleged",
    "purported": "alleged",
    "supposed": "alleged",
    "reported": "alleged",
    "hypothetical": "hypothetical",
    "threatened": "threatened",
    "proposed": "planned",
    "simulated": "hypothetical",
}
_STAGE_ADJECTIVES = {
    "attempted": "attempted",
    "failed": "attempted",
    "foiled": "foiled",
    "thwarted": "foiled",
    "botched": "attempted",
}
_STAGE_VERBS = {
    "attempt": "attempted",
    "try": "attempted",
    "foil": "foiled",
    "thwart": "foiled",
    "intercept": "foiled",
    "halt": "halted",
    "suspend": "halted",
    "stop": "halted",
    "cease": "halted",
    "pause": "halted",
}
_FACTIVE_VERBS = frozenset(
    "manage continue begin start go proceed use lead help follow cause force see witness suffer survive escape condemn denounce "
    "mourn regret confirm describe film record commit carry resume investigate mark celebrate come result involve include".split()
)
_PRESUPPOSING = frozenset("after since following during despite until amid before when while because as by in from where".split())
_CONDITIONS = frozenset({"if", "unless", "should", "whether", "lest"})
_SPEECH_TYPES = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The modality of an event mention, its stage, and the word that decided (None: the trigger's own form)."""

    modality: str
    stage: str = "accomplished"
    because: Token | None = None


@cache
def _cues() -> dict[tuple[str, str], str]:
    return {(row["lemma"], row["pos"]): row["modality"] for row in iter_rows("modality_cues.tsv")}


def _cue(token: Token) -> str | None:
    pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}.get(token.pos_, "")
    lemma = token.lemma_.lower()
    return _cues().get((lemma, pos)) or _cues().get((lemma, "any"))


def standing(trigger: Token, event_type: str, *, is_headline: bool) -> Standing:
    """The standing of the event that a trigger token names."""
    stage = "accomplished"
    token = trigger
    for step in range(12):
        own = _own_form(token, event_type, is_headline=is_headline, is_trigger=step == 0 or token.lemma_.lower() in light_verbs())
        if own is not None:
            return Standing(own.modality, own.stage if own.stage != "accomplished" else stage, own.because)
        if token.head.i == token.i:
            break
        outer = token.head
        relation = token.dep_
        if outer.pos_ == "ADP" or relation in ("pobj", "pcomp"):
            verdict, outer = _through_preposition(token)
            if verdict is not None:
                return Standing(verdict.modality, stage, verdict.because)
            if outer is None:
                break
        elif relation in ("relcl", "appos", "parataxis", "compound", "nmod", "poss") or (
            relation == "advcl" and _opens_fact(token)
        ):
            break
        lemma = outer.lemma_.lower()
        if lemma in _STAGE_VERBS and relation in ("xcomp", "dobj", "pobj", "prep", "nsubjpass", "ccomp"):
            stage = _STAGE_VERBS[lemma]
            if stage == "foiled" and lemma == "intercept" and trigger.pos_ == "VERB":
                stage = "accomplished"
        cue = _cue(outer)
        if cue is not None and _complements(relation, outer):
            if cue == "denied" and relation == "nsubj":
                break
            return Standing(cue, stage, outer)
        if (
            outer.pos_ in ("VERB", "AUX")
            and lemma in _FACTIVE_VERBS
            and relation in ("dobj", "xcomp")
            and lemma not in light_verbs()
        ):
            token = outer
            continue
        token = outer
        if outer.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
            break
        if outer.pos_ in ("NOUN",) and relation in ("prep", "acl") and cue is None:
            break
    return Standing("happened", stage)


def _own_form(token: Token, event_type: str, *, is_headline: bool, is_trigger: bool) -> Standing | None:
    """What the form of a word itself says: negation, modal verbs, adjectives, tense, a condition that opens its clause."""
    if syntax.is_negated(token):
        return Standing("negated", because=token)
    for inner in token.children:
        word = inner.lower_
        if inner.dep_ == "mark" and word in _CONDITIONS:
            return Standing("conditional", because=inner)
        if inner.dep_ == "aux" and inner.tag_ == "MD" and word in _MODALS:
            return Standing(_MODALS[word], because=inner)
        if inner.dep_ == "amod" and word in _ADJECTIVES and token.pos_ in ("NOUN", "PROPN"):
            if _ADJECTIVES[word] == "feared" and _is_told_as_past(token):
                continue
            return Standing(_ADJECTIVES[word], because=inner)
        if inner.dep_ == "amod" and word in _STAGE_ADJECTIVES:
            return Standing("happened", _STAGE_ADJECTIVES[word], inner)
        if inner.dep_ == "advmod" and word in (
            "allegedly",
            "purportedly",
            "reportedly",
            "possibly",
            "perhaps",
            "nearly",
            "almost",
        ):
            if word in ("nearly", "almost") and token.pos_ != "VERB":
                continue
            kind = "alleged" if word in ("allegedly", "purportedly", "reportedly") else "possible"
            return Standing("negated" if word in ("nearly", "almost") else kind, because=inner)
    if token.pos_ == "VERB":
        return _tense(token, event_type, is_headline=is_headline, is_trigger=is_trigger)
    return None


def _is_told_as_past(noun: Token) -> bool:
    """True where a past verb governs the noun: "two more attacks took place"."""
    verb = syntax.governing_verb(noun)
    return verb is not None and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(a.lemma_ == "have" for a in verb.children)))


def _tense(verb: Token, event_type: str, *, is_headline: bool, is_trigger: bool) -> Standing | None:
    auxiliaries = {inner.lemma_.lower() for inner in verb.children if inner.dep_ in ("aux", "auxpass")}
    if verb.tag_ == "VB" and any(inner.lower_ == "to" for inner in verb.children if inner.dep_ == "aux"):
        return _infinitive(verb, is_headline=is_headline)
    if verb.tag_ == "VB" and "do" not in auxiliaries and verb.dep_ == "ROOT" and not syntax.subject(verb) and not is_headline:
        return Standing("demanded", because=verb)  # an imperative
    if verb.tag_ in ("VBP", "VBZ") and is_trigger and not is_headline and event_type not in _SPEECH_TYPES and not auxiliaries:
        return Standing("hypothetical", because=verb)  # a habit or a general truth, not an event
    return None


def _infinitive(verb: Token, *, is_headline: bool) -> Standing | None:
    outer = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "acl", "conj") and outer.i != verb.i:
        if _cue(outer) is not None or outer.lemma_.lower() in _STAGE_VERBS:
            return None  # the walk goes on to the cue
        if verb.dep_ == "conj":
            return None
        if outer.lemma_.lower() in _FACTIVE_VERBS | light_verbs():
            return None
    if is_headline and verb.dep_ == "ROOT":
        return Standing("planned", because=verb)
    if outer.pos_ == "ADJ" and outer.lemma_.lower() in ("first", "last", "latest"):
        return None
    return Standing("planned", because=verb)


def _through_preposition(token: Token) -> tuple[Standing | None, Token | None]:
    """From the object of a preposition to what the preposition hangs on; a presupposing preposition ends the walk."""
    prep = token.head if token.dep_ in ("pobj", "pcomp") else token
    outer = prep.head
    while outer.dep_ == "prep" and outer.head.i != outer.i:
        outer = outer.head
    cue = _cue(outer)
    word = prep.lower_
    if cue is not None and word in _CUE_PREPOSITIONS:
        if word in ("to", "with", "on", "over") and cue not in ("feared", "possible", "threatened"):
            return None, None
        return Standing(cue, because=outer), outer
    if word in _SHARING and outer.pos_ in ("VERB", "AUX"):
        return None, outer  # "killed in strikes": as true as the verb
    if outer.pos_ in ("NOUN", "PROPN"):
        if word in ("on", "about", "over", "regarding", "concerning", "towards") and outer.lemma_.lower() in _TOPIC_NOUNS:
            return Standing("planned", because=outer), outer  # "talks on the withdrawal"
        if word == "of":
            return None, outer
        if word == "for" and outer.lemma_.lower() not in _ANSWERS_FOR:
            return Standing("planned", because=outer), outer  # "a timeline for the withdrawal"
    return None, None


_CUE_PREPOSITIONS = frozenset("of for against to about over on from that with in".split())
_TOPIC_NOUNS = frozenset(
    "talk negotiation discussion agreement debate decision timetable meeting resolution vote question issue progress deal round".split()
)
_SHARING = frozenset({"in", "by", "with", "through", "as", "into"})
_ANSWERS_FOR = frozenset(
    "responsibility retaliation revenge blame reprisal response reason credit punishment suspect apology vengeance sentence "
    "condolence guilt culpability accountability answer date account site scene venue target".split()
)


def _opens_fact(verb: Token) -> bool:
    """True for adverbial clauses that state a fact beside the main clause: "after ...", "when ...", ", killing ..."."""
    marks = {inner.lower_ for inner in verb.children if inner.dep_ in ("mark", "advmod", "prep")}
    if marks & _CONDITIONS:
        return False
    return bool(marks & _PRESUPPOSING) or verb.tag_ in ("VBD", "VBN")


def _complements(relation: str, outer: Token) -> bool:
    if relation in ("xcomp", "ccomp", "dobj", "nsubjpass", "acl", "pobj", "attr", "oprd"):
        return True
    if relation == "nsubj":  # "attacks are likely"
        return outer.pos_ == "ADJ"
    return relation == "prep"
