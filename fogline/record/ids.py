"""Ids: a prefix and 16 hex digits of SHA-256 over the raw key fields, so that the same input gives the same id."""

from __future__ import annotations

import hashlib


def make_id(prefix: str, *key: object) -> str:
    """The id for these key fields, such as `rep_9f86d081884c7d65`. The version of whatever made the row is not in the key."""
    raw = "\x1f".join("" if part is None else str(part) for part in key)
    return f"{prefix}_{hashlib.sha256(raw.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
