"""Names of persons in one report: who "Sola" is after "Ana Ruiz Sola", and victims whose names the tagger does not know."""

from __future__ import annotations

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.read.draft import ParagraphReading
from fogline.read.event_words import facilities
from fogline.read.names import NameHit
from fogline.read.roles import Participant

_HURT = frozenset({"killed", "injured", "captured", "released"})
_NO_PERSONS = frozenset({"LEX", "PERSON", "NORP"})
_INNER = frozenset({"compound", "flat", "nmod"})


class FullNames:
    """The whole names of the persons of a report, by each of their words but the first and by two or three words together."""

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}
        """Empty where two persons share a word."""

    def learn(self, reading: ParagraphReading) -> None:
        """Notes who is named in full in a paragraph."""
        for hit in reading.hits:
            if hit.label != "PERSON" or hit.end - hit.start < 2:
                continue
            words = [token.text for token in reading.doc[hit.start : hit.end]]
            full = " ".join(words)
            for first in range(len(words)):
                for end in range(first + 1, min(len(words), first + 3) + 1):
                    if first > 0 or 1 < end - first < len(words):
                        self._note(" ".join(words[first:end]).casefold(), full)

    def _note(self, part: str, full: str) -> None:
        known = self._whole.get(part, full)
        self._whole[part] = max(full, known, key=len) if known and (known in full or full in known) else ""

    def whole(self, name: str) -> str:
        """The whole name of a person who is called by a part of it other than the first word; any other name as it is."""
        name = " ".join(name.split())
        return self._whole.get(name.casefold()) or name

    def of_victim(self, participant: Participant, hit: NameHit | None) -> SpacySpan | None:
        """The name of somebody killed, hurt or taken that the tagger holds for a place or body, or for nothing.

        Either a word by which somebody named in full before is called again, or two capitalised words at least, without an
        article, that no gazetteer and no lexicon has: bodies and places are not killed.
        """
        head = participant.head
        is_hurt = participant.role == "victim" and participant.effect in _HURT
        if not is_hurt or head.pos_ != "PROPN" or any(token.dep_ == "det" for token in head.children):
            return None
        if hit is not None and hit.label in _NO_PERSONS:
            return None
        name = _words(head, hit)
        if len(name) == 1:
            return name if self._whole.get(name.text.casefold()) else None
        is_known = hit is not None and hit.is_known
        return name if not is_known and all(_is_name_word(token) for token in name) else None


def _words(head: Token, hit: NameHit | None) -> SpacySpan:
    """The words of a name, else the capitalised ones that end in its head."""
    if hit is not None:
        return head.doc[hit.start : hit.end]
    first = head.i
    while first > head.sent.start and _is_name_word(head.doc[first - 1]) and head.doc[first - 1].dep_ in _INNER:
        first -= 1
    return head.doc[first : head.i + 1]


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.lemma_.lower() not in facilities()
