"""Which reports are copies of one story: equal bodies, and bodies that share most of their three-word shingles.

Only reports that may have a copy become units. Planning puts reports into buckets by MinHash bands (about 0.3 ms a report, a
small part of what reading it costs) and gives each report those later ones of its buckets that it is to be compared with; the
work compares shingle sets exactly. A pair belongs to the report with the smaller id, so it is judged once, whatever the order
in which reports came, and a new report changes only the units of those whose buckets it falls into. Of equal bodies all are
tied to the one with the smallest id, and that one stands for them in the buckets.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from fogline.engine.stage import Reader, Unit
from fogline.ingest.settings import IngestSettings
from fogline.record.ids import make_id
from fogline.record.types import Judgement, Report, Row
from fogline.record.values import Reason

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_PERMUTATIONS = 128
_ROWS = 4
_BANDS = _PERMUTATIONS // _ROWS
_SEED = 7
_EXACT_WEIGHT = 20.0
_LONGEST = 20_000
"""Words of a body that are compared; longer ones are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """A report's id and the words of its body, lower case, apart by blanks."""

    id: str
    words: str


class IngestCopies:
    """Judges which reports are copies. A unit is a report with candidates; its key is the report's id."""

    name: ClassVar[str] = "ingest.copies"
    version: ClassVar[int] = 1
    takes: ClassVar[tuple[type[Any], ...]] = (Report,)
    gives: ClassVar[tuple[type[Any], ...]] = (Judgement,)
    accumulates: ClassVar[bool] = False

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings

    @property
    def settings(self) -> IngestSettings:
        """The settings that decide the rows."""
        return self._settings

    def open(self) -> None:
        """Nothing to load."""

    def plan(self, record: Reader) -> Iterator[Unit]:
        """Units of the reports that have a candidate with a greater id, in the order of ids."""
        index = _Index(self._settings)
        for report in record.rows(Report):
            index.add(report.id, body_words(report))
        candidates = index.candidates()
        texts = {report_id: "" for own, others in candidates.items() for report_id in (own, *others)}
        for report in record.rows(Report):  # a second pass keeps only the texts of candidates in memory
            if report.id in texts:
                texts[report.id] = body_words(report)
        for own, others in sorted(candidates.items()):
            pairs = tuple((other, texts[other]) for other in sorted(others))
            yield Unit(key=own, inputs=(own, texts[own], pairs))

    def work(self, units: Sequence[Unit]) -> list[list[Row]]:
        """One judgement for each candidate that is a copy."""
        return [self._judgements(unit) for unit in units]

    def _judgements(self, unit: Unit) -> list[Row]:
        own_id, own_words, others = unit.inputs
        own = _Body(id=own_id, words=own_words)
        shingles = shingles_of(own.words)
        found: list[Row] = []
        for other_id, other_words in others:
            reasons = self._compare(own, shingles, _Body(id=other_id, words=other_words))
            if reasons:
                found.append(_judgement(own.id, other_id, reasons))
        return found

    def _compare(self, own: _Body, shingles: frozenset[str], other: _Body) -> tuple[Reason, ...]:
        if own.words == other.words:
            n_words = str(own.words.count(" ") + 1)
            return (Reason(feature="body", level="equal", weight=_EXACT_WEIGHT, left=n_words, right=n_words),)
        others = shingles_of(other.words)
        if min(len(shingles), len(others)) < self._settings.copy_min_shingles:
            return ()
        shared = len(shingles & others)
        jaccard = shared / (len(shingles) + len(others) - shared)
        contained = shared / min(len(shingles), len(others))
        reasons = (
            _reason("shared shingles", jaccard, self._settings.copy_jaccard, shingles, others),
            _reason("shorter body inside the longer", contained, self._settings.copy_containment, shingles, others),
        )
        is_copy = jaccard >= self._settings.copy_jaccard or contained >= self._settings.copy_containment
        return tuple(reason for reason in reasons if reason.weight > 0) if is_copy else ()


def _reason(feature: str, share: float, threshold: float, left: frozenset[str], right: frozenset[str]) -> Reason:
    """Weight in log2 odds: 3 at the threshold and one more for each halving of what is not shared."""
    weight = round(3.0 + math.log2((1 - threshold) / max(1 - share, 0.001)), 2) if share >= threshold else 0.0
    return Reason(feature=feature, level=f"{share:.2f}", weight=weight, left=str(len(left)), right=str(len(right)))


def _judgement(left: str, right: str, reasons: tuple[Reason, ...]) -> Judgement:
    return Judgement(
        id=make_id("jdg", "copy", left, right),
        kind="copy",
        left_id=left,
        right_id=right,
        verdict="same",
        by=IngestCopies.name,
        score=round(sum(reason.weight for reason in reasons), 2),
        reasons=reasons,
    )


def body_words(report: Report) -> str:
    """The words of a report's body, lower case, apart by single blanks; headline, captions and furniture left out."""
    parts = [report.text[segment.start : segment.end] for segment in report.segments if segment.kind == "body"]
    return " ".join(_WORD.findall(" ".join(parts).lower())[:_LONGEST])


def shingles_of(words: str) -> frozenset[str]:
    """All runs of three words."""
    parts = words.split(" ")
    return frozenset(" ".join(parts[i : i + _SHINGLE]) for i in range(len(parts) - _SHINGLE + 1))


class _Index:
    """Band hashes of all bodies, and the pairs that share one."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self._equal: dict[bytes, list[str]] = {}
        self._ids: list[str] = []
        self._digests: list[NDArray[np.uint32]] = []

    def add(self, report_id: str, words: str) -> None:
        """Takes a body in; those equal to an earlier one are only noted."""
        if not words:
            return
        group = self._equal.setdefault(hashlib.sha256(words.encode("utf-8")).digest(), [])
        group.append(report_id)
        shingles = shingles_of(words) if len(group) == 1 else frozenset()
        if len(shingles) >= self._settings.copy_min_shingles:
            sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
            sketch.update(sorted(shingles))
            self._ids.append(report_id)
            self._digests.append(np.asarray(sketch.digest(), dtype=np.uint32))

    def candidates(self) -> dict[str, set[str]]:
        """For each report the greater ids that it is to be compared with."""
        found: dict[str, set[str]] = {}
        for group in self._equal.values():
            first, *rest = sorted(group)
            if rest:
                found.setdefault(first, set()).update(rest)
        if self._digests:
            bands = np.stack(self._digests).reshape(len(self._digests), _BANDS, _ROWS)
            for band in range(_BANDS):
                for bucket in _buckets(np.ascontiguousarray(bands[:, band, :])):
                    self._pair_up(sorted(self._ids[index] for index in bucket), found)
        return found

    def _pair_up(self, bucket: list[str], found: dict[str, set[str]]) -> None:
        """Each report of a bucket with its first one and with the next few: near-linear, and still one family."""
        for index, own in enumerate(bucket[:-1]):
            following = bucket[1:] if index == 0 else bucket[index + 1 : index + 1 + self._settings.copy_neighbours]
            found.setdefault(own, set()).update(following)


def _buckets(rows: NDArray[np.uint32]) -> Iterator[list[int]]:
    """Indexes of rows that are equal, for each row that occurs more than once."""
    keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(inverse, kind="stable")
    ends = np.cumsum(counts)
    for group in np.flatnonzero(counts > 1):
        yield [int(index) for index in order[ends[group] - counts[group] : ends[group]]]
