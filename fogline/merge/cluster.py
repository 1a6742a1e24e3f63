"""The stage merge.cluster: from judgements of pairs to incidents, whose ids are kept from build to build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from fogline.engine.stage import Reader, Unit
from fogline.merge.closure import Links, Pair, close, oldest_first, pair_of
from fogline.merge.conflicts import Bounds, telling_bounds
from fogline.merge.gather import BY_READER, gather_profiles, is_evidence
from fogline.merge.identity import keep_ids
from fogline.merge.pool import tellings
from fogline.merge.settings import MergeSettings
from fogline.record.references import is_by_stage
from fogline.record.types import Actor, Claim, EventMention, Incident, Judgement, Mention, Place, Report, Row

UNIT_KEY: Final = "all"
_HIERARCHY: Final = (
    "ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "THREATEN", "ACCUSE", "REJECT", "REQUEST", "RETREAT", "AID",
    "COOPERATE", "SUPPORT", "CONCEDE", "CONSULT", "AGREE",
)  # fmt: skip
"""From the most to the least forceful, as PLOVER scores them; decides between types that are told equally often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What clustering needs of an event mention."""

    id: str
    report_id: str
    event_type: str
    stage: str
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A judgement of a pair, without its reasons."""

    left_id: str
    right_id: str
    verdict: str
    score: float
    is_copy: bool
    by_reader: bool
    by_person: bool
    at: str


@dataclass(frozen=True, slots=True)
class MergeCluster:
    """Unit: the whole record, so that ids move from one incident to another in one transaction."""

    name: ClassVar[str] = "merge.cluster"
    version: ClassVar[int] = 5
    takes: ClassVar[tuple[type[Any], ...]] = (Report, Mention, EventMention, Claim, Actor, Place, Judgement, Incident)
    gives: ClassVar[tuple[type[Any], ...]] = (Incident,)
    accumulates: ClassVar[bool] = False

    settings: MergeSettings = field(default_factory=MergeSettings)

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit: all members and links; the incidents that there are go along as hints."""
        profiles = gather_profiles(record)
        told = tellings(profiles, self.settings)
        members = tuple(
            Member(id=p.id, report_id=p.report_id, event_type=p.event_type, stage=p.stage, bounds=telling_bounds(p, told[p.id]))
            for p in profiles
        )
        links = tuple(_link(judgement) for judgement in record.rows(Judgement, kind="same") if not is_evidence(judgement))
        if members:
            yield Unit(key=UNIT_KEY, inputs=(members, links), hints=tuple(record.rows(Incident)))

    def open(self) -> None:
        """Needs nothing."""

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The incidents of the record."""
        return [list(self._incidents(unit.inputs[0], unit.inputs[1], unit.hints)) for unit in units]

    def _incidents(self, members: Sequence[Member], links: Sequence[Link], before: Sequence[Incident]) -> Iterator[Incident]:
        by_id = {member.id: member for member in members}
        groups = close({m.id: m.bounds for m in members}, _links(links, by_id), self.settings)
        for group, identity in zip(groups, keep_ids(groups, before), strict=True):
            told = [by_id[mention_id] for mention_id in group]
            event_type = leading_type([member.event_type for member in told])
            yield Incident(
                id=identity.id,
                kind=_kind(told, event_type, self.settings),
                event_type=event_type,
                member_ids=group,
                former_ids=identity.former_ids,
            )


def leading_type(types: Sequence[str]) -> str:
    """The type of an incident: ASSAULT where any telling has it, else the most frequent, else the more forceful."""
    if "ASSAULT" in types:
        return "ASSAULT"
    counts = Counter(types)
    return min(counts, key=lambda name: (-counts[name], _HIERARCHY.index(name)))


def _kind(told: Sequence[Member], event_type: str, settings: MergeSettings) -> str:
    if all(member.bounds.is_aggregate for member in told):
        return "aggregate"
    if event_type in settings.state_types and all(member.stage == "ongoing" for member in told):
        return "state"
    return "incident"


def _link(judgement: Judgement) -> Link:
    return Link(
        left_id=judgement.left_id,
        right_id=judgement.right_id,
        verdict=judgement.verdict,
        score=judgement.score,
        is_copy=any(reason.feature == "copy" for reason in judgement.reasons),
        by_reader=judgement.by.startswith(BY_READER),
        by_person=not is_by_stage(judgement.by),
        at=judgement.at or "",
    )


def _links(links: Sequence[Link], members: Mapping[str, Member]) -> Links:
    known = [link for link in links if link.left_id in members and link.right_id in members and link.left_id != link.right_id]
    machine = [link for link in known if not link.by_person]
    newest = _newest([link for link in known if link.by_person])
    positive: dict[Pair, Link] = {}
    for link in sorted((k for k in machine if k.verdict in {"same", "suggested"}), key=lambda k: k.score):
        # Two stages may judge one pair (the reader within a clause, merge across reports): the stronger holds.
        positive[_pair(link)] = link
    return Links(
        scores={pair: link.score for pair, link in positive.items()},
        forbidden=frozenset(_pair(link) for link in machine if link.verdict == "different"),
        same_by_person=oldest_first((link.at, pair) for pair, link in newest.items() if link.verdict == "same"),
        different_by_person=frozenset(pair for pair, link in newest.items() if link.verdict == "different"),
        reports={member.id: member.report_id for member in members.values()},
        read=frozenset(_pair(link) for link in machine if link.by_reader and link.verdict == "same"),
        copies=frozenset(pair for pair, link in positive.items() if link.is_copy and link.verdict == "same"),
    )


def _newest(links: Sequence[Link]) -> dict[Pair, Link]:
    """A person's last word on each pair."""
    return {_pair(link): link for link in sorted(links, key=lambda link: (link.at, link.verdict))}


def _pair(link: Link) -> Pair:
    return pair_of(link.left_id, link.right_id)
