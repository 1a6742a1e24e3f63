"""Event mentions and the claims about them: when, where, how many, with what, and who is responsible according to whom."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from fogline.read import casualties, syntax
from fogline.read.actors import ActorWords
from fogline.read.blame import RESPONSIBILITY, Blame
from fogline.read.circumstances import place_role
from fogline.read.contexts import contexts_of, with_mode
from fogline.read.draft import Draft, ParagraphReading
from fogline.read.event_words import facilities, is_event_noun
from fogline.read.incidents import Join
from fogline.read.mentions import MentionMaker, with_phrase
from fogline.read.names import NameHit
from fogline.read.person_names import FullNames
from fogline.read.probability import mention_probability, modality_probability
from fogline.read.roles import Participant
from fogline.read.speech import Speech
from fogline.read.where import bare_name
from fogline.record.ids import make_id
from fogline.record.types import Claim, Count, EventMention, Judgement, Location, Mention, Period, Reason, Role, Span, Voice
from fogline.record.vocabulary import NOTHING_OF_ITS_OWN, ONE_REPORT, REPORTED

_ACCUSING = frozenset(
    "accuse blame attribute responsible allege allegedly alleged suspect suspected presume presumed presumably believe "
    "charge implicate denounce".split()
)
_ANYBODY = frozenset("individual man person people subject stranger assailant attacker element unknown".split())
_OWNER_WORDS = 6
_OF_PEOPLE = frozenset({"killed", "injured", "captured", "released", "displaced"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_ONE_CLAUSE = Reason(feature="one clause", level="the effect verb belongs to the event", weight=8.0)


class EventMaker:
    """Makes the event mentions of one report and their claims."""

    def __init__(self, said: MentionMaker) -> None:
        self._said = said
        self._scene: Mention | None = None
        self._made: dict[int, EventMention] = {}
        self._brought_in: dict[tuple[str, str], str] = {}
        """Noun and its number -> the words by which it first took part in an event."""
        self._contexts: dict[int, frozenset[str]] = {}
        self._full_names = FullNames()

    def make(self, reading: ParagraphReading) -> dict[int, EventMention]:
        """The event mentions of a paragraph, by the index of their head token."""
        sentences = {draft.sentence.start: draft.sentence for draft in reading.drafts}
        self._contexts = {start: contexts_of(sentence) for start, sentence in sentences.items()}
        self._full_names.learn(reading)
        events = {id(draft): self._event(draft, reading) for draft in reading.drafts}
        for draft in reading.drafts:
            if draft.same_as is not None:
                self._same(events[id(draft)], events[id(draft.same_as)])
        self._made |= events
        for far in reading.far_blames:
            self._blame(self._made[id(far.draft)], far.blame, reading)
        return {draft.head.i: events[id(draft)] for draft in reading.drafts}

    def join(self, found: Iterable[Join]) -> None:
        """Ties the events of the report that are one incident."""
        for one in found:
            left, right = self._made[id(one.left)], self._made[id(one.right)]
            level = NOTHING_OF_ITS_OWN if one.is_bare else "told of one incident"
            self._same(left, right, Reason(feature=ONE_REPORT, level=level, weight=one.weight))

    def _event(self, draft: Draft, reading: ParagraphReading) -> EventMention:
        doc = reading.doc
        trigger = self._said.span(doc[draft.trigger.start].idx, doc[draft.trigger.end - 1].idx + len(doc[draft.trigger.end - 1]))
        sentence = self._said.span(draft.sentence.start_char, draft.sentence.end_char)
        roles = tuple(self._role(participant, draft, reading) for participant in draft.participants)
        voices = tuple(voice for voice in (self._said.voice(s, reading) for s in draft.speeches) if voice is not None)
        voices += self._said.still_heard(trigger)
        entry = draft.trigger.entry
        modality = _modality(draft, voices, roles, self._said.stands_for)
        event = EventMention(
            id=make_id("evm", self._said.report.id, trigger.start, trigger.end, entry.event_type),
            report_id=self._said.report.id,
            trigger=trigger,
            sentence=sentence,
            event_type=entry.event_type,
            modality=modality,
            modes=_modes(draft),
            stage=draft.standing.stage,
            voices=voices,
            roles=roles,
            contexts=with_mode(self._contexts[draft.sentence.start], draft.trigger.entry.modes),
            is_aggregate=draft.is_aggregate,
            excluded=draft.excluded or (None if modality in REPORTED else "modality"),
            score=mention_probability(draft, modality),
            modality_score=modality_probability(draft.head, modality, draft.trigger.word),
        )
        self._said.keep(event)
        self._circumstances(event, draft, reading)
        self._casualties(event, draft)
        for role in roles:
            if role.role == "initiator" and role.mention_id and entry.event_type == "ASSAULT":
                self._responsible(event, role, draft)
        for blame in draft.blames:
            self._blame(event, blame, reading)
        return event

    def _role(self, participant: Participant, draft: Draft, reading: ParagraphReading) -> Role:
        head = participant.head
        phrase = reading.words.phrase(head)
        hit = reading.words.hit(head)
        start, end = casualties.phrase_range(head)
        if hit is None:
            end = max(end, with_owner(head))
        elif hit.label in ("LEX", "ORG"):
            start, end = reading.doc[hit.start].idx, reading.doc[hit.end - 1].idx + len(reading.doc[hit.end - 1])
        agent = reading.words.agent(head)
        facility = facilities().get(head.lemma_.lower())
        mention = self._said.actor(phrase, reading.words) if phrase is not None else None
        count = self._count(participant)
        entity = facility[0] if facility else agent.entity if agent else _entity_of(hit)
        category = agent.argument_class if agent else facility[1] if facility else None
        text = self._said.report.text[self._said.at + start : self._said.at + end].strip("\"“”'‘’[]() \n")
        meant = (
            self._said.get(mention.refers_to) if mention and phrase and phrase.label == "pronoun" and mention.refers_to else None
        )
        named = meant if isinstance(meant, Mention) else mention
        is_name = named is not None and named.label == "PERSON" and (meant is not None or hit is not None)
        own_name = None if is_name or agent or facility else self._full_names.of_victim(participant, hit)
        entity = _thing_of(entity, participant, draft, reading.words) or entity
        name = named.reading if is_name and named is not None else (own_name.text if own_name else None)
        titled = own_name or (_words_of(hit, head) if is_name and meant is None else None)
        return Role(
            role=participant.role,
            head=self._said.span(head.idx, head.idx + len(head)),
            text=named.span.quote if meant is not None and named is not None else self._fuller(head, text),
            mention_id=mention.id if mention else None,
            count=count,
            effect=participant.effect,
            responsibility=_cued(participant, draft),
            category=_unknown_attacker(participant, draft, category) or category,
            entity="person" if own_name else entity,
            name=self._full_names.whole(name) if name else None,
            title=self._title(titled, head) if titled is not None else None,
            country=reading.words.country(head) or (self._said.countries.get(meant.id) if meant is not None else None),
        )

    def _fuller(self, head: Token, text: str) -> str:
        """The words of a noun phrase; for "the attackers" those by which they were brought in ("six armed attackers")."""
        lemma = head.lemma_.lower()
        inner = {t.lower_ for t in head.children if t.dep_ in ("amod", "compound", "nmod", "poss")}
        definite = any(t.dep_ == "det" and t.lower_ in _POINTING for t in head.children)
        known = self._brought_in.get((lemma, head.tag_))
        if head.pos_ == "NOUN" and definite and not inner and known is not None:
            return known
        if head.pos_ == "NOUN":
            self._brought_in.setdefault((lemma, head.tag_), text)
        return text

    def _title(self, name: SpacySpan, head: Token) -> str | None:
        """The role of a named person that stands beside the name: "Mayor X", "X, mayor of Y", "the mayor, X"."""
        before = [t for token in name for t in token.lefts if t.i < name.start and t.dep_ in ("compound", "amod", "nmod")]
        if before and any(t.pos_ in ("NOUN", "PROPN") for t in before):
            return self._quote(head.doc, min(t.left_edge.i for t in before), name.start)
        beside = [t for t in syntax.children(head, "appos") if t.pos_ == "NOUN"]
        beside += [head.head] if head.dep_ == "appos" and head.head.pos_ == "NOUN" else []
        if not beside:
            return None
        start, end = casualties.phrase_range(beside[0])
        words = self._said.report.text[self._said.at + start : self._said.at + end]
        return " ".join(words.split()) or None

    def _quote(self, doc: Doc, first: int, end: int) -> str | None:
        start, stop = doc[first].idx, doc[end - 1].idx + len(doc[end - 1])
        return " ".join(self._said.report.text[self._said.at + start : self._said.at + stop].split()).strip(" ,") or None

    def _count(self, of: Participant) -> Count | None:
        """How many there are of what was hit; a single one counts as one where it is said what became of it."""
        if of.role not in ("victim", "target") or (of.effect is None and casualties.amount_of(of.head)[0] is None):
            return None
        found = casualties.total([Participant("victim", of.head, "any")], "any")
        return None if found is None else self._said.as_count(found)

    def _claim(
        self, event: EventMention, prop: str, value: str | Count | Period | Location, spans: tuple[Span, ...], **more: object
    ) -> None:
        key = spans[0].start if spans else str(more.get("inferred_because"))
        claim = Claim(
            id=make_id("clm", event.id, prop, key, getattr(value, "role", ""), value if isinstance(value, str) else ""),
            report_id=self._said.report.id,
            subject_id=event.id,
            property=prop,
            value=value,
            voices=event.voices,
            spans=spans,
            score=event.score,
            **more,  # type: ignore[arg-type]
        )
        self._said.keep(claim)

    def _circumstances(self, event: EventMention, draft: Draft, reading: ParagraphReading) -> None:
        dated = [
            time
            for time in draft.times
            if time.type in ("DATE", "TIME") and time.reach.is_known and not time.value.endswith("_REF")
        ]
        if dated:
            span = self._said.span(dated[0].start, dated[0].end)
            self._claim(event, "when", with_phrase(dated[0].reach, span), (span,))
        elif event.modality in REPORTED and self._said.report.published.latest:
            because = "told as past in a report published by then"
            bound = Period(
                earliest=None, latest=self._said.report.published.latest, precision="unknown", basis="inferred", because=because
            )
            self._claim(event, "when", bound, (), inferred_because=because)
        for hit in draft.places:
            mention = self._said.place(hit, reading)
            role = place_role(reading.doc[hit.start : hit.end].root)
            if role == "from" and event.event_type == "RETREAT" and "withdraw" in event.modes:
                role = "in"  # "withdrew from the province": it is yielded there
            bare = bare_name(hit, reading.doc)
            name = self._said.span(bare.start_char, bare.end_char)
            self._claim(event, "where", Location(mention_id=mention.id, role=role, phrase=name), (name,))
            if role == "in" and hit.is_known:
                self._scene = mention
        # Only a report that says where it was written tells of one scene; an analysis goes from country to country.
        scene = (self._scene or self._said.dateline) if self._said.dateline is not None else None
        # "In Alder Farm", which no gazetteer has, lies where the report is.
        if not any(hit.is_known for hit in draft.places) and scene is not None and entry_happens(event):
            because = "the place last told of in the report" if self._scene else "the place that the report was written in"
            where = Location(mention_id=scene.id, role="in", phrase=scene.span)
            self._claim(event, "where", where, (scene.span,), inferred_because=because)
        for instrument in draft.instruments[:1]:
            span = self._said.span(*_tool_words(instrument.head))
            self._claim(event, "weapon", instrument.weapon.kind, (span,))

    def _casualties(self, event: EventMention, draft: Draft) -> None:
        if event.stage in ("attempted", "foiled"):
            return  # nobody is killed by an attempt that failed
        for effect in ("killed", "injured"):
            found = casualties.total([p for p in draft.participants if not p.learnt], effect)
            if found is not None:
                count = self._said.as_count(found)
                assert count.phrase is not None
                self._claim(event, effect, count, (count.phrase,))

    def _blame(self, event: EventMention, blame: Blame, reading: ParagraphReading) -> None:
        phrase = reading.words.phrase(blame.doer)
        if phrase is None:
            return
        doer = self._said.actor(phrase, reading.words)
        said = Speech(blame.speaker, blame.cue, blame.kind, blame.stance, frozenset())
        voice = self._said.voice(said, reading)
        cue = self._said.span(blame.cue.idx, blame.cue.idx + len(blame.cue))
        self._said.keep(
            Claim(
                id=make_id("clm", event.id, "responsible", doer.id, blame.kind, cue.start),
                report_id=self._said.report.id,
                subject_id=event.id,
                property="responsible",
                value=doer.id,
                kind=blame.kind,
                stance=blame.stance,
                voices=((voice,) if voice is not None else ()) + event.voices,
                spans=(doer.span, cue),
                score=event.score,
            )
        )

    def _responsible(self, event: EventMention, role: Role, draft: Draft) -> None:
        assert role.mention_id is not None
        kind = None
        if event.modality == "claimed":
            kind = "claim_of_responsibility"
        elif any(speech.kind == "accusation" for speech in draft.speeches):
            kind = "accusation"
        elif event.modality == "denied":
            kind = "denial"
        stance = "denies" if kind == "denial" else "asserts"
        mention = self._said.get(role.mention_id)
        span = mention.span if isinstance(mention, Mention) else role.head
        self._claim(event, "responsible", role.mention_id, (span, event.trigger), kind=kind, stance=stance)

    def _same(self, left: EventMention, right: EventMention, reason: Reason = _ONE_CLAUSE) -> None:
        first, second = sorted((left.id, right.id))
        self._said.keep(
            Judgement(
                id=make_id("jdg", "same", first, second, "read.report"),
                kind="same",
                left_id=first,
                right_id=second,
                verdict="same",
                by="read.report",
                score=reason.weight,
                reasons=(reason,),
            )
        )


def _words_of(hit: NameHit | None, head: Token) -> SpacySpan:
    """The words of a name, else its head."""
    return head.doc[hit.start : hit.end] if hit is not None else head.doc[head.i : head.i + 1]


def _thing_of(entity: str | None, participant: Participant, draft: Draft, words: ActorWords) -> str | None:
    """What was hit of a body or of what no list holds, where it is no person.

    A bomb that goes off at a body, or a model that takes it for a thing, means its house, unless the body is one that fights.
    """
    if entity is None:
        return "thing" if participant.is_thing and participant.effect not in _OF_PEOPLE else None
    is_house = entity == "organization" and participant.role == "target" and not words.is_armed(participant.head)
    return "facility" if is_house and (participant.is_thing or "explosives" in _modes(draft)) else None


def with_owner(head: Token) -> int:
    """The last character of "members of the union", "offices of the bank": a noun with the base phrase after its "of"."""
    for prep, obj in syntax.prepositions(head):
        follows = prep.lower_ == "of" and prep.i == head.i + 1 and obj.i - prep.i <= _OWNER_WORDS
        owns = obj.pos_ in ("NOUN", "PROPN") and obj.ent_type_ not in ("DATE", "TIME") and not is_event_noun(obj)
        if follows and owns:
            return int(obj.idx + len(obj))
    return 0


def _cued(participant: Participant, draft: Draft) -> str | None:
    """How a doer is named as one by other words of the sentence than its own verb: claimed or accused."""
    if participant.role != "initiator" or draft.trigger.entry.event_type != "ASSAULT":
        return None
    lemmas = {token.lemma_.lower() for token in draft.sentence}
    if "claim" in lemmas and lemmas & RESPONSIBILITY:
        return "claimed"
    return "accused" if lemmas & _ACCUSING else None


def _unknown_attacker(participant: Participant, draft: Draft, category: str | None) -> str | None:
    """Unidentified attackers in the plural count as an armed group, as ACLED has it; a single one does not."""
    head = participant.head
    several = head.tag_ in ("NNS", "NNPS") and head.lemma_.lower() in _ANYBODY
    violent = draft.trigger.entry.event_type == "ASSAULT" and participant.role == "initiator"
    return "militia" if violent and several and category in (None, "civilian", "other") else None


def _tool_words(head: Token) -> tuple[int, int]:
    """Characters of a weapon with the words that say of what kind ("powerful car bomb"), without article and number."""
    inner = [t for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")]
    first = min((t.left_edge.i for t in inner), default=head.i)
    return head.doc[first].idx, head.idx + len(head)


def entry_happens(event: EventMention) -> bool:
    """True for an assault that can be an incident: it had a place, though its words may not name it."""
    return event.event_type == "ASSAULT" and event.modality in REPORTED and event.excluded is None and not event.is_aggregate


def _entity_of(hit: NameHit | None) -> str | None:
    if hit is None:
        return None
    return "person" if hit.label == "PERSON" else "place" if hit.label in ("LOC", "FAC") else "organization"


def _modes(draft: Draft) -> tuple[str, ...]:
    modes = list(draft.trigger.entry.modes)
    if draft.trigger.entry.event_type == "ASSAULT":
        for instrument in draft.instruments[:2]:
            if instrument.weapon.mode not in modes:
                modes.append(instrument.weapon.mode)
        if "drone" in modes and "aerial" in modes:
            modes.remove("aerial")
    return tuple(modes)


def _modality(draft: Draft, voices: tuple[Voice, ...], roles: tuple[Role, ...], stands_for: dict[str, str]) -> str:
    modality = draft.standing.modality
    if modality == "feared" and draft.trigger.entry.event_type not in ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"):
        return "possible"
    if modality != "happened":
        return modality
    if any(speech.stance == "denies" and not _denies_the_doing(speech, draft) for speech in draft.speeches):
        return "denied"
    doers = {role.mention_id for role in roles if role.role == "initiator" and role.mention_id}
    if any(voice.mention_id in doers or stands_for.get(voice.mention_id or "") in doers for voice in voices):
        return "claimed"
    if any(stands_for.get(doer) in {voice.mention_id for voice in voices} - {None} for doer in doers):
        return "claimed"
    if any(speech.kind in ("accusation", "assessment") for speech in draft.speeches):
        return "alleged"
    if any(speech.kind in ("threat",) for speech in draft.speeches):
        return "threatened"
    return modality


def _denies_the_doing(speech: Speech, draft: Draft) -> bool:
    """True for "denied responsibility for the attack": who did it is denied, not that it took place."""
    return any(t.i in speech.scope and t.lemma_.lower() in RESPONSIBILITY for t in draft.head.ancestors)
