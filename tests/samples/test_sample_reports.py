"""The sample reports: complete, short, honestly labeled, and only partly described by their sidecar."""

import csv
import re
from pathlib import Path

import fogline

SAMPLES = Path(fogline.__file__).parent / "samples"
REPORTS = sorted(path for path in (SAMPLES / "reports").iterdir() if path.suffix in (".txt", ".html"))
SCRIPT = re.compile(r"<(script|style).*?</\1>", re.DOTALL)


def sidecar() -> list[dict[str, str]]:
    """The rows of reports.csv."""
    with (SAMPLES / "reports" / "reports.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def words(path: Path) -> list[str]:
    """The words of one report, markup and scripts left out."""
    text = SCRIPT.sub(" ", path.read_text(encoding="utf-8"))
    return re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).casefold())


def test_there_are_eighteen_short_reports_three_of_them_html() -> None:
    assert len(REPORTS) == 18
    assert sum(path.suffix == ".html" for path in REPORTS) == 3
    for path in REPORTS:
        assert 120 <= len(words(path)) <= 420, path.name


def test_the_sidecar_describes_about_a_third_of_existing_files() -> None:
    files = [row["file"] for row in sidecar()]
    assert set(files) <= {path.name for path in REPORTS}
    assert len(files) == len(set(files)) == len(REPORTS) // 3


def test_invented_outlets_say_that_they_are_samples() -> None:
    with (SAMPLES.parent / "lexicon" / "packs_data" / "iraq" / "outlets.csv").open(encoding="utf-8") as handle:
        outlets = list(csv.DictReader(handle))
    invented = {row["name"] for row in outlets if row["domain"].endswith(".example")}
    assert len(invented) == 8
    assert all(name.endswith("(sample)") for name in invented)
    for row in sidecar():
        assert "sample" in row["outlet"]
        assert not row["url"] or ".example/" in row["url"]


def test_the_note_names_every_file() -> None:
    note = (SAMPLES / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d\d)", note, re.MULTILINE)
    assert listed == [path.name[:2] for path in REPORTS]
    assert "written for this project" in note


def test_only_the_near_copy_shares_long_runs_of_words() -> None:
    grams = {path.name[:2]: {tuple(w[i : i + 10]) for i in range(len(w) - 9)} for path in REPORTS if (w := words(path))}
    sharing = {(a, b) for a in grams for b in grams if a < b and len(grams[a] & grams[b]) >= 3}
    assert sharing == {("06", "07")}
