"""Which places of a sentence are those of an event: what the parse says of the way from its trigger to each name.

The weights are trained by tools/train_where.py on sentences in which the place of one verb is marked (docs/models/where.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from fogline.read.event_words import facilities
from fogline.read.toponyms import NameHit
from fogline.read.voices import is_speech_verb

_WEIGHTS = Path(__file__).parent / "where_weights.toml"
_LONGEST = 4
_PLACE_NOUNS = frozenset(
    "town city village district province governorate region area neighborhood neighbourhood suburb outskirts camp countryside state "
    "county valley island border capital port municipality settlement street mountain peninsula strip department".split()
)


@lru_cache(maxsize=1)
def weights() -> tuple[float, Mapping[str, float]]:
    """The score from which a place is taken, and the weights of the features."""
    with _WEIGHTS.open("rb") as table:
        found = tomllib.load(table)
    return float(found["threshold"]), found["weights"]


def is_candidate(hit: NameHit) -> bool:
    """True for a name that may be that of a place: not for one that the lexicon knows as something else."""
    return hit.is_place or hit.is_toponym or hit.label not in ("LEX", "NORP")


def score(trigger: Token, hit: NameHit, others: Sequence[Token], triggers: Sequence[Token]) -> float:
    """Log odds that the name is a place of the event; `others`: heads of the other names, `triggers`: those of all events."""
    table = weights()[1]
    return sum(table.get(feature, 0.0) for feature in features(trigger, hit, others, triggers))


def choose(trigger: Token, hits: Sequence[NameHit], triggers: Sequence[Token]) -> list[NameHit]:
    """The names among the candidates of a sentence that say where the event took place, none inside the phrase of another.

    Of "Taji, north of Baghdad" it is Taji.
    """
    heads = [trigger.doc[hit.start : hit.end].root for hit in hits]
    least = weights()[0]
    taken = [
        (head, hit)
        for n, (head, hit) in enumerate(zip(heads, hits, strict=True))
        if score(trigger, hit, heads[:n] + heads[n + 1 :], triggers) >= least
    ]
    return [hit for head, hit in taken if not any(is_around(head, other) for other, _ in taken)]


def is_around(outer: Token, inner: Token) -> bool:
    """True where a name only says where another lies: it hangs on the other by more than coordination."""
    if outer.i == inner.i or not inner.is_ancestor(outer):
        return False
    token = outer
    while token.i != inner.i:
        if token.dep_ != "conj":
            return True
        token = token.head
    return False


def features(trigger: Token, hit: NameHit, others: Sequence[Token], triggers: Sequence[Token]) -> list[str]:
    """What may speak for or against the name."""
    root = trigger.doc[hit.start : hit.end].root
    kind = "place" if hit.is_place else "party" if hit.is_party else "toponym" if hit.is_toponym else "other"
    found = ["bias", f"kind={kind}", f"label={hit.label}", f"kind={kind} label={hit.label}"]
    found += _way(trigger, root, kind)
    found += _words_around(root, hit)
    found += _rivals(trigger, root, others, triggers)
    return found


def _up(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _way(trigger: Token, root: Token, kind: str) -> Iterator[str]:
    """The path of the parse, the preposition, and the clauses that are left on the way."""
    above = {token.i: n for n, token in enumerate(_up(trigger))}
    up = _up(root)
    meets = next((n for n, token in enumerate(up) if token.i in above), None)
    if meets is None:
        yield "no way"
        return
    down, climb = up[:meets], above[up[meets].i]
    steps = [token.dep_ for token in reversed(down) if token.dep_ != "conj"]
    if len(steps) < len(down):
        yield "coordinated"
    path = ">".join(steps) if len(steps) <= _LONGEST else "long"
    yield f"climb={min(climb, 4)} path={path}"
    yield f"pos={trigger.pos_} climb={min(climb, 3)}"
    yield f"steps={min(climb + len(down), 8)}"
    yield f"verbs={min(sum(token.pos_ in ('VERB', 'AUX') for token in [*down, *_up(trigger)[1:climb]]), 3)}"
    prep = next((token for token in down if token.dep_ == "prep"), None)
    if prep is not None:
        yield f"prep={prep.lower_}"
        yield f"prep={prep.lower_} kind={kind}"
        yield f"climb={min(climb, 3)} path={path} prep={prep.lower_}"
        yield f"prep={prep.lower_} head={'trigger' if prep.head.i == trigger.i else prep.head.pos_}"
    else:
        yield f"no prep path={path} kind={kind}"
    if down and down[-1].head.i == trigger.i:
        yield f"{trigger.lemma_.lower()} {down[-1].dep_}"
    if any(is_speech_verb(token) for token in _up(trigger)[: climb + 1] if token.i != trigger.i):
        yield "over a verb of speech"
    yield "behind" if root.i > trigger.i else "before"


def _words_around(root: Token, hit: NameHit) -> Iterator[str]:
    doc = root.doc
    before = doc[hit.start - 1].lower_ if hit.start else "^"
    after = doc[hit.end].lower_ if hit.end < len(doc) else "$"
    yield f"before={before}" if before in _FUNCTION else "before=word"
    yield f"after={after}" if after in _FUNCTION else "after=word"
    head = root.head.lemma_.lower()
    if root.dep_ in ("compound", "nmod", "poss", "amod", "appos", "pobj"):
        outer = root.head.head.lemma_.lower() if root.dep_ == "pobj" and root.head.lower_ == "of" else head
        entity = facilities().get(outer)
        sort = "place noun" if outer in _PLACE_NOUNS else entity[0] if entity else "word"
        yield f"{root.dep_} of {sort}"


_FUNCTION = frozenset(
    "^ $ in at near of on from to the 's ’ ’s , . - ( ) and or for with by into between outside around off across over against through "
    "north south east west northern southern eastern western central nearby town city village district province state where when after "
    "during said".split()
)


def _rivals(trigger: Token, root: Token, others: Sequence[Token], triggers: Sequence[Token]) -> Iterator[str]:
    """Other names on the way, and other events that are closer."""
    above = {token.i for token in _up(root)[1:]}
    if any(other.i in above and not other.is_ancestor(trigger) for other in others):
        yield "under another name"
    if any(root.i in {token.i for token in other.ancestors} for other in others):
        yield "over another name"
    if not others:
        yield "the only name"
    near = sum(abs(other.i - trigger.i) < abs(root.i - trigger.i) for other in others)
    yield f"names closer={min(near, 3)}"
    between = sum(min(trigger.i, root.i) < other.i < max(trigger.i, root.i) for other in triggers if other.i != trigger.i)
    yield f"events between={min(between, 2)}"
    yield f"distance={min(abs(root.i - trigger.i) // 4, 6)}"
    if any(
        other.i in above and other.is_ancestor(root) and trigger.is_ancestor(other) for other in triggers if other.i != trigger.i
    ):
        yield "under another event"
