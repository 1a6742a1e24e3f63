"""Quotes are in the text, letter for letter, or they are not."""

from __future__ import annotations

import pytest

from fogline.read.model_quotes import Found, nearest, occurrences

TEXT = "The army’s drone hit “Base 9” – the  base\nnear Hit. A white van was hit again."
CASES = [
    ("hit", ["hit", "hit"]),
    ("Hit", ["Hit"]),
    ("army's drone", ["army’s drone"]),
    ('"Base 9" - the base near', ["“Base 9” – the  base\nnear"]),
    ("hit base", []),
    ("HIT", []),
    ("drone strike", []),
    ("he", []),
    ("", []),
    ("...", []),
    ("–", []),
    ("van was hit again.", ["van was hit again."]),
    (".*", []),
    ("The army", ["The army"]),
]


@pytest.mark.parametrize(("words", "found"), CASES, ids=[words or "empty" for words, _ in CASES])
def test_quotes_slice_or_are_not_found(words: str, found: list[str]) -> None:
    assert [TEXT[place.start : place.end] for place in occurrences(TEXT, words)] == found


def test_of_two_places_the_nearest_is_meant() -> None:
    first, second = occurrences(TEXT, "hit")
    assert nearest(TEXT, "hit", Found(0, 3)) == first
    assert nearest(TEXT, "hit", Found(len(TEXT) - 2, len(TEXT))) == second
    assert nearest(TEXT, "tank", first) is None


def test_a_long_text_is_searched_in_no_time() -> None:
    assert list(occurrences("a " * 50_000, "a " * 200 + "b")) == []
