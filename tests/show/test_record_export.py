"""The record export: shapes, spans, and that nothing of the record is lost on the way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fogline.record import vocabulary as v
from fogline.record.store import Store
from fogline.record.types import EventMention, Issue, Mention, Report
from fogline.record.values import Count, Period, Role, Span
from fogline.show.dossier import DossierOptions, render
from fogline.show.exports.codes import acled_type, cameo, place_codes, time_codes
from fogline.show.exports.mentions import uncounted
from fogline.show.exports.record import LISTS, export_record, write_record
from tests.merge.world import World, period, span

SCHEMA: dict[str, Any] = json.loads(files("fogline.show.exports").joinpath("record.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
TEXT = (
    "Drone hits Post Nine\n\nA drone struck Post Nine on Monday, killing three soldiers. The ministry blamed the Orun Front. "
    "If the raids go on, the front will answer, it warned. There were nearly 90 attacks since October. More attacks are feared."
)


def world() -> tuple[World, dict[str, EventMention]]:
    """An attack told by two outlets and a copy, with a claim, an accusation, a threat, a total and a fear."""
    made = World()
    said: dict[str, Any] = {"when": period("2024-03-04"), "where": "plc_post9", "killed": 3, "modes": "drone", "to": "act_army"}
    first = made.report("folder/a.txt", TEXT, outlet="Courier")
    lead = made.event(first, "struck", **said, weapon="drone")
    made.event(first, "hits", modes="drone")
    made.blame(first, lead, "act_front", kind="accusation", voice="act_ministry")
    total = made.event(first, "attacks since", is_aggregate=True, when=period("2023-10-01", "2024-03-05"))
    feared = made.event(first, "attacks are", modality="feared")
    threat = made.event(first, "warned", kind="THREATEN", modes="violence", by="act_front")
    words, condition = span(first, "the front will answer"), span(first, "If the raids go on")
    made.claim(
        first,
        threat.id,
        "statement",
        None,
        words,
        kind="threat",
        voices=threat.voices,
        content=(words,),
        condition=condition,
        addressee="men_a",
    )
    made.rows.append(
        Mention(id="men_a", report_id=first.id, kind="actor", span=span(first, "three soldiers"), reading="soldiers")
    )
    second = made.report("b.txt", "Four soldiers died when a drone hit Post Nine.", outlet="Herald", published="2024-03-06")
    other = made.event(second, "hit", **said | {"killed": 4}, by="act_heron")
    copy = made.report("c.txt", "Four soldiers died when a drone hit Post Nine.", outlet="Local", published="2024-03-07")
    made.event(copy, "hit", **said | {"killed": 4}, by="act_heron")
    made.judge("copy", second.id, copy.id)
    made.tie("act_heron", "member_of", "act_front")
    _figure_and_time(made, first)
    made.judge("same", lead.id, other.id, by="M. Reader")
    return made, {"lead": lead, "total": total, "feared": feared, "threat": threat, "other": other}


def _figure_and_time(made: World, report: Report) -> None:
    monday, ninety = span(report, "Monday"), span(report, "nearly 90")
    on = Period(earliest=date(2024, 3, 4), latest=date(2024, 3, 4), precision="day", basis="relative", phrase=monday)
    made.rows.append(
        Mention(id="men_t", report_id=report.id, kind="time", span=monday, reading="2024-03-04", label="DATE", value=on),
    )
    made.rows.append(Mention(id="men_f", report_id=report.id, kind="figure", span=ninety, reading="attacks"))
    count = Count(low=None, best=90, high=90, phrase=ninety, qualifier="nearly", unit="attacks")
    made.claim(report, "men_f", "quantity", count, ninety)
    made.rows.append(
        Issue(id="iss_1", stage="ingest.files", unit="x.txt", code="input.empty", severity="warning", detail="x.txt")
    )


@pytest.fixture(scope="module")
def built() -> Iterator[tuple[Store, dict[str, Any], dict[str, EventMention]]]:
    made, events = world()
    with made.store() as store:
        yield store, export_record(store, version="0", run=store.last_run()), events


def all_spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"report", "start", "end", "text"} <= set(value):
            yield value
        for inner in value.values():
            yield from all_spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_spans(inner)


def test_schema_is_sound_and_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(LISTS) <= set(SCHEMA["required"])
    for name in LISTS:
        assert "required" in SCHEMA["properties"][name]["items"], name


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("mentions", "type"), v.EVENT_TYPES),
        (("mentions", "modality"), v.MODALITIES),
        (("mentions", "stage"), v.STAGES),
        (("incidents", "status"), v.INCIDENT_STATUSES),
        (("incidents", "kind"), v.INCIDENT_KINDS),
        (("places", "precision"), v.PLACE_PRECISIONS),
        (("actors", "kind"), v.ACTOR_KINDS),
        (("ties", "relation"), v.RELATIONS),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else "",
)
def test_schema_holds_the_words_of_the_vocabulary(path: tuple[str, str], words: frozenset[str]) -> None:
    assert set(SCHEMA["properties"][path[0]]["items"]["properties"][path[1]]["enum"]) == words


def test_export_is_valid(built: tuple[Store, dict[str, Any], Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(json.dumps(built[1])))] == []


def test_empty_record_is_valid() -> None:
    with Store.open(":memory:") as store:
        assert list(VALIDATOR.iter_errors(export_record(store, version="0"))) == []


def test_a_wrong_word_is_not_valid(built: tuple[Store, dict[str, Any], Any]) -> None:
    broken = json.loads(json.dumps(built[1]))
    broken["incidents"][0]["status"] = "certain"
    assert list(VALIDATOR.iter_errors(broken))


def test_every_span_slices(built: tuple[Store, dict[str, Any], Any]) -> None:
    store, record, _ = built
    found = list(all_spans(record))
    assert len(found) > 40
    assert all((store.text(s["report"]) or "")[s["start"] : s["end"]] == s["text"] for s in found)


def test_every_event_mention_is_there_with_its_incident_or_a_reason(built: tuple[Store, dict[str, Any], Any]) -> None:
    store, record, events = built
    rows = {row["id"]: row for row in record["mentions"]}
    assert set(rows) == {row.id for row in store.rows(EventMention)}
    assert all(row["incident"] or row["excluded"] for row in rows.values())
    assert rows[events["feared"].id]["excluded"] == "modality"
    assert rows[events["total"].id]["aggregate"] is True
    incidents = {row["id"]: row for row in record["incidents"]}
    assert all(row["id"] in incidents[row["incident"]]["mentions"] for row in rows.values() if row["incident"])


def test_one_row_for_each_place_that_a_verb_hits() -> None:
    made = World()
    report = made.report("a.txt", "Shells hit Calde in Sanra, and Mirel, killing three.")
    event = made.event(report, "hit", where=("plc_calde", "plc_sanra", "plc_mirel"), killed=3)
    made.event(report, "Shells", where="plc_calde", role="towards")
    with made.store() as store:
        record = export_record(store, version="0")
    rows = {row["id"]: row for row in record["mentions"] if row["trigger"]["text"] == "hit"}
    assert len(rows) == 2 and event.id in rows, "two towns; the region around one of them is no place of its own"
    assert {row["place"]["id"] for row in rows.values()} == {"plc_calde", "plc_mirel"}
    (again,) = (row for row in rows.values() if row["id"] != event.id)
    assert again["excluded"] == "duplicate_in_report" and again["killed"] is None and rows[event.id]["excluded"] is None
    incidents = {row["id"]: row for row in record["incidents"]}
    assert set(rows) <= set(incidents[again["incident"]]["mentions"])
    (goal,) = (row["place"] for row in record["mentions"] if row["trigger"]["text"] == "Shells")
    assert goal["role"] == "towards", "where only a goal is named, it took effect there"


@pytest.mark.parametrize(("role", "codes"), [("in", (1, 1)), ("near", (2, 2))])
def test_near_a_place_is_coded_as_near(role: str, codes: tuple[int, int]) -> None:
    world = World()
    report = world.report("a.txt", "A drone struck the outpost.", outlet="Courier")
    world.event(report, "struck", where="plc_calde", role=role, when=period("2024-03-04"))
    (row,) = export_record(world.store(), version="0")["incidents"]
    assert (row["codes"]["ged"]["where_prec"], row["codes"]["acled"]["geo_precision"]) == codes


def test_attack_is_one_incident_of_two_origins(built: tuple[Store, dict[str, Any], Any]) -> None:
    _, record, events = built
    row = next(row for row in record["incidents"] if events["lead"].id in row["mentions"])
    assert (len(row["reports"]), row["origins"]) == (3, 2)
    assert (row["killed"]["low"], row["killed"]["best"], row["killed"]["high"]) == (3, 3, 4)
    assert (row["when"]["start"], row["place"]["id"]) == ("2024-03-04", "plc_post9")
    assert row["title"] == "Drone attack on the Tarevian army at Post Nine, Tarevia"
    assert {one["actor"] for one in row["responsible"]} == {"act_front", "act_heron"}
    target = next(one for one in row["participants"] if one["role"] == "target")
    assert (target["actor"], len(target["mentions"]), target["origins"]) == ("act_army", 3, 2)
    assert row["codes"]["acled"]["sub_event_type"] == "Air/drone strike"
    assert (row["codes"]["ged"]["date_prec"], row["codes"]["ged"]["where_prec"], row["codes"]["ged"]["type_of_violence"]) == (
        1,
        1,
        1,
    )
    assert row["cameo"] == "19"


def test_disagreements_carry_values_words_and_origins(built: tuple[Store, dict[str, Any], Any]) -> None:
    _, record, _ = built
    rows = {row["kind"]: row for row in record["disagreements"]}
    assert [value["value"] for value in rows["number"]["values"]] == ["3", "4"]
    assert all(value["spans"] and value["origin"] for value in rows["number"]["values"])
    assert rows["responsibility"]["standing"] == "explained"
    assert [value["value"] for value in rows["responsibility"]["values"]] == ["Grey Heron", "Orun Front"]


def test_reports_know_their_family_and_what_they_are_about(built: tuple[Store, dict[str, Any], Any]) -> None:
    _, record, events = built
    rows = {row["uri"]: row for row in record["reports"]}
    assert rows["b.txt"]["family"] == rows["c.txt"]["family"] != rows["folder/a.txt"]["family"]
    assert (rows["b.txt"]["origin"], rows["c.txt"]["origin"]) == (None, "Herald")
    main = next(row["id"] for row in record["incidents"] if events["other"].id in row["mentions"])
    assert rows["b.txt"]["main"] == main


def test_statement_with_condition(built: tuple[Store, dict[str, Any], Any]) -> None:
    _, record, _ = built
    (row,) = record["statements"]
    assert (row["kind"], row["outcome"], row["condition"]["evidence"]["text"]) == ("threat", "unknown", "If the raids go on")
    assert row["because"]


def test_addressee_is_an_actor_where_the_words_mean_one(built: tuple[Store, dict[str, Any], Any]) -> None:
    assert built[1]["statements"][0]["addressee"] == "three soldiers"
    made, _ = world()
    made.judge("refers", "men_a", "act_army", by="M. Reader")
    with made.store() as store:
        assert export_record(store, version="0")["statements"][0]["addressee"] == "act_army"


def test_page_shows_no_id_of_a_mention(built: tuple[Store, dict[str, Any], Any]) -> None:
    lost = {"id": "iss_2", "code": "row.refused", "severity": "error", "unit": "evm_00aa", "detail": "men_00bb ends too soon"}
    statement = built[1]["statements"][0]
    older = built[1] | {"issues": [lost], "statements": [statement, statement | {"id": "clm_x", "addressee": "men_00cc"}]}
    page = render(older, options=DossierOptions())
    assert "three soldiers" in page
    assert "a mention ends too soon" in page
    assert not re.search(r"\b(men|evm)[_ ]", page)


def test_other_lists(built: tuple[Store, dict[str, Any], Any]) -> None:
    _, record, _ = built
    assert [row["value"] for row in record["times"]] == ["2024-03-04"]
    assert [(row["value"], row["qualifier"], row["unit"]) for row in record["quantities"]] == [(90, "nearly", "attacks")]
    assert [(row["subject"], row["relation"], row["object"]) for row in record["ties"]] == [
        ("act_heron", "member_of", "act_front")
    ]
    assert [(row["by"], row["value"]) for row in record["decisions"]] == [("M. Reader", "same")]
    assert [row["code"] for row in record["issues"]] == ["input.empty"]
    assert record["run"]["counts"]["mentions"] == len(record["mentions"])
    army = next(row for row in record["actors"] if row["id"] == "act_army")
    assert army["mentions"]


def test_export_is_deterministic(built: tuple[Store, dict[str, Any], Any]) -> None:
    made, _ = world()
    made.rows.reverse()
    with made.store() as again:
        record = export_record(again, version="0")
    assert {name: record[name] for name in LISTS} == {name: built[1][name] for name in LISTS}


def test_written_in_one_file_and_split(built: tuple[Store, dict[str, Any], Any], tmp_path: Path) -> None:
    record = built[1]
    write_record(record, tmp_path / "record.json")
    assert json.loads((tmp_path / "record.json").read_text("utf-8")) == record
    write_record(record, tmp_path / "split", split=True)
    for name in LISTS:
        lines = (tmp_path / "split" / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == record[name]


@pytest.mark.parametrize(
    ("first", "last", "basis", "codes"),
    [
        ("2024-03-04", "2024-03-04", "stated", (1, 1)),
        ("2024-03-04", "2024-03-04", "dateline", (2, 2)),
        ("2024-03-04", "2024-03-09", "stated", (2, 2)),
        ("2024-03-04", "2024-03-10", "stated", (3, 2)),
        ("2024-03-01", "2024-03-31", "stated", (4, 3)),
        ("2024-01-01", "2024-12-31", "stated", (5, None)),
        ("2020-01-01", "2024-12-31", "stated", (None, None)),
        (None, "2024-12-31", "inferred", (None, None)),
    ],
    ids=lambda value: f"codebook-28-{value}" if isinstance(value, tuple) else str(value),
)
def test_time_codes(first: str | None, last: str, basis: str, codes: tuple[int | None, int | None]) -> None:
    assert time_codes({"start": first, "end": last, "basis": basis}) == codes


@pytest.mark.parametrize(
    ("precision", "codes"),
    [
        ("site", (1, 1)),
        ("near", (2, 2)),
        ("district", (3, 2)),
        ("region", (4, 3)),
        ("country", (6, None)),
        ("sea", (7, 3)),
        (None, (None, None)),
    ],
    ids=lambda value: f"codebook-23-{value}",
)
def test_place_codes(precision: str | None, codes: tuple[int | None, int | None]) -> None:
    assert place_codes(precision) == codes


def test_types_in_other_schemes() -> None:
    assert acled_type("ASSAULT", ["firearms"], "civilian") == ("Violence against civilians", "Attack")
    assert acled_type("ASSAULT", ["firearms"], "armed") == ("Battles", "Armed clash")
    assert acled_type("ASSAULT", [], "unknown") == (None, None)
    assert acled_type("ASSAULT", ["heavy-weapons", "drone"], "armed")[1] == "Air/drone strike"
    assert {cameo(name, ()) for name in v.EVENT_TYPES} <= {f"{n:02d}" for n in range(1, 21)}


# words of a participant, the amount in them, the head, the words without the amount
COUNTED = [
    ("two employees", "two", "employees", "employees"),
    ("about 50\nfarmers", "about 50", "farmers", "farmers"),
    ("the six priests of the order", "six", "priests", "priests of the order"),
    ("one of the guards", "one", "one", "one of the guards"),
    ("a guard", "a guard", "guard", "a guard"),
    ("the 55-year-old guard", "the 55-year-old guard", "guard", "the 55-year-old guard"),
]


@pytest.mark.parametrize(("words", "counted", "head", "expected"), COUNTED, ids=[row[0].split("\n")[0] for row in COUNTED])
def test_the_number_of_a_participant_stands_in_its_own_field(words: str, counted: str, head: str, expected: str) -> None:
    def at(part: str) -> Span:
        start = words.index(part)
        return Span(report_id="rep_a", start=start, end=start + len(part), quote=part)

    count = Count(low=2, best=2, high=2, phrase=at(counted))
    role = Role(role="victim", head=at(head), text=words, count=count)
    assert uncounted(role) == expected


@pytest.mark.parametrize(
    ("title", "in_title", "about"),
    [
        ("Two charged over the Calde shooting", {"trigger": "charged", "kind": "ACCUSE"}, "shot"),
        ("Ministers meet after the Calde shooting", {"trigger": "meet", "kind": "CONSULT"}, "meet"),
    ],
)
def test_a_report_on_what_came_of_an_act_is_about_the_act(title: str, in_title: dict[str, Any], about: str) -> None:
    world = World()
    report = world.report("a.txt", f"{title}\n\nGunmen shot three clerks in Calde on Monday.")
    told = {trigger: world.event(report, trigger, **more) for trigger, more in _titles(in_title)}
    record = export_record(world.store(), version="0")
    main = next(row for row in record["incidents"] if row["id"] == record["reports"][0]["main"])
    assert main["mentions"] == [told[about].id]


def _titles(in_title: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    more = dict(in_title)
    return [(more.pop("trigger"), more), ("shot", {"modes": "firearms", "killed": 3})]
