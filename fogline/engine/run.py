"""The engine: plans each stage, does what is not done yet, and writes rows and done-mark of a unit in one transaction.

A run that is killed anywhere goes on from the last unit that was written. The same input gives the same rows on any
number of workers.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fogline.engine.local import Outcome, run_units
from fogline.engine.stage import Stage, Unit
from fogline.record import codec
from fogline.record.ids import make_id
from fogline.record.store import Made, Store
from fogline.record.types import Issue

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a stage is: units done of units that had to be done."""

    stage: str
    done: int
    todo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """What a stage did in a run."""

    stage: str
    planned: int
    worked: int
    rows: int
    issues: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How to run; none of these changes the rows. `clock` gives the time that is written beside rows."""

    workers: int = 1
    batch_size: int = 4
    unit_timeout_s: int = 120
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    progress: Callable[[Progress], None] = lambda _progress: None


def run(store: Store, stages: Sequence[Stage], *, version: str, options: RunOptions | None = None) -> list[StageCount]:
    """Runs the stages in order over the record and returns what each did."""
    options = options or RunOptions()
    settings = codec.dumps({stage.name: {"version": stage.version, "settings": stage.settings} for stage in stages})
    run_id = store.start_run(version, settings, _now(options))
    counts = [_StageRun(store, stage, run_id, options).run() for stage in stages]
    store.end_run(run_id, _now(options))
    return counts


def _now(options: RunOptions) -> str:
    return options.clock().isoformat(timespec="seconds")


def fingerprint(stage: Stage, unit: Unit) -> str:
    """SHA-256 over everything that decides the rows of a unit."""
    return Fingerprints(stage).of(unit)


class Fingerprints:
    """Fingerprints of a stage's units. What several units share is written out once: a block of merge shares every profile."""

    _MOST = 100_000

    def __init__(self, stage: Stage) -> None:
        self._stage = codec.dumps([stage.name, stage.version, stage.settings])  # settings may be long tables
        self._shared: dict[int, tuple[Any, str]] = {}
        """By identity; the input is kept with its hash, or another could come to have its identity."""

    def of(self, unit: Unit) -> str:
        """SHA-256 over everything that decides the rows of a unit."""
        hashes = (self._hash(one) if len(unit.inputs) > 1 else _sha256(codec.dumps(one)) for one in unit.inputs)
        return _sha256("\n".join((self._stage, *hashes)))

    def _hash(self, one: Any) -> str:
        known = self._shared.get(id(one))
        if known is None:
            if len(self._shared) >= self._MOST:
                self._shared.clear()
            known = self._shared[id(one)] = one, _sha256(codec.dumps(one))
        return known[1]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _StageRun:
    def __init__(self, store: Store, stage: Stage, run_id: int, options: RunOptions) -> None:
        self._store = store
        self._stage = stage
        self._run_id = run_id
        self._options = options
        self._prints: dict[str, str] = {}
        self._fingerprints = Fingerprints(stage)
        self._planned = self._worked = self._rows = self._issues = 0

    def run(self) -> StageCount:
        started = self._options.clock()
        todo = list(self._todo())
        outcomes = run_units(
            self._stage,
            todo,
            workers=self._options.workers,
            batch_size=self._options.batch_size,
            unit_timeout_s=self._options.unit_timeout_s,
        )
        for outcome in outcomes:
            self._write(outcome)
            self._options.progress(Progress(stage=self._stage.name, done=self._worked, todo=len(todo)))
        seconds = (self._options.clock() - started).total_seconds()
        return StageCount(
            stage=self._stage.name,
            planned=self._planned,
            worked=self._worked,
            rows=self._rows,
            issues=self._issues,
            seconds=seconds,
        )

    def _todo(self) -> Iterator[Unit]:
        """Units that are not done, each key once; rows of units that are no longer planned are superseded."""
        before = self._store.fingerprints(self._stage.name)
        found = 0
        for unit in self._stage.plan(self._store):
            if unit.key in self._prints:
                continue
            self._planned += 1
            self._prints[unit.key] = self._fingerprints.of(unit)
            if before.get(unit.key) != self._prints[unit.key]:
                found += 1
                self._options.progress(Progress(stage=self._stage.name, done=0, todo=found))  # planning may take its time
                yield unit
        if not self._stage.accumulates:
            self._drop(sorted(set(before) - set(self._prints)))

    def _drop(self, keys: Sequence[str]) -> None:
        for key in keys:
            with self._store.transaction():
                self._store.drop_unit(self._stage.name, self._made(key))

    def _made(self, key: str) -> Made:
        by = f"{self._stage.name}@{self._stage.version}"
        return Made(by=by, unit_key=key, run_id=self._run_id, at=_now(self._options))

    def _write(self, outcome: Outcome) -> None:
        key = outcome.unit.key
        rows = [row for row in outcome.rows if isinstance(row, self._stage.gives)]
        issues = [
            self._issue(key, "stage.gave_undeclared", type(row).__name__)
            for row in outcome.rows
            if not isinstance(row, self._stage.gives)
        ]
        if outcome.error:
            issues.append(self._issue(key, "stage.crashed", outcome.error))
            log.warning("%s failed on %s: %s", self._stage.name, key, outcome.error)
        with self._store.transaction():
            types = tuple(dict.fromkeys((*self._stage.gives, Issue)))
            refused = self._store.replace_unit(self._made(key), [*rows, *issues], types)
            if refused:
                issues += [self._issue(key, "row.refused", f"{type(row).__name__} {row.id}: {why}") for row, why in refused]
                out = {row.id for row, _ in refused}
                self._store.replace_unit(self._made(key), [*(row for row in rows if row.id not in out), *issues], types)
            self._store.mark_done(self._stage.name, key, self._prints[key], self._run_id)
        self._worked += 1
        self._rows += len(rows) - len(refused)
        self._issues += len(issues) + sum(isinstance(row, Issue) for row in rows)

    def _issue(self, key: str, code: str, detail: str) -> Issue:
        issue_id = make_id("iss", self._stage.name, key, code, detail)
        return Issue(id=issue_id, stage=self._stage.name, unit=key, code=code, severity="error", detail=detail)
