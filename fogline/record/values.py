"""Values without an id, from which the twelve record types are made. Every value can name the words it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fogline.errors import RecordError
from fogline.record import vocabulary as v


def _one_of(word: str | None, words: frozenset[str], field: str) -> None:
    if word is not None and word not in words:
        raise RecordError(f"{field} is {word!r}, which is not one of {', '.join(sorted(words))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of one report: half-open offsets in Unicode code points of `Report.text`, and the words themselves."""

    report_id: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise RecordError(f"span {self.start}:{self.end} of {self.report_id} does not fit its quote {self.quote[:60]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a report's text and what it is: title, body, caption, furniture ... (SEGMENT_KINDS)."""

    start: int
    end: int
    kind: str

    def __post_init__(self) -> None:
        _one_of(self.kind, v.SEGMENT_KINDS, "segment kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Earliest and latest possible day, both inclusive; None is open. A publication date never stands in silently."""

    earliest: date | None
    latest: date | None
    precision: str = "unknown"
    basis: str = "unknown"
    phrase: Span | None = None
    because: str | None = None

    def __post_init__(self) -> None:
        _one_of(self.precision, v.TIME_PRECISIONS, "period precision")
        _one_of(self.basis, v.TIME_BASES, "period basis")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise RecordError(f"period ends on {self.latest}, before it starts on {self.earliest}")

    @property
    def is_known(self) -> bool:
        """True where at least one end is known."""
        return self.earliest is not None or self.latest is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many: low <= best <= high, each None where the words do not say. Never 0 for "not reported"."""

    low: int | None
    best: int | None
    high: int | None
    phrase: Span | None = None
    qualifier: str | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if known != sorted(known) or any(n < 0 for n in known):
            raise RecordError(f"count {self.low}/{self.best}/{self.high} breaks 0 <= low <= best <= high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where: the place mention that says it and its role (in, at, near, from, towards, border_of ...)."""

    mention_id: str | None
    role: str
    phrase: Span | None = None
    place_id: str | None = None
    precision: str = "unknown"

    def __post_init__(self) -> None:
        _one_of(self.precision, v.PLACE_PRECISIONS, "place precision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whoever is quoted at one level of a chain of voices; `mention_id` is None where no actor mention carries it."""

    mention_id: str | None
    text: str
    verb: str
    kind: str
    span: Span
    """The words that name the voice."""
    cue: Span | None = None
    """The words that say it speaks: "said", "according to"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One participant of an event mention, as the sentence words it. Field lists are in vocabulary.py."""

    role: str
    head: Span
    text: str
    mention_id: str | None = None
    count: Count | None = None
    effect: str | None = None
    category: str | None = None
    responsibility: str | None = None
    entity: str | None = None
    name: str | None = None
    title: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3 of the state that the words of the phrase tie it to ("French farmers", "rebels in Sudan")."""

    def __post_init__(self) -> None:
        _one_of(self.role, v.ROLES, "role")
        _one_of(self.effect, v.EFFECTS, "effect")
        _one_of(self.category, v.CLASSES, "class of a participant")
        _one_of(self.responsibility, v.RESPONSIBILITIES, "responsibility")
        _one_of(self.entity, v.ENTITIES, "entity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name of an actor or place with the days between which it was used and where it is written."""

    text: str
    span: Span | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One term of a score: the feature, the level it reached, its weight in log2 odds, and the two values compared."""

    feature: str
    level: str
    weight: float
    left: str = ""
    right: str = ""


Value = str | Count | Period | Location | None
