"""Event mentions of one parsed paragraph, still in tokens: trigger, participants, standing, voices, time and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from fogline.read import roles, syntax, where
from fogline.read.actors import ActorWords
from fogline.read.blame import find_blame
from fogline.read.circumstances import Bound, bind, distance
from fogline.read.composed import Found, compose, contents, request_modes, speech_above, threat_modes
from fogline.read.draft import Clues, Draft, ParagraphReading, TimeWords
from fogline.read.event_words import Trigger
from fogline.read.instruments import instruments
from fogline.read.light_verbs import light_verb_of
from fogline.read.linking import link, share_circumstances
from fogline.read.modality import Standing, is_asked, standing
from fogline.read.names import NameHit
from fogline.read.parser import Paragraph
from fogline.read.plurals import mark_plural
from fogline.read.speech import Speech
from fogline.read.triggers import TriggerFinder
from fogline.read.truecase import is_title_case
from fogline.read.voices import chain
from fogline.read.where_features import Names

_OF_WORDS = frozenset("ACCUSE REJECT REQUEST THREATEN SUPPORT AGREE CONCEDE RETREAT CONSULT".split())
"""Types whose object is a party: the country that is accused or asked is no place."""
_BY_NOT = frozenset({"does_not_let", "not_allowed"})
_FAR = 99
_OF_MODALS = frozenset({"planned", "threatened", "promised", "demanded"})
"""What a modal verb makes of the verb that it stands with."""
_TOLD = 0.7
"""Chance of being told as a fact from which on the finder is believed."""
_DOUBTED = 0.5
_HARDLY = 0.01
"""Chance below which a word of the tables is held for no event: about half of them are none (docs/models/events.md)."""
_LONGEST_HEADLINE = 250


def read_paragraph(paragraph: Paragraph, doc: Doc, hits: list[NameHit], words: ActorWords, clues: Clues) -> ParagraphReading:
    """Reads the events of a paragraph. `doc` is its parse, in ordinary case."""
    finder = TriggerFinder(words)
    drafts: list[Draft] = []
    spoken, sayings = clues.speeches, clues.sayings
    is_headline = paragraph.kind in ("title", "caption")
    for sentence in doc.sents:
        headline = is_headline or _is_title_case(paragraph.text[sentence.start_char : sentence.end_char])
        found = _drafts(finder.find(sentence, clues.event_words), sentence, spoken, words, is_headline=headline)
        _bind_circumstances(found, sentence, words, clues.times)
        for blame in find_blame([draft.head for draft in found], list(sentence), words):
            next(draft for draft in found if draft.head.i == blame.event.i).blames.append(blame)
        link(found)
        share_circumstances(found)
        for draft in found:
            mark_plural(draft, is_headline=headline)
        for draft in found:
            draft.is_aggregate |= draft.same_as is not None and draft.same_as.is_aggregate
        drafts += found
    return ParagraphReading(doc, hits, words, drafts, spoken, sayings)


def _drafts(
    triggers: list[Trigger], sentence: SpacySpan, spoken: list[Speech], words: ActorWords, *, is_headline: bool
) -> list[Draft]:
    """The drafts of the triggers of a sentence and of the acts that it composes, in text order."""
    acts = [] if is_headline else list(compose(sentence, {t.head.i: t for t in triggers if not t.is_learnt}, words))
    acts += [act for t in triggers if (act := _of_modal(t)) is not None and not _is_part_of(t, acts)]
    triggers = [t for t in triggers if t.head.tag_ != "MD" and not (t.is_learnt and _is_part_of(t, acts))]
    at = {trigger.head.i: trigger for trigger in triggers}
    found = [_draft(_with_mode(trigger, at), sentence, spoken, words, is_headline=is_headline) for trigger in triggers]
    found += [_composed(act, sentence, spoken, words) for act in acts]
    return sorted(found, key=lambda draft: draft.head.i)


def _of_modal(trigger: Trigger) -> Found | None:
    """The act that the finder sees in a modal verb, and holds for done: the speaker's in "said that they must hand over arms"."""
    if trigger.head.tag_ != "MD" or trigger.word is None or trigger.word.told < _TOLD:
        return None
    verb = trigger.head.head
    content = speech_above(verb) if trigger.entry.event_type == "REQUEST" else verb
    doer = syntax.subject(content) if content is not None else None
    return Found(trigger, doer, content) if content is not None and doer is not None else None


def _is_part_of(trigger: Trigger, acts: Sequence[Found]) -> bool:
    """True for a word of an act that the sentence composes: its "would", or the "retaliate" of "said it would retaliate"."""
    near = {trigger.head.i, trigger.head.head.i, trigger.head.head.head.i}
    return any(
        act.trigger.entry.event_type == trigger.entry.event_type and {act.trigger.head.i, act.content.i} & near for act in acts
    )


def _with_mode(trigger: Trigger, at: Mapping[int, Trigger]) -> Trigger:
    """A threat, demand or refusal with the mode that its content gives."""
    kind = trigger.entry.event_type
    if kind not in ("THREATEN", "REQUEST", "REJECT"):
        return trigger
    about = contents(trigger, at)
    modes = threat_modes(about) if kind == "THREATEN" else request_modes(about)
    return replace(trigger, entry=replace(trigger.entry, modes=modes)) if modes else trigger


def _composed(act: Found, sentence: SpacySpan, spoken: list[Speech], words: ActorWords) -> Draft:
    kind, head = act.trigger.entry.event_type, act.trigger.head
    if head.pos_ == "AUX":
        stands = Standing("hypothetical" if is_asked(head) else "happened")
    else:
        stands = standing(head, kind, is_headline=False)
    return Draft(
        trigger=act.trigger,
        sentence=sentence,
        standing=stands,
        participants=roles.of_act(act.doer, act.content, act.trigger, words),
        instruments=[],
        speeches=chain(head, spoken),
    )


def _draft(trigger: Trigger, sentence: SpacySpan, spoken: list[Speech], words: ActorWords, *, is_headline: bool) -> Draft:
    anchor = light_verb_of(trigger.head) if trigger.entry.pos == "noun" else None
    stands = standing(trigger.head, trigger.entry.event_type, is_headline=is_headline)
    if anchor is not None and anchor.dep_ in ("relcl", "acl") and stands.modality == "happened":
        relative = standing(anchor, trigger.entry.event_type, is_headline=is_headline)
        stands = replace(relative, stage=stands.stage if relative.stage == "accomplished" else relative.stage)
    if _is_act_of_words(trigger) and stands.modality in _OF_MODALS:
        stands = replace(stands, modality="happened")
    elif _is_hardly_told(trigger) and stands.modality == "happened":
        stands = replace(stands, modality="possible")
    if trigger.entry.needs in _BY_NOT and stands.modality == "negated":
        stands = replace(stands, modality="happened")  # not to let somebody pass is the act
    taking_part = roles.participants(trigger, words)
    if trigger.entry.needs in _BY_NOT:
        pass
    elif any(p.role in ("victim", "target") and syntax.is_negated(p.head) for p in taking_part) or _nothing_done(trigger.head):
        stands = replace(stands, modality="negated")  # "no officers were injured"
    by_police = any(_is_police(p.head, words) for p in taking_part if p.role == "initiator")
    if trigger.entry.lemma == "raid" and by_police:
        trigger = replace(trigger, entry=replace(trigger.entry, event_type="COERCE", modes=("seize",)))
    if trigger.entry.lemma in ("capture", "seize") and not by_police and any(_is_taken(p, words) for p in taking_part):
        trigger = replace(trigger, entry=replace(trigger.entry, event_type="ASSAULT", modes=("abduct",), object_role="victim"))
        taking_part = roles.participants(trigger, words)
    elif trigger.entry.lemma == "capture" and any(words.is_person(p.head) for p in taking_part if p.effect == "captured"):
        entry = replace(trigger.entry, object_role="victim", **_capture(taking_part, words))
        trigger = replace(trigger, entry=entry)
        taking_part = roles.participants(trigger, words)
    return Draft(
        trigger=trigger,
        sentence=sentence,
        standing=stands,
        participants=taking_part,
        instruments=instruments(trigger),
        speeches=chain(trigger.head, spoken),
        excluded="doubted" if _is_doubted(trigger) else None,
    )


def _is_act_of_words(trigger: Trigger) -> bool:
    """True for "retaliate" in "said it would retaliate", where the finder takes it for the threat, not for what is threatened."""
    word = trigger.word
    is_of_words = trigger.entry.event_type in ("THREATEN", "REQUEST", "REJECT", "AGREE", "CONCEDE")
    return trigger.is_learnt and is_of_words and word is not None and word.told >= _TOLD


def _is_hardly_told(trigger: Trigger) -> bool:
    """True where the finder alone sees an event, and does not hold it for told as a fact."""
    return trigger.is_learnt and trigger.word is not None and trigger.word.told < _DOUBTED


def _is_doubted(trigger: Trigger) -> bool:
    """True for a word of the tables that the finder holds for no event.

    Not for words that the tables know with others ("war games"), nor for AID: whether care for the hurt is any is too open.
    """
    if trigger.word is None or trigger.word.chance >= _HARDLY or trigger.entry.event_type == "AID":
        return False
    return trigger.end - trigger.start == 1 and trigger.joined is None


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


def _capture(taking_part: list[roles.Participant], words: ActorWords) -> dict[str, Any]:
    """What it is to capture people: an abduction by fighters, an arrest by a state."""
    by = [words.agent(p.head) for p in taking_part if p.role == "initiator"]
    if any(agent is not None and agent.argument_class in ("militia", "rebel") for agent in by):
        return {"event_type": "ASSAULT", "modes": ("abduct",)}
    return {"event_type": "COERCE", "modes": ("arrest",)}


def _is_title_case(sentence: str) -> bool:
    """True for a headline that stands in running text."""
    return len(sentence) <= _LONGEST_HEADLINE and is_title_case(sentence.split())


def _bind_circumstances(drafts: list[Draft], sentence: SpacySpan, words: ActorWords, times: Sequence[TimeWords]) -> None:
    if not drafts:
        return
    heads = [draft.head for draft in drafts]
    first, last = sentence.start_char, sentence.end_char
    timed = [(_token_at(sentence, time.start, time.end), time) for time in times if first <= time.start < last]
    timed = [(token, _named_day(token, time, heads)) for token, time in timed]
    inside = [hit for hit in words.hits if sentence.start <= hit.start < sentence.end]
    near = _places_of_nouns(drafts, inside, sentence.doc)
    names = names_of(sentence, words) if any(head.pos_ == "VERB" for head in heads) else None
    when = bind(heads, [(token, time) for token, time in timed if token is not None])
    for draft in drafts:
        found_times = when.get(draft.head.i, [])
        draft.times = [bound.item for bound in found_times]
        if draft.head.pos_ == "VERB" and names is not None:
            draft.places = where.choose(draft.head, names, heads)
        else:  # the models were trained on verbs
            draft.places = [bound.item for bound in near.get(draft.head.i, [])]
        if _is_withdrawal(draft):
            draft.places = [*draft.places, *(hit for hit in _ground_left(draft.head, inside) if hit not in draft.places)]
        elif draft.head.pos_ != "VERB" or draft.trigger.entry.event_type in _OF_WORDS:
            draft.places = [hit for hit in draft.places if not hit.is_party or where.is_locative(hit, sentence.doc)]
        if draft.head.pos_ == "VERB" and draft.trigger.entry.event_type in _OF_WORDS and not _is_withdrawal(draft):
            draft.places = [hit for hit in draft.places if where.is_said_there(hit, draft.head)]
            if draft.trigger.entry.event_type not in ("CONSULT", "RETREAT"):  # "visited Paris", "left Paris"
                draft.places = [hit for hit in draft.places if where.is_locative(hit, sentence.doc)]
        arcs = [distance(draft.head, sentence.doc[hit.start : hit.end].root)[0] for hit in draft.places]
        draft.reach = (found_times[0].distance if found_times else _FAR, min(arcs, default=_FAR))


def _is_withdrawal(draft: Draft) -> bool:
    return draft.trigger.entry.event_type == "RETREAT" and "withdraw" in draft.trigger.entry.modes


def _ground_left(head: Token, hits: Sequence[NameHit]) -> list[NameHit]:
    """The names behind "from": who withdraws from a place yields there."""
    moved = [obj for prep, obj in syntax.prepositions(head) if prep.lower_ == "of"]
    moving = [head, *syntax.children(head, "dobj"), *moved]
    left = {obj.i for word in moving for prep, obj in syntax.prepositions(word) if prep.lower_ == "from"}
    return [hit for hit in hits if hit.level != "adjective" and left & set(range(hit.start, hit.end))]


def _places_of_nouns(drafts: Sequence[Draft], hits: Sequence[NameHit], doc: Doc) -> dict[int, list[Bound[NameHit]]]:
    """Places by the head of the event named by a noun, nearest first; the homes of doers are none."""
    if all(draft.head.pos_ == "VERB" for draft in drafts):
        return {}
    heads = [draft.head for draft in drafts]
    doers = {t.i for draft in drafts for p in draft.participants if p.role == "initiator" for t in p.head.subtree}
    doers -= {t.i for head in heads for t in head.subtree if t.i in doers and head.i in doers}
    return bind(heads, [(doc[hit.start : hit.end].root, hit) for hit in hits if hit.start not in doers and _may_hold(hit, doc)])


def names_of(sentence: SpacySpan, words: ActorWords) -> Names:
    """The names of a sentence that may say where one of its events took place."""
    inside = [hit for hit in words.hits if sentence.start <= hit.start < sentence.end]
    return Names([hit for hit in inside if where.may_be_place(hit)], words)


def places_of(verb: Token, words: ActorWords, heads: Sequence[Token]) -> list[NameHit]:
    """Where what a verb tells of happened, as for one that names an event; `heads`: those of all events and the verb."""
    return where.choose(verb, names_of(verb.sent, words), heads)


def _may_hold(hit: NameHit, doc: Doc) -> bool:
    """True for a place that an event named by a noun may have taken place in."""
    return hit.is_place and where.is_candidate(hit, doc)


def _named_day(token: Token | None, time: TimeWords, heads: Sequence[Token]) -> TimeWords:
    """In "since late January, when they attacked" the attack is of the day named, not of the time since."""
    if token is not None and any(token.is_ancestor(head) for head in heads):
        return replace(time, reach=time.period)
    return time


def _token_at(sentence: SpacySpan, start: int, end: int) -> Token | None:
    """The root of the tokens of an expression, by character offsets in the paragraph."""
    tokens = [token for token in sentence if token.idx < end and token.idx + len(token) > start]
    return sentence.doc[tokens[0].i : tokens[-1].i + 1].root if tokens else None
