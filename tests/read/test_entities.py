"""Whole phrases of parties, persons and places, and ties between given phrases."""

from __future__ import annotations

import pytest

from fogline.read.parser import parse
from fogline.read.tie_features import pair_features, tie_phrase
from fogline.read.tie_model import ties_between
from tests.read.reading import read

PHRASES = [
    ("The Iraqi security forces entered the town.", "forces", "The Iraqi security forces"),
    ("The foreign minister met President Peter Lang on Monday.", "Lang", "President Peter Lang"),
]


@pytest.mark.parametrize(("text", "ending", "expected"), PHRASES)
def test_a_mention_has_its_whole_phrase(text: str, ending: str, expected: str) -> None:
    mentions = [m for m in read(text).mentions if m.kind == "actor" and m.span.quote.endswith(ending)]
    assert expected in [m.phrase.quote for m in mentions if m.phrase is not None]


def test_a_party_without_name_or_agent_noun_is_a_mention_that_refers_to_nobody() -> None:
    found = [
        m for m in read("The coalition supports its partners in the fight against the group.").mentions if m.label == "party"
    ]
    assert all(m.phrase == m.span and 0 < m.score <= 1 for m in found)


def _tie(text: str, left: str, right: str) -> list[tuple[int, str, int]]:
    doc = parse([text])[0]
    phrases = []
    for words in (left, right):
        span = doc.char_span(text.index(words), text.index(words) + len(words))
        assert span is not None
        phrases.append(tie_phrase(doc, span.start, span.end, "organisation"))
    return [(tie.subject, tie.relation, tie.object) for tie in ties_between(doc, phrases)]


def test_two_heads_are_seen_together_with_the_word_between() -> None:
    (doc,) = parse(["Vadrian troops attacked the rebels and militiamen."])
    phrases = [
        tie_phrase(doc, 0, 2, "organisation"),
        tie_phrase(doc, 3, 5, "organisation"),
        tie_phrase(doc, 6, 7, "organisation"),
    ]
    near, far = (set(pair_features(doc, phrases[0], other, phrases)) for other in phrases[1:])
    assert {"heads=troop,rebel", "heads.by=against,troop,rebel", "one.verb=attack,organisation,organisation"} <= near
    assert {"heads=troop,militiaman", "heads=troop,rebel", "one.verb=attack,organisation,organisation"} <= far


def test_ties_between_given_phrases() -> None:
    text = "The coalition continues its campaign to defeat the rebels."
    assert [relation for _, relation, _ in _tie(text, "The coalition", "the rebels")] == ["opposes"]
    assert _tie("The coalition met on Monday. The rebels had left.", "The coalition", "The rebels") == []
