"""Texts that nobody would write: the reader neither fails nor takes long, and every span slices."""

from __future__ import annotations

import time
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.engine.stage import Unit
from fogline.ingest.article import Material, build_report
from fogline.read.figures import find_amounts
from fogline.read.parser import paragraphs
from fogline.read.report import ReadReport
from fogline.read.settings import ReadSettings
from fogline.read.times import find_times
from fogline.record.invariants import broken_spans
from fogline.record.types import Report, Row

SENTENCE = "Gunmen fired on a convoy near the town of Mosul on Tuesday, killing two drivers, the governor said. "
WORDS = (
    "killed", "attacked", "Mosul", "Iraq", "in", "he said", "militia", "two", "12", "31 February 0000", "\u200b", "💥", "(", "“",
    '"', ",", ".", "\n\n", "ı", "İ", "²", "٣", "9" * 400, "-", "by", "=1+1", "<b>", "last Tuesday", "\u202e",
)  # fmt: skip


@cache
def stage() -> ReadReport:
    opened = ReadReport(ReadSettings())
    opened.open()
    return opened


def report_of(text: str) -> Report:
    material = Material(text=text)
    return build_report("rep_1", "a.txt", material, facts={}, raw_sha256="0" * 64, known_by=date(2024, 5, 1))[0]


def read(text: str) -> tuple[Report, list[Row]]:
    report = report_of(text)
    return report, stage().work([Unit(key=report.id, inputs=(report,))])[0]


def assert_spans_slice(report: Report, rows: list[Row]) -> None:
    assert [problem for row in rows for problem in broken_spans(row, lambda _id: report.text)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        f"Rockets killed {10**400} soldiers and {10**30} civilians in Mosul on 31 February 0000. " + SENTENCE,
        "1" * 20_000,
        "💥🚀😀" * 3000,
        "(" * 3000 + SENTENCE + ")" * 3000,
        "killed " * 3000,
        "\u200b".join(SENTENCE * 5),
        "<script>alert(1)</script>\n\n=1+1\n\n" + SENTENCE,
    ],
    ids=["numbers", "digits", "emoji", "brackets", "killed", "zero width", "markup"],
)
def test_hostile_text_is_read(text: str) -> None:
    assert_spans_slice(*read(text))


def test_number_beyond_floats_is_no_amount() -> None:
    assert find_amounts(f"{10**400} soldiers were killed") == []
    assert all((amount.best or 0) <= 10**12 for amount in find_amounts(f"{'9' * 300} billion billion soldiers were killed"))


@pytest.mark.parametrize(
    "text", [SENTENCE * 300, "rockets hit Mosul, " * 2000, "x" * 20_000, "“" * 7000, "Rockets hit Mosul.\n" * 2000]
)
def test_long_stretches_are_parsed_in_pieces_that_are_the_text(text: str) -> None:
    report = report_of(text)
    pieces = list(paragraphs(report))
    assert max(len(piece.text) for piece in pieces) <= 6000
    assert all(report.text[p.start : p.start + len(p.text)].split() == p.text.split() for p in pieces)
    read_in_all = "".join(report.text[s.start : s.end] for s in report.segments if s.kind in ("title", "standfirst", "body"))
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(read_in_all.split())


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    pieces = [piece.text for piece in paragraphs(report_of(SENTENCE * 300)) if piece.kind == "body"]
    assert len(pieces) > 3
    assert all(piece.endswith("the governor said.") for piece in pieces)


def test_times_of_a_long_run_of_number_words_are_sought_in_bounded_time() -> None:
    started = time.process_time()
    find_times("one-" * 600)
    assert time.process_time() - started < 5, "seconds; without a bound on the words of a number it is more than ten"
    (found,) = find_times("It lasted nine hundred ninety-nine thousand nine hundred ninety-nine days.")
    assert found.text.endswith("days")


@pytest.mark.slow
def test_time_grows_with_the_length() -> None:
    def seconds(length: int) -> float:
        text = ("he said that rockets hit Mosul, " * (length // 32))[:length]
        started = time.process_time()
        read(text)
        return time.process_time() - started

    seconds(2_000)
    assert seconds(48_000) < 16 * seconds(8_000), "six times the text"


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    assert_spans_slice(*read(text))
