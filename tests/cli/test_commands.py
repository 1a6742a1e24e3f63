"""The command line from end to end: data, messages, exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fogline import api
from fogline.cli import render
from fogline.cli.app import run
from fogline.demo import SAMPLE_REPORTS
from fogline.errors import InputError, SettingsError
from fogline.issues import ISSUE_CODES
from fogline.record.lock import build_lock
from fogline.record.types import EventMention, Issue, Mention
from fogline.settings import Settings

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


def build(folder: Path, *more: str) -> int:
    return run(["build", str(folder), "--case", "a.fogline", *more])


def data_of(capsys: Capture) -> Any:
    return json.loads(capsys.readouterr().out)


def test_build_ends_with_0_and_writes_json_when_piped(reports: Path, capsys: Capture) -> None:
    assert build(reports) == 0
    data = data_of(capsys)
    assert data["rows"]["report"] == 3
    assert [stage["worked"] for stage in data["stages"]] == [3, 3, 1]


def test_second_build_does_nothing(reports: Path, capsys: Capture) -> None:
    build(reports)
    capsys.readouterr()
    assert build(reports) == 0
    assert [stage["worked"] for stage in data_of(capsys)["stages"]] == [0, 0, 0]


def test_build_with_issues_ends_with_3_and_issues_lists_them(reports: Path, capsys: Capture) -> None:
    (reports / "bad.txt").write_text("poison", "utf-8")
    assert build(reports) == 3
    capsys.readouterr()
    assert run(["issues", "a.fogline"]) == 0
    found = data_of(capsys)
    assert [(issue["code"], issue["unit"]) for issue in found] == [("stage.crashed", "bad.txt")]
    assert found[0]["meaning"]


def test_issues_come_worst_first_with_what_to_do(reports: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    build(reports)
    severities = {"input.decoded": "info", "report.undated": "warning", "input.empty": "error"}
    made = [Issue(id=c, stage="s", unit="u", code=c, severity=s, detail="d") for c, s in severities.items()]
    monkeypatch.setattr(api.Record, "issues", lambda self, **_: iter(made))
    capsys.readouterr()
    assert run(["issues", "a.fogline", "--table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["severity", "error", "warning", "info"]
    assert any(line.split(maxsplit=1) == ["input.empty", ISSUE_CODES["input.empty"]] for line in lines[5:])


def test_table_on_request(reports: Path, capsys: Capture) -> None:
    assert build(reports, "--table") == 0
    assert capsys.readouterr().out.startswith("stage")


def test_build_without_paths_goes_on_with_the_case(reports: Path, capsys: Capture) -> None:
    build(reports)
    capsys.readouterr()
    assert run(["build"]) == 0  # the only case of the folder
    assert data_of(capsys)["rows"]["report"] == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "nowhere", "--case", "a.fogline"], 1, "nowhere does not exist"),
        (["build"], 2, "no *.fogline here; name a case"),
        (["build", "reports"], 2, "no *.fogline here; give --case NAME.fogline, it will be made"),
        (["info", "nowhere.fogline"], 1, "no case at nowhere.fogline"),
        (["info", "reports/0.txt"], 1, "cannot be used as a case"),
        (["build", "reports", "--case", "b.fogline", "--settings", "none.toml"], 2, "none.toml"),
        (["build", "reports", "--case", "b.fogline", "--workers", "0"], 2, "--workers"),
        (["nonsense"], 2, "No such command"),
        (["export", "a.fogline", "--out", "x", "--split", "y"], 2, "not both"),
    ],
)
def test_error_is_one_line_with_its_exit_code(reports: Path, capsys: Capture, arguments: list[str], code: int, said: str) -> None:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("more", [["nowhere"], ["reports", "--settings", "none.toml"]])
def test_a_build_that_cannot_start_makes_no_case(reports: Path, more: list[str]) -> None:
    assert run(["build", *more, "--case", "new.fogline"]) != 0
    assert not list(Path.cwd().glob("*.fogline*"))


def test_a_folder_without_reports_is_named(reports: Path, capsys: Capture) -> None:
    Path("empty").mkdir()
    Path("other").mkdir()
    Path("other/photo.jpg").write_bytes(b"\xff")
    assert run(["build", "empty", "other", "reports", "--case", "a.fogline"]) == 0
    said = capsys.readouterr().err
    assert "no text or HTML file found in empty\n" in said
    assert "no text or HTML file found in other\n" in said
    assert "found in reports" not in said


def test_wrong_setting_is_named(reports: Path, capsys: Capture) -> None:
    Path("s.toml").write_text("[ingest]\nnonsense = 1\n", "utf-8")
    assert build(reports, "--settings", "s.toml") == 2
    assert "nonsense" in capsys.readouterr().err
    assert not Path("a.fogline").exists() or api.open("a.fogline").settings() == Settings()


def test_debug_shows_the_traceback(reports: Path) -> None:
    with pytest.raises(Exception, match="no case"):
        run(["--debug", "info", "nowhere.fogline"])


def test_fault_in_fogline_is_one_line(reports: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    empty: dict[str, int] = {}
    monkeypatch.setattr(api.Record, "summary", lambda self: empty["missing"])
    build(reports)
    assert run(["info", "a.fogline"]) == 1
    assert "a fault in fogline (KeyError: 'missing')" in capsys.readouterr().err


def test_interrupted_build_says_that_it_goes_on(reports: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fogline.api.run", interrupt)
    assert build(reports) == 130
    assert "goes on from here" in capsys.readouterr().err


def test_two_builds_of_one_case_are_refused(reports: Path, capsys: Capture) -> None:
    with build_lock("a.fogline"):
        assert build(reports) == 1
    assert f"being built by process {os.getpid()}" in capsys.readouterr().err
    assert build(reports) == 0
    assert not Path("a.fogline-lock").exists()


def test_lock_of_a_killed_build_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom fogline.record.lock import build_lock\n"
        "with build_lock(sys.argv[1]):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    case = tmp_path / "a.fogline"
    process = subprocess.Popen([sys.executable, "-c", code, str(case)], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    with process.stdout:
        process.stdout.readline()
    with pytest.raises(InputError, match=str(process.pid)), build_lock(case):
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with build_lock(case):
        assert Path(f"{case}-lock").exists()


def test_only_case_must_be_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.fogline").touch()
    assert render.only_case(None).name == "one.fogline"
    (tmp_path / "two.fogline").touch()
    with pytest.raises(SettingsError, match=r"\(one\.fogline, two\.fogline\); name one: one\.fogline"):
        render.only_case(None)
    with pytest.raises(SettingsError, match=r"name one: --case one\.fogline"):
        render.only_case(None, must_exist=False)


def test_info_counts(reports: Path, capsys: Capture) -> None:
    build(reports)
    capsys.readouterr()
    assert run(["info"]) == 0
    data = data_of(capsys)
    assert (data["rows"]["report"], data["rows"]["incident"]) == (3, 1)
    assert data["incidents"] == {"asserted": 1}


def test_judge_and_undo(reports: Path, capsys: Capture) -> None:
    build(reports)
    capsys.readouterr()
    with api.open("a.fogline") as record:
        left, right, _ = (mention.id for mention in record.store.rows(EventMention))
    assert run(["judge", "a.fogline", right, left, "different", "--by", "ann", "--note", "two days"]) == 0
    captured = capsys.readouterr()
    made = json.loads(captured.out)
    assert made["given"] == [right, left]
    assert captured.err == "now run: fogline build --case a.fogline\n"
    assert (made["kind"], made["verdict"], made["by"], made["note"]) == ("same", "different", "ann", "two days")
    assert [made["left_id"], made["right_id"]] == sorted([left, right])
    assert run(["build"]) == 0
    with api.open("a.fogline") as record:
        assert [judgement.id for judgement in record.judgements()] == [made["id"]]
    assert run(["undo", "a.fogline", made["id"]]) == 0
    assert run(["undo", "a.fogline", made["id"]]) == 1
    assert "no person's judgement" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["dossier"], ["export"]])
@pytest.mark.parametrize("target", ["a.fogline", "link.fogline", "b.fogline"])
def test_a_case_is_never_written_over(reports: Path, capsys: Capture, command: list[str], target: str) -> None:
    build(reports)
    assert run(["build", str(reports), "--case", "b.fogline"]) == 0
    Path("link.fogline").symlink_to("a.fogline")
    before = Path(target).read_bytes()
    capsys.readouterr()
    assert run([*command, "a.fogline", "--out", target]) == 1
    assert "not written over" in capsys.readouterr().err
    assert Path(target).read_bytes() == before
    assert run([*command, "a.fogline", "--out", "page"]) == 0
    assert run([*command, "a.fogline", "--out", "page"]) == 0  # an older page is


def test_info_as_a_table_lists_the_verdicts(reports: Path, capsys: Capture) -> None:
    build(reports)
    with api.open("a.fogline") as record:
        left, right, _ = (mention.id for mention in record.event_mentions())
        record.judge(left, right, "same", by="ann")
    capsys.readouterr()
    assert run(["info", "a.fogline", "--table"]) == 0
    assert "says ann" in capsys.readouterr().out.partition("verdicts\n1  ")[2]


def test_judge_refuses_what_cannot_be_compared(reports: Path, capsys: Capture) -> None:
    build(reports)
    with api.open("a.fogline") as record:
        event, mention = next(record.event_mentions()).id, next(record.store.rows(Mention)).id
    capsys.readouterr()
    assert run(["judge", "a.fogline", event, mention, "same", "--by", "ann"]) == 2
    assert "cannot be judged" in capsys.readouterr().err
    assert run(["judge", "a.fogline", event, "evm_0000000000000000", "same", "--by", "ann"]) == 1
    assert run(["judge", "a.fogline", event, event, "same", "--by", "ann"]) == 2
    assert run(["judge", "a.fogline", event, event, "same", "--by", "merge.compare"]) == 2


def test_doctor_lists_every_part(capsys: Capture) -> None:
    code = run(["doctor"])
    checks = data_of(capsys)
    assert {"python", "english model", "gazetteer", "lexicon", "base map", "write access"} <= {check["name"] for check in checks}
    samples = next(check["found"] for check in checks if check["name"] == "sample reports")
    assert samples.startswith(f"{len(list(SAMPLE_REPORTS.glob('[0-9]*')))} files")
    assert code == (0 if all(check["fine"] for check in checks) else 1)
    assert all(check["remedy"] for check in checks if not check["fine"])


def test_doctor_finds_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("fogline.installation._PACKAGE", tmp_path)
    assert run(["doctor"]) == 1
    missing = {check["name"] for check in data_of(capsys) if not check["fine"]}
    assert {"gazetteer", "lexicon", "base map", "sample reports"} <= missing


def test_headings_are_plain_without_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert render.heading("x") != "x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert render.heading("x") == "x"


def test_table_shows_control_characters_by_name() -> None:
    shown = render.table([("a\nb\x1b[31m\u202e", None)], ("unit", "none"))
    assert shown.splitlines()[1].rstrip() == "a\\nb\\x1b[31m\\u202e"
    assert len(shown.splitlines()) == 2
