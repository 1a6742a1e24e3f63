"""Learns the log2 odds of fogline/merge/weights.toml from reports whose incident is known.

  python tools/train_merge.py ARTICLES.jsonl.gz CASE.fogline ... [--save]

A row of ARTICLES has `id` and `incident`; a case was read from these articles (`make score` keeps such cases), each in a file
named after its id. Every pair of reports is one sample: its best pair of tellings under the weights so far, found anew in each
round. Logistic regression, drawn towards the weights that stand in the table with a standard deviation of half a bit, so that a
level which the articles do not show stays as it was set. Pairs of different incidents count three times: a case on one war
holds more like incidents than these articles, and a false merge costs more than a split. Weights of levels that have an order
keep it. Half of the incidents, by the hash of their name, is never learnt from.
"""

import hashlib
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from fogline.merge.block import block_profiles, pairs
from fogline.merge.conflicts import report_conflict
from fogline.merge.features import levels
from fogline.merge.gather import gather_profiles
from fogline.merge.pool import tellings
from fogline.merge.settings import MergeSettings
from fogline.merge.weights import load_weights
from fogline.record.store import Store
from fogline.record.types import Report
from fogline.scoring.corpora import read_gold

TABLE = Path(__file__).parents[1] / "fogline/merge/weights.toml"
LEARNT = {"lead"}
"""Only what has no other source is taken over. What is asked inside a report too joins less there when it is learnt between
reports; `published` as learnt from crimes of a day parts what reports of a war tell of months later. The base rate (`prior`)
is the case's and not these articles'. With other features here the table shows what the articles would say of them."""
ORDERS = {
    "lead": ("same", "many", "some", "few", "none"),
    "published, one dated": ("days_before", "just_before", "before", "long_before", "not_yet"),
    "published, neither dated": ("same_day", "close", "week", "later", "long_after"),
}
ROUNDS, NEWTON_STEPS, BITS_OF_PRIOR, WEIGHT_OF_DIFFERENT, STEP = 5, 25, 0.5, 3.0, 0.25


def is_measured(incident):
    """Whether an incident is of the half that is only measured on."""
    return int(hashlib.sha256(incident.encode()).hexdigest()[8:16], 16) % 2 == 1


def samples(case, incident_of, settings):
    """(is one incident, is of the measured half, the levels of each pair of tellings) for each pair of reports."""
    weights = load_weights(settings)
    table = weights.table()
    with Store.open(case) as store:
        profiles = gather_profiles(store)
        names = {report.id: incident_of.get(Path(report.uri).stem) for report in store.rows(Report)}
    found = {}
    for block in block_profiles(profiles, settings, tellings(profiles, settings)):
        for left, right in pairs(block):
            ours, theirs = names[left.report_id], names[right.report_id]
            if left.report_id == right.report_id or left.family != "force" or not ours or not theirs:
                continue
            if not report_conflict(left, right, settings):
                told = levels(left, right, weights, table)
                key = (ours == theirs, is_measured(ours) or is_measured(theirs), *sorted((left.report_id, right.report_id)))
                found.setdefault(key, []).append([(name, level[0]) for name, level in told.items()])
    return [(key[0], key[1], told) for key, told in found.items()]


def fit(rows, start):
    """The weights in bits by level."""
    names = sorted(start)
    place = {name: i for i, name in enumerate(names)}
    prior = np.array([start[name] for name in names])
    free = np.array([name[0] in LEARNT for name in names])
    weights = prior.copy()
    seen = Counter()
    for _ in range(ROUNDS):
        best = [max(told, key=lambda one: sum(weights[place[level]] for level in one)) for _, _, told in rows]
        x = np.zeros((len(rows), len(names)))
        for i, one in enumerate(best):
            x[i, [place[level] for level in one]] = 1
        y = np.array([is_one for is_one, _, _ in rows], dtype=float)
        cost = np.where(y > 0, 1.0, WEIGHT_OF_DIFFERENT)
        for _ in range(NEWTON_STEPS):
            p = 1 / (1 + np.exp2(-(x @ weights)))
            gradient = np.log(2) * x.T @ (cost * (p - y)) + (weights - prior) / BITS_OF_PRIOR**2
            curve = np.log(2) ** 2 * (x.T * (cost * p * (1 - p) + 1e-4)) @ x + np.eye(len(names)) / BITS_OF_PRIOR**2
            step = np.zeros(len(names))
            step[free] = np.linalg.solve(curve[np.ix_(free, free)], gradient[free])
            weights -= np.clip(step, -1, 1)
        seen = Counter(level for one in best for level in one)
    found = {name: float(weights[place[name]]) for name in names}
    return ordered(found, seen), seen


def ordered(found, seen):
    """Neighbours that fell out of their order get the mean of the two, by how often they were seen."""
    for title, order in ORDERS.items():
        feature, groups = title.partition(",")[0], []
        for level in (level for level in order if seen[feature, level]):
            groups.append([[level], found[feature, level], seen[feature, level]])
            while len(groups) > 1 and groups[-1][1] > groups[-2][1]:
                last, before = groups.pop(), groups.pop()
                n = last[2] + before[2]
                groups.append([before[0] + last[0], (last[1] * last[2] + before[1] * before[2]) / n, n])
        found.update({(feature, level): value for names, value, _ in groups for level in names})
    return found


def set_by_hand(table):
    """The weights before anything was learnt: what the table says, or the number behind "by hand" where one was."""
    by_hand, section = dict(table), ""
    for line in TABLE.read_text("utf-8").split("\n"):
        head, row = re.match(r"\[(\w+)\]", line), re.match(r"(\w+) = .*by hand (-?[\d.]+)", line)
        section = head[1] if head else section
        if row:
            by_hand[section, row[1]] = float(row[2])
    return by_hand


def saved(found, start, seen):
    """Writes what moved by a step or more into the table, with where it comes from."""
    section, lines = "", []
    for line in TABLE.read_text("utf-8").split("\n"):
        head, row = re.match(r"\[(\w+)\]", line), re.match(r"(\w+) = (-?[\d.]+)", line)
        section = head[1] if head else section
        level = (section, row[1]) if row else None
        if level in found and abs(found[level] - start[level]) >= STEP / 2:
            value = STEP * round(found[level] / STEP)
            why = [
                words
                for words in (re.sub(r"(; )?learnt:.*", "", line.partition("#")[2]).strip(), f"learnt: {seen[level]} pairs")
                if words
            ]
            lines.append(f"{level[1]} = {value}  # {'; '.join(why)}; by hand {start[level]}")
        else:
            lines.append(line)
    TABLE.write_text("\n".join(lines), "utf-8")


def main(articles, *cases):
    incident_of = {row["id"]: row["incident"] for row in read_gold(Path(articles))}
    settings = MergeSettings()
    start = set_by_hand(load_weights(settings).table())
    rows = [row for case in cases for row in samples(Path(case), incident_of, settings)]
    learnt, measured = [r for r in rows if not r[1]], [r for r in rows if r[1]]
    print(f"{len(learnt)} pairs of reports, {sum(r[0] for r in learnt)} of one incident; measured on {len(measured)}")
    found, seen = fit(learnt, start)
    for name, table in (("as set by hand", start), ("learnt", found)):
        right = wrong = 0
        for is_one, _, told in measured:
            if max(sum(table[level] for level in one) for one in told) >= settings.same_score:
                right, wrong = right + is_one, wrong + (not is_one)
        print(f"{name}: {right} of {sum(r[0] for r in measured)} pairs of one incident joined, {wrong} of others")
    for level in sorted(found):
        if abs(found[level] - start[level]) >= STEP / 2:
            print(f"{level[0]:10} {level[1]:14} {start[level]:6.2f} -> {found[level]:6.2f}  {seen[level]} pairs")
    return found, start, seen


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--save"]
    result = main(*given)
    if "--save" in sys.argv:
        saved(*result)
