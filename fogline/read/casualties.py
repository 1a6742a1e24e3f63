"""Killed and injured: the amounts in the phrases of those whom an event killed or injured."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.figures import Amount, find_amounts
from fogline.read.roles import Participant


def phrase_range(head: Token) -> tuple[int, int]:
    """Character range [start, end) of the base phrase of a noun in its paragraph, with the number before it."""
    start, end = syntax.noun_phrase(head)
    doc = head.doc
    words = tuple(token.lower_ for token in doc[max(start - 3, head.sent.start) : start])
    start -= next((size for size in (3, 2, 1) if words[-size:] in _QUALIFIERS and len(words) >= size), 0)
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


_QUALIFIERS = frozenset(
    {
        *(("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("fewer", "than"), ("less", "than")),
        *(("as", "many", "as"), ("about",), ("around",), ("some",), ("nearly",), ("almost",), ("over",), ("only",)),
    }
)


def amount_of(head: Token) -> tuple[Amount | None, tuple[int, int]]:
    """The amount that counts a noun and the character range of the phrase; a single person counts as one."""
    start, end = phrase_range(head)
    text = head.doc.text[start:end]
    found = [amount for amount in find_amounts(text, ()) if amount.kind == "count" and amount.rule != "article"]
    if found:
        return found[0], (start + found[0].start, start + found[0].end)
    if head.lemma_.lower() in _COLLECTIVE | {"total"}:  # "a group of 11 miners"
        counted = [obj for prep, obj in syntax.prepositions(head) if prep.lower_ == "of" and syntax.has_child(obj, "nummod")]
        if counted:
            return amount_of(counted[0])
    return None, (start, end)


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def is_single(head: Token) -> bool:
    """True for one named person or "a soldier", "the commander"."""
    if head.tag_ in ("NNS", "NNPS") or head.lemma_.lower() in _COLLECTIVE:
        return False
    return head.ent_type_ == "PERSON" or head.tag_ in ("NN", "NNP")


_COLLECTIVE = frozenset("people police family crew troop force group crowd civilian personnel".split())


def total(victims: Sequence[Participant], effect: str) -> tuple[int | None, int | None, int | None, tuple[int, int]] | None:
    """(low, best, high, character range) over the victims with this effect, or None where no number is said."""
    parts = [amount_of(victim.head) for victim in victims if victim.effect == effect]
    singles = [is_single(victim.head) for victim in victims if victim.effect == effect]
    low: int | None = 0
    best: int | None = 0
    high: int | None = 0
    where: list[tuple[int, int]] = []
    for (amount, place), single in zip(parts, singles, strict=True):
        if amount is None and not single:
            best = high = None
            continue
        values = (1, 1, 1) if amount is None else (_whole(amount.low), _whole(amount.best), _whole(amount.high))
        low = None if low is None or values[0] is None else low + values[0]
        best = None if best is None or values[1] is None else best + values[1]
        high = None if high is None or values[2] is None else high + values[2]
        where.append(place)
    if not where or (low is None and best is None and high is None):
        return None
    return low or None, best, high, (min(w[0] for w in where), max(w[1] for w in where))
