"""Are probabilities what they say? Expected calibration error and the reliability table, over labelled predictions."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fogline.record.vocabulary import REPORTED
from fogline.scoring.coded import Row
from fogline.scoring.corpora import Gold

BINS: Final = 10
_NOT_FACT_LINKS: Final = frozenset({"MODAL", "CONDITIONAL", "COUNTER_FACTIVE", "NEG_EVIDENTIAL"})


@dataclass(frozen=True, slots=True)
class Prediction:
    """A stated probability, and whether what it was stated of is right."""

    probability: float
    is_right: bool
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Predictions of similar probability."""

    low: float
    high: float
    n: int
    mean: float
    right: float


def bins(predictions: Iterable[Prediction]) -> list[Bin]:
    """Ten bins of equal width; empty ones are left out."""
    found: dict[int, list[Prediction]] = defaultdict(list)
    for prediction in predictions:
        found[min(int(prediction.probability * BINS), BINS - 1)].append(prediction)
    return [
        Bin(
            low=key / BINS,
            high=(key + 1) / BINS,
            n=len(rows),
            mean=sum(row.probability for row in rows) / len(rows),
            right=sum(row.is_right for row in rows) / len(rows),
        )
        for key, rows in sorted(found.items())
    ]


def calibration_error(predictions: Sequence[Prediction]) -> float:
    """Expected calibration error: the mean distance of stated and observed share, weighted by the bins' sizes."""
    total = len(predictions)
    return sum(row.n * abs(row.mean - row.right) for row in bins(predictions)) / total if total else 0.0


def chance_error(predictions: Sequence[Prediction], draws: int = 200) -> float:
    """The error that perfectly calibrated probabilities would show on so few rows: the mean over draws with a fixed seed."""
    dice = random.Random(1)
    drawn = ([Prediction(p.probability, dice.random() < p.probability) for p in predictions] for _ in range(draws))
    return sum(calibration_error(rows) for rows in drawn) / draws


def table(title: str, predictions: Sequence[Prediction]) -> str:
    """The reliability table as Markdown."""
    lines = [f"**{title}** (n = {len(predictions)})", "", "| stated | n | mean stated | right |", "|---|---|---|---|"]
    lines += [f"| {b.low:.1f} to {b.high:.1f} | {b.n} | {b.mean:.2f} | {b.right:.2f} |" for b in bins(predictions)]
    return "\n".join(lines)


# ---- labels from TimeML


def facts(row: Gold) -> dict[str, bool]:
    """Events by id, true where TimeML tells them as a fact and false where it does not; verbs only.

    Not a fact: negative polarity, a modal, future tense, an infinitive without a FACTIVE link, or the lower end of a
    MODAL, CONDITIONAL, COUNTER_FACTIVE or NEG_EVIDENTIAL link. Nouns carry no tense, so nothing is said of them.
    """
    links: dict[str, set[str]] = defaultdict(set)
    for link in row["links"]:
        if link["kind"] == "SLINK":
            links[link["to"]].add(link["relation"])
    found = {}
    for event in row["events"]:
        instances = event["instances"]
        if instances and all(instance["pos"] == "VERB" for instance in instances):
            found[event["id"]] = any(_is_fact(instance, links[instance["id"]]) for instance in instances)
    return found


def _is_fact(instance: dict[str, Any], links: set[str]) -> bool:
    if instance["polarity"] == "NEG" or instance["modality"] or instance["tense"] == "FUTURE":
        return False
    if links & _NOT_FACT_LINKS:
        return False
    return instance["tense"] != "INFINITIVE" or "FACTIVE" in links


def mention_predictions(row: Gold, mentions: Iterable[Row]) -> list[Prediction]:
    """Is there an event at all where the record has one? The type is not judged: TimeML has none of ours."""
    spans = [(event["start"], event["end"]) for event in row["events"]]
    return [
        Prediction(
            mention["confidence"], any(_meets(mention, span) for span in spans), f"{row['doc']} {mention['trigger']['start']}"
        )
        for mention in mentions
    ]


def modality_predictions(row: Gold, mentions: Iterable[Row]) -> list[Prediction]:
    """Is what the record tells as reported fact one, and what it does not tell so none?"""
    told = facts(row)
    found = []
    for mention in mentions:
        event = next((e for e in row["events"] if e["id"] in told and _meets(mention, (e["start"], e["end"]))), None)
        if event is not None:
            right = told[event["id"]] == (mention["modality"] in REPORTED)
            found.append(Prediction(modality_probability(mention), right, f"{row['doc']} {mention['trigger']['start']}"))
    return found


def modality_probability(mention: Row) -> float:
    """The probability that the record gives its modality; 1 where it gives none, which is what saying nothing claims."""
    return float(mention.get("modality_confidence", 1.0))


def _meets(mention: Row, span: tuple[int, int]) -> bool:
    trigger = mention["trigger"]
    return bool(trigger["start"] < span[1] and span[0] < trigger["end"])
