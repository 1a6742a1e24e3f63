"""Settings of fogline/ingest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """What of fogline/ingest can be set; a comment says how a default was found."""

    max_bytes: int = 10_000_000
    """Larger files are listed, not read. The largest news page seen in development was 3 MB."""
    max_chars: int = 400_000
    """Longer texts are listed, not read: about 60,000 words, more than a parser takes in the time of a unit."""
    keep_raw: bool = True
    """Keep the compressed HTML page beside the extracted text."""
    copy_jaccard: float = 0.4
    """Shared three-word shingles of two bodies, as a part of all, from which they are copies of one story. Among 3,782 news
    articles on shootings every pair found between 0.3 and 0.6 told of the same incident."""
    copy_containment: float = 0.6
    """The same as a part of the shorter body: finds shortened copies. Every pair between 0.5 and 0.8 told of one incident."""
    copy_min_shingles: int = 20
    """Bodies with fewer shingles are compared for equality only."""
    copy_neighbours: int = 16
    """How many others of its bucket a report is compared with: keeps a story with 1,000 copies from costing a million pairs."""
