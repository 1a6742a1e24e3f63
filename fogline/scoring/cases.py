"""Cases of data sets, built once for each state of the code and kept in a folder outside the repository's history."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import fogline
from fogline import __version__
from fogline.engine.run import Progress, RunOptions, run
from fogline.engine.stage import Stage
from fogline.record.store import Store
from fogline.scoring.corpora import Document, fingerprint, write_documents
from fogline.settings import Settings
from fogline.show.exports.record import export_record, write_record
from fogline.stages import STAGE_NAMES, stages

_READING: Final = ("record", "lexicon", "engine", "ingest", "read", "resolve", "settings.py", "stages.py")
_ALL: Final = (*_READING, "merge", "model")
_MERGE: Final = STAGE_NAMES.index("merge.compare")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A built case, the record exported from it, and what the documents were."""

    case: Path
    record: Path
    documents: Sequence[Document]

    def load(self) -> dict[str, Any]:
        """The exported record."""
        found: dict[str, Any] = json.loads(self.record.read_text("utf-8"))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where cases are kept and how they are built; `say` gets a line about what is going on."""

    folder: Path
    workers: int = 1
    settings: Settings = field(default_factory=Settings)
    say: Callable[[str], None] = lambda _line: None

    def build(self, name: str, documents: Sequence[Document], *, merge: bool = False) -> Built:
        """The case of these documents for the code as it is; without `merge` only ingest, read and resolve are run."""
        (self.folder / "cases").mkdir(parents=True, exist_ok=True)
        case = self._merged(name, documents) if merge else self._read(name, documents)
        record = case.with_name(f"{case.stem}-{code_hash(('show/exports',))[:8]}.json")
        if not record.exists():
            with Store.open(case) as store:
                write_record(export_record(store, version=__version__, run=store.last_run()), record)
        return Built(case=case, record=record, documents=documents)

    def _read(self, name: str, documents: Sequence[Document]) -> Path:
        case = self._path("read", name, documents, _READING)
        if case.exists():
            return case
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            inputs, unfinished = Path(folder) / "texts", Path(folder) / case.name
            write_documents(documents, inputs)
            with Store.open(unfinished, create=True) as store:
                self._run(name, store, stages(self.settings, [inputs])[:_MERGE])
            self._keep(unfinished, case)
        return case

    def _merged(self, name: str, documents: Sequence[Document]) -> Path:
        """The later stages on a copy of the case that was read, so that a change of merging reads nothing again."""
        case = self._path("all", name, documents, _ALL)
        if case.exists():
            return case
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            unfinished = Path(folder) / case.name
            shutil.copy(self._read(name, documents), unfinished)
            with Store.open(unfinished) as store:
                self._run(name, store, stages(self.settings, [])[_MERGE:])
            self._keep(unfinished, case)
        return case

    def _path(self, kind: str, name: str, documents: Sequence[Document], code: Sequence[str]) -> Path:
        given = hashlib.sha256(f"{fingerprint(documents)}{self.settings}".encode()).hexdigest()
        return self.folder / "cases" / f"{kind}-{name}-{given[:10]}-{code_hash(code)[:12]}.fogline"

    def _run(self, name: str, store: Store, planned: Sequence[Stage]) -> None:
        options = RunOptions(workers=self.workers, progress=lambda progress: self._tell(name, progress))
        run(store, planned, version=__version__, options=options)

    def _keep(self, unfinished: Path, case: Path) -> None:
        """Moves a case to its place; those of the same documents that older code has built go."""
        for old in case.parent.glob(f"{case.stem.rpartition('-')[0]}-*"):
            old.unlink(missing_ok=True)
        unfinished.rename(case)

    def _tell(self, name: str, progress: Progress) -> None:
        if progress.done % 20 == 0 or progress.done == progress.todo:
            self.say(f"{name}: {progress.stage} {progress.done}/{progress.todo}")


@cache
def code_hash(parts: Sequence[str]) -> str:
    """SHA-256 over the files of these parts of the package: code and data."""
    root = Path(fogline.__file__).parent
    found = hashlib.sha256()
    for part in parts:
        for path in sorted([root / part, *(root / part).rglob("*")]):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(f"{path.relative_to(root)}\n".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
