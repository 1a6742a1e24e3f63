"""Settings of fogline/read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """What of fogline/read can be set; a comment says how a default was found."""
