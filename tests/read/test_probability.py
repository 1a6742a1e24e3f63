"""Probabilities of mentions and of their modality."""

from __future__ import annotations

import pytest

from fogline.read import probability
from fogline.read.modality import standing
from fogline.read.parser import parse


def modality_of(text: str, word: str) -> tuple[str, float]:
    token = next(token for doc in parse([text]) for token in doc if token.text == word)
    found = standing(token, "ASSAULT", is_headline=False).modality
    return found, probability.modality_probability(token, found, None)


def test_a_plain_past_tense_is_surer_than_an_infinitive_taken_for_fact() -> None:
    told, plain = modality_of("The garrison shelled the bridge on Sunday.", "shelled")
    token = next(t for doc in parse(["The garrison wants to shell the bridge."]) for t in doc if t.text == "shell")
    assert told == "happened"
    assert plain > probability.modality_probability(token, "happened", None)


def test_every_feature_of_the_table_is_one_that_is_asked_for() -> None:
    models = {model for model, _ in probability.weights()}
    assert models == {"mention", "modality"}
    names = {name.split()[0] for model, name in probability.weights() if model == "mention"}
    asked = "bias word type tag arc reported not doer no undergoer effect place time bare weapon voice total excluded joined many"
    assert names <= {*asked.split(), "finder"}


@pytest.mark.parametrize("odds", [-40.0, 0.0, 40.0])
def test_a_probability_never_claims_certainty(odds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probability, "weights", lambda: {("mention", "bias"): odds})
    assert 0.02 <= probability._probability("mention", ["bare"]) <= 0.98
