"""The answers that a language model gave, kept beside the case by the hash of what was asked: none is asked for twice.

The file is a cache and no part of the record: without it the same questions are asked again. It holds no key and no address.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fogline.errors import InputError
from fogline.record.sql import queries

APPLICATION_ID = 0x464F4741  # "FOGA"
IN_MEMORY = ":memory:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model wrote, why it ended (stop, length, refusal ...), and how many tokens the server counted."""

    text: str
    finish: str
    tokens_in: int | None = None
    tokens_out: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderEstimate:
    """What asking would take at most: tokens are counted as three characters each, answers as long as they may be.

    `cost` is in the currency of the prices, None where no price is given. Repeated tries are not in it.
    """

    reports: int
    windows: int
    answered: int
    tokens_in: int
    tokens_out: int
    cost: float | None


def answers_path(case: str) -> str:
    """Where the answers of a case are kept: `iraq.answers` beside `iraq.fogline`."""
    return IN_MEMORY if case == IN_MEMORY else str(Path(case).with_suffix(".answers"))


class Answers:
    """The file of answers. It is made with the first answer, and each is on disk before the next one counts."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None

    def get(self, request: str) -> Answer | None:
        """The answer to the request with this hash, or None."""
        with self._lock:
            if self._db is None and self.path != IN_MEMORY and not Path(self.path).is_file():
                return None
            row = self._run(lambda db: db.execute(queries("answers")["get"], {"request": request}).fetchone())
        return None if row is None else Answer(text=row[0], finish=row[1], tokens_in=row[2], tokens_out=row[3])

    def keep(self, request: str, answer: Answer) -> None:
        """Writes an answer down; the first one to a request stays."""
        with self._lock:
            self._run(lambda db: db.execute(queries("answers")["keep"], {"request": request, **asdict(answer)}))

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def _run(self, statement: Callable[[sqlite3.Connection], Any]) -> Any:
        try:
            if self._db is None:
                self._db = _open(self.path)
            return statement(self._db)
        except sqlite3.DatabaseError as error:
            raise InputError(f"{self.path} cannot be used to keep answers: {error}; move it away to start anew") from error


def _open(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    try:
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        elif db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise InputError(f"{path} is no file of answers; move it away to start anew")
        db.execute(queries("answers")["table"])
    except BaseException:
        db.close()
        raise
    return db
