"""Entities and ties: what is asked for, what is let pass, and which given entity an end belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fogline.record.types import Report
from fogline.record.values import Role, Span
from fogline.scoring import entities
from fogline.scoring.entities import Entity, Tie
from fogline.scoring.given_ties import given_ties
from tests.factories import make_claim, make_event_mention, make_mention, make_report

TEXT = "Rebels of the Dawn Front, led by Sami Nader, shelled the Third Brigade with rockets near Kalaat."


def _entity(words: str, type_: str, confidence: float = 1.0) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "type": type_, "confidence": confidence}


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _answer(words: str, type_: str) -> Entity:
    return Entity(*_span(words), type_)


ROW: dict[str, Any] = {
    "doc": "d",
    "text": TEXT,
    "entities": [
        _entity("the Dawn Front", "Organisation"),
        _entity("Sami Nader", "Person"),
        _entity("Kalaat", "Location", 0.9),
        _entity("Rebels", "Organisation", 0.0),
        _entity("shelled", "Weapon"),
        _entity("the Third Brigade", "Organisation"),
    ],
    "relations": [
        {"type": "FightingAgainst", "from": _entity("the Third Brigade", ""), "to": _entity("the Dawn Front", "")},
        {"type": "InChargeOf", "from": _entity("Sami Nader", ""), "to": _entity("the Dawn Front", "")},
        {"type": "CoLocated", "from": _entity("the Third Brigade", ""), "to": _entity("Kalaat", "")},
    ],
}


def test_same_span_and_type_count_and_doubtful_gold_is_neither_asked_for_nor_held_against_an_answer() -> None:
    answers = [
        _answer("the Dawn Front", "Organisation"),
        _answer("Rebels", "Organisation"),
        _answer("Third Brigade", "Organisation"),
        _answer("Sami Nader", "Organisation"),
    ]
    assert entities.exact(ROW, answers) == (1, 4, 3)
    assert entities.relaxed(ROW, answers) == (2, 4, 3)


def test_one_answer_meets_one_gold_entity() -> None:
    row = {"entities": [_entity("Rebels", "Organisation"), _entity("the Dawn Front", "Organisation")]}
    both = [Entity(*_span("Rebels of the Dawn Front"), "Organisation")]
    assert entities.relaxed(row, both) == (1, 2, 1)
    pieces = [_answer("Dawn", "Organisation"), _answer("Front", "Organisation")]
    assert entities.relaxed(row, pieces) == (1, 2, 2)


def test_ends_of_a_tie_go_to_the_given_entities_and_direction_matters_only_where_it_should() -> None:
    ties = [
        Tie("FightingAgainst", _span("Dawn Front"), _span("Third Brigade")),
        Tie("InChargeOf", _span("the Dawn Front"), _span("Sami Nader")),
        Tie("AlliesOf", _span("Dawn Front"), _span("near")),
    ]
    gold, found = entities.gold_pairs(ROW), entities.given_pairs(ROW, ties)
    assert len(gold) == 2, "the fourth kind of relation is not asked for"
    assert len(found) == 2, "an end that is no given entity leaves the tie out"
    assert {pair[0] for pair in gold & found} == {"FightingAgainst"}


def test_ties_of_the_record_are_claims_between_mentions_and_acts_of_force() -> None:
    report = make_report(TEXT)
    front, leader, brigade = (make_mention(report, words) for words in ("the Dawn Front", "Sami Nader", "the Third Brigade"))
    roles = (
        _role(report.id, "the Dawn Front", front.id, "initiator"),
        _role(report.id, "the Third Brigade", brigade.id, "target"),
    )
    events = (
        make_event_mention(report, "shelled", roles=roles),
        make_event_mention(report, "led", roles=roles, modality="negated"),
    )
    leads = make_claim(report, leader.id, property="tie:leads", value=front.id)
    denied = make_claim(report, brigade.id, property="tie:part_of", value=front.id, stance="denies")
    assert _ties(report, front, leader, brigade, *events, leads, denied) == {
        Tie("FightingAgainst", front_span := _span("the Dawn Front"), _span("the Third Brigade")),
        Tie("InChargeOf", _span("Sami Nader"), front_span),
    }


def _role(report_id: str, words: str, mention_id: str, role: str) -> Role:
    start, end = _span(words)
    return Role(role=role, head=Span(report_id=report_id, start=start, end=end, quote=words), text=words, mention_id=mention_id)


class _Rows:
    """A record in memory."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def rows(self, cls: type[Any], **_equals: Any) -> Iterator[Any]:
        return (row for row in self._rows if isinstance(row, cls))

    def get(self, cls: type[Any], row_id: str) -> Any:
        return next((row for row in self.rows(cls) if row.id == row_id), None)


def _ties(report: Report, *rows: Any) -> set[Tie]:
    return entities.found_ties(_Rows([report, *rows]))[report.id]


def test_persons_are_told_from_bodies_by_the_tagger_where_nothing_is_resolved() -> None:
    report = make_report(TEXT)
    rows = [report, make_mention(report, "Sami Nader", label="PERSON"), make_mention(report, "the Dawn Front", label="ORG")]
    assert entities.found_entities(_Rows(rows))[report.id] == {
        _answer("Sami Nader", "Person"),
        _answer("the Dawn Front", "Organisation"),
    }


def test_ties_between_given_entities_are_read_in_each_paragraph() -> None:
    text = "The army fought\nthe Dawn Front on Monday.\n\nSami Nader, the commander of the Third Brigade, was away."
    names = {"The army": "Organisation", "the Dawn Front": "Organisation", "Monday": "Temporal", "Sami Nader": "Person"}
    names |= {"the Third Brigade": "Organisation"}
    rows = [{"start": text.index(n), "end": text.index(n) + len(n), "type": t, "confidence": 1.0} for n, t in names.items()]
    found = given_ties({"doc": "d", "text": text, "entities": rows, "relations": []})
    ends = {(tie.type, text[slice(*tie.left)], text[slice(*tie.right)]) for tie in found}
    assert ("FightingAgainst", "The army", "the Dawn Front") in ends
    assert ("InChargeOf", "Sami Nader", "the Third Brigade") in ends
    assert not any("Monday" in end for end in ends)
