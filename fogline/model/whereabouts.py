"""When and where: the period and the place on which most independent origins agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fogline.model.case import Case, Said
from fogline.model.origins import independent
from fogline.model.settings import ModelSettings
from fogline.record.geography import FINENESS, PlaceFact, relation
from fogline.record.values import Location, Period

ELSEWHERE = frozenset({"from", "towards", "toward"})
"""Roles of places where an act started or was headed (RECORD.md, rules for mentions)."""
_BESIDE = frozenset({"near", "between"})
"""Roles of places that only say about where it was."""
_WIDTHS = ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (92, "season"), (366, "year"))
_SAID = frozenset({"stated", "relative"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A value with the claims for and against it."""

    value: Period | Location
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...]
    n_origins: int
    method: str


def find_when(case: Case) -> Agreed | None:
    """The period that most origins allow, narrowed by all of them; without any, a bound from publication."""
    told = [said for said in case.claims("when") if isinstance(said.claim.value, Period) and said.claim.value.is_known]
    worded = [said for said in told if _period(said).basis in _SAID]
    pool = worded or told
    if not pool:
        return _before_publication(case)
    best = min((_at(point, pool) for point in _points(pool)), key=lambda found: _rank(found, pool))
    earliest, latest = _meet(best)
    narrowest = min(best, key=lambda said: (_width(_period(said)), said.published or 10**7, said.claim.id))
    period = _period(narrowest)
    is_cut = (period.earliest, period.latest) != (earliest, latest)
    value = Period(
        earliest=earliest,
        latest=latest,
        precision=_precision(earliest, latest) if is_cut else period.precision,
        basis=period.basis,
        phrase=period.phrase,
        because="the days that all of these tellings allow" if is_cut else period.because,
    )
    against = [said for said in pool if said not in best]
    return Agreed(
        value=value,
        claims_for=_ids(best),
        claims_against=_ids(against),
        n_origins=len(independent(said.support for said in best)),
        method="allowed by all" if not against else "allowed by most independent origins; others give another time",
    )


def _period(said: Said) -> Period:
    assert isinstance(said.claim.value, Period)
    return said.claim.value


def _ids(told: Iterable[Said]) -> tuple[str, ...]:
    return tuple(sorted({said.claim.id for said in told}))


def _points(told: Sequence[Said]) -> list[date]:
    return sorted({day for said in told for day in (_period(said).earliest, _period(said).latest) if day})


def _at(point: date, told: Sequence[Said]) -> list[Said]:
    return [s for s in told if (_period(s).earliest or date.min) <= point <= (_period(s).latest or date.max)]


def _meet(told: Sequence[Said]) -> tuple[date | None, date | None]:
    starts = [day for said in told if (day := _period(said).earliest)]
    ends = [day for said in told if (day := _period(said).latest)]
    return max(starts, default=None), min(ends, default=None)


def _rank(found: list[Said], pool: Sequence[Said]) -> tuple[int, int, int, date]:
    """More origins, then more of the narrowest tellings' weight (a narrow window), then the earlier."""
    earliest, latest = _meet(found)
    width = (latest - earliest).days if earliest and latest else 10**6
    return -len(independent(said.support for said in found)), width, len(pool) - len(found), earliest or date.min


def _width(period: Period) -> int:
    return (period.latest - period.earliest).days if period.earliest and period.latest else 10**6


def _precision(earliest: date | None, latest: date | None) -> str:
    if earliest is None or latest is None:
        return "unknown"
    days = (latest - earliest).days + 1
    return next((name for width, name in _WIDTHS if days <= width), "years")


def _before_publication(case: Case) -> Agreed | None:
    printed = [(t.published, t.mention.id) for t in case.tellings if t.published is not None]
    if not printed:
        return None
    day, mention_id = min(printed)
    because = "not dated in any telling; it happened before the first report of it appeared"
    value = Period(earliest=None, latest=date.fromordinal(day), precision="unknown", basis="inferred", because=because)
    return Agreed(value=value, claims_for=(mention_id,), claims_against=(), n_origins=1, method=because)


def find_where(case: Case, settings: ModelSettings) -> Agreed | None:
    """The finest of the places that most independent origins give or allow."""
    told = [said for said in case.claims("where") if isinstance(said.claim.value, Location)]
    told = [said for said in told if _location(said).role not in ELSEWHERE]
    told = [said for said in told if not said.claim.inferred_because] or told
    # "Near the border with X" names X only to say where along the line it was.
    told = [said for said in told if _location(said).role != "border_of"] or told
    placed = [said for said in told if said.place is not None]
    if not placed:
        return _unplaced(told)
    places = {said.place.id: said.place for said in placed if said.place}
    best = min(places.values(), key=lambda place: _place_rank(place, placed, settings))
    agree = [said for said in placed if said.place and _agrees(said.place, best, settings)]
    against = [said for said in placed if said not in agree]
    exact = [said for said in agree if said.place == best]
    inferred = first_reason(agree)
    beside = is_beside(exact) or inferred is not None
    first = min(exact, key=lambda s: (_location(s).role in _BESIDE, s.published or 10**7, s.claim.id))
    where = _location(first)
    value = Location(
        mention_id=where.mention_id,
        role=where.role,
        phrase=where.phrase,
        place_id=best.id,
        precision=_coarsest(best.precision, "near") if beside else best.precision,
    )
    return Agreed(
        value=value,
        claims_for=_ids(agree),
        claims_against=_ids(against),
        n_origins=len(independent(said.support for said in agree)),
        method=inferred or "the finest place that fits all"
        if not against
        else "the finest place of most independent origins; others give another",
    )


def first_reason(told: Sequence[Said]) -> str | None:
    """Why a place is taken that no telling states; None where one does."""
    reasons = [said.claim.inferred_because for said in told]
    return reasons[0] if reasons and all(reasons) else None


def is_beside(told: Iterable[Said]) -> bool:
    """True where every telling of a place says that it was near it or between it and another, none that it was there."""
    return all(isinstance(said.claim.value, Location) and said.claim.value.role in _BESIDE for said in told)


def _coarsest(*precisions: str) -> str:
    return min(precisions, key=lambda precision: FINENESS[precision])


def _location(said: Said) -> Location:
    assert isinstance(said.claim.value, Location)
    return said.claim.value


def _agrees(place: PlaceFact, best: PlaceFact, settings: ModelSettings) -> bool:
    return relation(place, best, settings.near_km, settings.far_km) in {"same", "within", "near"}


def _place_rank(place: PlaceFact, told: Sequence[Said], settings: ModelSettings) -> tuple[int, int, int, str]:
    agree = [said for said in told if said.place and _agrees(said.place, place, settings)]
    exact = [said for said in agree if said.place == place]
    return (
        -len(independent(said.support for said in agree)),
        -FINENESS[_coarsest(place.precision, "near") if is_beside(exact) else place.precision],
        -len(independent(said.support for said in exact)),
        place.id,
    )


def _unplaced(told: Sequence[Said]) -> Agreed | None:
    """A place that is named but not found in the gazetteer keeps its words and no coordinates."""
    if not told:
        return None
    first = min(told, key=lambda said: (said.published or 10**7, said.claim.id))
    same = [said for said in told if said.place_name.lower() == first.place_name.lower()]
    where = _location(first)
    value = Location(mention_id=where.mention_id, role=where.role, phrase=where.phrase)
    return Agreed(
        value=value,
        claims_for=_ids(same),
        claims_against=_ids(said for said in told if said not in same),
        n_origins=len(independent(said.support for said in same)),
        method="named, but in no gazetteer entry without doubt",
    )
