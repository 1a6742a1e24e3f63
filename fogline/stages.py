"""The stages of a build, in the order in which they run: the one place where that order is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from fogline.engine.stage import Stage
from fogline.ingest.settings import IngestSettings
from fogline.read.settings import ReadSettings
from fogline.resolve.settings import ResolveSettings
from fogline.settings import Settings

S = TypeVar("S", IngestSettings, ReadSettings, ResolveSettings)
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

    ingest = _with_packs(settings.ingest, settings.packs)
    read = _with_packs(settings.read, settings.packs)
    resolve = _with_packs(settings.resolve, settings.packs)
    return (
        IngestFiles(ingest, tuple(str(path) for path in inputs)),
        IngestSources(ingest),
        IngestCopies(ingest),
        ReadReport(read),
        ResolveNames(resolve),
        ResolveActors(resolve),
        ResolvePlaces(resolve),
        MergeCompare(settings.merge),
        MergeCluster(settings.merge),
        ModelFindings(settings.model),
    )


def _with_packs(part: S, packs: tuple[str, ...]) -> S:
    """A section with the packs of the build, where it uses packs: they then count in the fingerprints of its units."""
    chosen: dict[str, Any] = {field.name: packs for field in dataclasses.fields(part) if field.name == "packs"}
    return dataclasses.replace(part, **chosen) if packs else part
