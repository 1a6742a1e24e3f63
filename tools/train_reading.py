"""Trains the reader's two models on reports with answer keys: parts.npz and one_event.npz.

    python tools/train_reading.py KEYS.jsonl.gz [--out fogline/lexicon/data]

Each line of KEYS has `id`, `text` and `templates` with `slots`, whose fills have `values` and `refs`. A noun is labelled by
the fill that it matches by its words; a telling by the template that fits its kind, parts, day and place. The two models of
tellings are trained on parts that the noun model of the other half of the reports found, so that they see its errors.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from linear_training import as_model, fit, save

from fogline.engine.run import run
from fogline.ingest.files import IngestFiles
from fogline.ingest.settings import IngestSettings
from fogline.read import noun_features, parts
from fogline.read.casualties import amount_of, phrase_range
from fogline.read.drafts import ParagraphReading
from fogline.read.event_features import Telling, kind, pair_features, tellings
from fogline.read.events import with_owner
from fogline.read.linear import row_of
from fogline.read.report import ReadReport
from fogline.read.settings import ReadSettings
from fogline.record.store import Store
from fogline.record.types import Report

Template = dict[str, Any]
_EFFECTS = {
    "DEATH": "killed", "INJURY": "injured", "NO INJURY OR DEATH": "none", "NO INJURY": "none", "NO DEATH": "none",
    "REGAINED FREEDOM": "released", "DESTROYED": "destroyed", "SOME DAMAGE": "damaged", "NO DAMAGE": "none",
}  # fmt: skip
_KINDS = {"abduct": "KIDNAPPING", "blast": "BOMBING", "fire": "ARSON", "attack": "ATTACK"}
_STOP = frozenset("THE A AN OF".split())
_BITS = 15
_MATCHED = 1.2
"""Points from which a telling is taken for one of a template."""


def words(text: str) -> list[str]:
    """The words of a fill or noun phrase, in the singular as far as a final s tells."""
    clean = "".join(c if c.isalnum() or c in "-' " else " " for c in text.upper())
    return [w[:-1] if w.endswith("S") and len(w) > 3 and not w.endswith("SS") else w for w in clean.split() if w not in _STOP]


def head_of(text: str) -> str:
    """The last word before the first preposition or comma."""
    core: list[str] = []
    for word in text.upper().replace(",", " , ").split():
        if core and word in {",", "OF", "IN", "ON", "AT", "FROM", "WITH", "WHO", "BY", "FOR"}:
            break
        core.append(word)
    return (words(" ".join(core)) or [""])[-1]


def match(value: str, text: str, *, is_name: bool) -> int:
    """2 for the same words or the fill with words before it, 1 for a part of a name or the same head, else 0."""
    ours, theirs = words(text), words(value)
    if not ours or not theirs:
        return 0
    if ours == theirs or (len(ours) <= len(theirs) + 3 and ours[-len(theirs) :] == theirs):
        return 2
    if is_name:
        return int(set(ours) <= set(theirs) or set(theirs) <= set(ours))
    return int(head_of(value) == head_of(text))


def fit_of(token: Any, reading: ParagraphReading, label: str, value: str) -> int:
    """How well a noun matches a fill: part of a name is the name ("Lopez"), a name inside a description not what it describes."""
    hit = reading.words.hit(token)
    text, is_name = noun_words(token, reading)
    whole = label == "initiator|organization" or (hit is not None and hit.label == "PERSON")
    found = match(value, text, is_name=is_name)
    return found if not is_name or whole or found > 1 else 0


def fills(template: Template, slot: str) -> list[str]:
    """The strings that a slot accepts."""
    return [v for fill in template["slots"].get(slot) or [] for v in fill["values"] if isinstance(v, str)]


def effects(template: Template, slot: str) -> dict[str, str]:
    """The effect on each filler of an id slot."""
    found: dict[str, str] = {}
    for fill in template["slots"].get(slot) or []:
        for value in fill["values"]:
            found |= {ref: _EFFECTS[value] for ref in fill.get("refs") or [] if value in _EFFECTS}
    return found


def labelled(template: Template) -> Iterator[tuple[str, str]]:
    """(class, words) of every fill that names somebody or something."""
    for slot, label in (
        ("incident_instrument_id", "instrument"),
        ("perp_organization_id", "initiator|organization"),
        ("perp_individual_id", "initiator|person"),
    ):
        yield from ((label, value) for value in fills(template, slot))
    hit = effects(template, "phys_tgt_effect")
    yield from ((f"target|{hit.get(value, '-')}", value) for value in fills(template, "phys_tgt_id"))
    hurt = effects(template, "hum_tgt_effect")
    other = "captured" if "KIDNAPPING" in fills(template, "incident_type") else "-"
    for slot in ("hum_tgt_name", "hum_tgt_description"):
        for fill in template["slots"].get(slot) or []:
            of_name = next((hurt[ref] for ref in fill.get("refs") or [] if ref in hurt), other)
            yield from ((f"victim|{hurt.get(v, of_name)}", v) for v in fill["values"] if isinstance(v, str))


class Reader:
    """Reads reports up to the drafts of their events."""

    def __init__(self) -> None:
        self._stage = ReadReport(ReadSettings())
        self._stage.open()

    def read(self, rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[ParagraphReading]]]:
        """Each row with what was read, before any model of parts."""
        by_name = {row["id"]: row for row in rows}
        with tempfile.TemporaryDirectory() as folder:
            for row in rows:
                (Path(folder) / f"{row['id']}.txt").write_bytes(row["text"].encode("utf-8"))
            store = Store.open(":memory:")
            run(store, [IngestFiles(IngestSettings(), [folder])], version="0")
            for report in store.rows(Report):
                yield by_name[Path(report.uri).stem], self._stage.paragraphs(report)


def noun_words(token: Any, reading: ParagraphReading) -> tuple[str, bool]:
    """The words of a noun as they are exported, and whether it is a name."""
    hit = reading.words.hit(token)
    if hit is not None:
        return reading.doc[hit.start : hit.end].text, True
    start, end = phrase_range(token)
    amount, counted = amount_of(token)
    if amount is not None and counted[0] == start and counted[1] < token.idx:
        start = counted[1] + 1
    return reading.doc.text[start : max(end, with_owner(token))], False


def noun_samples(row: dict[str, Any], readings: list[ParagraphReading]) -> Iterator[tuple[str, list[str]]]:
    """(class, features) of every noun of a report."""
    gold = [pair for template in row["templates"] for pair in labelled(template)]
    for reading, start, around in noun_features.surroundings(readings):
        for token in noun_features.candidates(reading, start):
            ranked = [(fit_of(token, reading, label, value), -n, label) for n, (label, value) in enumerate(gold)]
            best = max(ranked, default=(0, 0, "none"))
            yield (best[2] if best[0] else "none"), noun_features.features(token, reading.words, around)


def points(telling: Telling, template: Template) -> float:
    """How well a telling fits a template."""
    own = _KINDS[kind(telling.draft)]
    wanted = (fills(template, "incident_type") or ["ATTACK"])[0]
    total = 0.6 if own == wanted else 0.0 if "ATTACK" in (own, wanted) else -2.0
    slots = {
        "victim": ("hum_tgt_name", "hum_tgt_description"),
        "target": ("phys_tgt_id", "hum_tgt_description", "hum_tgt_name"),
        "object": ("phys_tgt_id",),
        "initiator": ("perp_individual_id", "perp_organization_id"),
    }
    for part in telling.draft.participants:
        text, is_name = noun_words(part.head, telling.reading)
        values = [value for slot in slots.get(part.role, ()) for value in fills(template, slot)]
        best = max((match(value, text, is_name=is_name) for value in values), default=0)
        total += (0.6 if part.role == "initiator" else 1.0) * (0.0, 1.0, 4 / 3)[best]
    return total + _place_points(telling, template) + _day_points(telling, template)


def _place_points(telling: Telling, template: Template) -> float:
    names = {telling.reading.doc[hit.start : hit.end].text.upper() for hit in telling.draft.places}
    for fill in template["slots"].get("incident_location") or []:
        for value in fill["values"]:
            if isinstance(value, dict) and names & {step.get("name") for step in value["path"]}:
                return 0.7
    return 0.0


def _day_points(telling: Telling, template: Template) -> float:
    periods = [time.period for time in telling.draft.times]
    days = {p.earliest.isoformat() for p in periods if p.earliest is not None and p.earliest == p.latest}
    values = [v for fill in template["slots"].get("incident_date") or [] for v in fill["values"] if isinstance(v, dict)]
    spans = [(v["start"], v["end"]) for v in values if v.get("start") and v.get("end")]
    if not days or not spans:
        return 0.0
    if any(start == end and start in days for start, end in spans):
        return 0.7
    return -1.2 if any(not any(start <= day <= end for day in days) for start, end in spans) else 0.0


def pair_samples(row: dict[str, Any], readings: list[ParagraphReading]) -> list[tuple[int, list[str]]]:
    """(one incident, features) of the pairs of tellings; what the key does not settle is left out."""
    told = tellings(readings)
    templates = row["templates"]
    homes: list[set[int] | None] = []
    for telling in told:
        scores = [points(telling, template) for template in templates]
        best = max(scores, default=0.0)
        homes.append({n for n, score in enumerate(scores) if score == best} if best >= _MATCHED else None)
    double = []
    for n, left in enumerate(homes):
        for m in range(n + 1, min(len(told), n + 9)):
            right = homes[m]
            if left and right:
                double.append((int(bool(left & right)), pair_features(told[n], told[m], m - n - 1, told)))
    return double


def rows_of(features: list[str], bits: int) -> list[int]:
    """The rows of a sample, each once."""
    return sorted({row_of(feature, bits) for feature in features})


def train_nouns(samples: list[tuple[str, list[str]]]) -> tuple[Any, list[str]]:
    """Weights and classes of the noun model."""
    classes = ["none", *sorted({label for label, _ in samples} - {"none"})]
    weights = fit([rows_of(f, 16) for _, f in samples], [classes.index(label) for label, _ in samples], len(classes), epochs=5)
    return weights, classes


def train_yes_no(samples: list[tuple[int, list[str]]]) -> Any:
    """Weights of a model of no and yes."""
    return fit([rows_of(f, _BITS) for _, f in samples], [y for y, _ in samples], 2, epochs=8, prior=1e-5, bits=_BITS)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("keys", type=Path)
    parser.add_argument("--out", type=Path, default=Path("fogline/lexicon/data"))
    args = parser.parse_args()
    with gzip.open(args.keys, "rt", encoding="utf-8", newline="\n") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: row["id"])
    reader = Reader()
    half = {row["id"]: n % 2 for n, row in enumerate(rows)}
    nouns: dict[int, list[tuple[str, list[str]]]] = {0: [], 1: []}
    for row, readings in reader.read(rows):
        nouns[half[row["id"]]] += noun_samples(row, readings)
    other = {n: as_model(*train_nouns(nouns[1 - n])) for n in (0, 1)}
    double: list[tuple[int, list[str]]] = []
    for row, readings in reader.read(rows):
        parts.add_parts(readings, model=other[half[row["id"]]])
        double += pair_samples(row, readings)
    save(args.out / "parts.npz", *train_nouns(nouns[0] + nouns[1]))
    save(args.out / "one_event.npz", train_yes_no(double), ["no", "yes"])


if __name__ == "__main__":
    main()
