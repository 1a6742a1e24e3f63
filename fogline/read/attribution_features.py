"""What the attribution model looks at: classes of tokens, and how the tokens around a cue stand to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fogline.read.token_table import Hashes, Ints, TokenTable

Floats = NDArray[np.float32]
BEFORE, AFTER = 4, 7
"""Sentences before and after that of the cue in which its words are looked for, if they stand in quotation marks."""
DEPTH = 10
"""Steps up the parse over which two tokens are compared."""
_MOST = 160
"""Tokens on either side of a cue that are looked at outside quotation marks; more is a list, not a sentence."""
_STEPS = np.asarray([1, 2, 3, 4, 5, 7, 10, 15, 22, 35, 60])
N_DISTANCES = 2 * len(_STEPS) + 2
N_PATHS = 8 * 7 + 1
N_PAIR_FLAGS = 14
N_TOKEN_FLAGS = 10


@dataclass(frozen=True, slots=True)
class Windows:
    """The tokens around each of some cues, one cue after the other, with how each stands to its cue."""

    cue: Ints
    """Number of the cue that a row belongs to."""
    token: Ints
    """Row of the token table."""
    head: Ints
    """Row of this window in which the governor of the token stands; its own where that is outside."""
    distance: Ints
    path: Ints
    """Steps up from the token and from the cue to where they meet in the parse, as one number."""
    token_branch: Hashes
    """Relation of the branch in which the token hangs below the meeting point."""
    cue_branch: Hashes
    flags: Floats


def indices(values: Hashes, vocabulary: Hashes) -> Ints:
    """Places of values in a sorted vocabulary, counted from 1; 0 for what is not in it."""
    at = np.minimum(np.searchsorted(vocabulary, values), len(vocabulary) - 1)
    return np.where(vocabulary[at] == values, at + 1, 0)


def token_flags(table: TokenTable) -> Floats:
    """What is known of each token beside its classes: where it stands in quotations, sentences and paragraphs."""
    n = len(table)
    flags = np.zeros((n, N_TOKEN_FLAGS), np.float32)
    if n == 0:
        return flags
    inside = table.quote >= 0
    flags[:, 0] = inside
    flags[1:, 1] = inside[:-1] & ~inside[1:]
    flags[:-1, 2] = inside[1:] & ~inside[:-1]
    counts = np.bincount(table.quote[inside], minlength=1) if inside.any() else np.zeros(1, np.int64)
    long = np.zeros(n, bool)
    long[inside] = counts[table.quote[inside]] >= 5
    flags[:, 3] = long
    flags[0, 4] = flags[0, 5] = 1
    flags[1:, 4] = table.sentence[1:] != table.sentence[:-1]
    flags[1:, 5] = table.paragraph[1:] != table.paragraph[:-1]
    flags[:, 6] = table.headline
    flags[:, 7] = table.paragraph == 0
    has_quote = np.zeros(int(table.sentence[-1]) + 1, bool)
    has_quote[table.sentence[long]] = True
    flags[:, 8] = has_quote[table.sentence]
    flags[:, 9] = table.head == np.arange(n)
    return flags


def ancestors(head: Ints) -> Ints:
    """For each token itself and what governs it, step by step; the root repeats."""
    chain = np.empty((len(head), DEPTH), np.int64)
    chain[:, 0] = np.arange(len(head))
    for step in range(1, DEPTH):
        chain[:, step] = head[chain[:, step - 1]]
    return chain


def windows(table: TokenTable, cues: Sequence[tuple[int, int]]) -> Windows:
    """The windows of these cues, given as ranges [first, end) of rows of the token table."""
    chain = ancestors(table.head)
    n_sentences = int(table.sentence[-1]) + 2 if len(table) else 1
    firsts = np.searchsorted(table.sentence, np.arange(n_sentences))
    begins = np.zeros(len(table) + 1, np.int64)
    for first, _ in cues:
        begins[first + 1] += 1
    before = np.cumsum(begins)
    parts = [_window(table, chain, firsts, before, number, span) for number, span in enumerate(cues)]
    if not parts:
        nothing = np.zeros(0, np.int64)
        empty = np.zeros(0, np.uint64)
        return Windows(nothing, nothing, nothing, nothing, nothing, empty, empty, np.zeros((0, N_PAIR_FLAGS), np.float32))
    sizes = np.cumsum([0, *(len(part.token) for part in parts[:-1])])
    heads = np.concatenate([part.head + at for part, at in zip(parts, sizes, strict=True)])
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Windows.__slots__ if name != "head"}
    return Windows(head=heads, **joined)


def _window(table: TokenTable, chain: Ints, firsts: Ints, before: Ints, number: int, span: tuple[int, int]) -> Windows:
    first, end = span
    here = int(table.sentence[first])
    low, high = firsts[max(0, here - BEFORE)], firsts[min(len(firsts) - 1, here + AFTER + 1)]
    low, high = max(low, first - 3 * _MOST), min(high, end + 4 * _MOST)
    rows = np.arange(low, high)
    apart = table.sentence[rows] - here
    near = (apart == 0) & (rows >= first - _MOST) & (rows < end + _MOST)
    rows = rows[near | (table.quote[rows] >= 0)]
    apart = table.sentence[rows] - here
    root = _root(table, first, end)
    path, token_branch, cue_branch, under = _paths(table, chain, rows, root)
    is_cue = (rows >= first) & (rows < end)
    quote, own = table.quote[rows], table.quote[first]
    between = np.abs(before[np.minimum(rows + (rows >= end), len(before) - 1)] - before[first + (rows >= end)])
    flags = np.zeros((len(rows), N_PAIR_FLAGS), np.float32)
    flags[:, 0] = is_cue
    flags[:, 1] = quote >= 0
    flags[:, 2] = own >= 0
    flags[:, 3] = (quote == own) & (quote >= 0)
    flags[:, 4] = apart == 0
    flags[:, 5] = apart < 0
    flags[:, 6] = apart > 1
    flags[:, 7] = table.paragraph[rows] == table.paragraph[first]
    flags[:, 8] = table.paragraph[rows] > table.paragraph[first]
    flags[:, 9] = np.minimum(between, 3) / 3
    flags[:, 10] = between > 0
    flags[:, 11] = under
    flags[:, 12] = rows < first
    flags[:, 13] = _side_quote(table, rows, first)
    gap = np.where(rows < first, rows - first, np.where(rows >= end, rows - end + 1, 0))
    distance = np.sign(gap) * np.searchsorted(_STEPS, np.abs(gap), side="left") + len(_STEPS) + (gap > 0)
    local = np.searchsorted(rows, table.head[rows])
    local = np.minimum(local, len(rows) - 1)
    head = np.where(rows[local] == table.head[rows], local, np.arange(len(rows)))
    return Windows(np.full(len(rows), number), rows, head, distance, path, token_branch, cue_branch, flags)


def _root(table: TokenTable, first: int, end: int) -> int:
    """The token of a cue whose governor is outside the cue; the first such."""
    for row in range(first, end):
        if not first <= table.head[row] < end or table.head[row] == row:
            return row
    return first


def _side_quote(table: TokenTable, rows: Ints, first: int) -> NDArray[np.bool_]:
    """True for tokens of a quotation that has words in the sentence of the cue."""
    same = table.quote[rows][table.sentence[rows] == table.sentence[first]]
    numbers = np.unique(same[same >= 0])
    return np.isin(table.quote[rows], numbers) if len(numbers) else np.zeros(len(rows), bool)


def _paths(table: TokenTable, chain: Ints, rows: Ints, root: int) -> tuple[Ints, Hashes, Hashes, NDArray[np.bool_]]:
    """How tokens are joined to the cue in the parse: steps, the branches on both sides, and whether they hang below the cue."""
    depth = np.full(len(table) + 1, -1, np.int64)
    depth[chain[root][::-1]] = np.arange(DEPTH)[::-1]
    meets = depth[chain[rows]]
    steps = np.argmax(meets >= 0, axis=1)
    at = np.arange(len(rows))
    found = meets[at, steps] >= 0
    up = meets[at, steps]
    path = np.where(found, 1 + np.minimum(steps, 7) * 7 + np.clip(up, 0, 6), 0)
    token_branch = np.where(found & (steps > 0), table.dep[chain[rows, np.maximum(steps - 1, 0)]], np.uint64(0))
    cue_branch = np.where(found & (up > 0), table.dep[chain[root][np.maximum(up - 1, 0)]], np.uint64(0))
    return path, token_branch, cue_branch, found & (up == 0) & (steps > 0)
