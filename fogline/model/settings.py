"""Settings of fogline/model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """What of fogline/model can be set; a comment says how a default was found."""

    near_km: float = 25.0
    """Spots up to this far apart are no disagreement about the place (UCDP where_prec 2)."""
    far_km: float = 100.0
    """Spots farther apart than this contradict each other; between the two they are counted as different as well."""
    corroborated_origins: int = 2
    """Independent origins from which an incident is corroborated (codebook rule 39)."""
