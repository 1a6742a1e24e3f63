"""Amounts: the range that words give, and the numbers that count nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.read.figures import Amount, find_amounts


def counts(text: str) -> list[Amount]:
    return [a for a in find_amounts(text) if a.rule != "article"]


N = None
# text, words, low, best, high, qualifier
CASES = [
    ("three soldiers were hurt", "three", 3, 3, 3, N),
    ("twenty-five rockets", "twenty-five", 25, 25, 25, N),
    ("some 1,400 homes", "some 1,400", N, 1400, N, "about"),
    ("2.5 million people fled", "2.5 million", 2500000, 2500000, 2500000, N),
    ("three hundred and ten men", "three hundred and ten", 310, 310, 310, N),
    ("a hundred men", "a hundred", 100, 100, 100, N),
    ("half a million people", "half a million", 500000, 500000, 500000, N),
    ("a dozen rockets", "a dozen", 12, 12, 12, N),
    ("two dozen rockets", "two dozen", 24, 24, 24, N),
    ("half a dozen men", "half a dozen", 6, 6, 6, N),
    ("at least 12 people", "at least 12", 12, 12, N, "at least"),
    ("AT LEAST 12 PEOPLE", "AT LEAST 12", 12, 12, N, "at least"),
    ("no fewer than nine", "no fewer than nine", 9, 9, N, "at least"),
    ("12 or more people", "12 or more", 12, 12, N, "at least"),
    ("more than 100 people", "more than 100", 100, 100, N, "more than"),
    ("over 100 people", "over 100", 100, 100, N, "more than"),
    ("up to 40 fighters", "up to 40", N, N, 40, "up to"),
    ("as many as 1,000 men", "as many as 1,000", N, N, 1000, "up to"),
    ("no more than five men", "no more than five", N, N, 5, "up to"),
    ("fewer than 10 men", "fewer than 10", N, N, 10, "fewer than"),
    ("nearly 200 raids", "nearly 200", N, 200, 200, "nearly"),
    ("about 50 men", "about 50", N, 50, N, "about"),
    ("20 or so men", "20 or so", N, 20, N, "about"),
    ("only three men", "only three", 3, 3, 3, "exactly"),
    ("a total of 85 targets", "a total of 85", 85, 85, 85, "exactly"),
    ("five to 10 rockets", "five to 10", 5, N, 10, "between"),
    ("between 30 and 40 wounded", "between 30 and 40", 30, N, 40, "between"),
    ("fire from four helicopters", "four", 4, 4, 4, N),
    ("30-40 men", "30-40", 30, N, 40, "between"),
    ("two or three men", "two or three", 2, N, 3, "between"),
    ("30 to 40 thousand people", "30 to 40 thousand", 30000, N, 40000, "between"),
    ("dozens of men", "dozens", 12, N, N, N),
    ("tens of men", "tens", 10, N, N, N),
    ("hundreds of men", "hundreds", 100, N, N, N),
    ("tens of thousands of men", "tens of thousands", 10000, N, N, N),
    ("scores of men", "scores", N, N, N, N),
    ("thousands of men", "thousands", N, N, N, N),
    ("several men", "several", 3, N, N, N),
    ("several hundred men", "several hundred", 300, N, N, N),
    ("a handful of men", "a handful", 3, N, N, N),
    ("a couple of men", "a couple of", 2, 2, N, N),
    ("none of them", "none", 0, 0, 0, N),
    ("no casualties", "no", 0, 0, 0, N),
    ("one of them died", "one", 1, 1, 1, N),
    ("more than a dozen men", "more than a dozen", 12, 12, N, "more than"),
    ("at least dozens of men", "at least dozens", 12, N, N, "at least"),
]


@pytest.mark.parametrize(("text", "words", "low", "best", "high", "qualifier"), CASES)
def test_one_amount(text: str, words: str, low: int | None, best: int | None, high: int | None, qualifier: str | None) -> None:
    found = counts(text)
    assert [(a.text, a.low, a.best, a.high, a.qualifier, a.kind) for a in found] == [(words, low, best, high, qualifier, "count")]


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("35% of homes", "percent", "%"),
        ("35 per cent of homes", "percent", "percent"),
        ("$2.5 million in aid", "money", "$"),
        ("20,000 dollars", "money", "dollars"),
        ("a 25-year-old man", "age", "year"),
        ("Samir Hadi, 25, fled", "age", "year"),
        ("a man aged 19", "age", "year"),
        ("30 km away", "measure", "km"),
        ("a 107 mm rocket", "measure", "mm"),
        ("three times", "times", "times"),
        ("two-thirds of homes", "fraction", "thirds"),
        ("a 12-member cell", "compound", "member"),
    ],
)
def test_numbers_of_other_things_say_so(text: str, kind: str, unit: str) -> None:
    assert [(a.kind, a.unit) for a in counts(text)] == [(kind, "percent" if unit == "%" else unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Tower 22 was hit",
        "under Resolution 1701",
        "UN resolution 2118",
        "F-16 jets and S-300 batteries",
        "on October 7",
        "on 7 October 2023 at 10:30",
        "107mm rockets",
        "the 25th raid",
        "the 9/11 attacks",
        "Unit 8200 said",
        "no longer",
        "no one, one another, at one point",
        "for three days, twice a week",
        "they won 3-1 on a 5-4 vote",
        "1. The first of its kind",
        "call 304-399-6500",
    ],
)
def test_names_dates_and_signs_are_no_amounts(text: str) -> None:
    assert counts(text) == []


def test_two_numbers_side_by_side_are_two() -> None:
    assert [a.best for a in counts("four soldiers and two civilians")] == [4, 2]
    assert [a.best for a in counts("four and five men")] == [4, 5]
    assert [a.best for a in counts("10 of the 12 men")] == [10, 12]


def test_an_article_is_one_but_not_before_words_of_time() -> None:
    assert [(a.text, a.best, a.rule) for a in find_amounts("a soldier was killed")] == [("a", 1, "article")]
    assert find_amounts("a week") == []


def test_spans_of_times_may_be_handed_in() -> None:
    text = "in 2014 alone"
    assert counts(text) == []
    assert [a.best for a in find_amounts(text, times=[])] == [2014]


_WORDS = st.sampled_from(
    "at least 12 twelve hundred and a dozen between 5 10 or more 1,400 2.5 million % $ - to of no one several half nearly up in "
    "thousand 99999999999999999999 25-year-old km Tower 0 . , ( 3-1 men".split()
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=14).map(" ".join)))
def test_any_text_gives_sound_amounts(text: str) -> None:
    end = 0
    for a in find_amounts(text):
        assert end <= a.start < a.end and text[a.start : a.end] == a.text
        known = [n for n in (a.low, a.best, a.high) if n is not None]
        assert known == sorted(known) and all(n >= 0 for n in known)
        end = a.end
