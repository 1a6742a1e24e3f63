"""The sets that the project measures itself: re3d, UCDP aliases, coded sentences, CommitmentBank, calibration."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from fogline.lexicon.comparing import ActorComparer, KnownActor
from fogline.lexicon.country_words import country_words
from fogline.record.store import Store
from fogline.record.types import Report
from fogline.scoring import aliases, belief, calibration, coded, entities
from fogline.scoring.cases import Built
from fogline.scoring.corpora import Document, Gold, fold_of, read_gold, read_table, sample
from fogline.scoring.given_ties import given_ties
from fogline.scoring.measures import Measure, SetResult, share
from fogline.scoring.outside import Bench, build_ecb, build_timebank, ecb_rows


def mentions_by_document(built: Built) -> dict[str, list[coded.Row]]:
    """The exported event mentions of each document."""
    record = built.load()
    names = {report["id"]: Path(report["uri"]).stem for report in record["reports"]}
    found: dict[str, list[coded.Row]] = defaultdict(list)
    for mention in record["mentions"]:
        found[names[mention["report"]]].append(mention)
    return found


# ---- entities and ties


_SEEN: Final = "the shipped models have seen these documents: no measure of new text, which their trainers' folds give"


def re3d(bench: Bench) -> list[SetResult]:
    """Entity spans with types that both sides have, and four relations between given entities."""
    rows = sample(read_gold(bench.data / "re3d/docs.jsonl.gz"), bench.limit, "doc")
    _, sha256 = bench.gold("re3d", rows)
    built = bench.workshop.build("re3d", [Document(id=r["doc"], text=r["text"]) for r in rows])
    with Store.open(built.case) as store:
        documents = {report.id: Path(report.uri).stem for report in store.rows(Report)}
        spans = {documents[report]: found for report, found in entities.found_entities(store).items()}
        ties = {documents[report]: found for report, found in entities.found_ties(store).items()}
    given = {row["doc"]: given_ties(row) for row in rows}
    measures, wrong = [], []
    for name, part in (("all", rows), ("odd half", [r for r in rows if fold_of(r["doc"])])):
        measures += [*_entity_measures(name, part, spans), *_tie_measures(name, part, given, "given entities")]
        measures += list(_tie_measures(name, part, ties, "of the record"))[:1]
    for row in rows:
        sure, _ = entities.gold_entities(row)
        wrong += [f"{row['doc']} {e.type} {e.start}-{e.end}" for e in sure - spans.get(row["doc"], set())]
        lost = entities.gold_pairs(row) - entities.given_pairs(row, given[row["doc"]])
        wrong += [f"{row['doc']} {relation} {left} {right}" for relation, left, right in lost]
    return [
        SetResult(
            name="re3d",
            title="re3d",
            split="development: models are learnt on it",
            measures=tuple(measures),
            gold_sha256=sha256,
            wrong=frozenset(wrong),
        )
    ]


def _entity_measures(name: str, rows: Sequence[Gold], spans: Mapping[str, set[entities.Entity]]) -> Iterable[Measure]:
    for how, count in (("span and type", entities.exact), ("overlap and type", entities.relaxed)):
        total = entities.Counts()
        for row in rows:
            total.add(*count(row, spans.get(row["doc"], ())))
        note = f"{', '.join(entities.TYPES)}; agreement of {entities.SURE} and more; {_SEEN}"
        yield Measure(name=f"{name}: entities, {how} F", value=total.f, n=total.gold, note=note)
    for type_ in entities.TYPES:
        total = entities.Counts()
        for row in rows:
            only = {**row, "entities": [e for e in row["entities"] if e["type"] == type_]}
            total.add(*entities.exact(only, [e for e in spans.get(row["doc"], ()) if e.type == type_]))
        yield Measure(name=f"{name}: {type_}, span F", value=total.f, n=total.gold)


def _tie_measures(name: str, rows: Sequence[Gold], ties: Mapping[str, set[entities.Tie]], where: str) -> Iterable[Measure]:
    for relation in (None, *entities.RELATIONS):
        total = entities.Counts()
        for row in rows:
            gold, found = entities.gold_pairs(row), entities.given_pairs(row, ties.get(row["doc"], ()))
            if relation:
                gold, found = ({pair for pair in pairs if pair[0] == relation} for pairs in (gold, found))
            total.add(len(gold & found), len(gold), len(found))
        what = relation or "ties of four kinds"
        yield Measure(name=f"{name}: {what}, {where}, F", value=total.f, n=total.gold, note=_SEEN)


# ---- other names of actors


ALIAS_FOLDS: Final = 5


def ucdp_aliases(bench: Bench) -> list[SetResult]:
    """Other names of UCDP actors, in five folds: the official names and the other folds' aliases are known."""
    actors = read_table(bench.data / "actors/actors.tsv")
    rows = sample(read_table(bench.data / "actors/aliases.tsv"), bench.limit, "alias")
    countries = {row["actor"]: row["locations"].split(", ")[0] for row in actors}
    folds = []
    for fold_number in range(ALIAS_FOLDS):
        asked = [row for row in rows if fold_of(row["alias"], ALIAS_FOLDS) == fold_number]
        known = [row for row in rows if fold_of(row["alias"], ALIAS_FOLDS) != fold_number]
        folds.append(aliases.score(asked, countries, ranker(actors, known)))
    found = aliases.together(folds)
    alone = aliases.score(rows, countries, ranker(actors, ()))
    measures = (
        *_alias_measures("other aliases known", found, 85, 1),
        *_alias_measures("official names known", alone, None, None),
    )
    return [
        SetResult(
            name="ucdp_aliases",
            title="UCDP aliases",
            split="five folds; weights are fitted on all",
            measures=measures,
            gold_sha256=_sha256(str(rows)),
            wrong=frozenset(found.missed),
        )
    ]


def _alias_measures(name: str, found: aliases.AliasScore, goal: float | None, wrong: float | None) -> list[Measure]:
    return [
        Measure(name=f"{name}: recall at 1", value=share(found.first, found.n), n=found.n, goal=goal),
        Measure(name=f"{name}: recall at 5", value=share(found.among_five, found.n), n=found.n),
        Measure(name=f"{name}: wrong links", value=share(found.wrong, found.n), n=found.n, goal=wrong, lower=True),
        Measure(name=f"{name}: links", value=share(found.asserted, found.n), n=found.n),
    ]


def ranker(actors: Iterable[Mapping[str, str]], known: Iterable[Mapping[str, str]]) -> aliases.Ranker:
    """The shipped comparer over these actors and the aliases that are known of them."""
    names = defaultdict(list, {row["actor"]: [row["name"]] for row in actors})
    for row in known:
        names[row["actor"]].append(row["alias"])
    places = {row["actor"]: frozenset(row["locations"].split(", ")) for row in actors}
    comparer = ActorComparer(
        KnownActor(id=actor, names=tuple(found), countries=places.get(actor, frozenset())) for actor, found in names.items()
    )

    def rank(alias: str, country: str) -> list[aliases.Answer]:
        found = comparer.rank(alias, (country,), country_words(country))
        sure = comparer.is_sure(found)
        return [(one.actor_id, one.probability, sure and i == 0) for i, one in enumerate(found[:50])]

    return rank


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# ---- coded sentences


def coded_sentences(bench: Bench) -> list[SetResult]:
    """Single sentences with event codes: easy text, to be taken as unit tests and not as evidence."""
    return [_plover(bench), _petrarch(bench)]


def _plover(bench: Bench) -> SetResult:
    rows = sample(read_gold(bench.data / "coded/plover.jsonl.gz"), bench.limit, "id")
    _, sha256 = bench.gold("coded_plover", rows)
    built = bench.workshop.build("coded_plover", [Document(id=r["id"], text=r["text"].strip("{}")) for r in rows])
    mentions, record = mentions_by_document(built), built.load()
    actors, places = ({row["id"]: row for row in record[name]} for name in ("actors", "places"))
    right: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    wrong = []
    for row in rows:
        type_, found = coded.type_of(row["type"]), coded.told(mentions.get(row["id"], []))
        main = coded.main_mention(row, found)
        checks = {
            "type of the main event": main is not None and main["type"] == type_,
            "type of any event": any(m["type"] == type_ for m in found),
        }
        both = () if row["target"] else coded.TARGETS  # a mutual act has sources only
        for side, roles in (("source", (*coded.SOURCES, *both)), ("target", coded.TARGETS)):
            wanted = coded.gold_countries(row[side])
            if wanted:
                got = set() if main is None else coded.countries(main, roles, actors)
                if side == "target" and main is not None:
                    got = coded.target_countries(main, actors, places)
                checks[f"{side} country"] = got == wanted
        for name, is_right in checks.items():
            asked[name] += 1
            right[name] += is_right
            wrong += [] if is_right else [f"{row['id']} {name}"]
    goals = {"type of the main event": 80, "source country": 80, "target country": 80}
    found_measures = [Measure(name=name, value=share(right[name], n), n=n, goal=goals.get(name)) for name, n in asked.items()]
    return _coded_result("coded_plover", "PLOVER sentences", found_measures, sha256, wrong)


def _petrarch(bench: Bench) -> SetResult:
    rows = [
        {**row, "id": f"{name}-{number}", "is_weis": name == "petrarch_unit"}
        for name in ("petrarch_unit", "petrarch_news")
        for number, row in enumerate(read_gold(bench.data / f"coded/{name}.jsonl.gz"))
        if not row["expects_error"]
    ]
    rows = sample(rows, bench.limit, "id")
    _, sha256 = bench.gold("coded_petrarch", rows)
    documents = [Document(id=r["id"], text=r["text"], published=_day(r["date"])) for r in rows]
    built = bench.workshop.build("coded_petrarch", documents)
    mentions, actors = mentions_by_document(built), {a["id"]: a for a in built.load()["actors"]}
    names = coded.read_dictionary((bench.data / "coded/petrarch_unit_actors.txt").read_text("utf-8"))
    right: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    wrong = []
    for row in rows:
        for name, is_right in coded.dictionary_checks(row, mentions.get(row["id"], []), actors, names):
            asked[name] += 1
            right[name] += is_right
            wrong += [] if is_right else [f"{row['id']} {name}"]
    goals = {"CAMEO root": 65, "no event where there is none": 95}
    notes = {
        "CAMEO root": "the invented countries' codes read as WEIS, which they are; what is about to be done counts",
        "CAMEO root, codes as they stand": "all read as CAMEO; only what is told as an event counts",
        "no event where there is none": "none between two parties with a code",
        "no event at all where there is none": "of any kind: most of these sentences do tell of some act",
    }
    measures = [
        Measure(name=name, value=share(right[name], n), n=n, goal=goals.get(name), note=notes.get(name, ""))
        for name, n in asked.items()
    ]
    return _coded_result("coded_petrarch", "PETRARCH sentences", measures, sha256, wrong)


def _day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}"


def _coded_result(name: str, title: str, measures: Iterable[Measure], sha256: str, wrong: Iterable[str]) -> SetResult:
    return SetResult(
        name=name, title=title, split="development", measures=tuple(measures), gold_sha256=sha256, wrong=frozenset(wrong)
    )


# ---- what the author stands behind


def commitment(bench: Bench) -> list[SetResult]:
    """Clauses that the author does not stand behind and the record tells as facts, and the other way round."""
    rows = sample(read_gold(bench.data / "commitment/items.jsonl.gz"), bench.limit, "id")
    _, sha256 = bench.gold("commitment", rows)
    built = bench.workshop.build("commitment", [Document(id=r["id"], text=belief.text_of(r)) for r in rows])
    mentions = mentions_by_document(built)
    no = belief.count([r for r in rows if r["mean"] <= belief.DISBELIEVED], mentions)
    yes = belief.count([r for r in rows if r["mean"] >= belief.BELIEVED], mentions)
    note = f"{no.with_event} of them hold an event mention; of those {share(len(no.stated), no.with_event):.0f} %"
    other = f"{yes.with_event} of them hold an event mention; of those {share(len(yes.stated), yes.with_event):.0f} %"
    told = len(no.stated)
    measures = (
        Measure(
            name="disbelieved (-1 and less), told as fact",
            value=share(told, no.clauses),
            n=no.clauses,
            goal=5,
            lower=True,
            slack=2,
            slack_because="it grows with the events that are found at all",
            note=note,
        ),
        Measure(name="believed (2 and more), told as fact", value=share(len(yes.stated), yes.clauses), n=yes.clauses, note=other),
        *_walk_measures(rows),
    )
    return [
        SetResult(
            name="commitment",
            title="CommitmentBank",
            split="development",
            measures=measures,
            gold_sha256=sha256,
            wrong=frozenset(no.stated),
        )
    ]


def _walk_measures(rows: Sequence[Gold]) -> Iterable[Measure]:
    walked = {row["id"]: belief.walk_modality(row) for row in rows}
    note = "the reader's walk from the head verb of the clause, as if it named an event"
    for name, part, is_wrong in (
        ("disbelieved", [r for r in rows if r["mean"] <= belief.DISBELIEVED], True),
        ("believed", [r for r in rows if r["mean"] >= belief.BELIEVED], False),
    ):
        told = sum(walked[row["id"]] == "happened" for row in part)
        yield Measure(
            name=f"{name}, clause's verb read as happened",
            value=share(told, len(part)),
            n=len(part),
            goal=5 if is_wrong else None,
            lower=is_wrong,
            note=note,
        )


# ---- probabilities


def calibrated(bench: Bench) -> list[SetResult]:
    """Calibration of mention probability and modality, on the odd half of TimeBank and of the PLOVER sentences."""
    rows = sample(read_gold(bench.data / "times/timebank.jsonl.gz"), bench.limit, "doc")
    mentions = mentions_by_document(build_timebank(bench, rows))
    odd = [row for row in rows if fold_of(row["doc"])]
    _, sha256 = bench.gold("calibration", odd)
    is_event = [p for row in odd for p in calibration.mention_predictions(row, mentions.get(row["doc"], ()))]
    is_told = [p for row in odd for p in calibration.modality_predictions(row, mentions.get(row["doc"], ()))]
    is_typed = _typed_predictions(bench)
    kinds = {
        "mention is an event (TimeBank)": is_event,
        "mention is an event (ECB+)": _ecb_predictions(bench),
        "mention has the right type (PLOVER sentences)": is_typed,
        "modality is right (TimeBank verbs)": is_told,
    }
    together = [p for name, found in kinds.items() if name.startswith("mention") for p in found]
    kinds = {"mention is right (these sets together)": together, **kinds}
    kinds = {name: found for name, found in kinds.items() if found}
    measures = [_error_of(name, found, with_goal=found is not is_typed) for name, found in kinds.items()]
    return [
        SetResult(
            name="calibration",
            title="calibration",
            split="odd half",
            measures=tuple(measures),
            gold_sha256=sha256,
            wrong=frozenset(p.id for p in is_told if not p.is_right),
            tables=tuple(calibration.table(name, found) for name, found in kinds.items()),
        )
    ]


def _error_of(name: str, found: Sequence[calibration.Prediction], *, with_goal: bool) -> Measure:
    """The calibration error; the typed sentences are far too few for a goal."""
    right, chance = share(sum(p.is_right for p in found), len(found)), calibration.chance_error(found)
    return Measure(
        name=f"{name}, ECE",
        value=calibration.calibration_error(found),
        n=len(found),
        unit="",
        goal=0.06 if with_goal else None,
        lower=True,
        slack=0.02,
        slack_because="other rows count as soon as other events are found",
        note=f"{right:.0f} % right; on so few rows chance alone gives {chance:.3f}",
    )


def _ecb_predictions(bench: Bench) -> list[calibration.Prediction]:
    """Mentions in annotated sentences of the odd half; none without the scorers, which know the texts."""
    if bench.scorers is None:
        return []
    gold, _ = bench.gold("ecb", ecb_rows(bench))
    built, rows = build_ecb(bench, gold)
    mentions, found = mentions_by_document(built), []
    for row in rows:
        if fold_of(row["doc"]):
            read = [m for m in mentions.get(row["doc"], ()) if any(a <= m["trigger"]["start"] < b for a, b in row["sentences"])]
            found += calibration.mention_predictions(row, read)
    return found


def _typed_predictions(bench: Bench) -> list[calibration.Prediction]:
    rows = sample(read_gold(bench.data / "coded/plover.jsonl.gz"), bench.limit, "id")
    built = bench.workshop.build("coded_plover", [Document(id=r["id"], text=r["text"].strip("{}")) for r in rows])
    mentions, found = mentions_by_document(built), []
    for row in rows:
        main = coded.main_mention(row, coded.told(mentions.get(row["id"], ())))
        if main is not None and fold_of(row["id"]):
            found.append(calibration.Prediction(main["confidence"], main["type"] == coded.type_of(row["type"]), row["id"]))
    return found


SETS: dict[str, Callable[[Bench], list[SetResult]]] = {
    "re3d": re3d,
    "ucdp_aliases": ucdp_aliases,
    "coded": coded_sentences,
    "commitment": commitment,
    "calibration": calibrated,
}
