"""Statements and ties of a paragraph: who says what to whom, and how the actors named are tied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Token

from fogline.lexicon.tables import iter_rows
from fogline.read import syntax
from fogline.read.actors import ActorPhrase
from fogline.read.draft import ParagraphReading, TimeWords
from fogline.read.mentions import MentionMaker
from fogline.read.speech import Speech
from fogline.read.ties import Tie, find_ties, period_of
from fogline.read.token_table import TokenTable
from fogline.read.voices import Saying
from fogline.record.ids import make_id
from fogline.record.types import Claim, EventMention, Mention, Span, Voice
from fogline.record.values import Period

_LEFT_TO_MODEL = frozenset({"report", "assessment", "announcement"})
"""Kinds of statement that count only where the model sees them: what the rules alone take for one rarely is."""
_EDGES = frozenset(" \t\r\n,;:.-–—\"'“”‘’`")


@cache
def _cue_kinds() -> dict[str, tuple[str, str]]:
    return {row["lemma"]: (row["kind"], row["stance"]) for row in iter_rows("cue_kinds.tsv")}


class StatementMaker:
    """Makes the statements and ties of one report, whose tokens are in `table`."""

    def __init__(self, said: MentionMaker, table: TokenTable) -> None:
        self._said = said
        self._table = table

    def make(self, reading: ParagraphReading, events: dict[int, EventMention], times: Sequence[TimeWords] = ()) -> None:
        """The statements and ties of a paragraph; `events` are its event mentions by the index of their head token.

        `times` are its time expressions, which date the ties.
        """
        for saying in reading.sayings:
            self._attributed(saying, reading, events)
        taken = {id(saying.speech) for saying in reading.sayings if saying.speech is not None}
        for speech in reading.speeches:
            if id(speech) not in taken and speech.kind not in _LEFT_TO_MODEL:
                self._statement(speech, reading, events)
        for tie in find_ties(reading.doc, reading.words):
            self._tie(tie, reading, period_of(tie, reading.doc, times))

    def _tie(self, tie: Tie, reading: ParagraphReading, during: Period | None) -> None:
        left, right = reading.words.phrase(tie.subject), reading.words.phrase(tie.object)
        if left is None or right is None:
            return
        subject, other = self._said.actor(left, reading.words), self._said.actor(right, reading.words)
        evidence = self._said.tokens(
            reading.doc[min(tie.first, left.start, right.start) : max(tie.last + 1, left.end, right.end)]
        )
        covering = [speech for speech in reading.speeches if tie.subject.i in speech.scope]
        voices = tuple(voice for voice in (self._said.voice(speech, reading) for speech in covering) if voice is not None)
        self._said.keep(
            Claim(
                id=make_id("clm", subject.id, tie.relation, other.id),
                report_id=self._said.report.id,
                subject_id=subject.id,
                property=f"tie:{tie.relation}",
                value=other.id,
                voices=voices,
                spans=(evidence,),
                during=during,
            )
        )

    def _attributed(self, saying: Saying, reading: ParagraphReading, events: dict[int, EventMention]) -> None:
        """The statement of an attribution; what kind it is, the rules say."""
        found, speech = saying.attribution, saying.speech
        content = self._rows(found.content)
        cue = self._rows(range(*found.cue), one=True) or (self._span(*found.cue),)  # a colon alone is a cue too
        if not content:
            return
        lemma = saying.root.lemma_.lower()
        kind, stance = (speech.kind, speech.stance) if speech is not None else _cue_kinds().get(lemma, ("report", "asserts"))
        source = self._rows(found.source, one=True)
        voice = self._voice(saying, source[0], cue[0], reading) if source else None
        subject = voice.mention_id if voice is not None and voice.mention_id else None
        if voice is not None and speech is not None:
            end = self._said.at + len(reading.doc.text)
            self._said.go_on((span for span in content if span.start >= end), voice)
        spans = (*(source[:1]), cue[0])
        told = sorted((event for event in events.values() if _within(event.trigger, content)), key=lambda e: e.trigger.start)
        self._said.keep(
            Claim(
                id=make_id("clm", self._said.report.id, "statement", spans[0].start, cue[0].start),
                report_id=self._said.report.id,
                subject_id=subject or self._thing(spans[0]),
                property="statement",
                value=self._about(speech, told, events),
                stance=stance,
                kind=kind,
                voices=(voice,) if voice is not None else (),
                spans=spans,
                content=content,
                condition=self._condition(saying.root, content, reading),
                consequence=self._consequence(saying.root, content, reading),
                addressee=self._addressee(speech, reading),
                channel=speech.channel.text if speech is not None and speech.channel is not None else None,
                score=found.probability,
            )
        )

    def _voice(self, saying: Saying, source: Span, cue: Span, reading: ParagraphReading) -> Voice:
        """Who speaks: an actor where the words name one, else the words alone."""
        heads = [token for token in (saying.speech.speaker if saying.speech else None, saying.speaker) if token is not None]
        phrases = [reading.words.phrase(syntax.resolve_relative(token)) for token in heads]
        phrase = next((phrase for phrase in phrases if phrase is not None), None)
        mention = self._said.actor(phrase, reading.words) if phrase is not None else None
        agent = reading.words.agent(heads[0]) if heads else None
        return Voice(
            mention_id=mention.id if mention else None,
            text=mention.span.quote if mention else source.quote,
            verb=saying.root.lemma_.lower(),
            kind=agent.kind if agent else "named" if mention else "unnamed",
            span=source,
            cue=cue,
        )

    def _thing(self, words: Span) -> str:
        """The mention of a source that is no actor ("a poll"), or of the cue where no source is named."""
        mention = Mention(
            id=make_id("men", self._said.report.id, words.start, words.end, "thing"),
            report_id=self._said.report.id,
            kind="thing",
            span=words,
            reading=words.quote,
        )
        self._said.keep(mention)
        return mention.id

    def _about(self, speech: Speech | None, told: Sequence[EventMention], events: dict[int, EventMention]) -> str | None:
        if speech is not None:
            return next((event.id for head, event in events.items() if head in speech.scope), None)
        return told[0].id if told else None

    def _condition(self, cue: Token, content: Sequence[Span], reading: ParagraphReading) -> Span | None:
        mark = self._mark(cue, content)
        return self._said.tokens(sorted(mark.head.subtree)) if mark is not None else None

    def _mark(self, cue: Token, content: Sequence[Span]) -> Token | None:
        """The "if" or "unless" of a clause in what is said."""
        at = self._said.at
        marks = (t for t in cue.sent if t.dep_ == "mark" and t.lower_ in ("if", "unless"))
        return next((t for t in marks if any(span.start <= at + t.idx < span.end for span in content)), None)

    def _consequence(self, cue: Token, content: Sequence[Span], reading: ParagraphReading) -> Span | None:
        """What will follow if the condition holds: the clause that it hangs on, without it."""
        mark = self._mark(cue, content)
        if mark is None or mark.head.dep_ != "advcl":
            return None
        out = {t.i for t in mark.head.subtree}
        main = mark.head.head
        rows = [t for t in sorted(main.subtree) if t.i not in out and t.i != cue.i and not t.is_space]
        runs = _runs([t.i for t in rows])
        words = max(runs, key=len, default=[])
        if main.i not in words:
            return None
        tokens = [reading.doc[i] for i in words]
        while tokens and tokens[-1].is_punct:
            tokens.pop()
        while tokens and (tokens[0].is_punct or tokens[0].dep_ == "mark"):
            tokens.pop(0)
        return self._said.tokens(tokens) if tokens else None

    def _addressee(self, speech: Speech | None, reading: ParagraphReading) -> str | None:
        phrase: ActorPhrase | None = None
        if speech is not None and speech.addressee is not None:
            phrase = reading.words.phrase(speech.addressee)
        return self._said.actor(phrase, reading.words).id if phrase else None

    def _statement(self, speech: Speech, reading: ParagraphReading, events: dict[int, EventMention]) -> None:
        """The statement of a speech act that only the rules see."""
        voice = self._said.voice(speech, reading)
        if voice is None or voice.mention_id is None:
            return
        content = self._spans([self._said.at + reading.doc[i].idx for i in sorted(speech.scope)], reading)
        if not content:
            return
        about = [event.id for head, event in events.items() if head in speech.scope]
        self._said.keep(
            Claim(
                id=make_id("clm", self._said.report.id, "statement", voice.span.start, voice.cue.start if voice.cue else 0),
                report_id=self._said.report.id,
                subject_id=voice.mention_id,
                property="statement",
                value=about[0] if about else None,
                stance=speech.stance,
                kind=speech.kind,
                voices=(voice,),
                spans=(voice.span, *((voice.cue,) if voice.cue else ())),
                content=content,
                condition=self._condition(speech.cue, content, reading),
                consequence=self._consequence(speech.cue, content, reading),
                addressee=self._addressee(speech, reading),
                channel=speech.channel.text if speech.channel is not None else None,
            )
        )

    def _spans(self, starts: Sequence[int], reading: ParagraphReading) -> tuple[Span, ...]:
        rows = self._table.start.searchsorted(starts)
        return self._rows([int(row) for row in rows])

    def _span(self, first: int, end: int) -> Span:
        start, stop = int(self._table.start[first]), int(self._table.end[end - 1])
        return Span(report_id=self._said.report.id, start=start, end=stop, quote=self._said.report.text[start:stop])

    def _rows(self, rows: Iterable[int], *, one: bool = False) -> tuple[Span, ...]:
        """The spans of unbroken runs of tokens, marks at their ends dropped; with `one`, from the first to the last."""
        listed = list(rows)
        runs = [listed] if one and listed else _runs(listed)
        spans = []
        for run in runs:
            start, end = int(self._table.start[run[0]]), int(self._table.end[run[-1]])
            text = self._said.report.text
            while start < end and text[start] in _EDGES:
                start += 1
            while end > start and text[end - 1] in _EDGES and not (text[end - 1] == "." and text[end - 2 : end - 1].isupper()):
                end -= 1
            if start < end:
                spans.append(Span(report_id=self._said.report.id, start=start, end=end, quote=text[start:end]))
        return tuple(spans)


def _runs(rows: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _within(words: Span, content: Sequence[Span]) -> bool:
    return any(span.start <= words.start and words.end <= span.end for span in content)
