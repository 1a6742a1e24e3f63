"""Learns the case of words from texts in ordinary case: writes fogline/lexicon/data/truecase.tsv and truecase_weights.tsv.

    python tools/train_truecase.py FILE.jsonl.gz [...] [--held-out FILE.jsonl.gz] [--out FOLDER]

Each file holds one JSON object a line with a `text` (or `sentences` of `tokens`). Of a word only its lower-case form, its
most frequent other form and the two counts are kept, so that no text can be read back. The seed is fixed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from fogline.read.truecase import CaseModel, CaseTable, words_of

_MIN_COUNT = 2
_EPOCHS = 3
_RATE = 0.1
_SEED = 11
_CONTEXT_WORDS = 800


def texts(path: Path) -> Iterator[str]:
    """The texts of a file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            row = json.loads(line)
            yield row.get("text") or "\n".join(" ".join(s["tokens"]) for s in row.get("sentences", ()))


def sentences(paths: list[Path]) -> Iterator[list[tuple[str, bool]]]:
    """Sentences of mixed case as (word, is the first) pairs; headlines and lines in capitals are left out."""
    for path in paths:
        for text in texts(path):
            for found in words_of(text):
                capitals = sum(word[0].isupper() for word, _ in found)
                if len(found) >= 5 and capitals < 0.5 * len(found):
                    yield found


def count_forms(data: list[list[tuple[str, bool]]]) -> dict[str, tuple[str, int, int]]:
    """word in lower case -> (its other form, how often capital, how often lower), sentence starts not counted."""
    lower: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for found in data:
        for word, is_first in found:
            if is_first:
                continue
            if word == word.lower():
                lower[word] += 1
            else:
                forms[word.lower()][word] += 1
    table = {}
    for word in sorted({*lower, *forms}):
        upper = sum(forms[word].values())
        if upper + lower[word] >= _MIN_COUNT:
            best = max(sorted(forms[word]), key=lambda form: forms[word][form]) if upper else word.capitalize()
            table[word] = (best, upper, lower[word])
    return table


def train(data: list[list[tuple[str, bool]]], table: CaseTable) -> CaseModel:
    """Logistic regression by stochastic gradient with AdaGrad, over the features that the restorer uses."""
    rng = random.Random(_SEED)
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    model = CaseModel(table, weights)
    for _ in range(_EPOCHS):
        rng.shuffle(data)
        for found in data:
            lowered = [word.lower() for word, _ in found]
            previous = True
            for i, (word, is_first) in enumerate(found):
                gold = word != word.lower()
                if not is_first:
                    keys = [*model.fixed(lowered, i), *model.moving(previous, lowered, i)]
                    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[key] for key in keys)))))
                    error = float(gold) - chance
                    for key in keys:
                        squares[key] += error * error
                        weights[key] += _RATE * error / math.sqrt(squares[key])
                previous = gold
    counts = Counter(word.lower() for found in data for word, _ in found)
    common = {word for word, _ in counts.most_common(_CONTEXT_WORDS)}
    kept = {key: round(value, 2) for key, value in weights.items() if abs(value) >= 0.05 and _is_kept(key, common)}
    return CaseModel(table, kept)


def _is_kept(key: str, common: set[str]) -> bool:
    side, _, word = key.partition("=")
    return side not in ("-1", "+1", "-1?") or word in common


def accuracy(model: CaseModel, data: list[list[tuple[str, bool]]]) -> tuple[float, float, float]:
    """(share of words right, precision, recall of capitals), sentence starts not counted."""
    right = total = hit = said = gold = 0
    for found in data:
        lowered = [word.lower() for word, _ in found]
        guessed = model.capitals(lowered, [is_first for _, is_first in found])
        for (word, is_first), guess in zip(found, guessed, strict=True):
            if is_first:
                continue
            truth = word != word.lower()
            right, total = right + (truth == guess), total + 1
            hit, said, gold = hit + (truth and guess), said + guess, gold + truth
    return right / total, hit / said, hit / gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=Path("fogline/lexicon/data"))
    args = parser.parse_args()
    data = list(sentences(args.files))
    random.Random(_SEED).shuffle(data)
    folds = np.array_split(np.arange(len(data)), 2)
    halves = [[data[i] for i in fold] for fold in folds]
    known = CaseTable(count_forms(halves[0]))  # the weights are learnt where some words are unknown, as they will be
    model = train(halves[1], known)
    model = CaseModel(CaseTable(count_forms(data)), model.weights)
    if args.held_out:
        shares = accuracy(model, list(sentences(args.held_out)))
        print("held out: accuracy {:.4f}, precision {:.4f}, recall {:.4f}".format(*shares))
    rows = count_forms(data)
    with (args.out / "truecase.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# How words are written in running text: form with capitals, how often so, how often in lower case.\n")
        out.write("# source: counts over mixed-case news texts, see docs/models/truecase.md; licence: Apache-2.0\n")
        out.write("form\tupper\tlower\n")
        out.writelines(f"{form}\t{upper}\t{low}\n" for form, upper, low in rows.values())
    with (args.out / "truecase_weights.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# Weights of the case restorer, natural log odds of a capital; see docs/models/truecase.md\nfeature\tweight\n")
        out.writelines(f"{key}\t{value}\n" for key, value in sorted(model.weights.items()))


if __name__ == "__main__":
    main()
