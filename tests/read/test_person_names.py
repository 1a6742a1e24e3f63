"""Names of victims that the tagger does not know as names of persons."""

from __future__ import annotations

from fogline.record.types import EventMention
from fogline.record.values import Role
from tests.read.reading import read


def victims(text: str) -> list[Role]:
    """The victims in a text, in its order."""
    rows = read(text).rows
    return [role for row in rows if isinstance(row, EventMention) for role in row.roles if role.role == "victim"]


def test_a_person_named_in_full_before_is_meant_by_the_surname() -> None:
    text = "Gunmen killed Maria Berrotti on Monday. A day later rebels killed Berrotti."
    assert [role.name for role in victims(text)] == ["Maria Berrotti", "Maria Berrotti"]


def test_either_family_name_or_both_call_a_person_named_in_full() -> None:
    text = "Gunmen killed Carlos Mendez Rivera on Monday. Rebels wounded Mendez Rivera before. Rebels kidnapped Mendez."
    assert [role.name for role in victims(text)] == ["Carlos Mendez Rivera"] * 3


def test_names_in_capitals_are_completed_too() -> None:
    text = "GUNMEN KILLED CARLOS MENDEZ ON MONDAY, THE POLICE SAID. THE REBELS HAD WOUNDED MENDEZ IN HIS CAR IN MAY."
    assert [str(role.name).upper() for role in victims(text)] == ["CARLOS MENDEZ"] * 2


def test_a_surname_that_two_persons_share_stays_as_it_is() -> None:
    text = "Pedro Berrotti and Maria Berrotti met the mayor. A day later rebels killed Berrotti."
    assert not {"Pedro Berrotti", "Maria Berrotti"} & {role.name for role in victims(text)}


def test_a_place_or_a_body_is_no_person() -> None:
    assert [role.name for role in victims("The rebels killed two soldiers of the Third Brigade in Medellin.")] == [None]
