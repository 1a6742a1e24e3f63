"""How good toponym resolution is with the names given: the share of gold toponyms placed within 161 km (100 miles)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fogline.lexicon.knowledge import load_knowledge
from fogline.record.types import Mention, Span
from fogline.resolve.place_features import kilometers
from fogline.resolve.places import PlaceResolver

RADIUS_KM = 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesScore:
    """Gold toponyms with coordinates, those given any place, and those placed within the radius; and with the same id."""

    gold: int
    answered: int
    near: int
    same_id: int


def score(docs: Iterable[dict[str, Any]]) -> PlacesScore:
    """Scores documents with `text` and `places` (spans with `lat`, `lon` and `geonames`)."""
    gazetteer = load_knowledge(()).gazetteer
    gold = answered = near = same = 0
    for doc in docs:
        places = [place for place in doc["places"] if place.get("lat") is not None]
        mentions = [_mention(doc["text"], place) for place in places]
        resolver = PlaceResolver(gazetteer, mentions)
        for place, mention in zip(places, mentions, strict=True):
            gold += 1
            found = resolver.candidates(mention)
            if found:
                answered += 1
                near += kilometers(found[0][0], float(place["lat"]), float(place["lon"])) <= RADIUS_KM
                same += found[0][0].id == f"geonames:{place.get('geonames')}"
    return PlacesScore(gold=gold, answered=answered, near=near, same_id=same)


def _mention(text: str, place: dict[str, Any]) -> Mention:
    start, end = place["start"], place["end"]
    span = Span(report_id="rep_gold", start=start, end=end, quote=text[start:end])
    return Mention(id=f"men_{start}", report_id="rep_gold", kind="place", span=span, reading=span.quote, label="GPE")
