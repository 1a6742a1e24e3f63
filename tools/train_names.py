"""Learns how much each feature of two names says about their naming one group: fogline/lexicon/data/name_weights.toml.

  python tools/train_names.py ACTORS.tsv ALIASES.tsv

ACTORS.tsv has the columns actor, name, kind, locations and ALIASES.tsv actor, alias (UCDP Actor Dataset, CC BY 4.0).
For each alias and one country of its actor, all actors of that country are candidates, each with its name and its other
aliases, never the alias that is asked for. A softmax over the candidates is fitted; which of an actor's names counts is
chosen anew in each round. Figures are of five folds over the pairs: a fold's aliases are unknown while it is asked.
"""

import csv
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from fogline.lexicon.country_words import country_words
from fogline.lexicon.name_features import FEATURES, NameComparer
from fogline.lexicon.name_words import spellings
from fogline.lexicon.tables import DATA

FOLDS, L2, ROUNDS, STEPS, SEED = 5, 0.002, 4, 400, 7
START = {"equal": 5, "harmonic": 5, "initials": 4, "bag": 4, "rarest_shared": 3, "letters_shared": 4}


def rows_of(path):
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


class Data:
    def __init__(self, actors, aliases):
        self.names = {row["actor"]: row["name"] for row in rows_of(actors)}
        self.places = {row["actor"]: row["locations"].split(", ") for row in rows_of(actors)}
        self.pairs = [(row["actor"], row["alias"]) for row in rows_of(aliases) if row["actor"] in self.names]
        self.inside = defaultdict(list)
        for actor, places in self.places.items():
            for place in dict.fromkeys(places):
                self.inside[place].append(actor)

    def known(self, pairs):
        found = {actor: [name] for actor, name in self.names.items()}
        for number in pairs:
            found[self.pairs[number][0]].append(self.pairs[number][1])
        return found

    def asked(self, number, known, comparer):
        """Candidates of a pair: [(actor, features of each name)]."""
        actor, alias = self.pairs[number]
        places = sorted(set(self.places[actor]))
        place = places[number % len(places)]
        local = country_words(place)
        out = []
        for other in self.inside[place]:
            rows = [
                comparer.features(one, two, local)
                for name in known[other]
                if not (other == actor and name == alias)
                for two in spellings(name)
                for one in spellings(alias)
            ]
            out.append((other, np.array(rows or [[0.0] * len(FEATURES)])))
        return out


def fit(asked, right):
    """The weights; all candidates of all names lie in one table, so that a step is a few sums."""
    weights = np.array([float(START.get(feature, 0)) for feature in FEATURES])
    forms = np.concatenate([rows for candidates in asked for _, rows in candidates])
    sizes = np.array([len(rows) for candidates in asked for _, rows in candidates])
    starts, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    counts = np.array([len(candidates) for candidates in asked])
    firsts, name = np.cumsum([0, *counts[:-1]]), np.repeat(np.arange(len(counts)), counts)
    answers = firsts + np.array(right)
    for _ in range(ROUNDS):
        scores = forms @ weights
        highest = np.flatnonzero(scores >= np.maximum.reduceat(scores, starts)[owner])
        best = forms[highest[np.unique(owner[highest], return_index=True)[1]]]
        first, second = np.zeros(len(weights)), np.zeros(len(weights))
        for step in range(1, STEPS):
            scores = best @ weights
            odds = np.exp(scores - np.maximum.reduceat(scores, firsts)[name])
            odds /= np.add.reduceat(odds, firsts)[name]
            odds[answers] -= 1
            gradient = L2 * weights + odds @ best / len(asked)
            first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
            weights = weights - 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def train(data, numbers):
    known = data.known(numbers)
    comparer = NameComparer(name for names in known.values() for name in names)
    asked = [data.asked(number, known, comparer) for number in numbers]
    right = [[actor for actor, _ in found].index(data.pairs[n][0]) for found, n in zip(asked, numbers, strict=True)]
    return fit(asked, right), known, comparer


def test(data, numbers, weights, known, comparer):
    """For each pair: rank of the right actor, probability and score of the first, and both if the right one were unknown."""
    out = []
    for number in numbers:
        found = data.asked(number, known, comparer)
        scores = np.array([(rows @ weights).max() for _, rows in found])
        answer = [actor for actor, _ in found].index(data.pairs[number][0])
        rank = int((scores > scores[answer]).sum() + (scores[:answer] == scores[answer]).sum())
        others = np.delete(scores, answer)
        out.append((rank, *first(scores), *(first(others) if len(others) else (0.0, -99.0))))
    return np.array(out)


def first(scores):
    return 1 / np.exp(scores - scores.max()).sum(), scores.max()


def thresholds(seen):
    """The lowest probability and score with at most 1 % wrong of what is asserted and 1 % asserted of what is unknown."""
    best = (0.0, 1.0, 99.0)
    for sure in np.arange(0.5, 0.995, 0.01):
        for enough in np.arange(0.0, 14.0, 0.25):
            links = (seen[:, 1] >= sure) & (seen[:, 2] >= enough)
            wrong = (links & (seen[:, 0] > 0)).sum()
            invented = ((seen[:, 3] >= sure) & (seen[:, 4] >= enough)).sum()
            if wrong <= 0.01 * links.sum() and invented <= 0.01 * len(seen) and links.mean() > best[0]:
                best = (links.mean(), float(sure), float(enough))
    return best


def main(actors, aliases):
    data = Data(actors, aliases)
    draw = random.Random(SEED)
    folds = [draw.randrange(FOLDS) for _ in data.pairs]
    seen = []
    for number in range(FOLDS):
        rest = [n for n in range(len(folds)) if folds[n] != number]
        weights, known, comparer = train(data, rest)
        seen.append(test(data, [n for n in range(len(folds)) if folds[n] == number], weights, known, comparer))
        print(f"fold {number}: first {np.mean(seen[-1][:, 0] == 0):.3f} of {len(seen[-1])}", flush=True)
    # thresholds of a fold come from the other four
    linked = wrong = invented = 0
    for number in range(FOLDS):
        _, sure, enough = thresholds(np.concatenate([part for i, part in enumerate(seen) if i != number]))
        links = (seen[number][:, 1] >= sure) & (seen[number][:, 2] >= enough)
        linked, wrong = linked + links.sum(), wrong + (links & (seen[number][:, 0] > 0)).sum()
        invented += ((seen[number][:, 3] >= sure) & (seen[number][:, 4] >= enough)).sum()
    everything = np.concatenate(seen)
    ranks = everything[:, 0]
    print(
        f"first {np.mean(ranks == 0):.3f}, in first five {np.mean(ranks < 5):.3f}, reciprocal rank {np.mean(1 / (1 + ranks)):.3f}"
    )
    print(f"asserted {linked / len(ranks):.3f}, wrong of these {wrong / linked:.4f}, of all {wrong / len(ranks):.4f}")
    print(f"asserted although the actor is unknown {invented / len(ranks):.4f}")
    share, sure, enough = thresholds(everything)
    print(f"shipped: probability {sure:.2f}, score {enough:.2f}, asserts {share:.3f}")
    weights, _, _ = train(data, list(range(len(folds))))
    lines = [
        "# How much each feature of two names says about their naming one group; see docs/models/names.md.",
        "# Made by tools/train_names.py from the UCDP Actor Dataset 22.1 (CC BY 4.0).",
        "[thresholds]",
        f"sure = {sure:.2f}  # least probability among all candidates",
        f"enough = {enough:.2f}  # least score, so that an unknown group is given to nobody",
        f"possible = {enough * 0.6:.2f}  # least score of a candidate that is kept unasserted",
        "[weights]",
        *(f"{feature} = {weight:.3f}" for feature, weight in zip(FEATURES, weights, strict=True)),
    ]
    (DATA / "name_weights.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
