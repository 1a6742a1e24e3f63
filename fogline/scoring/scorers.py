"""Runs outside scorers: programs in a folder that read an exported record and a gold file, and write JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fogline.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorers:
    """The folder of the scorers and the Python that runs them; they need numpy and scipy."""

    folder: Path
    python: str

    def run(self, script: str, *arguments: str | Path) -> list[str]:
        """The lines that a scorer prints. Raises InputError with its last words where it fails."""
        program = script if script == "-c" else str(self.folder / script)
        command = [self.python, program, *(str(argument) for argument in arguments)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            raise InputError(f"{script} failed: {done.stderr.strip()[-400:]}")
        return done.stdout.splitlines()

    def measure(self, script: str, *arguments: str | Path) -> tuple[dict[str, Any], list[str]]:
        """The JSON of a scorer, and every line that it prints, errors included."""
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "scores.json"
            lines = self.run(script, *arguments, "--json", out, "--errors", "1000000")
            return json.loads(out.read_text("utf-8")), lines


def find_python(given: str | None) -> str:
    """The Python to run scorers with: the one given, else this one where it has scipy, else the system's."""
    return given or (sys.executable if find_spec("scipy") else "python3")
