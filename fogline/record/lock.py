"""One build at a time on a case: a lock that the operating system drops when the process dies, however it dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fogline.errors import InputError


@contextmanager
def build_lock(case: Path | str) -> Iterator[None]:
    """Holds the lock of a case. Raises InputError, naming the process, where another build holds it."""
    if str(case) == ":memory:":
        yield
        return
    path = Path(f"{case}-lock")
    descriptor = _acquire(path, str(case))
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        if sys.platform != "win32":  # an open file cannot be removed there; the empty file does no harm
            path.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(path: Path, case: str) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _try_lock(descriptor):
            owner = os.read(descriptor, 20).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f"process {owner}" if owner else "another process"
            raise InputError(f"{case} is being built by {who}; wait for it to end, or give another --case")
        if _is_current(descriptor, path):
            return descriptor
        os.close(descriptor)  # the build before removed the file between our open and our lock


def _is_current(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 1024, os.SEEK_SET)  # a byte past the process number, so that others can read that
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
