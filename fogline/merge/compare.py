"""The stage merge.compare: scores the pairs of each block and keeps the judgements with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.merge.block import Block, block_profiles, pairs
from fogline.merge.gather import gather_profiles
from fogline.merge.judging import NAME, judge_pair
from fogline.merge.pool import tellings
from fogline.merge.settings import MergeSettings
from fogline.merge.weights import Weights, load_weights
from fogline.record.ids import make_id
from fogline.record.types import Actor, Claim, EventMention, Judgement, Mention, Place, Report, Row


@dataclass(frozen=True, slots=True)
class MergeCompare:
    """Unit: a block. Gives `same` judgements: verdict same, suggested, or different where a rule forbids a likely pair."""

    name: ClassVar[str] = NAME
    version: ClassVar[int] = 7
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
        profiles = gather_profiles(record)
        for block in block_profiles(profiles, self.merge, tellings(profiles, self.merge)):
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
