"""The case file: one SQLite database that holds the record, append-only, with one writer at a time.

A row is never changed: a newer row supersedes it. Machine rows belong to the unit of work that made them, and are
superseded when that unit is done again; rows that a person made are superseded by a person only.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from fogline.errors import InputError, RecordError
from fogline.record import codec
from fogline.record.invariants import broken_spans
from fogline.record.sql import migrations, queries, statements
from fogline.record.types import ROW_TYPES, Report, Row

R = TypeVar("R", bound=Row)
APPLICATION_ID = 0x464F474C  # "FOGL"
PERSON_UNIT = "person"


def table_of(cls: type[Any]) -> str:
    """The table of a row type: its name in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Who makes rows: `stage@version` or a person, for which unit, in which run, when (ISO 8601, UTC)."""

    by: str
    unit_key: str
    run_id: int
    at: str


class Store:
    """Reads and writes the rows of one case file. Open with `Store.open(path)`; `:memory:` works for tests."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.path = path
        self._db = connection
        self._texts: dict[str, str | None] = {}

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True) -> Store:
        """The store at `path`, migrated to this version. Raises InputError for a file that is no case."""
        if str(path) != ":memory:" and not create and not Path(path).is_file():
            raise InputError(f"there is no case at {path}; make one with: fogline build REPORTS --case {path}")
        try:
            db = sqlite3.connect(path, isolation_level=None, timeout=30)
        except sqlite3.DatabaseError as error:
            raise InputError(f"{path} cannot be used as a case: {error}; give another --case") from error
        store = cls(db, str(path))
        try:
            store._migrate()
            db.execute("PRAGMA journal_mode = WAL")  # after the check: another program's file is left as it is
            db.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.DatabaseError as error:
            store.close()
            raise InputError(f"{path} cannot be used as a case: {error}; give another --case or restore the file") from error
        except BaseException:
            store.close()
            raise
        return store

    def _migrate(self) -> None:
        """Checks that the file is a case, and makes or changes its tables: in one transaction, so that two that come at the
        same time to a new file make them once."""
        newest = migrations()[-1][0]
        if self._version() == newest and self._db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
            return
        with self.transaction():
            known = self._version()
            empty = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if not empty and self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise InputError(f"{self.path} is an SQLite file but not a fogline case; give another --case")
            if known > newest:
                raise InputError(f"{self.path} was written by a newer fogline (schema {known}, this one knows {newest}); upgrade")
            for version, script in migrations():
                for statement in statements(script) if version > known else ():
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {newest}")
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Closes the file; the store cannot be used afterwards."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- reading

    def rows(self, cls: type[R], **equals: str | int | None) -> Iterator[R]:
        """Live rows of a type in the order of their ids, filtered by equal columns."""
        names = codec.field_names(cls)
        if unknown := set(equals) - set(names):
            raise RecordError(f"{cls.__name__} has no column {sorted(unknown)[0]}")
        where = "".join(f" AND {name} IS :{name}" for name in equals)
        # Identifiers come from the dataclass, values are bound.
        sql = f"SELECT {', '.join(names)} FROM {table_of(cls)} WHERE superseded_at IS NULL{where} ORDER BY id"  # noqa: S608
        for row in self._db.execute(sql, equals):
            yield codec.from_columns(cls, row)

    def get(self, cls: type[R], row_id: str) -> R | None:
        """The live row with this id, or None."""
        return next(self.rows(cls, id=row_id), None)

    def count(self, cls: type[Any]) -> int:
        """How many live rows of this type there are."""
        sql = f"SELECT count(*) FROM {table_of(cls)} WHERE superseded_at IS NULL"  # noqa: S608
        return int(self._db.execute(sql).fetchone()[0])

    def text(self, report_id: str) -> str | None:
        """The text of a report, or None where there is no such report."""
        if report_id not in self._texts:
            row = self._db.execute(queries("store")["report_text"], {"id": report_id}).fetchone()
            if len(self._texts) > 64:
                self._texts.clear()
            self._texts[report_id] = row[0] if row else None
        return self._texts[report_id]

    def ids_by_person(self, cls: type[Any]) -> frozenset[str]:
        """Ids of the live rows that a person made."""
        sql = f"SELECT id FROM {table_of(cls)} WHERE superseded_at IS NULL AND unit_key = ?"  # noqa: S608
        return frozenset(row[0] for row in self._db.execute(sql, (PERSON_UNIT,)))

    def fingerprints(self, stage: str) -> dict[str, str]:
        """Fingerprint of every unit of a stage that is done."""
        return dict(self._db.execute(queries("store")["done"], {"stage": stage}))

    def last_run(self) -> Mapping[str, Any] | None:
        """The newest run: id, version, settings (JSON), started_at, ended_at."""
        cursor = self._db.execute(queries("store")["last_run"])
        row = cursor.fetchone()
        return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))

    def meta(self, name: str) -> str | None:
        """A named note of the case, or None."""
        row = self._db.execute(queries("store")["get_meta"], {"name": name}).fetchone()
        return row[0] if row else None

    # ---- writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what is written inside is undone when it raises or the process dies."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            self._texts.clear()
            raise
        self._db.execute("COMMIT")

    def start_run(self, version: str, settings: str, at: str) -> int:
        """A new run and its number."""
        values = {"version": version, "settings": settings, "started_at": at}
        return int(self._db.execute(queries("store")["start_run"], values).lastrowid or 0)

    def end_run(self, run_id: int, at: str) -> None:
        """Notes when a run ended."""
        self._db.execute(queries("store")["end_run"], {"id": run_id, "ended_at": at})

    def set_meta(self, name: str, value: str) -> None:
        """Keeps a named note of the case."""
        self._db.execute(queries("store")["set_meta"], {"name": name, "value": value})

    def replace_unit(self, made: Made, rows: Sequence[Row], types: Sequence[type[Row]] = ROW_TYPES) -> list[tuple[Row, str]]:
        """Writes the rows of a unit in place of those it made before; returns refused rows with the reason.

        A row that did not change stays as it is. `types` are those that the unit can have made. Call inside `transaction()`.
        """
        refused: list[tuple[Row, str]] = []
        fresh: dict[tuple[type[Any], str], Row] = {}
        ordered = sorted(rows, key=lambda row: 0 if isinstance(row, Report) else 1)
        for row in ordered:
            if reason := self._refusal(row, fresh):
                refused.append((row, reason))
            else:
                fresh[type(row), row.id] = row
        stage = made.by.partition("@")[0]
        for cls in types:
            self._replace(cls, stage, made, {key[1]: row for key, row in fresh.items() if key[0] is cls}, refused)
        return refused

    def _refusal(self, row: Row, fresh: Mapping[tuple[type[Any], str], Row]) -> str | None:
        if isinstance(row, Report):
            self._texts.pop(row.id, None)
        if (type(row), row.id) in fresh:
            return "duplicate id" if fresh[type(row), row.id] != row else None

        def text_of(report_id: str) -> str | None:
            new = row if row.id == report_id else fresh.get((Report, report_id))
            return new.text if isinstance(new, Report) else self.text(report_id)

        return next(broken_spans(row, text_of), None)

    def _replace(self, cls: type[Row], stage: str, made: Made, fresh: dict[str, Row], refused: list[tuple[Row, str]]) -> None:
        names = codec.field_names(cls)
        table = table_of(cls)
        sql = f"SELECT {', '.join(names)} FROM {table} WHERE superseded_at IS NULL AND unit_key = ? AND made_by GLOB ?"  # noqa: S608
        old = {row[0]: tuple(row) for row in self._db.execute(sql, (made.unit_key, f"{stage}@*"))}
        columns = {row_id: codec.to_columns(row) for row_id, row in fresh.items()}
        gone = [row_id for row_id, values in old.items() if columns.get(row_id) != values]
        supersede = f"UPDATE {table} SET superseded_at = ? WHERE id = ? AND superseded_at IS NULL"  # noqa: S608
        self._db.executemany(supersede, [(made.at, row_id) for row_id in gone])
        marks = ", ".join("?" * (len(names) + 3))
        insert = f"INSERT INTO {table} ({', '.join(names)}, made_by, unit_key, run_id) VALUES ({marks})"  # noqa: S608
        for row_id, values in columns.items():
            if old.get(row_id) == values:
                continue
            try:
                self._db.execute(insert, (*values, made.by, made.unit_key, made.run_id))
            except sqlite3.IntegrityError:
                refused.append((fresh[row_id], "another unit made a row with this id"))

    def mark_done(self, stage: str, unit_key: str, fingerprint: str, run_id: int) -> None:
        """Notes that a unit needs no work until its fingerprint changes."""
        values = {"stage": stage, "unit_key": unit_key, "fingerprint": fingerprint, "run_id": run_id}
        self._db.execute(queries("store")["mark_done"], values)

    def drop_unit(self, stage: str, made: Made) -> None:
        """Supersedes the rows of a unit that is no longer planned."""
        self.replace_unit(made, ())
        self._db.execute(queries("store")["forget_done"], {"stage": stage, "unit_key": made.unit_key})

    def withdraw_by_person(self, cls: type[Any], row_id: str, at: str) -> bool:
        """Supersedes a row that a person made, with nothing in its place; False where no live row of a person has the id."""
        sql = f"UPDATE {table_of(cls)} SET superseded_at = ? WHERE id = ? AND unit_key = ? AND superseded_at IS NULL"  # noqa: S608
        return self._db.execute(sql, (at, row_id, PERSON_UNIT)).rowcount == 1

    def add_by_person(self, rows: Iterable[Row], made: Made) -> None:
        """Adds rows that a person made; one with a live id supersedes that row. Raises RecordError when one is refused."""
        for row in rows:
            if reason := self._refusal(row, {}):
                raise RecordError(f"{type(row).__name__} {row.id} was refused: {reason}")
            table, names = table_of(type(row)), codec.field_names(type(row))
            sql = f"UPDATE {table} SET superseded_at = ? WHERE id = ? AND superseded_at IS NULL"  # noqa: S608
            self._db.execute(sql, (made.at, row.id))
            marks = ", ".join("?" * (len(names) + 3))
            insert = f"INSERT INTO {table} ({', '.join(names)}, made_by, unit_key, run_id) VALUES ({marks})"  # noqa: S608
            self._db.execute(insert, (*codec.to_columns(row), made.by, PERSON_UNIT, made.run_id))
