"""Entities in the string slots of MUC templates: CEAF-REE, as extraction of role fillers is scored today.

By document (Du, Rush and Cardie, GRIT, 2021): per document and role, predicted entities are aligned one to one with gold
entities; a pair counts when every string of the prediction is a string of the gold entity. Micro-averaged over roles and
documents. By template (GTT, 2021; IterX, 2023): templates are aligned first, only those of one incident type, so that
most is right; the type counts as a filler. Optional gold entities and templates that are left out cost nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

ROLES: Final = {
    "perpetrator individuals": ("perp_individual_id",),
    "perpetrator organisations": ("perp_organization_id",),
    "physical targets": ("phys_tgt_id",),
    "victims": ("hum_tgt_name", "hum_tgt_description"),
    "weapons": ("incident_instrument_id",),
}
_SLOT_NUMBER: Final = {6: "weapons", 9: "perpetrator individuals", 10: "perpetrator organisations", 12: "physical targets"}
_DOCUMENT, _TEMPLATE, _TYPE, _NAME, _DESCRIPTION = 0, 1, 4, 18, 19
_LINE = re.compile(r"^(\d+)\.\s+[A-Z: ]+?\s{2,}(.*)$|^\s{20,}(\S.*)$")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MOST_GOLD: Final = 12
"""Gold templates of a document that are aligned; more would take long, and no document of the set has as many."""

Strings = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """A filler with all its strings."""

    strings: Strings
    optional: bool


@dataclass(slots=True)
class Answer:
    """A template of the response: its type and entities by role, each the set of its strings."""

    type: str = ""
    entities: dict[str, list[Strings]] = field(default_factory=dict)

    def add(self, role: str, strings: Strings) -> None:
        """Adds an entity unless it is there."""
        found = self.entities.setdefault(role, [])
        if strings and strings not in found:
            found.append(strings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Right pairs, gold entities that had to be found, and found ones."""

    right: int
    gold: int
    found: int


def plain(text: str) -> str:
    """Lower case without punctuation and leading article."""
    words = re.sub(r"[^\w ]+", " ", text.replace('\\"', " ").lower()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


# ---- keys and answers


def gold_entities(templates: Iterable[Mapping[str, Any]]) -> dict[str, list[GoldEntity]]:
    """Entities by role over templates of a document; fillers that share a string are one entity."""
    found: dict[str, list[GoldEntity]] = defaultdict(list)
    for template in templates:
        for role, slots in ROLES.items():
            for slot in slots:
                for fill in template["slots"].get(slot) or ():
                    strings = frozenset(plain(s) for s in (*fill["values"], *(fill.get("refs") or ())) if isinstance(s, str))
                    _join(found[role], GoldEntity(strings=strings, optional=fill["optional"] or template["optional"]))
    return found


def _join(entities: list[GoldEntity], new: GoldEntity) -> None:
    same = [entity for entity in entities if entity.strings & new.strings]
    for entity in same:
        entities.remove(entity)
    strings = new.strings.union(*(entity.strings for entity in same))
    entities.append(GoldEntity(strings=strings, optional=new.optional and all(entity.optional for entity in same)))


def _gold_types(template: Mapping[str, Any]) -> set[str]:
    return {value for fill in template["slots"].get("incident_type") or () for value in fill["values"]}


def response_templates(lines: Iterable[str]) -> dict[str, list[Answer]]:
    """Templates by document of a response file in the official format."""
    found: dict[str, list[Answer]] = defaultdict(list)
    document, number = "", -1
    for line in lines:
        match = _LINE.match(line)
        if not match:
            continue
        number = int(match[1]) if match[1] else number
        value = (match[2] or match[3] or "").strip()
        if number == _DOCUMENT:
            document = value
        elif number == _TEMPLATE and value != "*":
            found[document].append(Answer())
        elif found[document]:
            _fill(found[document][-1], number, value)
    return found


def _fill(answer: Answer, number: int, value: str) -> None:
    strings = [plain(found) for found in _STRING.findall(value)]
    if number == _TYPE:
        answer.type = value
    elif number in _SLOT_NUMBER:
        answer.add(_SLOT_NUMBER[number], frozenset(strings))
    elif number == _NAME or (number == _DESCRIPTION and len(strings) == 1):
        answer.add("victims", frozenset(strings))


# ---- alignment


def right_pairs(gold: Sequence[GoldEntity], found: Sequence[Strings]) -> int:
    """The most pairs that can be made one to one where a found entity is part of a gold one."""
    partner: dict[int, int] = {}

    def place(j: int, tried: set[int]) -> bool:
        for i, entity in enumerate(gold):
            if found[j] and found[j] <= entity.strings and i not in tried:
                tried.add(i)
                if i not in partner or place(partner[i], tried):
                    partner[i] = j
                    return True
        return False

    return sum(place(j, set()) for j in range(len(found)))


def tally(documents: Iterable[Mapping[str, Any]], response: Mapping[str, Sequence[Answer]]) -> dict[str, Tally]:
    """CEAF-REE counts by role, by document, over documents with `id` and `templates`."""
    counts: dict[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
    for document in documents:
        gold = gold_entities(document["templates"])
        for role, row in counts.items():
            every = (one for answer in response.get(document["id"], ()) for one in answer.entities.get(role, ()))
            _count(row, gold.get(role, []), list(dict.fromkeys(every)))
    return {role: Tally(right=row[0], gold=row[1], found=row[2]) for role, row in counts.items()}


def _count(row: list[int], gold: Sequence[GoldEntity], found: Sequence[Strings]) -> None:
    right = right_pairs(gold, found)
    must = sum(not entity.optional for entity in gold)
    row[0], row[1], row[2] = row[0] + right, row[1] + max(must, right), row[2] + len(found)


def tally_templates(documents: Iterable[Mapping[str, Any]], response: Mapping[str, Sequence[Answer]]) -> Tally:
    """CEAF-REE counts by template: types and entities of aligned templates, over documents with `id` and `templates`."""
    total = [0, 0, 0]
    for document in documents:
        keys, answers = document["templates"][:_MOST_GOLD], response.get(document["id"], ())
        pairs = _aligned(keys, answers)
        for i, key in enumerate(keys):
            for number, count in enumerate(_counts(key, answers[pairs[i]] if i in pairs else None)):
                total[number] += count
        total[2] += sum(_size(answer) for j, answer in enumerate(answers) if j not in pairs.values())
    return Tally(right=total[0], gold=total[1], found=total[2])


def _counts(key: Mapping[str, Any], answer: Answer | None) -> tuple[int, int, int]:
    """Right, gold and found of one key and the answer that is aligned with it, if any."""
    if answer is None and key["optional"]:
        return 0, 0, 0
    row, gold = [0, 0, 0], gold_entities([key])
    for role in ROLES:
        _count(row, gold.get(role, []), answer.entities.get(role, []) if answer else [])
    return (row[0] + 1, row[1] + 1, row[2] + 1) if answer else (0, row[1] + 1, 0)


def _size(answer: Answer) -> int:
    return 1 + sum(len(found) for found in answer.entities.values())


def _aligned(keys: Sequence[Mapping[str, Any]], answers: Sequence[Answer]) -> dict[int, int]:
    """Answer by key, so that the sum of what is right is the greatest; a search over all subsets of keys."""
    best: dict[int, tuple[int, dict[int, int]]] = {0: (0, {})}
    for j, answer in enumerate(answers):
        for taken, (right, pairs) in list(best.items()):
            for i, key in enumerate(keys):
                if taken & (1 << i) or answer.type not in _gold_types(key):
                    continue
                gain = right + _counts(key, answer)[0]
                if gain > best.get(taken | 1 << i, (-1, {}))[0]:
                    best[taken | 1 << i] = gain, {**pairs, i: j}
    return max(best.values(), key=lambda found: found[0])[1]
