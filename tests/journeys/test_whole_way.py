"""The real stages on the sample reports: the tutorial as written, the demonstration, and a kill in the middle."""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fogline import api
from fogline.cli.app import run
from fogline.demo import SAMPLE_REPORTS
from fogline.record import codec
from fogline.record.store import Store, table_of
from fogline.record.types import ROW_TYPES
from fogline.settings import Settings

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


def commands_of(page: Path) -> list[list[str]]:
    """The fogline commands of a page, in order."""
    blocks = re.findall(r"^```\n(.*?)^```", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines() if line.startswith("fogline ")]


def test_tutorial_works_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    shutil.copytree(SAMPLE_REPORTS, tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    commands = commands_of(ROOT / "docs" / "tutorial.md")
    assert {command[0] for command in commands} >= {"doctor", "build", "issues", "info", "dossier", "export", "judge"}
    for command in commands:
        chosen = [two_incidents().get(word, word) for word in command] if command[0] == "judge" else command
        assert run(chosen) in ((0, 3) if command[0] == "build" else (0,)), (command, capsys.readouterr().err)
    record = json.loads((tmp_path / "tutorial.json").read_text("utf-8"))
    assert len(record["reports"]) == len(list(SAMPLE_REPORTS.glob("[0-9]*")))
    assert record["incidents"]
    assert (tmp_path / "tutorial.html").read_text("utf-8").startswith("<!")


def two_incidents() -> dict[str, str]:
    with api.open("tutorial.fogline") as record:
        incidents = [incident.id for incident in record.incidents()]
    return {"LEFT": incidents[0], "RIGHT": incidents[1]}


def test_demo_says_what_the_samples_hold(tmp_path: Path, capsys: Capture) -> None:
    assert run(["demo", "--out", str(tmp_path / "demo")]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^\d+ reports read", out)
    assert "Where the reports contradict each other" in out
    page = (tmp_path / "demo" / "demo.html").read_text("utf-8")
    assert "inc_" in page_text(page)
    assert not re.search(r"\b(men|evm)_", page_text(page))


def page_text(page: str) -> str:
    """All that a page may show: its HTML with the viewer's data, packed or not."""
    found = re.search(r'data-encoding="gzip">(.*?)</script>', page, re.DOTALL)
    return page + (gzip.decompress(base64.b64decode(found[1])).decode() if found else "")


def everything(case: Path) -> dict[str, list[Any]]:
    with Store.open(case) as store:
        return {table_of(cls): [codec.to_json(row) for row in store.rows(cls)] for cls in ROW_TYPES}


def built(folder: Path, case: Path, workers: int) -> dict[str, list[Any]]:
    with api.open(case, create=True) as record:
        record.build([folder], settings=Settings(packs=("iraq",)), workers=workers)
    return everything(case)


def test_killed_and_parallel_builds_give_the_same_record(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for file in sorted(SAMPLE_REPORTS.glob("0*.txt"))[:7]:
        shutil.copy(file, folder)
    whole = built(folder, tmp_path / "whole.fogline", workers=1)
    case = tmp_path / "killed.fogline"
    command = [sys.executable, "-m", "fogline", "build", str(folder), "--case", str(case), "--pack", "iraq"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    wait_for_a_reading(case, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not everything(case)["finding"], "the build was over before it was killed"
    assert built(folder, case, workers=2) == whole


def wait_for_a_reading(case: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the first report is read, or a minute has passed."""
    for _ in range(1200):
        if process.poll() is not None:
            return
        if n_read(case):
            return
        time.sleep(0.05)


def n_read(case: Path) -> int:
    """Reports that are read; looks on without the store, which would make the tables of a new case."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{case}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM done WHERE stage = 'read.report'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
