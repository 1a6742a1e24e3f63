"""Spans of cues: their probabilities are those of the chain, and likelier spans go before those that overlap them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from fogline.read.cue_spans import BEGIN, INSIDE, OUTSIDE, likely_spans
from fogline.read.token_table import Floats


def by_hand(scores: Floats, steps: Floats) -> dict[tuple[int, int], float]:
    """The probability of each span, by writing down every sequence of labels."""
    n, weights, spans = len(scores), [], []
    for labels in itertools.product((OUTSIDE, BEGIN, INSIDE), repeat=n):
        whole = (OUTSIDE, *labels, OUTSIDE)
        total = sum(scores[at, label] for at, label in enumerate(labels))
        weights.append(np.exp(total + sum(steps[a, b] for a, b in itertools.pairwise(whole))))
        begins = [at for at, label in enumerate(labels) if label == BEGIN]
        spans.append([(at, next((k for k in range(at + 1, n) if labels[k] != INSIDE), n)) for at in begins])
    chances: dict[tuple[int, int], float] = {}
    for weight, found in zip(weights, spans, strict=True):
        for span in found:
            chances[span] = chances.get(span, 0) + weight / sum(weights)
    return chances


@pytest.mark.parametrize("seed", range(4))
def test_probability_is_that_of_all_sequences_with_the_span(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    scores, steps = drawn.normal(0, 1, (5, 3)).astype(np.float32), drawn.normal(0, 1, (3, 3)).astype(np.float32)
    found = dict(zip(*likely_spans(scores, np.zeros(5, np.int64), steps, 0.1), strict=True))
    assert found
    expected = by_hand(scores, steps)
    assert found == pytest.approx({span: expected[span] for span in found}, abs=1e-4)


def test_two_spans_that_share_the_chance_are_a_cue_all_the_same() -> None:
    scores = np.asarray([[0.4, 1.2, -9], [1.0, -9, 0.9], [5, -9, -9]], np.float32)
    chances = by_hand(scores, np.zeros((3, 3), np.float32))
    assert max(chances[0, 1], chances[0, 2]) < 0.5 < chances[0, 1] + chances[0, 2]
    cues, _ = likely_spans(scores, np.zeros(3, np.int64), np.zeros((3, 3), np.float32), 0.3)
    assert cues == [max(chances, key=lambda span: chances[span])]


def test_a_cue_ends_with_its_sentence() -> None:
    scores = np.asarray([[0, 6, -6], [0, -6, 6], [0, -6, 6], [0, -6, 6]], np.float32)
    cues, _ = likely_spans(scores, np.asarray([0, 0, 1, 1]), np.zeros((3, 3), np.float32), 0.3)
    assert cues[0] == (0, 2)


def test_certainly_nothing() -> None:
    scores = np.asarray([[9, 0, 0]] * 3, np.float32)
    assert likely_spans(scores, np.zeros(3, np.int64), np.zeros((3, 3), np.float32), 0.3) == ([], [])
