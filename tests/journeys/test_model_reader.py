"""The optional language-model reader from the command line on: off by default, asked once, stopped, resumed, taken out again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fogline import api
from fogline.cli.app import run
from fogline.read import model_asking
from fogline.record.types import EventMention, Issue
from tests.model_server import Replay, Served, event, failure, good, party, serving

pytestmark = [pytest.mark.slow]
KEY = "sk-very-secret-0123456789"
TEXTS = [
    "Mosul, 3 May 2024. Fighters of the Cobalt Front renamed a clinic in Mosul on Tuesday. "
    "Rebels attacked a base in Mosul on Monday.",
    "Mosul, 4 May 2024. The Cobalt Front renamed a clinic in Mosul on Tuesday, officials said.",
    "Mosul, 5 May 2024. The museum in Baghdad was closed for the holiday.",
]


def answer(body: dict[str, Any], _: int = 0) -> Replay:
    """What a decent model would say, and one event that it made up."""
    paragraphs = json.loads(body["messages"][-1]["content"])["paragraphs"]
    found = []
    for paragraph in paragraphs:
        text = paragraph["text"]
        if "renamed a clinic" in text:
            doer = "the Cobalt Front" if "the Cobalt" in text else "The Cobalt Front"
            parties = [party("initiator", doer), party("target", "a clinic", "destroyed")]
            more = {"modes": ["destroy"], "when": "on Tuesday", "places": ["Mosul"], "participants": parties}
            found.append(event(paragraph["n"], "renamed a clinic in Mosul on Tuesday", "renamed", **more))
        if "Rebels attacked" in text:
            found.append(event(paragraph["n"], "Rebels attacked a base", "attacked"))
        if "The museum" in text:
            found.append(event(paragraph["n"], "Shells fell on Baghdad", "fell"))
    return good(*found)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(model_asking, "_FIRST_WAIT_S", 0.01)
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, text in enumerate(TEXTS):
        (reports / f"{number}.txt").write_text(text, "utf-8")
    return reports


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(answer) as stub:
        yield stub


def build(folder: Path | None, *more: str) -> int:
    return run(["build", *([str(folder)] if folder else []), "--case", "a.fogline", *more])


def asking(served: Served) -> list[str]:
    return ["--reader-url", served.url, "--reader-model", "tiny"]


def triggers(case: str = "a.fogline") -> list[tuple[str, str]]:
    """(trigger, stage that found it) of the event mentions, in order."""
    with api.open(case) as record:
        made = dict(record.store._db.execute("SELECT id, made_by FROM event_mention WHERE superseded_at IS NULL"))
        rows = sorted(record.store.rows(EventMention), key=lambda row: (row.report_id, row.trigger.start))
        return sorted((row.trigger.quote, made[row.id].partition("@")[0]) for row in rows)


def record_of(case: str) -> dict[str, Any]:
    with api.open(case) as record:
        exported = record.export()
    exported.pop("run")
    return exported


def test_without_an_address_nobody_is_asked(folder: Path, served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder) in (0, 3)
    done = json.loads(capsys.readouterr().out)
    assert [stage["planned"] for stage in done["stages"] if stage["stage"] == "read.model"] == [0]
    assert served.bodies == []
    assert not Path("a.answers").exists()
    assert {stage for _, stage in triggers()} == {"read.report"}


def test_what_only_the_model_found_stands_beside_the_rules(
    folder: Path, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    build(folder, *asking(served))
    assert "asking the model: 3 requests" in capsys.readouterr().err
    assert [trigger for trigger, stage in triggers() if stage == "read.model"] == ["renamed", "renamed"]
    assert ("attacked", "read.report") in triggers()
    with api.open("a.fogline") as record:
        issues = [(row.code, row.severity) for row in record.store.rows(Issue) if row.stage == "read.model"]
        renamed = {row.id for row in record.event_mentions() if row.trigger.quote == "renamed"}
        together = [incident for incident in record.incidents() if renamed & set(incident.member_ids)]
    assert issues == [("reader.invented_quote", "info")]
    assert [renamed <= set(incident.member_ids) for incident in together] == [True], (
        "the merge joins the model's mentions like others"
    )


def test_nothing_is_asked_twice_and_the_record_stays(folder: Path, served: Served) -> None:
    build(folder, *asking(served))
    first = record_of("a.fogline")
    assert len(served.bodies) == 3
    with api.open("a.fogline") as record:
        again = record.build()
    assert len(served.bodies) == 3, "the answers are there"
    assert sum(stage.worked for stage in again.stages) == 0
    assert record_of("a.fogline") == first


def test_a_new_report_is_asked_about_and_no_other(folder: Path, served: Served) -> None:
    build(folder, *asking(served))
    (folder / "new.txt").write_text("Mosul, 6 May 2024. The talks went on.", "utf-8")
    assert build(folder) == 3
    assert len(served.bodies) == 3, "whoever made a case must not decide where reports go"
    with api.open("a.fogline") as record:
        assert [row.detail for row in record.issues(code="reader.unanswered")] == [
            "part 1 of 1: not asked; name the server again, with --reader-url"
        ]
    build(folder, "--reader-url", served.url)
    assert len(served.bodies) == 4


def test_taking_the_reader_out_gives_the_record_of_the_rules(folder: Path, served: Served) -> None:
    build(folder)
    by_rules = record_of("a.fogline")
    build(None, *asking(served))
    assert record_of("a.fogline") != by_rules
    build(None, "--no-reader")
    assert record_of("a.fogline") == by_rules
    build(None, *asking(served))
    assert len(served.bodies) == 3, "the answers are kept"


def test_the_key_is_nowhere(
    folder: Path, served: Served, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOGLINE_READER_KEY", KEY)
    run(["--debug", "build", str(folder), "--case", "a.fogline", *asking(served)])
    assert served.headers[0]["authorization"] == f"Bearer {KEY}"
    out, err = capfd.readouterr()
    assert KEY not in out + err
    for file in Path.cwd().rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes(), file


def test_the_estimate_asks_nothing(folder: Path, served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder, *asking(served), "--reader-price", "1", "10", "--estimate") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["reports"], found["windows"], found["answered"], found["tokens_out"]) == (3, 3, 0, 3 * 4096)
    assert found["cost"] > 3 * 4096 * 10 / 1_000_000
    assert served.bodies == []
    assert build(folder, "--estimate") == 2
    assert "no server to ask is named" in capsys.readouterr().err


def test_a_server_that_is_not_there_ends_with_advice_and_keeps_what_was_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving([good()]) as gone:
        pass
    assert build(folder, *asking(gone)) == 2
    assert "--no-reader" in capsys.readouterr().err
    assert build(None, "--no-reader") in (0, 3)
    assert {stage for _, stage in triggers()} == {"read.report"}


def test_a_part_that_failed_is_asked_again_by_the_next_build(folder: Path) -> None:
    bad = {"on": True}

    def script(body: dict[str, Any], number: int) -> Replay:
        return failure(500) if bad["on"] and "The museum" in body["messages"][-1]["content"] else answer(body)

    with serving(script) as served:
        assert build(folder, *asking(served)) == 3
        with api.open("a.fogline") as record:
            assert {row.code for row in record.issues(severity="warning")} >= {"reader.unanswered"}
        n_asked, bad["on"] = len(served.bodies), False
        build(None, *asking(served))
        assert len(served.bodies) == n_asked + 1
    with api.open("a.fogline") as record:
        assert "reader.unanswered" not in {row.code for row in record.issues()}


def test_a_case_names_no_variable_whose_content_is_sent(folder: Path, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_SECRET", KEY)
    Path("s.toml").write_text(f'[reader]\nurl = "{served.url}"\nmodel = "tiny"\nkey_env = "OTHER_SECRET"\n', "utf-8")
    build(folder, "--settings", "s.toml")
    assert served.headers[-1]["authorization"] == f"Bearer {KEY}"
    (folder / "new.txt").write_text("Mosul, 6 May 2024. The talks went on.", "utf-8")
    build(folder, *asking(served))
    assert "authorization" not in served.headers[-1]


def test_an_address_with_a_key_in_it_is_not_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder, "--reader-url", f"http://user:{KEY}@127.0.0.1:1/v1", "--reader-model", "tiny") == 2
    assert KEY not in capsys.readouterr().err
    assert KEY.encode() not in Path("a.fogline").read_bytes()
    assert build(folder, "--no-reader", "--reader-url", "http://127.0.0.1:1") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_a_killed_build_asks_only_for_what_it_has_not(folder: Path, tmp_path: Path) -> None:
    for number in range(12):
        (folder / f"more{number:02}.txt").write_text(f"{TEXTS[0]} It was day {number} of the siege.", "utf-8")
    hangs = {"on": True}
    with serving(lambda body, n: Replay(drop=True, wait_s=30.0) if hangs["on"] and n >= 5 else answer(body)) as served:
        command = [sys.executable, "-m", "fogline", "build", str(folder), "--case", "a.fogline", *asking(served)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, start_new_session=True)
        until = time.monotonic() + 200
        while len(served.bodies) < 9 and time.monotonic() < until:  # four that hang, so the five before them were taken in
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        had, hangs["on"] = served.asked[:5], False
        build(folder, *asking(served))
        later = served.asked[9:]
        assert len(later) == 15 - 5
        assert not [asked for asked in later if asked in had]
        run(["build", str(folder), "--case", "b.fogline", *asking(served)])
    assert record_of("a.fogline") == record_of("b.fogline")
