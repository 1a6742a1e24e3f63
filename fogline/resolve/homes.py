"""The country that a report chiefly tells of: it tells groups of one name apart, and stands for a dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from fogline.lexicon.actors import ActorLexicon
from fogline.lexicon.gazetteer import Gazetteer, GazetteerEntry
from fogline.record.types import Mention, Reason
from fogline.resolve.actors import Candidate
from fogline.resolve.places import place_id

DATELINE: Final = "DATELINE"
"""Label of the mention of the place that a report was written in: it stands for its country."""
_AT_HOME = 2.0
"""Log2 odds for the group of the country whose parties are named most. By hand, on datelined wires of one region."""
_TOLD_OF = 4.0
_STATES = frozenset({"state", "government"})


def parties_by_country(lexicon: ActorLexicon, mentions: Iterable[Mention]) -> Counter[str]:
    """How often parties of each country are named, by name or by nationality."""
    seen: Counter[str] = Counter()
    for mention in mentions:
        if mention.kind == "actor" and mention.label != "pronoun":
            matched = lexicon.match(mention.reading) or lexicon.match(mention.reading.split()[0])
            seen.update({entry.country for entry, _ in matched if entry.country and entry.kind in _STATES})
    return seen


def at_home(found: list[Candidate], homes: Mapping[str, int], lexicon: ActorLexicon) -> list[Candidate]:
    """Of groups that share a name, the one of the country whose parties the report names most."""
    if len(found) < 2 or not homes:
        return found
    country = max(homes, key=lambda code: (homes[code], code))
    entries = [lexicon.entry(candidate.actor_id) for candidate in found]
    if any(entry is None or entry.kind in _STATES for entry in entries):
        return found  # which of two states is meant is no matter of who is named most
    near = [c for c, entry in zip(found, entries, strict=True) if entry is not None and entry.country == country]
    if len(near) != 1:
        return found
    reason = Reason(feature="parties of the country", level=str(homes[country]), weight=_AT_HOME, right=country)
    return [replace(near[0], reasons=(*near[0].reasons, reason))]


def country_told_of(
    written_in: GazetteerEntry, places: Mapping[str, int], homes: Mapping[str, int], gazetteer: Gazetteer
) -> tuple[str, tuple[Reason, ...]] | None:
    """The country that most places and parties of a report belong to, as the place that its dateline stands for."""
    best, n_votes = _most_told_of(written_in, places, homes)
    found = next((c for c in gazetteer.countries() if c.country == best), None)
    if found is None:
        return None
    reason = Reason(feature="country told of", level=str(n_votes), weight=_TOLD_OF, left=written_in.name, right=found.id)
    return place_id(found), (reason,)


def _most_told_of(written_in: GazetteerEntry, places: Mapping[str, int], homes: Mapping[str, int]) -> tuple[str, int]:
    """The country named most often, by its places and its parties, and how often."""
    votes = Counter({written_in.country or "": 1})
    for country, n in (*places.items(), *homes.items()):
        votes[country] += n
    best = max(votes, key=lambda country: (votes[country], country == written_in.country, country))
    return best, votes[best]


Ranked = tuple[GazetteerEntry, tuple[Reason, ...]]


def in_country_told_of(
    found: list[Ranked], written_in: GazetteerEntry, places: Mapping[str, int], homes: Mapping[str, int]
) -> list[Ranked]:
    """Of places between which nothing else decides, the one of the country that a datelined report chiefly tells of."""
    country, n_votes = _most_told_of(written_in, places, homes)
    near = [(entry, reasons) for entry, reasons in found if entry.country == country]
    if len(found) < 2 or len(near) != 1:
        return found
    entry, reasons = near[0]
    reason = Reason(feature="country told of", level=str(n_votes), weight=_AT_HOME, right=country)
    return [(entry, (*reasons, reason))]
