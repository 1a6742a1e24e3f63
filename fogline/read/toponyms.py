"""Names of places that say nothing of where: inside the names of bodies, as subjects, and shortened behind a town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from fogline.read.place_names import PlaceNames

_LONGEST = 3
"""Words of a place name looked for inside the name of a body."""
_INSIDE = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART"})
_OF_PLACE = frozenset({"of", "in", "at"})
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "compound", "nmod", "poss", "appos", "conj", "npadvmod", "ROOT", "dep"})


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name: token range, tagger or lexicon label, and whether it is read as a place, an actor or both.

    `is_toponym`: the name of a place that does not say where here ("left Homs"); `is_party`: of one that can stand for a party
    ("Syria said", "Syrian troops"); `is_known`: a pack or the gazetteer has it; `level`: what the gazetteer says that it
    names, first of all (PlaceNames.level).
    """

    start: int
    end: int
    label: str
    is_place: bool
    is_actor: bool
    is_toponym: bool = False
    is_party: bool = False
    is_known: bool = False
    level: str = "unknown"


class ToponymFinder:
    """Finds names of places that the finder of names has no other use for."""

    def __init__(self, places: PlaceNames) -> None:
        self._places = places

    def find(self, doc: Doc, hits: Sequence[NameHit]) -> list[NameHit]:
        """Names of places beside those found, none of which overlaps a place among `hits`."""
        taken = {i for hit in hits for i in range(hit.start, hit.end) if hit.is_place or hit.is_toponym}
        bodies = {i for hit in hits for i in range(hit.start, hit.end)}
        found = [hit for ent in doc.ents if ent.label_ in _INSIDE for hit in self._inside(doc, ent.start, ent.end)]
        found += self._bare(doc, taken | bodies)
        kept: list[NameHit] = []
        for hit in found:
            if not taken & set(range(hit.start, hit.end)):
                kept.append(hit)
                taken |= set(range(hit.start, hit.end))
        return [*kept, *self._shortened(doc, [hit for hit in [*hits, *kept] if hit.is_place or hit.is_toponym])]

    def _inside(self, doc: Doc, start: int, end: int) -> Iterator[NameHit]:
        """The place that a body is called after: at the start of its name, or behind "of"."""
        while start < end and doc[start].lower_ in ("the", "a"):
            start += 1
        starts = [start, *(i + 1 for i in range(start, end - 1) if doc[i].lower_ in _OF_PLACE)]
        for first in starts:
            for last in range(min(end, first + _LONGEST), first, -1):
                words = doc[first:last]
                if all(token.text[:1].isupper() for token in words) and self._is_place(words.text):
                    yield _toponym(first, last)
                    break

    def _is_place(self, text: str) -> bool:
        return self._places.is_major(text) or self._places.is_adjective(text)

    def _bare(self, doc: Doc, taken: set[int]) -> Iterator[NameHit]:
        """Proper nouns that stand by themselves, or before a common noun, and are well known as places."""
        for token in doc:
            if token.i in taken or token.ent_type_ == "PERSON" or token.dep_ not in _ROLES or not _stands_alone(token):
                continue
            if self._places.is_major(token.text):
                yield _toponym(token.i, token.i + 1)

    def _shortened(self, doc: Doc, places: Sequence[NameHit]) -> Iterator[NameHit]:
        """The state behind the comma of "Lexington, Ky."."""
        for hit in places:
            after = hit.end + 1
            if after < len(doc) and doc[hit.end].text == "," and not any(p.start <= after < p.end for p in places):
                dotted = (
                    after + 1 < len(doc) and doc[after + 1].text == "." and self._places.is_abbreviation(doc[after].text + ".")
                )
                if dotted or self._places.is_abbreviation(doc[after].text):
                    yield _toponym(after, after + (2 if dotted else 1))


def _toponym(start: int, end: int) -> NameHit:
    return NameHit(start, end, "GPE", is_place=False, is_actor=False, is_toponym=True, is_known=True)


def _stands_alone(token: Token) -> bool:
    if token.tag_ != "NNP" or not token.is_title:
        return False
    near = [token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    return not any(other.tag_ in ("NNP", "NNPS") or other.text in ("-", "–") for other in near)
