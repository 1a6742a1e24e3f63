"""The tokens of a whole report as arrays, so that a reader can look over all of them at once and cheaply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, LOWER, SENT_START, SHAPE, SUFFIX, TAG
from spacy.tokens import Doc

from fogline.read.parser import Paragraph
from fogline.read.quotes import quoted_ranges

_ATTRIBUTES = (LEMMA, LOWER, TAG, DEP, ENT_TYPE, SHAPE, SUFFIX, HEAD, SENT_START, LENGTH, IDX)
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenTable:
    """One row per token of what is read of a report. Words are spaCy's 64-bit hashes, which are the same on every machine."""

    start: Ints
    """First character in the report."""
    end: Ints
    lemma: Hashes
    lower: Hashes
    tag: Hashes
    dep: Hashes
    entity: Hashes
    shape: Hashes
    suffix: Hashes
    head: Ints
    """Row of the token that governs this one; its own row at a root."""
    sentence: Ints
    paragraph: Ints
    quote: Ints
    """Number of the quotation that the token stands in, -1 outside; numbers count from 0 in text order."""
    headline: NDArray[np.bool_]
    tensor: Floats
    """The parser's vector of the token."""

    def __len__(self) -> int:
        return len(self.start)


def token_table(paragraphs: Sequence[Paragraph], docs: Sequence[Doc]) -> TokenTable:
    """The table of a report's paragraphs in order; `docs` are their parses."""
    arrays = [doc.to_array(list(_ATTRIBUTES)) for doc in docs]
    sizes = [len(doc) for doc in docs]
    firsts = np.cumsum([0, *sizes[:-1]]) if sizes else np.zeros(0, np.int64)
    rows = np.concatenate(arrays) if arrays else np.zeros((0, len(_ATTRIBUTES)), np.uint64)
    shift = np.repeat(np.asarray([one.start for one in paragraphs], np.int64), sizes)
    start = rows[:, 10].astype(np.int64) + shift
    offsets = np.arange(len(rows), dtype=np.int64)
    paragraph = np.repeat(np.arange(len(docs), dtype=np.int64), sizes)
    new = rows[:, 8].astype(np.int64) == 1
    new[np.asarray([first for first, size in zip(firsts, sizes, strict=True) if size], np.int64)] = True
    ranges = quoted_ranges([(one.start, one.text) for one in paragraphs])
    return TokenTable(
        start=start,
        end=start + rows[:, 9].astype(np.int64),
        lemma=rows[:, 0],
        lower=rows[:, 1],
        tag=rows[:, 2],
        dep=rows[:, 3],
        entity=rows[:, 4],
        shape=rows[:, 5],
        suffix=rows[:, 6],
        head=offsets + rows[:, 7].astype(np.int64),
        sentence=np.cumsum(new) - 1,
        paragraph=paragraph,
        quote=_quote_numbers(start, ranges),
        headline=np.repeat(np.asarray([one.kind in ("title", "caption") for one in paragraphs], bool), sizes),
        tensor=np.concatenate([_tensor(doc) for doc in docs]) if docs else np.zeros((0, 96), np.float32),
    )


def _tensor(doc: Doc) -> Any:
    return np.asarray(doc.tensor, np.float32) if doc.tensor.shape[0] == len(doc) else np.zeros((len(doc), 96), np.float32)


def _quote_numbers(start: Ints, ranges: Sequence[tuple[int, int]]) -> Ints:
    if not ranges:
        return np.full(len(start), -1, np.int64)
    bounds = np.asarray(ranges, np.int64)
    at = np.searchsorted(bounds[:, 0], start, side="right") - 1
    inside = (at >= 0) & (start < bounds[at, 1])
    return np.where(inside, at, -1)
