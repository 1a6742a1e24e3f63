"""Places that no list holds: capitalised words whose context says that they name a place, and the rest of names found in part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from fogline.read.event_words import facilities, place_nouns
from fogline.read.toponyms import NameHit

_MISREAD = frozenset({"", "PRODUCT", "WORK_OF_ART", "LAW", "GPE", "LOC", "FAC", "DATE"})
"""Labels of the tagger that do not speak against a place: it gives the odd ones to names that it has never seen."""
_BY = frozenset({"near", "outside"})
_SIDES = frozenset({"East", "West", "North", "South", "Eastern", "Western", "Northern", "Southern"})
_HYPHENS = frozenset({"-", "–"})
_SETTLED = frozenset({"settlement", "quarter", "division"})


def completed(doc: Doc, hits: Sequence[NameHit], knows: Callable[[str], bool]) -> list[NameHit]:
    """The hits, with those that name a place in part grown to the whole: over hyphens, "East" before and "City" behind."""
    starts = {hit.start for hit in hits}
    return [_grown(doc, hit, starts, knows) if hit.is_place or hit.is_toponym else hit for hit in hits]


def _grown(doc: Doc, hit: NameHit, starts: set[int], knows: Callable[[str], bool]) -> NameHit:
    start, end = hit.start, _over_hyphens(doc, hit.end, starts)
    if end > hit.end:
        return replace(hit, end=end)
    if end < len(doc) and end not in starts and _names_a_place(doc[end]) and doc[end].is_title and _is_part(doc, end):
        end += 1
    if start > 0 and doc[start - 1].text in _SIDES and doc[start - 1].dep_ in ("compound", "amod"):
        start -= 1
    if (start, end) == (hit.start, hit.end):
        return hit
    is_better = knows(doc[start:end].text) or (hit.is_place and not knows(doc[hit.start : hit.end].text))
    return replace(hit, start=start, end=end) if is_better else hit


def _over_hyphens(doc: Doc, end: int, starts: set[int]) -> int:
    """The end of "Kafr-e-Sabz" behind "Kafr"; "Paris-backed" ends with "Paris"."""
    last = end
    while last + 1 < len(doc) and doc[last].text in _HYPHENS and not doc[last - 1].whitespace_ and not doc[last].whitespace_:
        if last + 1 in starts or not (doc[last + 1].is_title or len(doc[last + 1]) <= 2):
            break
        last += 2
    return last if last > end and doc[last - 1].is_title else end


def _is_part(doc: Doc, i: int) -> bool:
    return doc[i - 1].dep_ in ("compound", "nmod") and doc[i - 1].head.i == i


def _names_a_place(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in place_nouns() or facilities().get(lemma, ("",))[0] in ("facility", "place")


def unlisted(doc: Doc, taken: set[int], places: set[int]) -> Iterator[NameHit]:
    """Names of places that neither a list nor the tagger has; `taken`: tokens of names, `places`: those of places."""
    places = set(places)
    for token in doc:
        if token.pos_ != "PROPN" or token.i in taken or not token.text[:1].isupper() or token.ent_type_ not in _MISREAD:
            continue
        start, end = _run(token, taken)
        if end - 1 == token.i and _is_named_as_place(doc, start, end, places):
            found = range(start, end)
            taken, places = taken | set(found), places | set(found)
            yield NameHit(start, end, "GPE", True, False)


def _run(token: Token, taken: set[int]) -> tuple[int, int]:
    """The capitalised words around a token that are no name yet."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > token.sent.start and start - 1 not in taken and _goes_on(doc[start - 1]):
        start -= 1
    while end < len(doc) and end not in taken and _goes_on(doc[end]):
        end += 1
    while doc[start].text in _HYPHENS:
        start += 1
    while doc[end - 1].text in _HYPHENS:
        end -= 1
    return start, end


def _goes_on(token: Token) -> bool:
    is_word = token.pos_ == "PROPN" and token.text[:1].isupper() and token.ent_type_ in _MISREAD
    return is_word or (token.text in _HYPHENS and not token.whitespace_)


def _is_named_as_place(doc: Doc, start: int, end: int, places: set[int]) -> bool:
    last, root = doc[end - 1], doc[start:end].root
    if not any(token.is_alpha and len(token) > 2 for token in doc[start:end]):
        return False
    if start < last.i and place_nouns().get(last.lemma_.lower()) in _SETTLED:
        return True  # "the Sarhan District"
    head = root.head
    if root.dep_ in ("compound", "nmod") and head.i == end and place_nouns().get(head.lemma_.lower()) in _SETTLED:
        return True  # "Sarhan village"
    if root.dep_ == "pobj" and head.lower_ == "of" and head.head.i < start:
        return place_nouns().get(head.head.lemma_.lower()) in _SETTLED or head.head.lower_ in ("outskirts", "countryside")
    if root.dep_ == "pobj" and head.lower_ in _BY and root.tag_ == "NNP" and not root.ent_type_:
        return True
    return root.dep_ in ("conj", "appos") and root.head.i in places and root.head.i < start
