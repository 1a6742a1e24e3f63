"""Outlet, byline, cited outlets and language."""

from __future__ import annotations

import pytest

from fogline.ingest.credits import byline_of, find_cites, outlet_in_text, outlet_of_url
from fogline.ingest.language import guess_language
from fogline.ingest.segments import find_segments

TITLE = "Two drivers killed near Marwa"
ONE = "Gunmen fired on a convoy near the town of Marwa on Tuesday, killing two drivers."
TWO = "Nobody took the blame for the attack, which came a day after talks had been broken off."


def cites(sentence: str) -> tuple[str, ...]:
    text = f"{TITLE}\n\n{ONE}\n\n{sentence}\n\n{TWO}"
    return find_cites(text, find_segments(text), None)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The convoy had been warned, an officer told The National by telephone.", ("The National",)),
        ("Two men fled on foot, The Marwa Times reports.", ("The Marwa Times",)),
        ("The driver survived, according to Xinhua.", ("Xinhua",)),
        ("The governor spoke to Marwa’s Sadwa news agency after the attack on the convoy.", ("Sadwa",)),
        ("CNN and Reuters reported that three men had been held since then.", ("CNN", "Reuters")),
        ("The officer told the court that he had seen nothing of the attack.", ()),
        ("The Marwa Security Council said that it knew the three men.", ()),
        ("Syrian media reported two more shootings on the road that night.", ()),
        ("A man told Mr Omar Sadwi that the road was closed until noon.", ()),
    ],
)
def test_cited_outlets(sentence: str, names: tuple[str, ...]) -> None:
    assert cites(sentence) == names


def test_a_dateline_is_a_credit_and_a_picture_is_none() -> None:
    text = f"{TITLE}\nSoldiers guard the road to Marwa. AFP\n\nMARWA (Reuters) - {ONE}\n\n{TWO}"
    assert find_cites(text, find_segments(text), None) == ("Reuters",)


def test_the_own_outlet_is_not_cited() -> None:
    text = f"{TITLE}\n\n{ONE}\n\nThe driver survived, an officer told The National by telephone.\n\n{TWO}"
    assert find_cites(text, find_segments(text), "The National") == ()


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Copyright 2023 The New York Times. All rights reserved.", "The New York Times"),
        ("© 2023 The Marwa Messenger", None),
        ("Copyright 2023 The Associated Press. All rights reserved.", None),
        ("The officer told The National that the road was closed.", None),
    ],
)
def test_outlet_of_the_page(line: str, outlet: str | None) -> None:
    text = f"{TITLE}\n\n{ONE}\n\n{TWO}\n\n{line}"
    assert outlet_in_text(text, find_segments(text)) == outlet


@pytest.mark.parametrize(
    ("url", "outlet"), [("https://www.reuters.com/world/a", "Reuters"), ("https://example.org", None), ("http://[", None)]
)
def test_outlet_of_an_address(url: str, outlet: str | None) -> None:
    found = outlet_of_url(url)
    assert (found.name if found else None) == outlet


@pytest.mark.parametrize(
    ("line", "names"),
    [("By Jo Example", "Jo Example"), ("by: Jo Example, A. N. Other Updated: Dec 8, 2016 - 8:10 AM", "Jo Example, A. N. Other")],
)
def test_byline(line: str, names: str) -> None:
    text = f"{TITLE}\n\n{line}\n\n{ONE}\n\n{TWO}"
    assert byline_of(text, find_segments(text)) == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ONE + TWO, "en"),
        ((ONE + TWO).upper(), "en"),
        ("Des hommes armés ont tiré sur un convoi près de la ville mardi, selon le gouverneur de la province.", "fr"),
        ("Hombres armados dispararon contra un convoy cerca de la ciudad el martes, según el gobernador.", "es"),
        ("قال محافظ المنطقة إن مسلحين أطلقوا النار على قافلة", "ar"),
        ("Вооруженные люди обстреляли колонну, сообщил губернатор.", "ru"),
        ("Zxcv qwer tyui asdf", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language
