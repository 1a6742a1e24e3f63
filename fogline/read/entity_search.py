"""Named entities by the parser's own network, with its search written as a few operations on whole arrays.

spaCy's recogniser decides one token of each text at a time and takes Python's lock for each of 74 moves at each of them, which is
a third of a parse. Outside an entity nothing but the token counts, so that all tokens are scored in one go; only the words
behind the first of an entity need the decision before, and entities are short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


class EntitySearch:
    """Stands in a pipeline for an entity recogniser that marks fresh texts, with the same outcome."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._model = recogniser.model
        system = recogniser.moves
        moves = [system.get_class_name(i).partition("-")[::2] for i in range(system.n_moves)]
        self._outside = np.array([move in ("B", "U", "O") and (move == "O") != bool(label) for move, label in moves])
        self._begins = np.array([move == "B" for move, _ in moves])
        self._names = np.array([move in ("B", "U") for move, _ in moves])
        self._labels = [label for _, label in moves]
        self._next = np.array([[moves.index((kind, label)) if label else 0 for kind in "IL"] for _, label in moves])

    def __call__(self, doc: Doc) -> Doc:
        """Sets the entities of a parsed text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        """The same for a stream of texts, so many at a time."""
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            texts = [doc for doc in batch if len(doc)]
            if texts:
                self._mark(texts)
            yield from batch

    def _mark(self, docs: Sequence[Doc]) -> None:
        tok2vec, lower, upper = self._model.layers
        cells = lower.predict(tok2vec.predict(docs))  # (words + 1, 3, width, pieces); the first stands for no word
        score = _Scorer(cells, lower.get_param("b"), upper.get_param("W"), upper.get_param("b"))
        told: Any = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
        starts = told[:, 0] == 1
        bounds = np.cumsum([0, *map(len, docs)])
        starts[bounds[:-1]] = True
        closes = np.append(starts[1:], True)  # an entity never goes on behind such a word
        best = self._first_moves(score, closes, told[:, 1] == 1)
        ends = self._ends(score, best, closes)
        for doc, (start, end) in zip(docs, pairwise(bounds.tolist()), strict=True):
            found = self._spans(best[start:end].tolist(), (ends[start:end] - start).tolist())
            doc.set_ents([Span(doc, first, last, label=label) for first, last, label in found])

    def _first_moves(self, score: _Scorer, closes: Flags, is_space: Flags) -> Indices:
        """The best move for each word where no entity is open."""
        scores = score(np.arange(len(closes)), None)
        scores[:, ~self._outside] = -np.inf
        scores[np.ix_(closes, self._begins)] = -np.inf
        scores[np.ix_(is_space, self._names)] = -np.inf
        best: Indices = scores.argmax(axis=1)
        return best

    def _ends(self, score: _Scorer, best: Indices, closes: Flags) -> Indices:
        """Behind which word an entity ends that would begin with each word."""
        ends = np.arange(1, len(best) + 1)
        starts = np.flatnonzero(self._begins[best])
        at = starts + 1
        while len(starts):
            stays, leaves = self._next[best[starts]].T
            scores, rows = score(at, starts), np.arange(len(starts))
            goes_on = ~closes[at] & (scores[rows, stays] >= scores[rows, leaves])
            ends[starts] = at + 1
            starts, at = starts[goes_on], at[goes_on] + 1
        return ends

    def _spans(self, best: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        at = 0
        while at < len(best):
            label = self._labels[best[at]]
            if label:
                yield at, ends[at], label
            at = ends[at]


class _Scorer:
    """Scores of all moves for words, as the network gives them."""

    def __init__(self, cells: Floats, bias: Floats, weights: Floats, added: Floats) -> None:
        self._no_word, self._cells = cells[0], cells[1:]
        self._bias, self._weights, self._added = bias, weights.T, added

    def __call__(self, at: Indices, starts: Indices | None) -> Floats:
        """One row for each word `at`; `starts` are the first words of the entities that are open there, if any are."""
        if starts is None:
            state = self._cells[at, 0] + self._no_word[1] + self._no_word[2]
        else:
            state = self._cells[at, 0] + self._cells[starts, 1] + self._cells[at - 1, 2]
        hidden = (state + self._bias).max(axis=-1)
        scores: Floats = hidden @ self._weights + self._added
        return scores


@Language.factory("entity_search")
def _entity_search(nlp: Language, name: str) -> EntitySearch:
    """The stand-in for the entity recogniser of a pipeline, as spaCy makes the parts of one."""
    del name
    recogniser = nlp.get_pipe("ner")
    assert isinstance(recogniser, EntityRecognizer)
    return EntitySearch(recogniser)
