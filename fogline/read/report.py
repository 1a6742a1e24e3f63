"""The reader: one report in, its mentions, event mentions and claims out, independent of all other reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.lexicon.knowledge import Knowledge, load_knowledge
from fogline.read import parser
from fogline.read.actors import ActorWords
from fogline.read.attributions import find_attributions
from fogline.read.draft import Clues, ParagraphReading, TimeWords
from fogline.read.drafts import read_paragraph
from fogline.read.entities import find_phrases
from fogline.read.event_finder import find_event_words
from fogline.read.events import EventMaker
from fogline.read.far_blame import add_far_blame
from fogline.read.figures import Amount, find_amounts
from fogline.read.incidents import joins
from fogline.read.mentions import MentionMaker
from fogline.read.names import NameFinder
from fogline.read.parts import add_parts
from fogline.read.place_names import PlaceNames
from fogline.read.settings import ReadSettings
from fogline.read.statements import StatementMaker
from fogline.read.times import find_times, resolve_times
from fogline.read.token_table import TokenTable, token_table
from fogline.read.truecase import Truecaser
from fogline.read.violence import mark_by_topic, topic_of
from fogline.read.voices import hear
from fogline.record.types import Claim, EventMention, Issue, Judgement, Mention, Report, Row


class ReadReport:
    """Reads reports. A unit is a report; copies are read like any other, since each telling is a mention."""

    name: ClassVar[str] = "read.report"
    version: ClassVar[int] = 4
    takes: ClassVar[tuple[type, ...]] = (Report,)
    gives: ClassVar[tuple[type, ...]] = (Mention, EventMention, Claim, Judgement, Issue)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: ReadSettings) -> None:
        self._settings = settings

    @property
    def settings(self) -> ReadSettings:
        """The settings that every unit's fingerprint holds."""
        return self._settings

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit per report."""
        for report in record.rows(Report):
            yield Unit(key=report.id, inputs=(replace(report, raw=None),))

    def open(self) -> None:
        """Loads the parser, the lexicon and the gazetteer."""
        known = load_knowledge(self._settings.packs)
        self._lexicon = known.actors
        self._names = name_finder(known)
        self._knows_place = lambda name: bool(known.gazetteer.lookup(name))
        self._truecaser = Truecaser(
            (surface for surface, _, _ in self._lexicon.surfaces()), parser.language().Defaults.stop_words
        )

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The rows of each report."""
        return [self._read(unit.inputs[0]) for unit in units]

    def _read(self, report: Report) -> list[Row]:
        said = MentionMaker(report, self._lexicon)
        paragraphs = list(parser.paragraphs(report))
        if not any(paragraph.kind == "body" for paragraph in paragraphs):
            said.add_issue("report.no_sentences", "no body text to read")
        written_in = dateline_place(report, self._knows_place)
        if written_in is not None:
            said.add_dateline(written_in)
        times = report_times(report)
        said.add_times(times)
        said.add_figures(report_amounts(report, times))
        readings, table = self._by_rules(paragraphs, times)
        add_far_blame(readings)
        event_maker, statement_maker = EventMaker(said), StatementMaker(said, table)
        if written_in is not None and self._has("parts"):  # it learnt from such reports; an analysis names more than doers
            add_parts(readings)
        for paragraph, reading in zip(paragraphs, readings, strict=True):
            said.at = paragraph.start
            phrases = find_phrases(reading.doc, reading.words) if self._has("phrases") else []
            said.phrases = {phrase.head: phrase for phrase in phrases}
            said.point_out(reading)
            statement_maker.make(reading, event_maker.make(reading), _inside(paragraph, times))
            said.describe(reading)
        if written_in is not None and self._has("joins"):
            # A report that says where it was written tells of few incidents; an analysis goes from one to the next.
            event_maker.join(joins(readings))
        return [row for row in said.rows if not isinstance(row, EventMention) or row.score >= self._settings.min_score]

    def _has(self, part: str) -> bool:
        return part not in self._settings.leave_out

    def paragraphs(self, report: Report) -> list[ParagraphReading]:
        """What the rules read in each paragraph, before any model of parts."""
        return self._by_rules(list(parser.paragraphs(report)), report_times(report))[0]

    def _by_rules(
        self, paragraphs: Sequence[parser.Paragraph], times: Sequence[TimeWords]
    ) -> tuple[list[ParagraphReading], TokenTable]:
        docs = parser.parse([self._truecaser.restore(paragraph.text) for paragraph in paragraphs])
        table = token_table(paragraphs, docs)
        attributions = find_attributions(table) if self._has("attributions") else []
        learnt = find_event_words(table, len(docs)) if self._has("event_words") else [None] * len(docs)
        topic = topic_of(table.lower)
        readings: list[ParagraphReading] = []
        row = 0
        for paragraph, doc, found in zip(paragraphs, docs, learnt, strict=True):
            spoken, sayings = hear(doc, row, attributions, by_rules=self._has("speech_rules"))
            clues = Clues(_inside(paragraph, times), spoken, sayings, found)
            hits = self._names.find(doc)
            words = ActorWords(doc, hits, self._lexicon, in_violence=topic.violence, in_conflict=topic.conflict)
            readings.append(read_paragraph(paragraph, doc, hits, words, clues))
            mark_by_topic(readings[-1].drafts, topic, words)
            row += len(doc)
        return readings, table


def _inside(paragraph: parser.Paragraph, times: Sequence[TimeWords]) -> list[TimeWords]:
    """The time expressions of a paragraph, with offsets in it."""
    return [_shifted(time, -paragraph.start) for time in times if 0 <= time.start - paragraph.start < len(paragraph.text)]


def name_finder(known: Knowledge) -> NameFinder:
    """A finder of the lexicon's surfaces, the places of packs, and the gazetteer's places."""
    surfaces = [(name, "place") for name in known.pack_places]
    surfaces += [(surface, how) for surface, _, how in known.actors.surfaces()]
    return NameFinder(surfaces, PlaceNames(known.gazetteer))


_PLACE_NAME = re.compile(r"[^\W\d_][^\d(),;:\[\]—–/]*[^\W\d_]")


def dateline_place(report: Report, knows_place: Callable[[str], bool]) -> tuple[int, int] | None:
    """The characters of the first place that the dateline of a report names, or None."""
    for segment in report.segments:
        if segment.kind == "dateline":
            for match in _PLACE_NAME.finditer(report.text, segment.start, segment.end):
                if knows_place(" ".join(match.group().split())):
                    return match.start(), match.end()
    return None


def _read_text(report: Report) -> str:
    """The text with everything that is not read blanked out, so that offsets stay."""
    blank = [" "] * len(report.text)
    for segment in report.segments:
        if segment.kind in parser.READABLE:
            blank[segment.start : segment.end] = report.text[segment.start : segment.end]
    return "".join(blank)


def report_amounts(report: Report, times: Sequence[TimeWords]) -> list[Amount]:
    """The amounts of people and things in what is read of a report; a bare "a" or "an" is none."""
    found = find_amounts(_read_text(report), [(time.start, time.end) for time in times])
    return [amount for amount in found if amount.kind == "count" and amount.rule != "article"]


def report_times(report: Report) -> list[TimeWords]:
    """The time expressions of what is read of a report, with offsets in its text."""
    text = _read_text(report)
    return [
        TimeWords(
            start=time.expression.start,
            end=time.expression.end,
            type=time.type,
            value=time.value,
            period=time.period,
            reach=time.reach,
        )
        for time in resolve_times(find_times(text), published=report.published)
        if not text[time.expression.end :].lstrip().startswith("block")  # "the 2000 block of West Street"
    ]


def _shifted(time: TimeWords, by: int) -> TimeWords:
    return replace(time, start=time.start + by, end=time.end + by)
