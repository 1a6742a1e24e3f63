"""Rows of the events that only the model found. The model points at words; spans, names, days, places and numbers are read
from the words at which it points, by the same code as for the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from fogline.read import casualties, syntax
from fogline.read.circumstances import place_role
from fogline.read.draft import ParagraphReading, TimeWords
from fogline.read.event_words import facilities, quantified_weapon, weapon_at
from fogline.read.mentions import MentionMaker, with_phrase
from fogline.read.modality import standing
from fogline.read.model_answer import ModelEvent, Party
from fogline.read.model_quotes import Found, nearest, occurrences
from fogline.read.parser import Paragraph
from fogline.read.roles import Participant
from fogline.read.speech import Speech
from fogline.record.ids import make_id
from fogline.record.types import Claim, Count, EventMention, Issue, Location, Mention, Period, Role, Row, Span, Voice
from fogline.record.vocabulary import REPORTED

STAGE: Final = "read.model"
SEVERITIES: Final = {"reader.invented_quote": "info", "reader.bad_event": "info", "reader.disagrees": "info"}
_NAMED_ROLES: Final = frozenset({"initiator", "partner", "beneficiary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEvent:
    """What the rules read at a trigger: half-open offsets in the report, type, modality."""

    start: int
    end: int
    event_type: str
    modality: str


class _Invented(Exception):
    """Words without which the event cannot be kept are not in the text."""


def own_event_id(report_id: str, start: int, end: int, event_type: str) -> str:
    """The id of an event mention of this stage: never that of the rules, whose later versions may find the same trigger."""
    return make_id("evm", report_id, start, end, event_type, STAGE)


def own_mention_id(mention: Mention) -> str:
    """The id of a mention of this stage."""
    return make_id("men", mention.report_id, mention.span.start, mention.span.end, mention.kind, STAGE)


class ModelRows:
    """Makes the rows of one report. `readings` are its parsed paragraphs by the offset at which they start."""

    def __init__(
        self,
        said: MentionMaker,
        readings: dict[int, ParagraphReading],
        times: Sequence[TimeWords],
        rule_events: Sequence[RuleEvent],
        rule_mention_ids: frozenset[str],
        score: float,
    ) -> None:
        self._said = said
        self._readings = readings
        self._times = times
        self._rule_events = rule_events
        self._rule_mention_ids = rule_mention_ids
        self._score = score
        self._rows: dict[str, Row] = {}
        self._text = ""
        """The paragraph in hand as the report has it: what is parsed may have another case."""
        self._taken: list[Found] = []
        """Triggers of this stage, by their place in the report."""

    @property
    def rows(self) -> list[Row]:
        """Everything made so far."""
        return list(self._rows.values())

    def issue(self, code: str, detail: str, span: Span | None = None) -> None:
        """Notes something about the answer that a person should know."""
        report_id = self._said.report.id
        issue_id = make_id("iss", STAGE, report_id, code, detail, span.start if span else "")
        severity = SEVERITIES.get(code, "warning")
        self._keep(Issue(id=issue_id, stage=STAGE, unit=report_id, code=code, severity=severity, detail=detail, span=span))

    def add(self, event: ModelEvent, paragraph: Paragraph | None) -> None:
        """Adds an event, unless its words are not in the text or the rules have read its trigger."""
        try:
            if paragraph is None:
                raise _Invented(f"there is no paragraph {event.paragraph}")
            trigger = self._trigger(event, paragraph)
            if trigger is not None:
                self._event(event, paragraph, trigger)
        except _Invented as why:
            self.issue("reader.invented_quote", f"{event.type} {event.modality}: {why}")

    def _keep(self, row: Row) -> None:
        self._rows.setdefault(row.id, row)

    def _trigger(self, event: ModelEvent, paragraph: Paragraph) -> Found | None:
        """Where the trigger stands; None where it is another event's. The second telling in the same words is the next place."""
        quotes = list(occurrences(paragraph.text, event.quote))
        if not quotes:
            raise _Invented(f"quote {event.quote[:120]!r} is not in the paragraph")
        places = [place for quote in quotes for place in occurrences(paragraph.text, event.trigger, quote)]
        if not places:
            raise _Invented(f"trigger {event.trigger!r} is not in its quote")
        for place in places:
            at = Found(paragraph.start + place.start, paragraph.start + place.end)
            if any(at.overlaps(taken.start, taken.end) for taken in self._taken):
                continue
            self._taken.append(at)
            by_rules = next((rule for rule in self._rule_events if at.overlaps(rule.start, rule.end)), None)
            if by_rules is None:
                return place
            self._compare(event, by_rules, paragraph, place)
            return None
        return None

    def _compare(self, event: ModelEvent, rule: RuleEvent, paragraph: Paragraph, place: Found) -> None:
        if event.type != rule.event_type or (event.modality in REPORTED) != (rule.modality in REPORTED):
            self._said.at = paragraph.start
            detail = f"rules: {rule.event_type} {rule.modality}; model: {event.type} {event.modality}"
            self.issue("reader.disagrees", detail, self._said.span(place.start, place.end))

    def _event(self, event: ModelEvent, paragraph: Paragraph, place: Found) -> None:
        self._said.at, self._text = paragraph.start, paragraph.text
        reading = self._readings[paragraph.start]
        head = _root(reading, place)
        voices = self._voices(event, reading, place)
        parties = list(self._parties(event, reading, place))
        roles = tuple(role for role, _ in parties)
        is_headline = paragraph.kind in ("title", "caption")
        modality = _cautious(event.modality, _by_rules(head, event.type, parties, is_headline=is_headline))
        if modality == "happened" and _says_so_itself(roles, voices):
            modality = "claimed"
        trigger = self._said.span(place.start, place.end)
        row = EventMention(
            id=own_event_id(self._said.report.id, trigger.start, trigger.end, event.type),
            report_id=self._said.report.id,
            trigger=trigger,
            sentence=self._said.span(head.sent.start_char, head.sent.end_char),
            event_type=event.type,
            modality=modality,
            modes=event.modes,
            stage=event.stage,
            voices=voices,
            roles=roles,
            is_aggregate=event.is_total,
            excluded=None if modality in REPORTED else "modality",
            score=self._score,
        )
        self._keep(row)
        self._circumstances(row, event, reading, place)
        self._tolls(row, [(role, head) for role, head in parties if role.effect in ("killed", "injured")])
        self._responsible(row)

    # ---- who

    def _voices(self, event: ModelEvent, reading: ParagraphReading, place: Found) -> tuple[Voice, ...]:
        """The voices. An event whose voice is not in the text is not kept: without it, a claim would look like a fact."""
        voices = []
        for said in event.voices:
            words = nearest(self._text, said.words, place)
            cue = nearest(self._text, said.verb, words or place)
            if words is None or cue is None:
                missing = said.words if words is None else said.verb
                raise _Invented(f"voice {missing[:120]!r} is not in the paragraph")
            speech = Speech(_root(reading, words), _root(reading, cue), "report", "asserts", frozenset())
            voice = self._said.voice(speech, reading)
            if voice is not None:
                voices.append(replace(voice, mention_id=self._adopted(voice.mention_id)))
        return tuple(voices)

    def _parties(self, event: ModelEvent, reading: ParagraphReading, place: Found) -> Iterator[tuple[Role, Token]]:
        """The participants with the head words of theirs; "no group" is no doer."""
        for party in event.participants:
            words = self._found(event, party.words, reading, place)
            head = _root(reading, words) if words is not None else None
            if words is not None and head is not None and not (party.role == "initiator" and syntax.is_negated(head)):
                yield self._role(party, words, head, reading), head

    def _found(self, event: ModelEvent, words: str, reading: ParagraphReading, place: Found) -> Found | None:
        """Where words of an event stand; None, with an issue, where they do not: that part is then left out."""
        found = nearest(self._text, words, place)
        if found is None:
            span = self._said.span(place.start, place.end)
            self.issue("reader.invented_quote", f"{event.type}: {words[:120]!r} is not in the paragraph", span)
        return found

    def _role(self, party: Party, words: Found, head: Token, reading: ParagraphReading) -> Role:
        phrase = reading.words.phrase(head)
        agent, facility = reading.words.agent(head), facilities().get(head.lemma_.lower())
        mention = self._said.actor(phrase, reading.words) if phrase is not None else None
        if mention is None and head.pos_ == "PROPN" and party.role in _NAMED_ROLES:
            mention = self._named("actor", "ORG", words, head)
        counted = _toll(head, party.effect) if party.effect and party.role in ("victim", "target") else None
        return Role(
            role=party.role,
            head=self._said.span(head.idx, head.idx + len(head)),
            text=self._said.span(words.start, words.end).quote,
            mention_id=self._adopted(mention.id) if mention else None,
            count=self._said.as_count(counted) if counted else None,
            effect=party.effect,
            category=agent.argument_class if agent else facility[1] if facility else None,
            entity=facility[0] if facility else agent.entity if agent else None,
            name=mention.reading if mention and mention.label not in ("agent", "pronoun") else None,
        )

    def _named(self, kind: str, label: str, words: Found, head: Token) -> Mention:
        """The mention of a name that the tagger missed and the model saw."""
        span = self._said.span(words.start, words.end)
        mention_id = make_id("men", self._said.report.id, span.start, span.end, kind)
        reading = " ".join(span.quote.split()).removeprefix("the ").removeprefix("The ")
        mention = Mention(
            id=mention_id,
            report_id=self._said.report.id,
            kind=kind,
            span=span,
            reading=reading,
            head=head.lemma_ if kind == "actor" else head.text,
            label=label,
            score=self._score,
        )
        self._said.keep(mention)
        return mention

    def _adopted(self, mention_id: str | None) -> str | None:
        """The id under which a mention is in the record: the rules' where they made it, else one of this stage's."""
        if mention_id is None or mention_id in self._rule_mention_ids:
            return mention_id
        mention = self._said.get(mention_id)
        if not isinstance(mention, Mention):
            return None
        own = own_mention_id(mention)
        if own not in self._rows:
            self._keep(replace(mention, id=own, refers_to=None))  # kept first: references may not go in circles
            self._rows[own] = replace(mention, id=own, refers_to=self._adopted(mention.refers_to))
        return own

    # ---- what is said of it

    def _claim(
        self, event: EventMention, prop: str, value: str | Count | Period | Location, spans: tuple[Span, ...], **more: str | None
    ) -> None:
        at = spans[0].start if spans else ""
        claim = Claim(
            id=make_id("clm", event.id, prop, at, value if isinstance(value, str) else ""),
            report_id=event.report_id,
            subject_id=event.id,
            property=prop,
            value=value,
            voices=event.voices,
            spans=spans,
            score=event.score,
            **more,  # type: ignore[arg-type]  # stance, kind and inferred_because
        )
        self._keep(claim)

    def _circumstances(self, row: EventMention, event: ModelEvent, reading: ParagraphReading, place: Found) -> None:
        time = self._time(event, reading, place)
        if time is not None:
            span = self._said.span(time.start - self._said.at, time.end - self._said.at)
            self._claim(row, "when", with_phrase(time.reach, span), (span,))
        elif row.modality in REPORTED and (latest := self._said.report.published.latest):
            because = "told as past in a report published by then"
            bound = Period(earliest=None, latest=latest, precision="unknown", basis="inferred", because=because)
            self._claim(row, "when", bound, (), inferred_because=because)
        for name in event.places:
            words = self._found(event, name, reading, place)
            if words is not None:
                self._where(row, words, reading)
        words = self._found(event, event.weapon, reading, place) if event.weapon else None
        if words is not None:
            head = _root(reading, words)
            weapon = weapon_at(head) or quantified_weapon(head)
            if weapon is not None:  # a thing that is in no list of weapons is no kind of weapon
                self._claim(row, "weapon", weapon.kind, (self._said.span(head.idx, head.idx + len(head)),))

    def _time(self, event: ModelEvent, reading: ParagraphReading, place: Found) -> TimeWords | None:
        """The time expression at which the model points; its days come from the grammar, not from the model."""
        words = self._found(event, event.when, reading, place) if event.when else None
        if words is None:
            return None
        start, end = self._said.at + words.start, self._said.at + words.end
        inside = [time for time in self._times if time.start < end and start < time.end]
        dated = (time for time in inside if time.type in ("DATE", "TIME") and not time.value.endswith("_REF"))
        return next((time for time in dated if time.reach.is_known), None)

    def _where(self, row: EventMention, words: Found, reading: ParagraphReading) -> None:
        hits = [hit for hit in reading.hits if hit.is_place]
        chars = [(reading.doc[hit.start].idx, reading.doc[hit.end - 1].idx + len(reading.doc[hit.end - 1])) for hit in hits]
        hit = next((hit for hit, (start, end) in zip(hits, chars, strict=True) if words.overlaps(start, end)), None)
        head = _root(reading, words) if hit is None else reading.doc[hit.start : hit.end].root
        mention = self._named("place", "GPE", words, head) if hit is None else self._said.place(hit, reading)
        where = Location(mention_id=self._adopted(mention.id), role=place_role(head), phrase=mention.span)
        self._claim(row, "where", where, (mention.span,))

    def _tolls(self, row: EventMention, hurt: Sequence[tuple[Role, Token]]) -> None:
        if row.stage in ("attempted", "foiled"):
            return  # nobody is killed by an attempt that failed
        for effect in ("killed", "injured"):
            heads = {head.i: head for role, head in hurt if role.effect == effect}
            found = casualties.total([Participant("victim", head, effect) for head in heads.values()], effect)
            if found is not None:
                count = self._said.as_count(found)
                self._claim(row, effect, count, (count.phrase,) if count.phrase else (row.trigger,))

    def _responsible(self, row: EventMention) -> None:
        kind = {"claimed": "claim_of_responsibility", "denied": "denial", "alleged": "accusation"}.get(row.modality)
        stance = "denies" if kind == "denial" else "asserts"
        for role in row.roles:
            if role.role == "initiator" and role.mention_id and row.event_type == "ASSAULT":
                self._claim(row, "responsible", role.mention_id, (role.head, row.trigger), kind=kind, stance=stance)


def _root(reading: ParagraphReading, found: Found) -> Token:
    """The head of the words at this place."""
    span = reading.doc.char_span(found.start, found.end, alignment_mode="expand")
    assert span is not None
    root: Token = span.root
    return root


def _toll(head: Token, effect: str) -> tuple[int | None, int | None, int | None, tuple[int, int]] | None:
    return casualties.total([Participant("victim", head, effect)], effect)


def _cautious(modality: str, by_rules: str) -> str:
    """The model's modality, or the rules' where these see less of a fact: nothing is more of a fact than both say."""
    if modality in REPORTED and (by_rules not in REPORTED or modality == "happened"):
        return by_rules
    return modality


def _by_rules(head: Token, event_type: str, parties: Sequence[tuple[Role, Token]], *, is_headline: bool) -> str:
    """What the rules make of the modality of the sentence at this word."""
    if any(role.role in ("victim", "target") and syntax.is_negated(token) for role, token in parties):
        return "negated"  # "no soldiers were hurt"
    return standing(head, event_type, is_headline=is_headline).modality


def _says_so_itself(roles: Sequence[Role], voices: Sequence[Voice]) -> bool:
    doers = {role.mention_id for role in roles if role.role == "initiator" and role.mention_id}
    return any(voice.mention_id in doers for voice in voices)
