"""The measure over saved pages, and that the shipped pages and what is said of them fit together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fogline.scoring.corpora import fold_of
from fogline.scoring.pages import FOLDER, GoldPage, ReadPage, count, names, read_folder, read_gold_pages, result
from fogline.settings import Settings

GOLD = GoldPage(
    name="a",
    title="Two killed at the bridge",
    outlet="The Marwa Messenger",
    published=date(2020, 3, 4),
    byline="Jo Example",
    agency="AFP",
    paragraphs=("Guards shot two men dead.", "Nobody was arrested."),
    captions=("The bridge at dawn",),
    optional=("What comes next",),
    unread=("Sign in", "Two more stories"),
)
RIGHT = ReadPage(
    segments=(
        ("title", "Two killed at the bridge"),
        ("caption", "The bridge at dawn."),
        ("body", "Guards shot two men dead."),
        ("title", "What comes next"),
        ("furniture", "Sign in"),
        ("body", "Nobody was  arrested."),
    ),
    title="Two Killed at the Bridge",
    outlet="Marwa Messenger",
    day=date(2020, 3, 4),
    byline="Jo Example",
    cites=("Agence France-Presse",),
)


def test_a_page_read_rightly_has_nothing_wrong() -> None:
    found = count(GOLD, replace(RIGHT, outlet="The Marwa Messenger"))
    assert (found["words"], found["words right"], found["words wrong"]) == (8, 8, 0)
    assert all(found[key] == 1 for key in ("title", "outlet", "day", "byline", "agency", "captions marked"))
    assert not any(found[key] for key in ("day wrong", "byline wrong", "snippets read", "captions as body"))


def test_words_that_are_lost_and_words_too_many_are_counted() -> None:
    found = count(
        GOLD, ReadPage(segments=(("body", "Guards shot two men dead. Sign in here."), ("furniture", "Nobody was arrested.")))
    )
    assert (found["words right"], found["words wrong"], found["snippets read"]) == (5, 3, 1)


def test_a_snippet_is_read_as_whole_words_only_and_in_what_is_read() -> None:
    assert count(GOLD, ReadPage(segments=(("body", "They design inns."),)))["snippets read"] == 0
    assert count(GOLD, ReadPage(segments=(("script", "Sign in"),)))["snippets read"] == 0


def test_a_wrong_day_is_worse_than_none() -> None:
    assert count(GOLD, ReadPage())["day wrong"] == 0
    assert count(GOLD, ReadPage(day=date(2021, 3, 4)))["day wrong"] == 1
    assert count(replace(GOLD, published=None), ReadPage(day=date(2021, 3, 4)))["day wrong"] == 1


def test_an_agency_as_byline_is_not_a_wrong_person_and_an_editor_is() -> None:
    assert count(GOLD, ReadPage(byline="AFP"))["byline wrong"] == 0
    assert count(GOLD, ReadPage(byline="admin"))["byline wrong"] == 1


def test_a_caption_in_the_body_counts_against_it() -> None:
    found = count(GOLD, ReadPage(segments=(("body", "The bridge at dawn"),)))
    assert (found["captions marked"], found["captions as body"], found["words wrong"]) == (0, 1, 0)


@pytest.mark.parametrize("byline", ["A. One, B. Two", "A. One and B. Two", "B. Two & A. One"])
def test_names_of_a_byline(byline: str) -> None:
    assert names(byline) == {"a one", "b two"}


def test_figures_are_of_all_pages_and_of_both_halves_and_a_page_without_report_counts() -> None:
    other = next(f"p{i}" for i in range(50) if fold_of(f"p{i}") != fold_of("a"))
    found = result([GOLD, replace(GOLD, name=other)], {"a": RIGHT})
    values = {measure.name: (measure.value, measure.n) for measure in found.measures}
    assert values["all: words of the body, recall"] == (50.0, 16)
    halves = sorted(values[f"{half}: title right"] for half in ("half looked at", "half kept apart"))
    assert halves == [(0.0, 1), (100.0, 1)]
    assert not any(row.startswith(name) for name in ("a", other) if fold_of(name) for row in found.wrong)


def test_what_is_said_of_a_page_stands_in_it() -> None:
    pages = read_gold_pages()
    assert {page.name for page in pages} == {path.stem for path in FOLDER.glob("*.html")}
    for page in pages:
        body = " ".join((*page.paragraphs, *page.captions))
        assert not any(snippet in body for snippet in page.unread), page.name
        assert len(set(page.paragraphs)) == len(page.paragraphs)


def test_shipped_pages_are_read_by_the_first_stage() -> None:
    found = read_folder(FOLDER, Settings())
    assert found["un-sitrep"].title == "South Sudan: Flash update on clashes in Wau"
