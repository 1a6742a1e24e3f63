"""Names in a parsed paragraph: from the lexicon first, then from the statistical tagger; and which of them are places here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from fogline.lexicon.agents import find_agent
from fogline.lexicon.calendar import months, weekdays
from fogline.read import syntax
from fogline.read.event_words import act_words, facilities, is_event_noun, weapon_at
from fogline.read.parser import language
from fogline.read.place_names import PlaceNames
from fogline.read.toponyms import NameHit, ToponymFinder
from fogline.read.unlisted_places import completed, unlisted
from fogline.read.voices import is_speech_verb

_ACTOR_LABELS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NAME_LABELS = _ACTOR_LABELS | _PLACE_LABELS
_STREETS = frozenset("street avenue boulevard square lane drive highway st. ave.".split())
_LONGEST_DOTTED = 3
_DIVISIONS = frozenset({"province", "governorate", "district", "region", "county"})
_BEFORE_NAMES = frozenset({"the", "a", "an", "near", "in", "at", "outside", "from"})
_NO_PLACES = frozenset({"DATE", "TIME", "MONEY", "QUANTITY", "PERCENT"})
_LOCATIVE = frozenset(
    "in at near from to towards toward into outside inside across around over off onto between along through within "
    "throughout above behind beyond northwest northeast north south east west on".split()
)
_NO_PARTIES = _NO_PLACES | {"CARDINAL", "ORDINAL", "LANGUAGE", "LOC", "FAC"}
_PARTS = frozenset("nsubj nsubjpass dobj pobj dative poss conj".split())
_AGAINST = frozenset({"on", "from", "to", "towards", "toward", "between", "into", "over"})
"""After these a state may be meant as a place and as a party: both mentions are kept."""


__all__ = ["NameFinder", "NameHit"]


class NameFinder:
    """Finds names with the lexicon's surfaces and what the gazetteer says of places."""

    def __init__(self, surfaces: Iterable[tuple[str, str]], places: PlaceNames) -> None:
        nlp = language()
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._how: dict[str, str] = {}
        for surface, how in surfaces:
            for spelling in {surface, *(surface.replace("'", mark) for mark in "’‘`"), _dotted(surface)}:
                self._matcher.add(how, [nlp.make_doc(spelling)])
                self._how[spelling.lower()] = how
        self._knows_place, self._is_major, self._level = places.is_known, places.is_major, places.level
        self._toponyms = ToponymFinder(places)

    def find(self, doc: Doc) -> list[NameHit]:
        """Names that do not overlap, in text order."""
        known = filter_spans([doc[start:end] for _, start, end in self._matcher(doc) if _is_capitalised(doc, start, end)])
        tagged = [(*_trim(doc, ent.start, ent.end), ent.label_) for ent in doc.ents if ent.label_ in _NAME_LABELS]
        known = [span for span in known if not _is_part_of_longer_name(span, tagged) and not _names_a_street(span)]
        taken = {i for span in known for i in range(span.start, span.end)}
        hits = [self._hit(doc, span.start, span.end, "LEX") for span in known]
        for start, end, label in tagged:
            end += _division_after(doc[end - 1]) if label in _PLACE_LABELS and start < end else 0
            if start < end and taken.isdisjoint(range(start, end)):
                hits.append(self._hit(doc, start, end, label))
                taken.update(range(start, end))
        hits += self._unlabelled_places(doc, taken)
        hits = completed(doc, hits, self._knows_place)
        hits += unlisted(doc, _covered(hits), _covered(hit for hit in hits if hit.is_place))
        hits += _unlabelled_parties(doc, _covered(hits))
        hits += self._toponyms.find(doc, hits)
        levels = [self._level(doc[hit.start : hit.end].text) for hit in hits]
        return sorted((replace(hit, level=level) for hit, level in zip(hits, levels, strict=True)), key=lambda hit: hit.start)

    def _hit(self, doc: Doc, start: int, end: int, label: str) -> NameHit:
        head = doc[start:end].root
        text = doc[start:end].text
        how = self._how.get(text.lower())
        known_place = self._knows_place(text)
        demonym = how == "demonym" or (label == "NORP" and not known_place)
        place_like = not demonym and (label in _PLACE_LABELS or known_place)
        is_party = how not in (None, "metonym")
        locative = place_like and _is_locative(head, is_party=is_party)
        is_between_parties = how is not None and how != "place" and _preposition_of(head) == "between"
        is_place = (locative and not demonym and not is_between_parties) or how == "place"
        is_actor = how != "place" and label not in ("LOC", "FAC") and (not is_place or _preposition_of(head) in _AGAINST)
        if how is None and known_place and label in ("NORP", "GPE"):
            is_actor = head.dep_ in ("nsubj", "conj") and _takes_part(head)  # a town that no lexicon knows as a party
        names_place = place_like and (label in _PLACE_LABELS or self._is_major(text) or (label == "NORP" and how is None))
        is_toponym = not is_place and (names_place or (demonym and _modifies(head)))
        stands_for_party = is_toponym and _is_party(head, how)
        is_known = known_place or how == "place"
        return NameHit(start, end, label, is_place, is_actor, is_toponym, stands_for_party, is_known)

    def _unlabelled_places(self, doc: Doc, taken: set[int]) -> list[NameHit]:
        """Capitalised words after "in", "near" ... that the tagger missed and the gazetteer holds."""
        hits = []
        for token in doc:
            if token.pos_ != "PROPN" or token.i in taken:
                continue
            division = _division_after(token)
            if not (division or token.dep_ in ("pobj", "appos", "conj")):
                continue
            if token.ent_type_ in _NO_PLACES or token.lower_ in months() or token.lemma_.lower() in facilities():
                continue
            if token.lower_ in _STREETS:
                continue
            start = token.i
            while start > 0 and start - 1 not in taken and doc[start - 1].pos_ == "PROPN" and doc[start - 1].is_title:
                start -= 1
            end = token.i + 1 + division
            if (division or _is_locative(token, is_party=False)) and self._knows_place(doc[start:end].text):
                hits.append(NameHit(start, end, "GPE", True, False, is_known=True))
                taken |= set(range(start, end))
        return hits


def _dotted(surface: str) -> str:
    """ "U.N." for "UN": the lexicon holds one of the two spellings, a report has either."""
    is_short = surface.isupper() and surface.isalpha() and len(surface) <= _LONGEST_DOTTED
    return "".join(f"{letter}." for letter in surface) if is_short else surface


def _unlabelled_parties(doc: Doc, taken: set[int]) -> list[NameHit]:
    """Names that no lexicon knows and the tagger missed, where they take part in an act: "Ruthenia rejected the claim"."""
    hits = []
    for token in doc:
        if token.i in taken or not token.text[:1].isupper() or token.ent_type_ in _NO_PARTIES or not _takes_part(token):
            continue
        start = token.i
        while start > 0 and start - 1 not in taken and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head.i == token.i:
            start -= 1
        hits.append(NameHit(start, token.i + 1, "ORG", False, True))
        taken |= set(range(start, token.i + 1))
    return hits


def _takes_part(token: Token) -> bool:
    """True for a proper noun that is subject, object or owner of a word that names an act or of a verb of speech."""
    if token.pos_ != "PROPN" and not _opens_a_pair(token):
        return False
    if weapon_at(token) is not None or (token.tag_ == "NNPS" and token.is_sent_start):
        return False  # "Rockets were fired": the capital is the sentence's
    if token.dep_ not in _PARTS or token.lower_ in months() or token.lower_ in weekdays() or token.lemma_.lower() in facilities():
        return False
    first = token
    while first.dep_ == "conj" and first.head.pos_ in ("PROPN", "NOUN"):
        first = first.head
    act = first.head.head if first.dep_ == "pobj" else first.head
    if first.dep_ not in _PARTS or act.is_title or is_event_noun(token) or find_agent(token.text) is not None:
        return False  # in a headline set in capitals any noun looks like a name
    if act.lemma_ == "be" and (said := syntax.child(act, "acomp")) is not None:
        act = syntax.child(said, "xcomp") or act  # "is about to restore ties"
    pos = "verb" if act.pos_ == "VERB" else "noun"
    return act.pos_ in ("VERB", "NOUN") and ((act.lemma_.lower(), pos) in act_words() or is_speech_verb(act))


def _opens_a_pair(token: Token) -> bool:
    """True for a sentence's first word that a name is coordinated with: taggers take its capital for that of the sentence."""
    names = any(other.pos_ == "PROPN" for other in syntax.children(token, "conj"))
    return token.tag_ == "NN" and token.is_sent_start is True and names and not syntax.children(token, "det", "amod", "compound")


def _is_party(head: Token, how: str | None) -> bool:
    """True for the name of a state, people or seat of power, but not for a capital that somebody leaves or takes."""
    return how is not None and not (how == "metonym" and head.dep_ in ("dobj", "nsubjpass"))


def _modifies(token: Token) -> bool:
    """True for an adjective before a noun: "Syrian troops", and not "Syrians"."""
    return token.dep_ in ("amod", "compound", "nmod", "poss") and token.tag_ not in ("NNS", "NNPS")


def _division_after(token: Token) -> int:
    """1 before "province", "district" and the like, which belong to the name, else 0."""
    head = token.head
    if head.i != token.i + 1:
        return 0
    is_next = token.dep_ == "compound" and not {token.ent_type_, head.ent_type_} & _NO_PLACES
    return int(is_next and head.lemma_.lower() in _DIVISIONS and _is_locative(head, is_party=False))


def _names_a_street(span: SpacySpan) -> bool:
    """True for the "Palestine" of "Palestine Street"."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return after is not None and after.lower_ in _STREETS and span.root.head.i == after.i


def _is_part_of_longer_name(span: SpacySpan, tagged: Iterable[tuple[int, int, str]]) -> bool:
    """True where the tagger reads a longer name around a known one: "Liwa Hezbollah" is not Hezbollah."""
    for start, end, label in tagged:
        if label in ("ORG", "PERSON", "NORP") and start <= span.start and span.end <= end and end - start > len(span):
            rest = [span.doc[i] for i in range(start, end) if not span.start <= i < span.end]
            return all(token.text[:1].isupper() or token.is_punct for token in rest) and any(t.pos_ == "PROPN" for t in rest)
    return False


def _is_capitalised(doc: Doc, start: int, end: int) -> bool:
    text = doc[start:end].text
    letters = text.replace(".", "").replace(" ", "")
    if len(letters) <= 3:  # "US", "UN", "IS": only in capitals
        return letters.isupper() or (letters[:1].isupper() and "." in text)
    return any(token.text[:1].isupper() for token in doc[start:end])


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in _BEFORE_NAMES or doc[start].is_punct or doc[start].is_space):
        start += 1
    while start < end and (doc[end - 1].lower_ in ("'s", "’s", "’", "'") or doc[end - 1].is_space):
        end -= 1
    return start, end


def _preposition_of(token: Token) -> str:
    while token.dep_ in ("conj", "appos"):
        token = token.head
    return token.head.lower_ if token.dep_ == "pobj" else ""


def _is_locative(token: Token, *, is_party: bool) -> bool:
    """True where the name says where: after a preposition of place, or before a word such as "airport" or "province".

    Before a word for a building the name of a party says whose it is ("a US base"), not where it is.
    """
    if token.i + 1 < len(token.doc) and token.nbor(1).text in ("-", "–"):
        return False
    if token.dep_ in ("compound", "nmod") and not token.text.isupper() and is_event_noun(token.head):
        return True  # "the Jordan attack", "the Baghdad bombing"
    if token.dep_ in ("compound", "nmod", "poss", "amod"):
        entity = facilities().get(token.head.lemma_.lower())
        return entity is not None and (entity[0] == "place" or not is_party)
    if token.dep_ == "npadvmod":
        return not is_party
    prep = _preposition_of(token)
    if prep == "on" and token.head.head.lemma_.lower() in ("blame", "pin"):
        return False  # "blamed the strike on Israel"
    if prep == "of":
        outer = token.head.head.lemma_.lower()
        return outer in facilities() or outer in ("province", "north", "south", "east", "west", "part", "governorate")
    return prep in _LOCATIVE and not (prep == "between" and is_party)


def _covered(hits: Iterable[NameHit]) -> set[int]:
    """The tokens that names stand on."""
    return {i for hit in hits for i in range(hit.start, hit.end)}
