"""Absolute dates in the forms of news pages."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.lexicon.calendar import find_dates, parse_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("04 February, 2024", "2024-02-04", "2024-02-04"),
        ("June 09, 2024, 12:54 PM", "2024-06-09", "2024-06-09"),
        ("2024-02-04T10:00Z", "2024-02-04", "2024-02-04"),
        ("2024-02-04T10:00:00.123+03:00", "2024-02-04", "2024-02-04"),
        ("Feb. 4, 2024", "2024-02-04", "2024-02-04"),
        ("4 Feb 2024", "2024-02-04", "2024-02-04"),
        ("August 29,2024", "2024-08-29", "2024-08-29"),
        ("Sunday, May 5, 2024", "2024-05-05", "2024-05-05"),
        ("Mon 22 Apr 2024 10:15 GMT", "2024-04-22", "2024-04-22"),
        ("3rd of March 2001", "2001-03-03", "2001-03-03"),
        ("4 février 2024", "2024-02-04", "2024-02-04"),
        ("15 de marzo de 1989", "1989-03-15", "1989-03-15"),
        ("20240204", "2024-02-04", "2024-02-04"),
        ("12-14 May 2021", "2021-05-12", "2021-05-14"),
        ("4/2/2024", "2024-02-04", "2024-04-02"),
        ("14/2/2024", "2024-02-14", "2024-02-14"),
        ("2/14/2024", "2024-02-14", "2024-02-14"),
        ("Sept. 2023", "2023-09-01", "2023-09-30"),
        ("winter 2021", "2021-12-01", "2022-02-28"),
        ("2014", "2014-01-01", "2014-12-31"),
    ],
)
def test_parse_date_reads_the_forms_of_news_pages(text: str, earliest: str, latest: str) -> None:
    assert parse_date(text) == (date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    "text",
    ["30 February 2024", "31/31/2024", "2023-02-29", "hello", "1234567", "", "May", "4 May 2021 and 5 June 2022"],
)
def test_parse_date_refuses_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_locale_hint_settles_the_order_of_numbers() -> None:
    assert parse_date("4/2/2024", day_first=True) == (date(2024, 2, 4), date(2024, 2, 4))
    assert parse_date("4/2/2024", day_first=False) == (date(2024, 4, 2), date(2024, 4, 2))
    assert parse_date("14/2/2024", day_first=False) == (date(2024, 2, 14), date(2024, 2, 14))


def test_find_dates_gives_slices_and_skips_quantities() -> None:
    text = "In March 5000 men left; on 4 May 2021, in 2014 and since June 2022 it held 2,014 guns."
    assert [text[start:end] for start, end, _, _ in find_dates(text)] == ["4 May 2021", "2014", "June 2022"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y"]))
def test_every_day_survives_printing(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == (day, day)
    assert parse_date(day.isoformat()) == (day, day)
    both = parse_date(f"{day.day}/{day.month}/{day.year}")
    assert both is not None and both[0] <= day <= both[1] and both[1] - both[0] < timedelta(days=366)


@given(st.text(max_size=200))
def test_find_dates_never_fails_and_always_slices(text: str) -> None:
    for start, end, earliest, latest in find_dates(text):
        assert 0 <= start < end <= len(text) and earliest <= latest


def test_find_dates_is_linear_on_digits() -> None:
    started = time.perf_counter()
    find_dates("1-2-3-4/5/6 " * 20_000)
    assert time.perf_counter() - started < 5
