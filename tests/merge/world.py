"""A small invented record: reports, their event mentions and what those refer to, written to a store in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from fogline.engine.run import run
from fogline.engine.stage import Stage
from fogline.merge.cluster import MergeCluster
from fogline.merge.compare import MergeCompare
from fogline.model.findings import ModelFindings
from fogline.record.ids import make_id
from fogline.record.store import Made, Store
from fogline.record.types import Actor, Claim, EventMention, Incident, Judgement, Mention, Place, Report, Row, Segment
from fogline.record.values import Count, Location, Period, Role, Span, Voice

MERGE: tuple[Stage, ...] = (MergeCompare(), MergeCluster())
ALL: tuple[Stage, ...] = (*MERGE, ModelFindings())

PLACES = (
    Place(id="plc_tarevia", name="Tarevia", kind="country", precision="country", country="TAR", lat=40.0, lon=40.0),
    Place(id="plc_sanra", name="Sanra", kind="region", precision="region", country="TAR", admin1="Sanra", within="plc_tarevia"),
    Place(
        id="plc_calde", name="Calde", kind="town", precision="settlement", country="TAR", admin1="Sanra", lat=41.0, lon=41.0,
        within="plc_sanra",
    ),
    Place(
        id="plc_post9", name="Post Nine", kind="base", precision="site", country="TAR", admin1="Sanra", lat=41.05, lon=41.05,
        within="plc_sanra",
    ),
    Place(id="plc_mirel", name="Mirel", kind="town", precision="settlement", country="TAR", admin1="Ost", lat=45.0, lon=45.0),
)  # fmt: skip
ACTORS = (
    Actor(id="act_army", name="Tarevian army", kind="military", origin="text", country="TAR"),
    Actor(id="act_front", name="Orun Front", kind="umbrella", origin="text"),
    Actor(id="act_heron", name="Grey Heron", kind="militia", origin="text"),
    Actor(id="act_league", name="Ost League", kind="militia", origin="text"),
    Actor(id="act_ministry", name="Defense ministry", kind="government", origin="text", country="TAR"),
    Actor(id="act_villagers", name="villagers", kind="people", origin="text"),
)


def day(text: str) -> date:
    """The day of an ISO date."""
    return date.fromisoformat(text)


def period(first: str | None, last: str | None = None, basis: str = "stated") -> Period:
    """A period; one day where no end is given."""
    last = last or first
    precision = "unknown" if first is None else "day" if first == last else "days"
    return Period(earliest=day(first) if first else None, latest=day(last) if last else None, precision=precision, basis=basis)


class World:
    """Collects rows; `store()` writes them and runs stages."""

    def __init__(self) -> None:
        self.rows: list[Row] = [*PLACES, *ACTORS]

    def report(
        self, uri: str, text: str, *, published: str | None = "2024-03-05", outlet: str | None = None, **more: Any
    ) -> Report:
        """A report; text up to the first blank line is its title."""
        cut = text.find("\n\n")
        segments = [Segment(start=0, end=cut, kind="title")] if cut > 0 else []
        segments.append(Segment(start=cut + 2 if cut > 0 else 0, end=len(text), kind="body"))
        report = Report(
            id=make_id("rep", uri),
            uri=uri,
            text=text,
            segments=tuple(segments),
            published=period(published) if published else Period(earliest=None, latest=None),
            outlet=outlet,
            title=text[:cut] if cut > 0 else None,
            **more,
        )
        self.rows.append(report)
        return report

    def event(self, report: Report, trigger: str, **said: Any) -> EventMention:
        """An event mention with its claims: kind, modes, modality, when, where, killed, injured, weapon, by, to, voice ..."""
        words = span(report, trigger)
        event_id = make_id("evm", report.id, words.start)
        roles = [self._role(report, event_id, words, "initiator", actor) for actor in _many(said.get("by"))]
        roles += [self._role(report, event_id, words, "target", actor) for actor in _many(said.get("to"))]
        event = EventMention(
            id=event_id,
            report_id=report.id,
            trigger=words,
            sentence=_sentence(report, words),
            event_type=said.get("kind", "ASSAULT"),
            modality=said.get("modality", "happened"),
            modes=tuple(_many(said.get("modes"))),
            stage=said.get("stage", "accomplished"),
            voices=self._voices(report, event_id, words, said.get("voice")),
            roles=tuple(roles),
            is_aggregate=said.get("is_aggregate", False),
            excluded=said.get("excluded"),
        )
        self.rows.append(event)
        self._claims(report, event, words, said)
        return event

    def _claims(self, report: Report, event: EventMention, words: Span, said: dict[str, Any]) -> None:
        if when := said.get("when"):
            self.claim(report, event.id, "when", when, words)
        for place_id in _many(said.get("where")):
            mention_id = self._mention(report, f"{event.id}{place_id}", words, place_id, "place")
            self.claim(
                report, event.id, "where", Location(mention_id=mention_id, role=said.get("role", "in"), phrase=words), words
            )
        for name in ("killed", "injured"):
            if (n := said.get(name)) is not None:
                count = n if isinstance(n, Count) else Count(low=n, best=n, high=n, phrase=words)
                self.claim(report, event.id, name, count, words, voices=event.voices)
        if weapon := said.get("weapon"):
            self.claim(report, event.id, "weapon", weapon, words)

    def claim(self, report: Report, subject: str, name: str, value: Any, words: Span, **more: Any) -> Claim:
        """Any claim."""
        claim_id = make_id("clm", report.id, subject, name, value, more.get("kind"))
        claim = Claim(id=claim_id, report_id=report.id, subject_id=subject, property=name, value=value, spans=(words,), **more)
        self.rows.append(claim)
        return claim

    def statement(self, report: Report, speaker: str, kind: str, about: EventMention, words: str) -> Claim:
        """Somebody's statement about an event mention."""
        said = span(report, words)
        voices = self._voices(report, f"{about.id}{speaker}{kind}", said, speaker)
        return self.claim(report, about.id, "statement", about.id, said, kind=kind, voices=voices, content=(said,))

    def blame(self, report: Report, event: EventMention, actor: str, **more: Any) -> Claim:
        """A claim of who did it; `voice` says who says so."""
        words = event.trigger
        mention_id = self._mention(report, f"{event.id}doer{actor}", words, actor, "actor")
        voices = self._voices(report, f"{event.id}blame{actor}{more}", words, more.pop("voice", None))
        return self.claim(report, event.id, "responsible", mention_id, words, voices=voices, **more)

    def tie(self, subject: str, relation: str, object_: str) -> None:
        """A tie that the lexicon knows."""
        self.rows.append(
            Claim(
                id=make_id("clm", subject, relation, object_), report_id=None, subject_id=subject, property=f"tie:{relation}",
                value=object_, inferred_because="known",
            )
        )  # fmt: skip

    def judge(
        self, kind: str, left: str, right: str, verdict: str = "same", by: str = "ingest.copies", at: str = "2024-05-01"
    ) -> None:
        """A row of the ledger."""
        judgement_id = make_id("jdg", kind, left, right, by, at)
        self.rows.append(Judgement(id=judgement_id, kind=kind, left_id=left, right_id=right, verdict=verdict, by=by, at=at))

    def store(self, stages: Sequence[Stage] = ALL, *, keep: Store | None = None) -> Store:
        """A store with the rows, after these stages."""
        store = keep or Store.open(":memory:")
        made = Made(by="read.report@1", unit_key="world", run_id=1, at="2024-05-01T00:00:00+00:00")
        with store.transaction():
            refused = store.replace_unit(made, self.rows)
        assert refused == []
        run(store, stages, version="0")
        return store

    def _role(self, report: Report, event_id: str, words: Span, role: str, actor: str) -> Role:
        mention_id = self._mention(report, f"{event_id}{role}{actor}", words, actor, "actor")
        return Role(role=role, head=words, text=words.quote, mention_id=mention_id)

    def _mention(self, report: Report, key: str, words: Span, target: str, kind: str) -> str:
        mention_id = make_id("men", report.id, key)
        row = Mention(id=mention_id, report_id=report.id, kind=kind, span=words, reading=words.quote)
        if row not in self.rows:
            self.rows.append(row)
            self.judge("refers", mention_id, target, by="resolve.names")
        return mention_id

    def _voices(self, report: Report, key: str, words: Span, actor: str | None) -> tuple[Voice, ...]:
        if actor is None:
            return ()
        mention_id = self._mention(report, f"{key}voice{actor}", words, actor, "actor")
        return (Voice(mention_id=mention_id, text=words.quote, verb="say", kind="named", span=words),)


def span(report: Report, words: str) -> Span:
    """The first place where a report says these words."""
    start = report.text.index(words)
    return Span(report_id=report.id, start=start, end=start + len(words), quote=words)


def _sentence(report: Report, words: Span) -> Span:
    start = max(
        report.text.rfind(mark, 0, words.start) + len(mark) if mark in report.text[: words.start] else 0
        for mark in (". ", "\n\n")
    )
    end = min(at for mark in (". ", "\n\n", "") if (at := report.text.find(mark, words.end) if mark else len(report.text)) >= 0)
    return Span(report_id=report.id, start=start, end=end, quote=report.text[start:end])


def _many(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def clusters(store: Store) -> set[frozenset[str]]:
    """The members of each incident."""
    return {frozenset(incident.member_ids) for incident in store.rows(Incident)}


def together(store: Store, *events: EventMention) -> bool:
    """True where all these mentions are in one incident."""
    return any({event.id for event in events} <= members for members in clusters(store))


def rows_of(world: World, kinds: Iterable[type[Any]]) -> list[Row]:
    """Rows of these types."""
    return [row for row in world.rows if isinstance(row, tuple(kinds))]
