"""The live rows that an export reads, with the lookups that it needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from fogline.engine.stage import Reader
from fogline.model.origins import report_origins
from fogline.record.families import copy_families
from fogline.record.references import References
from fogline.record.types import (
    Actor,
    Claim,
    EventMention,
    Finding,
    Incident,
    Issue,
    Judgement,
    Mention,
    Place,
    Report,
    Source,
    Span,
)


@dataclass(slots=True)
class Tables:
    """Rows by id, in the order of their ids, and what refers to what."""

    reports: dict[str, Report]
    sources: dict[str, Source]
    mentions: dict[str, Mention]
    events: dict[str, EventMention]
    claims: dict[str, Claim]
    actors: dict[str, Actor]
    places: dict[str, Place]
    judgements: list[Judgement]
    incidents: dict[str, Incident]
    findings: dict[str, list[Finding]]
    issues: list[Issue]
    references: References
    families: dict[str, str]
    origins: dict[str, str]
    claims_of: dict[str, list[Claim]] = field(default_factory=dict)
    incident_of: dict[str, str] = field(default_factory=dict)
    events_in: dict[str, list[EventMention]] = field(default_factory=dict)
    """Report id -> its event mentions."""
    place_words: dict[tuple[str, int], str] = field(default_factory=dict)
    """Report id and end of a mention of a place -> its id."""
    first_of: dict[str, Report] = field(default_factory=dict)
    """Report id -> the first printed report of its family of copies."""

    def actor_of(self, mention_id: str | None) -> str | None:
        """The actor that a mention refers to."""
        return self.references.first_in(mention_id, self.actors)

    def place_of(self, mention_id: str | None) -> str | None:
        """The place that a mention refers to."""
        return self.references.first_in(mention_id, self.places)

    def country_at(self, words: Span) -> str | None:
        """The country of the place that these words are named by, or None where they name none."""
        place = self.places.get(self.place_of(self.place_words.get((words.report_id, words.end))) or "")
        return place.country if place is not None else None

    def claims_about(self, subject_id: str, name: str) -> list[Claim]:
        """Claims of one property about a subject, best first."""
        found = [claim for claim in self.claims_of.get(subject_id, ()) if claim.property == name]
        return sorted(found, key=lambda claim: (-claim.score, claim.id))

    def finding(self, incident_id: str, name: str) -> Finding | None:
        """The finding of one property about an incident."""
        return next((f for f in self.findings.get(incident_id, ()) if f.property == name), None)


def read_tables(record: Reader) -> Tables:
    """Everything that is live in the record."""
    mentions = {row.id: row for row in record.rows(Mention)}
    judgements = list(record.rows(Judgement))
    reports = {row.id: row for row in record.rows(Report)}
    sources = {row.id: row for row in record.rows(Source)}
    families = copy_families(judgements)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in record.rows(Finding):
        findings[finding.subject_id].append(finding)
    tables = Tables(
        reports=reports,
        sources=sources,
        mentions=mentions,
        events={row.id: row for row in record.rows(EventMention)},
        claims={row.id: row for row in record.rows(Claim)},
        actors={row.id: row for row in record.rows(Actor)},
        places={row.id: row for row in record.rows(Place)},
        judgements=judgements,
        incidents={row.id: row for row in record.rows(Incident)},
        findings=dict(findings),
        issues=list(record.rows(Issue)),
        references=References(judgements, mentions.values()),
        families=families,
        origins=report_origins(reports.values(), families, {source.id: source.name for source in sources.values()}),
    )
    for claim in tables.claims.values():
        tables.claims_of.setdefault(claim.subject_id, []).append(claim)
    for event in tables.events.values():
        tables.events_in.setdefault(event.report_id, []).append(event)
    tables.first_of = _first_printed(tables)
    tables.place_words = {(row.report_id, row.span.end): row.id for row in mentions.values() if row.kind == "place"}
    tables.incident_of = {member: row.id for row in tables.incidents.values() for member in row.member_ids}
    return tables


def _first_printed(tables: Tables) -> dict[str, Report]:
    family: dict[str, list[Report]] = defaultdict(list)
    for report in tables.reports.values():
        family[tables.families.get(report.id, report.id)].append(report)
    first = {root: min(members, key=printed_order) for root, members in family.items()}
    return {report_id: first[tables.families.get(report_id, report_id)] for report_id in tables.reports}


def printed_order(report: Report) -> tuple[date, str]:
    """Sorts reports by the latest day on which they can have appeared; undated ones last."""
    return report.published.latest or report.published.earliest or date.max, report.id
