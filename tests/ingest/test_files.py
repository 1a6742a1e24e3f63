"""Which files are found, under which uri, and what becomes of files that change, vanish or come back."""

from __future__ import annotations

import io
import os
import pickle
import sys
from datetime import date
from pathlib import Path

import pytest

from fogline.engine.run import run
from fogline.errors import InputError
from fogline.ingest.files import IngestFiles
from fogline.ingest.settings import IngestSettings
from fogline.ingest.sources import IngestSources
from fogline.record.store import Store
from fogline.record.types import Issue, Report, Row, Source
from tests.ingest.broken_inputs import good_text

SETTINGS = IngestSettings()


def ingest(store: Store, *inputs: str | Path) -> tuple[dict[str, Report], list[Issue]]:
    run(store, [IngestFiles(SETTINGS, inputs), IngestSources(SETTINGS)], version="0")
    return {report.uri: report for report in store.rows(Report)}, list(store.rows(Issue))


def work(store: Store, folder: Path, change: object = None) -> list[Row]:
    """The rows of a folder; `change` is called between planning and work."""
    stage: IngestFiles = pickle.loads(pickle.dumps(IngestFiles(SETTINGS, [folder])))
    units = list(stage.plan(store))
    if callable(change):
        change()
    return [row for rows in stage.work(units) for row in rows]


def test_folders_files_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b" / ".hidden").mkdir(parents=True)
    for name in ("b/2.txt", "b/1.txt", "b/.x.txt", "b/.hidden/3.txt", "alone.odd"):
        (tmp_path / name).write_text(good_text(1) + name)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(good_text(9).encode())))
    with Store.open(":memory:") as store:
        reports, issues = ingest(store, tmp_path / "b", tmp_path / "alone.odd", "-")
    assert sorted(reports) == ["1.txt", "2.txt", "alone.odd", "stdin.txt"] and issues == []
    assert reports["stdin.txt"].text == good_text(9)


def test_stored_text_is_the_file(tmp_path: Path) -> None:
    raw = (
        "\ufeffTwo drivers killed near Marwa\r\n\r\nThe  governor said so — twice, on Tuesday night in the capital.\r\n".encode()
    )
    (tmp_path / "a.txt").write_bytes(raw)
    with Store.open(":memory:") as store:
        reports, _ = ingest(store, tmp_path)
    assert reports["a.txt"].text.encode() == raw


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with Store.open(":memory:") as store, pytest.raises(InputError, match="nowhere"):
        ingest(store, tmp_path / "nowhere")


def test_the_same_name_in_two_folders_loses_nothing(tmp_path: Path) -> None:
    for number, folder in enumerate(("one", "two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(good_text(number))
    with Store.open(":memory:") as store, Store.open(":memory:") as other:
        reports, _ = ingest(store, tmp_path / "one", tmp_path / "two")
        swapped, _ = ingest(other, tmp_path / "two", tmp_path / "one")
    assert sorted(reports) == ["one/a.txt", "two/a.txt"] and reports == swapped


def test_a_folder_inside_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(good_text(1))
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    with Store.open(":memory:") as store:
        reports, issues = ingest(store, tmp_path, tmp_path / "a" / "x.txt")
    assert sorted(reports) == ["a/x.txt"] and issues == []


def test_nothing_is_done_twice_and_a_changed_file_replaces_its_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(good_text(1))
    (tmp_path / "b.txt").write_text(good_text(2))
    with Store.open(":memory:") as store:
        ingest(store, tmp_path)
        stage = IngestFiles(SETTINGS, [tmp_path])
        assert run(store, [stage], version="0")[0].worked == 0
        (tmp_path / "a.txt").write_text(good_text(3))
        assert run(store, [stage], version="0")[0].worked == 1
        assert sorted(report.text for report in store.rows(Report)) == sorted([good_text(2), good_text(3)])


def test_files_that_go_away_or_change_are_listed_and_tried_again(tmp_path: Path) -> None:
    for number, name in enumerate(("gone.txt", "other.txt", "good.txt")):
        (tmp_path / name).write_text(good_text(number))

    def meanwhile() -> None:
        (tmp_path / "gone.txt").unlink()
        (tmp_path / "other.txt").write_text("something else altogether")

    with Store.open(":memory:") as store:
        rows = work(store, tmp_path, meanwhile)
        assert sorted((row.unit, row.code) for row in rows if isinstance(row, Issue)) == [
            ("gone.txt", "input.changed"),
            ("other.txt", "input.changed"),
        ]
        assert [row.uri for row in rows if isinstance(row, Report)] == ["good.txt"]


def test_a_pipe_put_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(good_text(1))

    def meanwhile() -> None:
        (tmp_path / "a.txt").unlink()
        os.mkfifo(tmp_path / "a.txt")

    with Store.open(":memory:") as store:
        rows = work(store, tmp_path, meanwhile)
    assert [row.code for row in rows if isinstance(row, Issue)] == ["input.changed"]


def test_a_file_that_could_not_be_read_is_read_when_it_is_back(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(good_text(1))

    class Vanishing(IngestFiles):
        def work(self, units: object) -> list[list[Row]]:
            path.rename(tmp_path / ".away")
            try:
                return super().work(units)  # type: ignore[arg-type]  # handed on as it came
            finally:
                (tmp_path / ".away").rename(path)

    with Store.open(":memory:") as store:
        rows = Vanishing(SETTINGS, [tmp_path])
        units = list(rows.plan(store))
        assert [row.code for row in rows.work(units)[0] if isinstance(row, Issue)] == ["input.changed"]
        reports, issues = ingest(store, tmp_path)
        assert list(reports) == ["a.txt"] and issues == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user who can be refused")
def test_files_without_permission_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(good_text(1))
    (tmp_path / "a.txt").chmod(0)
    with Store.open(":memory:") as store:
        _, issues = ingest(store, tmp_path)
    assert [issue.code for issue in issues] == ["input.unreadable"]


def test_sidecar_outranks_the_text_and_lists_its_mistakes(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(good_text(1))
    (tmp_path / "sub" / "b.txt").write_text(good_text(2))
    (tmp_path / "reports.csv").write_text(
        "file,title,outlet,published,url\na.txt,My title,the guardian,2023-03-01,https://example.org/a\n"
        'sub/b.txt,,,yesterday,ftp://x\nmissing.txt,,,,\n,,,,\n,no file,,,\na.txt,Again,,,\n"broken\n'
    )
    (tmp_path / "sub" / "reports.csv").write_text("title;outlet\nx;y\n")
    with Store.open(":memory:") as store:
        reports, issues = ingest(store, tmp_path)
        sources = list(store.rows(Source))
    a = reports["a.txt"]
    assert (a.title, a.outlet, a.url) == ("My title", "The Guardian", "https://example.org/a")
    assert (a.published.earliest, a.published.basis) == (date(2023, 3, 1), "stated")
    assert [(source.id, source.name) for source in sources] == [(a.source_id, "The Guardian")]
    assert reports["sub/b.txt"].published.earliest == date(2023, 3, 3)
    details = " ".join(issue.detail for issue in issues if issue.code == "input.sidecar" and issue.unit == "reports.csv")
    for part in ("yesterday", "ftp://x", "missing.txt", "no file is named", "named twice"):
        assert part in details
    assert any(issue.unit == "sub/reports.csv" and issue.code == "input.sidecar" for issue in issues)


@pytest.mark.parametrize(
    ("header", "codes"), [("file,date,outlet", ["input.sidecar"]), ("File, Outlet ,,published", []), ("file,byline,", [])]
)
def test_unknown_column_of_a_sidecar_is_named(tmp_path: Path, header: str, codes: list[str]) -> None:
    (tmp_path / "a.txt").write_text(good_text(1))
    (tmp_path / "reports.csv").write_text(f"{header}\na.txt,,\n")
    with Store.open(":memory:") as store:
        _, issues = ingest(store, tmp_path)
    found = [issue for issue in issues if issue.unit == "reports.csv"]
    assert [issue.code for issue in found] == codes
    assert all("not read: date; the columns are file, title, outlet, published, url, byline" in i.detail for i in found)


def test_other_languages_and_guessed_encodings_are_noted(tmp_path: Path) -> None:
    french = "Des hommes armés ont tiré sur un convoi près de la ville mardi, selon le gouverneur de la province.\n" * 3
    (tmp_path / "fr.txt").write_bytes(french.encode("cp1252"))
    with Store.open(":memory:") as store:
        reports, issues = ingest(store, tmp_path)
    assert reports["fr.txt"].language == "fr" and "armés" in reports["fr.txt"].text
    assert {(issue.code, issue.severity) for issue in issues} >= {("report.language", "info"), ("input.decoded", "info")}


def test_a_page_keeps_its_bytes(tmp_path: Path) -> None:
    import zlib

    body = "".join(f"<p>{part}</p>" for part in good_text(1).split("\n\n")[2:])
    raw = (
        f"<!DOCTYPE html><html><head><title>Convoy attacked</title></head><body><article>{body}</article></body></html>".encode()
    )
    (tmp_path / "a.txt").write_bytes(raw)
    with Store.open(":memory:") as store:
        reports, _ = ingest(store, tmp_path)
    report = reports["a.txt"]
    assert report.media_type == "text/html" and report.raw is not None and zlib.decompress(report.raw) == raw
    assert report.title == "Convoy attacked" and "<p>" not in report.text


def test_one_long_line_is_listed(tmp_path: Path) -> None:
    with (tmp_path / "long.txt").open("wb") as handle:
        handle.truncate(50_000_000)
    (tmp_path / "line.txt").write_text("word " * 100_000)
    with Store.open(":memory:") as store:
        reports, issues = ingest(store, tmp_path)
    assert reports == {} and {issue.code for issue in issues} == {"input.too_large"}
