"""The tables of event types, modes, contexts and CAMEO roots are complete, consistent and corrected."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import fogline

DATA = Path(fogline.__file__).parent / "lexicon" / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table, notes skipped."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


PLOVER = rows("plover.tsv")
TYPES = {row["type"]: row for row in PLOVER if not row["mode"]}
PAIRS = [(row["type"], row["mode"]) for row in PLOVER if row["mode"]]


def test_there_are_16_types_67_pairs_and_37_contexts() -> None:
    assert len(TYPES) == 16
    assert len(PAIRS) == len(set(PAIRS)) == 67
    contexts = [row["context"] for row in rows("contexts.tsv")]
    assert len(contexts) == len(set(contexts)) == 37


@pytest.mark.parametrize("name", ["plover.tsv", "contexts.tsv", "cameo_roots.tsv"])
def test_every_row_has_every_cell(name: str) -> None:
    for row in rows(name):
        assert None not in row and None not in row.values(), row
    if name != "cameo_roots.tsv":
        assert all(row["description"] for row in rows(name))


def test_modes_per_type_are_those_of_the_manual() -> None:
    assert Counter(kind for kind, _ in PAIRS) == {
        "CONSULT": 4,
        "RETREAT": 6,
        "REQUEST": 4,
        "ACCUSE": 3,
        "REJECT": 4,
        "THREATEN": 6,
        "PROTEST": 7,
        "SANCTION": 4,
        "MOBILIZE": 4,
        "COERCE": 10,
        "ASSAULT": 15,
    }
    shared = {mode for kind, mode in PAIRS if kind == "REQUEST"} & {mode for kind, mode in PAIRS if kind == "REJECT"}
    assert shared == {"assist", "change", "yield", "meet"}


def test_modes_share_the_quad_of_their_type() -> None:
    for row in PLOVER:
        assert row["quad"] == TYPES[row["type"]]["quad"]
    assert Counter(row["quad"] for row in TYPES.values()) == {"1": 4, "2": 3, "3": 4, "4": 5}


def test_scores_have_the_sign_of_their_quad_except_a_request() -> None:
    for row in PLOVER:
        if row["score"] and row["type"] != "REQUEST":
            assert (float(row["score"]) > 0) == (row["quad"] in "12"), row
    assert [(row["type"], row["mode"]) for row in PLOVER if not row["score"]] == [("PROTEST", "vandalize")]


def test_printed_errors_of_the_source_are_corrected() -> None:
    assert TYPES["SANCTION"]["quad"] == "4"
    assert TYPES["ACCUSE"]["score"] == "-3"
    assert TYPES["PROTEST"]["recipient"] == "no"
    assert not {"FIGHT", "RESTRICT", "THREAT"} & set(TYPES)


def test_cameo_roots_map_to_known_types_and_modes() -> None:
    roots = rows("cameo_roots.tsv")
    assert [row["root"] for row in roots] == [f"{number:02d}" for number in range(1, 21)]
    for row in roots:
        types = [kind for kind in row["types"].split(";") if kind]
        assert set(types) <= set(TYPES)
        for mode in filter(None, row["modes"].split(";")):
            assert any((kind, mode) in PAIRS for kind in types), row
    assert {row["root"] for row in roots if not row["types"]} == {"01", "02"}


def test_every_type_has_one_default_root_and_every_assault_mode_one_root() -> None:
    roots = rows("cameo_roots.tsv")
    defaults = [kind for row in roots if row["default"] == "yes" for kind in row["types"].split(";")]
    assert sorted(defaults) == sorted(TYPES)
    assault = [mode for row in roots if row["types"] == "ASSAULT" for mode in row["modes"].split(";")]
    assert sorted(assault) == sorted(mode for kind, mode in PAIRS if kind == "ASSAULT")
