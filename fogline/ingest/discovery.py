"""Finds the files to read: sorted, each once, with the path below the given folder as its uri; nothing is opened here."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fogline.errors import InputError
from fogline.ingest.sidecar import SIDECAR_NAME, Facts, Sidecar, read_sidecar

STDIN_URI = "stdin.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to be listed or read. `problem` says why it is not to be opened; `content` is there for standard input only."""

    path: str
    uri: str
    size: int = 0
    is_named: bool = False
    """The user gave its own path, so that its extension does not matter."""
    facts: Facts = ()
    sidecar_problems: tuple[str, ...] = ()
    problem: str | None = None
    content: bytes | None = field(default=None, repr=False)


def find_files(inputs: Sequence[str], max_bytes: int) -> list[Found]:
    """All files of the inputs, sorted by uri. Raises InputError for a path of the user's that is not there."""
    found: dict[str, Found] = {}
    for given in inputs:
        for file in _from_input(given, max_bytes):
            found.setdefault(file.path, file)
    return sorted(_with_own_uris(list(found.values())), key=lambda file: (file.uri, file.path))


def _from_input(given: str, max_bytes: int) -> Iterator[Found]:
    if given == "-":
        yield Found(path="-", uri=STDIN_URI, is_named=True, content=sys.stdin.buffer.read(max_bytes + 1))
        return
    path = Path(os.path.abspath(given))  # noqa: PTH100 - not resolved: a link keeps the name that the user sees
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        raise InputError(f"there is no file or folder {given}: {error}; check the path") from error
    if is_folder:
        yield from _Folder(path).files()
        return
    beside = path.parent / SIDECAR_NAME
    sidecar = read_sidecar(beside) if beside.is_file() and path.name != SIDECAR_NAME else Sidecar(facts={})
    yield replace(_look(path, printable(path.name)), is_named=True, facts=sidecar.facts.get(printable(path.name), ()))


def printable(name: str) -> str:
    """A file name as text; bytes that are no UTF-8 are written as \\xNN, for the record holds text only."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _look(path: Path, uri: str) -> Found:
    """A file with its size, or with the reason why it must not be opened."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        return Found(path=str(path), uri=uri, problem=getattr(error, "strerror", None) or str(error))
    if not stat.S_ISREG(status.st_mode):
        return Found(path=str(path), uri=uri, problem="it is a pipe, socket or device, not a file")
    return Found(path=str(path), uri=uri, size=status.st_size)


class _Folder:
    """A folder of the user's with everything below it. Links to folders are followed, but never in a circle."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._found: dict[str, Found] = {}
        self._sidecars: list[tuple[Path, str]] = []

    def files(self) -> list[Found]:
        """Files below the folder, with what reports.csv files say of them."""
        self._walk(self._root, frozenset())
        for folder, uri in self._sidecars:
            self._apply(folder, uri)
        return list(self._found.values())

    def _walk(self, folder: Path, above: frozenset[tuple[int, int]]) -> None:
        try:
            status = folder.stat()
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            uri = self._uri(folder)
            self._found[uri] = Found(path=str(folder), uri=uri, problem=f"the folder cannot be read: {error.strerror}")
            return
        key = (status.st_dev, status.st_ino)
        if key in above:
            return
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            if path.is_dir():
                self._walk(path, above | {key})
            elif name == SIDECAR_NAME and path.is_file():
                self._sidecars.append((folder, self._uri(path)))
            else:
                uri = self._uri(path)
                self._found[uri] = _look(path, uri)

    def _uri(self, path: Path) -> str:
        return printable(path.relative_to(self._root).as_posix()) if path != self._root else printable(path.name)

    def _apply(self, folder: Path, uri: str) -> None:
        sidecar = read_sidecar(folder / SIDECAR_NAME)
        prefix = "" if folder == self._root else self._uri(folder) + "/"
        problems = list(sidecar.problems)
        for name, facts in sidecar.facts.items():
            file = self._found.get(prefix + name)
            if file is None:
                problems.append(f"{name[:200]} is not there")
            else:
                self._found[prefix + name] = replace(file, facts=facts)
        if problems:
            path = str(folder / SIDECAR_NAME)
            self._found[uri] = Found(path=path, uri=uri, sidecar_problems=tuple(problems))


def _with_own_uris(files: list[Found]) -> list[Found]:
    """Files of several folders that share a uri get as much of their path in front as tells them apart."""
    same: dict[str, list[Found]] = {}
    for file in files:
        same.setdefault(file.uri, []).append(file)
    return [one for group in same.values() for one in (_told_apart(group) if len(group) > 1 else group)]


def _told_apart(group: list[Found]) -> list[Found]:
    paths = [Path(file.path).parts for file in group]
    depth = len(Path(group[0].uri).parts)
    while len({path[-depth:] for path in paths}) < len(paths) and depth < max(len(path) for path in paths):
        depth += 1
    uris = [printable("/".join(part.strip("/") for part in path[-depth:])) for path in paths]
    return [replace(file, uri=uri) if file.content is None else file for file, uri in zip(group, uris, strict=True)]
