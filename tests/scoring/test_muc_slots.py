"""Role fillers of templates, on keys and answers that can be counted by hand."""

from __future__ import annotations

from typing import Any

from fogline.scoring.muc_slots import (
    Answer,
    GoldEntity,
    gold_entities,
    plain,
    response_templates,
    right_pairs,
    tally,
    tally_templates,
)


def _fill(*values: str, optional: bool = False, refs: list[str] | None = None) -> dict[str, Any]:
    return {"values": list(values), "optional": optional, "refs": refs}


def _template(optional: bool = False, **slots: list[dict[str, Any]]) -> dict[str, Any]:
    return {"optional": optional, "slots": slots}


RESPONSE = """0.  MESSAGE: ID                    A-1
1.  MESSAGE: TEMPLATE              1
4.  INCIDENT: TYPE                 BOMBING
6.  INCIDENT: INSTRUMENT ID        "A TRUCK BOMB"
9.  PERP: INDIVIDUAL ID            "TWO MASKED MEN"
                                   "A LOOKOUT"
10. PERP: ORGANIZATION ID          -
18. HUM TGT: NAME                  "ANA RUIZ"
19. HUM TGT: DESCRIPTION           "MAYOR": "ANA RUIZ"
                                   "THREE CLERKS"

0.  MESSAGE: ID                    A-2
1.  MESSAGE: TEMPLATE              *
"""


def test_a_response_is_read_by_document_and_role() -> None:
    (answer,) = response_templates(RESPONSE.splitlines())["A-1"]
    found = answer.entities
    assert answer.type == "BOMBING"
    assert found["weapons"] == [frozenset({"truck bomb"})]
    assert found["perpetrator individuals"] == [frozenset({"two masked men"}), frozenset({"lookout"})]
    assert found["victims"] == [frozenset({"ana ruiz"}), frozenset({"three clerks"})], "a title is no second victim"
    assert not found.get("perpetrator organisations")
    assert response_templates(RESPONSE.splitlines())["A-2"] == []


def test_a_description_belongs_to_the_name_that_it_describes() -> None:
    gold = gold_entities(
        [_template(hum_tgt_name=[_fill("RUIZ")], hum_tgt_description=[_fill("MAYOR", refs=["RUIZ"]), _fill("CLERKS")])]
    )
    assert [e.strings for e in gold["victims"]] == [frozenset({"ruiz", "mayor"}), frozenset({"clerks"})]


def test_an_entity_of_two_templates_is_one_and_must_be_found_if_either_asks_for_it() -> None:
    templates = [
        _template(optional=True, perp_individual_id=[_fill("GUNMEN")]),
        _template(perp_individual_id=[_fill("GUNMEN", "MEN")]),
    ]
    assert gold_entities(templates)["perpetrator individuals"] == [
        GoldEntity(strings=frozenset({"gunmen", "men"}), optional=False)
    ]


def test_each_gold_entity_is_matched_once_and_by_the_best_assignment() -> None:
    gold = [
        GoldEntity(strings=frozenset({"men", "gunmen"}), optional=False),
        GoldEntity(strings=frozenset({"men"}), optional=False),
    ]
    assert right_pairs(gold, [frozenset({"men"}), frozenset({"gunmen"})]) == 2
    assert right_pairs(gold, [frozenset({"gunmen"}), frozenset({"gunmen"})]) == 1
    assert right_pairs(gold, [frozenset({"gunmen", "soldiers"})]) == 0, "a string that is not the entity's spoils the answer"


def test_tally_counts_roles_and_forgives_what_is_optional() -> None:
    key = _template(
        incident_instrument_id=[_fill("TRUCK BOMB")],
        perp_individual_id=[_fill("MASKED MEN", "TWO MASKED MEN"), _fill("DRIVER", optional=True)],
        perp_organization_id=[_fill("RED BANNER")],
    )
    counts = tally([{"id": "A-1", "templates": [key]}], response_templates(RESPONSE.splitlines()))
    assert (counts["weapons"].right, counts["weapons"].gold, counts["weapons"].found) == (1, 1, 1)
    individuals = counts["perpetrator individuals"]
    assert (individuals.right, individuals.gold, individuals.found) == (1, 1, 2)
    organisations = counts["perpetrator organisations"]
    assert (organisations.right, organisations.gold, organisations.found) == (0, 1, 0)
    assert counts["victims"].found == 2


def test_plain_words_have_no_article_and_no_marks() -> None:
    assert plain('THE \\"SANTA ROSA\\" MILL') == "santa rosa mill"
    assert plain("THE") == "the"


def test_templates_are_aligned_within_their_type_so_that_most_is_right() -> None:
    bombing, attack = [_fill("BOMBING", "ATTACK")], [_fill("ATTACK")]
    first = _template(incident_type=bombing, perp_individual_id=[_fill("REBELS")], incident_instrument_id=[_fill("BOMB")])
    second = _template(incident_type=attack, perp_individual_id=[_fill("GUARDS")])
    spare = _template(optional=True, incident_type=[_fill("ARSON")], perp_individual_id=[_fill("BOYS")])
    answers = [
        _answer("ATTACK", {"perpetrator individuals": ["guards", "rebels"]}),
        _answer("ATTACK", {"perpetrator individuals": ["rebels"]}),
        _answer("KIDNAPPING", {"weapons": ["bomb"]}),
    ]
    found = tally_templates([{"id": "A", "templates": [first, second, spare]}], {"A": answers})
    assert found.right == 2 + 2, "each type and one perpetrator"
    assert found.gold == 3 + 2, "the optional template is not asked for"
    assert found.found == 3 + 2 + 2
    alone = tally_templates([{"id": "A", "templates": [second, spare]}], {})
    assert (alone.right, alone.gold, alone.found) == (0, 2, 0)


def _answer(type_: str, entities: dict[str, list[str]]) -> Answer:
    return Answer(type_, {role: [frozenset({name}) for name in names] for role, names in entities.items()})
