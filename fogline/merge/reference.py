"""What points back in a report: definite words ("the attack", "that strike"), and bare effects ("Six others were wounded.")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from fogline.lexicon.function_words import function_words
from fogline.merge.conflicts import bounds, is_answer
from fogline.merge.profile import Profile
from fogline.merge.weights import definite_words, effect_stems, naming_words, own_clause_words, pointing_nouns
from fogline.merge.words import stems
from fogline.record.ties import compatible
from fogline.record.values import Span

_REACH = 3
"""Words before a trigger among which a definite word is looked for ("the deadly drone attack")."""
_NAME = 5
"""Words after "of" that are looked through for a name."""
_GAP = 3
"""Characters between one sentence and the next, a new paragraph included."""
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
            mention, names = profiles[index], named_between(*words[index])
            earlier = [(profiles[i], words[i][0]) for i in told[:position]]
            later = [profiles[i] for i in told[position + 1 :] if words[i][0] == words[index][0]]
            if names is not None:
                found = _meant(mention, names, [(one, said.quote) for one, said in earlier if said != words[index][0]])
            else:
                found = _continued(mention, words[index], earlier, later) if _is_bare_effect(mention) else None
            if found:
                linked[index] = replace(mention, points_back_to=found.id)
    return linked


def _is_bare_effect(mention: Profile) -> bool:
    """True where somebody was hurt and nothing says by whom, where, when or with what: a writer means what was told before."""
    told = mention.initiators or mention.places or mention.place_names or mention.is_dated or mention.weapons
    hurt = mention.killed or mention.injured or set(mention.trigger) & effect_stems()
    return bool(hurt) and not told and mention.family == "force"


def _continued(
    mention: Profile, words: Words, earlier: Sequence[tuple[Profile, Span]], later: Sequence[Profile]
) -> Profile | None:
    """The closest telling of its kind in the same sentence ("three killed in an attack"), else in the one right before."""
    sentence, trigger = words
    if "or" in sentence.quote[: max(0, trigger.start - sentence.start)].lower().split():
        # What stands beside an "or" is another thing that somebody may have done.
        return None
    kin = [one for one, said in earlier if one.family == mention.family and said == sentence][::-1]
    kin += [one for one in later if one.family == mention.family]
    kin = [one for one in kin if one.id not in mention.same_clause]
    before = [one for one, said in earlier if one.family == mention.family and 0 <= sentence.start - said.end <= _GAP][::-1]
    # "Three killed, nine wounded in an attack": both mean the attack, which has the place.
    full = [one for one in kin if not _is_bare_effect(one)]
    behind = [one for one in kin if one not in later]
    return next(iter([*full, *behind, *before]), None)


def named_between(sentence: Span, trigger: Span) -> frozenset[str] | None:
    """Stems of the names and numbers between a definite word and its noun, or right after it; None if nothing points back.

    It points back where the noun has a definite word before it and at most two words, none of them a function word, between,
    and no clause of its own behind it ("the strike which killed five" tells what was not told before).
    """
    words = trigger.quote.split()
    head = words[-1].lower()
    if not {head, head.removesuffix("s")} & pointing_nouns():
        return None
    if set(_after(sentence, trigger)[:1]) & own_clause_words():
        return None
    before = sentence.quote[: max(0, trigger.start - sentence.start)].split()
    names: list[str] = []
    for word in [*words[:-1][::-1], *before[::-1]][:_REACH]:
        if word.lower() in definite_words():
            return frozenset(stems(" ".join([*names, *_named_after(sentence, trigger)])))
        if word.lower() in function_words() or not word[-1].isalnum():
            return None
        if not word.islower():
            names.append(word)
    return None


def _after(sentence: Span, trigger: Span) -> list[str]:
    return sentence.quote[max(0, trigger.end - sentence.start) :].split()


def _named_after(sentence: Span, trigger: Span) -> list[str]:
    """The names and numbers of "the killing of X", "the bombing of 2 February", "the attack in X"."""
    after = _after(sentence, trigger)
    if not after or after[0].lower() not in naming_words():
        return []
    named = takewhile(lambda word: word.lower() not in function_words() or word.lower() in definite_words(), after[1 : _NAME + 1])
    return [word for word in named if not word.islower()]


def _meant(mention: Profile, names: frozenset[str], earlier: Sequence[tuple[Profile, str]]) -> Profile | None:
    """The closest earlier telling of its kind that nothing tells apart from it; one with the same trigger first."""
    # "The Harbor Street attack" means only what was told with that name; "the attack" means the last one.
    found = [one for one, sentence in earlier if one.family == mention.family and names <= set(stems(sentence))]
    found = [one for one in found if not is_answer(bounds(mention), bounds(one))]
    found = [one for one in found if not _is_other_doer(mention, one)] or found
    same = [one for one in found if set(one.trigger) & set(mention.trigger)]
    # "The killing of the mayor" is told anew where what was told before was done to something else.
    found = [one for one in found if not _is_other_patient(mention, one)]
    return next(reversed(same or found), None)


def _is_other_doer(left: Profile, right: Profile) -> bool:
    if not left.initiators or not right.initiators or set(left.initiators) & set(right.initiators):
        return False
    above, states = dict((*left.above, *right.above)), dict((*left.states, *right.states))
    pairs = [(a, b) for a in left.initiators for b in right.initiators]
    return not any(compatible(a, b, above) or (a in states and states[a] == states.get(b)) for a, b in pairs)


def _is_other_patient(left: Profile, right: Profile) -> bool:
    return bool(left.patient_words and right.patient_words) and not set(left.patient_words) & set(right.patient_words)
