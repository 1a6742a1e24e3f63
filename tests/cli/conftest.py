"""A folder with three small reports, and the stand-in stages in place of the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from fogline.engine.stage import Stage
from fogline.settings import Settings
from tests.standins import Clusters, Reads, Texts


def read_folder(settings: Settings, inputs: Sequence[Path | str], **_: object) -> tuple[Stage, ...]:
    """The stand-ins over the text files of the folders that are given."""
    files = [file for path in inputs for file in sorted(Path(path).rglob("*.txt"))]
    return (Texts([(file.name, file.read_text("utf-8")) for file in files]), Reads(), Clusters())


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of reports; the working directory is the one around it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("fogline.api.stages", read_folder)
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"On day {n} Rockets hit depot {n}. Officials said so.", "utf-8")
    return folder
