"""The engine: the same record on any number of workers, through crashes, kills and re-runs."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fogline.engine.local import run_units
from fogline.engine.run import Fingerprints, RunOptions, StageCount, fingerprint, run
from fogline.engine.stage import Stage, Unit
from fogline.record import codec
from fogline.record.store import Store, table_of
from fogline.record.types import ROW_TYPES, EventMention, Incident, Issue, Mention, Report
from tests.conftest import fixed_clock
from tests.factories import make_report
from tests.standins import Clusters, Knobs, Reads, Texts, texts, three_stages


def build(store: Store, stages: Sequence[Stage], **options: Any) -> list[StageCount]:
    return run(store, stages, version="0", options=RunOptions(clock=fixed_clock, **options))


def everything(store: Store) -> dict[str, list[Any]]:
    """All live rows, as plain values."""
    return {table_of(cls): [codec.to_json(row) for row in store.rows(cls)] for cls in ROW_TYPES}


def record_of(stages: Sequence[Stage], **options: Any) -> dict[str, list[Any]]:
    with Store.open(":memory:") as store:
        build(store, stages, **options)
        return everything(store)


def test_one_and_two_workers_give_the_same_record() -> None:
    one = record_of(three_stages(14), workers=1, batch_size=3)
    two = record_of(three_stages(14), workers=2, batch_size=4)
    assert len(one["report"]) == 14
    assert len(one["mention"]) > 14
    assert one == two


def test_order_of_inputs_does_not_matter() -> None:
    shuffled = texts(10)
    random.Random(3).shuffle(shuffled)
    assert record_of((Texts(shuffled), Reads(), Clusters())) == record_of((Texts(texts(10)), Reads(), Clusters()))


@pytest.mark.parametrize("workers", [1, 2])
def test_poisoned_unit_costs_only_itself(store: Store, workers: int) -> None:
    inputs = [*texts(9), ("bad.txt", "poison")]
    build(store, (Texts(inputs), Reads()), workers=workers, batch_size=3)
    assert store.count(Report) == 9
    issue = next(store.rows(Issue))
    assert store.count(Issue) == 1
    assert (issue.code, issue.severity, issue.unit) == ("stage.crashed", "error", "bad.txt")
    assert "cannot be read" in issue.detail


def test_unit_that_kills_its_worker_costs_only_itself(store: Store) -> None:
    inputs = [*texts(6), ("bad.txt", "die"), *[(f"z{n}.txt", text) for n, (_, text) in enumerate(texts(6))]]
    build(store, (Texts(inputs),), workers=2, batch_size=2)
    assert store.count(Report) == 12
    assert [issue.unit for issue in store.rows(Issue)] == ["bad.txt"]
    assert "died" in next(store.rows(Issue)).detail


def test_unit_that_hangs_is_stopped(store: Store) -> None:
    build(store, (Texts([("slow.txt", "hang"), *texts(1)]),), batch_size=1, unit_timeout_s=1)
    assert store.count(Report) == 1
    assert "longer than 1 s" in next(store.rows(Issue)).detail


def test_second_run_does_nothing(store: Store) -> None:
    build(store, three_stages())
    before = everything(store)
    again = build(store, three_stages())
    assert [count.worked for count in again] == [0, 0, 0]
    assert everything(store) == before


def test_new_report_costs_only_what_follows_from_it(store: Store) -> None:
    build(store, three_stages(5))
    before = {row["id"] for row in everything(store)["mention"]}
    counts = build(store, three_stages(6))
    assert [count.worked for count in counts] == [1, 1, 1]
    assert before < {row["id"] for row in everything(store)["mention"]}


def test_earlier_reports_stay_when_only_new_ones_are_given(store: Store) -> None:
    build(store, (Texts(texts(3)), Reads()))
    build(store, (Texts([("new.txt", "Rockets hit again.")]), Reads()))
    assert store.count(Report) == 4
    assert store.count(EventMention) == 4


def test_changed_settings_redo_their_stage_alone(store: Store) -> None:
    build(store, (Texts(texts(4)), Reads()))
    counts = build(store, (Texts(texts(4)), Reads(Knobs(level=2))))
    assert [count.worked for count in counts] == [0, 4]
    assert {mention.score for mention in store.rows(Mention)} == {0.5}


def test_raised_version_redoes_the_stage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    build(store, three_stages(3))
    monkeypatch.setattr(Reads, "version", 2)
    assert [count.worked for count in build(store, three_stages(3))] == [0, 3, 0]


def test_unit_that_is_no_longer_planned_loses_its_rows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    build(store, three_stages(3))
    assert store.count(Incident) == 1
    monkeypatch.setattr(Clusters, "plan", lambda self, record: iter(()))
    build(store, three_stages(3))
    assert store.count(Incident) == 0
    assert store.fingerprints("merge.cluster") == {}


def test_undeclared_row_is_an_issue(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reads, "gives", (Mention,))
    build(store, (Texts(texts(2)), Reads()))
    assert store.count(EventMention) == 0
    assert [issue.code for issue in store.rows(Issue)] == ["stage.gave_undeclared"] * 2


def test_fingerprint_holds_settings_and_inputs_but_not_hints() -> None:
    stage = Reads()
    with Store.open(":memory:") as store:
        build(store, (Texts(texts(1)),))
        unit = next(stage.plan(store))
    same = type(unit)(key=unit.key, inputs=unit.inputs, hints=("kept id",))
    other = type(unit)(key=unit.key, inputs=(*unit.inputs, 1))
    assert fingerprint(stage, unit) == fingerprint(stage, same)
    assert fingerprint(stage, unit) != fingerprint(stage, other)
    assert fingerprint(stage, unit) != fingerprint(Reads(Knobs(level=2)), unit)


def test_outcomes_come_in_the_order_of_the_units() -> None:
    stage = Texts(texts(9))
    with Store.open(":memory:") as store:
        units = list(stage.plan(store))
    keys = [outcome.unit.key for outcome in run_units(stage, units, workers=2, batch_size=2)]
    assert keys == [unit.key for unit in units]


# Dies before or in the middle of writing unit number argv[2] of this run: argv[3] says which.
BUILD = """
import os, signal, sys
from fogline.record.store import Store
from tests.engine.test_run import build
from tests.standins import three_stages

left = int(sys.argv[2])

def die_when_due():
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

whole, point = Store.mark_done, sys.argv[3]

def mark_done(self, *arguments):
    if point == "before":
        die_when_due()
    whole(self, *arguments)
    if point == "after":
        die_when_due()

Store.mark_done = mark_done
with Store.open(sys.argv[1]) as store:
    build(store, three_stages(20), batch_size=3)
"""


def test_killed_build_resumes_to_the_same_record(tmp_path: Path) -> None:
    case = tmp_path / "a.fogline"
    points = random.Random(5)
    for n in range(5):
        arguments = [sys.executable, "-c", BUILD, str(case), str(points.randrange(1, 9)), ("before", "after")[n % 2]]
        assert subprocess.run(arguments, check=False).returncode == -signal.SIGKILL
    with Store.open(case) as store:
        counts = build(store, three_stages(20))
        resumed = everything(store)
    assert 0 < sum(count.worked for count in counts) < sum(count.planned for count in counts)
    assert resumed == record_of(three_stages(20))


def test_inputs_that_units_share_count_in_each_fingerprint() -> None:
    stage, shared, other = Reads(Knobs(level=1)), make_report("a"), make_report("b")
    prints = Fingerprints(stage)
    both = prints.of(Unit(key="one", inputs=(shared, other)))
    assert prints.of(Unit(key="two", inputs=(replace(shared), replace(other)))) == both
    assert prints.of(Unit(key="one", inputs=(other, shared))) != both
    assert prints.of(Unit(key="one", inputs=(shared,))) != both
    assert fingerprint(stage, Unit(key="three", inputs=(shared, other))) == both


def test_an_input_that_is_gone_lends_its_fingerprint_to_no_other() -> None:
    prints = Fingerprints(Reads(Knobs(level=1)))
    texts_of_units = [f"text {number}" for number in range(200)]
    found = [prints.of(Unit(key=text, inputs=(make_report(text), make_report("same")))) for text in texts_of_units]
    assert len(set(found)) == len(texts_of_units)
