"""Dates, amounts and values in words."""

from __future__ import annotations

import pytest

from fogline.show.record_index import RecordIndex
from fogline.show.wording import amount_label, day_number, interval_label, phrase_note, value_label
from tests.show.record_factory import interval, make_record


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2031-03-17", "2031-03-17", "17 Mar 2031"),
        ("2031-03-17", "2031-03-19", "17–19 Mar 2031"),
        ("2031-03-01", "2031-03-31", "Mar 2031"),
        ("2031-02-01", "2031-02-28", "Feb 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2030-01-01", "2032-12-31", "2030–2032"),
        ("2031-06-01", "2031-08-31", "Jun–Aug 2031"),
        ("2031-03-25", "2031-04-02", "25 Mar – 2 Apr 2031"),
        ("2030-12-30", "2031-01-02", "30 Dec 2030 – 2 Jan 2031"),
        (None, "2031-03-17", "by 17 Mar 2031"),
        (None, None, "date not known"),
        ("not a day", None, "date not known"),
    ],
)
def test_interval_label_is_as_vague_as_the_interval(start: str | None, end: str | None, expected: str) -> None:
    assert interval_label({"start": start, "end": end}) == expected


def test_interval_label_with_open_end() -> None:
    assert interval_label({"start": "2031-03-17", "end": None}) == "from 17 Mar 2031 on"
    assert interval_label(None) == "date not known"


@pytest.mark.parametrize(
    ("low", "best", "high", "expected"),
    [
        (3, 3, 3, "3"),
        (3, 3, 4, "3 (best; 3–4)"),
        (20, None, None, "at least 20"),
        (None, None, 9, "at most 9"),
        (20, None, 24, "20–24"),
        (None, 24, None, "about 24"),
        (1200, 1200, 1200, "1,200"),
        (None, None, None, "“dozens”"),
        (0, 0, 0, "0"),
    ],
)
def test_amount_label_shows_the_range(low: int | None, best: int | None, high: int | None, expected: str) -> None:
    assert amount_label({"low": low, "best": best, "high": high, "text": "dozens"}) == expected


def test_amount_that_is_not_reported_is_empty() -> None:
    assert amount_label(None) == ""


def test_phrase_is_not_repeated_when_it_says_the_same() -> None:
    assert phrase_note("17 Mar 2031", "17 Mar 2031") == ""
    assert phrase_note("late January", "25–31 Jan 2031") == "text: “late January”"


def test_day_number_counts_from_1970() -> None:
    assert day_number("1970-01-02") == 1
    assert day_number(None) is None


def test_value_label_names_what_ids_stand_for() -> None:
    index = RecordIndex.of(make_record())
    assert value_label("A1", index) == "Orun Front"
    assert value_label("P3", index) == "Port Anse, TRV"
    assert value_label({"low": 3, "best": 3, "high": 3, "text": "three"}, index) == "3"
    assert value_label(interval("2031-03-17"), index) == "17 Mar 2031"
    assert value_label(["A1", {"actor": "A4"}], index) == "Orun Front, Belmora"
    assert value_label(None, index) == "not stated"
