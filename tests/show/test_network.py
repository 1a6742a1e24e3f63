"""Ties between actors and where they are drawn."""

from __future__ import annotations

from fogline.show.evidence import SentencePool
from fogline.show.network import (
    HEIGHT,
    MAX_LINES,
    MAX_NODES,
    WIDTH,
    Tie,
    collect_ties,
    drawn_ties,
    layout,
    network_view,
)
from fogline.show.record_index import RecordIndex
from tests.show.record_factory import Row, make_record


def _ties(record: Row) -> list[Tie]:
    index = RecordIndex.of(record)
    return collect_ties(index, list(index.incidents.values()), SentencePool(index, None, full=False))


def test_conflict_ties_count_incidents_of_material_conflict() -> None:
    counted = {(tie.subject, tie.object): tie.incidents for tie in _ties(make_record()) if tie.incidents}
    assert counted == {("A5", "A2"): 1, ("A2", "A1"): 1, ("A1", "A2"): 1, ("A6", "A7"): 1}


def test_words_and_totals_make_no_conflict_tie() -> None:
    record = make_record()
    for row in record["incidents"]:
        row["kind"] = "aggregate"
    assert [tie for tie in _ties(record) if tie.incidents] == []


def test_denied_participant_makes_no_conflict_tie() -> None:
    record = make_record()
    for row in record["incidents"]:
        for part in row["participants"]:
            part["responsibility"] = "denied"
    assert [tie for tie in _ties(record) if tie.incidents] == []


def test_backing_is_drawn_from_the_backer_and_told_with_its_voice() -> None:
    backed = next(tie for tie in _ties(make_record()) if tie.verb == "is backed by")
    assert (backed.subject, backed.object, backed.look, backed.backward) == ("A1", "A4", "support", True)
    assert backed.note == "according to several diplomats"
    assert len(backed.sentences) == 1


def test_tie_to_an_unknown_actor_is_left_out() -> None:
    record = make_record()
    record["ties"][0]["object"] = "A99"
    assert not any(tie.verb == "is backed by" for tie in _ties(record))


def test_layout_is_the_same_each_time_and_inside_the_drawing() -> None:
    nodes = [f"n{n}" for n in range(12)]
    edges = [("n0", f"n{n}") for n in range(1, 12)]
    first = layout(nodes, edges)
    assert first == layout(nodes, edges)
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in first.values())
    assert len(set(first.values())) == 12


def test_layout_of_few_actors() -> None:
    assert layout([], []) == {}
    assert len(layout(["a"], [])) == 1


def test_only_the_best_connected_actors_are_drawn() -> None:
    actors = [{"id": f"A{n:03d}", "name": f"Actor {n}"} for n in range(MAX_NODES + 10)]
    index = RecordIndex.of({"actors": actors})
    ties = [Tie("A000", "is tied to", row["id"], "other", False, "", (), 0) for row in actors[1:]]
    view = network_view(index, ties)
    assert len(view["nodes"]) == MAX_NODES
    assert view["left"] == 10
    assert len(view["ties"]) == len(ties)


def test_stated_ties_are_drawn_before_counted_ones_and_the_strongest_first() -> None:
    stated = [Tie("a", "leads", f"b{n}", "part", False, "", (), 0) for n in range(3)]
    counted = [Tie("a", "acts", f"c{n}", "hostile", False, "", (), n + 1) for n in range(2 * MAX_LINES)]
    drawn = drawn_ties([*counted, *stated])
    assert len(drawn) == MAX_LINES
    assert drawn[:3] == stated
    assert min(tie.incidents for tie in drawn[3:]) == 2 * MAX_LINES - (MAX_LINES - 3) + 1
