"""Starting is quick because nothing heavy is imported: the modules are asserted, the time is printed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = [
    "spacy",
    "thinc",
    "numpy",
    "trafilatura",
    "lxml",
    "jinja2",
    "rapidfuzz",
    "sqlite3",
    "fogline.stages",
    "fogline.record.store",
]


def modules_after(code: str) -> tuple[set[str], float, str]:
    """Modules that are loaded after the code ran in a process of its own, its seconds, and what it wrote."""
    script = f"{code}\nimport sys; print('MODULES', *sorted(sys.modules), file=sys.stderr)"
    started = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    seconds = time.perf_counter() - started
    return set(result.stderr.rpartition("MODULES ")[2].split()), seconds, result.stdout


def test_import_is_light(capsys: pytest.CaptureFixture[str]) -> None:
    loaded, seconds, _ = modules_after("import fogline")
    assert "fogline" in loaded
    assert not loaded & {*HEAVY, "click"}
    with capsys.disabled():
        print(f"\nimport fogline: {seconds:.2f} s with the start of Python (budget 0.15 s)")


def test_help_is_light(capsys: pytest.CaptureFixture[str]) -> None:
    loaded, seconds, out = modules_after("from fogline.cli.app import run; assert run(['--help']) == 0")
    assert "Usage: fogline" in out
    assert not loaded & {name for name in HEAVY if name != "sqlite3"}
    assert not any(name.startswith("fogline.cli.") and name != "fogline.cli.app" for name in loaded)
    with capsys.disabled():
        print(f"\nfogline --help: {seconds:.2f} s with the start of Python (budget 0.3 s)")


def test_public_names() -> None:
    import fogline

    assert fogline.__all__ == ["BuildResult", "Record", "Settings", "__version__", "open"]
    assert all(getattr(fogline, name) for name in fogline.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = fogline.nonsense
