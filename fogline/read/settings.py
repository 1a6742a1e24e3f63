"""Settings of fogline/read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """What of the reader can be set; a comment says how a default was found."""

    packs: tuple[str, ...] = ()
    """Names of the packs whose actors are looked for; filled in from the top-level `packs`."""
    packs_sha256: str = ""
    """Hash of the packs' content, so that a changed pack makes the reader run again."""
    min_score: float = 0.35
    """Event mentions of a lower probability (docs/models/probability.md) are not kept. By eye on the sample reports."""
