"""The store refuses what is not true, supersedes instead of changing, and undoes what was not finished."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fogline.errors import InputError, RecordError
from fogline.record.sql import migrations, statements
from fogline.record.store import APPLICATION_ID, Made, Store
from fogline.record.types import Mention, Report
from tests.factories import make_mention, make_report, span_of


def made(unit: str = "u", by: str = "read.report@1", at: str = "2024-05-01T00:00:00+00:00") -> Made:
    return Made(by=by, unit_key=unit, run_id=1, at=at)


def stored(store: Store, cls: type, row_id: str) -> list[str | None]:
    """When each version of a row was superseded, oldest first."""
    found = store._db.execute(f"SELECT superseded_at FROM {cls.__name__.lower()} WHERE id = ? ORDER BY rowid", (row_id,))
    return [row[0] for row in found]


def test_span_that_does_not_slice_is_refused(store: Store) -> None:
    report = make_report()
    good = make_mention(report)
    bad = dataclasses.replace(make_mention(report, "dawn"), span=dataclasses.replace(span_of(report, "dawn"), quote="dusk"))
    with store.transaction():
        refused = store.replace_unit(made(), [report, good, bad])
    assert [row for row, _ in refused] == [bad]
    assert "dusk" in refused[0][1]
    assert [row.id for row in store.rows(Mention)] == [good.id]


def test_span_of_an_unknown_report_is_refused(store: Store) -> None:
    with store.transaction():
        refused = store.replace_unit(made(), [make_mention(make_report())])
    assert len(refused) == 1
    assert "not in the record" in refused[0][1]


def test_offsets_are_code_points(store: Store) -> None:
    report = make_report("🚀🚀 Ḥashd fired.")
    mention = make_mention(report, "Ḥashd")
    assert mention.span.start == 3
    with store.transaction():
        assert store.replace_unit(made(), [report, mention]) == []
    assert store.get(Mention, mention.id) == mention


def test_changed_row_supersedes_and_unchanged_row_stays(store: Store) -> None:
    report = make_report()
    changed, same = make_mention(report, "Officials"), make_mention(report, "dawn")
    with store.transaction():
        store.replace_unit(made(), [report, changed, same])
    newer = dataclasses.replace(changed, score=0.5)
    with store.transaction():
        store.replace_unit(made(at="2024-06-01"), [report, newer, same])
    assert store.get(Mention, changed.id) == newer
    assert stored(store, Mention, changed.id) == ["2024-06-01", None]
    assert stored(store, Mention, same.id) == [None]


def test_row_that_is_not_made_again_is_superseded(store: Store) -> None:
    report = make_report()
    mention = make_mention(report)
    with store.transaction():
        store.replace_unit(made(), [report, mention])
    with store.transaction():
        store.replace_unit(made(at="2024-06-01"), [report])
    assert store.get(Mention, mention.id) is None
    assert stored(store, Mention, mention.id) == ["2024-06-01"]


def test_two_units_cannot_make_one_row(store: Store) -> None:
    report = make_report()
    with store.transaction():
        store.replace_unit(made("one"), [report])
    with store.transaction():
        refused = store.replace_unit(made("two"), [dataclasses.replace(report, title="other")])
    assert [row.id for row, _ in refused] == [report.id]
    assert store.get(Report, report.id) == report


def test_a_persons_row_outlives_the_unit(store: Store) -> None:
    report = make_report()
    mention = make_mention(report)
    with store.transaction():
        store.replace_unit(made(), [report])
        store.add_by_person([mention], made("person", by="ann"))
    with store.transaction():
        store.replace_unit(made("u2"), [])
    assert store.ids_by_person(Mention) == {mention.id}
    assert store.withdraw_by_person(Mention, mention.id, "2024-06-01")
    assert not store.withdraw_by_person(Mention, mention.id, "2024-06-01")
    assert store.get(Mention, mention.id) is None


def test_a_person_cannot_withdraw_a_stages_row(store: Store) -> None:
    report = make_report()
    with store.transaction():
        store.replace_unit(made(), [report])
    assert not store.withdraw_by_person(Report, report.id, "2024-06-01")
    assert store.get(Report, report.id) == report


def test_a_persons_broken_span_raises(store: Store) -> None:
    with pytest.raises(RecordError, match="not in the record"):
        store.add_by_person([make_mention(make_report())], made("person", by="ann"))


def test_failed_transaction_leaves_nothing(store: Store) -> None:
    report = make_report()
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.replace_unit(made(), [report])
        raise ZeroDivisionError
    assert store.count(Report) == 0
    assert store.text(report.id) is None


def test_killed_transaction_leaves_nothing(tmp_path: Path) -> None:
    case = tmp_path / "a.fogline"
    code = (
        "import sys, time\n"
        "from fogline.record.store import Store\n"
        "from tests.factories import make_report\n"
        "from tests.record.test_store import made\n"
        "store = Store.open(sys.argv[1])\n"
        "with store.transaction():\n"
        "    store.replace_unit(made('kept'), [make_report(uri='kept')])\n"
        "with store.transaction():\n"
        "    store.replace_unit(made('lost'), [make_report(uri='lost')])\n"
        "    print('written', flush=True)\n"
        "    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(case)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "written\n"
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    started = time.monotonic()
    with Store.open(case) as store:
        assert [report.uri for report in store.rows(Report)] == ["kept"]
    assert time.monotonic() - started < 25  # no lock of the dead process is waited for


def test_newer_schema_is_refused(tmp_path: Path) -> None:
    case = tmp_path / "a.fogline"
    Store.open(case).close()
    with sqlite3.connect(case) as db:
        db.execute(f"PRAGMA user_version = {migrations()[-1][0] + 1}")
    db.close()
    with pytest.raises(InputError, match="newer fogline"):
        Store.open(case)


@pytest.mark.parametrize("content", [b"just some text, and quite enough of it to be no database header at all", b"\x00" * 4096])
def test_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    case = tmp_path / "notes.txt"
    case.write_bytes(content)
    with pytest.raises(InputError, match=r"notes\.txt"):
        Store.open(case)
    assert case.read_bytes() == content


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    case = tmp_path / "other.sqlite"
    with sqlite3.connect(case) as db:
        db.execute("CREATE TABLE visits (url TEXT)")
    db.close()
    with pytest.raises(InputError, match="not a fogline case"):
        Store.open(case)


def test_missing_case_is_not_made_by_reading(tmp_path: Path) -> None:
    case = tmp_path / "typo.fogline"
    with pytest.raises(InputError, match="there is no case"):
        Store.open(case, create=False)
    assert not case.exists()


def test_unknown_column_is_an_error(store: Store) -> None:
    with pytest.raises(RecordError, match="no column"):
        next(store.rows(Report, nonsense="x"))


OPEN = "import sys\nfrom fogline.record.store import Store\nsys.stdin.readline()\nStore.open(sys.argv[1]).close()"


def test_processes_that_make_the_same_case_at_once_make_it_once(tmp_path: Path) -> None:
    for attempt in range(3):
        case = tmp_path / f"{attempt}.fogline"
        command = [sys.executable, "-c", OPEN, str(case)]
        racers = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(6)]
        time.sleep(0.5)  # all have imported and wait for their line
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("\n")
            racer.stdin.flush()
        said = [racer.communicate(timeout=60)[1] for racer in racers]
        assert [racer.returncode for racer in racers] == [0] * 6, said
        Store.open(case).close()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [(1, "CREATE TABLE one (id TEXT);\n-- two; statements\nCREATE TABLE one (id TEXT);\n")]
    monkeypatch.setattr("fogline.record.store.migrations", lambda: broken)
    with pytest.raises(InputError, match="already exists"):
        Store.open(tmp_path / "c.fogline")
    monkeypatch.undo()
    Store.open(tmp_path / "c.fogline").close()


def test_a_file_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (id TEXT)")
    before = path.read_bytes()
    with pytest.raises(InputError, match="not a fogline case"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_case_of_the_first_schema_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.fogline"
    with sqlite3.connect(path) as db:
        for statement in statements(migrations()[0][1]):
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        span = '{"report_id": "rep_1", "start": 0, "end": 3, "quote": "Oru"}'
        said = "id, report_id, kind, span, reading, head, label, score, made_by, unit_key, run_id"
        values = ("men_1", "rep_1", "actor", span, "Oru", "", "", 1.0, "read.report@1", "rep_1", 1)
        db.execute(f"INSERT INTO mention ({said}) VALUES ({','.join('?' * len(values))})", values)
    db.close()
    with Store.open(path) as store:
        (mention,) = store.rows(Mention)
    assert (mention.id, mention.span.quote, mention.phrase) == ("men_1", "Oru", None)
