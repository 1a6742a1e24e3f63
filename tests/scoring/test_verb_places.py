"""The places of any verb, by the code that places events."""

from __future__ import annotations

from fogline.scoring import verb_places
from fogline.scoring.corpora import Gold

TEXT = "Ministers dined in Madrid while rebels shelled Kassala."


def _span(word: str) -> dict[str, object]:
    return {"start": TEXT.index(word), "end": TEXT.index(word) + len(word), "text": word}


def _row(verb: str, *places: str) -> Gold:
    return {"id": verb, "text": TEXT, "verb": _span(verb), "places": [_span(place) for place in places]}


def test_a_verb_that_names_no_event_has_a_place_too() -> None:
    found = verb_places.count([_row("dined", "Madrid")])
    assert (found.right, found.wanted, found.given) == (1, 1, 1)


def test_what_is_given_and_not_wanted_counts_against() -> None:
    found = verb_places.count([_row("dined")])
    assert (found.right, found.wanted, found.given) == (0, 0, 1)


def test_rows_with_an_event_are_told_by_the_trigger() -> None:
    rows = [_row("dined", "Madrid"), _row("shelled", "Kassala")]
    mentions = {"shelled": [{"trigger": _span("shelled")}], "dined": [{"trigger": _span("shelled")}]}
    assert [row["id"] for row in verb_places.with_event(rows, mentions)] == ["shelled"]
