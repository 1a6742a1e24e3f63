"""The demonstration: the sample reports that come with fogline, built into a case with a dossier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from fogline import api
from fogline.engine.run import Progress
from fogline.errors import MissingData
from fogline.settings import Settings

SAMPLE_REPORTS: Final = Path(__file__).parent / "samples" / "reports"
PACK: Final = "iraq"


def build_samples(case: Path, progress: Callable[[Progress], None] | None = None) -> api.BuildResult:
    """Builds the sample reports into a case; what an earlier demonstration left there is gone on from."""
    if not SAMPLE_REPORTS.is_dir():
        raise MissingData(f"the sample reports are missing at {SAMPLE_REPORTS}; install fogline again")
    case.parent.mkdir(parents=True, exist_ok=True)
    with api.open(case, create=True) as record:
        return record.build([SAMPLE_REPORTS], settings=Settings(packs=(PACK,)), progress=progress)
