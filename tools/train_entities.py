"""Learns which phrases are parties, persons, places, times, weapons: fogline/lexicon/data/entities.npz.

  python tools/train_entities.py DOCS.jsonl.gz [--save]

A row has `text` and `entities` (start, end, type, confidence). Folds are of documents; without --save nothing is written.
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from linear_training import packed, save, train

from fogline.lexicon.knowledge import load_knowledge
from fogline.lexicon.tables import DATA
from fogline.read import entities, parser
from fogline.read.actors import ActorWords
from fogline.read.report import name_finder

KINDS = {
    "Organisation": "organisation",
    "Person": "person",
    "Location": "place",
    "Temporal": "time",
    "Weapon": "weapon",
    "MilitaryPlatform": "vehicle",
    "Vehicle": "vehicle",
}
SURE, FOLDS, BITS = 0.5, 5, 15
OPTIONS = {"bits": BITS, "l2": 1e-6, "epochs": 8, "rate": 0.15}


def parsed(rows):
    """(number of the document, offset, parsed paragraph, words) of each paragraph."""
    known = load_knowledge(())
    finder = name_finder(known)
    for number, row in enumerate(rows):
        at = 0
        for part in re.split(r"\n[^\S\n]*\n", row["text"]):
            at = row["text"].index(part, at)
            if part.strip():
                text = re.sub(r"[^\S ]", " ", part.strip())
                doc = parser.parse([text])[0]
                yield number, at + len(part) - len(part.lstrip()), doc, ActorWords(doc, finder.find(doc), known.actors)
            at += len(part)


def gold_of(row):
    found = {}
    for entity in row["entities"]:
        if entity["type"] in KINDS and entity["confidence"] >= SURE:
            found[entity["start"], entity["end"]] = KINDS[entity["type"]]
    return found


def chars(doc, at, span):
    return at + doc[span[0]].idx, at + doc[span[1] - 1].idx + len(doc[span[1] - 1])


def label_of(head, at, gold):
    for reach, span in entities.reaches(head).items():
        kind = gold.get(chars(head.doc, at, span))
        if kind is not None:
            return f"{kind}|{reach}"
    return entities.NONE


def cases(paragraphs, rows):
    gold = [gold_of(row) for row in rows]
    for number, at, doc, words in paragraphs:
        for head in doc:
            if entities.is_candidate(head):
                yield number, entities.features(head, words), label_of(head, at, gold[number])


def fit(found):
    counts = Counter(label for _, _, label in found)
    found = [(features, label if counts[label] >= 5 else entities.NONE) for _, features, label in found]
    classes = sorted({label for _, label in found})
    return train([f for f, _ in found], [label for _, label in found], classes, **OPTIONS), classes


def measure(paragraphs, rows, model):
    """Counts (right, gold, found) by kind, as fogline.scoring does: doubtful gold is neither asked for nor held against."""
    entities.load_model = lambda _name: model
    counts = {}
    answers = {}
    for number, at, doc, words in paragraphs:
        for phrase in entities.find_phrases(doc, words):
            answers.setdefault(number, set()).add((*chars(doc, at, (phrase.start, phrase.end)), phrase.kind))
    for number in {p[0] for p in paragraphs}:
        sure = {(*span, kind) for span, kind in gold_of(rows[number]).items()}
        doubtful = {(e["start"], e["end"], KINDS.get(e["type"])) for e in rows[number]["entities"]} - sure
        said = answers.get(number, set()) - doubtful
        for kind in entities.KINDS:
            a, b = {x for x in sure if x[2] == kind}, {x for x in said if x[2] == kind}
            old = counts.get(kind, (0, 0, 0))
            counts[kind] = (old[0] + len(a & b), old[1] + len(a), old[2] + len(b))
    return counts


def main(path, *flags):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    paragraphs = list(parsed(rows))
    found = list(cases(paragraphs, rows))
    totals = Counter()
    for fold in range(FOLDS):
        weights, classes = fit([case for case in found if case[0] % FOLDS != fold])
        part = [p for p in paragraphs if p[0] % FOLDS == fold]
        for kind, numbers in measure(part, rows, packed(weights, classes, BITS)).items():
            totals.update({(kind, i): n for i, n in enumerate(numbers)})
    for group in (*((kind,) for kind in entities.KINDS), entities.KINDS[:3], entities.KINDS):
        right, gold, said = (sum(totals[kind, i] for kind in group) for i in range(3))
        share = f"precision {right / max(said, 1):.3f}, recall {right / max(gold, 1):.3f}, {gold}"
        print(f"{' '.join(group)}: F {200 * right / (gold + said):.1f} ({share})")
    if "--save" in flags:
        weights, classes = fit(found)
        save(DATA / "entities.npz", weights, classes, BITS)


if __name__ == "__main__":
    main(*sys.argv[1:])
