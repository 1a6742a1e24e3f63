"""What a model wrote becomes events of the right form; everything else is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fogline.read.model_answer import parse_answer
from fogline.read.model_request import SCHEMA
from fogline.record.answers import Answer
from tests.model_server import event, party


def parsed(text: str, finish: str = "stop") -> tuple[list[str], list[tuple[str, str]]]:
    """(triggers, (code, detail) of the problems) of an answer."""
    events, problems = parse_answer(Answer(text=text, finish=finish))
    return [one.trigger for one in events], [(problem.code, problem.detail) for problem in problems]


def answer(*events: Any) -> str:
    return json.dumps({"events": list(events)})


GOOD = event(
    1, "Rebels shelled the port", "shelled", modes=["heavy-weapons", "resign"], participants=[party("target", "the port")]
)


def test_a_good_answer_is_read() -> None:
    events, problems = parse_answer(Answer(text=answer(GOOD), finish="stop"))
    assert not problems
    assert (events[0].paragraph, events[0].quote, events[0].type) == (1, "Rebels shelled the port", "ASSAULT")
    assert events[0].modes == ("heavy-weapons",), "a mode of another type is left out"
    assert [(one.role, one.words, one.effect) for one in events[0].participants] == [("target", "the port", None)]


def test_no_events_a_fence_around_them_and_a_thought_before_them_are_fine() -> None:
    assert parsed(answer()) == ([], [])
    assert parsed(f"<think>\nIs it one?\n</think>\n\n```json\n{answer(GOOD)}\n```\n") == (["shelled"], [])
    assert parsed(f"<think>Yes.</think>{answer(GOOD)}") == (["shelled"], [])
    assert parsed(f"```json\n{answer(GOOD)}\n```") == (["shelled"], [])


NO_ANSWERS = [
    "",
    "I cannot do that.",
    "[]",
    "{}",
    '{"events": null}',
    '{"events": {"a": 1}}',
    "[" * 100_000,
    "null",
    "\x00",
    "9" * 5000,
]


@pytest.mark.parametrize("text", NO_ANSWERS, ids=lambda text: text[:20])
def test_what_has_no_events_is_invalid(text: str) -> None:
    triggers, problems = parsed(text)
    assert triggers == []
    assert [code for code, _ in problems] == ["reader.invalid"]
    assert len(problems[0][1]) < 200
    assert problems[0][1].isprintable()


def test_the_whole_events_of_an_answer_that_breaks_off_are_kept() -> None:
    text = answer(GOOD, {**GOOD, "trigger": "port"}, GOOD)
    triggers, problems = parsed(text[: len(text) - 40], "length")
    assert triggers == ["shelled", "port"]
    assert [code for code, _ in problems] == ["reader.cut_off"]


def test_a_refusal_is_one_whatever_it_says() -> None:
    assert parsed(answer(GOOD), "refusal")[0] == []
    assert parsed("No, thanks.", "refusal") == ([], [("reader.refused", "No, thanks.")])


BAD_FIELDS = [
    ("paragraph", "1"),
    ("paragraph", True),
    ("paragraph", None),
    ("quote", ""),
    ("quote", " "),
    ("quote", 7),
    ("trigger", None),
    ("trigger", "one two three four five six seven"),
    ("type", "WAR"),
    ("type", ["ASSAULT"]),
    ("modality", "true"),
    ("stage", None),
    ("modes", "drone"),
    ("modes", [1]),
    ("is_total", "no"),
    ("participants", None),
    ("participants", ["rebels"]),
    ("participants", [{"role": "attacker", "words": "rebels", "effect": "none"}]),
    ("participants", [{"role": "target"}]),
    ("voices", [{"words": "the army"}]),
    ("voices", "the army"),
    ("when", 3),
    ("places", [None]),
    ("places", "Homs"),
    ("weapon", []),
]


@pytest.mark.parametrize(("name", "value"), BAD_FIELDS, ids=str)
def test_an_event_that_breaks_the_schema_is_left_out_and_the_rest_kept(name: str, value: Any) -> None:
    triggers, problems = parsed(answer({**GOOD, name: value}, {**GOOD, "trigger": "port"}))
    assert triggers == ["port"]
    assert [code for code, _ in problems] == ["reader.bad_event"]
    assert problems[0][1].startswith("event 1: ")


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_field_that_is_missing_is_seen_unless_it_may_be_null(name: str) -> None:
    row = {key: value for key, value in GOOD.items() if key != name}
    assert bool(parsed(answer(row))[1]) == (name not in ("when", "weapon"))


def test_every_object_of_the_schema_is_closed_and_asks_for_all_its_fields() -> None:
    def check(part: Any) -> int:
        found = 0
        if isinstance(part, dict):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])
                found = 1
            found += sum(check(inner) for inner in part.values())
        return found

    assert check(SCHEMA) == 4
    assert set(SCHEMA["properties"]["events"]["items"]["properties"]) == set(GOOD)
