"""What the models that choose among candidates add over a plain rule for the same choice, on the same rows.

The plain rules are what one would write first: of places of one name the best known; of groups of one country the one whose
names share most words with the name; of the names of a sentence those that hang closest to the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from fogline.lexicon.folding import fold
from fogline.lexicon.knowledge import load_knowledge
from fogline.read.actors import ActorWords
from fogline.read.circumstances import bind
from fogline.read.drafts import names_of
from fogline.read.toponyms import NameHit
from fogline.resolve.place_features import kilometers
from fogline.scoring import aliases, inside, places, verb_places
from fogline.scoring.corpora import Gold, fold_of, read_gold, read_table, sample
from fogline.scoring.measures import share
from fogline.scoring.outside import Bench


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A figure in percent with the model and with the plain rule."""

    data: str
    measure: str
    n: int
    model: float
    rule: float
    plainly: str
    """The plain rule in words."""


def toponyms(bench: Bench) -> Beside:
    """Toponyms within 161 km with the names given."""
    rows = sample(read_gold(bench.data / "geo/trnews.jsonl.gz"), bench.limit, "doc")
    found = places.score(rows)
    gazetteer = load_knowledge(()).gazetteer
    near = 0
    for place in (place for row in rows for place in row["places"] if place.get("lat") is not None):
        best = gazetteer.lookup(str(place["text"]))[:1]
        near += sum(kilometers(one, float(place["lat"]), float(place["lon"])) <= places.RADIUS_KM for one in best)
    return Beside(
        data="TR-News",
        measure="names given, within 161 km",
        n=found.gold,
        model=share(found.near, found.gold),
        rule=share(near, found.gold),
        plainly="the best known place of the name",
    )


def groups(bench: Bench) -> Beside:
    """The right actor first, in the folds of `inside.ucdp_aliases`."""
    actors = read_table(bench.data / "actors/actors.tsv")
    rows = sample(read_table(bench.data / "actors/aliases.tsv"), bench.limit, "alias")
    countries = {row["actor"]: row["locations"].split(", ")[0] for row in actors}
    first = {name: 0 for name in ("model", "rule")}
    for number in range(inside.ALIAS_FOLDS):
        asked = [row for row in rows if fold_of(row["alias"], inside.ALIAS_FOLDS) == number]
        known = [row for row in rows if fold_of(row["alias"], inside.ALIAS_FOLDS) != number]
        first["model"] += aliases.score(asked, countries, inside.ranker(actors, known)).first
        first["rule"] += aliases.score(asked, countries, group_by_words(actors, known)).first
    return Beside(
        data="UCDP aliases",
        measure="other aliases known: recall at 1",
        n=len(rows),
        model=share(first["model"], len(rows)),
        rule=share(first["rule"], len(rows)),
        plainly="the group of the country whose names share most words",
    )


def group_by_words(actors: Sequence[Mapping[str, str]], known: Iterable[Mapping[str, str]]) -> aliases.Ranker:
    """Ranks the actors of a country by the share of words that any of their names has in common with a name."""
    names = {row["actor"]: [_words(row["name"])] for row in actors}
    for row in known:
        names.setdefault(row["actor"], []).append(_words(row["alias"]))
    homes = {row["actor"]: row["locations"].split(", ") for row in actors}

    def rank(alias: str, country: str) -> list[aliases.Answer]:
        asked = _words(alias)
        scored = [(max(_shared(asked, name) for name in names[actor]), actor) for actor, home in homes.items() if country in home]
        return [(actor, score, False) for score, actor in sorted(scored, key=lambda one: -one[0])]

    return rank


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def verbs(bench: Bench) -> Beside:
    """Words of the places of checked verbs."""
    rows = [row for row in read_gold(bench.data / "geo/event_location.jsonl.gz") if row["gold"]]
    rows = sample(rows, bench.limit, "id")
    return Beside(
        data="event location",
        measure="checked rows, any verb: token F",
        n=len(rows),
        model=_f(rows, None),
        rule=_f(rows, _closest),
        plainly="names of places that hang closest to the verb in the parse",
    )


def _f(rows: Sequence[Gold], choose: verb_places.Chooser | None) -> float:
    found = verb_places.count(rows) if choose is None else verb_places.count(rows, choose)
    return share(2 * found.right, found.wanted + found.given)


def _closest(verb: Token, words: ActorWords, heads: Sequence[Token]) -> list[NameHit]:
    inside_it = [hit for hit in names_of(verb.sent, words).hits if hit.is_place]
    items = [(verb.doc[hit.start : hit.end].root, hit) for hit in inside_it]
    return [bound.item for bound in bind(heads, items).get(verb.i, [])]


CHOICES: Final[Sequence[Callable[[Bench], Beside]]] = (toponyms, groups, verbs)
