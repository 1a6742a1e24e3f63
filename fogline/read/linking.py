"""Which drafts of a sentence tell of one event, and what they share: a verb of effect and its cause, coordinated verbs."""

from __future__ import annotations

from spacy.tokens import Token

from fogline.read import syntax, where
from fogline.read.draft import Draft

_EFFECT_VERBS = frozenset("kill wound injure damage destroy die maim perish dead injured wounded lose succumb".split())
_REACHING_VERBS = frozenset("strike hit target pound".split())
_NEAR = 3


def link(drafts: list[Draft]) -> None:
    """Ties the verb that tells an effect ("killed") to the event that had it ("in a drone strike") in the same clause."""
    by_index = {draft.head.i: draft for draft in drafts}
    for draft in drafts:
        lemma = draft.head.lemma_.lower()
        if draft.trigger.entry.pos == "noun":
            draft.same_as = _of_death(draft, drafts) if lemma == "death" else _pointed_at(draft, drafts)
            continue
        if lemma not in _EFFECT_VERBS | _REACHING_VERBS:
            draft.same_as = _spelled_out(draft, by_index)
            continue
        cause = _subject_event(draft.head, by_index) if lemma in _REACHING_VERBS else _cause(draft, drafts, by_index)
        if cause is not None and cause is not draft and cause.trigger.entry.event_type == "ASSAULT":
            draft.same_as = cause


def share_circumstances(drafts: list[Draft]) -> None:
    """Coordinated verbs, and an effect with its event, share the day and place that only one of them names."""
    for draft in drafts:
        partners = [other for other in drafts if other.head.i == draft.head.head.i and draft.head.dep_ == "conj"]
        apart = {other.head.i for other in partners if _is_elsewhere(draft, other)}
        if draft.same_as is not None:
            partners.append(draft.same_as)
        for other in partners:
            draft.times, other.times = draft.times or other.times, other.times or draft.times
            if other.head.i not in apart:
                draft.places, other.places = draft.places or other.places, other.places or draft.places
        if draft.same_as is not None and draft.same_as.head.i not in apart:
            _agree(draft, draft.same_as)


def _is_elsewhere(draft: Draft, first: Draft) -> bool:
    """True where the second of two coordinated verbs has a place and tells of another day ("was held in May and killed in Lima
    in June"), or of where somebody died at last ("was shot and died at the clinic")."""
    if not draft.places:
        return False
    other_day = bool(draft.times and first.times) and {t.value for t in draft.times} != {t.value for t in first.times}
    return (other_day and draft.same_as is None) or draft.head.lemma_.lower() in where.DYING


def _agree(draft: Draft, event: Draft) -> None:
    """An effect and its event have one day and one place: those that hang closer to either; two that hang close are both kept."""
    closer_time = draft if draft.reach[0] < event.reach[0] else event
    closer, other = (draft, event) if draft.reach[1] < event.reach[1] else (event, draft)
    draft.times = event.times = closer_time.times
    also = [place for place in other.places if place not in closer.places] if other.reach[1] <= _NEAR else []
    draft.places = event.places = [*closer.places, *also]


def _pointed_at(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The assault just told that "the first such attack" or "an attack that ..." in apposition sums up."""
    noun = draft.head
    sums_up = noun.dep_ in ("appos", "npadvmod") or any(inner.lower_ == "such" for inner in noun.children)
    if not sums_up or draft.trigger.entry.event_type != "ASSAULT" or noun.tag_ != "NN":
        return None
    before = [other for other in drafts if other.head.i < noun.i and other.trigger.entry.event_type == "ASSAULT"]
    return (before[-1].same_as or before[-1]) if before else None


def _of_death(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The one assault of its sentence that "the death of three guards" is of."""
    others = [other for other in drafts if other is not draft and other.trigger.entry.event_type == "ASSAULT"]
    roots = {id(other.same_as or other): other.same_as or other for other in others}
    return next(iter(roots.values())) if len(roots) == 1 and not any(root is draft for root in roots.values()) else None


def _spelled_out(draft: Draft, by_index: dict[int, Draft]) -> Draft | None:
    """The assault that a participle spells out: "retaliated, firing rockets"."""
    verb = draft.head
    whole = by_index.get(verb.head.i)
    if whole is None or verb.tag_ != "VBG" or verb.dep_ != "advcl" or syntax.has_child(verb, "mark"):
        return None
    return whole if {draft.trigger.entry.event_type, whole.trigger.entry.event_type} == {"ASSAULT"} else None


def _subject_event(verb: Token, by_index: dict[int, Draft]) -> Draft | None:
    doer = syntax.subject(verb)
    return by_index.get(syntax.resolve_relative(doer).i) if doer is not None else None


def _cause(draft: Draft, drafts: list[Draft], by_index: dict[int, Draft]) -> Draft | None:
    verb = draft.head
    trailing = verb.dep_ == "acl" and verb.i > 0 and verb.nbor(-1).text == ","
    if verb.tag_ == "VBG" and (verb.dep_ == "advcl" or trailing or (verb.dep_ == "conj" and verb.head.tag_ == "VBG")):
        return _nearest_before(draft, drafts)
    near: list[Token] = []
    doer = syntax.subject(verb) or syntax.passive_subject(verb)
    if doer is not None:
        near.append(syntax.resolve_relative(doer))
    near += [obj for prep, obj in syntax.prepositions(verb) if prep.lower_ in ("in", "by", "during", "when", "from")]
    near += [clause for clause in syntax.children(verb, "advcl") if any(inner.lower_ == "when" for inner in clause.children)]
    if verb.dep_ in ("advcl", "conj", "relcl", "acl"):
        near.append(verb.head)
    if verb.dep_ == "conj":
        near += [obj for prep, obj in syntax.prepositions(verb.head) if prep.lower_ in ("in", "by", "during")]
    return next((by_index[token.i] for token in near if token.i in by_index), None)


def _nearest_before(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The event that ", killing three" follows: the last one before it, whose doers it then shares."""
    before = [other for other in drafts if other.head.i < draft.head.i and other.trigger.entry.event_type == "ASSAULT"]
    if not before:
        return None
    cause = before[-1].same_as or before[-1]
    if cause.head.i != draft.head.head.i:
        draft.participants = [found for found in draft.participants if found.role != "initiator"]
    return cause
