"""A build from a script that forgot to guard its main part says so, instead of listing every report as failed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import fogline

_SCRIPT = """
import fogline
from fogline.demo import SAMPLE_REPORTS
with fogline.open({case!r}, create=True) as record:
    record.build([SAMPLE_REPORTS], workers=2)
"""


def test_workers_that_cannot_start_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_SCRIPT.format(case=f"{tmp_path / 'case.fogline'}"), "utf-8")
    root = Path(fogline.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": f"{root}"}
    )
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "SettingsError: the worker processes could not start" in last
    assert "if __name__ == '__main__':" in last
