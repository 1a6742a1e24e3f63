"""Verbs that name an event only with certain objects ("lifted the curfew", "cut off electricity"): trigger_phrases.tsv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows, split_list
from fogline.read import syntax
from fogline.read.actors import ActorWords
from fogline.read.event_words import Trigger, TriggerEntry, facilities, verb_lemma

_PARTED = frozenset("off up down out over away back".split())
_PARTICLES = ("prt", "advmod")
_KEPT = frozenset({"xcomp", "content", "nsubj"})
"""Links whose word stays an event of its own: the strike of "promised more strikes" is promised beside the threat."""
_AS_PARSED = {"content": "dobj", "nsubj": "nsubj", "xcomp": "xcomp", "npadvmod": "npadvmod", "intj": "intj"}
"""Links that are a relation of the parse; content is an object that stays an event of its own, intj is "said no"."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of trigger_phrases.tsv for one of its verbs."""

    particle: str
    links: tuple[str, ...]
    objects: frozenset[str]
    classes: tuple[str, ...]
    entry: TriggerEntry


@cache
def _phrases() -> dict[str, list[Phrase]]:
    """Phrases by the lemma of their verb; those with a particle first."""
    found: dict[str, list[Phrase]] = {}
    for row in iter_rows("trigger_phrases.tsv"):
        objects = split_list(row["objects"])
        for verb in split_list(row["verbs"]):
            lemma, _, particle = verb.partition(" ")
            entry = TriggerEntry(
                lemma=verb,
                pos="verb",
                event_type=row["type"],
                modes=split_list(row["modes"]),
                object_role=row["object"],
                effect=row["effect"] or None,
                needs=row["needs"],
                score=float(row["score"]),
            )
            words = frozenset(word for word in objects if not word.startswith("@"))
            classes = tuple(word[1:] for word in objects if word.startswith("@"))
            found.setdefault(lemma, []).append(Phrase(particle, split_list(row["link"]), words, classes, entry))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: not phrase.particle)
    return found


@cache
def _classes() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in iter_rows("phrase_objects.tsv"):
        words.setdefault(row["class"], set()).add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in words.items()}


def object_class(noun: Token, name: str) -> bool:
    """True where a noun, or the noun in "of" behind it, is of this class of phrase_objects.tsv."""
    return any(_forms(token) & _classes()[name] for token in _readings(noun))


def phrase_triggers(verb: Token, words: ActorWords) -> Iterator[Trigger]:
    """The readings of a verb with its objects, in the order of the table."""
    for phrase in _phrases().get(verb_lemma(verb), ()):
        particle = _particle(verb, phrase.particle)
        if phrase.particle and particle is None:
            continue
        for link, noun in ((by, noun) for by in phrase.links for noun in _linked(verb, by)):
            if _is_meant(noun, phrase, words) and not (link == "complement" and noun.nbor(-1).lower_ == "not"):
                adjacent = particle is not None and particle.i == verb.i + 1
                joined = None if link in _KEPT else noun
                yield Trigger(verb, verb.i, verb.i + (2 if adjacent else 1), phrase.entry, joined)
                break


def _particle(verb: Token, word: str) -> Token | None:
    if not word:
        return None
    return next((t for t in verb.children if t.lower_ == word and (t.dep_ in _PARTICLES or is_parted(t))), None)


def is_parted(prep: Token) -> bool:
    """True for the particle of "sealed off the street", which a parser may take for a preposition."""
    return prep.dep_ in ("prep", "prt") and prep.i == prep.head.i + 1 and prep.lower_ in _PARTED


def _linked(verb: Token, link: str) -> Iterator[Token]:
    if link == "dobj":
        noun = syntax.child(verb, "dobj") or _behind_particle(verb) or syntax.passive_subject(verb)
        if noun is None and verb.dep_ in ("relcl",) and verb.tag_ != "VBN":
            return
        if noun is not None:
            yield from syntax.with_conjuncts(syntax.resolve_relative(noun))
        return
    if link == "nsubj" and (syntax.child(verb, "dobj") is not None or syntax.is_passive(verb)):
        return  # only of a verb without an object: "the crossing reopened"
    if link in _AS_PARSED:
        yield from (other for inner in syntax.children(verb, _AS_PARSED[link]) for other in syntax.with_conjuncts(inner))
        return
    if link == "complement":  # "called the raid a crime", where a parser may see a small clause
        small = syntax.children(verb, "oprd", "attr", "ccomp", "xcomp", "dobj")
        small += [inner for noun in syntax.children(verb, "dobj") for inner in noun.rights if inner.dep_ == "amod"]
        small = [inner for inner in small if inner.i > verb.i + 1]
        small += [inner for noun in small for inner in syntax.children(noun, "amod")]  # "a barbaric act"
        yield from (inner for inner in small if inner.pos_ in ("NOUN", "ADJ", "PROPN") and not syntax.has_child(inner, "aux"))
        return
    for prep, noun in syntax.complements(verb):
        if prep.lower_ == link or (link == "out_of" and prep.lower_ == "of"):
            yield noun


def _behind_particle(verb: Token) -> Token | None:
    parted = next((inner for inner in verb.children if is_parted(inner)), None)
    return syntax.child(parted, "pobj") if parted is not None else None


def _is_meant(noun: Token, phrase: Phrase, words: ActorWords) -> bool:
    for token in _readings(noun):
        if _forms(token) & phrase.objects:
            return True
    return any(_is_of(noun, name, words) for name in phrase.classes)


def _is_of(noun: Token, name: str, words: ActorWords) -> bool:
    if name == "any":
        return noun.pos_ in ("NOUN", "PROPN")
    if name == "person":
        return words.is_person(noun)
    if name == "actor":
        return words.can_act(noun) and noun.pos_ != "PRON"
    if name == "official":
        return words.is_official(noun) or noun.ent_type_ == "PERSON"
    if name == "money":
        return noun.ent_type_ == "MONEY"
    if name == "place":
        return noun.ent_type_ in _PLACES
    if name == "armed":
        return words.is_armed(noun)
    if name == "facility":
        return noun.lemma_.lower() in facilities()
    return object_class(noun, name)


def _readings(noun: Token) -> Iterator[Token]:
    """A noun and what it is of: "a state of emergency", "hundreds of soldiers"."""
    yield noun
    for prep, inner in syntax.prepositions(noun):
        if prep.lower_ == "of":
            yield inner


def _forms(noun: Token) -> frozenset[str]:
    lemma = syntax.noun_lemma(noun)
    left = noun.nbor(-1) if noun.i > 0 else None
    longer = f"{left.lower_} {lemma}" if left is not None and left.head.i == noun.i else lemma
    if left is not None and left.tag_ == "HYPH" and noun.i > 1:
        longer = f"{noun.nbor(-2).lower_}-{lemma}"  # "sit-in", which the tokenizer takes apart
    return frozenset({lemma, noun.lower_, longer})
