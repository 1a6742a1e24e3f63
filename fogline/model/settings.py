"""Settings of fogline/model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """What of fogline/model can be set; a comment says how a default was found."""
