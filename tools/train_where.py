"""Trains fogline/lexicon/data/where_first.npz and where_second.npz: which places of a sentence are those of an event.

  python tools/train_where.py --data event_location.jsonl.gz [--write]

Rows have `text`, `verb` (a span), `places` (spans: where that verb's event happened), `gold` (true: checked by hand), `source`
and `document`. Trained on the rows that are not gold; sources of which nearly every row is empty are left out, and so are
sentences of the gold rows, which are only scored. The second model sees how the first, trained on other documents, scored the
names of the sentence. The log odds from which a name is taken (where.py: _LEAST) are those best on one half of the checked
rows; the other half is only scored, though its errors were read while the features were made.
Needs scikit-learn, and the parser; the outcome depends on no random number.
"""

import argparse
import gzip
import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parents[1]))
from fogline.lexicon.knowledge import load_knowledge
from fogline.lexicon.tables import DATA
from fogline.read import parser
from fogline.read.actors import ActorWords
from fogline.read.linear import LinearModel, row_of
from fogline.read.report import name_finder
from fogline.read.triggers import TriggerFinder
from fogline.read.where import bare_name, log_odds, may_be_place, samples, second_samples, taken
from fogline.read.where_features import Names
from fogline.scoring.corpora import fold_of

BITS, RARE, STRENGTH, FOLDS = 17, 8, 0.1, 4
NEARLY_ALL = 0.8
CLASSES = ("elsewhere", "here")


@dataclass
class Case:
    """A row: its names with their features, which are right, the words of each; and the words of the places."""

    names: Names
    samples: dict
    right: dict
    words: list
    gold: set
    fold: int


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def cases(given):
    known = load_knowledge(())
    finder = name_finder(known)
    texts = sorted({row["text"] for row in given})
    docs = dict(zip(texts, parser.parse([re.sub(r"[^\S ]", " ", text) for text in texts]), strict=True))
    for row in given:
        doc = docs[row["text"]]
        verb = doc.char_span(row["verb"]["start"], row["verb"]["end"], alignment_mode="expand").root
        hits = finder.find(doc)
        words = ActorWords(doc, hits, known.actors)
        names = Names([hit for hit in hits if doc[hit.start].sent == verb.sent and may_be_place(hit)], words)
        heads = {trigger.head.i: trigger.head for trigger in TriggerFinder(words).find(verb.sent)} | {verb.i: verb}
        tokens = [match.span() for match in re.finditer(r"\w+", row["text"])]

        def ids(a, b, tokens=tokens):
            return {i for i, (x, y) in enumerate(tokens) if x < b and a < y}

        gold = set().union(*(ids(p["start"], p["end"]) for p in row["places"]))
        spans = [bare_name(hit, doc) for hit in names.hits]
        own = [ids(span.start_char, span.end_char) for span in spans]
        fold = zlib.crc32((row["document"] or row["text"]).encode())
        found = samples(verb, names, list(heads.values()))
        yield Case(names, found, {n: bool(own[n] & gold) for n in found}, own, gold, fold)


def fit(given, labels):
    counts = Counter(feature for features in given for feature in set(features))
    kept = [sorted({row_of(f, BITS) for f in features if counts[f] >= RARE}) for features in given]
    starts = np.cumsum([0, *map(len, kept)])
    table = csr_matrix((np.ones(starts[-1]), np.concatenate(kept).astype(int), starts), shape=(len(kept), 1 << BITS))
    found = LogisticRegression(C=STRENGTH, max_iter=400).fit(table, labels)
    half = found.coef_[0] / 2
    half[row_of("bias", BITS)] += found.intercept_[0] / 2
    scale = float(np.abs(half).max() / 127)
    small = np.round(half / scale).astype(np.int8)
    return LinearModel(CLASSES, np.stack([-small, small], axis=1), scale, BITS)


def once(read):
    return learnt(read, [case.samples for case in read])


def learnt(read, samples_of):
    return fit([s for found in samples_of for s in found.values()], [r for case in read for r in case.right.values()])


def with_second(read, scored):
    return [second_samples(case.samples, case.names, scores) for case, scores in zip(read, scored, strict=True)]


def train(read):
    """Both models; for the second, every document is scored by a first model that has not seen it."""
    scored = {}
    for fold in range(FOLDS):
        model = once([case for case in read if case.fold % FOLDS != fold])
        scored |= {id(case): log_odds(model, case.samples) for case in read if case.fold % FOLDS == fold}
    both = with_second(read, [scored[id(case)] for case in read])
    return once(read), learnt(read, both)


def weighed(read, first, second):
    both = with_second(read, [log_odds(first, case.samples) for case in read])
    return [log_odds(second, found) for found in both]


def score(read, scored, least):
    right = wanted = given = 0
    for case, scores in zip(read, scored, strict=True):
        got = set().union(*(case.words[n] for n in taken(scores, case.names, least)))
        right, wanted, given = right + len(got & case.gold), wanted + len(case.gold), given + len(got)
    p, r = right / max(1, given), right / max(1, wanted)
    return p, r, 2 * p * r / max(1e-9, p + r)


def usable(found):
    """The rows to learn from: no sentence that was checked, no source that marks next to nothing."""
    checked = {" ".join(row["text"].split()) for row in found if row["gold"]}
    shares = defaultdict(list)
    for row in found:
        shares[row["source"]].append(not row["places"])
    empty = {source for source, rest in shares.items() if sum(rest) >= NEARLY_ALL * len(rest)}
    print("left out:", ", ".join(f"{source} ({len(shares[source])} rows)" for source in sorted(empty)))
    silver = [row for row in found if not row["gold"] and row["source"] not in empty]
    return [row for row in silver if " ".join(row["text"].split()) not in checked]


def save(name, model):
    path = DATA / f"{name}.npz"
    np.savez_compressed(path, weights=model._weights, classes=np.array(CLASSES), scale=model._scale, bits=BITS)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    found = rows(chosen.data)
    read = list(cases(usable(found)))
    held, rest = [c for c in read if c.fold % 5 == 0], [c for c in read if c.fold % 5]
    models = train(rest)
    scored = weighed(held, *models)
    least = max((score(held, scored, t)[2], t) for t in np.arange(-1.5, 1.1, 0.1))[1]
    print("held back: P {:.3f} R {:.3f} F {:.3f}".format(*score(held, scored, least)), f"at {least:.1f}, {len(held)} rows")
    models = train(read)
    checked = [row for row in found if row["gold"]]
    for name, half in (("even", 0), ("odd", 1)):
        gold = list(cases([row for row in checked if fold_of(str(row["id"])) == half]))
        scored = weighed(gold, *models)
        least = least if half else max((score(gold, scored, t)[2], t) for t in np.arange(-1.5, 1.1, 0.1))[1]
        print(f"checked, {name} half: P {{:.3f}} R {{:.3f}} F {{:.3f}}".format(*score(gold, scored, least)), f"at {least:.1f}")
    if chosen.write:
        for name, model in zip(("where_first", "where_second"), models, strict=True):
            save(name, model)


if __name__ == "__main__":
    main()
