"""Event mentions of one parsed paragraph, still in tokens: trigger, participants, standing, voices, time and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from fogline.read import roles, syntax, where
from fogline.read.actors import ActorWords
from fogline.read.blame import Blame, find_blame
from fogline.read.casualties import total
from fogline.read.circumstances import bind, distance
from fogline.read.modality import Standing, standing
from fogline.read.names import NameHit
from fogline.read.triggers import Trigger, TriggerFinder
from fogline.read.voices import Speech, chain, find_speeches, is_speech_verb
from fogline.record.types import Period

_EFFECT_VERBS = frozenset("kill wound injure damage destroy die maim perish".split())
_REACHING_VERBS = frozenset("strike hit target pound".split())
_COUNTED_NOUNS = frozenset({"CONSULT"})
_SPOKEN = frozenset({"THREATEN", "AGREE", "REJECT", "ACCUSE", "REQUEST"})
_SERIES = frozenset("series wave spate string number dozen hundred score barrage campaign surge uptick rise increase".split())
_TOLL = 500
_FAR = 99
_NEAR = 3
_OFTEN = frozenset(
    "repeatedly often frequently regularly routinely daily weekly sporadically occasionally sometimes usually".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """A resolved time expression: character range, TIMEX3 type and value, the days it names and those it reaches over."""

    start: int
    end: int
    type: str
    value: str
    period: Period
    reach: Period


@dataclass(slots=True)
class Draft:
    """An event mention in the making."""

    trigger: Trigger
    sentence: SpacySpan
    standing: Standing
    participants: list[roles.Participant]
    instruments: list[roles.Instrument]
    speeches: list[Speech]
    blames: list[Blame] = field(default_factory=list)
    times: list[TimeWords] = field(default_factory=list)
    places: list[NameHit] = field(default_factory=list)
    reach: tuple[int, int] = (_FAR, _FAR)
    """Arcs of the parse to the nearest time and place that hang on it."""
    is_aggregate: bool = False
    excluded: str | None = None
    same_as: Draft | None = None

    @property
    def head(self) -> Token:
        """The head token of the trigger."""
        return self.trigger.head


@dataclass(frozen=True, slots=True)
class ParagraphReading:
    """What was read in one paragraph."""

    doc: Doc
    hits: list[NameHit]
    words: ActorWords
    drafts: list[Draft]
    speeches: list[Speech]


def read_paragraph(
    doc: Doc, hits: list[NameHit], words: ActorWords, times: Sequence[TimeWords], *, is_headline: bool
) -> ParagraphReading:
    """Reads the events of a paragraph. `times` carry character offsets in the paragraph."""
    finder = TriggerFinder(words.is_armed, words.is_person, words.is_official)
    drafts: list[Draft] = []
    speeches: list[Speech] = []
    for sentence in doc.sents:
        spoken = find_speeches(sentence)
        speeches += spoken
        headline = is_headline or _is_title_case(sentence)
        found = [_draft(trigger, sentence, spoken, words, is_headline=headline) for trigger in finder.find(sentence)]
        _bind_circumstances(found, sentence, hits, times)
        for blame in find_blame([draft.head for draft in found], list(sentence), words):
            next(draft for draft in found if draft.head.i == blame.event.i).blames.append(blame)
        _link(found)
        _share_circumstances(found)
        for draft in found:
            _mark_plural(draft, is_headline=headline)
        for draft in found:
            draft.is_aggregate |= draft.same_as is not None and draft.same_as.is_aggregate
        drafts += found
    return ParagraphReading(doc, hits, words, drafts, speeches)


def _draft(trigger: Trigger, sentence: SpacySpan, spoken: list[Speech], words: ActorWords, *, is_headline: bool) -> Draft:
    anchor = roles.light_verb_of(trigger.head) if trigger.entry.pos == "noun" else None
    stands = standing(trigger.head, trigger.entry.event_type, is_headline=is_headline)
    if anchor is not None and anchor.dep_ in ("relcl", "acl") and stands.modality == "happened":
        relative = standing(anchor, trigger.entry.event_type, is_headline=is_headline)
        stands = replace(relative, stage=stands.stage if relative.stage == "accomplished" else relative.stage)
    taking_part = roles.participants(trigger, words)
    if any(p.role in ("victim", "target") and syntax.is_negated(p.head) for p in taking_part) or _nothing_done(trigger.head):
        stands = replace(stands, modality="negated")  # "no officers were injured"
    if stands.modality == "happened" and sentence.text.rstrip("”\"' ").endswith("?"):
        stands = replace(stands, modality="hypothetical")  # a question states nothing
    by_police = any(_is_police(p.head, words) for p in taking_part if p.role == "initiator")
    if trigger.entry.lemma == "raid" and by_police:
        trigger = replace(trigger, entry=replace(trigger.entry, event_type="COERCE", modes=("seize",)))
    if trigger.entry.lemma in ("capture", "seize") and not by_police and any(_is_taken(p, words) for p in taking_part):
        trigger = replace(trigger, entry=replace(trigger.entry, event_type="ASSAULT", modes=("abduct",), object_role="victim"))
        taking_part = roles.participants(trigger, words)
    return Draft(
        trigger=trigger,
        sentence=sentence,
        standing=stands,
        participants=taking_part,
        instruments=roles.instruments(trigger),
        speeches=chain(trigger.head, spoken),
    )


def _nothing_done(head: Token) -> bool:
    """True for "no shells were fired" and "nobody attacked the post": the subject or object is none."""
    if head.pos_ != "VERB":
        return False
    near = [syntax.subject(head), syntax.passive_subject(head), syntax.child(head, "dobj")]
    return any(token is not None and syntax.is_negated(token) for token in near)


def _is_police(head: Token, words: ActorWords) -> bool:
    agent = words.agent(head)
    return agent is not None and agent.argument_class == "police"


def _is_taken(participant: roles.Participant, words: ActorWords) -> bool:
    """True for a fighter who is captured: abduction, by rule 20 of the codebook."""
    agent = words.agent(participant.head) if participant.effect == "captured" else None
    return agent is not None and agent.entity != "organization" and agent.argument_class in ("military", "militia")


def _is_title_case(sentence: SpacySpan) -> bool:
    """True for a headline that stands in running text: nearly all longer words have a capital."""
    words = [token for token in sentence if token.is_alpha and len(token) > 3]
    return 3 <= len(words) <= 20 and sum(token.text[0].isupper() for token in words) >= 0.8 * len(words)


def _bind_circumstances(drafts: list[Draft], sentence: SpacySpan, hits: list[NameHit], times: Sequence[TimeWords]) -> None:
    heads = [draft.head for draft in drafts]
    first, last = sentence.start_char, sentence.end_char
    timed = [(_token_at(sentence, time.start, time.end), time) for time in times if first <= time.start < last]
    timed = [(token, _named_day(token, time, heads)) for token, time in timed]
    doers = {t.i for draft in drafts for p in draft.participants if p.role == "initiator" for t in p.head.subtree}
    doers -= {t.i for head in heads for t in head.subtree if t.i in doers and head.i in doers}
    inside = [hit for hit in hits if sentence.start <= hit.start < sentence.end and hit.start not in doers]
    nouns = [head for head in heads if head.pos_ != "VERB"]
    near = bind(heads, [(sentence.doc[hit.start : hit.end].root, hit) for hit in inside if hit.is_place]) if nouns else {}
    inside = [hit for hit in inside if where.is_candidate(hit, sentence.doc)]
    when = bind(heads, [(token, time) for token, time in timed if token is not None])
    for draft in drafts:
        found_times = when.get(draft.head.i, [])
        draft.times = [bound.item for bound in found_times]
        draft.places = where.choose(draft.head, inside, heads)
        if draft.head.pos_ != "VERB":  # the weights were trained on verbs
            draft.places = draft.places or [bound.item for bound in near.get(draft.head.i, [])]
        arcs = [distance(draft.head, sentence.doc[hit.start : hit.end].root)[0] for hit in draft.places]
        draft.reach = (found_times[0].distance if found_times else _FAR, min(arcs, default=_FAR))


def _named_day(token: Token | None, time: TimeWords, heads: Sequence[Token]) -> TimeWords:
    """In "since late January, when they attacked" the attack is of the day named, not of the time since."""
    if token is not None and any(token.is_ancestor(head) for head in heads):
        return replace(time, reach=time.period)
    return time


def _token_at(sentence: SpacySpan, start: int, end: int) -> Token | None:
    """The root of the tokens of an expression, by character offsets in the paragraph."""
    tokens = [token for token in sentence if token.idx < end and token.idx + len(token) > start]
    return sentence.doc[tokens[0].i : tokens[-1].i + 1].root if tokens else None


def _mark_plural(draft: Draft, *, is_headline: bool) -> None:
    """Marks tellings of many events at once (aggregates) and talk of events in general (excluded as generic)."""
    head = draft.head
    if draft.trigger.entry.pos == "verb":
        often = any(inner.lower_ in _OFTEN or inner.lower_ == "times" for inner in head.children) or _is_since(head)
        often = often or _is_toll(draft)
        draft.is_aggregate = often or _long(draft) or _is_open_perfect(draft)
        return
    plural = head.tag_ in ("NNS", "NNPS") and draft.trigger.entry.event_type not in _COUNTED_NOUNS
    series = head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in _SERIES
    if series or (plural and (_numbered(head) or not _on_one_day(draft))):
        draft.is_aggregate = True
    if series or (_numbered(head) and head.tag_ != "NN"):
        return
    if not plural:
        draft.excluded = "generic" if _is_bare(draft) or _is_in_general(draft, is_headline=is_headline) else None
        return
    definite = any(inner.dep_ in ("det", "poss") for inner in head.children)
    told = definite or draft.times or draft.places or draft.participants
    if not told or (not definite and draft.standing.modality == "happened" and not _has_past_verb(head)):
        draft.excluded = "generic"


def _long(draft: Draft) -> bool:
    """True for a verb told over a stretch of more than two months ("have attacked ... since 2019")."""
    for time in draft.times:
        period = time.reach
        if period.earliest and period.latest and (period.latest - period.earliest).days > 62 and period.basis != "inferred":
            return any(aux.lemma_.lower() in ("have", "be") for aux in syntax.children(draft.head, "aux"))
    return False


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


def _is_bare(draft: Draft) -> bool:
    head = draft.head
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


def _link(drafts: list[Draft]) -> None:
    """Ties the verb that tells an effect ("killed") to the event that had it ("in a drone strike") in the same clause."""
    by_index = {draft.head.i: draft for draft in drafts}
    for draft in drafts:
        lemma = draft.head.lemma_.lower()
        if draft.trigger.entry.pos != "verb":
            draft.same_as = _pointed_at(draft, drafts)
            continue
        if lemma not in _EFFECT_VERBS | _REACHING_VERBS:
            draft.same_as = _spelled_out(draft, by_index)
            continue
        cause = _subject_event(draft.head, by_index) if lemma in _REACHING_VERBS else _cause(draft, drafts, by_index)
        if cause is not None and cause is not draft and cause.trigger.entry.event_type == "ASSAULT":
            draft.same_as = cause


def _share_circumstances(drafts: list[Draft]) -> None:
    """Coordinated verbs, and an effect with its event, share the day and place that only one of them names."""
    for draft in drafts:
        partners = [other for other in drafts if other.head.i == draft.head.head.i and draft.head.dep_ == "conj"]
        if draft.same_as is not None:
            partners.append(draft.same_as)
        for other in partners:
            draft.times, other.times = draft.times or other.times, other.times or draft.times
            draft.places, other.places = draft.places or other.places, other.places or draft.places
        if draft.same_as is not None:
            _agree(draft, draft.same_as)


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
