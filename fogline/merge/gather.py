"""Gathers the profiles of all event mentions that can be part of an incident."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fogline.engine.stage import Reader
from fogline.merge.likeness import Weighed, alike_by_chance, opening, weigh
from fogline.merge.profile import Profile, Range
from fogline.merge.reference import link_back
from fogline.merge.tally import tally
from fogline.merge.weights import families
from fogline.merge.words import bits, count_reports, counted_stems, fold, numbers, stems
from fogline.record.families import copy_families
from fogline.record.geography import PlaceFact, place_fact
from fogline.record.references import References
from fogline.record.ties import actor_ties, kin, states_of
from fogline.record.types import Actor, Claim, EventMention, Judgement, Mention, Place, Report
from fogline.record.values import Count, Location, Period
from fogline.record.vocabulary import NOTHING_OF_ITS_OWN, ONE_REPORT, REPORTED

ELSEWHERE = frozenset({"from", "towards", "toward"})
"""Roles of places where an act started or was headed, not where it took effect (RECORD.md, rules for mentions)."""
BY_READER = "read."
"""How the names of the reader's stages begin."""
_PATIENTS = frozenset({"target", "victim", "object"})
_FEWEST_BITS = 3
_RARE_WORDS = 5
_RARE_IN_OPENING = 10
_LEAD_CHARS = 600
"""How far into the body the lead goes."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """What of a report is needed: no text."""

    published: int | None
    zones: tuple[tuple[int, int, str], ...]
    family: str | None
    opening: tuple[tuple[str, int], ...] = ()
    """Stems of the title and the start of the body, with how often each stands there."""


@dataclass(slots=True)
class _Tables:
    references: References
    mentions: dict[str, Mention]
    actors: frozenset[str]
    states: dict[str, str]
    places: dict[str, PlaceFact]
    above: dict[str, tuple[str, ...]]
    papers: dict[str, _Paper]
    claims: dict[str, list[Claim]]
    spread: Counter[str] = field(default_factory=Counter)
    n_reports: int = 0
    clause: dict[str, set[str]] = field(default_factory=dict)
    told: dict[str, dict[str, float]] = field(default_factory=dict)
    bare: dict[str, set[str]] = field(default_factory=dict)
    totals: frozenset[str] = frozenset()
    openings: dict[str, Weighed] = field(default_factory=dict)
    alike_by_chance: float = 0.0


def is_eligible(mention: EventMention) -> bool:
    """True where a mention can be a member of an incident."""
    return mention.modality in REPORTED and mention.excluded in (None, "duplicate_in_report")


def gather_profiles(record: Reader) -> list[Profile]:
    """Profiles of the eligible event mentions, in the order of their ids."""
    events = [mention for mention in record.rows(EventMention) if is_eligible(mention)]
    tables = _tables(record, {mention.id for mention in events})
    tables.clause, tables.told, tables.bare = _clauses(record), _told_as_one(record), _with_nothing_of_its_own(record)
    tables.totals = _totals(record, tables.clause)
    said = {mention.id: stems(mention.sentence.quote) for mention in events}
    openings = [(report_id, tuple(word for word, _ in paper.opening)) for report_id, paper in tables.papers.items()]
    tables.spread, tables.n_reports = count_reports([*openings, *((m.report_id, said[m.id]) for m in events)])
    tables.openings = {
        report_id: weigh(paper.opening, dict(_rarities((word for word, _ in paper.opening), tables)))
        for report_id, paper in sorted(tables.papers.items())
    }
    tables.alike_by_chance = alike_by_chance([(tables.papers[key].published, words) for key, words in tables.openings.items()])
    profiles = [_profile(mention, said[mention.id], tables) for mention in events]
    return link_back([(mention.sentence, mention.trigger) for mention in events], profiles)


def _clauses(record: Reader) -> dict[str, set[str]]:
    """Event mention -> those that the reader found to tell of one event with it, within one clause."""
    clause: dict[str, set[str]] = defaultdict(set)
    for judgement in record.rows(Judgement, kind="same", verdict="same"):
        if judgement.by.startswith(BY_READER) and not is_evidence(judgement):
            clause[judgement.left_id].add(judgement.right_id)
            clause[judgement.right_id].add(judgement.left_id)
    return clause


def is_evidence(judgement: Judgement) -> bool:
    """True where a model of the reader holds two tellings for one incident: a feature to weigh, not a finding that binds."""
    return any(reason.feature == ONE_REPORT for reason in judgement.reasons)


def _told_as_one(record: Reader) -> dict[str, dict[str, float]]:
    """Event mention -> those of its report that a model holds for one incident with it, with the log2 odds."""
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for judgement in record.rows(Judgement, kind="same"):
        if judgement.by.startswith(BY_READER) and is_evidence(judgement):
            told[judgement.left_id][judgement.right_id] = judgement.score
            told[judgement.right_id][judgement.left_id] = judgement.score
    return told


def _with_nothing_of_its_own(record: Reader) -> dict[str, set[str]]:
    """Event mention -> those of its report that a model joins with it where one of the two says only that it took place."""
    bare: dict[str, set[str]] = defaultdict(set)
    for judgement in record.rows(Judgement, kind="same"):
        is_bare = any(reason.feature == ONE_REPORT and reason.level == NOTHING_OF_ITS_OWN for reason in judgement.reasons)
        if judgement.by.startswith(BY_READER) and is_bare:
            bare[judgement.left_id].add(judgement.right_id)
            bare[judgement.right_id].add(judgement.left_id)
    return bare


def _totals(record: Reader, clause: Mapping[str, set[str]]) -> frozenset[str]:
    """Totals, and what is told of a total in its own clause ("attacks that killed dozens")."""
    own = {mention.id for mention in record.rows(EventMention) if mention.is_aggregate}
    return frozenset(own | {other for mention_id in own for other in clause.get(mention_id, ())})


def _family(mention: EventMention, totals: Container[str]) -> str:
    return families().get(mention.event_type, mention.event_type.lower()) + (":total" if mention.id in totals else "")


def _tables(record: Reader, event_ids: set[str]) -> _Tables:
    mentions = {m.id: m for kind in ("actor", "place") for m in record.rows(Mention, kind=kind)}
    references = References(record.rows(Judgement, kind="refers"), mentions.values())
    parties = list(record.rows(Actor))
    actors = frozenset(actor.id for actor in parties)
    places = {place.id: place for place in record.rows(Place)}
    claims: dict[str, list[Claim]] = defaultdict(list)
    tie_claims: list[Claim] = []
    for claim in record.rows(Claim):
        if claim.subject_id in event_ids:
            claims[claim.subject_id].append(claim)
        elif claim.property.startswith("tie:"):
            tie_claims.append(claim)
    copies = copy_families(record.rows(Judgement, kind="copy"))
    return _Tables(
        references=references,
        mentions=mentions,
        actors=actors,
        states=states_of(parties),
        places={place_id: place_fact(place, places) for place_id, place in places.items()},
        above=kin(tie for _, tie in actor_ties(tie_claims, references, actors)),
        papers={report.id: _paper(report, copies) for report in record.rows(Report)},
        claims=claims,
    )


def _paper(report: Report, copies: Mapping[str, str]) -> _Paper:
    latest = report.published.latest
    zones = [(s.start, s.end, s.kind) for s in report.segments if s.kind in {"title", "standfirst", "caption"}]
    body = next((s.start for s in report.segments if s.kind == "body"), None)
    if body is not None:
        zones.append((body, body + _LEAD_CHARS, "lead"))
    return _Paper(
        published=latest.toordinal() if latest else None,
        zones=tuple(zones),
        family=copies.get(report.id),
        opening=counted_stems(opening(report)),
    )


def _profile(mention: EventMention, said: tuple[str, ...], tables: _Tables) -> Profile:
    claims, paper = tables.claims.get(mention.id, []), tables.papers.get(mention.report_id) or _Paper(None, (), None)
    period, (places, names) = _period(claims), _places(claims, tables)
    initiators, patients, zone = _doers(mention, claims, tables), _actors(mention, _PATIENTS, tables), _zone(mention, paper)
    return Profile(
        id=mention.id,
        report_id=mention.report_id,
        family=_family(mention, tables.totals),
        event_type=mention.event_type,
        modes=tuple(sorted(mention.modes)),
        is_aggregate=mention.id in tables.totals,
        tally=tally(mention.sentence, mention.trigger) if mention.is_aggregate else None,
        stage=mention.stage,
        first_day=_day(period.earliest if period else None),
        last_day=_day(period.latest if period else None),
        is_dated=period is not None and period.basis in {"stated", "relative"},
        published=paper.published,
        sentence_start=mention.sentence.start,
        zone=zone,
        places=places,
        place_names=names,
        initiators=initiators,
        patients=patients,
        patient_words=_patient_words(mention),
        above=_above({*initiators, *patients}, tables),
        states=_states({*initiators, *patients}, tables),
        persons=tuple(sorted({fold(r.name) for r in mention.roles if r.name and r.role in _PATIENTS and r.entity == "person"})),
        killed=_range(claims, "killed"),
        injured=_range(claims, "injured"),
        weapons=tuple(sorted({c.value for c in claims if c.property == "weapon" and isinstance(c.value, str)})),
        trigger=stems(mention.trigger.quote),
        words=_rarities(said, tables),
        lead_words=tables.openings.get(mention.report_id, ()) if zone != "body" else (),
        alike_by_chance=tables.alike_by_chance,
        rare=_rare(said, paper.opening if zone != "body" else (), tables),
        numbers=_numbers(mention, claims),
        same_clause=tuple(sorted(tables.clause.get(mention.id, ()))),
        told_as_one=tuple(sorted(tables.told.get(mention.id, {}).items())),
        adds_nothing=tuple(sorted(tables.bare.get(mention.id, ()))),
        copy_key=f"{paper.family} {fold(mention.sentence.quote)} {fold(mention.trigger.quote)}" if paper.family else "",
    )


def _zone(mention: EventMention, paper: _Paper) -> str:
    return next((kind for start, end, kind in paper.zones if start <= mention.trigger.start < end), "body")


def _doers(mention: EventMention, claims: Iterable[Claim], tables: _Tables) -> tuple[str, ...]:
    return tuple(sorted({*_actors(mention, {"initiator"}, tables), *_blamed(claims, tables)}))


def _day(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _numbers(mention: EventMention, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Numbers of the sentence that are not part of a time ("since 17 March" makes no total of 17)."""
    phrases = [c.value.phrase.quote for c in claims if isinstance(c.value, Period) and c.value.phrase]
    times = {number for phrase in phrases for number in numbers(phrase)}
    return tuple(number for number in numbers(mention.sentence.quote) if number not in times)


def _rarities(said: Iterable[str], tables: _Tables) -> tuple[tuple[str, int], ...]:
    rated = ((word, bits(word, tables.spread, tables.n_reports)) for word in said)
    return tuple((word, rarity) for word, rarity in rated if rarity >= _FEWEST_BITS)


def _rare(said: Iterable[str], opening: Iterable[tuple[str, int]], tables: _Tables) -> tuple[str, ...]:
    """The rarest stems that another report has as well: those of the sentence, and more of the opening."""
    found = (_rarest(said, _RARE_WORDS, tables), _rarest((word for word, _ in opening), _RARE_IN_OPENING, tables))
    return tuple(sorted({word for words in found for word in words}))


def _rarest(said: Iterable[str], at_most: int, tables: _Tables) -> list[str]:
    shared = [word for word in said if tables.spread[word] > 1 and bits(word, tables.spread, tables.n_reports) >= _FEWEST_BITS]
    return sorted(shared, key=lambda word: (tables.spread[word], word))[:at_most]


def _period(claims: Iterable[Claim]) -> Period | None:
    """The period said with most certainty; of equals the narrower one."""
    found = [c for c in claims if c.property == "when" and c.stance == "asserts" and isinstance(c.value, Period)]
    best = min(found, key=lambda c: (-c.score, _width(c.value), c.id), default=None)
    return best.value if best and isinstance(best.value, Period) and best.value.is_known else None


def _width(period: object) -> int:
    if isinstance(period, Period) and period.earliest and period.latest:
        return (period.latest - period.earliest).days
    return 10**6


def _places(claims: Iterable[Claim], tables: _Tables) -> tuple[tuple[PlaceFact, ...], tuple[str, ...]]:
    facts: dict[str, PlaceFact] = {}
    names: set[str] = set()
    for claim in claims:
        where = claim.value
        if claim.property != "where" or not isinstance(where, Location) or where.role in ELSEWHERE or claim.inferred_because:
            continue
        place_id = where.place_id or tables.references.first_in(where.mention_id, tables.places)
        if place_id in tables.places:
            facts[place_id] = tables.places[place_id]
        elif where.mention_id in tables.mentions:
            names.add(fold(tables.mentions[where.mention_id].reading))
    return tuple(facts[key] for key in sorted(facts)), tuple(sorted(names - {""}))


def _actors(mention: EventMention, roles: Iterable[str], tables: _Tables) -> tuple[str, ...]:
    found = (tables.references.first_in(r.mention_id, tables.actors) for r in mention.roles if r.role in roles)
    return tuple(sorted({actor for actor in found if actor}))


def _above(parties: Iterable[str], tables: _Tables) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((actor, tables.above[actor]) for actor in sorted(parties) if actor in tables.above)


def _states(parties: Iterable[str], tables: _Tables) -> tuple[tuple[str, str], ...]:
    """Countries of actors and of those they act for."""
    found = {actor for party in parties for actor in (party, *tables.above.get(party, ()))}
    return tuple((actor, tables.states[actor]) for actor in sorted(found) if actor in tables.states)


def _blamed(claims: Iterable[Claim], tables: _Tables) -> set[str]:
    """Actors that a claim about the mention makes responsible."""
    found = (c.value for c in claims if c.property == "responsible" and c.stance == "asserts" and isinstance(c.value, str))
    return {actor for value in found if (actor := tables.references.first_in(value, tables.actors))}


def _patient_words(mention: EventMention) -> tuple[str, ...]:
    return tuple(sorted({word for r in mention.roles if r.role in _PATIENTS for word in stems(r.head.quote)}))


def _range(claims: Iterable[Claim], name: str) -> Range | None:
    """The count with the highest best value: a part ("one child") beside its whole ("four people") is no other number."""
    found = [c.value for c in claims if c.property == name and c.stance == "asserts" and isinstance(c.value, Count)]
    best = max(found, key=lambda n: (n.best if n.best is not None else n.low or -1, n.low or 0, n.high or 0), default=None)
    return (best.low, best.best, best.high) if best else None
