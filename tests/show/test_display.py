"""The tables of display types and words cover the codes of the record."""

from __future__ import annotations

import pytest

from fogline.show import display

# Types and modes of the PLOVER manual, as in CODEBOOK.md 5.1.
PLOVER = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
EIGHT = {"air", "rocket", "ground", "killing", "security", "threat", "talks", "protest"}


def test_there_are_sixteen_types_and_sixty_seven_modes() -> None:
    assert len(PLOVER) == 16
    assert sum(len(modes.split()) for modes in PLOVER.values()) == 67
    assert {row["key"] for row in display.type_table()["types"]} == EIGHT


@pytest.mark.parametrize("plover", PLOVER)
def test_every_type_and_mode_has_one_of_the_eight_display_types(plover: str) -> None:
    assert display.display_type(plover, []) in EIGHT
    for mode in PLOVER[plover].split():
        assert display.display_type(plover, [mode]) in EIGHT


def test_rules_name_only_plover_types_and_modes() -> None:
    for plover, rules in display.type_table()["rules"].items():
        assert set(rules) - {""} <= set(PLOVER[plover].split())


@pytest.mark.parametrize(
    ("plover", "modes", "expected"),
    [
        ("ASSAULT", ["aerial"], "air"),
        ("ASSAULT", ["drone"], "rocket"),
        ("ASSAULT", ["heavy-weapons"], "rocket"),
        ("ASSAULT", [], "ground"),
        ("ASSAULT", ["drone", "targeted"], "killing"),
        ("ASSAULT", ["crowd-control"], "security"),
        ("RIOT", [], "other"),
        ("", [], "other"),
    ],
)
def test_display_type_by_type_and_mode(plover: str, modes: list[str], expected: str) -> None:
    assert display.display_type(plover, modes) == expected


def test_unknown_codes_are_shown_as_they_are() -> None:
    assert display.word("role", "initiator") == "By"
    assert display.word("role", "new_role") == "new role"
    assert display.status_key("corroborated") == "corroborated"
    assert display.status_key("surely") == "unknown"


@pytest.mark.parametrize(
    ("precision", "vague"),
    [("site", False), ("settlement", False), ("near", True), ("region", True), ("country", True), (None, True)],
)
def test_coarse_places_are_vague(precision: str | None, vague: bool) -> None:
    assert display.is_vague(precision) is vague
