"""Which actor or place each mention refers to, report by report, as judgements with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.lexicon.knowledge import load_knowledge
from fogline.record.ids import make_id
from fogline.record.types import Issue, Judgement, Mention, Reason, Report, Row
from fogline.resolve.actors import ActorResolver, Candidate
from fogline.resolve.places import DATELINE, PlaceResolver, is_near, place_id, score
from fogline.resolve.settings import ResolveSettings


class ResolveNames:
    """Judges what mentions refer to. A unit is a report."""

    name: ClassVar[str] = "resolve.names"
    version: ClassVar[int] = 2
    takes: ClassVar[tuple[type, ...]] = (Report, Mention)
    gives: ClassVar[tuple[type, ...]] = (Judgement, Issue)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: ResolveSettings) -> None:
        self._settings = settings

    @property
    def settings(self) -> ResolveSettings:
        """The settings that every unit's fingerprint holds."""
        return self._settings

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit per report with its mentions."""
        for report in record.rows(Report):
            mentions = [m for m in record.rows(Mention, report_id=report.id) if m.kind in ("actor", "place")]
            yield Unit(key=report.id, inputs=tuple(mentions))

    def open(self) -> None:
        """Loads the lexicon and the gazetteer."""
        known = load_knowledge(self._settings.packs)
        self._lexicon, self._gazetteer = known.actors, known.gazetteer

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The judgements of each report."""
        return [self._resolve(unit.inputs) for unit in units]

    def _resolve(self, mentions: Sequence[Mention]) -> list[Row]:
        homes = self._homes(mentions)
        actors = ActorResolver(self._lexicon, mentions, homes)
        places = PlaceResolver(self._gazetteer, mentions, homes)
        rows: list[Row] = []
        for mention in mentions:
            if mention.kind == "actor":
                found = self._at_home(actors.candidates(mention), homes)
                rows += self._judge(mention, [(c.actor_id, c.reasons) for c in found], "actor.ambiguous")
            else:
                rows += self._judge_place(mention, places)
        return rows

    def _at_home(self, found: list[Candidate], homes: Counter[str]) -> list[Candidate]:
        """Of groups that share a name ("ELN"), the one of the country whose parties the report names most."""
        if len(found) < 2 or not homes:
            return found
        country = max(homes, key=lambda code: (homes[code], code))
        entries = [self._lexicon.entry(candidate.actor_id) for candidate in found]
        if any(entry is None or entry.kind in ("state", "government") for entry in entries):
            return found  # which of two states is meant is no matter of who is named most
        near = [c for c, entry in zip(found, entries, strict=True) if entry is not None and entry.country == country]
        if len(near) != 1:
            return found
        reason = Reason(feature="parties of the country", level=str(homes[country]), weight=2.0, right=country)
        return [replace(near[0], reasons=(*near[0].reasons, reason))]

    def _homes(self, mentions: Sequence[Mention]) -> Counter[str]:
        """How often parties of each country are named, by name or by nationality."""
        seen: Counter[str] = Counter()
        for mention in mentions:
            if mention.kind == "actor" and mention.label != "pronoun":
                matched = self._lexicon.match(mention.reading) or self._lexicon.match(mention.reading.split()[0])
                seen.update({entry.country for entry, _ in matched if entry.country and entry.kind in ("state", "government")})
        return seen

    def _judge_place(self, mention: Mention, places: PlaceResolver) -> list[Row]:
        found = places.candidates(mention)
        if not found:
            return []
        if mention.label == DATELINE:
            country = places.country_of(found[0][0])
            return self._judge(mention, [country], "place.ambiguous") if country else []
        best = score(found[0][1])
        near = [c for c in found if best - score(c[1]) < self._settings.place_margin and not is_near(found[0][0], c[0])]
        kept = [found[0], *near][:4] if near else found[:1]
        return self._judge(mention, [(place_id(entry), reasons) for entry, reasons in kept], "place.ambiguous")

    def _judge(self, mention: Mention, found: list[tuple[str, tuple[Reason, ...]]], code: str) -> list[Row]:
        rows: list[Row] = [
            Judgement(
                id=make_id("jdg", "refers", mention.id, right_id),
                kind="refers",
                left_id=mention.id,
                right_id=right_id,
                verdict="same" if len(found) == 1 else "suggested",
                by=self.name,
                score=round(score(reasons), 3),
                reasons=reasons,
            )
            for right_id, reasons in found
        ]
        if len(found) > 1:
            detail = f"{mention.reading}: {len(found)} candidates, none asserted"
            issue_id = make_id("iss", self.name, mention.id, code)
            rows.append(
                Issue(
                    id=issue_id,
                    stage=self.name,
                    unit=mention.report_id,
                    code=code,
                    severity="info",
                    detail=detail,
                    span=mention.span,
                )
            )
        return rows
