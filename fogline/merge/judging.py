"""Judges one pair of profiles: the reasons for and against one incident, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping

from fogline.merge.conflicts import report_conflict
from fogline.merge.features import levels
from fogline.merge.profile import Profile
from fogline.merge.weights import Weights
from fogline.record.ids import make_id
from fogline.record.types import Judgement, Reason

NAME = "merge.compare"


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
