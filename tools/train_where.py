"""Trains fogline/read/where_weights.toml: which places of a sentence are those of an event.

  python tools/train_where.py --data event_location.jsonl.gz [--sample N] [--write]

Rows have `text`, `verb` (a span), `places` (spans: where that verb's event happened), `gold` (true: checked by hand).
Trained on the rows that are not gold with a ridge penalty, the threshold chosen on a held-back tenth; the gold rows are
only scored. Sentences of the gold rows are left out of training. Needs numpy and scipy, and the parser.
"""

import argparse
import gzip
import json
import re
import sys
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1]))
from fogline.lexicon.knowledge import load_knowledge
from fogline.read import parser, where
from fogline.read.actors import ActorWords
from fogline.read.circumstances import UNREACHED, cost
from fogline.read.report import name_finder
from fogline.read.triggers import TriggerFinder

OUT = Path(__file__).parents[1] / "fogline/read/where_weights.toml"
RARE = 8


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def candidates(found):
    """Per row: (features, right, words of the name) of each candidate, and the words of the places."""
    known = load_knowledge(())
    finder = name_finder(known)
    for row, doc in zip(found, parser.parse([row["text"] for row in found]), strict=True):
        verb = doc.char_span(row["verb"]["start"], row["verb"]["end"], alignment_mode="expand").root
        hits = [hit for hit in finder.find(doc) if doc[hit.start].sent == verb.sent and where.is_candidate(hit, doc)]
        words = ActorWords(doc, finder.find(doc), known.actors)
        triggers = [t.head for t in TriggerFinder(words.is_armed, words.is_person, words.is_official).find(verb.sent)]
        heads = [doc[hit.start : hit.end].root for hit in hits]
        tokens = [m.span() for m in re.finditer(r"\w+", row["text"])]

        def ids(a, b, tokens=tokens):
            return {i for i, (x, y) in enumerate(tokens) if x < b and a < y}

        gold = set().union(*(ids(p["start"], p["end"]) for p in row["places"])) if row["places"] else set()
        table = []
        for n, hit in enumerate(hits):
            own = ids(doc[hit.start].idx, doc[hit.end - 1].idx + len(doc[hit.end - 1]))
            others = [head for m, head in enumerate(heads) if m != n]
            if cost(verb, heads[n]) >= UNREACHED:
                continue
            table.append((where.features(verb, hit, others, [*triggers, verb]), bool(own & gold), own, heads[n]))
        yield row, table, gold


def fit(train, ridge):
    pairs = [(features, right) for _, table, _ in train for features, right, _, _ in table]
    counts = Counter(feature for features, _ in pairs for feature in features)
    keys = sorted(feature for feature, n in counts.items() if n >= RARE)
    index = {key: n for n, key in enumerate(keys)}
    data, cols, starts = [], [], [0]
    for features, _ in pairs:
        found = [index[f] for f in features if f in index]
        data += [1.0] * len(found)
        cols += found
        starts.append(len(cols))
    table, labels = (
        csr_matrix((data, cols, starts), shape=(len(pairs), len(keys))),
        np.array([right for _, right in pairs], float),
    )

    def loss(w):
        z = table @ w
        p = 1 / (1 + np.exp(-z))
        value = np.sum(np.logaddexp(0, z) - labels * z) + ridge * w @ w / 2
        return value, table.T @ (p - labels) + ridge * w

    best = minimize(loss, np.zeros(len(keys)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {key: round(float(w), 2) for key, w in zip(keys, best.x, strict=True) if abs(w) >= 0.05}


def score(found, weights, threshold):
    right = wanted = given = 0
    for _, table, gold in found:
        taken = [(own, head) for features, _, own, head in table if sum(weights.get(f, 0) for f in features) >= threshold]
        got = set().union(*(own for own, head in taken if not any(where.is_around(head, other) for _, other in taken)), set())
        right, wanted, given = right + len(got & gold), wanted + len(gold), given + len(got)
    p, r = right / max(1, given), right / max(1, wanted)
    return p, r, 2 * p * r / max(1e-9, p + r)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--sample", type=int, default=1)
    options.add_argument("--ridge", type=float, default=2.0)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    found = rows(chosen.data)
    checked = [row for row in found if row["gold"]]
    texts = {" ".join(row["text"].split()) for row in checked}
    silver = [row for row in found if not row["gold"] and " ".join(row["text"].split()) not in texts][:: chosen.sample]
    gold, read = list(candidates(checked)), list(candidates(silver))
    held = [one for one in read if zlib.crc32(one[0]["text"].encode()) % 10 == 0]
    train = [one for one in read if zlib.crc32(one[0]["text"].encode()) % 10]
    weights = fit(train, chosen.ridge)
    threshold = max((score(held, weights, t)[2], t) for t in np.arange(-1.5, 1.6, 0.1))[1]
    for name, part in (("held back", held), ("gold", gold)):
        p, r, f = score(part, weights, threshold)
        reach = sum(len(wanted & set().union(*(own for _, _, own, _ in table), set())) for _, table, wanted in part)
        print(f"{name}: words of places within reach {reach / sum(len(wanted) for _, _, wanted in part):.3f}")
        print(f"{name}: {len(part)} rows, verb given: P {p:.3f} R {r:.3f} F {f:.3f} at {threshold:.1f}; {len(weights)} weights")
    if chosen.write:
        lines = [
            "# Log odds that a name is a place of an event; made by tools/train_where.py, see docs/models/where.md.",
            f"threshold = {threshold:.1f}",
            "",
            "[weights]",
            *(f"{json.dumps(key, ensure_ascii=False)} = {weight}" for key, weight in sorted(weights.items())),
        ]
        OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
