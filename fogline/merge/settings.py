"""Settings of fogline/merge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSettings:
    """What of fogline/merge can be set; a comment says how a default was found."""
