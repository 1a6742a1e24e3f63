"""The stage merge.compare: scores the pairs of each block and keeps the judgements with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.merge.block import Block, block_profiles, pairs
from fogline.merge.conflicts import report_conflict
from fogline.merge.features import levels
from fogline.merge.gather import gather_profiles
from fogline.merge.profile import Profile
from fogline.merge.settings import MergeSettings
from fogline.merge.weights import Weights, load_weights
from fogline.record.ids import make_id
from fogline.record.types import Actor, Claim, EventMention, Judgement, Mention, Place, Reason, Report, Row

NAME = "merge.compare"


@dataclass(frozen=True, slots=True)
class MergeCompare:
    """Unit: a block. Gives `same` judgements: verdict same, suggested, or different where a rule forbids a likely pair."""

    name: ClassVar[str] = NAME
    version: ClassVar[int] = 2
    takes: ClassVar[tuple[type[Any], ...]] = (Report, Mention, EventMention, Claim, Actor, Place, Judgement)
    gives: ClassVar[tuple[type[Any], ...]] = (Judgement,)
    accumulates: ClassVar[bool] = False

    merge: MergeSettings = field(default_factory=MergeSettings)

    @property
    def settings(self) -> Weights:
        """The settings with the whole table of weights."""
        return load_weights(self.merge)

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit for each block that holds a pair."""
        for block in block_profiles(gather_profiles(record), self.merge):
            yield Unit(key=block.key, inputs=block.candidates)

    def open(self) -> None:
        """Reads the weights."""
        load_weights(self.merge)

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The judgements of each block, in the order of their pairs."""
        weights = self.settings
        table = weights.table()
        result: list[list[Row]] = []
        for unit in units:
            found = (judge_pair(a, b, weights, table) for a, b in pairs(Block(key=unit.key, candidates=unit.inputs)))
            result.append([_of_block(judgement, unit.key) for judgement in found if judgement])
        return result


def _of_block(judgement: Judgement, key: str) -> Judgement:
    """The judgement with an id of its block: a pair may move to a block that is written before its old one is dropped."""
    return replace(judgement, id=make_id("jdg", "same", judgement.left_id, judgement.right_id, NAME, key))


def compare_pair(left: Profile, right: Profile, weights: Weights, table: Mapping[tuple[str, str], float]) -> tuple[Reason, ...]:
    """The reasons for and against one incident; their weights add up to the score."""
    found = levels(left, right, weights, table)
    reasons = [
        Reason(feature=feature, level=level, weight=table[feature, level], left=ours, right=theirs)
        for feature, (level, ours, theirs) in found.items()
        if table[feature, level]
    ]
    return tuple(reasons)


def judge_pair(left: Profile, right: Profile, weights: Weights, table: Mapping[tuple[str, str], float]) -> Judgement | None:
    """The judgement of a pair, or None below the band that is kept for review."""
    left, right = sorted((left, right), key=lambda profile: profile.id)
    reasons = compare_pair(left, right, weights, table)
    score = sum(reason.weight for reason in reasons)
    settings = weights.settings
    why = report_conflict(left, right, settings)
    # A forbidden pair is kept where the rest would have joined it: then the rule decides, and a person should see it.
    rest = sum(reason.weight for reason in reasons if reason.feature not in {"time", "place"})
    if why and (left.report_id == right.report_id or rest >= settings.suggested_score):
        reasons = (
            *reasons,
            Reason(feature="conflict", level="different", weight=table["conflict", "different"], left=why, right=why),
        )
        return _judgement(left, right, "different", reasons)
    if why or score < settings.suggested_score:
        return None
    return _judgement(left, right, "same" if score >= settings.same_score else "suggested", reasons)


def _judgement(left: Profile, right: Profile, verdict: str, reasons: tuple[Reason, ...]) -> Judgement:
    return Judgement(
        # The stage is in the key so that a person's judgement of the same pair is a row beside it.
        id=make_id("jdg", "same", left.id, right.id, NAME),
        kind="same",
        left_id=left.id,
        right_id=right.id,
        verdict=verdict,
        by=NAME,
        score=sum(reason.weight for reason in reasons),
        reasons=reasons,
    )
