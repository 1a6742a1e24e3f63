"""Runs units on this machine, in this process or in a pool, and survives units that crash or hang."""

from __future__ import annotations

import itertools
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from types import FrameType

from fogline.engine.stage import Stage, Unit
from fogline.errors import SettingsError
from fogline.record.types import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one unit: its rows, or the error that stopped it."""

    unit: Unit
    rows: tuple[Row, ...]
    error: str | None = None


class UnitTimeout(Exception):
    """A unit took longer than the limit."""


_PATIENCE = 10
_opened: dict[bytes, Stage] = {}


def run_units(
    stage: Stage, units: Iterable[Unit], *, workers: int, batch_size: int = 4, unit_timeout_s: int = 120
) -> Iterator[Outcome]:
    """Outcomes in the order of the units. The number of workers and the batch size never change the rows."""
    batches = _batched(units, batch_size)
    if workers <= 1:
        frozen = pickle.dumps(stage)
        for batch in batches:
            yield from _work(frozen, batch, unit_timeout_s)
        return
    first = list(itertools.islice(batches, 2))
    if len(first) < 2:  # too little to be worth a pool
        yield from run_units(stage, itertools.chain.from_iterable(first), workers=1, unit_timeout_s=unit_timeout_s)
        return
    yield from _Pool(stage, workers, unit_timeout_s).run(itertools.chain(first, batches))


class _Pool:
    """A process pool that is made anew when a worker dies; the batch that killed it is then tried unit by unit."""

    def __init__(self, stage: Stage, workers: int, unit_timeout_s: int) -> None:
        self._frozen = pickle.dumps(stage)
        self._workers = workers
        self._timeout = unit_timeout_s
        self._pool = self._new_pool()
        self._can_start = False

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"), initializer=_ignore_interrupts)

    def run(self, batches: Iterator[list[Unit]]) -> Iterator[Outcome]:
        waiting: deque[tuple[list[Unit], Future[list[Outcome]]]] = deque()
        try:
            for batch in batches:
                waiting.append((batch, self._submit(batch)))
                if len(waiting) >= self._workers * 3:
                    yield from self._take(waiting)
            while waiting:
                yield from self._take(waiting)
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, batch: list[Unit]) -> Future[list[Outcome]]:
        try:
            return self._pool.submit(_work, self._frozen, batch, self._timeout)
        except BrokenProcessPool:
            failed: Future[list[Outcome]] = Future()
            failed.set_exception(BrokenProcessPool())
            return failed

    def _take(self, waiting: deque[tuple[list[Unit], Future[list[Outcome]]]]) -> list[Outcome]:
        batch, future = waiting.popleft()
        try:
            outcomes = future.result()
            self._can_start = True
            return outcomes
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._check_start()
            self._pool = self._new_pool()
            outcomes = [self._alone(unit) for unit in batch]
            waiting_batches = [entry[0] for entry in waiting]
            waiting.clear()
            waiting.extend((later, self._submit(later)) for later in waiting_batches)
            return outcomes

    def _check_start(self) -> None:
        """Tells workers that cannot start at all from one that a report killed. Raises SettingsError for the first."""
        if self._can_start:
            return
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                self._can_start = pool.submit(os.getpid).result() > 0
            except BrokenProcessPool as error:
                raise SettingsError(
                    "the worker processes could not start. In a script, put the lines that build under"
                    " `if __name__ == '__main__':`, since each worker reads the script anew; or build with workers=1"
                ) from error

    def _alone(self, unit: Unit) -> Outcome:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                return pool.submit(_work, self._frozen, [unit], self._timeout).result()[0]
            except BrokenProcessPool:
                return Outcome(unit=unit, rows=(), error="the worker process died (out of memory, or a crash in a library)")


def _batched(units: Iterable[Unit], size: int) -> Iterator[list[Unit]]:
    units = iter(units)
    while batch := list(itertools.islice(units, size)):
        yield batch


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(frozen: bytes, units: Sequence[Unit], timeout_s: int) -> list[Outcome]:
    """Works a batch; when it fails, unit by unit, so that one bad unit costs only itself."""
    stage = _opened.get(frozen)
    if stage is None:
        stage = pickle.loads(frozen)
        stage.open()
        _opened[frozen] = stage
    try:
        return _checked(stage, units, timeout_s * len(units))
    except Exception:
        return [_work_alone(stage, unit, timeout_s) for unit in units]


def _work_alone(stage: Stage, unit: Unit, timeout_s: int) -> Outcome:
    try:
        return _checked(stage, [unit], timeout_s)[0]
    except Exception as error:
        return Outcome(unit=unit, rows=(), error=f"{type(error).__name__}: {error}"[:500])


def _checked(stage: Stage, units: Sequence[Unit], timeout_s: int) -> list[Outcome]:
    results = _with_alarm(lambda: stage.work(units), timeout_s)
    if len(results) != len(units):
        raise RuntimeError(f"{stage.name} returned {len(results)} lists for {len(units)} units")
    return [Outcome(unit=unit, rows=tuple(rows)) for unit, rows in zip(units, results, strict=True)]


def _with_alarm(task: Callable[[], list[list[Row]]], timeout_s: int) -> list[list[Row]]:
    """Runs a task for at most so many seconds of CPU, so that a busy machine loses no report, and ten times that by the clock."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return task()

    def on_alarm(_signal: int, _frame: FrameType | None) -> None:
        raise UnitTimeout(f"took longer than {timeout_s} s")

    limits = ((signal.SIGPROF, signal.ITIMER_PROF, timeout_s), (signal.SIGALRM, signal.ITIMER_REAL, timeout_s * _PATIENCE))
    before = [signal.signal(name, on_alarm) for name, _, _ in limits]
    for _, timer, seconds in limits:
        signal.setitimer(timer, seconds)
    try:
        return task()
    finally:
        for (name, timer, _), handler in zip(limits, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(name, handler)
