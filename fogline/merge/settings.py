"""Settings of fogline/merge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSettings:
    """What of fogline/merge can be set. The defaults were set by hand on made-up pairs and are not tuned on any data set."""

    same_score: float = 3.0
    """Log2 odds from which a pair is judged the same incident (8 to 1)."""
    suggested_score: float = 0.0
    """Log2 odds from which a pair is kept for review."""
    strong_score: float = 8.0
    """Log2 odds of a link that may join two groups by itself."""
    missing_score: float = -1.0
    """What a pair without a stored link counts when two groups are weighed against each other."""
    cell_days: int = 4
    """Width of the finest time cell of blocking."""
    fine_days: int = 9
    """Widest period that goes to fine cells; wider ones go to months."""
    month_days: int = 62
    """Widest period that goes to month cells; wider ones go to years."""
    max_years: int = 3
    """Periods over more years than this are blocked as if their time were unknown."""
    news_days: int = 7
    """Days before publication in which an undated telling is looked for by blocking (never used as its date)."""
    max_pairs: int = 20_000
    """Most pairs a block may hold; a larger one is cut by a second key, and dropped when that is too large as well."""
    near_km: float = 25.0
    """Spots up to this far apart may be one place said in two ways (UCDP where_prec 2)."""
    far_km: float = 100.0
    """Spots farther apart than this are never one incident."""
    slack_days: int = 1
    """Days by which two reports may miss each other over time zones and midnight."""
    state_types: tuple[str, ...] = ("MOBILIZE", "COERCE", "SANCTION", "SUPPORT", "COOPERATE", "AID")
    """Event types that make a state, not an incident, where every telling says that it is going on."""
