"""A speech act: somebody says something of events."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech act: who speaks, the cue, what kind it is, and the indices of the tokens that it vouches for."""

    speaker: Token | None
    cue: Token
    kind: str
    stance: str
    scope: frozenset[int]
    addressee: Token | None = None
    channel: Token | None = None
