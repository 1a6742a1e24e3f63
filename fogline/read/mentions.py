"""Mentions of a report: names, agent nouns, pronouns, places, times, figures and voices, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from fogline.lexicon.actors import ActorLexicon
from fogline.read import casualties
from fogline.read.actors import ActorPhrase, ActorWords, is_outlet
from fogline.read.draft import ParagraphReading, TimeWords
from fogline.read.entities import Phrase
from fogline.read.figures import Amount, find_amounts
from fogline.read.names import NameHit
from fogline.read.reference import ARMED_GROUPS, Memory
from fogline.read.speech import Speech
from fogline.record.ids import make_id
from fogline.record.types import Claim, Count, Issue, Mention, Period, Report, Row, Span, Voice
from fogline.record.vocabulary import AS_A_PARTY


class MentionMaker:
    """Makes the mentions of one report, and holds all rows made of it. Rows with equal ids are made once.

    `at` is the character at which the paragraph in hand starts; offsets of tokens count from there.
    """

    def __init__(self, report: Report, lexicon: ActorLexicon) -> None:
        self.report = report
        self.at = 0
        self.phrases: dict[int, Phrase] = {}
        """The typed phrases of the paragraph in hand, by the index of their head."""
        self._lexicon = lexicon
        self._memory = Memory()
        self._rows: dict[str, Row] = {}
        self.dateline: Mention | None = None
        self._phrased: set[tuple[int, int]] = set()
        self.stands_for: dict[str, str] = {}
        """Ids of the mentions that stand for others, with the ids of those."""
        self.countries: dict[str, str | None] = {}
        """Ids of the mentions of persons, with the state that their words tie them to."""
        self._quoted: list[tuple[Span, Voice]] = []

    @property
    def rows(self) -> list[Row]:
        """Everything made so far."""
        return list(self._rows.values())

    def get(self, row_id: str) -> Row | None:
        """A row made before, or None."""
        return self._rows.get(row_id)

    def span(self, start: int, end: int) -> Span:
        """The span of characters of the paragraph in hand."""
        first, last = self.at + start, self.at + end
        return Span(report_id=self.report.id, start=first, end=last, quote=self.report.text[first:last])

    def tokens(self, doc_tokens: Sequence[Token] | SpacySpan) -> Span:
        """The span from the first to the last of these tokens."""
        return self.span(doc_tokens[0].idx, doc_tokens[-1].idx + len(doc_tokens[-1]))

    def keep(self, row: Row) -> None:
        """Adds a row, unless one with its id is there."""
        self._rows.setdefault(row.id, row)
        if isinstance(row, Mention) and row.refers_to:
            self.stands_for.setdefault(row.id, row.refers_to)

    def add_issue(self, code: str, detail: str) -> None:
        """Notes something about the report that a person should know."""
        issue_id = make_id("iss", "read.report", self.report.id, code)
        self.keep(Issue(id=issue_id, stage="read.report", unit=self.report.id, code=code, severity="info", detail=detail))

    def add_times(self, times: Iterable[TimeWords]) -> None:
        """A mention for every time expression; offsets count from the start of the report."""
        self.at = 0
        for time in times:
            span = self.span(time.start, time.end)
            self.keep(
                Mention(
                    id=make_id("men", self.report.id, span.start, span.end, "time"),
                    report_id=self.report.id,
                    kind="time",
                    span=span,
                    reading=time.value,
                    label=time.type,
                    value=with_phrase(time.period, span),
                )
            )

    def add_figures(self, amounts: Iterable[Amount]) -> None:
        """A mention and a quantity for every amount that counts people or things; offsets count from the start of the report."""
        self.at = 0
        for amount in amounts:
            span = self.span(amount.start, amount.end)
            low, best, high = (None if n is None else int(n) for n in (amount.low, amount.best, amount.high))
            count = Count(low=low, best=best, high=high, phrase=span, qualifier=amount.qualifier, unit=amount.unit)
            mention_id = make_id("men", self.report.id, span.start, span.end, "figure")
            self.keep(Mention(id=mention_id, report_id=self.report.id, kind="figure", span=span, reading=span.quote, value=count))
            self.keep(
                Claim(
                    id=make_id("clm", mention_id, "quantity"),
                    report_id=self.report.id,
                    subject_id=mention_id,
                    property="quantity",
                    value=count,
                    spans=(span,),
                )
            )

    def add_dateline(self, place: tuple[int, int]) -> None:
        """The place that the report was written in, by its characters in the report."""
        self.at = 0
        span = self.span(*place)
        mention_id = make_id("men", self.report.id, span.start, span.end, "place")
        self.dateline = Mention(
            id=mention_id,
            report_id=self.report.id,
            kind="place",
            span=span,
            reading=span.quote,
            head=span.quote,
            label="DATELINE",
        )
        self.keep(self.dateline)

    def point_out(self, reading: ParagraphReading) -> None:
        """Mentions of all names and agent nouns, in text order, so that later words can stand for them."""
        names = {hit.start: hit for hit in reading.hits}
        for token in reading.doc:
            if token.i in names:
                self._name(names[token.i], reading)
            elif token.pos_ == "NOUN" and token.dep_ not in ("compound", "amod") and reading.words.hit(token) is None:
                phrase = reading.words.phrase(token) if reading.words.agent(token) else None
                if phrase is not None:
                    self.actor(phrase, reading.words)

    def describe(self, reading: ParagraphReading) -> None:
        """A mention for each phrase of a party or person that no name, agent noun or pronoun made one of: "its partners"."""
        for phrase in self.phrases.values():
            tokens = reading.doc[phrase.start : phrase.end]
            span = self.tokens(tokens)
            if phrase.kind not in ("organisation", "person") or (span.start, span.end) in self._phrased:
                continue
            mention_id = make_id("men", self.report.id, span.start, span.end, "actor")
            self.keep(
                Mention(
                    id=mention_id,
                    report_id=self.report.id,
                    kind="actor",
                    span=span,
                    reading=span.quote,
                    head=reading.doc[phrase.head].lemma_,
                    label="person" if phrase.kind == "person" else "party",
                    score=phrase.probability,
                    phrase=span,
                )
            )

    def _phrase(self, head: Token, *kinds: str) -> Span | None:
        """The whole phrase of a head, if it is of one of these kinds."""
        found = self.phrases.get(head.i)
        if found is None or found.kind not in kinds:
            return None
        span = self.tokens(head.doc[found.start : found.end])
        self._phrased.add((span.start, span.end))
        return span

    def _name(self, hit: NameHit, reading: ParagraphReading) -> None:
        if hit.is_place or hit.is_toponym:
            self.place(hit, reading)
        if hit.is_actor:
            root = reading.doc[hit.start : hit.end].root
            self.actor(ActorPhrase(hit.start, hit.end, hit.label, root), reading.words)

    def place(self, hit: NameHit, reading: ParagraphReading) -> Mention:
        """The mention of a place, or of a party that is called by the name of a place."""
        tokens = reading.doc[hit.start : hit.end]
        span = self.span(tokens.start_char, tokens.end_char)
        mention = Mention(
            id=make_id("men", self.report.id, span.start, span.end, "place"),
            report_id=self.report.id,
            kind="place",
            span=span,
            reading=span.quote,
            head=tokens.root.text,
            label=f"{hit.label} {AS_A_PARTY}" if hit.is_party else hit.label,
            phrase=self._phrase(tokens.root, "place"),
        )
        self.keep(mention)
        return mention

    def actor(self, phrase: ActorPhrase, words: ActorWords) -> Mention:
        """The mention of an actor, with what it stands for where it is a pronoun or a bare group noun."""
        tokens = phrase.head.doc[phrase.start : phrase.end]
        span = self.span(tokens.start_char, tokens.end_char)
        mention_id = make_id("men", self.report.id, span.start, span.end, "actor")
        known = self._rows.get(mention_id)
        if isinstance(known, Mention):
            return known
        mention = Mention(
            id=mention_id,
            report_id=self.report.id,
            kind="actor",
            span=span,
            reading=span.quote,
            head=phrase.head.lemma_,
            label=phrase.label,
            refers_to=self._memory.referent(phrase, words, at=span.start, paragraph=self.at),
            phrase=self._phrase(phrase.head, "organisation", "person"),
        )
        self.keep(mention)
        agent = words.agent(phrase.head)
        entries = [entry for entry, _ in self._lexicon.match(span.quote)]
        kinds = {entry.kind for entry in entries}
        groups = frozenset(entry.id for entry in entries if entry.kind in ARMED_GROUPS)
        is_person = (
            phrase.label == "PERSON"
            or kinds == {"person"}
            or bool(agent and agent.entity == "person" and phrase.head.tag_ == "NN")
        )
        if is_person:
            self.countries[mention_id] = words.country(phrase.head)
        kind = agent.kind if agent else "media" if is_outlet(span.quote) else next(iter(sorted(kinds)), "")
        self._memory.add(mention, phrase, kind, is_person=is_person, paragraph=self.at, groups=groups)
        return mention

    def voice(self, speech: Speech, reading: ParagraphReading) -> Voice | None:
        """The voice of a speech act; None where nobody is named."""
        if speech.speaker is None:
            return None
        phrase = reading.words.phrase(speech.speaker)
        mention = self.actor(phrase, reading.words) if phrase is not None else None
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

    def go_on(self, content: Iterable[Span], voice: Voice) -> None:
        """Notes that a voice is heard in later paragraphs too, where words it said stand there."""
        self._quoted += [(span, voice) for span in content]

    def still_heard(self, words: Span) -> tuple[Voice, ...]:
        """The voices of earlier paragraphs to whom these words belong."""
        return tuple(voice for span, voice in self._quoted if span.start <= words.start and words.end <= span.end)

    def as_count(self, found: tuple[int | None, int | None, int | None, tuple[int, int]]) -> Count:
        """The count that these numbers and this character range make."""
        low, best, high, (start, end) = found
        phrase = self.span(start, end)
        said = find_amounts(phrase.quote)
        qualifier = said[0].qualifier if len(said) == 1 else None
        return Count(low=low, best=best, high=high, phrase=phrase, qualifier=qualifier)


def with_phrase(period: Period, span: Span) -> Period:
    """The period with the words that it was read from."""
    return Period(
        earliest=period.earliest,
        latest=period.latest,
        precision=period.precision,
        basis=period.basis,
        phrase=span,
        because=period.because,
    )
