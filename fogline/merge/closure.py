"""Groups event mentions by their links: closure with constraints. Pure, and independent of the order of its input."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fogline.merge.conflicts import Bounds, conflict
from fogline.merge.settings import MergeSettings
from fogline.record.families import Groups

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What is known of pairs of mention ids. Pairs are sorted; what a person decided outranks the rest."""

    scores: Mapping[Pair, float]
    """Score of each stored positive pair (verdict same or suggested)."""
    forbidden: frozenset[Pair] = frozenset()
    """Pairs that the machine forbids."""
    same_by_person: tuple[Pair, ...] = ()
    """Oldest first."""
    different_by_person: frozenset[Pair] = frozenset()
    read: frozenset[Pair] = frozenset()
    """Pairs that the reader found to tell of one event in one clause: only a person parts them."""
    copies: frozenset[Pair] = frozenset()
    """Pairs that are one telling, printed twice: together they count as one."""
    reports: Mapping[str, str] = field(default_factory=dict)
    """Mention -> its report: all that one report tells of an incident counts as one telling."""


def pair_of(left: str, right: str) -> Pair:
    """The pair with its smaller id first."""
    return (left, right) if left < right else (right, left)


def close(bounds: Mapping[str, Bounds], links: Links, settings: MergeSettings) -> list[tuple[str, ...]]:
    """The groups, each sorted, in the order of their first members. Every mention is in exactly one."""
    clusters = _Clusters(bounds, links, settings)
    for left, right in links.same_by_person:
        clusters.force(left, right)
    for left, right in sorted(links.read):
        clusters.obey(left, right)
    for left, right in sorted(links.copies):
        clusters.join(left, right)
    strong_first = sorted(links.scores, key=lambda pair: (-links.scores[pair], pair))
    candidates = [pair for pair in strong_first if links.scores[pair] >= settings.same_score]
    # A link that was refused may pass when its groups have grown; each pass joins something or ends.
    while any([clusters.link(left, right) for left, right in candidates]):
        pass
    return clusters.groups()


class _Clusters:
    def __init__(self, bounds: Mapping[str, Bounds], links: Links, settings: MergeSettings) -> None:
        self._bounds = bounds
        self._links = links
        self._settings = settings
        self._home = {mention: mention for mention in bounds}
        self._members: dict[str, list[str]] = {mention: [mention] for mention in bounds}
        self._near = _neighbors(links.scores)
        self._never = _neighbors(dict.fromkeys(links.forbidden, 0.0))
        self._refused = _neighbors(dict.fromkeys(links.different_by_person, 0.0))
        self._forced: Groups[str] = Groups()
        self._telling: Groups[str] = Groups()

    def groups(self) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def force(self, left: str, right: str) -> None:
        """Joins what a person joined, unless a person also parted it."""
        homes = self._homes(left, right)
        if homes and not self._meets(*homes, self._refused):
            self._merge(*homes)
            self._forced.join(left, right)

    def obey(self, left: str, right: str) -> None:
        """Joins what the reader found to be one event, unless a person parted it."""
        homes = self._homes(left, right)
        if homes and not self._meets(*homes, self._refused):
            self._merge(*homes)

    def join(self, left: str, right: str) -> bool:
        """Joins two printings of one telling, unless a rule forbids it."""
        homes = self._homes(left, right)
        if not homes or self._is_vetoed(*homes):
            return False
        self._merge(*homes)
        first, second = sorted((self._telling_of(left), self._telling_of(right)))
        self._telling.join(first, second)
        return True

    def link(self, left: str, right: str) -> bool:
        """Joins the groups of a linked pair where no rule forbids it and the link is no weak bridge."""
        homes = self._homes(left, right)
        if not homes or self._is_vetoed(*homes):
            return False
        is_strong = self._links.scores[pair_of(left, right)] >= self._settings.strong_score
        if not is_strong and (self._is_bridge(*homes) or self._is_undated_bridge(left, right)):
            return False
        self._merge(*homes)
        return True

    def _homes(self, left: str, right: str) -> Pair | None:
        if left not in self._home or right not in self._home or self._home[left] == self._home[right]:
            return None
        return pair_of(self._home[left], self._home[right])

    def _merge(self, left: str, right: str) -> None:
        # The smaller id stands for the group, so that groups do not depend on the order of the links.
        for mention in self._members[right]:
            self._home[mention] = left
        self._members[left] += self._members.pop(right)

    def _is_vetoed(self, left: str, right: str) -> bool:
        if self._meets(left, right, self._refused):
            return True
        ours, theirs = self._by_decision(left), self._by_decision(right)
        return any(self._are_apart(a, b) for a in ours for b in theirs)

    def _by_decision(self, home: str) -> list[list[str]]:
        """Members of a group, those that a person joined together."""
        found: dict[str, list[str]] = defaultdict(list)
        for mention in self._members[home]:
            found[self._forced.find(mention)].append(mention)
        return list(found.values())

    def _are_apart(self, left: list[str], right: list[str]) -> bool:
        """True where each of one conflicts with each of the other: of what a person joined, one compatible telling will do."""
        return all(self._conflict(a, b) for a in left for b in right)

    def _conflict(self, left: str, right: str) -> bool:
        if right in self._never.get(left, ()):
            return True
        slack = self._settings.slack_days
        return conflict(self._bounds[left], self._bounds[right], self._settings, slack) is not None

    def _meets(self, left: str, right: str, pairs: Mapping[str, Mapping[str, float]]) -> bool:
        return any(self._home.get(b) == right for a in self._members[left] for b in pairs.get(a, ()))

    def _is_bridge(self, left: str, right: str) -> bool:
        """True where two groups of several tellings share too few links for their size."""
        ours, theirs = self._tellings(left), self._tellings(right)
        if len(ours) == len(theirs) == 1 and ours.keys() == theirs.keys():
            # Both are of one report: then each of its mentions counts by itself.
            ours = {mention: {mention} for mention in self._members[left]}
            theirs = {mention: {mention} for mention in self._members[right]}
        if min(len(ours), len(theirs)) == 1:
            return False
        return sum(self._best_link(a, b) for a in ours.values() for b in theirs.values()) < 0

    def _is_undated_bridge(self, left: str, right: str) -> bool:
        """True where two dated groups would be joined by a mention without a date alone."""
        if self._bounds[left].is_dated and self._bounds[right].is_dated:
            return False
        ours, theirs = self._dated(self._home[left]), self._dated(self._home[right])
        return bool(ours and theirs) and self._best_link(ours, theirs) < self._settings.suggested_score

    def _dated(self, home: str) -> set[str]:
        return {mention for mention in self._members[home] if self._bounds[mention].is_dated}

    def _best_link(self, left: set[str], right: set[str]) -> float:
        scores = [self._near[a][b] for a in left if a in self._near for b in right if b in self._near[a]]
        return max(scores, default=self._settings.missing_score)

    def _telling_of(self, mention: str) -> str:
        return self._telling.find(self._links.reports.get(mention, mention))

    def _tellings(self, home: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for mention in self._members[home]:
            found[self._telling_of(mention)].add(mention)
        return found


def _neighbors(scores: Mapping[Pair, float]) -> dict[str, dict[str, float]]:
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (left, right), score in scores.items():
        near[left][right] = score
        near[right][left] = score
    return near


def oldest_first(decisions: Iterable[tuple[str, Pair]]) -> tuple[Pair, ...]:
    """Pairs in the order of the instants at which they were decided."""
    ordered: Sequence[tuple[str, Pair]] = sorted(decisions)
    return tuple(pair for _, pair in ordered)
