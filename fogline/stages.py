"""The stages of a build, in the order in which they run: the one place where that order is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from fogline.engine.stage import Stage
from fogline.errors import SettingsError
from fogline.read.settings import ModelReaderSettings, ReadSettings
from fogline.record.answers import IN_MEMORY, ReaderEstimate
from fogline.resolve.settings import ResolveSettings
from fogline.settings import Settings

S = TypeVar("S", ReadSettings, ModelReaderSettings, ResolveSettings)
STAGE_NAMES: Final[tuple[str, ...]] = (
    "ingest.files",
    "ingest.sources",
    "ingest.copies",
    "read.report",
    "read.model",
    "resolve.names",
    "resolve.actors",
    "resolve.places",
    "merge.compare",
    "merge.cluster",
    "model.findings",
)


def stages(
    settings: Settings,
    inputs: Sequence[Path | str],
    *,
    answers: str = IN_MEMORY,
    announce: Callable[[ReaderEstimate], None] | None = None,
) -> tuple[Stage, ...]:
    """The eleven stages for these inputs (files, folders or "-"). Models and tables are loaded by the workers, not here.

    `answers` is the file where the optional language-model reader keeps what it was answered; `announce` is told what the
    asking may take before it begins. `read.model` has no work unless the settings name a server.
    """
    from fogline.ingest.copies import IngestCopies
    from fogline.ingest.files import IngestFiles
    from fogline.ingest.sources import IngestSources
    from fogline.merge.cluster import MergeCluster
    from fogline.merge.compare import MergeCompare
    from fogline.model.findings import ModelFindings
    from fogline.read.model import ReadModel
    from fogline.read.report import ReadReport
    from fogline.resolve.entities import ResolveActors, ResolvePlaces
    from fogline.resolve.names import ResolveNames

    packs_sha256 = _hash(settings.packs)
    read = _with_packs(settings.read, settings.packs, packs_sha256)
    reader = _with_packs(settings.reader, settings.packs, packs_sha256)
    resolve = _with_packs(settings.resolve, settings.packs, packs_sha256)
    return (
        IngestFiles(settings.ingest, tuple(str(path) for path in inputs)),
        IngestSources(settings.ingest),
        IngestCopies(settings.ingest),
        ReadReport(read),
        ReadModel(reader, answers, announce),
        ResolveNames(resolve),
        ResolveActors(resolve),
        ResolvePlaces(resolve),
        MergeCompare(settings.merge),
        MergeCluster(settings.merge),
        ModelFindings(settings.model),
    )


def _with_packs(part: S, packs: tuple[str, ...], packs_sha256: str) -> S:
    """A section with the packs of the build and the hash of their content: both count in the fingerprints of its units."""
    return dataclasses.replace(part, packs=packs, packs_sha256=packs_sha256) if packs else part


def _hash(packs: tuple[str, ...]) -> str:
    from fogline.lexicon.knowledge import packs_sha256

    try:
        return packs_sha256(packs) if packs else ""
    except (ValueError, OSError) as error:
        raise SettingsError(f"a pack cannot be used: {error}") from error
