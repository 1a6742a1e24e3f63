"""Which stretches of a report are read, and that offsets lead back to its text."""

from __future__ import annotations

import pytest

from fogline.engine.stage import Unit
from fogline.read.parser import READABLE, paragraphs
from fogline.record.types import EventMention, Issue
from fogline.record.values import Segment
from fogline.record.vocabulary import SEGMENT_KINDS
from tests.factories import make_report
from tests.read.reading import read, reader

# text, paragraphs
CASES = [
    ("One line.", ["One line."]),
    ("One.\n\nTwo.", ["One.", "Two."]),
    ("One.\n  \nTwo.", ["One.", "Two."]),
    ("A line\nbroken in two.", ["A line broken in two."]),
    ("\n\n  One.  \n\n\n\nTwo.\n", ["One.", "Two."]),
    ("Tab\there.", ["Tab here."]),
    (" \n\n ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_paragraphs(text: str, expected: list[str]) -> None:
    found = list(paragraphs(make_report(text)))
    assert [paragraph.text for paragraph in found] == expected
    for paragraph in found:
        there = text[paragraph.start : paragraph.start + len(paragraph.text)]
        assert there.split() == paragraph.text.split()


@pytest.mark.parametrize("kind", sorted(SEGMENT_KINDS))
def test_only_what_is_told_is_read(kind: str) -> None:
    text = "Rebels attacked the base."
    report = make_report(text, segments=(Segment(start=0, end=len(text), kind=kind),))
    rows = reader().work([Unit(key=report.id, inputs=(report,))])[0]
    assert any(isinstance(row, EventMention) for row in rows) is (kind in READABLE)


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_report_without_text_is_an_issue(text: str) -> None:
    assert [row.code for row in read(text).rows if isinstance(row, Issue)] == ["report.no_sentences"]


def test_offsets_behind_other_paragraphs_and_wide_characters() -> None:
    said = read("Peace 🕊 was near — so it seemed.\n\nRebels attacked the base.\nIt was dawn.", title="A “quiet” day")
    assert said.report.text[said.event("attacked").trigger.start :].startswith("attacked the base")


def test_two_paragraphs_do_not_mix() -> None:
    said = read("Rebels attacked the base in Homs.\n\nPolice arrested a man in Aleppo on Monday.", published="2024-05-15")
    assert (said.when("attacked"), said.places("attacked")) == (None, [("in", "Homs")])
