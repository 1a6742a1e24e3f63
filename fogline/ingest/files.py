"""The first stage: every given file becomes a report or a listed issue."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.ingest.article import Material, build_report
from fogline.ingest.decode import decode, find_magic
from fogline.ingest.discovery import Found, find_files
from fogline.ingest.html import looks_like_html, read_page
from fogline.ingest.settings import IngestSettings
from fogline.lexicon.tables import iter_rows
from fogline.record.ids import make_id
from fogline.record.types import Issue, Report, Row
from fogline.record.values import Span

_CHUNK = 1 << 20
_GONE = "the file changed or went away between planning and reading"
_MARK = "again"


class IngestFiles:
    """Reads files into reports. A unit is a file; its key is the report's uri.

    Planning hashes files without keeping them; the work reads a file again and refuses it if it has changed since. A file
    that went away once is tried again by the next build.
    """

    name: ClassVar[str] = "ingest.files"
    version: ClassVar[int] = 2
    takes: ClassVar[tuple[type[Any], ...]] = (Issue,)
    gives: ClassVar[tuple[type[Any], ...]] = (Report, Issue)
    accumulates: ClassVar[bool] = True

    def __init__(self, settings: IngestSettings, inputs: Sequence[str | Path], today: date | None = None) -> None:
        self._settings = settings
        self._inputs = tuple(str(given) for given in inputs)
        self._today = today

    @property
    def settings(self) -> IngestSettings:
        """The settings that decide the rows."""
        return self._settings

    def open(self) -> None:
        """Nothing to load: the tables are read when they are first needed."""

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit a file, bad ones included."""
        today = self._today or datetime.now(UTC).date()  # no file can be newer than the day of its planning
        failed = {issue.unit: issue.id for issue in record.rows(Issue, stage=self.name, code="input.changed")}
        for file in find_files(self._inputs, self._settings.max_bytes):
            sha256, problem = _hash(file, self._settings.max_bytes)
            inputs = (file.uri, sha256, file.size if not sha256 else 0, problem, file.facts, file.sidecar_problems, file.is_named)
            again = (_MARK, failed[file.uri]) if file.uri in failed else ()
            yield Unit(key=file.uri, inputs=(*inputs, again), hints=(file.path, today.isoformat(), file.content))

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """A report, or the issue that says why there is none; both where something about the report is doubtful."""
        return [_Work(unit, self._settings).rows() for unit in units]


def _hash(file: Found, max_bytes: int) -> tuple[str, str | None]:
    """SHA-256 of a file that is to be read, or the problem with it; neither for one that is too large."""
    if file.problem or file.sidecar_problems or file.size > max_bytes:
        return "", file.problem
    if file.content is not None:
        return hashlib.sha256(file.content).hexdigest(), None
    digest = hashlib.sha256()
    try:
        with _open(file.path) as handle:
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        return "", error.strerror or str(error)
    return digest.hexdigest(), None


def _open(path: str) -> Any:
    """The file for reading. A pipe that took its place is neither waited for nor read."""
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file")
    return os.fdopen(descriptor, "rb")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {row["name"] or "": row["class"] for row in iter_rows("file_names.tsv")}


def kind_of(uri: str) -> str:
    """What a file is by its name: report, page or other."""
    path = PurePosixPath(uri)
    if _names().get(path.stem.lower()) == "other" and path.stem:
        return "other"
    suffix = path.suffix.lower()
    known = _names().get(suffix) if suffix else "report"
    return known or ("report" if " " in suffix or suffix[1:].isdigit() else "other")


class _Work:
    """The work on one unit."""

    def __init__(self, unit: Unit, settings: IngestSettings) -> None:
        self._unit = unit
        self._settings = settings
        self._uri, self._sha256, self._size, self._problem, self._facts, self._sidecar_problems, self._is_named, _ = unit.inputs
        self._path, today, self._content = unit.hints
        self._today = date.fromisoformat(today)

    def rows(self) -> list[Row]:
        """The rows of the unit."""
        if self._sidecar_problems:
            return [self._issue("input.sidecar", "warning", problem) for problem in self._sidecar_problems]
        if self._problem:
            return [self._issue("input.unreadable", "error", str(self._problem))]
        if not self._sha256:
            return [self._unread()]
        try:
            raw = self._read()
        except FileNotFoundError:
            return [self._issue("input.changed", "error", _GONE)]
        except OSError as error:
            return [self._issue("input.changed", "error", f"{_GONE}: {error.strerror}")]
        if len(raw) > self._settings.max_bytes or hashlib.sha256(raw).hexdigest() != self._sha256:
            is_stdin = self._content is not None
            code = "input.too_large" if is_stdin else "input.changed"
            return [self._issue(code, "error", "more than ingest.max_bytes" if is_stdin else _GONE)]
        return self._from_bytes(raw)

    def _read(self) -> bytes:
        if self._content is not None:
            return bytes(self._content)
        with _open(self._path) as handle:
            return bytes(handle.read(self._settings.max_bytes + 1))

    def _unread(self) -> Issue:
        """A file over the limit: only its first bytes are looked at."""
        try:
            with _open(self._path) as handle:
                magic = find_magic(handle.read(512))
        except OSError:
            return self._issue("input.changed", "error", _GONE)
        if magic:
            return self._issue(f"input.{magic[0]}", "error", f"it is {magic[1]} of {self._size} bytes")
        if self._is_other():
            return self._issue("input.not_a_report", "info", f"files such as {PurePosixPath(self._uri).name} are not read")
        limit = self._settings.max_bytes
        return self._issue("input.too_large", "error", f"{self._size} bytes; the limit ingest.max_bytes is {limit}")

    def _is_other(self) -> bool:
        return not self._is_named and kind_of(self._uri) == "other"

    def _from_bytes(self, raw: bytes) -> list[Row]:
        is_page = kind_of(self._uri) == "page"
        decoded = decode(raw, is_page=is_page)
        if self._is_other() and decoded.problem not in ("input.archive", "input.binary"):
            return [self._issue("input.not_a_report", "info", f"files such as {PurePosixPath(self._uri).name} are not read")]
        if decoded.problem:
            return [self._issue(decoded.problem, "error", decoded.detail)]
        is_page = is_page or looks_like_html(decoded.text)
        rows = self._from_page(raw, decoded.text) if is_page else self._from_text(decoded.text)
        if decoded.is_guess and any(isinstance(row, Report) for row in rows):
            detail = decoded.detail or f"decoded as {decoded.encoding}"
            rows.append(self._issue("input.decoded", "info", detail))
        return rows

    def _from_text(self, text: str) -> list[Row]:
        if len(text) > self._settings.max_chars:
            return [self._too_long(text)]
        return self._report(Material(text=text))

    def _from_page(self, raw: bytes, markup: str) -> list[Row]:
        page = read_page(markup)
        if page is None:
            return [self._issue("input.no_article", "error", "no article text was found in the page")]
        if len(page.text) > self._settings.max_chars:
            return [self._too_long(page.text)]
        packed = zlib.compress(raw, 6) if self._settings.keep_raw else None
        return self._report(Material(text=page.text, page=page, raw=packed))

    def _too_long(self, text: str) -> Issue:
        limit = self._settings.max_chars
        return self._issue("input.too_large", "error", f"{len(text)} characters; the limit ingest.max_chars is {limit}")

    def _report(self, material: Material) -> list[Row]:
        report_id = make_id("rep", self._uri, self._sha256)
        report, doubts = build_report(
            report_id, self._uri, material, facts=dict(self._facts), raw_sha256=str(self._sha256), known_by=self._today
        )
        return [report, *(self._issue(d.code, d.severity, d.detail, d.span) for d in doubts)]

    def _issue(self, code: str, severity: str, detail: str, span: Span | None = None) -> Issue:
        issue_id = make_id("iss", IngestFiles.name, self._unit.key, code, detail)
        return Issue(
            id=issue_id, stage=IngestFiles.name, unit=self._unit.key, code=code, severity=severity, detail=detail[:500], span=span
        )
