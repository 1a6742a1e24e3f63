"""Everything that is known before a report is read: the actor lexicon, the gazetteer, and the ties of packs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fogline.lexicon.actors import ActorLexicon
from fogline.lexicon.gazetteer import Gazetteer
from fogline.lexicon.packs import Pack, load_pack
from fogline.record.types import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTie:
    """A tie that a pack states; subject and object are actor ids."""

    subject_id: str
    relation: str
    object_id: str
    during: Period | None
    source: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The lexicon and gazetteer with the packs in use layered over them."""

    actors: ActorLexicon
    gazetteer: Gazetteer
    ties: tuple[KnownTie, ...]
    pack_places: tuple[str, ...]
    """Names of the places of packs: sites that a tagger seldom knows."""


@lru_cache(maxsize=4)
def load_knowledge(packs: tuple[str, ...]) -> Knowledge:
    """The knowledge with these packs (names of shipped ones, or folders); loaded once per process."""
    loaded = [load_pack(name) for name in packs]
    actors = ActorLexicon(loaded)
    extra = [place for pack in loaded for place in pack.places]
    aliases = {key: names for pack in loaded for key, names in pack.place_aliases.items()}
    ties = tuple(tie for pack in loaded for tie in _ties(pack, actors))
    names = sorted({place.name for place in extra} | {name for found in aliases.values() for name in found})
    return Knowledge(actors, Gazetteer(extra=extra, aliases=aliases), ties, tuple(names))


def packs_sha256(packs: Sequence[str]) -> str:
    """A hash that changes when the content of any of these packs does; empty without packs."""
    return hashlib.sha256("".join(load_pack(name).sha256 for name in packs).encode()).hexdigest() if packs else ""


def _ties(pack: Pack, actors: ActorLexicon) -> list[KnownTie]:
    found = []
    for tie in pack.ties:
        subject, other = actors.pack_actor(pack.name, tie.subject), actors.pack_actor(pack.name, tie.object)
        if subject is not None and other is not None:
            during = Period(earliest=_day(tie.since, first=True), latest=_day(tie.until, first=False), basis="stated")
            source = f"{pack.name}: {tie.source}"
            found.append(
                KnownTie(
                    subject_id=subject.id,
                    relation=tie.relation,
                    object_id=other.id,
                    during=during if during.is_known else None,
                    source=source,
                )
            )
    return found


def _day(text: str | None, *, first: bool) -> date | None:
    """The first or last day that a year, month or day allows."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (1 if first else 12)
    if len(parts) > 2:
        return date(year, month, parts[2])
    if first:
        return date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
