"""Settings of fogline/resolve."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveSettings:
    """What of fogline/resolve can be set; a comment says how a default was found."""
