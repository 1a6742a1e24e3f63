"""The stages of a build, in the order in which they run: the one place where that order is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fogline.engine.stage import Stage
from fogline.settings import Settings

STAGE_NAMES: Final[tuple[str, ...]] = (
    "ingest.files",
    "ingest.sources",
    "ingest.copies",
    "read.report",
    "resolve.names",
    "resolve.actors",
    "resolve.places",
    "merge.compare",
    "merge.cluster",
    "model.findings",
)


def stages(settings: Settings, inputs: Sequence[Path | str]) -> tuple[Stage, ...]:
    """The ten stages for these inputs (files, folders or "-"). Models and tables are loaded by the workers, not here."""
    from fogline.ingest.copies import IngestCopies
    from fogline.ingest.files import IngestFiles
    from fogline.ingest.sources import IngestSources
    from fogline.merge.cluster import MergeCluster
    from fogline.merge.compare import MergeCompare
    from fogline.model.findings import ModelFindings
    from fogline.read.report import ReadReport
    from fogline.resolve.actors import ResolveActors
    from fogline.resolve.names import ResolveNames
    from fogline.resolve.places import ResolvePlaces

    return (
        IngestFiles(settings.ingest, tuple(str(path) for path in inputs)),
        IngestSources(settings.ingest),
        IngestCopies(settings.ingest),
        ReadReport(settings.read),
        ResolveNames(settings.resolve),
        ResolveActors(settings.resolve),
        ResolvePlaces(settings.resolve),
        MergeCompare(settings.merge),
        MergeCluster(settings.merge),
        ModelFindings(settings.model),
    )
