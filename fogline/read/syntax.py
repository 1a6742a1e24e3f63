"""Small questions about a dependency parse that several readers ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Token

_PREMODIFIERS = frozenset("det amod compound nummod poss nmod quantmod advmod predet neg punct npadvmod nn".split())
_SUBJECTS = frozenset({"nsubj", "csubj"})
_BLAMING = {"accuse": ("of",), "suspect": ("of",), "blame": ("for", "on"), "attribute": ("to",), "charge": ("with",)}
_BLAMING |= {"acquit": ("of",), "clear": ("of",), "absolve": ("of", "from"), "exonerate": ("of", "from")}
_BLAMING |= dict.fromkeys(("prevent", "keep", "stop", "bar", "deter", "discourage", "dissuade", "block", "protect"), ("from",))
_OWN_DOER = frozenset({"to", "by", "after", "before", "while", "on"})
"""Prepositions behind which a verb in -ing is done by the subject of the clause: "resorted to firing", "replied by firing"."""
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})


@cache
def ids(*names: str) -> frozenset[int]:
    """The numbers by which spaCy knows these names; comparing numbers spares a look-up and a new string for each token."""
    return frozenset(int(get_string_id(name)) for name in names)


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token with one of these relations, in text order."""
    wanted = ids(*deps)
    return [child for child in token.children if child.dep in wanted]


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these relations, or None."""
    wanted = ids(*deps)
    for inner in token.children:
        if inner.dep in wanted:
            return inner
    return None


def has_child(token: Token, dep: str) -> bool:
    """True where the token has a child with this relation."""
    return child(token, dep) is not None


def noun_phrase(head: Token) -> tuple[int, int]:
    """Token range [start, end) of the base phrase of a noun: its premodifiers and itself, without what follows it."""
    start = head.i
    for left in head.lefts:
        if left.dep_ in _PREMODIFIERS:
            start = min(start, left.left_edge.i)
    while start < head.i and head.doc[start].is_punct and head.doc[start].text not in "“\"'‘":
        start += 1
    return start, head.i + 1


def with_conjuncts(head: Token) -> list[Token]:
    """The head and the nouns coordinated with it."""
    return [head, *(token for token in head.conjuncts if token.i > head.i)]


def prepositions(token: Token) -> Iterator[tuple[Token, Token]]:
    """(preposition, object) for each prepositional phrase that hangs on the token, nested prepositions opened."""
    for prep in children(token, "prep", "agent", "dative"):
        if prep.pos_ in ("ADP", "SCONJ", "ADV", "VERB"):
            yield from _objects(prep)


def governor(prep: Token) -> Token:
    """What a preposition hangs on: the verb of "accused rebels of ...", even where a parse hangs it on the rebels."""
    outer = prep.head
    blames = outer.dep_ == "dobj" and prep.lower_ in _BLAMING.get(outer.head.lemma_.lower(), ())
    return outer.head if blames else outer


def complements(verb: Token) -> Iterator[tuple[Token, Token]]:
    """The prepositional phrases of a verb of blame, first those that a parse hangs on its object."""
    for undergoer in children(verb, "dobj"):
        yield from ((prep, obj) for prep, obj in prepositions(undergoer) if governor(prep).i == verb.i)
    yield from prepositions(verb)


_QUANTITIES = frozenset(
    "ten dozen score hundred thousand group number handful majority crowd tens truckload busload boatload column "
    "contingent couple pair third half quarter".split()
)


def counted(noun: Token) -> Token:
    """What a word of quantity counts ("tens of thousands of students": students), else the noun itself."""
    for _ in range(3):
        inner = [obj for prep, obj in prepositions(noun) if prep.lower_ == "of"]
        if noun.lemma_.lower() not in _QUANTITIES or not inner:
            return noun
        noun = inner[0]
    return noun


def noun_lemma(noun: Token) -> str:
    """The lemma in lower case, in the singular also where a capital makes the plural look like a name ("Rockets fell")."""
    lemma = str(noun.lemma_.lower())
    if noun.tag_ != "NNPS" or not lemma.endswith("s"):
        return lemma
    return lemma[:-2] if lemma.endswith(("shes", "ches", "sses")) else lemma[:-1]


def _objects(prep: Token) -> Iterator[tuple[Token, Token]]:
    for inner in children(prep, "pobj", "pcomp", "prep"):
        if inner.dep_ == "prep":
            yield from _objects(inner)
        else:
            yield prep, inner


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token, itself not counted; None at the root."""
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def subject(verb: Token) -> Token | None:
    """The active subject of a verb; that of the verb it is coordinated with or complements where it has none of its own."""
    seen = 0
    while seen < 6:
        own = children(verb, *_SUBJECTS)
        if own:
            return own[-1]  # of two the nearer one: "old rivals Ruthenia and Livonia agreed"
        if child(verb, *_PASSIVE_SUBJECTS) is not None:
            return None
        if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
            if verb.dep_ == "advcl" and verb.tag_ != "VBG":
                return None
            controller = child(verb.head, "dobj") if verb.dep_ == "xcomp" and verb.tag_ == "VB" else None
            if controller is not None:  # "told the militia to attack": the militia attacks
                return controller
            verb = verb.head
            seen += 1
            continue
        if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.dep_ == "prep" and verb.head.head.pos_ == "VERB":
            sent = verb.head.lower_ == "to" and has_child(verb.head.head, "dobj")
            if verb.head.lower_ not in _OWN_DOER or is_passive(verb.head.head) or sent:
                return None
            verb = verb.head.head  # "resorted to throwing stones"
            seen += 1
            continue
        if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ" and verb.head.dep_ in ("acomp", "oprd"):
            verb = verb.head.head  # "is about to restore ties": its subject restores them
            seen += 1
            continue
        return relative_noun(verb) if verb.tag_ == "VBG" and verb.dep_ == "acl" else None
    return None


def doer(verb: Token) -> Token | None:
    """Who does what a verb says: its subject, or what stands behind "by"; of "dozens of men" the men. None for other words."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if is_passive(verb):
        return next((obj for prep, obj in prepositions(verb) if prep.lower_ == "by"), None)
    found = subject(verb)
    return counted(resolve_relative(found)) if found is not None else None


def passive_subject(verb: Token) -> Token | None:
    """The subject of a passive verb, or the noun that a reduced relative clause hangs on ("three people killed in ...")."""
    own = child(verb, *_PASSIVE_SUBJECTS)
    if own is not None:
        return own
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ == "acl" and child(verb, "dobj", *_SUBJECTS) is None:
        return relative_noun(verb)  # "police identify a man fatally shot on Monday", whatever the tag
    if verb.tag_ == "VBN" and verb.dep_ == "amod" and verb.head.i > verb.i:
        return verb.head  # "the besieged town"
    if verb.dep_ == "xcomp" and verb.head.tag_ == "VBN" and has_child(verb, "auxpass"):
        return passive_subject(verb.head)  # "34 soldiers are known to have been injured"
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and has_child(verb, "agent") and verb.head.pos_ == "VERB":
        return passive_subject(verb.head) or child(verb.head, *_SUBJECTS)
    shares_subject = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and child(verb, *_SUBJECTS) is None
    if shares_subject and verb.tag_ == "VBN" and (has_child(verb, "auxpass") or not has_child(verb, "dobj")):
        return passive_subject(verb.head)
    return None


def is_passive(verb: Token) -> bool:
    """True for passive clauses and reduced passive relatives."""
    if has_child(verb, "auxpass") or child(verb, *_PASSIVE_SUBJECTS) is not None:
        return True
    if verb.tag_ == "VBN" and has_child(verb, "agent"):
        return True  # "people shot and killed by police", where a parser sees people who shot
    return verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("acl", "conj", "amod") and passive_subject(verb) is not None


def direct_object(verb: Token) -> Token | None:
    """The object of a verb, also the guards of "kidnapped up to 16 guards", where a parser sees "kidnapped up"."""
    found = child(verb, "dobj")
    behind = verb.doc[verb.i + 1 : verb.i + 3]
    if found is not None or [token.lower_ for token in behind] != ["up", "to"]:
        return found
    counted = children(behind[1], "pobj")
    return next((noun for noun in counted if noun.pos_ == "NUM" or has_child(noun, "nummod")), None)


def relative_noun(verb: Token) -> Token | None:
    """The noun that a relative or participial clause modifies."""
    return verb.head if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else None


def resolve_relative(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token as it is."""
    if token.tag_ in ("WDT", "WP", "WP$") and token.head.dep_ == "relcl":
        return token.head.head
    return token


def is_negated(token: Token) -> bool:
    """True where "not", "never" or "no" hangs on the token, and for "nobody", "none"."""
    if token.lower_ in ("nobody", "none", "nothing", "neither"):
        return True
    inside = [(inner.dep_, inner.lower_) for inner in token.children]
    if any(word in ("neither", "nor") and dep in ("cc", "preconj") for dep, word in inside):
        return token.pos_ in ("VERB", "AUX")
    if token.dep_ == "conj" and token.pos_ == "VERB" and any(inner.lower_ == "neither" for inner in token.head.children):
        return True
    return any(dep == "neg" or word == "never" or (dep, word) == ("det", "no") for dep, word in inside)
