"""The interface of a stage: what the engine asks of it and what it may rely on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from fogline.record.types import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One piece of work: a key that stays the same from run to run, and everything that `work` may look at.

    `inputs` decide whether the unit has to be done again; `hints` do not (ids to keep, for example). Both hold rows,
    plain values or tuples of them.
    """

    key: str
    inputs: tuple[Any, ...]
    hints: tuple[Any, ...] = ()


class Reader(Protocol):
    """What a stage sees of the record while it plans: live rows, in the order of their ids."""

    def rows(self, cls: type[R], **equals: str | int | None) -> Iterator[R]: ...

    def get(self, cls: type[R], row_id: str) -> R | None: ...


class Stage(Protocol):
    """One step from rows to rows. `work` is pure: its result depends on the unit, the settings and shipped data alone."""

    name: ClassVar[str]
    """folder.file, such as `read.events`."""
    version: ClassVar[int]
    """Raised by one whenever the meaning of the output changes: all its units are then done again."""
    takes: ClassVar[tuple[type[Any], ...]]
    gives: ClassVar[tuple[type[Any], ...]]
    accumulates: ClassVar[bool]
    """True where a unit that is no longer planned keeps its rows (reports of an earlier build)."""

    @property
    def settings(self) -> Any:
        """A frozen dataclass; part of every unit's fingerprint."""

    def plan(self, record: Reader) -> Iterator[Unit]:
        """What work there is now, done or not."""

    def open(self) -> None:
        """Loads models and tables, once per process."""

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """One list of rows per unit, in order. Must not print, write, or look at clock, network or record."""
