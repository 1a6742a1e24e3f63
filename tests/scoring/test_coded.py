"""Codes of single sentences, on mentions made by hand."""

from __future__ import annotations

from typing import Any

from fogline.scoring import coded

DICTIONARY = """
<!-- a comment -->
UPLAND_  [UPL] # jw 9/24/91
UPLAND_GUARDS [UPLMIL]
+UPLANDERS [UPLCVL]
SOUTH KAND [SKA]
KAND [KAN]
"""


def _mention(trigger: str, type_: str = "ASSAULT", **changes: Any) -> dict[str, Any]:
    mention: dict[str, Any] = {
        "trigger": {"text": trigger, "start": 0, "end": len(trigger)},
        "type": type_,
        "mode": [],
        "modality": "happened",
        "excluded": None,
        "confidence": 0.5,
        "arguments": [],
    }
    return mention | changes


def test_the_main_event_is_the_one_at_the_words_that_the_gold_gives() -> None:
    likely, meant = _mention("shelled", confidence=0.9), _mention("urged", "REQUEST", confidence=0.4)
    assert coded.main_mention({"event_text": "urged restraint"}, [likely, meant]) is meant
    assert coded.main_mention({"event_text": None}, [likely, meant]) is likely
    assert coded.main_mention({"event_text": "urged"}, []) is None
    assert coded.told([likely | {"excluded": "modality"}, meant]) == [meant]


def test_older_names_of_types_are_read() -> None:
    assert [coded.type_of(name) for name in ("DEMAND", "FIGHT", "DISAPPROVE", "AID")] == ["REQUEST", "ASSAULT", "ACCUSE", "AID"]


def test_only_what_is_told_as_happened_and_kept_is_stated() -> None:
    assert coded.stated(_mention("shelled"))
    assert not coded.stated(_mention("shelled", modality="threatened"))
    assert not coded.stated(_mention("shelled", excluded="sport"))


def test_countries_come_from_participants_in_the_roles_asked_for() -> None:
    actors: dict[str, dict[str, Any]] = {
        "a": {"kind": "military", "country": "IRQ"},
        "b": {"kind": "igo", "country": None},
        "c": {"kind": "rebel", "country": None},
    }
    arguments = [
        {"role": role, "actor": actor, "text": actor} for role, actor in (("initiator", "a"), ("target", "b"), ("victim", "c"))
    ]
    mention = _mention("shelled", arguments=[*arguments, {"role": "target", "actor": None, "text": None}])
    rebels = {"role": "victim", "actor": "c", "text": "Kandian rebels", "country": "KAN"}
    assert coded.countries(_mention("shelled", arguments=[rebels]), coded.TARGETS, actors) == {"KAN"}
    gold = [{"country": code} for code in ("NGO", "IRQ", None, "UPLAND")]
    assert coded.gold_countries(gold) == {"IGO", "IRQ"}
    assert coded.countries(mention, coded.SOURCES, actors) == {"IRQ"}
    assert coded.countries(mention, coded.TARGETS, actors) == {"IGO"}
    assert coded.texts(mention, coded.TARGETS) == "b | c | "


def test_names_of_a_dictionary_are_found_longest_first() -> None:
    names = coded.read_dictionary(DICTIONARY)
    assert names.codes_in("soldiers of South Kand") == {"SKA"}
    assert names.codes_in("South Kand and Kand's envoy met the Uplanders") == {"SKA", "KAN", "UPL"}
    assert names.codes_in("Kandahar") == set()


def test_the_root_follows_type_and_mode() -> None:
    assert coded.root_of(_mention("urged", "REQUEST")) == "10"
    assert coded.root_of(_mention("bombed", mode=["aerial"])) == "19"


def test_codes_of_the_older_list_are_read_as_such_and_made_up_codes_are_not_asked() -> None:
    assert coded.roots_meant("122", is_weis=True) == {"11"}
    assert coded.roots_meant("122", is_weis=False) == {"12"}
    assert coded.roots_meant("023", is_weis=True) == coded.roots_meant("907", is_weis=True) == frozenset()
    assert coded.roots_meant("010", is_weis=False) == frozenset()  # a comment is a statement, no event
    assert coded.roots_meant("020", is_weis=False) == {"10"}


def test_what_is_about_to_be_done_is_coded_by_a_dictionary_and_what_is_denied_is_not() -> None:
    planned = _mention("break", modality="planned", excluded="modality")
    assert coded.coded_roots([planned, _mention("break", modality="denied", excluded="modality")]) == [planned]
