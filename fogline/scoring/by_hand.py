"""Event mentions of reports, found by hand before any run: how many told as happened are right, how many are found.

There are two annotations, both by people who had not seen the rules and both of offsets only: 40 reports that nobody looks at
who writes rules (scores/gold/mentions), and a practice set to write rules on (scores/gold/practice), of which one half of the
documents is looked at. A mention counts as found where its trigger meets the trigger of an annotated event, or another word of
the sentence for the same event. What was marked `ignore` costs nothing, and a total (`aggregate`) that the annotation has as a
total neither.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fogline.lexicon.tables import iter_rows
from fogline.record.vocabulary import REPORTED
from fogline.scoring.corpora import TEXTS, Document, fold_of, read_gold, whole_text
from fogline.scoring.inside import mentions_by_document
from fogline.scoring.measures import Measure, SetResult, share
from fogline.scoring.outside import Bench

GOLD: Final = Path("scores/gold/mentions")
PRACTICE: Final = Path("scores/gold/practice")
OWN: Final = "own"
_CUT: Final = re.compile(r"# (\w+) (\S+): only the first (\d+) code points")
"""A line at the head of an annotation: of this document only so much was annotated, and is read."""
_HALVES: Final = ("looked at", "not looked at")
_TELLS: Final = frozenset({None, "duplicate_in_report"})
Json = dict[str, Any]
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One annotated word: where it stands, and what it was found to be."""

    set: str
    document: str
    spans: tuple[Stretch, ...]
    kind: str
    type: str
    modality: str
    is_doubtful: bool

    def meets(self, span: Stretch) -> bool:
        """True where a trigger meets one of its words."""
        return any(span[0] < end and start < span[1] for start, end in self.spans)


def read_marks(folder: Path = GOLD) -> dict[tuple[str, str], list[Marked]]:
    """The annotation, by set and document."""
    found: dict[tuple[str, str], list[Marked]] = defaultdict(list)
    for row in (row for path in _tables(folder) for row in iter_rows(path.name, folder)):
        others = (tuple(map(int, other.split("-"))) for other in row["others"].split())
        spans = ((int(row["start"]), int(row["end"])), *((a, b) for a, b in others))
        mark = Marked(
            set=row["set"], document=row["document"], spans=spans, kind=row["kind"], type=row["type"],
            modality=row["modality"], is_doubtful=row["doubt"] == "yes",
        )  # fmt: skip
        found[mark.set, mark.document].append(mark)
    return dict(found)


def _tables(folder: Path) -> list[Path]:
    return sorted(folder.glob("mentions*.tsv"))


def documents(data: Path | None, keys: Iterable[tuple[str, str]], folder: Path = GOLD) -> list[Document]:
    """The texts: our own from the repository, the others from the development data where it is there."""
    wanted = set(keys)
    texts = {(OWN, found.stem): found.read_text("utf-8") for found in (folder / "reports").glob("*.txt")}
    if data is not None:
        texts |= _public(data, wanted)
    lengths = _annotated_lengths(folder)
    return [
        Document(id=f"{name}-{document}", text=texts[name, document][: lengths.get((name, document))])
        for name, document in sorted(wanted & set(texts))
    ]


def _public(data: Path, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The texts of the development sets that are wanted: title, blank line, text."""
    texts = {}
    for name in sorted({name for name, _ in wanted} & set(TEXTS)):
        path, field = TEXTS[name]
        for row in read_gold(data / path):
            if (name, str(row[field])) in wanted:
                texts[name, str(row[field])] = whole_text(row)
    return texts


def _annotated_lengths(folder: Path) -> dict[tuple[str, str], int]:
    """How many code points of a document were annotated, where not all were."""
    cuts = (match for path in _tables(folder) for match in _CUT.finditer(path.read_text("utf-8")))
    return {(cut[1], cut[2]): int(cut[3]) for cut in cuts}


@dataclass(slots=True)
class Tally:
    """What was exported as happened (right, wrong) and what of the annotated events was found."""

    right: int = 0
    right_type: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0


def count(marks: Sequence[Marked], mentions: Iterable[Json]) -> tuple[Tally, list[str]]:
    """Counts a report; the second value names the mentions that are wrong and the events that were missed."""
    told = _once(m for m in mentions if m["modality"] in REPORTED and m["excluded"] in _TELLS)
    tally, wrong, met = Tally(), [], set()
    for mention in told:
        span = mention["trigger"]["start"], mention["trigger"]["end"]
        hits = [i for i, mark in enumerate(marks) if mark.meets(span)]
        events = [i for i in hits if marks[i].kind == "event"]
        met |= set(events)
        if mention["modality"] != "happened":
            continue
        if events:
            tally.right += 1
            tally.right_type += any(marks[i].type == mention["type"] for i in events)
        elif not _costs_nothing(mention, [marks[i] for i in hits]):
            tally.wrong += 1
            wrong.append(f"false {mention['trigger']['text']} {span[0]}")
    for i, mark in enumerate(marks):
        if mark.kind == "event" and mark.modality == "happened":
            tally.found += i in met
            tally.missed += i not in met
            wrong += [] if i in met else [f"missed {mark.type} {mark.spans[0][0]}"]
    return tally, wrong


def _once(mentions: Iterable[Json]) -> list[Json]:
    """One row of each telling: a telling with several places has a row for each."""
    return list({(m["trigger"]["start"], m["trigger"]["end"], m["type"]): m for m in mentions}.values())


def error_classes(
    mentions: Mapping[str, Sequence[Json]], marks: Mapping[tuple[str, str], Sequence[Marked]]
) -> dict[str, Counter[str]]:
    """How many errors of each class there are in our own reports and in the public ones; as `count` counts them."""
    classes: dict[str, Counter[str]] = {OWN: Counter(), "public": Counter()}
    for (name, document), marked in marks.items():
        if f"{name}-{document}" in mentions:
            found = classes[OWN if name == OWN else "public"]
            found.update(_false_classes(marked, mentions[f"{name}-{document}"]))
            found.update(_missed_classes(marked, mentions[f"{name}-{document}"]))
    return classes


def _false_classes(marks: Sequence[Marked], mentions: Sequence[Json]) -> Iterable[str]:
    for mention in _once(m for m in mentions if m["modality"] == "happened" and m["excluded"] in _TELLS):
        hits = [mark for mark in marks if mark.meets((mention["trigger"]["start"], mention["trigger"]["end"]))]
        if any(mark.kind == "event" for mark in hits):
            if not any(mark.type == mention["type"] for mark in hits if mark.kind == "event"):
                yield "of another type (not counted as false)"
        elif not _costs_nothing(mention, hits):
            yield f"false: an event that did not happen ({hits[0].modality})" if hits else "false: no event of a conflict"


def _missed_classes(marks: Sequence[Marked], mentions: Sequence[Json]) -> Iterable[str]:
    for mark in marks:
        if mark.kind != "event" or mark.modality != "happened":
            continue
        hits = [m for m in mentions if mark.meets((m["trigger"]["start"], m["trigger"]["end"]))]
        if not hits:
            yield f"missed, no mention at the words: {mark.type}"
        elif not any(m["modality"] in REPORTED and m["excluded"] in _TELLS for m in hits):
            told = hits[0]["excluded"] if hits[0]["modality"] in REPORTED else hits[0]["modality"]
            yield f"missed, read as {told}"


def _costs_nothing(mention: Json, hits: Sequence[Marked]) -> bool:
    totals = mention["aggregate"] and any(mark.modality == "aggregate" for mark in hits)
    return totals or any(mark.kind == "ignore" for mark in hits)


def result(mentions: Mapping[str, Sequence[Json]], marks: Mapping[tuple[str, str], Sequence[Marked]]) -> SetResult:
    """The figures; `mentions` are the record's by document name (set-document)."""
    tallies, wrong = _tallies(mentions, marks, lambda name, _: (OWN if name == OWN else "public",))
    measures = [measure for part, found in tallies.items() for measure in _measures(part, found, with_goal=part == "all")]
    return SetResult(
        name="by_hand", title="40 reports, by hand", split="annotated before the run", measures=tuple(measures),
        gold_sha256=hashlib.sha256((GOLD / "mentions.tsv").read_bytes()).hexdigest(), wrong=frozenset(wrong),
    )  # fmt: skip


def practice_result(mentions: Mapping[str, Sequence[Json]], marks: Mapping[tuple[str, str], Sequence[Marked]]) -> SetResult:
    """The figures of the practice set, also by halves: rules are made on one, and on the other it shows what carries over."""
    tallies, wrong = _tallies(mentions, marks, lambda name, document: (_HALVES[fold_of(f"{name}-{document}")],))
    measures = [measure for part, found in tallies.items() for measure in _measures(part, found, with_goal=False)]
    return SetResult(
        name="practice", title="Practice reports, by hand", split="rules are made on it", measures=tuple(measures),
        gold_sha256=hashlib.sha256(b"".join(path.read_bytes() for path in _tables(PRACTICE))).hexdigest(),
        wrong=frozenset(wrong),
    )  # fmt: skip


def _tallies(
    mentions: Mapping[str, Sequence[Json]],
    marks: Mapping[tuple[str, str], Sequence[Marked]],
    parts: Callable[[str, str], Sequence[str]],
) -> tuple[dict[str, list[Tally]], list[str]]:
    """The counts of all documents and of each part, and the rows that are wrong."""
    tallies: dict[str, list[Tally]] = defaultdict(list)
    wrong: list[str] = []
    for (name, document), marked in sorted(marks.items()):
        if f"{name}-{document}" in mentions:
            tally, rows = count(marked, mentions[f"{name}-{document}"])
            for part in ("all", *parts(name, document)):
                tallies[part].append(tally)
            wrong += [f"{name}-{document} {row}" for row in rows]
    return tallies, wrong


def _measures(part: str, tallies: Sequence[Tally], *, with_goal: bool) -> Iterable[Measure]:
    right, wrong = sum(t.right for t in tallies), sum(t.wrong for t in tallies)
    found, missed = sum(t.found for t in tallies), sum(t.missed for t in tallies)
    typed = sum(t.right_type for t in tallies)
    yield Measure(
        name=f"{part}: told as happened, right",
        value=share(right, right + wrong),
        n=right + wrong,
        goal=85 if with_goal else None,
    )
    yield Measure(name=f"{part}: told as happened, right and of that type", value=share(typed, right + wrong), n=right + wrong)
    yield Measure(
        name=f"{part}: events that happened, found",
        value=share(found, found + missed),
        n=found + missed,
        goal=65 if with_goal else None,
    )


def annotated(bench: Bench) -> list[SetResult]:
    """Event mentions of 40 reports that were found by hand before any run."""
    marks = read_marks()
    built = bench.workshop.build("by_hand", documents(bench.data, marks)[: bench.limit])
    return [result(mentions_by_document(built), marks)]


def practised(bench: Bench) -> list[SetResult]:
    """Event mentions of the reports that rules are made on."""
    marks = read_marks(PRACTICE)
    built = bench.workshop.build("practice", documents(bench.data, marks, PRACTICE)[: bench.limit])
    return [practice_result(mentions_by_document(built), marks)]


SETS: dict[str, Callable[[Bench], list[SetResult]]] = {"by_hand": annotated, "practice": practised}
