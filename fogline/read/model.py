"""The optional language-model reader: what only a model found in a report, beside what the rules found.

The model is asked while the stage plans, in this process; its answers are then part of the units, so that `work` is as
pure as that of any stage: the same answers give the same rows, and a report whose answers came later is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.lexicon.knowledge import load_knowledge
from fogline.read import parser
from fogline.read.actors import ActorWords
from fogline.read.draft import ParagraphReading
from fogline.read.mentions import MentionMaker
from fogline.read.model_answer import parse_answer
from fogline.read.model_asking import Asking, Reply, Unanswered, estimate
from fogline.read.model_client import ModelClient, check_address
from fogline.read.model_request import Window, windows
from fogline.read.model_rows import ModelRows, RuleEvent, own_event_id, own_mention_id
from fogline.read.report import name_finder, report_times
from fogline.read.settings import ModelReaderSettings
from fogline.read.truecase import Truecaser
from fogline.record.answers import IN_MEMORY, Answers, ReaderEstimate
from fogline.record.types import Claim, EventMention, Issue, Mention, Report, Row

Announce = Callable[[ReaderEstimate], None]


class ReadModel:
    """Reads reports with a language model. A unit is a report; without an address in the settings there is none.

    `answers` is the file in which answers are kept; `announce` is told what the asking may take before it begins.
    """

    name: ClassVar[str] = "read.model"
    version: ClassVar[int] = 1
    takes: ClassVar[tuple[type, ...]] = (Report, EventMention, Mention)
    gives: ClassVar[tuple[type, ...]] = (Mention, EventMention, Claim, Issue)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: ModelReaderSettings, answers: str = IN_MEMORY, announce: Announce | None = None) -> None:
        self._settings = settings
        self._answers = answers
        self._announce = announce
        if settings.url and settings.may_ask:
            check_address(settings)

    def __getstate__(self) -> dict[str, Any]:
        """What workers get: nothing with which they could ask."""
        return {"_settings": self.settings, "_answers": IN_MEMORY, "_announce": None}

    @property
    def settings(self) -> ModelReaderSettings:
        """What decides the rows: not how the server is reached, what it costs, or how patiently it is asked."""
        usual = ModelReaderSettings()
        return replace(
            self._settings,
            url="",
            may_ask=usual.may_ask,
            key_env=usual.key_env,
            timeout_s=usual.timeout_s,
            attempts=usual.attempts,
            concurrency=usual.concurrency,
            price_in=usual.price_in,
            price_out=usual.price_out,
        )

    def estimate(self, record: Reader) -> ReaderEstimate:
        """What asking about the reports of a record would take."""
        answers = Answers(self._answers)
        try:
            return estimate(record.rows(Report), self._settings, answers)
        finally:
            answers.close()

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit per report, with what the rules found in it and what the model answered. Asks what was not asked before."""
        if not self._settings.url:
            return
        answers = Answers(self._answers)
        try:
            if self._announce is not None and self._settings.may_ask:
                self._announce(estimate(record.rows(Report), self._settings, answers))
            asking = Asking(self._settings, answers, ModelClient(self._settings) if self._settings.may_ask else None)
            for report, replies in asking.replies(record.rows(Report)):
                read = (_rule_events(record, report.id), _rule_mentions(record, report.id))
                yield Unit(key=report.id, inputs=(replace(report, raw=None), *read, replies))
        finally:
            answers.close()

    def open(self) -> None:
        """Loads the parser, the lexicon and the gazetteer."""
        known = load_knowledge(self._settings.packs)
        self._lexicon = known.actors
        self._names = name_finder(known)
        surfaces = (surface for surface, _, _ in self._lexicon.surfaces())
        self._truecaser = Truecaser(surfaces, parser.language().Defaults.stop_words)

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The rows of each report."""
        return [self._read(*unit.inputs) for unit in units]

    def _read(
        self, report: Report, rule_events: tuple[RuleEvent, ...], rule_mentions: tuple[str, ...], replies: tuple[Reply, ...]
    ) -> list[Row]:
        said = MentionMaker(report, self._lexicon)
        found = [(window, reply) for window, reply in zip(self._windows(report), replies, strict=True)]
        readings = self._readings(said, report) if any(not isinstance(reply, Unanswered) for _, reply in found) else {}
        rows = ModelRows(said, readings, report_times(report), rule_events, frozenset(rule_mentions), self._settings.score)
        for number, (window, reply) in enumerate(found, start=1):
            if isinstance(reply, Unanswered):
                rows.issue("reader.unanswered", f"part {number} of {len(found)}: {reply.why}")
                continue
            events, problems = parse_answer(reply)
            for problem in problems:
                rows.issue(problem.code, f"part {number} of {len(found)}: {problem.detail}")
            for event in events:
                rows.add(event, window.paragraph(event.paragraph))
        return rows.rows

    def _windows(self, report: Report) -> list[Window]:
        return list(windows(report, self._settings.window_chars))

    def _readings(self, said: MentionMaker, report: Report) -> dict[int, ParagraphReading]:
        """The parsed paragraphs by their start, with all names pointed out, as the rules have them."""
        paragraphs = list(parser.paragraphs(report))
        docs = parser.parse([self._truecaser.restore(paragraph.text) for paragraph in paragraphs])
        readings = {}
        for paragraph, doc in zip(paragraphs, docs, strict=True):
            hits = self._names.find(doc)
            reading = ParagraphReading(doc, hits, ActorWords(doc, hits, self._lexicon), [], [], [])
            said.at = paragraph.start
            said.point_out(reading)
            readings[paragraph.start] = reading
        return readings


def _rule_events(record: Reader, report_id: str) -> tuple[RuleEvent, ...]:
    """What the rules read in a report: not what this stage made of it in an earlier build."""
    found = []
    for row in record.rows(EventMention, report_id=report_id):
        start, end = row.trigger.start, row.trigger.end
        if row.id != own_event_id(report_id, start, end, row.event_type):
            found.append(RuleEvent(start=start, end=end, event_type=row.event_type, modality=row.modality))
    return tuple(sorted(found, key=lambda rule: (rule.start, rule.end, rule.event_type, rule.modality)))


def _rule_mentions(record: Reader, report_id: str) -> tuple[str, ...]:
    """Ids of the mentions of actors and places that the rules made in a report."""
    rows = record.rows(Mention, report_id=report_id)
    return tuple(row.id for row in rows if row.kind in ("actor", "place") and row.id != own_mention_id(row))
