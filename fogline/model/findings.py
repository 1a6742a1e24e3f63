"""The stage model.findings: what follows from everything that was said of one incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.model.case import Case, Said, gather_cases
from fogline.model.disagreements import (
    Disagreement,
    agreed_disagreement,
    number_disagreement,
    occurrence_disagreement,
    responsibility_disagreement,
)
from fogline.model.figures import Figure, estimate_figure
from fogline.model.origins import Support, independent
from fogline.model.responsibility import Blame, find_responsible, occurrence_denials
from fogline.model.settings import ModelSettings
from fogline.model.status import find_status
from fogline.model.titles import build_title
from fogline.model.whereabouts import Agreed, find_when, find_where
from fogline.record.ids import make_id
from fogline.record.types import Actor, Claim, EventMention, Finding, Incident, Judgement, Mention, Place, Report, Row, Source
from fogline.record.values import Location, Value


@dataclass(frozen=True, slots=True)
class ModelFindings:
    """Unit: an incident. Gives its title, when, where, figures, who is responsible, target, weapon, status, disagreements."""

    name: ClassVar[str] = "model.findings"
    version: ClassVar[int] = 4
    takes: ClassVar[tuple[type[Any], ...]] = (
        Source, Report, Mention, EventMention, Claim, Actor, Place, Judgement, Incident,
    )  # fmt: skip
    gives: ClassVar[tuple[type[Any], ...]] = (Finding,)
    accumulates: ClassVar[bool] = False

    settings: ModelSettings = field(default_factory=ModelSettings)

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit for each incident, with all that was said of it."""
        for case in gather_cases(record):
            yield Unit(key=case.incident.id, inputs=(case,))

    def open(self) -> None:
        """Needs nothing."""

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The findings of each incident."""
        return [list(find(unit.inputs[0], self.settings)) for unit in units]


def find(case: Case, settings: ModelSettings) -> Iterator[Finding]:
    """Every finding about one incident."""
    when, where = find_when(case), find_where(case, settings)
    figures = {name: estimate_figure(case, name) for name in ("killed", "injured")}
    blames = find_responsible(case)
    denials = occurrence_denials(case, blames)
    disagreements = _disagreements(case, figures, (when, where), blames, denials)
    yield _title(case, where)
    for name, agreed in (("when", when), ("where", where)):
        if agreed:
            yield _finding(case, name, agreed.value, agreed)
    for name, figure in figures.items():
        if figure:
            yield _finding(case, name, figure.count, figure)
    for blame in blames:
        yield from _responsible(case, blame)
    yield from _targets(case)
    yield from _weapon(case)
    yield _status(case, blames, disagreements, denials, settings)
    for found in disagreements:
        yield _disagreement(case, found)


def _disagreements(
    case: Case,
    figures: dict[str, Figure | None],
    agreed: tuple[Agreed | None, Agreed | None],
    blames: Sequence[Blame],
    denials: Sequence[Said],
) -> list[Disagreement]:
    if case.incident.kind == "aggregate":
        return []
    found = [number_disagreement(case, name, figure.count.best if figure else None) for name, figure in figures.items()]
    found += [agreed_disagreement(case, "when", agreed[0]), agreed_disagreement(case, "where", agreed[1])]
    found += [responsibility_disagreement(case, blames), occurrence_disagreement(case, denials)]
    return [one for one in found if one]


def _id(case: Case, name: str, value: str = "") -> str:
    return make_id("fnd", case.incident.id, name, value)


def _finding(case: Case, name: str, value: Value, found: Agreed | Figure) -> Finding:
    return Finding(
        id=_id(case, name),
        subject_id=case.incident.id,
        property=name,
        value=value,
        claims_for=found.claims_for,
        claims_against=found.claims_against,
        n_origins=found.n_origins,
        method=found.method,
    )


def _title(case: Case, where: Agreed | None) -> Finding:
    place_id = where.value.place_id if where and isinstance(where.value, Location) else None
    return Finding(
        id=_id(case, "title"),
        subject_id=case.incident.id,
        property="title",
        value=build_title(case, place_id),
        claims_for=tuple(sorted(telling.mention.id for telling in case.tellings)),
        n_origins=len(independent(telling.support for telling in case.tellings)),
        method="built from type, mode, target and place",
    )


def _responsible(case: Case, blame: Blame) -> Iterator[Finding]:
    """One finding for each way in which an actor is named: what it claims itself is not what others say of it."""
    denied = tuple(sorted({support.ref_id for support in blame.denied}))
    standings = blame.standings(case) or [("denied", [], "")]
    for standing, supports, words in standings:
        yield Finding(
            id=_id(case, "responsible", f"{blame.actor_id} {standing}"),
            subject_id=case.incident.id,
            property="responsible",
            value=blame.actor_id,
            claims_for=tuple(sorted({support.ref_id for support in supports})),
            claims_against=denied,
            n_origins=len(independent(supports)),
            method="; ".join(part for part in (words, blame.denial(case)) if part),
        )


def _targets(case: Case) -> Iterator[Finding]:
    told: dict[str, list[Support]] = defaultdict(list)
    for telling in case.tellings:
        for actor in telling.patients:
            told[actor].append(telling.support)
    for actor, supports in sorted(told.items()):
        yield Finding(
            id=_id(case, "target", actor),
            subject_id=case.incident.id,
            property="target",
            value=actor,
            claims_for=tuple(sorted(support.ref_id for support in supports)),
            n_origins=len(independent(supports)),
            method="named as target, victim or object",
        )


def _weapon(case: Case) -> Iterator[Finding]:
    told: dict[str, list[Said]] = defaultdict(list)
    for said in case.claims("weapon"):
        if isinstance(said.claim.value, str):
            told[said.claim.value].append(said)
    if not told:
        return
    best = min(told, key=lambda kind: (-len(independent(said.support for said in told[kind])), kind))
    yield Finding(
        id=_id(case, "weapon"),
        subject_id=case.incident.id,
        property="weapon",
        value=best,
        claims_for=tuple(sorted(said.claim.id for said in told[best])),
        claims_against=tuple(sorted(said.claim.id for kind, found in told.items() if kind != best for said in found)),
        n_origins=len(independent(said.support for said in told[best])),
        method="named by most independent origins",
    )


def _status(
    case: Case, blames: Sequence[Blame], disagreements: Sequence[Disagreement], denials: Sequence[Said], settings: ModelSettings
) -> Finding:
    status, why = find_status(case, blames, disagreements, denials, settings)
    return Finding(
        id=_id(case, "status"),
        subject_id=case.incident.id,
        property="status",
        value=status,
        claims_for=tuple(sorted(telling.mention.id for telling in case.tellings)),
        claims_against=tuple(sorted(said.claim.id for said in denials)),
        n_origins=len(independent(telling.support for telling in case.tellings)),
        method=why,
    )


def _disagreement(case: Case, found: Disagreement) -> Finding:
    name = f"disagreement:{found.kind}"
    return Finding(
        id=_id(case, name, found.field),
        subject_id=case.incident.id,
        property=name,
        value=f"{found.field}:{found.standing}",
        claims_for=found.claims_for,
        claims_against=found.claims_against,
        n_origins=found.n_origins,
        method=found.explanation,
    )
