"""Settings of fogline/resolve."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveSettings:
    """What of the resolver can be set; a comment says how a default was found."""

    packs: tuple[str, ...] = ()
    """Names of the packs in use; filled in from the top-level `packs`."""
    packs_sha256: str = ""
    """Hash of the packs' content, so that a changed pack makes the resolver run again."""
    place_margin: float = 2.0
    """Log2 odds by which the best place must lead the second; else both are kept and none asserted. On held-back folds of
    TR-News and GeoVirus two thirds of the narrower leads were right, and 97 % of the others."""
    place_floor: float = 2.0
    """Score in log2 odds below which not even the only place of a name is asserted: a quarter was right on these folds."""
