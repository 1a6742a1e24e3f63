"""What the steps of the reader hand on: an event mention in the making, and what was read in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from fogline.read import roles
from fogline.read.actors import ActorWords
from fogline.read.blame import Blame
from fogline.read.event_finder import EventWords
from fogline.read.event_words import Trigger
from fogline.read.instruments import Instrument
from fogline.read.modality import Standing
from fogline.read.names import NameHit
from fogline.read.speech import Speech
from fogline.read.voices import Saying
from fogline.record.types import Period

_FAR = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """A resolved time expression: character range, TIMEX3 type and value, the days it names and those it reaches over."""

    start: int
    end: int
    type: str
    value: str
    period: Period
    reach: Period


@dataclass(frozen=True, slots=True)
class Clues:
    """What the readers of the whole report found in one paragraph; times with character offsets in it."""

    times: Sequence[TimeWords]
    speeches: list[Speech]
    sayings: list[Saying]
    event_words: EventWords | None
    """None where the finder is not asked."""


@dataclass(slots=True)
class Draft:
    """An event mention in the making."""

    trigger: Trigger
    sentence: SpacySpan
    standing: Standing
    participants: list[roles.Participant]
    instruments: list[Instrument]
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
class FarBlame:
    """Blame for an event that an earlier sentence tells."""

    draft: Draft
    blame: Blame


@dataclass(frozen=True, slots=True)
class ParagraphReading:
    """What was read in one paragraph."""

    doc: Doc
    hits: list[NameHit]
    words: ActorWords
    drafts: list[Draft]
    speeches: list[Speech]
    sayings: list[Saying]
    far_blames: list[FarBlame] = field(default_factory=list)
