"""When and where of events: each time and place expression of a sentence goes to the event that its words hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from spacy.tokens import Token

from fogline.read.voices import is_speech_verb

T = TypeVar("T")
UNREACHED = 99
"""The cost of an expression that is none of the event's."""
_ROLE_OF = {
    "from": "from",
    "to": "towards",
    "towards": "towards",
    "toward": "towards",
    "into": "towards",
    "near": "near",
    "outside": "near",
    "between": "near",
    "beyond": "near",
}
_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)


@dataclass(frozen=True, slots=True)
class Bound(Generic[T]):
    """A circumstance with the number of arcs between it and its event."""

    item: T
    distance: int


def _ancestors(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def distance(left: Token, right: Token) -> tuple[int, Token | None]:
    """Arcs between two tokens of a sentence in the parse, and the token where their paths meet."""
    up = {token.i: steps for steps, token in enumerate(_ancestors(left))}
    for steps, token in enumerate(_ancestors(right)):
        if token.i in up:
            return up[token.i] + steps, token
    return UNREACHED, None


def bind(triggers: Sequence[Token], items: Sequence[tuple[Token, T]], *, limit: int = 8) -> dict[int, list[Bound[T]]]:
    """Items by the index of the trigger that they hang on, nearest first.

    An item goes to the nearest trigger. It never crosses a verb of speech: the day of "said on Tuesday" is the day of
    saying, not of what was said.
    """
    bound: dict[int, list[Bound[T]]] = {}
    for token, item in items:
        ranked = sorted((cost(trigger, token), abs(trigger.i - token.i), n) for n, trigger in enumerate(triggers))
        if not ranked or ranked[0][0] > limit or _measures_first(token):
            continue
        best = ranked[0]
        for arcs, _, n in ranked:
            if arcs == best[0] or (n == best[2]):
                bound.setdefault(triggers[n].i, []).append(Bound(item, arcs))
    for found in bound.values():
        found.sort(key=lambda entry: entry.distance)
    return bound


def _is_where_clause(trigger: Token, token: Token) -> bool:
    """True where the clause of the trigger says what happened at the place it hangs on ("Homs, where shells fell")."""
    return any(inner.lower_ in ("where", "when") for inner in token.subtree if inner.i < trigger.i)


def _measures_first(token: Token) -> bool:
    """True in "the first such attack since February": the words tell how long there was none."""
    prep = token.head
    if prep.lower_ not in ("since", "in", "for") or prep.head.pos_ not in ("NOUN", "PROPN"):
        return False
    return any(inner.lower_ in ("first", "worst", "deadliest", "largest", "biggest") for inner in prep.head.children)


def _verbs_between(token: Token, top: Token) -> int:
    """How many verbs stand on the way up from a token to `top`, neither counted: each is a clause that is left."""
    found = 0
    if token.i == top.i:
        return found
    for step in token.ancestors:
        if step.i == top.i:
            break
        found += step.pos_ in ("VERB", "AUX")
    return found


def cost(trigger: Token, token: Token) -> int:
    """Arcs from a trigger to an expression, four more for each clause left; UNREACHED where it says nothing of the event."""
    steps, meet = distance(trigger, token)
    if meet is None or (meet.i == token.i != trigger.i and not _is_where_clause(trigger, token)):
        return UNREACHED
    steps += 4 * (_verbs_between(token, meet) + _verbs_between(trigger, meet))
    is_reported = trigger.dep_ == "nsubjpass" and trigger.head.i == meet.i
    if is_speech_verb(meet) and meet.i != trigger.i and not is_reported:
        governor = next((t for t in _ancestors(token) if t.pos_ in ("VERB", "AUX")), None)
        if governor is not None and governor.i == meet.i:
            return 5 if _trails(meet, trigger, token) else UNREACHED
    return steps


def _trails(speech: Token, trigger: Token, token: Token) -> bool:
    """True where an expression that the parse hangs on a speech verb stands far behind it, after what was said."""
    return speech.i < trigger.i < token.i and token.i - speech.i > 5


def place_role(token: Token) -> str:
    """The role of a place by its preposition: in, near, from, towards."""
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in _DIRECTIONS:
        return "near"  # "north of Tessalit"
    while token.dep_ in ("conj", "appos", "compound", "nmod") or (token.dep_ == "pobj" and token.head.lower_ == "of"):
        token = token.head.head if token.dep_ == "pobj" else token.head  # "from the town of Goma": from
    return _ROLE_OF.get(token.head.lower_, "in") if token.dep_ == "pobj" else "in"
