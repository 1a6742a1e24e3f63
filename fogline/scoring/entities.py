"""Entities and ties of re3d: spans with types, and relations where the entities are given."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Final

from fogline.engine.stage import Reader
from fogline.record.types import Actor, Claim, EventMention, Judgement, Mention
from fogline.scoring.corpora import Gold
from fogline.scoring.measures import f_score

TYPES: Final = ("Organisation", "Person", "Location", "Temporal")
"""Types whose spans both sides mark."""
RELATIONS: Final = ("FightingAgainst", "AlliesOf", "BelongsTo", "InChargeOf")
SYMMETRIC: Final = frozenset({"FightingAgainst", "AlliesOf"})
SURE: Final = 0.5
"""Gold entities with less agreement than this are neither asked for nor held against an answer."""
_PERSONS: Final = frozenset({"person", "office"})


@cache
def re3d_table() -> Mapping[str, Any]:
    """How the words of the record and of the model of ties compare with those of re3d."""
    return tomllib.loads(files("fogline.scoring").joinpath("data/re3d.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A span with a type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two spans."""

    type: str
    left: tuple[int, int]
    right: tuple[int, int]


@dataclass(slots=True)
class Counts:
    """Right answers, gold rows and answers."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, right: int, gold: int, found: int) -> None:
        """Adds the counts of a document."""
        self.right, self.gold, self.found = self.right + right, self.gold + gold, self.found + found

    @property
    def f(self) -> float:
        """F in percent."""
        return f_score(self.right, self.gold, self.found)


# ---- what the record holds


def found_entities(record: Reader) -> dict[str, set[Entity]]:
    """Typed spans of every report."""
    actors = {actor.id: actor for actor in record.rows(Actor)}
    meant = {j.left_id: actors[j.right_id] for j in record.rows(Judgement) if j.kind == "refers" and j.right_id in actors}
    found: dict[str, set[Entity]] = {}
    for mention in record.rows(Mention):
        kind = _kind(mention, meant)
        type_ = re3d_table()["entity"].get(kind)
        if type_ in TYPES:
            found.setdefault(mention.report_id, set()).add(Entity(*_span(mention), type_))
    return found


def _span(mention: Mention) -> tuple[int, int]:
    """The whole phrase where the reader gives one, since re3d marks phrases."""
    words = mention.phrase or mention.span
    return words.start, words.end


def _kind(mention: Mention, meant: Mapping[str, Actor]) -> str:
    if mention.kind != "actor":
        return mention.kind
    actor = meant.get(mention.id)
    is_person = actor.kind in _PERSONS if actor else mention.label == "PERSON"
    return "person" if is_person else "actor"


def found_ties(record: Reader) -> dict[str, set[Tie]]:
    """Relations that the words of each report give: ties between mentions, and who fights and helps whom."""
    spans = {mention.id: _span(mention) for mention in record.rows(Mention)}
    found: dict[str, set[Tie]] = {}
    for claim in record.rows(Claim):
        relation = re3d_table()["tie"].get(claim.property.removeprefix("tie:"))
        if claim.property.startswith("tie:") and relation and claim.report_id and claim.stance == "asserts":
            left, right = spans.get(claim.subject_id), spans.get(str(claim.value))
            if left and right:
                found.setdefault(claim.report_id, set()).add(Tie(relation, left, right))
    for event in record.rows(EventMention):
        found.setdefault(event.report_id, set()).update(_ties_of(event, spans))
    return found


def _ties_of(event: EventMention, spans: Mapping[str, tuple[int, int]]) -> Iterator[Tie]:
    for table, others in (("event", ("target", "victim")), ("partner", ("partner", "beneficiary"))):
        relation = re3d_table()[table].get(event.event_type)
        if relation is None or event.modality == "negated":
            continue
        ends = [[_ends(role, spans) for role in event.roles if role.role in roles] for roles in (("initiator",), others)]
        for left, right in product(*ends):
            yield Tie(relation, left, right)


def _ends(role: Any, spans: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    return spans.get(role.mention_id or "", (role.head.start, role.head.end))


# ---- against gold


def gold_entities(row: Gold) -> tuple[set[Entity], set[Entity]]:
    """The typed spans that have to be found, and those that may be: crowd workers agreed too little on them."""
    sure: set[Entity] = set()
    doubtful: set[Entity] = set()
    for entity in row["entities"]:
        if entity["type"] in TYPES:
            (sure if entity["confidence"] >= SURE else doubtful).add(Entity(entity["start"], entity["end"], entity["type"]))
    return sure, doubtful - sure


def exact(row: Gold, found: Iterable[Entity]) -> tuple[int, int, int]:
    """Right, gold and answered: same span and type."""
    sure, doubtful = gold_entities(row)
    answers = set(found) - doubtful
    return len(sure & answers), len(sure), len(answers)


def relaxed(row: Gold, found: Iterable[Entity]) -> tuple[int, int, int]:
    """As `exact`, where an overlap with the same type will do, one to one, the most overlap first."""
    sure, doubtful = gold_entities(row)
    answers = sorted(found)
    pairs = sorted((-_shared(g, a), i, j) for i, g in enumerate(sorted(sure)) for j, a in enumerate(answers) if _meet(g, a))
    left, right = set(), set()
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    spare = sum(j not in right and not any(_meet(d, a) for d in doubtful) for j, a in enumerate(answers))
    return len(left), len(sure), len(right) + spare


def _shared(a: Entity, b: Entity) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _meet(a: Entity, b: Entity) -> bool:
    return a.type == b.type and _shared(a, b) > 0


Pair = tuple[str, int, int]
"""A relation between two of the given entities, by their index."""


def given_pairs(row: Gold, ties: Iterable[Tie]) -> set[Pair]:
    """The ties between given entities: each end goes to the given entity whose span it fits best; others are left out."""
    given = _given(row)
    found = set()
    for tie in ties:
        ends = (_best(tie.left, given), _best(tie.right, given))
        if tie.type in RELATIONS and ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            found.add(_ordered(tie.type, ends[0], ends[1]))
    return found


def gold_pairs(row: Gold) -> set[Pair]:
    """The gold relations between given entities."""
    index = {span: i for i, span in enumerate(_given(row))}
    found = set()
    for relation in row["relations"]:
        if relation["type"] in RELATIONS:
            left, right = (index[(relation[key]["start"], relation[key]["end"])] for key in ("from", "to"))
            found.add(_ordered(relation["type"], left, right))
    return found


def _given(row: Gold) -> list[tuple[int, int]]:
    spans = {(entity["start"], entity["end"]) for entity in row["entities"]}
    spans |= {(relation[key]["start"], relation[key]["end"]) for relation in row["relations"] for key in ("from", "to")}
    return sorted(spans)


def _ordered(relation: str, left: int, right: int) -> Pair:
    return (relation, min(left, right), max(left, right)) if relation in SYMMETRIC else (relation, left, right)


def _best(span: tuple[int, int], given: Sequence[tuple[int, int]]) -> int | None:
    def fit(i: int) -> float:
        shared = min(span[1], given[i][1]) - max(span[0], given[i][0])
        joined = max(span[1], given[i][1]) - min(span[0], given[i][0])
        return shared / joined

    best = max(range(len(given)), key=fit, default=None)
    return best if best is not None and fit(best) > 0 else None
