"""The twelve record types: the whole vocabulary of fogline in one file.

`Span` is the first of the twelve and stands with the other values in values.py. All are frozen; a change is a new row
that supersedes the old one. Field names are column names (docs/reference/schema.md). The interchange names of the
exported record differ in places; the mapping is written once, in show/exports/record.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fogline.errors import RecordError
from fogline.record import vocabulary as v
from fogline.record.values import Alias, Count, Location, Period, Reason, Role, Segment, Span, Value, Voice, _one_of

__all__ = [
    "Actor", "Alias", "Claim", "Count", "EventMention", "Finding", "Incident", "Issue", "Judgement", "Location", "Mention",
    "Period", "Place", "Reason", "Report", "Role", "Row", "Segment", "Source", "Span", "Value", "Voice",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet or channel that printed a report; kept apart from the actor that it may speak for."""

    id: str
    name: str
    kind: str
    country: str | None = None
    scale: str | None = None
    languages: tuple[str, ...] = ()
    speaks_for: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published item as ingested. `text` never changes; page furniture stays in it and is marked by `segments`.

    For plain text `text` is the decoded file untouched; for HTML it is the extracted text and `raw` keeps the page
    (zlib). `uri` is the path below the folder that was given. `cites` holds outlets that the text says it relays.
    """

    id: str
    uri: str
    text: str
    segments: tuple[Segment, ...]
    published: Period
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    source_id: str | None = None
    language: str | None = None
    cites: tuple[str, ...] = ()
    media_type: str = "text/plain"
    raw_sha256: str = ""
    text_sha256: str = ""
    raw: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that point at an actor, a place, a time, a figure or a thing. `value` is what they say, where that is a value.

    `reading` is the normalised text (a TIMEX3 value for times), `label` a finer class (PERSON, ORG, GPE, DATE ...), and
    `refers_to` an earlier mention of the same report that these words stand for ("the group", "he"). `phrase` is the whole
    phrase that the words head, with its article and what describes them, where the reader takes it for one.
    """

    id: str
    report_id: str
    kind: str
    span: Span
    reading: str
    head: str = ""
    label: str = ""
    score: float = 1.0
    value: Value = None
    refers_to: str | None = None
    phrase: Span | None = None

    def __post_init__(self) -> None:
        _one_of(self.kind, v.MENTION_KINDS, "mention kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A trigger with its participants and how far the text vouches for it. What it says of when, where and how many are claims.

    `modality` belongs to `event_type`: a threat that was made is THREATEN, happened; the attack threatened is a mention
    of its own. `excluded` says why a mention can be no part of an incident. `score` is the probability that the
    mention is right as typed.
    """

    id: str
    report_id: str
    trigger: Span
    sentence: Span
    event_type: str
    modality: str
    modes: tuple[str, ...] = ()
    stage: str = "accomplished"
    voices: tuple[Voice, ...] = ()
    roles: tuple[Role, ...] = ()
    contexts: tuple[str, ...] = ()
    is_aggregate: bool = False
    excluded: str | None = None
    score: float = 0.5

    def __post_init__(self) -> None:
        _one_of(self.event_type, v.EVENT_TYPES, "event type")
        _one_of(self.modality, v.MODALITIES, "modality")
        _one_of(self.stage, v.STAGES, "stage")
        _one_of(self.excluded, v.EXCLUSIONS, "exclusion")
        for mode in self.modes:
            _one_of(mode, v.MODES[self.event_type], f"mode of {self.event_type}")
        for context in self.contexts:
            _one_of(context, v.CONTEXTS, "context")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody said: a property of a subject, its value, and the chain of voices (innermost first, empty: the outlet).

    `subject_id` is an event mention, a mention or an actor. Properties: when, where, killed, injured, weapon, responsible
    (of event mentions), `tie:<relation>` (between mentions or actors; `value` is the object's id), statement (a speech act;
    `kind` says which, `value` is the id of the event mention it is about or None), quantity.
    """

    id: str
    report_id: str | None
    subject_id: str
    property: str
    value: Value
    stance: str = "asserts"
    kind: str | None = None
    voices: tuple[Voice, ...] = ()
    spans: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    condition: Span | None = None
    consequence: Span | None = None
    addressee: str | None = None
    channel: str | None = None
    answers: str | None = None
    during: Period | None = None
    inferred_because: str | None = None
    score: float = 1.0

    def __post_init__(self) -> None:
        _one_of(self.property, v.CLAIM_PROPERTIES, "claim property")
        _one_of(self.stance, v.STANCES, "stance")
        _one_of(self.kind, v.STATEMENT_KINDS, "statement kind")
        if not self.spans and not self.inferred_because:
            raise RecordError(f"claim {self.id} ({self.property}) has neither words nor a reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An organised party, office or person. `origin` is lexicon, pack or text; ties to other actors are claims."""

    id: str
    name: str
    kind: str
    origin: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    description: str | None = None
    wikidata_id: str | None = None
    pack: str | None = None

    def __post_init__(self) -> None:
        _one_of(self.kind, v.ACTOR_KINDS, "actor kind")


_DECIMALS = {"site": 4, "settlement": 4, "near": 2, "district": 2, "region": 1, "country": 1, "sea": 1, "unknown": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with a centroid, never finer than its precision (decimals of a degree are limited by precision)."""

    id: str
    name: str
    kind: str
    precision: str
    gazetteer_id: str | None = None
    aliases: tuple[Alias, ...] = ()
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    within: str | None = None

    def __post_init__(self) -> None:
        _one_of(self.precision, v.PLACE_PRECISIONS, "place precision")
        for degrees in (self.lat, self.lon):
            if degrees is not None and round(degrees, _DECIMALS[self.precision]) != degrees:
                raise RecordError(f"coordinates of {self.name} are finer than its precision, {self.precision}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An identity decision: copy (reports), refers (mention to actor or place), same and part_of (event mentions).

    Never changed, only superseded. `by` is a stage name or a person; a person's verdict outranks a stage's. The weights
    of `reasons` add up to `score` (log2 odds) where a stage made it.
    """

    id: str
    kind: str
    left_id: str
    right_id: str
    verdict: str
    by: str
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    at: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        _one_of(self.kind, v.JUDGEMENT_KINDS, "judgement kind")
        _one_of(self.verdict, v.VERDICTS, "verdict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The happening behind its member event mentions. The id is minted once and then kept; lost ids are in `former_ids`."""

    id: str
    kind: str
    event_type: str
    member_ids: tuple[str, ...]
    status: str = "draft"
    former_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _one_of(self.kind, v.INCIDENT_KINDS, "incident kind")
        _one_of(self.event_type, v.EVENT_TYPES, "event type")
        if not self.member_ids:
            raise RecordError(f"incident {self.id} has no member")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What fogline concludes, with the claims for and against it (ids of claims or event mentions) and how."""

    id: str
    subject_id: str
    property: str
    value: Value
    claims_for: tuple[str, ...]
    claims_against: tuple[str, ...] = ()
    n_origins: int = 1
    probability: float | None = None
    method: str = ""

    def __post_init__(self) -> None:
        if not self.claims_for and not self.method:
            raise RecordError(f"finding {self.id} ({self.property}) rests on nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something a person should know: a bad input, a doubtful value, a refused row. Codes are in fogline/issues.py."""

    id: str
    stage: str
    unit: str
    code: str
    severity: str
    detail: str
    span: Span | None = None

    def __post_init__(self) -> None:
        _one_of(self.severity, v.SEVERITIES, "severity")


Row = Source | Report | Mention | EventMention | Claim | Actor | Place | Judgement | Incident | Finding | Issue
ROW_TYPES: tuple[type[Row], ...] = (
    Source, Report, Mention, EventMention, Claim, Actor, Place, Judgement, Incident, Finding, Issue,
)  # fmt: skip
"""The eleven types that are stored as rows; `Span`, the twelfth, is stored inside them."""

Day = date
