"""The harness as a whole, on a set of two reports, with a scorer that was written for the test."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import fogline
from fogline.errors import InputError
from fogline.scoring import __main__ as harness
from fogline.scoring import cases
from fogline.scoring.cases import Workshop
from fogline.scoring.corpora import Document
from fogline.scoring.ledger import read_history
from fogline.scoring.measures import HELD_BACK, Measure, SetResult
from fogline.scoring.outside import Bench
from fogline.scoring.scorers import Scorers, find_python

DOCUMENTS = [
    Document(id="one", text="Gunmen attacked the village of Omra on 3 May 2024, killing two guards."),
    Document(id="two", text="The council met again.", published="2024-05-04"),
]
SCORER = """
import json, sys
record = json.load(open(sys.argv[1], encoding="utf-8"))
print("reports", len(record["reports"]))
json.dump({"mentions": len(record["mentions"]), "incidents": len(record["incidents"])}, open(sys.argv[3], "w"))
"""


@pytest.mark.slow
def test_a_case_is_built_once_for_a_state_of_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    workshop = Workshop(folder=tmp_path, say=said.append)
    built = workshop.build("toy", DOCUMENTS)
    record = built.load()
    assert sorted(Path(report["uri"]).name for report in record["reports"]) == ["one.txt", "two.txt"]
    assert record["mentions"] and not record["incidents"], "without merge there are no incidents"
    assert said
    said.clear()
    assert workshop.build("toy", DOCUMENTS).record == built.record
    assert not said, "nothing was built again"
    merged = workshop.build("toy", DOCUMENTS, merge=True)
    assert merged.load()["incidents"]
    monkeypatch.setattr(cases, "code_hash", lambda parts: "0" * 64 if "merge" in parts else "1" * 64)
    changed = workshop.build("toy", DOCUMENTS)
    assert changed.case != built.case
    assert list(built.case.parent.glob("toy-*.fogline")) == [changed.case], "cases of older code are not kept"


def test_the_hash_of_the_code_changes_with_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "read").mkdir()
    (tmp_path / "read/words.tsv").write_text("a", "utf-8")
    monkeypatch.setattr(fogline, "__file__", str(tmp_path / "__init__.py"))
    before = cases.code_hash.__wrapped__(("read",))
    assert before == cases.code_hash.__wrapped__(("read",))
    (tmp_path / "read/words.tsv").write_text("b", "utf-8")
    assert before != cases.code_hash.__wrapped__(("read",))


@pytest.fixture
def scorers(tmp_path: Path) -> Scorers:
    (tmp_path / "score_toy.py").write_text(SCORER, "utf-8")
    (tmp_path / "score_broken.py").write_text("raise SystemExit('no such gold')", "utf-8")
    return Scorers(folder=tmp_path, python=sys.executable)


def test_a_scorer_is_run_as_it_is(scorers: Scorers, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_text(json.dumps({"reports": [1], "mentions": [1, 2], "incidents": []}), "utf-8")
    scores, lines = scorers.measure("score_toy.py", record)
    assert scores == {"mentions": 2, "incidents": 0}
    assert lines == ["reports 1"]
    with pytest.raises(InputError, match=r"score_broken\.py failed: no such gold"):
        scorers.run("score_broken.py")


def test_the_python_of_the_scorers_may_be_given() -> None:
    assert find_python("/opt/python") == "/opt/python"
    assert find_python(None) in (sys.executable, "python3")


# ---- the command line


def _set(value: float, wrong: tuple[str, ...], split: str = "development") -> Callable[[Bench], list[SetResult]]:
    measures = (Measure(name="F", value=value, n=7, goal=80, note="a note"), Measure(name="aside", value=0.25, n=7, unit=""))
    result = SetResult(
        name="toy",
        title="Toy",
        split=split,
        measures=measures,
        gold_sha256="a",
        wrong=frozenset(wrong),
        tables=("**toy table**",),
    )
    return lambda _bench: [result]


@pytest.fixture
def score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    for folder in ("scores", "docs", "data"):
        (tmp_path / folder).mkdir()
    monkeypatch.delenv("FOGLINE_SCORERS", raising=False)
    monkeypatch.setenv("FOGLINE_DATA", str(tmp_path / "data"))

    def run(found: Callable[[Bench], list[SetResult]], *arguments: str) -> Result:
        monkeypatch.setitem(harness.SETS, "re3d", found)
        return CliRunner().invoke(harness.main, ["--only", "re3d", *arguments])

    return run


def test_figures_goals_and_rows_are_printed_and_written(score: Callable[..., Result]) -> None:
    first = score(_set(50.0, ("x", "y")), "--update")
    assert first.exit_code == 0, first.output
    assert "50.0 %  n = 7   goal 80   a note" in first.output
    assert "rows since" not in first.output
    second = score(_set(60.0, ("y", "z")))
    assert "1 gained, 1 lost" in second.output
    assert "+ x" in second.output and "- z" in second.output
    assert [(row.measure, row.value, row.goal) for row in read_history(Path("scores/history.csv"))] == [
        ("F", "60.0 %", "80"),
        ("aside", "0.250", ""),
    ], "the later run of a day counts"
    page = Path("docs/scores.md").read_text("utf-8")
    assert "| Toy | F | 60.0 % | 80 | 7 | development | a note |" in page
    assert "**toy table**" in page


def test_a_figure_below_its_floor_ends_with_1_and_the_floor_stays(score: Callable[..., Result]) -> None:
    score(_set(50.0, ()), "--update")
    fell = score(_set(40.0, ()), "--update")
    assert fell.exit_code == 1
    assert "below its floor: re3d" not in fell.output and "below its floor: toy: F: 40.000, floor 50.0" in fell.output
    assert json.loads(Path("scores/floors.json").read_text("utf-8"))["toy: F"]["floor"] == 50.0
    assert score(_set(40.0, ()), "--update", "--allow-regression").exit_code == 0
    assert json.loads(Path("scores/floors.json").read_text("utf-8"))["toy: F"]["floor"] == 40.0


def test_a_quick_look_writes_nothing_but_the_cache(score: Callable[..., Result]) -> None:
    found = score(_set(50.0, ()), "--limit", "3", "--update")
    assert found.exit_code == 0
    assert not [path.name for path in Path("scores").iterdir()]
    assert not Path("docs/scores.md").exists()


def test_rows_can_be_counted_from_another_checkout(score: Callable[..., Result], tmp_path: Path) -> None:
    score(_set(50.0, ("x",)), "--cache", str(tmp_path / "main"))
    score(_set(50.0, ("y",)))
    found = score(_set(50.0, ("z",)), "--against", str(tmp_path / "main"))
    assert "1 gained, 1 lost" in found.output and "+ x" in found.output


def test_of_rows_held_back_only_the_number_is_printed(score: Callable[..., Result]) -> None:
    score(_set(50.0, ("x",), HELD_BACK))
    found = score(_set(50.0, ("z",), HELD_BACK))
    assert "1 gained, 1 lost" in found.output
    assert "+ x" not in found.output


def test_a_set_without_its_data_or_scorers_is_left_out_and_named(
    score: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = score(_set(50.0, ()), "--only", "timebank")
    assert "timebank: left out, FOGLINE_SCORERS is not set" in found.output
    monkeypatch.delenv("FOGLINE_DATA")
    assert "re3d: left out, FOGLINE_DATA is not set" in score(_set(50.0, ())).output
