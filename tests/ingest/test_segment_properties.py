"""What holds of every text: segments are in order, apart, inside the text, and lose no word."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.ingest.article import Material, build_report
from fogline.ingest.decode import decode
from fogline.ingest.html import read_page
from fogline.ingest.segments import find_segments
from fogline.record.invariants import broken_spans

LINES = st.sampled_from(
    [
        "Two drivers killed near Marwa",
        "Gunmen fired on a convoy near the town of Marwa on Tuesday, killing two drivers, the governor said.",
        "MARWA, Feb 3 (Agency) - Nobody claimed the attack on the road, which was the third in a month.",
        "03 March, 2023",
        "Share",
        "RELATED ARTICLES",
        "var a = function () { return 1; };",
        "Smoke rises over the port [Getty]",
        "Updated: March 03, 2023, 10:12 AM",
        "By Jo Example",
        "",
        "   ",
        "\ufeff",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=14).map("\n".join),
)


BLANK = re.compile("[\\s\x1c-\x1f\x85\ufeff\u200b\u200e\u200f\u2060]*")


def encodable(text: str) -> bool:
    return not re.search("[\ud800-\udfff]", text)


@settings(max_examples=150, deadline=None)
@given(TEXTS.filter(encodable))
def test_segments_are_in_order_and_cover_every_word(text: str) -> None:
    end = 0
    for segment in find_segments(text):
        assert end <= segment.start < segment.end <= len(text)
        assert BLANK.fullmatch(text[end : segment.start])
        end = segment.end
    assert BLANK.fullmatch(text[end:])


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(encodable))
def test_spans_of_a_report_slice_to_their_words(text: str) -> None:
    report, doubts = build_report("rep_0", "a.txt", Material(text=text), facts={}, raw_sha256="0", known_by=None)
    assert not list(broken_spans(report, lambda _: text))
    for doubt in doubts:
        assert doubt.span is None or text[doubt.span.start : doubt.span.end] == doubt.span.quote


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=80).filter(encodable), min_size=1, max_size=6))
def test_spans_slice_back_after_extraction(parts: list[str]) -> None:
    body = "".join(
        f"<p>{part} The governor of Marwa said on 3 March 2023 that two drivers had been killed.</p>" for part in parts
    )
    page = read_page(f"<html><head><title>Two killed</title></head><body><article>{body}</article></body></html>")
    if page is None:
        return
    page.text.encode("utf-8")
    report, _ = build_report("rep_0", "a.html", Material(text=page.text, page=page), facts={}, raw_sha256="0", known_by=None)
    assert not list(broken_spans(report, lambda _: page.text))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_bytes_become_text_or_a_named_problem(raw: bytes) -> None:
    decoded = decode(raw)
    assert (decoded.problem is None) != (decoded.text == "")
    decoded.text.encode("utf-8")
