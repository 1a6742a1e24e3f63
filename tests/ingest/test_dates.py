"""Publication dates: stated, dateline, bounds, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.ingest.dates import DatedText, Doubt, find_published
from fogline.ingest.segments import find_segments
from fogline.ingest.written_dates import iter_dates
from fogline.record.values import Period

TITLE = "Two drivers killed near Marwa"
ONE = "Gunmen fired on a convoy near the town of Marwa on Tuesday, killing two drivers, the district governor said."
TWO = "Nobody claimed the attack, which came a day after talks between the two sides had been broken off."


def published(
    text: str, given: tuple[tuple[str, str], ...] = (), known_by: date = date(2026, 1, 1)
) -> tuple[Period, list[Doubt]]:
    return find_published(DatedText(report_id="rep_0", text=text, segments=find_segments(text), given=given, known_by=known_by))


def codes(doubts: list[Doubt]) -> list[str]:
    return [doubt.code for doubt in doubts]


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        (f"{TITLE}\n\n{ONE}\n\n{TWO}\n\nUpdated: March 03, 2023, 10:12 AM", date(2023, 3, 3), "stated"),
        (f"{TITLE}\n\nPublished: 2 March 2023\n\nUpdated: March 03, 2023\n\n{ONE}\n\n{TWO}", date(2023, 3, 2), "stated"),
        (f"{TITLE}\n\nUpdated: March 03, 2023\nPublished: 2 March 2023\n\n{ONE}\n\n{TWO}", date(2023, 3, 2), "stated"),
        (f"{TITLE}\n3 min read\n03 March, 2023\n\n{ONE}\n\n{TWO}", date(2023, 3, 3), "dateline"),
        (f"03 March, 2023\n{TITLE}\n\n{ONE}\n\n{TWO}", date(2023, 3, 3), "dateline"),
        (f"{TITLE}\n\nMARWA, March 3, 2023 (EXA) - {ONE}\n\n{TWO}", date(2023, 3, 3), "dateline"),
        (f"   MARWA, 3 MAR 89 (EXA) -- [TEXT] {ONE.upper()}", date(1989, 3, 3), "dateline"),
        (f"Wed Aug 3 2016 {TITLE}. {ONE}", date(2016, 8, 3), "dateline"),
        (f"Published July 5 2015 {ONE}", date(2015, 7, 5), "stated"),
        (f"{TITLE} Monitor EXA Saturday 2 Aug 2014 At least two men died. {ONE}", date(2014, 8, 2), "dateline"),
    ],
)
def test_a_day(text: str, day: date, basis: str) -> None:
    period, doubts = published(text)
    assert (period.earliest, period.latest, period.basis, period.precision) == (day, day, basis, "day")
    assert period.phrase is not None and codes(doubts) == []


def test_a_date_above_the_menu_bounds_and_makes_no_day() -> None:
    text = f"Friday, March 3, 2023\nHomeWorldNewsAfrica\n\n{TITLE}\n\n{ONE}\n\n{TWO}"
    period, doubts = published(text)
    assert (period.earliest, period.latest, period.basis) == (date(2022, 11, 3), date(2023, 3, 3), "inferred")
    assert period.because and "saved within" in period.because and codes(doubts) == ["report.undated"]


def test_months_told_as_past_narrow_a_saved_page() -> None:
    third = "The guards were attacked in January, and the governor spoke of the raid on 20 December."
    text = f"Friday, March 3, 2023\nHomeWorldNewsAfrica\n\n{TITLE}\n\n{ONE}\n\n{third}"
    period, _ = published(text)
    assert (period.earliest, period.latest) == (date(2023, 2, 1), date(2023, 3, 3))


def test_past_dates_bound_from_below() -> None:
    text = f"{TITLE}\n\n{ONE}\n\nFighting began on 4 June 2021 and stopped in May 2022.\n\n{TWO}"
    period, _ = published(text)
    assert (period.earliest, period.latest, period.basis) == (date(2022, 5, 1), None, "inferred")
    assert period.phrase and period.phrase.quote == "May 2022"


def test_a_month_named_as_past_is_over() -> None:
    text = f"{TITLE}\n\n{ONE}\n\nThe group fired rockets between November 2021 and February.\n\n{TWO}"
    assert published(text)[0].earliest == date(2022, 3, 1)


@pytest.mark.parametrize(
    "sentence",
    ["The vote will be held on 4 June 2031.", "Troops are expected to leave by March 2027.", "The deadline is 1 May 2029."],
)
def test_the_future_bounds_nothing(sentence: str) -> None:
    period, doubts = published(f"{TITLE}\n\n{ONE}\n\n{sentence}\n\n{TWO}")
    assert not period.is_known and period.basis == "unknown" and codes(doubts) == ["report.undated"]


def test_dateline_without_year_between_two_bounds() -> None:
    text = (
        f"Friday, March 3, 2023\nHomeWorldNewsAfrica\n\n{TITLE}\n\nMARWA, Feb 3 (EXA) - {ONE}\n\n"
        "The talks had begun on 4 June 2022 in the capital.\n\n" + TWO
    )
    period, doubts = published(text)
    assert (period.earliest, period.latest, period.basis) == (date(2023, 2, 3), date(2023, 2, 3), "dateline")
    assert period.because and codes(doubts) == []


def test_dateline_without_any_year_gives_no_day() -> None:
    period, _ = published(f"{TITLE}\n\nMARWA, Feb 3 (EXA) - {ONE}\n\n{TWO}")
    assert period.earliest is None and period.latest is None


def test_a_date_inside_a_sentence_is_no_date_of_publication() -> None:
    period, _ = published(f"A report published on 3 March 2023 blamed the rebels. {ONE}")
    assert period.basis != "stated" and period.earliest != period.latest


@pytest.mark.parametrize("written", ["1970-01-01", "2093-04-01", "2199-01-01", "0001-01-01"])
def test_impossible_days_are_refused(written: str) -> None:
    period, doubts = published(f"{TITLE}\n\n{ONE}\n\n{TWO}", given=((written, "reports.csv"),))
    assert period.earliest is None
    assert "date.implausible" in codes(doubts) and "report.undated" in codes(doubts)


def test_a_day_after_the_page_was_saved_is_refused() -> None:
    text = f"Friday, March 3, 2023\nHomeWorldNewsAfrica\n\n{TITLE}\n\n{ONE}\n\n{TWO}\n\nUpdated: April 9, 2023"
    period, doubts = published(text)
    assert period.latest == date(2023, 3, 3) and "date.implausible" in codes(doubts)


def test_given_dates_outrank_the_text() -> None:
    text = f"{TITLE}\n\n{ONE}\n\n{TWO}\n\nUpdated: March 03, 2023"
    period, _ = published(text, given=(("2023-03-01", "reports.csv"),))
    assert period.earliest == date(2023, 3, 1) and period.phrase is None and period.because and "reports.csv" in period.because


def test_swapped_day_and_month_are_kept_as_an_interval() -> None:
    period, doubts = published(f"05-03-2023 {TITLE}. {ONE}")
    assert (period.earliest, period.latest, period.precision) == (date(2023, 3, 5), date(2023, 5, 3), "days")
    assert codes(doubts) == ["date.ambiguous"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12.05.2013", [date(2013, 5, 12)]),
        ("Sunday 05/12/2013", [date(2013, 5, 12)]),
        ("31 February 2020", []),
        ("Jan 202015 Beirut", [date(2015, 1, 20)]),
        ("3rd of March, 2023", [date(2023, 3, 3)]),
        ("3 May 12 people", [None]),
        ("Jan 2015", [date(2015, 1, 1)]),
    ],
)
def test_written_dates(text: str, days: list[date | None]) -> None:
    assert [found.earliest for found in iter_dates(text)] == days
