"""Numbered sentences and the words in them."""

from __future__ import annotations

from typing import Any

from fogline.show.evidence import EvidenceList, SentencePool, neighbors, unique_references, utf16_length
from fogline.show.record_index import RecordIndex
from fogline.show.register import slice_utf16

TEXT = "First one. 🙂 A drone struck Calde. Last one."


def _index() -> RecordIndex:
    return RecordIndex.of({"reports": [{"id": "R0"}, {"id": "R1"}]})


def _span(words: str) -> dict[str, Any]:
    return {"report": "R1", "start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}


def test_words_are_found_in_utf16_units_behind_an_emoji() -> None:
    evidence = EvidenceList(SentencePool(_index(), None, full=False))
    evidence.add_sentence(_span("🙂 A drone struck Calde."))
    number, start, end = evidence.cite(_span("drone"))
    assert number == 0
    assert slice_utf16("🙂 A drone struck Calde.", start, end) == "drone"
    assert utf16_length("🙂") == 2


def test_span_outside_every_sentence_becomes_a_quotation_of_its_own() -> None:
    evidence = EvidenceList(SentencePool(_index(), None, full=False))
    evidence.add_sentence(_span("First one."))
    assert evidence.cite(_span("Last one.")) == [1, 0, 9]
    assert [row["text"] for row in evidence.sentences] == ["First one.", "Last one."]


def test_same_words_in_another_report_are_not_the_same_sentence() -> None:
    evidence = EvidenceList(SentencePool(_index(), None, full=False))
    evidence.add_sentence(_span("First one."))
    assert evidence.cite({**_span("First one."), "report": "R0"})[0] == 1


def test_pool_stores_a_sentence_once_and_adds_neighbors() -> None:
    pool = SentencePool(_index(), {"R1": TEXT}, full=False)
    span = _span("A drone struck Calde.")
    assert pool.add(span) == pool.add(dict(span)) == 0
    assert pool.rows() == [[1, span["start"], span["end"], span["text"], "🙂", "Last one."]]


def test_pool_leaves_text_out_when_the_report_is_embedded() -> None:
    pool = SentencePool(_index(), {"R1": TEXT}, full=True)
    pool.add(_span("Calde"))
    [[report, start, end]] = pool.rows()
    assert report == 1
    assert slice_utf16(TEXT, start, end) == "Calde"


def test_quote_that_does_not_slice_keeps_its_own_text() -> None:
    pool = SentencePool(_index(), {"R1": "another text altogether"}, full=True)
    pool.add(_span("Calde"))
    assert pool.rows()[0][3] == "Calde"


def test_neighbors_stop_at_sentence_ends() -> None:
    text = "Far off. Just before. The quote. Just after! Far away."
    start = text.index("The quote.")
    assert neighbors(text, start, start + len("The quote.")) == ("Just before.", "Just after!")


def test_references_are_unique_and_sorted() -> None:
    assert unique_references([[1, 0, 2], [0, 4, 5], [1, 0, 2]]) == [[0, 4, 5], [1, 0, 2]]
