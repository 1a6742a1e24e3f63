"""Learns ties from the words between two phrases: fogline/lexicon/data/ties.npz. Needs scikit-learn besides the package.

  python tools/train_ties.py DOCS.jsonl.gz [--save]

A row has `text`, `entities` and `relations` (type, from, to). All pairs of given entities of a sentence are cases. Relations
beside the four are classes of their own: "A is in B" is no tie, and yet not nothing. Folds are of documents, in three
ways of folding: what helps in one of them only does not help. The one threshold was chosen on these folds among three.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from averaged_training import packed, save, train_whole
from train_entities import parsed

from fogline.lexicon.tables import DATA
from fogline.read import tie_model
from fogline.read.tie_features import BIAS, pair_features, tie_phrase

RELATIONS = {"FightingAgainst": "opposes", "AlliesOf": "allied_with", "BelongsTo": "part_of", "InChargeOf": "leads"}
KINDS = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "place",
    "Weapon": "weapon",
    "MilitaryPlatform": "vehicle",
    "Vehicle": "vehicle",
    "Nationality": "nationality",
}
OTHERS = {"Temporal", "Quantity", "Money", "DocumentReference", "CommsIdentifier"}
FOLDS, FOLDINGS, BITS, STRENGTH = 5, 3, 18, 0.3
KIND = np.int16  # in eight bits the small weights of rare words are lost


def gold_of(row):
    found = set()
    for relation in row["relations"]:
        if relation["type"] in RELATIONS:
            name = RELATIONS[relation["type"]]
            ends = [(relation[key]["start"], relation[key]["end"]) for key in ("from", "to")]
            found.add((name, *(sorted(ends) if name in tie_model.SYMMETRIC else ends)))
    return found


def given(row, doc, at):
    """The phrases of a paragraph that may be ends of a tie, with their characters."""
    types = defaultdict(set)
    for entity in row["entities"]:
        types[entity["start"], entity["end"]].add(entity["type"])
    for relation in row["relations"]:
        for key in ("from", "to"):
            types[relation[key]["start"], relation[key]["end"]].update()
    found = []
    for (start, end), of in sorted(types.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start < at or end > at + len(doc.text) or (of and of <= OTHERS):
            continue
        span = doc.char_span(start - at, end - at, alignment_mode="expand")
        if span is not None:
            kind = next((KINDS[name] for name in KINDS if name in of), "other")
            found.append((tie_phrase(doc, span.start, span.end, kind), (start, end)))
    return found


def others_of(row):
    """The relations beside the four, by their ends."""
    found = {}
    for relation in row["relations"]:
        if relation["type"] not in RELATIONS:
            ends = frozenset((relation[key]["start"], relation[key]["end"]) for key in ("from", "to"))
            found[ends] = relation["type"]
    return found


def label_of(gold, others, left, right):
    for name in RELATIONS.values():
        if name in tie_model.SYMMETRIC:
            if (name, *sorted((left, right))) in gold:
                return name
        elif (name, left, right) in gold:
            return name + ">"
        elif (name, right, left) in gold:
            return name + "<"
    return others.get(frozenset((left, right)), tie_model.NONE)


def cases(paragraphs, rows):
    for number, at, doc, _ in paragraphs:
        found = given(rows[number], doc, at)
        phrases, gold, others = [phrase for phrase, _ in found], gold_of(rows[number]), others_of(rows[number])
        for i, j in tie_model._pairs(doc, phrases):
            yield number, pair_features(doc, phrases[i], phrases[j], phrases), label_of(gold, others, found[i][1], found[j][1])


def fit(found):
    classes = sorted({label for _, _, label in found})
    return train_whole(
        [f for _, f, _ in found], [label for _, _, label in found], classes, bits=BITS, strength=STRENGTH, bias=BIAS
    ), classes


def measure(paragraphs, rows, model):
    tie_model.load_model = lambda _name: model
    said = defaultdict(set)
    for number, at, doc, _ in paragraphs:
        found = given(rows[number], doc, at)
        for tie in tie_model.ties_between(doc, [phrase for phrase, _ in found]):
            ends = [found[tie.subject][1], found[tie.object][1]]
            said[number].add((tie.relation, *(sorted(ends) if tie.relation in tie_model.SYMMETRIC else ends)))
    for number in {p[0] for p in paragraphs}:
        gold = gold_of(rows[number])
        for name in RELATIONS.values():
            a, b = {x for x in gold if x[0] == name}, {x for x in said[number] if x[0] == name}
            yield name, len(a & b), len(a), len(b)


def folding(size, seed):
    """The fold of each document: in turn, or drawn."""
    return np.arange(size) % FOLDS if seed == 0 else np.random.default_rng(seed).permutation(size) % FOLDS


def held_out(paragraphs, rows, found, folds):
    """Right, gold and found ties by relation, each document read by a model that has not seen it."""
    totals = Counter()
    for fold in range(FOLDS):
        weights, classes = fit([case for case in found if folds[case[0]] != fold])
        part = [p for p in paragraphs if folds[p[0]] == fold]
        for name, *numbers in measure(part, rows, packed(weights, classes, BITS, KIND)):
            totals.update({(name, i): n for i, n in enumerate(numbers)})
    return totals


def tell(totals, names):
    right, gold, said = (sum(totals[name, i] for name in names) for i in range(3))
    share = f"precision {right / max(said, 1):.3f}, recall {right / max(gold, 1):.3f}, {gold // FOLDINGS} ties"
    print(f"{' '.join(names)}: F {200 * right / (gold + said):.1f} ({share})")


def main(path, *flags):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    paragraphs = list(parsed(rows))
    found = list(cases(paragraphs, rows))
    relations, totals = tuple(RELATIONS.values()), Counter()
    for seed in range(FOLDINGS):
        one = held_out(paragraphs, rows, found, folding(len(rows), seed))
        right, gold, said = (sum(one[name, i] for name in relations) for i in range(3))
        print(f"folding {seed}: F {200 * right / (gold + said):.1f}", flush=True)
        totals.update(one)
    for names in (*((name,) for name in relations), relations):
        tell(totals, names)
    if "--save" in flags:
        weights, classes = fit(found)
        save(DATA / "ties.npz", weights, classes, BITS, KIND)


if __name__ == "__main__":
    main(*sys.argv[1:])
