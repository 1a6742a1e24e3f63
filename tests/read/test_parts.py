"""What the reader adds to the rules: places that are inferred, people's titles, and parts that a model finds."""

from __future__ import annotations

from dataclasses import replace

from fogline.engine.stage import Unit
from fogline.read import parts
from fogline.read.linear import load_model
from fogline.read.roles import Participant
from fogline.record.types import EventMention
from fogline.record.values import Segment
from tests.read.reading import Reading, read, reader, report_of

SCENE = "Gunmen shot a judge in Cuzco on Monday. The court was closed. Later that day his driver was wounded."


def test_rule_23_a_place_that_no_words_give_is_inferred_in_a_datelined_report_and_says_so() -> None:
    report = report_of(f"LIMA {SCENE}")
    dateline, body = Segment(start=0, end=4, kind="dateline"), Segment(start=5, end=len(report.text), kind="body")
    report = replace(report, segments=(dateline, body))
    said = Reading(report, tuple(reader().work([Unit(key=report.id, inputs=(report,))])[0]))
    stated, inferred = said.claims("where", "shot"), said.claims("where", "wounded")
    assert [claim.inferred_because for claim in stated] == [None]
    assert [(claim.inferred_because, claim.spans[0].quote) for claim in inferred] == [
        ("the place last told of in the report", "Cuzco")
    ]


def test_rule_23_a_report_without_a_dateline_has_no_scene() -> None:
    assert not read(SCENE).claims("where", "wounded")


def test_a_person_keeps_name_and_title_apart() -> None:
    rows = read("Gunmen killed Judge Maria Sandoval in her car.").rows
    role = next(role for row in rows if isinstance(row, EventMention) for role in row.roles if role.role == "victim")
    assert (role.name, role.title) == ("Maria Sandoval", "Judge")


def test_rule_15_several_unknown_attackers_are_an_armed_group() -> None:
    rows = read("Unidentified men killed a farmer near the river.").rows
    role = next(role for row in rows if isinstance(row, EventMention) for role in row.roles if role.role == "initiator")
    assert role.category == "militia"


def test_a_claim_in_the_sentence_tells_how_responsibility_is_told() -> None:
    rows = read("The rebels are suspected because gunmen of theirs attacked the post.").rows
    roles = [role for row in rows if isinstance(row, EventMention) for role in row.roles if role.role == "initiator"]
    assert {role.responsibility for role in roles} == {"accused"}


def test_models_give_chances_that_add_up() -> None:
    for name in ("parts", "one_event"):
        chances = load_model(name).chances(["kind=PERSON:", "lemma=judge"])
        assert abs(chances.sum() - 1) < 1e-9
        assert (chances >= 0).all()


def test_rule_23_a_place_that_no_gazetteer_has_lies_where_the_report_is() -> None:
    report = report_of("LIMA Gunmen shot a judge in Cuzco on Monday. His driver was wounded in Qarwapuncu.")
    dateline, body = Segment(start=0, end=4, kind="dateline"), Segment(start=5, end=len(report.text), kind="body")
    report = replace(report, segments=(dateline, body))
    said = Reading(report, tuple(reader().work([Unit(key=report.id, inputs=(report,))])[0]))
    inferred = [claim for claim in said.claims("where", "wounded") if claim.inferred_because]
    assert [claim.spans[0].quote for claim in inferred] == ["Cuzco"]


def test_a_body_at_which_a_bomb_goes_off_is_its_house_unless_it_fights() -> None:
    rows = read("The rebels dynamited the Torrent Miners Federation on Monday.").rows
    role = next(role for row in rows if isinstance(row, EventMention) for role in row.roles if role.role == "target")
    assert role.entity == "facility"


def _joined(text: str, word: str, part: parts.Part) -> list[Participant]:
    """The participants of the first event of a text after a model takes a word of it for this part."""
    reading = reader().paragraphs(report_of(text))[0]
    token = next(token for token in reading.doc if token.text == word)
    parts._join(token, part, reading.drafts[:1], reading)
    return reading.drafts[0].participants


def test_who_is_named_beside_a_participant_is_no_other_one() -> None:
    text = "Gunmen killed Maria Sandoval, a judge of the court, near a car."
    victim = parts.Part("victim", 0.9, None)
    assert [p.head.text for p in _joined(text, "judge", victim)] == ["Gunmen", "Sandoval"]
    assert [p.head.text for p in _joined(text, "court", victim)] == ["Gunmen", "Sandoval", "court"]


def test_a_model_tells_a_thing_from_a_person_and_names_no_body_for_its_person() -> None:
    text = "Gunmen attacked the gadget and left the body of a judge."
    assert [p.is_thing for p in _joined(text, "gadget", parts.Part("target", 0.9, None))] == [False, True]
    assert [p.is_thing for p in _joined(text, "gadget", parts.Part("victim", 0.9, None))] == [False, False]
    assert [p.head.text for p in _joined(text, "body", parts.Part("victim", 0.9, None))] == ["Gunmen", "gadget"]


def test_what_was_hit_is_counted_where_a_number_is_said_or_its_effect() -> None:
    def counts(text: str) -> list[float | None]:
        rows = [row for row in read(text).rows if isinstance(row, EventMention)]
        return [r.count.best if r.count else None for row in rows for r in row.roles if r.role in ("target", "victim")]

    assert counts("Rebels attacked five houses.") == [5]
    assert counts("Rebels attacked the house.") == [None]
    assert counts("Rebels killed the guard.") == [1]
