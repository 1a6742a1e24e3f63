"""Titles: what is named, with which article, and what a title must not settle."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fogline.model.naming import is_described, name_phrase, words_phrase
from fogline.model.titles import nouns
from fogline.record.types import EventMention, Finding, Incident
from fogline.record.values import Role, Span
from tests.merge.world import World
from tests.model.test_findings import MODEL

TEXT = "Nearly 200 drone attacks hit the fuel depot. Later ten attacks a week were told of. Five to 10 attacks were seen."


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("United States", "the United States"),
        ("Armed forces of the United States", "the armed forces of the United States"),
        ("Embassy of Tarevia", "the embassy of Tarevia"),
        ("Orun Brigades", "the Orun Brigades"),
        ("Hamas", "Hamas"),
        ("The Watch", "The Watch"),
    ],
)
def test_article_of_a_name(name: str, phrase: str) -> None:
    assert name_phrase(name) == phrase


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("a US base", "a US base"),
        ("The fuel depot", "the fuel depot"),
        ("its embassy", "an embassy"),
        ("its forces", None),
        ("Six others", None),
        ("the group", None),
        ("They", None),
        ("-", None),
        ("at least 85 targets", "at least 85 targets"),
    ],
)
def test_words_of_a_report(words: str, phrase: str | None) -> None:
    assert words_phrase(words) == phrase


def test_bare_number_of_victims_becomes_people() -> None:
    assert words_phrase("nearly 5,000", are_people=True) == "nearly 5,000 people"
    assert words_phrase("nearly 5,000") is None


def test_descriptions_are_no_names() -> None:
    assert is_described("Northern militias")
    assert is_described("militia (Tarevia)")
    assert not is_described("Grey Heron")


def test_every_noun_has_a_plural() -> None:
    assert all(noun.plural and noun.plural[0].isupper() for noun in nouns().values())


def _title(trigger: str, *, kind: str = "incident", at: int = 0, roles: tuple[dict[str, Any], ...] = (), **said: Any) -> str:
    world = World()
    report = world.report("a.txt", TEXT)
    event = world.event(report, trigger, **said)
    start = TEXT.index(trigger, at)
    span = Span(report_id=report.id, start=start, end=start + len(trigger), quote=trigger)
    more = tuple(Role(head=span, **role) for role in roles)
    begin = max(TEXT.rfind(". ", 0, start) + 2, 0) if ". " in TEXT[:start] else 0
    end = TEXT.index(".", start) + 1
    sentence = Span(report_id=report.id, start=begin, end=end, quote=TEXT[begin:end])
    row = replace(event, trigger=span, sentence=sentence, roles=(*event.roles, *more))
    world.rows = [row if isinstance(old, EventMention) else old for old in world.rows]
    world.rows.append(Incident(id="inc_1", kind=kind, event_type=said.get("kind", "ASSAULT"), member_ids=(event.id,)))
    return str(next(f.value for f in world.store(MODEL).rows(Finding, property="title")))


def test_things_come_before_people() -> None:
    roles = (
        {"role": "victim", "text": "two guards", "entity": "person"},
        {"role": "target", "text": "The fuel depot", "entity": "facility"},
    )
    assert _title("hit", roles=roles, where="plc_calde") == "Attack on the fuel depot in Calde, Tarevia"


def test_the_dead_alone_make_a_killing() -> None:
    roles = ({"role": "victim", "text": "two guards", "entity": "person", "effect": "killed"},)
    assert _title("hit", roles=roles) == "Killing of two guards"


def test_without_target_the_sure_doer_is_named() -> None:
    assert _title("hit", by="act_heron") == "Attack by Grey Heron"


def test_without_anything_the_gap_is_named() -> None:
    assert _title("hit") == "Attack, target not named"


def test_total_has_its_number_and_says_that_it_is_one() -> None:
    title = _title("attacks", kind="aggregate", modes="drone", to="act_front")
    assert title == "Nearly 200 drone attacks on the Orun Front (total)"


@pytest.mark.parametrize("after", ["Later ten", "Five to"], ids=["rate", "range"])
def test_rates_and_ranges_are_no_totals(after: str) -> None:
    title = _title("attacks", kind="aggregate", at=TEXT.index(after), to="act_front")
    assert title == "Attacks on the Orun Front (total)"
