"""Learns fogline/lexicon/data/probability.tsv: how probable it is that an event mention, and its modality, are right.

    python tools/train_probability.py DATA

DATA holds the development sets (CONTRIBUTING.md). Learnt from TimeBank, ECB+, the practice
reports, and the mentions of several sets that were judged by hand in the full report (scores/judged.tsv). Documents
are parted by a hash of their names: the even half trains, the odd half is only measured. Prints the reliability on
the odd half. There is no chance in it: the optimum is unique.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from fogline.lexicon.tables import DATA, iter_rows
from fogline.read import report as report_reading
from fogline.read.draft import Draft, ParagraphReading
from fogline.read.events import EventMaker
from fogline.read.modality import standing
from fogline.read.parser import parse
from fogline.read.probability import mention_features, modality_features
from fogline.read.report import ReadReport
from fogline.read.settings import ReadSettings
from fogline.record.ids import make_id
from fogline.record.types import EventMention, Report, Segment
from fogline.record.values import Period
from fogline.record.vocabulary import REPORTED
from fogline.scoring.by_hand import PRACTICE, documents, read_marks
from fogline.scoring.calibration import Prediction, calibration_error, facts, table
from fogline.scoring.corpora import TEXTS, Gold, fold_of, read_gold

_RIDGE = 2.0
_SPEAKS = "ACCUSE"
"""A type whose simple present tells of an event, as it does of most verbs."""


@dataclass(frozen=True, slots=True)
class Label:
    """The features of one prediction, and whether it was right."""

    model: str
    source: str
    document: str
    features: tuple[str, ...]
    is_right: bool


class Recorder(EventMaker):
    """An event maker that remembers what each mention was made of."""

    made: ClassVar[list[tuple[Draft, EventMention]]] = []

    def _event(self, draft: Draft, reading: ParagraphReading) -> EventMention:
        event = super()._event(draft, reading)
        Recorder.made.append((draft, event))
        return event


class Reader:
    """Reads a text as a report and gives each event mention with what it was made of."""

    def __init__(self) -> None:
        report_reading.EventMaker = Recorder  # type: ignore[misc]
        self._stage = ReadReport(ReadSettings(min_score=0.0))
        self._stage.open()

    def read(self, name: str, text: str) -> list[tuple[Draft, EventMention]]:
        """The mentions of a text, all of which is taken for body."""
        segments = (Segment(start=0, end=len(text), kind="body"),)
        report = Report(
            id=make_id("rep", name), uri=name, text=text, segments=segments, published=Period(earliest=None, latest=None)
        )
        Recorder.made = []
        self._stage._read(report)
        return Recorder.made


def labels(reader: Reader, data: Path) -> Iterator[Label]:
    """Everything that can be learnt from."""
    for row in read_gold(data / "times/timebank.jsonl.gz"):
        yield from timebank(reader, row)
    for row in read_gold(data / "ecb/docs.jsonl.gz"):
        if row["part"] == "train":
            yield from ecb(reader, row)
    yield from judged(reader, data)
    yield from practice(reader, data)


def timebank(reader: Reader, row: Gold) -> Iterator[Label]:
    """Is there an event at all; is it told as a fact; and the same of all verbs, whatever they mean."""
    told, spans = facts(row), [(e["start"], e["end"], e["id"]) for e in row["events"]]
    for draft, event in reader.read(row["doc"], row["text"]):
        met = [name for start, end, name in spans if event.trigger.start < end and start < event.trigger.end]
        yield Label("mention", "timebank", row["doc"], tuple(mention_features(draft, event.modality)), bool(met))
        if known := [told[name] for name in met if name in told]:
            right = known[0] == (event.modality in REPORTED)
            yield Label(
                "modality",
                "timebank",
                row["doc"],
                tuple(modality_features(draft.head, event.modality, draft.trigger.word)),
                right,
            )
    verbs = {start: told[name] for start, _, name in spans if name in told}
    at = 0
    for paragraph in row["text"].split("\n\n"):
        for token in next(iter(parse([paragraph]))):
            if at + token.idx in verbs and token.pos_ == "VERB":
                modality = standing(token, _SPEAKS, is_headline=False).modality
                right = verbs[at + token.idx] == (modality in REPORTED)
                yield Label("modality", "verbs", row["doc"], tuple(modality_features(token, modality, None)), right)
        at += len(paragraph) + 2


def ecb(reader: Reader, row: Gold) -> Iterator[Label]:
    """Is there an event in a validated sentence."""
    events = defaultdict(set)
    for mention in row["mentions"]:
        if mention["kind"] == "event":
            events[mention["sentence"]] |= set(mention["tokens"])
    for sentence in row["sentences"]:
        if not sentence["validated"]:
            continue
        starts = np.cumsum([0, *(len(token) + 1 for token in sentence["tokens"])])
        spans = [(starts[i], starts[i] + len(sentence["tokens"][i])) for i in events[sentence["n"]]]
        for draft, event in reader.read(f"{row['doc']} {sentence['n']}", " ".join(sentence["tokens"])):
            met = any(event.trigger.start < end and start < event.trigger.end for start, end in spans)
            yield Label("mention", "ecb", str(row["topic"]), tuple(mention_features(draft, event.modality)), met)


def judged(reader: Reader, data: Path) -> Iterator[Label]:
    """Did somebody who read the report find the mention true."""
    verdicts: dict[tuple[str, str], dict[tuple[int, str], bool]] = defaultdict(dict)
    for row in iter_rows("judged.tsv", Path("scores")):
        verdicts[row["set"], row["document"]][int(row["start"]), row["type"]] = row["true"] == "true"
    for name in sorted({name for name, _ in verdicts}):
        path, field = TEXTS[name]
        for gold in read_gold(data / path):
            known = verdicts.get((name, re.sub(r"[^\w-]", "_", str(gold[field]))), {})
            for draft, event in reader.read(f"{name} {gold[field]}", gold["text"]) if known else ():
                key = event.trigger.start, event.event_type
                if key in known:
                    features = tuple(mention_features(draft, event.modality))
                    yield Label("mention", "judged", str(gold[field]), features, known[key])


def practice(reader: Reader, data: Path) -> Iterator[Label]:
    """Is there an event of this type where the annotators of the practice reports marked one."""
    marks = read_marks(PRACTICE)
    texts = {document.id: document.text for document in documents(data, marks, PRACTICE)}
    for (name, document), marked in marks.items():
        for draft, event in reader.read(f"{name} {document}", texts.get(f"{name}-{document}", "")):
            met = [mark for mark in marked if mark.meets((event.trigger.start, event.trigger.end))]
            if all(mark.kind != "ignore" for mark in met):
                features = tuple(mention_features(draft, event.modality))
                right = any(mark.type == event.event_type for mark in met)
                yield Label("mention", "practice", f"{name}-{document}", features, right)


def fit(rows: Sequence[Label], ridge: float = _RIDGE, steps: int = 50) -> dict[str, float]:
    """The weights of a logistic model with a Gaussian prior, by Newton's method."""
    counts = Counter(name for row in rows for name in row.features)
    names = ["bias", *sorted(name for name, n in counts.items() if n >= 5)]
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1
    for i, row in enumerate(rows):
        x[i, [at[name] for name in row.features if name in at]] = 1
    y = np.array([row.is_right for row in rows], dtype=float)
    prior = np.full(len(names), ridge)
    prior[0] = 1e-3
    weights: NDArray[np.float64] = np.zeros(len(names))
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (chance - y) + prior * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(prior)
        step = np.linalg.solve(curve, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def predict(model: dict[str, float], row: Label) -> Prediction:
    """What the model says of a row."""
    odds = model["bias"] + sum(model.get(name, 0.0) for name in row.features)
    return Prediction(float(1 / (1 + np.exp(-odds))), row.is_right)


def main() -> None:
    """Trains, measures, writes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--dry-run", action="store_true", help="measure only, write nothing")
    given = options.parse_args()
    found = list(labels(Reader(), given.data))
    models = {}
    for kind in ("mention", "modality"):
        rows = [row for row in found if row.model == kind]
        models[kind] = fit([row for row in rows if not fold_of(row.document)])
        for source in sorted({row.source for row in rows}):
            held = [predict(models[kind], row) for row in rows if row.source == source and fold_of(row.document)]
            share = sum(one.is_right for one in held) / max(len(held), 1)
            print(f"{kind}, {source}: n {len(held)}, right {share:.3f}, ECE {calibration_error(held):.3f}")
        held = [predict(models[kind], row) for row in rows if fold_of(row.document)]
        print(table(f"{kind}, odd half of all sets, ECE {calibration_error(held):.3f}", held), "\n")
    if not given.dry_run:
        write(DATA / "probability.tsv", models)


def write(path: Path, models: dict[str, dict[str, float]]) -> None:
    """The table that ships."""
    lines = ["# Log odds (base e) of each feature; learnt by tools/train_probability.py, see docs/models/probability.md."]
    lines.append("model\tfeature\tweight")
    for kind, model in models.items():
        lines += [f"{kind}\t{name}\t{weight:.3f}" for name, weight in model.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
