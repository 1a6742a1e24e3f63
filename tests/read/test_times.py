"""Time expressions: what is found, what it means on a known, a bounded and an unknown publication day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.read.times import ResolvedTime, find_times, resolve_times
from fogline.record.values import Period

SUNDAY = Period(earliest=date(2024, 2, 4), latest=date(2024, 2, 4), precision="day", basis="stated")
UNDATED = Period(earliest=None, latest=None)


def read(text: str, published: Period = SUNDAY, tense: str | None = "past") -> list[ResolvedTime]:
    return resolve_times(find_times(text), published=published, tense_of=lambda e: tense)


def days(period: Period) -> str:
    return f"{period.earliest or ''}..{period.latest or ''}"


# text, words found, type, value, days; published on Sunday 2024-02-04, in a past clause
CASES = [
    ("Militants attacked on Friday.", "Friday", "DATE", "2024-02-02", "2024-02-02..2024-02-02"),
    ("Militants attacked on Sunday.", "Sunday", "DATE", "2024-02-04", "2024-02-04..2024-02-04"),
    ("He left last Sunday.", "last Sunday", "DATE", "2024-01-28", "2024-01-28..2024-01-28"),
    ("They meet next Monday.", "next Monday", "DATE", "2024-02-05", "2024-02-05..2024-02-05"),
    ("It fell on 27 January.", "27 January", "DATE", "2024-01-27", "2024-01-27..2024-01-27"),
    ("It fell on Jan. 27.", "Jan. 27", "DATE", "2024-01-27", "2024-01-27..2024-01-27"),
    ("It fell on Sept 9.", "Sept 9", "DATE", "2023-09-09", "2023-09-09..2023-09-09"),
    ("Since October 7, troops fired.", "October 7", "DATE", "2023-10-07", "2023-10-07..2023-10-07"),
    ("the 7th of October 2023", "the 7th of October 2023", "DATE", "2023-10-07", "2023-10-07..2023-10-07"),
    ("on 28 March", "28 March", "DATE", "2023-03-28", "2023-03-28..2023-03-28"),
    ("from 17 to 20 January 2024", "17 to 20 January 2024", "DATE", "2024-01-17", "2024-01-17..2024-01-20"),
    ("in December", "December", "DATE", "2023-12", "2023-12-01..2023-12-31"),
    ("in late January", "late January", "DATE", "2024-01", "2024-01-16..2024-01-31"),
    ("in June last year", "June last year", "DATE", "2023-06", "2023-06-01..2023-06-30"),
    ("last week", "last week", "DATE", "2024-W04", "2024-01-22..2024-01-28"),
    ("last month", "last month", "DATE", "2024-01", "2024-01-01..2024-01-31"),
    ("earlier this month", "earlier this month", "DATE", "2024-02", "2024-02-01..2024-02-29"),
    ("last year", "last year", "DATE", "2023", "2023-01-01..2023-12-31"),
    ("yesterday", "yesterday", "DATE", "2024-02-03", "2024-02-03..2024-02-03"),
    ("the day before yesterday", "the day before yesterday", "DATE", "2024-02-02", "2024-02-02..2024-02-02"),
    ("They struck overnight.", "overnight", "TIME", "2024-02-04TNI", "2024-02-03..2024-02-04"),
    ("on Saturday night", "Saturday night", "TIME", "2024-02-03TNI", "2024-02-03..2024-02-03"),
    ("the morning of 12 March 2022", "the morning of 12 March 2022", "TIME", "2022-03-12TMO", "2022-03-12..2022-03-12"),
    ("at 10:30 p.m. on Friday", "10:30 p.m. on Friday", "TIME", "2024-02-02T22:30", "2024-02-02..2024-02-02"),
    ("at 0400 on 3 January", "0400 on 3 January", "TIME", "2024-01-03T04:00", "2024-01-03..2024-01-03"),
    ("AT 1407 [ON THE HOUR]", "1407", "TIME", "XXXX-XX-XXT14:07", ".."),
    ("at 2100 local", "2100 local", "TIME", "XXXX-XX-XXT21:00", ".."),
    ("the early 1990s", "the early 1990s", "DATE", "199", "1990-01-01..1994-12-31"),
    ("in the mid-1980s", "the mid-1980s", "DATE", "198", "1983-01-01..1986-12-31"),
    ("in 2014", "2014", "DATE", "2014", "2014-01-01..2014-12-31"),
    ("in early 2014", "early 2014", "DATE", "2014", "2014-01-01..2014-06-30"),
    ("in the 19th century", "the 19th century", "DATE", "18", "1800-01-01..1899-12-31"),
    ("last summer", "last summer", "DATE", "2023-SU", "2023-06-01..2023-08-31"),
    ("in the spring of 2003", "the spring of 2003", "DATE", "2003-SP", "2003-03-01..2003-05-31"),
    ("the third quarter of 2022", "the third quarter of 2022", "DATE", "2022-Q3", "2022-07-01..2022-09-30"),
    ("five months ago", "five months ago", "DATE", "2023-09", "2023-09-01..2023-09-30"),
    ("ten days ago", "ten days ago", "DATE", "2024-01-25", "2024-01-25..2024-01-25"),
    ("in recent weeks", "recent weeks", "DURATION", "PXW", "..2024-02-04"),
    ("They recently met.", "recently", "DATE", "PAST_REF", "..2024-02-04"),
    ("in the past two weeks", "the past two weeks", "DURATION", "P2W", "2024-01-21..2024-02-04"),
    ("for three days", "three days", "DURATION", "P3D", ".."),
    ("for two and a half years", "two and a half years", "DURATION", "P2Y6M", ".."),
    ("half an hour", "half an hour", "DURATION", "PT30M", ".."),
    ("three days after the raid", "three days after", "DURATION", "P3D", ".."),
    ("They march every week.", "every week", "SET", "P1W", ".."),
    ("six raids a week", "a week", "SET", "P1W", ".."),
    ("ten raids per month", "per month", "SET", "P1M", ".."),
    ("each Friday", "each Friday", "SET", "XXXX-WXX-5", ".."),
    ("on 2024-01-30", "2024-01-30", "DATE", "2024-01-30", "2024-01-30..2024-01-30"),
    ("on 16/09/2023", "16/09/2023", "DATE", "2023-09-16", "2023-09-16..2023-09-16"),
    ("on 06/09/2023", "06/09/2023", "DATE", "2023", "2023-06-09..2023-09-06"),
    ("LIMA, 15 JUL 88 (AP)", "15 JUL 88", "DATE", "1988-07-15", "1988-07-15..1988-07-15"),
    ("GUNMEN ATTACKED LAST NIGHT", "LAST NIGHT", "TIME", "2024-02-03TNI", "2024-02-03..2024-02-03"),
    ("THEY FLED IN MAY", "MAY", "DATE", "2023-05", "2023-05-01..2023-05-31"),
    ("on May 5", "May 5", "DATE", "2023-05-05", "2023-05-05..2023-05-05"),
    ("by the end of the month", "the end of the month", "DATE", "2024-02", "2024-02-16..2024-02-29"),
    ("on Feb 30", "Feb 30", "DATE", "XXXX-02-30", ".."),
]


@pytest.mark.parametrize(("text", "words", "kind", "value", "meant"), CASES)
def test_one_expression(text: str, words: str, kind: str, value: str, meant: str) -> None:
    found = read(text)
    assert [(r.expression.text, r.type, r.value, days(r.period)) for r in found] == [(words, kind, value, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the city.",
        "THE REBELS MAY ATTACK",
        "That may be the second attack.",
        "The fall of the town stunned them.",
        "a spring offensive",
        "Tower 22, Resolution 1701 and an F-16",
        "a 107mm rocket and 2000 people",
        "a 25-year-old man",
        "the 14 May Brigade",
        "He writes for the Sunday Times.",
        "He sat. They won 3-1.",
        "Theresa May spoke.",
    ],
)
def test_no_time_where_words_only_look_like_one(text: str) -> None:
    assert find_times(text) == []


# whole texts: values in order
NARRATIVES = [
    ("between October 2023 and January", ["2023-10", "2024-01"]),
    ("from November to January 2021", ["2020-11", "2021-01"]),
    (
        "On 3 January 2020 he died. Two days later crowds came. On the same day a base was hit.",
        ["2020-01-03", "2020-01-05", "2020-01-05"],
    ),
    ("On 3 January 2020 he died. On 8 January a base was hit.", ["2020-01-03", "2020-01-08"]),
    ("On 3 January 2020 he died. That month, protests grew.", ["2020-01-03", "2020-01"]),
    ("It was shelled on Friday. At 2 am the guns fell silent.", ["2024-02-02", "2024-02-02T02:00"]),
    ("He came in 2011 and left a year later.", ["2011", "2012"]),
    ("They met in March 2022. The following month they split.", ["2022-03", "2022-04"]),
]


@pytest.mark.parametrize(("text", "values"), NARRATIVES)
def test_expressions_lend_each_other_what_they_lack(text: str, values: list[str]) -> None:
    assert [r.value for r in read(text)] == values


def test_nothing_told_before_leaves_two_days_later_unknown() -> None:
    (found,) = read("Two days later they fled.")
    assert (found.period.basis, found.period.is_known) == ("unknown", False)


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("since October 7", "2023-10-07..2024-02-04"),
        ("until Friday", "..2024-02-02"),
        ("before October 7", "..2023-10-06"),
        ("from Monday to Wednesday", "2024-01-29..2024-01-31"),
        ("between October 2023 and January", "2023-10-01..2024-01-31"),
    ],
)
def test_reach_is_the_stretch_that_a_lead_opens(text: str, reach: str) -> None:
    assert {days(r.reach) for r in read(text)} == {reach}


def test_a_future_clause_looks_ahead() -> None:
    (by_tense,) = read("They meet on Thursday.", tense="future")
    (by_words,) = read("They will meet on Thursday.", tense=None)
    assert by_tense.value == by_words.value == "2024-02-08"
    assert read("They met on Thursday.", tense=None)[0].value == "2024-02-01"


def test_basis_tells_stated_from_counted() -> None:
    stated, counted = read("On 3 January 2020 and on Friday")
    assert (stated.period.basis, counted.period.basis) == ("stated", "relative")
    assert counted.period.because is not None and "2024-02-04" in counted.period.because
    assert read("now")[0].period.basis == "dateline"


def test_a_bounded_publication_gives_the_union() -> None:
    week = Period(earliest=date(2024, 1, 29), latest=date(2024, 2, 4), precision="week", basis="inferred")
    friday, month, stated = read("on Friday, last month, on 3 January 2020", week)
    assert days(friday.period) == "2024-01-26..2024-02-02" and friday.value == "XXXX-WXX-5"
    assert days(month.period) == "2023-12-01..2024-01-31" and month.value == "XXXX-XX"
    assert days(stated.period) == "2020-01-03..2020-01-03"


def test_a_bound_on_one_side_stays_open_on_the_other() -> None:
    before = Period(earliest=None, latest=date(2024, 2, 4), basis="inferred")
    (found,) = read("on Friday", before)
    assert days(found.period) == "..2024-02-02"


def test_an_undated_report_invents_no_day() -> None:
    friday, ago, stated = read("on Friday, ten days ago, on 3 January 2020", UNDATED)
    assert friday.period == Period(earliest=None, latest=None, because="the report has no publication date")
    assert not ago.period.is_known
    assert days(stated.period) == "2020-01-03..2020-01-03"


_WORDS = st.sampled_from(
    "in on the last next May march 31 Feb 30 Friday two 2024 1980s ago later a week night at 21:50 pm since from to "
    "between and every quarter first , . - ' 9999 0000 99/99/9999 2024-13-45 second spring year decade century 12:99 "
    "one hundred million of 's early".split()
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map(" ".join)), st.dates(), st.integers(0, 400))
def test_any_text_gives_sound_expressions(text: str, day: date, width: int) -> None:
    latest = date.fromordinal(min(day.toordinal() + width, date.max.toordinal()))
    for published in (UNDATED, Period(earliest=day, latest=latest), Period(earliest=None, latest=day)):
        end = 0
        for r in read(text, published, None):
            e = r.expression
            assert end <= e.start < e.end and text[e.start : e.end] == e.text
            assert r.value and r.type in ("DATE", "TIME", "DURATION", "SET")
            end = e.end


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=10).map(" ".join), st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_the_union_holds_the_answer_of_every_day_in_it(text: str, day: date, width: int) -> None:
    latest = date.fromordinal(day.toordinal() + width)
    wide = read(text, Period(earliest=day, latest=latest), None)
    for offset in {0, width // 2, width}:
        one = date.fromordinal(day.toordinal() + offset)
        for whole, exact in zip(wide, read(text, Period(earliest=one, latest=one), None), strict=True):
            if exact.period.earliest and whole.period.earliest:
                assert whole.period.earliest <= exact.period.earliest
            if exact.period.latest and whole.period.latest:
                assert exact.period.latest <= whole.period.latest
