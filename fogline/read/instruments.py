"""With what an event was done: the weapons that its words name."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.event_words import Trigger, Weapon, is_event_noun, weapon_at


@dataclass(frozen=True, slots=True)
class Instrument:
    """A weapon with the word that names it."""

    head: Token
    weapon: Weapon


def weapon_noun(token: Token) -> Weapon | None:
    """The weapon that a noun, or the noun that it counts ("hundreds of rockets"), names."""
    found = weapon_at(token)
    if found is None:
        for prep, obj in syntax.prepositions(token):
            if prep.lower_ == "of" and (found := weapon_at(obj)):
                return found
    return found


def instruments(trigger: Trigger) -> list[Instrument]:
    """The weapons used in an event, most closely bound first."""
    head = trigger.head
    near: list[Token] = []
    if trigger.entry.pos == "verb":
        doer = syntax.subject(head)
        undergoer = syntax.child(head, "dobj") or syntax.passive_subject(head) if not trigger.entry.object_role else None
        near += [syntax.resolve_relative(t) for t in (doer, undergoer) if t is not None]
    near += syntax.children(head, "compound", "amod", "nmod")
    near += [obj for prep, obj in syntax.prepositions(head) if prep.lower_ in ("with", "of", "by", "from")]
    using = [clause for clause in syntax.children(head, "advcl", "acl", "prep") if clause.lemma_.lower() == "use"]
    near += [obj for clause in using for obj in syntax.children(clause, "dobj", "pobj")]
    found = [(token, _weapon_words(token)) for first in near for token in syntax.with_conjuncts(first)]
    return [Instrument(token, weapon) for token, weapon in found if weapon is not None]


def _weapon_words(token: Token) -> Weapon | None:
    if is_event_noun(token):
        return None
    return weapon_noun(token)
