"""One event or many: tellings of totals (aggregates) and talk of events in general."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from fogline.read import syntax
from fogline.read.casualties import total
from fogline.read.draft import Draft
from fogline.read.event_words import trigger_table
from fogline.read.light_verbs import light_verbs
from fogline.read.voices import is_speech_verb

_COUNTED_NOUNS = frozenset({"CONSULT"})
_SPOKEN = frozenset({"THREATEN", "AGREE", "REJECT", "ACCUSE", "REQUEST"})
_SERIES = frozenset("series wave spate string number dozen hundred score barrage campaign surge uptick rise increase".split())
_MEANS = frozenset({"in", "by", "during", "after", "following", "from", "with"})
_UNDERGOING = frozenset({"suffer", "sustain", "receive", "hear"})
_STRETCHES = frozenset("day week month year decade century".split())
_PAST = frozenset("past last recent previous preceding".split())
_TOLL = 500
_UNITS = frozenset({"day", "week", "month", "year"})
_OFTEN = frozenset(
    "repeatedly often frequently regularly routinely daily weekly sporadically occasionally sometimes usually".split()
)
_FREQUENT = frozenset(
    "daily nightly weekly monthly frequent regular repeated constant continual sporadic intermittent occasional recurrent".split()
)


def mark_plural(draft: Draft, *, is_headline: bool) -> None:
    """Marks tellings of many events at once (aggregates) and talk of events in general (excluded as generic)."""
    head = draft.head
    if draft.trigger.entry.pos == "verb" or (draft.trigger.entry.event_type == "ASSAULT" and head.pos_ == "ADJ"):
        often = any(inner.lower_ in _OFTEN or inner.lower_ == "times" for inner in head.children) or _is_since(head)
        often = often or _is_toll(draft) or _is_over_time(head)
        draft.is_aggregate = often or _long(draft) or _is_open_perfect(draft)
        return
    _mark_rate(draft)
    twin = any(inner.lower_ in ("twin", "simultaneous", "coordinated") for inner in head.children)
    plural = head.tag_ in ("NNS", "NNPS") and not twin and draft.trigger.entry.event_type not in _COUNTED_NOUNS
    if draft.trigger.entry.needs == "war_noun" and not _on_one_day(draft):
        draft.is_aggregate = True  # an offensive or a battle goes on for days
    outer = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head
    series = outer.i != head.i and outer.lemma_.lower() in _SERIES
    plural = plural or (outer.tag_ == "NNS" and outer.pos_ == "NOUN" and head.tag_ == "NN" and not _on_one_day(draft))
    if any(inner.lower_ in _FREQUENT for noun in (head, outer) for inner in noun.children) and not _on_one_day(draft):
        draft.is_aggregate = True  # "almost daily exchanges of fire"
    if series or (plural and (_numbered(head) or not _on_one_day(draft))):
        draft.is_aggregate = True
    if series or (_numbered(head) and head.tag_ != "NN"):
        return
    if not plural:
        if draft.trigger.entry.needs == "inquiry":
            return  # "is under investigation" tells of one that goes on
        draft.excluded = (
            "generic" if _is_bare(draft, is_headline=is_headline) or _is_in_general(draft, is_headline=is_headline) else None
        )
        return
    if _is_of_a_deed(head) or (is_headline and _heads_a_line(draft)):
        return
    definite = any(inner.dep_ in ("det", "poss") for inner in head.children)
    told = definite or draft.times or draft.places or draft.participants or _does_something(head)
    if not told or (not definite and draft.standing.modality == "happened" and not _has_past_verb(head)):
        draft.excluded = "generic"


def _mark_rate(draft: Draft) -> None:
    """ "The group carries out five to ten attacks a month" tells of what happened, although in the present tense."""
    because = draft.standing.because
    habit = draft.standing.modality == "hypothetical" and because is not None and because.tag_ in ("VBZ", "VBP")
    units = [token for token in draft.sentence if token.lemma_.lower() in _UNITS and token.i > draft.head.i]
    per = any(inner.lower_ in ("a", "per", "each", "every") for unit in units for inner in (*unit.children, unit.head))
    if habit and per and _numbered(draft.head):
        draft.standing = replace(draft.standing, modality="happened")


def _heads_a_line(draft: Draft) -> bool:
    """True for what a headline is about: "Air strikes kill nine", "Clashes near the port", "Nine killed in raids"."""
    head = draft.head
    if draft.trigger.entry.event_type in _SPOKEN:
        return False
    return head.dep_ in ("ROOT", "nsubj", "pobj") or (head.dep_ == "dobj" and bool(draft.places))


def _is_of_a_deed(noun: Token) -> bool:
    """True for "killed in air strikes", "carried out raids": what was done and has happened, it happened in or with these."""
    verb = syntax.governing_verb(noun)
    if verb is None or not _has_past_verb(noun) or syntax.is_negated(verb):
        return False
    lemma = verb.lemma_.lower()
    if noun.dep_ == "dobj":
        return noun.head.i == verb.i and (lemma in light_verbs() or lemma in _UNDERGOING)
    by = noun.head
    entry = trigger_table().get((lemma, "verb"))
    deed = entry is not None and entry.event_type == "ASSAULT"
    return noun.dep_ == "pobj" and by.lower_ in _MEANS and by.head.i == verb.i and deed


def _does_something(noun: Token) -> bool:
    """True for the subject of a verb of the past that is more than "was": "bombings left 30 people dead"."""
    verb = noun.head
    return noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ not in ("be", "remain", "become") and _has_past_verb(noun)


def _long(draft: Draft) -> bool:
    """True for a verb told over a stretch of more than two months ("have attacked ... since 2019")."""
    for time in draft.times:
        period = time.reach
        if period.earliest and period.latest and (period.latest - period.earliest).days > 62 and period.basis != "inferred":
            return any(aux.lemma_.lower() in ("have", "be") for aux in syntax.children(draft.head, "aux"))
    return False


def _is_over_time(verb: Token) -> bool:
    """True for "killed twelve people in the past month", "have been arrested so far this year"."""
    if any(inner.lower_ == "far" and any(so.lower_ == "so" for so in inner.children) for inner in verb.children):
        return True
    spans = [obj for prep, obj in syntax.prepositions(verb) if prep.lower_ in ("in", "over", "during", "within")]
    return any(noun.lemma_.lower() in _STRETCHES and any(t.lower_ in _PAST for t in noun.children) for noun in spans)


def _is_toll(draft: Draft) -> bool:
    """True for a toll so high that no single incident without a day has it: it is that of a war or a campaign."""
    found = total(draft.participants, "killed")
    return found is not None and (found[0] or 0) >= _TOLL and not _on_one_day(draft)


def _is_since(verb: Token) -> bool:
    """True for a verb told over all the time since something ("290,000 killed since the war began")."""
    verbs = [verb, *verb.conjuncts]
    clauses = [inner for one in verbs for inner in one.children if inner.dep_ in ("advcl", "prep")]
    return any(
        inner.lower_ == "since" or any(t.lower_ == "since" and t.dep_ == "mark" for t in inner.children) for inner in clauses
    )


def _is_open_perfect(draft: Draft) -> bool:
    """True for "the militias have attacked US forces": a perfect with several doers and no day."""
    doer = syntax.subject(draft.head)
    perfect = any(aux.lemma_ == "have" and aux.tag_ != "VBD" for aux in syntax.children(draft.head, "aux"))
    return perfect and not draft.times and doer is not None and doer.tag_ == "NNS" and draft.trigger.entry.effect is None


def _numbered(head: Token) -> bool:
    return any(
        inner.dep_ == "nummod" or inner.lower_ in ("several", "many", "few", "numerous", "multiple") for inner in head.children
    )


def _on_one_day(draft: Draft) -> bool:
    return any(time.period.precision == "day" for time in draft.times)


def _is_in_general(draft: Draft, *, is_headline: bool) -> bool:
    """True for "a strike" in a sentence of the present without a day: "... aircraft employed in a strike", "is one strike"."""
    head, root = draft.head, draft.sentence.root
    if (
        is_headline
        or draft.times
        or any(inner.lower_ in ("the", "this", "that") or inner.dep_ == "poss" for inner in head.children)
    ):
        return False
    above = syntax.governing_verb(head)
    present = root.tag_ in ("VBZ", "VBP") or any(aux.tag_ in ("VBZ", "VBP") and aux.lemma_ == "do" for aux in root.children)
    told = any(verb.tag_ == "VBD" for verb in (above, root) if verb is not None)
    passes_on = is_speech_verb(root) and not syntax.is_negated(root)
    return present and not told and not passes_on and not draft.places and not draft.same_as


def _is_bare(draft: Draft, *, is_headline: bool) -> bool:
    head = draft.head
    if is_headline and draft.trigger.entry.event_type not in _SPOKEN and head.dep_ in ("ROOT", "nsubj", "pobj"):
        return False  # headlines have no articles: "Siege of the port enters third month"
    if draft.trigger.entry.event_type in _SPOKEN and not draft.participants and not draft.times:
        return True  # "the threat comes amid ...": it points back at what was told elsewhere
    if head.tag_ not in ("NN", "NNS") or draft.participants or draft.times or draft.places:
        return False
    return not any(inner.dep_ in ("det", "poss", "compound", "amod") for inner in head.children) and not _has_past_verb(head)


def _has_past_verb(head: Token) -> bool:
    verb = syntax.governing_verb(head)
    return verb is not None and (
        verb.tag_ in ("VBD", "VBN") or any(aux.tag_ in ("VBD", "VBZ", "VBP") and aux.lemma_ == "have" for aux in verb.children)
    )
