"""Cases of data sets, built once for each state of the code and kept in a folder outside the repository's history."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import fogline
from fogline import __version__
from fogline.engine.run import Progress, RunOptions, run
from fogline.record.store import Store
from fogline.scoring.corpora import Document, fingerprint, write_documents
from fogline.settings import Settings
from fogline.show.exports.record import export_record, write_record
from fogline.stages import STAGE_NAMES, stages

_READING: Final = ("record", "lexicon", "engine", "ingest", "read", "resolve")
_ALL: Final = (*_READING, "merge", "model")
_LAST_READING: Final = STAGE_NAMES.index("merge.compare")


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
    say: Callable[[str], None] = lambda _line: None

    def build(self, name: str, documents: Sequence[Document], *, merge: bool = False) -> Built:
        """The case of these documents for the code as it is; without `merge` only ingest, read and resolve are run."""
        stem = f"{name}-{fingerprint(documents)[:10]}-{code_hash(_ALL if merge else _READING)[:12]}"
        self.folder.mkdir(parents=True, exist_ok=True)
        case = self.folder / "cases" / f"{stem}.fogline"
        record = self.folder / "cases" / f"{stem}-{code_hash(('show/exports',))[:8]}.json"
        if not record.exists():
            if not case.exists():
                self._run(name, documents, case, merge)
            with Store.open(case) as store:
                write_record(export_record(store, version=__version__, run=store.last_run()), record)
        return Built(case=case, record=record, documents=documents)

    def _run(self, name: str, documents: Sequence[Document], case: Path, merge: bool) -> None:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            inputs, unfinished = Path(folder) / "texts", Path(folder) / case.name
            write_documents(documents, inputs)
            planned = stages(Settings(), [inputs])
            with Store.open(unfinished, create=True) as store:
                options = RunOptions(workers=self.workers, progress=lambda progress: self._tell(name, progress))
                run(store, planned if merge else planned[:_LAST_READING], version=__version__, options=options)
            case.parent.mkdir(exist_ok=True)
            self._drop_older(case)
            unfinished.rename(case)

    def _drop_older(self, case: Path) -> None:
        """Cases of the same documents that older code has built."""
        same_documents = case.stem.rpartition("-")[0]
        for old in case.parent.glob(f"{same_documents}-*"):
            old.unlink(missing_ok=True)

    def _tell(self, name: str, progress: Progress) -> None:
        if progress.done % 100 == 0 or progress.done == progress.todo:
            self.say(f"{name}: {progress.stage} {progress.done}/{progress.todo}")


@cache
def code_hash(parts: Sequence[str]) -> str:
    """SHA-256 over the files of these parts of the package: code and data."""
    root = Path(fogline.__file__).parent
    found = hashlib.sha256()
    for part in parts:
        for path in sorted((root / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(f"{path.relative_to(root)}\n".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
