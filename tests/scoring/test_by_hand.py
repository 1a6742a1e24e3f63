"""The measure over reports annotated by hand, and that the shipped annotation fits its texts."""

from __future__ import annotations

from typing import Any

from fogline.scoring.by_hand import GOLD, OWN, Marked, count, documents, error_classes, read_marks, result


def mark(start: int, end: int, kind: str = "event", **more: Any) -> Marked:
    said = {"type": "ASSAULT", "modality": "happened", **more}
    return Marked(set=OWN, document="a", spans=((start, end),), kind=kind, is_doubtful=False, **said)


def mention(start: int, end: int, **more: Any) -> dict[str, Any]:
    said = {"type": "ASSAULT", "modality": "happened", "excluded": None, "aggregate": False, **more}
    return {"trigger": {"start": start, "end": end, "text": "shelled"}, **said}


def test_a_mention_counts_where_it_meets_an_event_and_its_type_apart() -> None:
    tally, wrong = count(
        [mark(0, 5), mark(10, 15), mark(20, 25)], [mention(3, 8), mention(10, 12, type="COERCE"), mention(40, 45)]
    )
    assert (tally.right, tally.right_type, tally.wrong, tally.found, tally.missed) == (2, 1, 1, 2, 1)
    assert wrong == ["false shelled 40", "missed ASSAULT 20"]


def test_what_is_not_told_as_happened_is_neither_right_nor_wrong() -> None:
    tally, _ = count([mark(0, 5)], [mention(0, 5, modality="claimed"), mention(9, 12, modality="planned")])
    assert (tally.right, tally.wrong, tally.found) == (0, 0, 1)


def test_ignored_words_and_totals_cost_nothing_and_a_total_told_as_one_event_does() -> None:
    marks = [mark(0, 5, kind="ignore"), mark(10, 15, kind="not_happened", modality="aggregate")]
    assert count(marks, [mention(0, 5), mention(10, 15, aggregate=True)])[0].wrong == 0
    assert count(marks, [mention(10, 15)])[0].wrong == 1


def test_figures_are_of_the_documents_that_were_read() -> None:
    found = result({"own-a": [mention(0, 5)]}, {(OWN, "a"): [mark(0, 5), mark(9, 12)], (OWN, "b"): [mark(0, 5)]})
    values = {measure.name: (measure.value, measure.n) for measure in found.measures}
    assert values["all: told as happened, right"] == (100.0, 1)
    assert values["all: events that happened, found"] == (50.0, 2)


def test_the_shipped_marks_are_words_of_our_own_reports() -> None:
    marks = read_marks()
    texts = {document.id: document.text for document in documents(None, marks)}
    own = {key: found for key, found in marks.items() if key[0] == OWN}
    assert set(texts) == {f"{name}-{document}" for name, document in own}
    for (name, document), found in own.items():
        text = texts[f"{name}-{document}"]
        for start, end in (span for one in found for span in one.spans):
            quote = text[start:end]
            assert quote and quote == quote.strip(), (document, start)
            assert not (text[start - 1 : start] + quote[:1]).isalnum() or start == 0, (document, start, quote)
    assert (GOLD / "mentions.tsv").exists()


def test_errors_are_counted_by_class() -> None:
    marks = {
        (OWN, "a"): [
            mark(0, 5), mark(10, 15), mark(20, 25), mark(30, 35), mark(50, 55, kind="not_happened", modality="threatened"),
        ]
    }  # fmt: skip
    told = [
        mention(0, 5), mention(10, 15, type="COERCE"), mention(20, 25, modality="demanded"), mention(50, 55), mention(60, 65),
    ]  # fmt: skip
    assert error_classes({f"{OWN}-a": told}, marks)[OWN] == {
        "of another type (not counted as false)": 1,
        "missed, read as demanded": 1,
        "missed, no mention at the words: ASSAULT": 1,
        "false: an event that did not happen (threatened)": 1,
        "false: no event of a conflict": 1,
    }
