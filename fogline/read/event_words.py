"""The tables behind event words: triggers, weapons, buildings, accidents; and the nouns that they name in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows, split_list
from fogline.read import syntax
from fogline.read.event_finder import EventWord


@dataclass(frozen=True, slots=True)
class TriggerEntry:
    """A row of triggers.tsv: what a word names and what the sentence must hold for that reading."""

    lemma: str
    pos: str
    event_type: str
    modes: tuple[str, ...]
    object_role: str
    effect: str | None
    needs: str
    score: float


@dataclass(frozen=True, slots=True)
class Weapon:
    """A row of weapons.tsv."""

    phrase: str
    kind: str
    mode: str
    is_launched: bool


@cache
def readings_of_words() -> dict[tuple[str, str], tuple[TriggerEntry, ...]]:
    """Trigger rows by (lemma, pos), in the order of the table: a later row is asked where an earlier one is not meant."""
    table: dict[tuple[str, str], tuple[TriggerEntry, ...]] = {}
    for row in iter_rows("triggers.tsv"):
        entry = TriggerEntry(
            lemma=row["lemma"],
            pos=row["pos"],
            event_type=row["type"],
            modes=tuple(mode for mode in row["modes"].split(";") if mode),
            object_role=row["object"],
            effect=row["effect"] or None,
            needs=row["needs"],
            score=float(row["score"]),
        )
        table[entry.lemma, entry.pos] = (*table.get((entry.lemma, entry.pos), ()), entry)
    return table


@cache
def trigger_table() -> dict[tuple[str, str], TriggerEntry]:
    """The first trigger row of each (lemma, pos)."""
    return {word: entries[0] for word, entries in readings_of_words().items()}


@cache
def roles_of_objects() -> dict[tuple[str, str], str]:
    """The usual role of the object by (type, pos), for a word that the trigger table does not have."""
    return {(row["type"], row["pos"]): row["object"] for row in iter_rows("object_roles.tsv")}


@cache
def _verb_forms() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in iter_rows("verb_forms.tsv")}


def verb_lemma(token: Token) -> str:
    """The lemma of a verb in lower case, also of a form that the parser gets wrong."""
    return _verb_forms().get(token.lower_) or token.lemma_.lower()


@cache
def second_words() -> dict[str, frozenset[str]]:
    """The second words of verbs of two words, by the first: "open" has "fire"."""
    words: dict[str, set[str]] = {}
    for lemma, pos in trigger_table():
        if pos == "verb" and " " in lemma:
            first, second = lemma.split(" ", 1)
            words.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in words.items()}


@cache
def act_words() -> frozenset[tuple[str, str]]:
    """(lemma, pos) of every word that names an act, by itself or with certain objects."""
    verbs = (verb.split()[0] for row in iter_rows("trigger_phrases.tsv") for verb in split_list(row["verbs"]))
    return frozenset(trigger_table()) | {(verb, "verb") for verb in verbs} | {(lemma, "verb") for lemma in second_words()}


@cache
def weapons() -> dict[str, Weapon]:
    """Weapon rows by phrase (lemma form)."""
    rows = iter_rows("weapons.tsv")
    return {row["phrase"]: Weapon(row["phrase"], row["kind"], row["mode"], row["launched"] == "yes") for row in rows}


@cache
def facilities() -> dict[str, tuple[str, str]]:
    """(entity, class) of nouns for buildings, vehicles and places, by lemma."""
    return {row["lemma"]: (row["entity"], row["class"]) for row in iter_rows("facilities.tsv")}


@cache
def place_nouns() -> dict[str, str]:
    """Kinds of common nouns that stand with the name of a place ("the town of", "province"), by lemma."""
    return {row["lemma"]: row["kind"] for row in iter_rows("place_nouns.tsv")}


@cache
def abstract_targets() -> frozenset[str]:
    """What can be attacked in words only: a plan, a record."""
    return frozenset(row["lemma"] for row in iter_rows("abstract_targets.tsv"))


@cache
def _body_words() -> frozenset[str]:
    return frozenset(row["lemma"] for row in iter_rows("body_words.tsv"))


def whose(noun: Token) -> Token:
    """The person of "the body of the priest", "the life of a judge"; any other noun itself."""
    if noun.lemma_.lower() not in _body_words():
        return noun
    return next((obj for prep, obj in syntax.prepositions(noun) if prep.lower_ == "of" and prep.i == noun.i + 1), noun)


@cache
def animals() -> frozenset[str]:
    """Lemmas of animals: to kill them is no assault."""
    return frozenset(row["lemma"] for row in iter_rows("animals.tsv"))


@cache
def accidents() -> frozenset[str]:
    """Lemmas of accidents, diseases and forces of nature."""
    return frozenset(row["lemma"] for row in iter_rows("accidents.tsv"))


def weapon_at(token: Token) -> Weapon | None:
    """The weapon that a noun names, with its compound words where the table has the longer phrase."""
    lemma = syntax.noun_lemma(token)
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    for left in syntax.children(token, "compound", "amod"):
        if found := weapons().get(f"{left.lemma_.lower()} {lemma}"):
            return found
    return weapons().get(lemma)


def is_event_noun(token: Token) -> bool:
    """True for a noun of the trigger table ("the strike"); "fire" is one only in some phrases."""
    entry = trigger_table().get((token.lemma_.lower(), "noun"))
    return token.pos_ in ("NOUN", "PROPN") and entry is not None and entry.needs != "under_fire"


def quantified_weapon(token: Token) -> Weapon | None:
    """The weapon of "hundreds of rockets" or "a barrage of missiles"."""
    for prep, obj in syntax.prepositions(token):
        if prep.lower_ == "of":
            for noun in syntax.with_conjuncts(obj):
                if found := weapon_at(noun):
                    return found
    return None


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word in a sentence: its tokens, its head token and the reading.

    `joined` is the noun that makes a phrase of a verb ("lifted the curfew"); no event of its own.
    """

    head: Token
    start: int
    end: int
    entry: TriggerEntry
    joined: Token | None = None
    word: EventWord | None = None
    """What the trained finder holds of the word; None where it was not asked."""
    is_learnt: bool = False
    """Whether the finder alone takes the word for an event."""
