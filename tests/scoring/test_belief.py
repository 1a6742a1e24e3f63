"""Clauses that an author does or does not stand behind."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.scoring import belief


def _item(target: str, prompt: str, mean: float = -2.0, context: str | None = "It was late.") -> dict[str, Any]:
    return {"id": target[:6], "context": context, "target": target, "prompt": prompt, "mean": mean}


def _trigger(item: dict[str, Any], words: str, **changes: Any) -> dict[str, Any]:
    start = belief.text_of(item).index(words)
    mention = {"trigger": {"start": start, "end": start + len(words)}, "modality": "happened", "excluded": None}
    return mention | changes


@pytest.mark.parametrize(
    ("target", "prompt", "clause"),
    [
        ("Nobody thinks that they burned the mill.", "the guards burned the mill", "burned the mill"),
        ("She said it, and he doubts she shot the envoy.", "Ada shot the envoy", "shot the envoy"),
        ("If they knew that Kand had fallen, they kept quiet.", "Kand had fallen", "Kand had fallen"),
    ],
)
def test_the_clause_is_found_though_its_pronouns_are_resolved(target: str, prompt: str, clause: str) -> None:
    item = _item(target, prompt)
    start, end = belief.clause_span(item)
    assert belief.text_of(item)[start:end].endswith(clause)
    assert end - start < len(target)


def test_clauses_with_a_mention_that_is_told_as_fact_are_counted() -> None:
    doubted = _item("Nobody thinks that they burned the mill.", "the guards burned the mill")
    denied = _item("I doubt that they raided the port.", "the guards raided the port")
    silent = _item("She never believed that it was late.", "it was late", context=None)
    mentions = {
        doubted["id"]: [_trigger(doubted, "burned")],
        denied["id"]: [_trigger(denied, "raided", modality="possible"), _trigger(denied, "doubt")],
    }
    found = belief.count([doubted, denied, silent], mentions)
    assert (found.clauses, found.with_event, found.stated) == (3, 2, (doubted["id"],))


def test_the_walk_is_asked_from_the_verb_of_the_clause() -> None:
    assert belief.walk_modality(_item("They saw that the guards burned the mill.", "the guards burned the mill")) == "happened"
    negated = _item("They saw that the guards did not burn the mill.", "the guards did not burn the mill")
    assert belief.walk_modality(negated) == "negated"
    assert belief.walk_modality(_item("Such a mill!", "such a mill")) is None
