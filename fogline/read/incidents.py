"""Which violent events of a report are one incident: a model over its tellings, whose word merge weighs as evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.read.draft import Draft, ParagraphReading
from fogline.read.event_features import Telling, pair_features, tellings
from fogline.read.linear import load_model

_ONE = 0.75
"""Probability that two tellings are one incident, from which they are joined."""
_BARE = 0.4
"""The same for a telling that has nothing of its own: it can be of no other incident that the record would tell apart."""
_FAR = 8
"""How many tellings back a telling is compared with."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two events of a report that are one incident, with the probability; `is_bare` where the second tells nothing of its own."""

    left: Draft
    right: Draft
    chance: float
    is_bare: bool = False

    @property
    def weight(self) -> float:
        """Log2 odds."""
        return round(math.log2(self.chance / max(1e-6, 1 - self.chance)), 2)


def joins(readings: Sequence[ParagraphReading]) -> list[Join]:
    """The pairs of tellings that make the incidents of a report, each telling joined to the likeliest one before it."""
    model = load_model("one_event")
    told = tellings(readings)
    groups: list[list[int]] = []
    found: list[Join] = []
    for n, telling in enumerate(told):
        chances = {
            m: float(model.chances(pair_features(told[m], telling, n - m - 1, told))[1]) for m in range(max(0, n - _FAR), n)
        }
        best: tuple[float, list[int], int] | None = None
        for group in groups:
            known = [m for m in group if m in chances]
            if not known or any(_other_day(told[m], telling) or _other_doers(told[m], telling) for m in group):
                continue
            mean = sum(chances[m] for m in known) / len(known)
            if best is None or mean > best[0]:
                best = (mean, group, max(known, key=lambda m: chances[m]))
        bare = _is_bare(telling)
        if best is not None and best[0] >= (_BARE if bare else _ONE):
            best[1].append(n)
            found.append(Join(told[best[2]].draft, telling.draft, best[0], bare))
        else:
            groups.append([n])
    return found


def _is_bare(telling: Telling) -> bool:
    """True where nothing says who did it, to whom, when, in which known place, or with what."""
    draft = telling.draft
    circumstances = draft.times or draft.instruments or any(place.is_known for place in draft.places)
    return not draft.participants and not circumstances and draft.same_as is None


def _other_doers(left: Telling, right: Telling) -> bool:
    """True where the rules find who did it in both, in one sentence, and they share no word: two subjects, two deeds."""
    if left.sentence != right.sentence:
        return False
    ours, theirs = (
        {part.head.lemma_.lower() for part in t.draft.participants if part.role == "initiator" and not part.learnt}
        for t in (left, right)
    )
    return bool(ours and theirs) and not ours & theirs


def _other_day(left: Telling, right: Telling) -> bool:
    """True where both tellings name days and no day of one is in a period of the other."""
    ours, theirs = ([t.period for t in telling.draft.times if t.period.is_known] for telling in (left, right))
    if not ours or not theirs:
        return False
    return not any(
        (a.earliest is None or b.latest is None or a.earliest <= b.latest)
        and (b.earliest is None or a.latest is None or b.earliest <= a.latest)
        for a in ours
        for b in theirs
    )
