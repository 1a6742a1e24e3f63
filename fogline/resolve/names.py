"""Which actor or place each mention refers to, report by report, as judgements with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.lexicon.gazetteer import GazetteerEntry
from fogline.lexicon.knowledge import load_knowledge
from fogline.record.ids import make_id
from fogline.record.types import Issue, Judgement, Mention, Reason, Report, Row
from fogline.resolve.actors import ActorResolver, GroupNames
from fogline.resolve.homes import DATELINE, at_home, country_told_of, in_country_told_of, parties_by_country
from fogline.resolve.places import PlaceResolver, is_near, is_party, place_id, score
from fogline.resolve.settings import ResolveSettings


class ResolveNames:
    """Judges what mentions refer to. A unit is a report."""

    name: ClassVar[str] = "resolve.names"
    version: ClassVar[int] = 4
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
        self._groups = GroupNames(known.actors)

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The judgements of each report."""
        return [self._resolve(unit.inputs) for unit in units]

    def _resolve(self, mentions: Sequence[Mention]) -> list[Row]:
        homes = parties_by_country(self._lexicon, mentions)
        actors = ActorResolver(self._lexicon, mentions, homes, self._groups)
        places = PlaceResolver(self._gazetteer, mentions)
        written_in = next((near[0][0] for m in mentions if m.label == DATELINE and (near := places.candidates(m))), None)
        rows: list[Row] = []
        for mention in mentions:
            if mention.kind == "actor":
                found = at_home(actors.candidates(mention), homes, self._lexicon)
                rows += self._judge(mention, [(c.actor_id, c.reasons) for c in found if c.is_sure], "actor.ambiguous")
                rows += [self._refers(mention, c.actor_id, c.reasons, "suggested") for c in found if not c.is_sure]
            elif mention.label == DATELINE:
                rows += self._judge_dateline(mention, places, homes)
            else:
                rows += self._judge_place(mention, places, homes, written_in)
        return rows

    def _judge_dateline(self, mention: Mention, places: PlaceResolver, homes: Counter[str]) -> list[Row]:
        found = places.candidates(mention)
        country = country_told_of(found[0][0], places.countries(), homes, self._gazetteer) if found else None
        return self._judge(mention, [country], "place.ambiguous") if country else []

    def _judge_place(
        self, mention: Mention, places: PlaceResolver, homes: Counter[str], written_in: GazetteerEntry | None
    ) -> list[Row]:
        found = places.candidates(mention)
        if not found:
            return []
        best = score(found[0][1])
        near = [c for c in found if best - score(c[1]) < self._settings.place_margin and not is_near(found[0][0], c[0])]
        kept = [found[0], *near][:4] if near else found[:1]
        if near and written_in is not None:
            kept = in_country_told_of(kept, written_in, places.countries(), homes)
        judged = [(place_id(entry), reasons) for entry, reasons in kept]
        return self._judge(mention, judged, "place.ambiguous", is_sure=best >= self._settings.place_floor)

    def _refers(self, mention: Mention, right_id: str, reasons: tuple[Reason, ...], verdict: str) -> Judgement:
        return Judgement(
            id=make_id("jdg", "refers", mention.id, right_id),
            kind="refers",
            left_id=mention.id,
            right_id=right_id,
            verdict=verdict,
            by=self.name,
            score=round(score(reasons), 3),
            reasons=reasons,
        )

    def _judge(
        self, mention: Mention, found: list[tuple[str, tuple[Reason, ...]]], code: str, *, is_sure: bool = True
    ) -> list[Row]:
        verdict = "same" if is_sure and len(found) == 1 else "suggested"
        rows: list[Row] = [self._refers(mention, right_id, reasons, verdict) for right_id, reasons in found]
        if len(found) > 1 and not is_party(mention):
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
