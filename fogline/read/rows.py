"""From the reading of a paragraph to rows: mentions, event mentions and claims, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.lexicon.actors import ActorLexicon
from fogline.read import casualties
from fogline.read.actors import ActorPhrase, ActorWords
from fogline.read.blame import Blame
from fogline.read.circumstances import place_role
from fogline.read.drafts import Draft, ParagraphReading, TimeWords
from fogline.read.names import NameHit
from fogline.read.reference import Memory
from fogline.read.roles import Participant
from fogline.read.ties import Tie, find_ties
from fogline.read.triggers import facilities
from fogline.read.voices import Speech
from fogline.record.ids import make_id
from fogline.record.types import (
    Claim,
    Count,
    EventMention,
    Issue,
    Judgement,
    Location,
    Mention,
    Period,
    Reason,
    Report,
    Role,
    Row,
    Span,
    Voice,
)

_STATEMENT_KIND = {
    "ACCUSE": "accusation",
    "THREATEN": "threat",
    "REQUEST": "demand",
    "REJECT": "refusal",
    "AGREE": "promise",
}


class RowMaker:
    """Makes the rows of one report. Rows with equal ids are made once."""

    def __init__(self, report: Report, lexicon: ActorLexicon) -> None:
        self._report = report
        self._lexicon = lexicon
        self._memory = Memory()
        self._rows: dict[str, Row] = {}
        self._at = 0

    @property
    def rows(self) -> list[Row]:
        """Everything made so far."""
        return list(self._rows.values())

    # ---- spans and mentions

    def span(self, start: int, end: int) -> Span:
        """The span of characters of the paragraph in hand."""
        first, last = self._at + start, self._at + end
        return Span(report_id=self._report.id, start=first, end=last, quote=self._report.text[first:last])

    def _tokens(self, doc_tokens: Sequence[Token] | SpacySpan) -> Span:
        return self.span(doc_tokens[0].idx, doc_tokens[-1].idx + len(doc_tokens[-1]))

    def _keep(self, row: Row) -> None:
        self._rows.setdefault(row.id, row)

    def add_times(self, times: Iterable[TimeWords], at: int) -> None:
        """A mention for every time expression; offsets count from `at`."""
        self._at = at
        for time in times:
            span = self.span(time.start, time.end)
            self._keep(
                Mention(
                    id=make_id("men", self._report.id, span.start, span.end, "time"),
                    report_id=self._report.id,
                    kind="time",
                    span=span,
                    reading=time.value,
                    label=time.type,
                    value=_with_phrase(time.period, span),
                )
            )

    def add_paragraph(self, reading: ParagraphReading, at: int) -> None:
        """The rows of a paragraph that starts at character `at` of the report."""
        self._at = at
        self._point_out(reading)
        events = {id(draft): self._event(draft, reading) for draft in reading.drafts}
        for draft in reading.drafts:
            if draft.same_as is not None and events[id(draft)] and events[id(draft.same_as)]:
                self._same(events[id(draft)], events[id(draft.same_as)])
        for speech in reading.speeches:
            self._statement(speech, reading, events)
        for tie in find_ties(reading.doc, reading.words):
            self._tie(tie, reading)

    def add_issue(self, code: str, detail: str) -> None:
        """Notes something about the report that a person should know."""
        issue_id = make_id("iss", "read.report", self._report.id, code)
        self._keep(Issue(id=issue_id, stage="read.report", unit=self._report.id, code=code, severity="info", detail=detail))

    def _point_out(self, reading: ParagraphReading) -> None:
        """Mentions of all names and agent nouns, in text order, so that later words can stand for them."""
        names = {hit.start: hit for hit in reading.hits}
        for token in reading.doc:
            if token.i in names:
                self._name(names[token.i], reading)
            elif token.pos_ == "NOUN" and token.dep_ not in ("compound", "amod") and reading.words.hit(token) is None:
                phrase = reading.words.phrase(token) if reading.words.agent(token) else None
                if phrase is not None:
                    self._actor(phrase, reading.words)

    def _name(self, hit: NameHit, reading: ParagraphReading) -> None:
        if hit.is_place:
            self._place(hit, reading)
        if hit.is_actor:
            root = reading.doc[hit.start : hit.end].root
            self._actor(ActorPhrase(hit.start, hit.end, hit.label, root), reading.words)

    def _place(self, hit: NameHit, reading: ParagraphReading) -> Mention:
        tokens = reading.doc[hit.start : hit.end]
        span = self.span(tokens.start_char, tokens.end_char)
        mention = Mention(
            id=make_id("men", self._report.id, span.start, span.end, "place"),
            report_id=self._report.id,
            kind="place",
            span=span,
            reading=span.quote,
            head=tokens.root.text,
            label=hit.label,
        )
        self._keep(mention)
        return mention

    def _actor(self, phrase: ActorPhrase, words: ActorWords) -> Mention:
        tokens = phrase.head.doc[phrase.start : phrase.end]
        span = self.span(tokens.start_char, tokens.end_char)
        mention_id = make_id("men", self._report.id, span.start, span.end, "actor")
        known = self._rows.get(mention_id)
        if isinstance(known, Mention):
            return known
        mention = Mention(
            id=mention_id,
            report_id=self._report.id,
            kind="actor",
            span=span,
            reading=span.quote,
            head=phrase.head.lemma_,
            label=phrase.label,
            refers_to=self._memory.referent(phrase, words, at=span.start, paragraph=self._at),
        )
        self._keep(mention)
        agent = words.agent(phrase.head)
        kinds = {entry.kind for entry, _ in self._lexicon.match(span.quote)}
        is_person = (
            phrase.label == "PERSON"
            or kinds == {"person"}
            or bool(agent and agent.entity == "person" and phrase.head.tag_ == "NN")
        )
        kind = agent.kind if agent else next(iter(sorted(kinds)), "")
        self._memory.add(mention, phrase, kind, is_person=is_person, paragraph=self._at)
        return mention

    # ---- events

    def _event(self, draft: Draft, reading: ParagraphReading) -> EventMention:
        doc = reading.doc
        trigger = self.span(doc[draft.trigger.start].idx, doc[draft.trigger.end - 1].idx + len(doc[draft.trigger.end - 1]))
        sentence = self.span(draft.sentence.start_char, draft.sentence.end_char)
        roles = tuple(self._role(participant, draft, reading) for participant in draft.participants)
        voices = tuple(voice for voice in (self._voice(s, reading) for s in draft.speeches) if voice is not None)
        entry = draft.trigger.entry
        stands_for = {row.id: row.refers_to for row in self._rows.values() if isinstance(row, Mention) and row.refers_to}
        modality = _modality(draft, voices, roles, stands_for)
        event = EventMention(
            id=make_id("evm", self._report.id, trigger.start, trigger.end, entry.event_type),
            report_id=self._report.id,
            trigger=trigger,
            sentence=sentence,
            event_type=entry.event_type,
            modality=modality,
            modes=_modes(draft),
            stage=draft.standing.stage,
            voices=voices,
            roles=roles,
            is_aggregate=draft.is_aggregate,
            excluded=draft.excluded or (None if modality in ("happened", "claimed", "alleged") else "modality"),
            score=_score(draft),
        )
        self._keep(event)
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
        start, end = casualties.phrase_range(head)
        agent = reading.words.agent(head)
        facility = facilities().get(head.lemma_.lower())
        hit = reading.words.hit(head)
        mention = self._actor(phrase, reading.words) if phrase is not None else None
        count = self._count(head) if participant.role in ("victim", "target") and participant.effect else None
        entity = facility[0] if facility else agent.entity if agent else _entity_of(hit)
        category = agent.argument_class if agent else facility[1] if facility else None
        return Role(
            role=participant.role,
            head=self.span(head.idx, head.idx + len(head)),
            text=self._report.text[self._at + start : self._at + end],
            mention_id=mention.id if mention else None,
            count=count,
            effect=participant.effect,
            category=category,
            entity=entity,
            name=mention.reading if mention and phrase and phrase.label not in ("agent", "pronoun") else None,
        )

    def _count(self, head: Token) -> Count | None:
        found = casualties.total([Participant("victim", head, "any")], "any")
        return None if found is None else self._as_count(found)

    def _as_count(self, found: tuple[int | None, int | None, int | None, tuple[int, int]]) -> Count:
        low, best, high, (start, end) = found
        return Count(low=low, best=best, high=high, phrase=self.span(start, end))

    def _voice(self, speech: Speech, reading: ParagraphReading) -> Voice | None:
        if speech.speaker is None:
            return None
        phrase = reading.words.phrase(speech.speaker)
        mention = self._actor(phrase, reading.words) if phrase is not None else None
        start, end = casualties.phrase_range(speech.speaker)
        span = mention.span if mention is not None else self.span(start, end)
        agent = reading.words.agent(speech.speaker)
        return Voice(
            mention_id=mention.id if mention else None,
            text=span.quote,
            verb=speech.cue.lemma_.lower(),
            kind=agent.kind if agent else "named" if mention else "unnamed",
            span=span,
            cue=self.span(speech.cue.idx, speech.cue.idx + len(speech.cue)),
        )

    # ---- claims about events

    def _claim(
        self, event: EventMention, prop: str, value: str | Count | Period | Location, spans: tuple[Span, ...], **more: object
    ) -> None:
        key = spans[0].start if spans else str(more.get("inferred_because"))
        claim = Claim(
            id=make_id("clm", event.id, prop, key, getattr(value, "role", ""), value if isinstance(value, str) else ""),
            report_id=self._report.id,
            subject_id=event.id,
            property=prop,
            value=value,
            voices=event.voices,
            spans=spans,
            score=event.score,
            **more,  # type: ignore[arg-type]
        )
        self._keep(claim)

    def _circumstances(self, event: EventMention, draft: Draft, reading: ParagraphReading) -> None:
        dated = [
            time
            for time in draft.times
            if time.type in ("DATE", "TIME") and time.reach.is_known and not time.value.endswith("_REF")
        ]
        if dated:
            span = self.span(dated[0].start, dated[0].end)
            self._claim(event, "when", _with_phrase(dated[0].reach, span), (span,))
        elif event.modality in ("happened", "claimed", "alleged") and self._report.published.latest:
            because = "told as past in a report published by then"
            bound = Period(
                earliest=None, latest=self._report.published.latest, precision="unknown", basis="inferred", because=because
            )
            self._claim(event, "when", bound, (), inferred_because=because)
        for hit in draft.places:
            mention = self._place(hit, reading)
            role = place_role(reading.doc[hit.start : hit.end].root)
            where = Location(mention_id=mention.id, role=role, phrase=mention.span)
            self._claim(event, "where", where, (mention.span,))
        for instrument in draft.instruments[:1]:
            span = self.span(instrument.head.idx, instrument.head.idx + len(instrument.head))
            self._claim(event, "weapon", instrument.weapon.kind, (span,))

    def _casualties(self, event: EventMention, draft: Draft) -> None:
        for effect in ("killed", "injured"):
            found = casualties.total(draft.participants, effect)
            if found is not None:
                count = self._as_count(found)
                assert count.phrase is not None
                self._claim(event, effect, count, (count.phrase,))

    def _blame(self, event: EventMention, blame: Blame, reading: ParagraphReading) -> None:
        phrase = reading.words.phrase(blame.doer)
        if phrase is None:
            return
        doer = self._actor(phrase, reading.words)
        said = Speech(blame.speaker, blame.cue, blame.kind, blame.stance, frozenset())
        voice = self._voice(said, reading)
        cue = self.span(blame.cue.idx, blame.cue.idx + len(blame.cue))
        self._keep(
            Claim(
                id=make_id("clm", event.id, "responsible", doer.id, blame.kind, cue.start),
                report_id=self._report.id,
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
        mention = self._rows[role.mention_id]
        span = mention.span if isinstance(mention, Mention) else role.head
        self._claim(event, "responsible", role.mention_id, (span, event.trigger), kind=kind, stance=stance)

    def _same(self, left: EventMention, right: EventMention) -> None:
        first, second = sorted((left.id, right.id))
        reason = Reason(feature="one clause", level="the effect verb belongs to the event", weight=8.0)
        self._keep(
            Judgement(
                id=make_id("jdg", "same", first, second, "read.report"),
                kind="same",
                left_id=first,
                right_id=second,
                verdict="same",
                by="read.report",
                score=8.0,
                reasons=(reason,),
            )
        )

    def _tie(self, tie: Tie, reading: ParagraphReading) -> None:
        left, right = reading.words.phrase(tie.subject), reading.words.phrase(tie.object)
        if left is None or right is None:
            return
        subject, other = self._actor(left, reading.words), self._actor(right, reading.words)
        evidence = self._tokens(reading.doc[min(tie.first, left.start, right.start) : max(tie.last + 1, left.end, right.end)])
        covering = [speech for speech in reading.speeches if tie.subject.i in speech.scope]
        voices = tuple(voice for voice in (self._voice(speech, reading) for speech in covering) if voice is not None)
        self._keep(
            Claim(
                id=make_id("clm", subject.id, tie.relation, other.id),
                report_id=self._report.id,
                subject_id=subject.id,
                property=f"tie:{tie.relation}",
                value=other.id,
                voices=voices,
                spans=(evidence,),
            )
        )

    # ---- statements

    def _statement(self, speech: Speech, reading: ParagraphReading, events: dict[int, EventMention]) -> None:
        voice = self._voice(speech, reading)
        if voice is None or voice.mention_id is None:
            return
        content = self._runs(speech.scope, reading)
        if not content:
            return
        about = [events[id(d)].id for d in reading.drafts if d.head.i in speech.scope]
        condition = next(
            (t for t in speech.cue.sent if t.dep_ == "mark" and t.lower_ in ("if", "unless") and t.i in speech.scope), None
        )
        addressee = reading.words.phrase(speech.addressee) if speech.addressee is not None else None
        self._keep(
            Claim(
                id=make_id("clm", self._report.id, "statement", voice.span.start, voice.cue.start if voice.cue else 0),
                report_id=self._report.id,
                subject_id=voice.mention_id,
                property="statement",
                value=about[0] if about else None,
                stance=speech.stance,
                kind=speech.kind,
                voices=(voice,),
                spans=(voice.span, *((voice.cue,) if voice.cue else ())),
                content=content,
                condition=self._tokens(sorted(condition.head.subtree)) if condition is not None else None,
                addressee=self._actor(addressee, reading.words).id if addressee else None,
                channel=speech.channel.text if speech.channel is not None else None,
            )
        )

    def _runs(self, scope: frozenset[int], reading: ParagraphReading) -> tuple[Span, ...]:
        """The spans of unbroken runs of tokens, outer punctuation dropped."""
        runs: list[list[Token]] = []
        for i in sorted(scope):
            token = reading.doc[i]
            if runs and runs[-1][-1].i == i - 1:
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = []
        for run in runs:
            while run and (run[-1].is_punct or run[-1].is_space):
                run.pop()
            while run and (run[0].text in ",;:" or run[0].is_space):
                run.pop(0)
            if run:
                spans.append(self._tokens(run))
        return tuple(spans)


def _with_phrase(period: Period, span: Span) -> Period:
    return Period(
        earliest=period.earliest,
        latest=period.latest,
        precision=period.precision,
        basis=period.basis,
        phrase=span,
        because=period.because,
    )


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
    if any(speech.stance == "denies" for speech in draft.speeches):
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


def _score(draft: Draft) -> float:
    score = draft.trigger.entry.score
    if not draft.participants and not draft.places and not draft.times:
        score *= 0.7
    return round(min(score, 0.97), 3)
