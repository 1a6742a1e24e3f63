"""Definite words that point back: "the attack", "that strike" and the earlier telling of the same report that they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from fogline.lexicon.function_words import function_words
from fogline.merge.conflicts import bounds, is_answer
from fogline.merge.profile import Profile
from fogline.merge.weights import definite_words, pointing_nouns
from fogline.merge.words import stems
from fogline.record.ties import compatible
from fogline.record.values import Span

_REACH = 3
"""Words before a trigger among which a definite word is looked for ("the deadly drone attack")."""
Words = tuple[Span, Span]
"""Sentence and trigger of a mention."""


def link_back(words: Sequence[Words], profiles: Sequence[Profile]) -> list[Profile]:
    """The profiles, in their order, with `points_back_to` where definite words mean an earlier telling of the report."""
    by_report: dict[str, list[int]] = defaultdict(list)
    order = sorted(range(len(profiles)), key=lambda i: (profiles[i].report_id, words[i][1].start, profiles[i].id))
    for index in order:
        by_report[profiles[index].report_id].append(index)
    linked = list(profiles)
    for told in by_report.values():
        for position, index in enumerate(told):
            names = named_between(*words[index])
            if names is None:
                continue
            earlier = [i for i in told[:position] if words[i][0] != words[index][0]]
            if found := _meant(profiles[index], names, [(profiles[i], words[i][0].quote) for i in earlier]):
                linked[index] = replace(profiles[index], points_back_to=found.id)
    return linked


def named_between(sentence: Span, trigger: Span) -> frozenset[str] | None:
    """Stems of the names and numbers between a definite word and its noun; None where nothing points back.

    It points back where the noun has a definite word before it and at most two words, none of them a function word, between.
    """
    words = trigger.quote.split()
    head = words[-1].lower()
    if not {head, head.removesuffix("s")} & pointing_nouns():
        return None
    before = sentence.quote[: max(0, trigger.start - sentence.start)].split()
    names: list[str] = []
    for word in [*words[:-1][::-1], *before[::-1]][:_REACH]:
        if word.lower() in definite_words():
            return frozenset(stems(" ".join(names)))
        if word.lower() in function_words() or not word[-1].isalnum():
            return None
        if not word.islower():
            names.append(word)
    return None


def _meant(mention: Profile, names: frozenset[str], earlier: Sequence[tuple[Profile, str]]) -> Profile | None:
    """The closest earlier telling of its kind that nothing tells apart from it; one with the same trigger first."""
    # "The Harbor Street attack" means only what was told with that name; "the attack" means the last one.
    found = [one for one, sentence in earlier if one.family == mention.family and names <= set(stems(sentence))]
    found = [one for one in found if not is_answer(bounds(mention), bounds(one))]
    found = [one for one in found if not _is_other_doer(mention, one)] or found
    same = [one for one in found if set(one.trigger) & set(mention.trigger)]
    return next(reversed(same or found), None)


def _is_other_doer(left: Profile, right: Profile) -> bool:
    if not left.initiators or not right.initiators or set(left.initiators) & set(right.initiators):
        return False
    above = dict((*left.above, *right.above))
    return not any(compatible(a, b, above) for a in left.initiators for b in right.initiators)
