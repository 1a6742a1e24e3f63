"""Settings of fogline/ingest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """What of fogline/ingest can be set; a comment says how a default was found."""
