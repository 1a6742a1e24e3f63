"""Entities in the string slots of MUC templates: CEAF-REE, as extraction of role fillers is scored today.

Du, Rush and Cardie (GRIT, 2021): per document and role, predicted entities are aligned one to one with gold entities; a
pair counts when every string of the prediction is a string of the gold entity. Micro-averaged over roles and documents.
Optional gold entities that are left out cost nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

ROLES: Final = {
    "perpetrator individuals": ("perp_individual_id",),
    "perpetrator organisations": ("perp_organization_id",),
    "physical targets": ("phys_tgt_id",),
    "victims": ("hum_tgt_name", "hum_tgt_description"),
    "weapons": ("incident_instrument_id",),
}
_SLOT_NUMBER: Final = {6: "weapons", 9: "perpetrator individuals", 10: "perpetrator organisations", 12: "physical targets"}
_NAME, _DESCRIPTION = 18, 19
_LINE = re.compile(r"^(\d+)\.\s+[A-Z: ]+?\s{2,}(.*)$|^\s{20,}(\S.*)$")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')

Entities = dict[str, list[frozenset[str]]]
"""Entities by role, each the set of its strings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """A filler with all its strings."""

    strings: frozenset[str]
    optional: bool


def plain(text: str) -> str:
    """Lower case without punctuation and leading article."""
    words = re.sub(r"[^\w ]+", " ", text.replace('\\"', " ").lower()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def gold_entities(templates: Iterable[Mapping[str, Any]]) -> dict[str, list[GoldEntity]]:
    """Entities of a document by role over all its templates; fillers that share a string are one entity."""
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


def response_entities(lines: Iterable[str]) -> dict[str, Entities]:
    """Entities by document and role of a response file in the official template format."""
    found: dict[str, Entities] = defaultdict(lambda: defaultdict(list))
    document, number = "", -1
    for line in lines:
        match = _LINE.match(line)
        if not match:
            continue
        if match[1]:
            number = int(match[1])
        value = match[2] or match[3] or ""
        if number == 0:
            document = value.strip()
        for role, strings in _fills(number, value):
            if strings and strings not in found[document][role]:
                found[document][role].append(strings)
    return found


def _fills(number: int, value: str) -> Iterator[tuple[str, frozenset[str]]]:
    strings = [plain(found) for found in _STRING.findall(value)]
    if number in _SLOT_NUMBER:
        yield _SLOT_NUMBER[number], frozenset(strings)
    elif number == _NAME or (number == _DESCRIPTION and len(strings) == 1):
        yield "victims", frozenset(strings)


def right_pairs(gold: list[GoldEntity], found: list[frozenset[str]]) -> int:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Right pairs, gold entities that had to be found, and found ones."""

    right: int
    gold: int
    found: int


def tally(documents: Iterable[Mapping[str, Any]], response: Mapping[str, Entities]) -> dict[str, Tally]:
    """CEAF-REE counts by role over documents with `id` and `templates`."""
    counts: dict[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
    for document in documents:
        gold = gold_entities(document["templates"])
        found = response.get(document["id"], {})
        for role, row in counts.items():
            wanted, got = gold.get(role, []), found.get(role, [])
            right = right_pairs(wanted, got)
            must = sum(not entity.optional for entity in wanted)
            row[0], row[1], row[2] = row[0] + right, row[1] + max(must, right), row[2] + len(got)
    return {role: Tally(right=row[0], gold=row[1], found=row[2]) for role, row in counts.items()}
