"""Trains fogline/resolve/place_weights.toml: how the places that bear a name are weighed.

  python tools/train_places.py --data FOLDER [--folds 5] [--write]

FOLDER holds trnews.jsonl.gz and geovirus.jsonl.gz (documents with `text` and `places`: spans with `lat`, `lon` and,
where known, `geonames`). A choice among candidates (conditional logit with a ridge penalty), first of each place by
itself, then beside the other names, whose likely places are those of the first. Folds are by document. Needs numpy and
scipy. The same input gives the same weights.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parents[1]))
from fogline.lexicon.folding import fold
from fogline.lexicon.knowledge import load_knowledge
from fogline.record.types import Mention, Span
from fogline.resolve.place_features import add_context, add_own, gather, kilometers

OUT = Path(__file__).parents[1] / "fogline/resolve/place_weights.toml"
NEAR_KM, WIDE_KM = 161.0, 1500.0
WIDE = ("country", "region", "sea", "admin1", "island")


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def mention(doc, place):
    span = Span(report_id=doc["doc"], start=place["start"], end=place["end"], quote=place["text"])
    return Mention(id=f"{place['start']}", report_id=doc["doc"], kind="place", span=span, reading=place["text"], label="GPE")


def right(entries, place):
    """The number of the right candidate, or None: by id, else the nearest that can be meant."""
    for n, entry in enumerate(entries):
        if entry.id == f"geonames:{place.get('geonames')}":
            return n
    away = [(kilometers(entry, float(place["lat"]), float(place["lon"])), n) for n, entry in enumerate(entries)]
    page = fold(place.get("name") or place.get("page") or "").split("(")[0]
    good = [
        (km, n)
        for km, n in away
        if km <= NEAR_KM or (entries[n].kind in WIDE and km <= WIDE_KM and fold(entries[n].name) == page)
    ]
    return min(good)[1] if good else None


def documents(paths):
    gazetteer = load_knowledge(()).gazetteer
    for path in paths:
        for doc in read(path):
            places = [place for place in doc["places"] if place.get("lat") is not None]
            if places:
                names = gather(gazetteer, [mention(doc, place) for place in places])
                for named in names:
                    add_own(named, gazetteer)
                at = {str(place["start"]): place for place in places}
                yield (
                    path.name,
                    doc["doc"],
                    names,
                    [[right(named.entries, at[m.id]) for m in named.mentions] for named in names],
                    len(places),
                )


def choices(docs):
    """(features of the candidates, right one, weight) of every name with something to choose."""
    for _, _, names, answers, _ in docs:
        for named, known in zip(names, answers, strict=True):
            counted = {}
            for answer in known:
                if answer is not None:
                    counted[answer] = counted.get(answer, 0) + 1
            if len(named.entries) > 1:
                for answer, times in counted.items():
                    yield named.features, answer, np.sqrt(times)


def fit(docs, ridge=0.0003):
    found = list(choices(docs))
    keys = sorted({key for features, _, _ in found for one in features for key in one})
    index = {key: n for n, key in enumerate(keys)}
    tables = []
    for features, answer, weight in found:
        table = np.zeros((len(features), len(keys)))
        for row, one in enumerate(features):
            for key, value in one.items():
                table[row, index[key]] = value
        tables.append((table, answer, weight))

    def loss(weights):
        total, slope = ridge * len(tables) * weights @ weights / 2, ridge * len(tables) * weights
        for table, answer, weight in tables:
            scores = table @ weights
            scores -= scores.max()
            odds = np.exp(scores)
            share = odds / odds.sum()
            total -= weight * np.log(share[answer] + 1e-12)
            slope = slope - weight * (table[answer] - share @ table)
        return total, slope

    best = minimize(loss, np.zeros(len(keys)), jac=True, method="L-BFGS-B")
    return {key: round(float(weight), 3) for key, weight in zip(keys, best.x, strict=True) if abs(weight) >= 0.005}


def with_context(docs, own):
    for _, _, names, _, _ in docs:
        for named in names:
            named.weigh(own)
        add_context(names, names)


def score(docs, weights, by_doc):
    gold = near = same = 0
    for source, doc, names, _, total in docs:
        gold += total
        for named in names:
            scores = named.score(weights)
            best = max(range(len(scores)), key=lambda n: (scores[n], -n))
            for m in named.mentions:
                place = by_doc[source, doc, m.id]
                near += kilometers(named.entries[best], float(place["lat"]), float(place["lon"])) <= NEAR_KM
                same += named.entries[best].id == f"geonames:{place.get('geonames')}"
    return gold, near, same


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--folds", type=int, default=5)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    paths = [chosen.data / "trnews.jsonl.gz", chosen.data / "geovirus.jsonl.gz"]
    by_doc = {(path.name, doc["doc"], str(p["start"])): p for path in paths for doc in read(path) for p in doc["places"]}
    totals = {path.name: np.zeros(3) for path in paths}
    for fold_number in range(chosen.folds):
        docs = list(documents(paths))
        train = [doc for n, doc in enumerate(docs) if n % chosen.folds != fold_number]
        held = [doc for n, doc in enumerate(docs) if n % chosen.folds == fold_number]
        own = fit(train)
        with_context(docs, own)
        weights = fit(train)
        for path in paths:
            totals[path.name] += score([doc for doc in held if doc[0] == path.name], weights, by_doc)
    for name, (gold, near, same) in totals.items():
        print(
            f"{name}: {chosen.folds} folds by document: within 161 km {near / gold:.3f}, same id {same / gold:.3f} of {gold:.0f}"
        )
    docs = list(documents(paths))
    own = fit(docs)
    with_context(docs, own)
    weights = fit(docs)
    for path in paths:
        gold, near, same = score([doc for doc in docs if doc[0] == path.name], weights, by_doc)
        print(f"{path.name}: trained on all: within 161 km {near / gold:.3f}, same id {same / gold:.3f}")
    if chosen.write:
        write(own, weights)


def write(own, weights):
    lines = ["# Weights of places that bear a name, natural-log odds; made by tools/train_places.py, see docs/models/places.md."]
    for title, table in (("own", own), ("beside", weights)):
        lines += ["", f"[{title}]", *(f'"{key}" = {weight}' for key, weight in sorted(table.items()))]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
