"""Statements and ties of a paragraph: who says what to whom, and how the actors named are tied."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from fogline.read.drafts import ParagraphReading, TimeWords
from fogline.read.mentions import MentionMaker
from fogline.read.ties import Tie, find_ties, period_of
from fogline.read.voices import Speech
from fogline.record.ids import make_id
from fogline.record.types import Claim, EventMention, Span
from fogline.record.values import Period


class StatementMaker:
    """Makes the statements and ties of one report."""

    def __init__(self, said: MentionMaker) -> None:
        self._said = said

    def make(self, reading: ParagraphReading, events: dict[int, EventMention], times: Sequence[TimeWords] = ()) -> None:
        """The statements and ties of a paragraph; `events` are its event mentions by the index of their head token.

        `times` are its time expressions, which date the ties.
        """
        for speech in reading.speeches:
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

    def _statement(self, speech: Speech, reading: ParagraphReading, events: dict[int, EventMention]) -> None:
        voice = self._said.voice(speech, reading)
        if voice is None or voice.mention_id is None:
            return
        content = self._runs(speech.scope, reading)
        if not content:
            return
        about = [event.id for head, event in events.items() if head in speech.scope]
        condition = next(
            (t for t in speech.cue.sent if t.dep_ == "mark" and t.lower_ in ("if", "unless") and t.i in speech.scope), None
        )
        addressee = reading.words.phrase(speech.addressee) if speech.addressee is not None else None
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
                condition=self._said.tokens(sorted(condition.head.subtree)) if condition is not None else None,
                addressee=self._said.actor(addressee, reading.words).id if addressee else None,
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
                spans.append(self._said.tokens(run))
        return tuple(spans)
