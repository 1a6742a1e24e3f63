"""The rows of the actors and places that mentions refer to; each actor and place is a unit of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from fogline.engine.stage import Reader, Unit
from fogline.lexicon.actors import ActorEntry
from fogline.lexicon.agents import kind_of_group
from fogline.lexicon.knowledge import KnownTie, load_knowledge
from fogline.record.ids import make_id
from fogline.record.types import Actor, Alias, Claim, Judgement, Mention, Place, Reason, Row
from fogline.resolve.settings import ResolveSettings

_ROUND = {"site": 4, "settlement": 4, "near": 2, "district": 2}
_KIND_OF_LABEL = {"PERSON": "person", "NORP": "people"}


def _referred(record: Reader, prefix: str) -> dict[str, list[tuple[Mention, Judgement]]]:
    """Mentions by the id that they are judged to refer to, or may refer to."""
    mentions = {mention.id: mention for mention in record.rows(Mention) if mention.kind in ("actor", "place")}
    found: dict[str, list[tuple[Mention, Judgement]]] = {}
    for judgement in record.rows(Judgement, kind="refers"):
        if judgement.right_id.startswith(prefix) and judgement.left_id in mentions:
            found.setdefault(judgement.right_id, []).append((mentions[judgement.left_id], judgement))
    return found


def _names(pairs: Sequence[tuple[Mention, Judgement]]) -> tuple[tuple[str, Alias, int], ...]:
    """(name, alias with its first words, how often) of the mentions that name the thing, in order of first appearance."""
    named = [m for m, _ in pairs if m.label not in ("pronoun", "DATELINE") and m.refers_to is None]
    counts = Counter(m.reading for m in named)
    first: dict[str, Mention] = {}
    for mention in sorted(named, key=lambda m: (m.report_id, m.span.start)):
        first.setdefault(mention.reading, mention)
    return tuple((name, Alias(text=name, span=m.span), counts[name]) for name, m in sorted(first.items()))


def _root(pairs: Sequence[tuple[Mention, Judgement]]) -> Reason | None:
    """The reason that says where the referent comes from; equal for all pairs but for the words matched."""
    reasons = sorted((j.reasons[0] for _, j in pairs if j.reasons), key=lambda r: (r.feature, r.level, r.left, r.right))
    return reasons[0] if reasons else None


class ResolveActors:
    """Makes the row of each actor, with the names by which the reports call it, and its ties from packs."""

    name: ClassVar[str] = "resolve.actors"
    version: ClassVar[int] = 2
    takes: ClassVar[tuple[type, ...]] = (Mention, Judgement)
    gives: ClassVar[tuple[type, ...]] = (Actor, Claim)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: ResolveSettings) -> None:
        self._settings = settings

    @property
    def settings(self) -> ResolveSettings:
        """The settings that every unit's fingerprint holds."""
        return self._settings

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit per actor; it holds which other actors the record has, as far as packs tie them."""
        self.open()
        found = _referred(record, "act_")
        for actor, pairs in sorted(found.items()):
            tied = tuple(sorted({tie.object_id for tie in self._ties_of.get(actor, ())} & set(found)))
            label = Counter(m.label for m, _ in pairs).most_common(1)[0][0]
            yield Unit(key=actor, inputs=(actor, label, _root(pairs), _names(pairs), tied))

    def open(self) -> None:
        """Loads the lexicon."""
        known = load_knowledge(self._settings.packs)
        self._lexicon = known.actors
        self._ties_of: dict[str, list[KnownTie]] = {}
        for tie in known.ties:
            self._ties_of.setdefault(tie.subject_id, []).append(tie)

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The actor of each unit and its ties."""
        return [self._rows(*unit.inputs) for unit in units]

    def _rows(
        self, actor: str, label: str, root: Reason | None, names: tuple[tuple[str, Alias, int], ...], tied: tuple[str, ...]
    ) -> list[Row]:
        aliases = tuple(alias for _, alias, _ in names)
        entry = self._entry(actor, root)
        if entry is None:
            name = max(names, key=lambda n: (n[2], len(n[0]), n[0]))[0] if names else actor
            described = root.level if root and root.feature == "described in the text" else None
            kind = _KIND_OF_LABEL.get(label) or described or (kind_of_group(name) if label == "ORG" else None) or "unknown"
            return [Actor(id=actor, name=name, kind=kind, origin="text", aliases=aliases)]
        row = Actor(
            id=actor,
            name=entry.name,
            kind=entry.kind,
            origin="pack" if entry.source.startswith("pack") else "lexicon",
            country=entry.country,
            sectors=entry.sectors,
            aliases=aliases,
            wikidata_id=entry.wikidata_id,
            pack=entry.source,
        )
        return [row, *self._ties(actor, tied)]

    def _entry(self, actor: str, root: Reason | None) -> ActorEntry | None:
        entry = self._lexicon.entry(actor)
        if entry is None and root is not None and root.feature == "composed":
            state, agent = self._lexicon.entry(root.left), self._lexicon.agent(root.right)
            if state is not None and agent is not None:
                entry = self._lexicon.compose(state, agent)
        return entry

    def _ties(self, actor: str, tied: tuple[str, ...]) -> list[Row]:
        return [
            Claim(
                id=make_id("clm", actor, tie.relation, tie.object_id, tie.source),
                report_id=None,
                subject_id=actor,
                property=f"tie:{tie.relation}",
                value=tie.object_id,
                during=tie.during,
                inferred_because=f"pack: {tie.source}",
            )
            for tie in self._ties_of.get(actor, ())
            if tie.object_id in tied
        ]


class ResolvePlaces:
    """Makes the row of each place, its coordinates no finer than its precision."""

    name: ClassVar[str] = "resolve.places"
    version: ClassVar[int] = 2
    takes: ClassVar[tuple[type, ...]] = (Mention, Judgement)
    gives: ClassVar[tuple[type, ...]] = (Place,)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: ResolveSettings) -> None:
        self._settings = settings

    @property
    def settings(self) -> ResolveSettings:
        """The settings that every unit's fingerprint holds."""
        return self._settings

    def plan(self, record: Reader) -> Iterator[Unit]:
        """One unit per place."""
        for place, pairs in sorted(_referred(record, "plc_").items()):
            root = _root(pairs)
            yield Unit(key=place, inputs=(place, root.right if root else "", _names(pairs)))

    def open(self) -> None:
        """Opens the gazetteer."""
        self._gazetteer = load_knowledge(self._settings.packs).gazetteer

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """The place of each unit."""
        return [self._rows(*unit.inputs) for unit in units]

    def _rows(self, place: str, gazetteer_id: str, names: tuple[tuple[str, Alias, int], ...]) -> list[Row]:
        entry = self._gazetteer.entry(gazetteer_id)
        if entry is None:
            return []
        decimals = _ROUND.get(entry.precision, 1)
        return [
            Place(
                id=place,
                name=entry.name,
                kind=entry.kind,
                precision=entry.precision,
                gazetteer_id=gazetteer_id,
                aliases=tuple(alias for _, alias, _ in names),
                lat=round(entry.lat, decimals),
                lon=round(entry.lon, decimals),
                country=entry.country,
                admin1=entry.admin1,
            )
        ]
