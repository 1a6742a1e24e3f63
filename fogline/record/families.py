"""Sets that grow together: union-find, and the families of reports that are copies of one story."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from fogline.record.references import is_by_stage
from fogline.record.types import Judgement

K = TypeVar("K", bound=Hashable)


class Groups(Generic[K]):
    """Union-find over any keys; a key that was never joined is alone."""

    def __init__(self) -> None:
        self._parent: dict[K, K] = {}

    def find(self, key: K) -> K:
        """The key that stands for the group of `key`."""
        root = key
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while key != root:
            self._parent[key], key = root, self._parent.get(key, key)
        return root

    def join(self, left: K, right: K) -> None:
        """Puts two groups together."""
        left, right = self.find(left), self.find(right)
        if left != right:
            self._parent[right] = left


def copy_families(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Report id -> smallest report id of its family, for reports with a copy. A person's verdict outranks a stage's."""
    copies = [j for j in judgements if j.kind == "copy"]
    refused = {_pair(j) for j in copies if not is_by_stage(j.by) and j.verdict == "different"}
    groups: Groups[str] = Groups()
    joined: set[str] = set()
    for judgement in copies:
        if judgement.verdict == "same" and _pair(judgement) not in refused:
            groups.join(judgement.left_id, judgement.right_id)
            joined |= {judgement.left_id, judgement.right_id}
    smallest: dict[str, str] = {}
    for report_id in sorted(joined):
        smallest.setdefault(groups.find(report_id), report_id)
    return {report_id: smallest[groups.find(report_id)] for report_id in sorted(joined)}


def _pair(judgement: Judgement) -> tuple[str, str]:
    left, right = sorted((judgement.left_id, judgement.right_id))
    return left, right
