"""Which violent events a report tells as incidents, and which of them are one: two models over its tellings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.read.draft import Draft, ParagraphReading
from fogline.read.event_features import Telling, pair_features, telling_features, tellings
from fogline.read.linear import load_model

_TOLD = 0.4
"""Probability that an event is told as an incident, below which it is talk of violence in general."""
_SENTENCES = 4
"""Sentences that a report must have: in fewer there is nothing to tell talk from telling by."""
_SURELY_TALK = 0.12
"""The same for events told with a day, an effect, or with who did it to whom."""
_ONE = 0.75
"""Probability that two tellings are one incident, from which they are joined."""
_FAR = 8
"""How many tellings back a telling is compared with."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two events of a report that are one incident, with the probability."""

    left: Draft
    right: Draft
    chance: float

    @property
    def weight(self) -> float:
        """Log2 odds."""
        return round(math.log2(self.chance / max(1e-6, 1 - self.chance)), 2)


def drop_talk(readings: Sequence[ParagraphReading]) -> None:
    """Marks as generic the events that a report only talks of."""
    model = load_model("told")
    told = tellings(readings)
    tied = {
        id(draft) for telling in told for draft in (telling.draft, telling.draft.same_as) if telling.draft.same_as is not None
    }
    chances = [float(model.chances(telling_features(telling, told))[1]) for telling in told]
    for telling, chance in zip(told, chances, strict=True):
        is_bare = id(telling.draft) not in tied and not _says_what(telling.draft)
        if telling.of >= _SENTENCES and chance < (_TOLD if is_bare else _SURELY_TALK):
            telling.draft.excluded = "generic"


def _says_what(draft: Draft) -> bool:
    """True for an event told with a day, an effect, who did it to whom, or a word of blame: that is no talk in general."""
    said = [part for part in draft.participants if not part.learnt]
    roles = {part.role for part in said}
    whole = "initiator" in roles and bool(roles & {"victim", "target", "object"})
    return bool(draft.times or draft.blames) or whole or any(part.effect for part in said)


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
        if best is not None and best[0] >= _ONE:
            best[1].append(n)
            found.append(Join(told[best[2]].draft, telling.draft, best[0]))
        else:
            groups.append([n])
    return found


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
