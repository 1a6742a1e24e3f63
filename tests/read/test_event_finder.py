"""The trained finder of event words, and what the reader makes of its words."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from fogline.engine.stage import Unit
from fogline.read import event_finder
from fogline.read.event_finder import LABELS, find_event_words, load_net
from fogline.read.parser import Paragraph, parse
from fogline.read.report import ReadReport
from fogline.read.settings import ReadSettings
from fogline.read.token_table import TokenTable, token_table
from fogline.record.types import EventMention
from tests.read.reading import read, report_of

PLAIN = "The militia bushwhacked the payroll lorry outside Tebourba on Friday and made off with the rifles."


def table_of(*texts: str) -> TokenTable:
    docs = parse(list(texts))
    starts = np.cumsum([0, *(len(text) + 2 for text in texts)]).tolist()
    return token_table([Paragraph(start, text, "body") for start, text in zip(starts, texts, strict=False)], list(docs))


def test_the_chances_of_a_word_are_probabilities() -> None:
    chances, told = load_net().chances(table_of(PLAIN))
    assert chances.shape == (len(told), len(LABELS))
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)
    assert ((told >= 0) & (told <= 1)).all()


def test_event_words_are_numbered_in_their_own_paragraph() -> None:
    one, two = "Rebels shelled the fort at dawn.", "On Monday police arrested nine strikers."
    apart = [find_event_words(table_of(text), 1)[0] for text in (one, two)]
    together = find_event_words(table_of(one, two), 2)
    assert [sorted(i for i, word in found.items() if word.is_found) for found in together] == [
        sorted(i for i, word in found.items() if word.is_found) for found in apart
    ]


def test_a_report_without_words_has_no_event_words() -> None:
    assert find_event_words(table_of(), 2) == [{}, {}]


def test_a_word_that_no_list_holds_is_found_by_its_company() -> None:
    assert read(PLAIN).event("bushwhacked").event_type == "ASSAULT"


def test_without_the_finder_the_lists_alone_are_asked() -> None:
    stage = ReadReport(ReadSettings(leave_out=("event_words",)))
    stage.open()
    report = report_of(PLAIN)
    rows = stage.work([Unit(key=report.id, inputs=(report,))])[0]
    assert "bushwhacked" not in {row.trigger.quote for row in rows if isinstance(row, EventMention)}


@pytest.mark.parametrize(
    "text",
    [
        "Residents heard air raid sirens over the harbour.",
        "The forward rifled the ball past the goalkeeper in the second half.",
        "Soldiers cleaned the barracks before dawn.",
        "A gust brought down the old oak and crushed a parked van.",
    ],
)
def test_what_only_sounds_like_violence_is_told_of_nobody(text: str) -> None:
    assert [event for event in read(text).events if event.modality == "happened" and event.excluded is None] == []


def test_a_word_of_the_lists_is_never_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [{i: event_finder.EventWord("ASSAULT", 0.99, 0.99, is_found=True) for i in range(12)}]
    monkeypatch.setattr("fogline.read.report.find_event_words", lambda *_: every)
    triggers = [event.trigger for event in read("The army opened fire on the crowd at noon.").events]
    spans = sorted((trigger.start, trigger.end) for trigger in triggers)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The envoy did not bristle at the plan.", "negated"),
        ("The envoy will bristle at the plan.", "happened"),
        ("The envoy bristled at the plan.", "happened"),
    ],
)
def test_an_act_that_the_finder_alone_sees_keeps_its_negation(text: str, modality: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = next(i for i, word in enumerate(text.split()) if word.startswith("bristle"))
    seen = [{at: event_finder.EventWord("THREATEN", 0.99, 0.99, is_found=True)}]
    monkeypatch.setattr("fogline.read.report.find_event_words", lambda *_: seen)
    read.cache_clear()
    found = read(text).events[0]
    read.cache_clear()
    assert (found.event_type, found.modality) == ("THREATEN", modality)
