"""Which reports are judged to be copies, on any order and number of workers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from fogline.engine.run import run
from fogline.engine.stage import Unit
from fogline.ingest.article import Material, build_report
from fogline.ingest.copies import IngestCopies
from fogline.ingest.settings import IngestSettings
from fogline.record.ids import make_id
from fogline.record.store import Made, Store
from fogline.record.types import Judgement, Report

WORDS = [f"word{number}" for number in range(400)]


class Reports:
    """A record that holds reports only."""

    def __init__(self, reports: list[Report]) -> None:
        self._reports = sorted(reports, key=lambda report: report.id)

    def rows(self, cls: Any, **_: Any) -> Iterator[Any]:
        return iter(self._reports if cls is Report else [])

    def get(self, cls: Any, row_id: str) -> Any:
        return next((report for report in self._reports if report.id == row_id), None)


def report(name: str, words: list[str], title: str = "Two drivers killed near Marwa") -> Report:
    sentences = [" ".join(words[i : i + 20]).capitalize() + "." for i in range(0, len(words), 20)]
    text = f"{title}\n\n" + "\n\n".join(sentences)
    report_id = make_id("rep", name)
    return build_report(report_id, name, Material(text=text), facts={}, raw_sha256=name, known_by=None)[0]


def some_words(seed: int, count: int = 200) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


def pairs(reports: list[Report], settings: IngestSettings | None = None) -> set[tuple[str, str]]:
    stage = IngestCopies(settings or IngestSettings())
    found = [row for rows in stage.work(list(stage.plan(Reports(reports)))) for row in rows]
    assert all(isinstance(row, Judgement) and row.verdict == "same" and row.left_id < row.right_id for row in found)
    assert all(
        abs(sum(r.weight for r in row.reasons) - row.score) < 0.01 and row.score > 0
        for row in found
        if isinstance(row, Judgement)
    )
    names = {one.id: one.uri for one in reports}
    return {tuple(sorted((names[row.left_id], names[row.right_id]))) for row in found if isinstance(row, Judgement)}  # type: ignore[misc]


def changed(words: list[str], share: float, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["other" if chance.random() < share else word for word in words]


def test_equal_edited_and_shortened_bodies() -> None:
    base = some_words(1)
    reports = [
        report("a", base),
        report("b", base, title="A headline of its own for the same story"),
        report("c", changed(base, 0.05, 9)),
        report("d", base[:120]),
        report("e", some_words(2)),
    ]
    found = pairs(reports)
    assert {("a", "b")} <= found
    assert all("e" not in pair for pair in found)
    assert {name for pair in found for name in pair} == {"a", "b", "c", "d"}


def test_different_stories_are_no_copies() -> None:
    assert pairs([report(str(seed), some_words(seed)) for seed in range(40)]) == set()


def test_short_bodies_must_be_equal() -> None:
    short = ["two", "drivers", "were", "killed", "near", "the", "town", "of", "marwa", "today"]
    assert pairs([report("a", short), report("b", short), report("c", [*short[:-1], "yesterday"])]) == {("a", "b")}


def test_a_story_with_many_copies_costs_few_pairs() -> None:
    base = some_words(3)
    reports = [report(str(number), changed(base, 0.01, number)) for number in range(120)]
    stage = IngestCopies(IngestSettings(copy_neighbours=4))
    units = list(stage.plan(Reports(reports)))
    assert sum(len(unit.inputs[2]) for unit in units) < 120 * 40
    linked = pairs(reports, IngestSettings(copy_neighbours=4))
    family, grown = {"0"}, True
    while grown:
        more = {name for pair in linked if family & set(pair) for name in pair} - family
        family, grown = family | more, bool(more)
    assert len(family) == 120


def test_a_new_report_changes_only_units_of_its_story() -> None:
    stories = [[report(f"{seed}-{copy}", changed(some_words(seed), 0.02, copy)) for copy in range(2)] for seed in range(6)]
    before = [one for story in stories for one in story]
    added = report("3-new", changed(some_words(3), 0.02, 77))
    stage = IngestCopies(IngestSettings())

    def units(reports: list[Report]) -> dict[str, Unit]:
        return {unit.key: unit for unit in stage.plan(Reports(reports))}

    old, new = units(before), units([*before, added])
    touched = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    assert touched and touched <= {one.id for one in (*stories[3], added)}


def test_the_engine_writes_judgements() -> None:
    base = some_words(5)
    reports = [report("a", base), report("b", changed(base, 0.03, 1))]
    with Store.open(":memory:") as store:
        with store.transaction():
            store.replace_unit(Made(by="test@1", unit_key="u", run_id=0, at=""), reports)
        counts = run(store, [IngestCopies(IngestSettings())], version="0")
        assert counts[0].issues == 0
        assert [row.kind for row in store.rows(Judgement)] == ["copy"]
