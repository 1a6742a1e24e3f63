"""Everything that findings about one incident rest on, gathered from the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fogline.engine.stage import Reader
from fogline.model.naming import is_described, is_pronoun
from fogline.model.origins import Support, outlet_names, outlet_origin, report_origins
from fogline.record.families import copy_families
from fogline.record.geography import PlaceFact, place_fact
from fogline.record.references import References
from fogline.record.ties import Tie, actor_ties, states_of
from fogline.record.types import Actor, Claim, EventMention, Incident, Judgement, Mention, Place, Report, Source
from fogline.record.values import Location, Role, Voice
from fogline.record.vocabulary import REPORTED

_PATIENTS = frozenset({"target", "victim", "object"})
ABOUT_AN_EVENT = frozenset({"claim_of_responsibility", "denial", "accusation"})
"""Kinds of statement that say who did the event they are about, or that it did not happen so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One role of a telling with the actor that it refers to."""

    role: Role
    actor: str | None = None
    is_person: bool = False
    has_name: bool = False
    is_named: bool = False
    """The words stand for the actor itself; in "a US base" they stand for a thing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One member of an incident with the actors of its roles."""

    mention: EventMention
    support: Support
    published: int | None = None
    initiators: tuple[tuple[str, str | None], ...] = ()
    """(actor id, responsibility as the sentence words it)."""
    patients: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim about a member of the incident, with what it refers to."""

    claim: Claim
    support: Support
    published: int | None = None
    speaker: str | None = None
    """Actor id of the innermost voice."""
    actor: str | None = None
    """Actor that a claim of responsibility, an accusation or a denial is about."""
    place: PlaceFact | None = None
    place_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident with all that was said of it."""

    incident: Incident
    tellings: tuple[Telling, ...]
    said: tuple[Said, ...]
    names: tuple[tuple[str, str], ...] = ()
    """Actor id -> name, for the actors that occur."""
    countries: tuple[tuple[str, str], ...] = ()
    """Country code -> name, for the places that occur."""
    ties: tuple[Tie, ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    """Actor -> code of the country whose organ it is."""
    outlets: tuple[tuple[str, str], ...] = ()
    """Origin -> name, for the outlets whose reports tell of it."""

    def claims(self, name: str, stance: str = "asserts") -> list[Said]:
        """What was said of one property."""
        return [said for said in self.said if said.claim.property == name and said.claim.stance == stance]

    def name(self, actor_id: str | None) -> str:
        """The name of an actor, or its id."""
        return dict(self.names).get(actor_id or "", actor_id or "somebody")

    def origin_name(self, origin: str) -> str:
        """The name of an outlet or voice that an origin is; "an unnamed outlet" where the report does not say."""
        if origin.startswith("voice:"):
            return self.name(origin.removeprefix("voice:"))
        return dict(self.outlets).get(origin, "an unnamed outlet")


@dataclass(slots=True)
class _Tables:
    references: References
    readings: dict[str, str]
    actors: dict[str, Actor]
    places: dict[str, PlaceFact]
    countries: dict[str, str]
    origins: dict[str, str]
    published: dict[str, int | None]
    ties: list[Tie]
    claims: dict[str, list[Claim]]
    outlets: dict[str, str]


def gather_cases(record: Reader) -> Iterator[Case]:
    """One case for each incident, in the order of their ids."""
    incidents = list(record.rows(Incident))
    member_ids = {mention_id for incident in incidents for mention_id in incident.member_ids}
    # What is denied or only feared supports nothing, whoever made it a member.
    told = (mention for mention in record.rows(EventMention) if mention.modality in REPORTED)
    mentions = {mention.id: mention for mention in told if mention.id in member_ids}
    tables = _tables(record, member_ids)
    for incident in incidents:
        members = [mentions[mention_id] for mention_id in incident.member_ids if mention_id in mentions]
        if members:
            yield _case(incident, members, tables)


def _tables(record: Reader, member_ids: set[str]) -> _Tables:
    mentions = {m.id: m for kind in ("actor", "place") for m in record.rows(Mention, kind=kind)}
    actors = {actor.id: actor for actor in record.rows(Actor)}
    references = References(record.rows(Judgement, kind="refers"), mentions.values())
    places = {place.id: place for place in record.rows(Place)}
    reports = list(record.rows(Report))
    claims: dict[str, list[Claim]] = defaultdict(list)
    ties: list[Claim] = []
    for claim in record.rows(Claim):
        about = claim.subject_id
        if claim.property == "statement" and claim.kind in ABOUT_AN_EVENT and isinstance(claim.value, str):
            about = claim.value
        if about in member_ids:
            claims[about].append(claim)
        elif claim.property.startswith("tie:"):
            ties.append(claim)
    outlets = {source.id: source.name for source in record.rows(Source)}
    printed = [report.outlet for report in reports if report.outlet]
    families = copy_families(record.rows(Judgement, kind="copy"))
    return _Tables(
        references=references,
        readings={mention.id: mention.reading for mention in mentions.values()},
        actors=actors,
        places={place_id: place_fact(place, places) for place_id, place in places.items()},
        countries={place.country: place.name for place in places.values() if place.country and place.precision == "country"},
        origins=report_origins(reports, families, outlets),
        published={report.id: report.published.latest.toordinal() if report.published.latest else None for report in reports},
        ties=sorted({tie for _, tie in actor_ties(ties, references, actors)}),
        claims=claims,
        outlets=outlet_names([*(name for report in reports for name in report.cites), *outlets.values(), *printed]),
    )


def _case(incident: Incident, members: Iterable[EventMention], tables: _Tables) -> Case:
    members = list(members)
    suffered = {role.mention_id for mention in members for role in mention.roles if role.role in _PATIENTS and role.mention_id}
    tellings = tuple(_telling(mention, suffered, tables) for mention in members)
    claims = [claim for mention in members for claim in tables.claims.get(mention.id, ())]
    # Words for those it was done to are no words for the doer, however the grammar of a headline was read.
    said = tuple(_said(c, tables) for c in claims if c.property != "responsible" or c.value not in suffered)
    tellings, said = _without_victims_as_doers(tellings, said)
    actors = {actor for telling in tellings for actor in (*(a for a, _ in telling.initiators), *telling.patients)}
    actors |= {actor for one in said for actor in (one.speaker, one.actor) if actor}
    named = actors | {part.actor for telling in tellings for part in telling.parts if part.actor}
    countries = {one.place.country for one in said if one.place and one.place.country}
    supports = [*(telling.support for telling in tellings), *(one.support for one in said)]
    origins = {name for support in supports for name in (support.report_origin, support.voice) if name}
    return Case(
        incident=incident,
        tellings=tellings,
        said=said,
        names=tuple((actor, tables.actors[actor].name) for actor in sorted(named)),
        countries=tuple((code, tables.countries[code]) for code in sorted(countries) if code in tables.countries),
        ties=tuple(tie for tie in tables.ties if tie[0] in actors or tie[2] in actors),
        states=tuple(sorted(states_of(tables.actors[actor] for actor in actors).items())),
        outlets=tuple((origin, tables.outlets[origin]) for origin in sorted(origins & set(tables.outlets))),
    )


def _without_victims_as_doers(
    tellings: tuple[Telling, ...], said: tuple[Said, ...]
) -> tuple[tuple[Telling, ...], tuple[Said, ...]]:
    """Without doers whom other tellings name as victims, where the telling says of nobody that it was done to them.

    "Three soldiers killed" has no object: read as an act of the soldiers it contradicts every other telling.
    """
    victims = {actor for telling in tellings for actor in telling.patients}
    bare = {telling.mention.id for telling in tellings if not any(role.role in _PATIENTS for role in telling.mention.roles)}
    kept = tuple(
        replace(telling, initiators=tuple(one for one in telling.initiators if one[0] not in victims))
        if telling.mention.id in bare
        else telling
        for telling in tellings
    )
    is_own = {"claim_of_responsibility", "accusation"}
    claims = (
        one
        for one in said
        if one.claim.property != "responsible"
        or one.claim.subject_id not in bare
        or one.actor not in victims
        or one.claim.kind in is_own
    )
    return kept, tuple(claims)


def _telling(mention: EventMention, suffered: Container[str | None], tables: _Tables) -> Telling:
    initiators: set[tuple[str, str | None]] = set()
    patients: set[str] = set()
    for role in mention.roles:
        actor = tables.references.first_in(role.mention_id, tables.actors)
        if actor and role.role == "initiator" and role.mention_id not in suffered:
            initiators.add((actor, role.responsibility))
        elif actor and role.role in _PATIENTS:
            patients.add(actor)
    return Telling(
        mention=mention,
        support=_support(mention.id, mention.report_id, mention.voices, tables),
        published=tables.published.get(mention.report_id),
        initiators=tuple(sorted(initiators, key=lambda found: (found[0], found[1] or ""))),
        patients=tuple(sorted(patients)),
        parts=tuple(_part(role, tables) for role in mention.roles),
    )


def _part(role: Role, tables: _Tables) -> Part:
    actor = tables.actors.get(tables.references.first_in(role.mention_id, tables.actors) or "")
    if actor is None:
        return Part(role=role)
    has_name = not is_described(actor.name) or (actor.country is not None and "(" not in actor.name)
    return Part(
        role=role,
        actor=actor.id,
        is_person=actor.kind == "person",
        has_name=has_name,
        is_named=has_name and _stands_for(role, actor),
    )


def _stands_for(role: Role, actor: Actor) -> bool:
    """False where the name only describes something: "a US base", "three American soldiers"."""
    if role.role == "victim" and actor.kind != "person":
        return False
    if actor.kind != "state":
        return True
    names = {word.casefold() for name in (actor.name, *(alias.text for alias in actor.aliases)) for word in name.split()}
    head = role.head.quote.split()[-1:] or [""]
    return is_pronoun(role.text) or head[0].casefold() in names


def _said(claim: Claim, tables: _Tables) -> Said:
    speaker = _speaker(claim.voices, tables)
    place, place_name = None, ""
    if isinstance(claim.value, Location):
        place_id = claim.value.place_id or tables.references.first_in(claim.value.mention_id, tables.places)
        place = tables.places.get(place_id or "")
        place_name = place.name if place else tables.readings.get(claim.value.mention_id or "", "")
    actor = None
    if claim.property == "responsible" and isinstance(claim.value, str):
        actor = claim.value if claim.value in tables.actors else tables.references.first_in(claim.value, tables.actors)
    elif claim.property == "statement" and claim.kind in {"claim_of_responsibility", "denial"}:
        actor = speaker
    return Said(
        claim=claim,
        support=_support(claim.id, claim.report_id or "", claim.voices, tables),
        published=tables.published.get(claim.report_id or ""),
        speaker=speaker,
        actor=actor,
        place=place,
        place_name=place_name,
    )


def _speaker(voices: tuple[Voice, ...], tables: _Tables) -> str | None:
    return tables.references.first_in(voices[0].mention_id, tables.actors) if voices else None


def _support(ref_id: str, report_id: str, voices: tuple[Voice, ...], tables: _Tables) -> Support:
    speaker = _speaker(voices, tables)
    voice = _voice(tables.actors[speaker]) if speaker else None
    return Support(ref_id=ref_id, report_origin=tables.origins.get(report_id, f"report:{report_id}"), voice=voice)


def _voice(actor: Actor) -> str:
    # An outlet that is quoted and an outlet that is relayed are one origin.
    return outlet_origin(actor.name) if actor.kind == "media" else f"voice:{actor.id}"


def by_id(rows: Iterable[Said]) -> Mapping[str, Said]:
    """Claims by id."""
    return {row.claim.id: row for row in rows}
