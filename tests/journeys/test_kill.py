"""A build that is killed with everything it started goes on to the record of a build in one go."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from fogline.demo import SAMPLE_REPORTS
from tools import kill_and_resume

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="process groups")]


def test_a_killed_build_goes_on_to_the_same_record(tmp_path: Path) -> None:
    files = sorted(SAMPLE_REPORTS.glob("0*.txt"))[:3]
    whole = kill_and_resume.built(tmp_path / "whole.fogline", files)
    assert whole["incidents"]
    chance = random.Random(7)
    for number, stage in enumerate(("ingest.files", "read.report", "merge.compare")):
        case = tmp_path / f"{number}.fogline"
        last = kill_and_resume.units_done(tmp_path / "whole.fogline", stage)
        process = kill_and_resume.start_build(case, files, workers=1 + number % 2)
        assert kill_and_resume.kill_at(process, case, stage, chance.randrange(last), 0), "over before it was killed"
        assert kill_and_resume.differences(whole, kill_and_resume.built(case, files)) == []


def test_what_differs_is_said() -> None:
    left = {"reports": [{"id": "a"}], "places": []}
    assert kill_and_resume.differences(left, {"reports": [{"id": "b"}, {"id": "a"}], "places": []}) == ["reports 0 / 1"]
