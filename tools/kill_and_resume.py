"""Builds the sample reports, kills the build at random units, goes on, and compares the records.

    python tools/kill_and_resume.py --times 20

Every record is compared with that of a build in one go: after each kill, with two workers, with the files given in the
opposite order, and in two batches. All but the last have to be equal; what differs in the last is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fogline import api
from fogline.demo import PACK, SAMPLE_REPORTS
from fogline.settings import Settings
from fogline.stages import STAGE_NAMES

_ROOT = Path(__file__).parents[1]
_SETTINGS = Settings(packs=(PACK,))


def exported(case: Path) -> dict[str, Any]:
    """The exported record without what the run itself says (when it began and ended, its number)."""
    with api.open(case) as record:
        whole = record.export()
    return {name: rows for name, rows in whole.items() if name != "run"}


def built(case: Path, paths: Sequence[Path], workers: int = 1) -> dict[str, Any]:
    """The record of a case after a build in this process."""
    with api.open(case, create=True) as record:
        record.build(paths, settings=_SETTINGS, workers=workers)
    return exported(case)


def start_build(case: Path, paths: Sequence[Path], workers: int = 1) -> subprocess.Popen[bytes]:
    """A build of a case as a process group of its own."""
    command = [sys.executable, "-m", "fogline", "build", *map(str, paths), "--case", str(case), "--pack", PACK]
    command += ["--workers", str(workers)]
    return subprocess.Popen(command, cwd=_ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_at(process: subprocess.Popen[bytes], case: Path, stage: str, units: int, delay: float) -> bool:
    """Kills the process group once a stage has done this many units, and a moment later; False where the build had ended."""
    while process.poll() is None:
        if units_done(case, stage) >= units:
            time.sleep(delay)
            break
        time.sleep(0.005)
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


def units_done(case: Path, stage: str) -> int:
    """Units of a stage that a case holds; looks on without making the tables of a new case. -1 where there are no tables."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{case}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM done WHERE stage = ?", (stage,)).fetchone()[0])
    except sqlite3.OperationalError:
        return -1


def differences(left: dict[str, Any], right: dict[str, Any]) -> list[str]:
    """The lists of a record that differ, with how many rows only one side has."""
    found = []
    for name in sorted(set(left) | set(right)):
        a, b = left.get(name) or [], right.get(name) or []
        if a != b:
            sides = ((a, b), (b, a)) if isinstance(a, list) and isinstance(b, list) else ()
            only = [sum(row not in other for row in rows) for rows, other in sides]
            found.append(f"{name} {' / '.join(map(str, only))}")
    return found


def main() -> int:
    """Prints one line for each comparison; returns 1 where a record differs that has to be equal."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=20, help="how often a build is killed")
    parser.add_argument("--seed", type=int, default=0, help="of the points in time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return _compare(Path(name), given.times, random.Random(given.seed))


def _compare(root: Path, times: int, chance: random.Random) -> int:
    started = time.perf_counter()
    start_build(root / "whole.fogline", [SAMPLE_REPORTS]).wait()
    seconds = time.perf_counter() - started
    whole = exported(root / "whole.fogline")
    rows = sum(len(value) for value in whole.values() if isinstance(value, list))
    print(f"in one go: {len(whole['reports'])} reports, {rows} rows, {seconds:.1f} s", flush=True)
    last = {stage: units_done(root / "whole.fogline", stage) for stage in STAGE_NAMES}
    failed = killed = 0
    for number in range(times):
        case, workers = root / f"{number}.fogline", 1 + number % 2
        stage = chance.choice(STAGE_NAMES)
        units, delay = chance.randint(-1, last[stage] - 1), chance.uniform(0, 0.2)
        was_killed = kill_at(start_build(case, [SAMPLE_REPORTS], workers), case, stage, units, delay)
        done = sum(max(0, units_done(case, name)) for name in STAGE_NAMES)
        found = differences(whole, built(case, [SAMPLE_REPORTS]))
        killed += was_killed
        failed += bool(found)
        where = f"{stage} {units}, {done} of {sum(last.values())} units" if was_killed else "over before"
        print(f"{workers} workers, killed at {where}: {'; '.join(found) or 'equal'}", flush=True)
    print(f"{killed} of {times} builds were killed before their end; {failed} records differ", flush=True)
    failed += _say("two workers", differences(whole, built(root / "two.fogline", [SAMPLE_REPORTS], workers=2)))
    failed += _say("again", differences(whole, built(root / "two.fogline", [SAMPLE_REPORTS])))
    failed += _compare_orders(root)
    return 1 if failed else 0


def _compare_orders(root: Path) -> int:
    files = sorted(path for path in SAMPLE_REPORTS.iterdir() if path.name[:1].isdigit())
    forward = built(root / "forward.fogline", files)
    failed = _say("files in opposite order", differences(forward, built(root / "back.fogline", files[::-1])))
    for name, first in (("first", files[: len(files) // 2]), ("last", files[len(files) // 2 :])):
        built(root / f"{name}.fogline", first)
        _say(f"two batches, the {name} half before", differences(forward, built(root / f"{name}.fogline", files)))
    return failed


def _say(what: str, found: list[str]) -> bool:
    print(f"{what}: {'; '.join(found) or 'equal'}", flush=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
