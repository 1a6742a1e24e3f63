"""What mentions refer to, read from the ledger: the one place that applies the rules of `refers` judgements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from fogline.record.types import Judgement, Mention
from fogline.record.vocabulary import STAGE_FOLDERS


def is_by_stage(by: str) -> bool:
    """True where `by` names a stage (folder.file) and not a person."""
    folder, dot, file = by.partition("@")[0].partition(".")
    return bool(dot) and folder in STAGE_FOLDERS and file.replace("_", "").isalpha()


class References:
    """Actor and place that each mention refers to. Only asserted links count; a person's verdict outranks a stage's."""

    def __init__(self, judgements: Iterable[Judgement], mentions: Iterable[Mention]) -> None:
        self._stands_for = {m.id: m.refers_to for m in mentions if m.refers_to}
        said: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in judgements:
            if judgement.kind == "refers":
                said[judgement.left_id].append(judgement)
        self._targets = {mention_id: _targets(found) for mention_id, found in said.items()}

    def targets(self, mention_id: str | None) -> tuple[str, ...]:
        """Ids that the mention, or the earlier mention that it stands for, refers to; best first."""
        seen: set[str] = set()
        while mention_id and mention_id not in seen:
            if found := self._targets.get(mention_id):
                return found
            seen.add(mention_id)
            mention_id = self._stands_for.get(mention_id)
        return ()

    def first_in(self, mention_id: str | None, known: Iterable[str]) -> str | None:
        """The best target that is one of `known` (ids of actors, or of places; give a set or dict), or None."""
        return next((target for target in self.targets(mention_id) if target in known), None)


def _targets(judgements: list[Judgement]) -> tuple[str, ...]:
    by_person = [j for j in judgements if not is_by_stage(j.by)]
    refused = {j.right_id for j in by_person if j.verdict == "different"}
    chosen = [j.right_id for j in sorted(by_person, key=lambda j: (j.at or "", j.id), reverse=True) if j.verdict == "same"]
    if chosen:
        return tuple(dict.fromkeys(chosen))
    machine = [j for j in judgements if is_by_stage(j.by) and j.verdict == "same" and j.right_id not in refused]
    return tuple(dict.fromkeys(j.right_id for j in sorted(machine, key=lambda j: (-j.score, j.right_id))))
