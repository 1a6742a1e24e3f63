"""Which places of a sentence are those of an event: what the parse says of the way from its trigger to each name.

The weights are trained by tools/train_where.py on sentences in which the place of one verb is marked (docs/models/where.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc, Token

from fogline.read.circumstances import UNREACHED, cost
from fogline.read.event_words import facilities, is_event_noun
from fogline.read.toponyms import NameHit
from fogline.read.voices import is_speech_verb

_WEIGHTS = Path(__file__).parent / "where_weights.toml"
_LONGEST = 5
_DEEPEST = 40
"""Arcs that are climbed at most: deeper parses are of no sentence that anybody wrote."""
_REACH = 60
"""Words between a trigger and a name that is weighed."""
_CLAUSE = 1
"""Arcs by which a name is closer to a coordinated verb: each has its own place, shared only with one that has none."""
_LOCATIVE = frozenset("in at near inside outside across around throughout".split())
_OWNERS = frozenset({"compound", "nmod", "poss", "amod"})
_PLACE_NOUNS = frozenset(
    (
        "town city village district province governorate region area neighborhood neighbourhood suburb outskirts camp "
        "countryside state county valley island border capital port municipality settlement street mountain peninsula strip "
        "department edge center centre part south north east west border quarter township county road street highway "
        "mountain"
    ).split()
)


@lru_cache(maxsize=1)
def weights() -> tuple[float, Mapping[str, float]]:
    """The score from which a place is taken, and the weights of the features."""
    with _WEIGHTS.open("rb") as table:
        found = tomllib.load(table)
    return float(found["threshold"]), found["weights"]


def is_candidate(hit: NameHit, doc: Doc) -> bool:
    """True for a name that may say where: not one that the lexicon knows as something else, nor an owner ("a US base")."""
    last = doc[hit.end - 1]
    if hit.end < len(doc) and doc[hit.end].text in ("-", "–") and not last.whitespace_ and not doc[hit.end].whitespace_:
        return False  # "Paris-backed rebels" are not in Paris
    if hit.is_party:
        return doc[hit.start : hit.end].root.dep_ not in _OWNERS
    return hit.is_place or hit.is_toponym or hit.label not in ("LEX", "NORP")


def is_locative(hit: NameHit, doc: Doc) -> bool:
    """True behind a preposition of place: elsewhere the name of a country is a party ("a truce involving Lakva")."""
    root = doc[hit.start : hit.end].root
    return root.head.pos_ == "ADP" and root.head.lower_ in _LOCATIVE


def score(trigger: Token, hit: NameHit, others: Sequence[Token], triggers: Sequence[Token]) -> float:
    """Log odds that the name is a place of the event; `others`: heads of the other names, `triggers`: those of all events."""
    table = weights()[1]
    return sum(table.get(feature, 0.0) for feature in features(trigger, hit, others, triggers))


def choose(trigger: Token, hits: Sequence[NameHit], triggers: Sequence[Token]) -> list[NameHit]:
    """The names among the candidates of a sentence that say where the event took place, none inside the phrase of another.

    Of "Taji, north of Baghdad" it is Taji.
    """
    near = [hit for hit in hits if abs(hit.start - trigger.i) <= _REACH]
    heads = [trigger.doc[hit.start : hit.end].root for hit in near]
    events = [other for other in triggers if abs(other.i - trigger.i) <= _REACH]
    least = weights()[0]
    taken = [
        (head, hit)
        for n, (head, hit) in enumerate(zip(heads, near, strict=True))
        if not _is_elsewhere(trigger, head, events) and score(trigger, hit, heads[:n] + heads[n + 1 :], events) >= least
    ]
    return [hit for head, hit in taken if not any(is_around(head, other) for other, _ in taken)]


def _is_elsewhere(trigger: Token, head: Token, events: Sequence[Token]) -> bool:
    """True behind a verb of speech, and in a clause beside that of the trigger that tells of an event of its own."""
    own = cost(trigger, head)
    if own >= UNREACHED:
        return True
    if trigger.pos_ != "VERB":
        return False
    beside = [other for other in events if other.pos_ == "VERB" and trigger.i != other.i and _are_coordinated(trigger, other)]
    return any(cost(other, head) + _CLAUSE <= own for other in beside)


def _are_coordinated(left: Token, right: Token) -> bool:
    return (left.dep_ == "conj" and left.head.i == right.i) or (right.dep_ == "conj" and right.head.i == left.i)


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
    top, sorts = _top_of(root, trigger)
    found = ["bias", f"kind={kind}", f"label={hit.label}", f"kind={kind} label={hit.label}"]
    found += [f"part of {sort}" for sort in sorts]
    found += _way(trigger, top, f"{kind} {hit.label}" if kind == "other" else kind, sorts[-1] if sorts else "itself")
    found += _words_around(root, hit)
    found += _rivals(trigger, root, others, triggers)
    return found


def _top_of(root: Token, trigger: Token) -> tuple[Token, list[str]]:
    """The head of the longer phrase of place that a name is part of ("the town of Goma"), and the sorts of words passed."""
    sorts: list[str] = []
    for _ in range(3):
        above = root.head
        if root.dep_ == "pobj" and above.lower_ == "of" and above.head.pos_ in ("NOUN", "PROPN") and _sort(above.head) != "word":
            above, how = above.head, "of"
        elif root.dep_ in ("compound", "nmod", "poss", "appos") and above.pos_ in ("NOUN", "PROPN"):
            how = root.dep_
        else:
            break
        if above.i == trigger.i or root.i == trigger.i:
            break
        sorts.append(f"{how} {_sort(above)}")
        root = above
    return root, sorts


def _sort(noun: Token) -> str:
    lemma = noun.lemma_.lower()
    if lemma in _PLACE_NOUNS:
        return "place noun"
    entity = facilities().get(lemma)
    return entity[0] if entity else "event" if is_event_noun(noun) else "word"


def _up(token: Token) -> list[Token]:
    return [token, *islice(token.ancestors, _DEEPEST)]


def _way(trigger: Token, root: Token, kind: str, part: str) -> Iterator[str]:
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
    yield f"climb={min(climb, 2)} path={path} kind={kind} part={part}"
    events = sum(token.pos_ in ("NOUN", "PROPN") and is_event_noun(token) for token in [*down[1:], *_up(trigger)[1 : climb + 1]])
    yield f"event nouns={min(events, 2)} verbs={min(sum(token.pos_ == 'VERB' for token in down), 2)} climb={min(climb, 2)}"
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
        yield f"{trigger.lemma_.lower()} {path} {kind} {part}"
    if any(is_speech_verb(token) for token in _up(trigger)[: climb + 1] if token.i != trigger.i):
        yield "over a verb of speech"
    yield "behind" if root.i > trigger.i else "before"


def _words_around(root: Token, hit: NameHit) -> Iterator[str]:
    doc = root.doc
    before = doc[hit.start - 1].lower_ if hit.start else "^"
    after = doc[hit.end].lower_ if hit.end < len(doc) else "$"
    yield f"before={before}" if before in _FUNCTION else "before=word"
    yield f"after={after}" if after in _FUNCTION else "after=word"


_FUNCTION = frozenset(
    (
        "^ $ in at near of on from to the 's ’ ’s , . - ( ) and or for with by into between outside around off across over "
        "against through north south east west northern southern eastern western central nearby town city village district "
        "province state where when after during said"
    ).split()
)


def _rivals(trigger: Token, root: Token, others: Sequence[Token], triggers: Sequence[Token]) -> Iterator[str]:
    """Other names on the way, and other events that are closer."""
    up, down = _up(root), {token.i for token in _up(trigger)}
    above = {token.i for token in up[1:]}
    if any(other.i in above and other.i not in down for other in others):
        yield "under another name"
    if any(root.i in {token.i for token in _up(other)[1:]} for other in others):
        yield "over another name"
    if not others:
        yield "the only name"
    near = sum(abs(other.i - trigger.i) < abs(root.i - trigger.i) for other in others)
    yield f"names closer={min(near, 3)}"
    between = sum(min(trigger.i, root.i) < other.i < max(trigger.i, root.i) for other in triggers if other.i != trigger.i)
    yield f"events between={min(between, 2)}"
    yield f"distance={min(abs(root.i - trigger.i) // 4, 6)}"
    yield from _events(trigger, root, triggers)


def _events(trigger: Token, root: Token, triggers: Sequence[Token]) -> Iterator[str]:
    """How far the name is in the parse, by the rule that binds days too, and whether another event is closer."""
    own = cost(trigger, root)
    rest = min((cost(other, root) for other in triggers if other.i != trigger.i), default=UNREACHED)
    yield f"cost={min(own, 12)}"
    yield "closer to another event" if rest < own else "as close to another event" if rest == own else "closest to this event"
    yield f"{'closer' if rest < own else 'not closer'} cost={min(own // 2, 6)}"
