"""Reads and resolves a few sentences with the real stages, each report on its own or several in one record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fogline.engine.run import run
from fogline.engine.stage import Unit
from fogline.record.store import Made, Store
from fogline.record.types import Actor, Claim, Issue, Judgement, Place, Row
from fogline.resolve.entities import ResolveActors, ResolvePlaces
from fogline.resolve.names import ResolveNames
from fogline.resolve.settings import ResolveSettings
from tests.read.reading import Reading, read


@cache
def resolver(packs: tuple[str, ...] = ()) -> ResolveNames:
    """The opened resolver of names."""
    stage = ResolveNames(ResolveSettings(packs=packs))
    stage.open()
    return stage


@dataclass(frozen=True)
class Resolved:
    """What the mentions of one report were judged to refer to."""

    said: Reading
    rows: tuple[Row, ...]

    def judgements(self, name: str, kind: str = "actor") -> list[Judgement]:
        """The judgements on the last mention with these words."""
        found = [m.id for m in self.said.mentions if m.kind == kind and m.span.quote == name]
        assert found, f"no {kind} {name!r}, only {[m.span.quote for m in self.said.mentions]}"
        return [row for row in self.rows if isinstance(row, Judgement) and row.left_id == found[-1]]

    def answer(self, name: str, kind: str = "actor") -> str | None:
        """The id that is asserted for a mention, or None."""
        same = [judgement.right_id for judgement in self.judgements(name, kind) if judgement.verdict == "same"]
        return same[0] if same else None

    @property
    def issues(self) -> list[str]:
        """The codes of the issues."""
        return [row.code for row in self.rows if isinstance(row, Issue)]


def resolve(text: str, *, title: str | None = None, packs: tuple[str, ...] = ()) -> Resolved:
    """The judgements on the names of one report."""
    said = read(text, title=title, packs=packs)
    inputs = tuple(m for m in said.mentions if m.kind in ("actor", "place"))
    return Resolved(said, tuple(resolver(packs).work([Unit(key=said.report.id, inputs=inputs)])[0]))


def record_of(*texts: str, packs: tuple[str, ...] = ()) -> tuple[list[Actor], list[Place], list[Claim]]:
    """Actors, places and ties from packs that the resolver makes of these reports together."""
    settings = ResolveSettings(packs=packs)
    with Store.open(":memory:") as store:
        for number, text in enumerate(texts):
            said = read(text, packs=packs)
            made = Made(by="read.report@1", unit_key=str(number), run_id=1, at="2024-05-01T00:00:00+00:00")
            refused = store.replace_unit(made, [said.report, *said.rows])
            assert refused == []
        run(store, [ResolveNames(settings), ResolveActors(settings), ResolvePlaces(settings)], version="0")
        ties = [claim for claim in store.rows(Claim) if claim.report_id is None]
        return list(store.rows(Actor)), list(store.rows(Place)), ties
