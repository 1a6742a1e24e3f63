"""The heading, and who counts as named."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.show.actors import actor_shape, is_described
from fogline.show.heading import case_title, default_title, period_words, scope_sentence
from fogline.show.record_index import RecordIndex
from tests.show.record_factory import Row, make_record


@pytest.mark.parametrize(
    ("actor", "described"),
    [
        ({"name": "Northern militias", "because": "known from text"}, True),
        ({"name": "militia (Tarevia)", "country": "TAR", "because": "known from lexicon"}, True),
        ({"name": "Tarevian army", "country": "TAR", "because": "known from text"}, False),
        ({"name": "Orun Front", "because": "known from text"}, False),
        ({"name": "the coast guard", "because": "known from pack"}, False),
    ],
)
def test_described_actors(actor: Row, described: bool) -> None:
    assert is_described(actor) is described


def test_described_actor_is_dashed_even_of_a_state() -> None:
    assert actor_shape({"name": "previous governments", "kind": "government"}) == "dashed"
    assert actor_shape({"name": "Government of Tarevia", "kind": "government"}) == "square"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2031-03-01", "2031-03-20"), "March 2031"),
        (("2031-03-01", "2031-05-20"), "March – May 2031"),
        (("2030-12-01", "2031-05-20"), "December 2030 – May 2031"),
    ],
)
def test_period_of_months(days: tuple[str, str], words: str) -> None:
    assert period_words(*map(date.fromisoformat, days)) == words


def test_record_without_actors_has_no_title_of_its_own() -> None:
    record = make_record() | {"actors": []}
    index = RecordIndex.of(record)
    assert default_title(index, list(index.incidents.values())) == ""


@pytest.mark.parametrize(
    ("name", "title"), [("south-coast_2031", "Reports of the case south coast 2031"), ("", ""), ("a", "Reports of the case a")]
)
def test_title_from_the_name_of_the_case(name: str, title: str) -> None:
    assert case_title(name) == title


def test_scope_says_how_many_outlets_are_not_named() -> None:
    record = make_record()
    for row in record["reports"][1:]:
        row["outlet"] = None
    index = RecordIndex.of(record)
    total = len(index.reports)
    sentence = scope_sentence(index, {"reports": total, "outlets": 1})
    assert sentence == f"What {total} reports from 1 named outlet ({total - 1} reports with no outlet named) say happened."
