"""When and where: roles of places, and which event a day or place belongs to."""

from __future__ import annotations

import pytest

from tests.read.reading import ids, read

# id, text, trigger, (role, place) in text order
PLACES = [
    ("in", "Gunmen attacked a convoy in Mosul.", "attacked", [("in", "Mosul")]),
    ("near", "Gunmen attacked a convoy near Mosul.", "attacked", [("near", "Mosul")]),
    ("outside", "Gunmen attacked a convoy outside Mosul.", "attacked", [("near", "Mosul")]),
    ("launched-not-landed", "Rockets were fired from Syria at the base.", "fired", [("from", "Syria")]),
    ("towards", "Rebels fired rockets towards Haifa.", "fired", [("towards", "Haifa")]),
    ("two", "Shells hit villages in Syria and Lebanon.", "hit", [("in", "Syria"), ("in", "Lebanon")]),
    ("own-clause", "Rebels attacked a base in Homs and police arrested a man in Aleppo.", "attacked", [("in", "Homs")]),
    ("own-clause-2", "Rebels attacked a base in Homs and police arrested a man in Aleppo.", "arrested", [("in", "Aleppo")]),
    ("actor-no-place", "Turkey attacked the camp.", "attacked", []),
    ("speaker-place", "A doctor in Aleppo said that rebels attacked the base.", "attacked", []),
    ("doer-place", "Gunmen from Homs attacked the base.", "attacked", []),
    ("modifier", "The Baghdad bombing killed nine people.", "bombing", [("in", "Baghdad")]),
    ("province", "Gunmen attacked a convoy in Anbar province.", "attacked", [("in", "Anbar")]),
]


@pytest.mark.parametrize(("case", "text", "trigger", "expected"), PLACES, ids=ids(PLACES, 0))
def test_place(case: str, text: str, trigger: str, expected: list[tuple[str, str]]) -> None:
    assert read(text).places(trigger) == expected


# Published on Wednesday 15 May 2024. id, text, trigger, day(s)
DAYS = [
    ("weekday", "Rebels attacked the base on Monday.", "attacked", "2024-05-13"),
    ("today", "Rebels attacked the base today.", "attacked", "2024-05-15"),
    ("yesterday", "Rebels attacked the base yesterday.", "attacked", "2024-05-14"),
    ("month", "Rebels attacked the base in March.", "attacked", "2024-03-01/2024-03-31"),
    ("full-date", "Rebels attacked the base on 4 February 2024.", "attacked", "2024-02-04"),
    ("none", "Rebels attacked the base.", "attacked", None),
    ("own-clause", "Rebels attacked the base on Monday and police arrested a man on Tuesday.", "attacked", "2024-05-13"),
    ("own-clause-2", "Rebels attacked the base on Monday and police arrested a man on Tuesday.", "arrested", "2024-05-14"),
    ("shared", "Rebels attacked the base and kidnapped two drivers on Monday.", "attacked", "2024-05-13"),
    ("speech", "The ministry said on Tuesday that rebels attacked the base.", "attacked", None),
    ("speech-after", "Rebels attacked the base, the ministry said on Tuesday.", "attacked", None),
    ("speech-own", "The ministry said on Tuesday that rebels attacked the base on Monday.", "attacked", "2024-05-13"),
    ("effect-shares", "Two soldiers were killed in an attack on Monday.", "killed", "2024-05-13"),
    ("first-since", "It was the first attack on the base since February.", "attack", None),
    ("relative", "The bridge, which rebels attacked on Monday, reopened on Tuesday.", "attacked", "2024-05-13"),
]


@pytest.mark.parametrize(("case", "text", "trigger", "expected"), DAYS, ids=ids(DAYS, 0))
def test_day(case: str, text: str, trigger: str, expected: str | None) -> None:
    assert read(text, published="2024-05-15").when(trigger) == expected


def test_rule_28_the_day_of_publication_never_stands_in_silently() -> None:
    claim = read("Rebels attacked the base.", published="2024-05-15").claims("when", "attacked")[0]
    assert not claim.spans
    assert claim.inferred_because
    assert getattr(claim.value, "basis", None) == "inferred"
    assert getattr(claim.value, "earliest", "") is None


def test_an_undated_report_gives_weekdays_no_day() -> None:
    assert read("Rebels attacked the base on Monday.").when("attacked") is None
