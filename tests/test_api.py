"""The Python interface over a record that a test wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import fogline
from fogline.api import Record
from fogline.errors import InputError, SettingsError
from fogline.record.store import Made, Store
from fogline.record.types import Finding, Row
from fogline.record.values import Period
from fogline.settings import Settings, from_table, to_table
from tests.factories import TEXT, make_claim, make_event_mention, make_incident, make_mention, make_report


@pytest.fixture
def record() -> Iterator[Record]:
    """One report with one incident in January 2024 and one without a day."""
    report = make_report()
    event, other = make_event_mention(report), make_event_mention(report, "rockets")
    dated, undated = make_incident(event.id), make_incident(other.id, status="disputed")
    january = Period(earliest=date(2024, 1, 3), latest=date(2024, 1, 5), precision="days", basis="stated")
    when = Finding(id="fnd_1", subject_id=dated.id, property="when", value=january, claims_for=("clm_x",))
    claim = make_claim(report, event.id)
    with Record(Store.open(":memory:")) as opened:
        with opened.store.transaction():
            made = Made(by="test.rows@1", unit_key="all", run_id=1, at="2024-05-01")
            rows: list[Row] = [report, make_mention(report), event, other, dated, undated, when, claim]
            assert opened.store.replace_unit(made, rows) == []
        yield opened


def test_nouns(record: Record) -> None:
    report = next(record.reports())
    assert record.text(report.id) == TEXT
    assert [mention.reading for mention in record.mentions(report.id)] == ["officials"]
    assert list(record.mentions("rep_other")) == []
    assert len(list(record.event_mentions(type="ASSAULT"))) == 2
    assert list(record.event_mentions(modality="denied")) == []
    assert [list(rows) for rows in (record.sources(), record.actors(), record.places(), record.issues())] == [[], [], [], []]


def test_unknown_report_is_an_error(record: Record) -> None:
    with pytest.raises(InputError, match="no report rep_x"):
        record.text("rep_x")


def test_incidents_by_status_and_type(record: Record) -> None:
    assert len(list(record.incidents())) == 2
    assert [incident.status for incident in record.incidents(status="disputed")] == ["disputed"]
    assert list(record.incidents(type="PROTEST")) == []


@pytest.mark.parametrize(
    ("since", "until", "n"),
    [
        (date(2024, 1, 5), None, 1),
        (date(2024, 1, 6), None, 0),
        (None, date(2024, 1, 3), 1),
        (None, date(2024, 1, 2), 0),
        (date(2024, 1, 4), date(2024, 1, 4), 1),
    ],
)
def test_incidents_by_day(record: Record, since: date | None, until: date | None, n: int) -> None:
    assert len(list(record.incidents(since=since, until=until))) == n


def test_claims_of_an_incident_are_those_of_its_members(record: Record) -> None:
    (dated,) = record.incidents(status="asserted")
    (undated,) = record.incidents(status="disputed")
    assert [claim.property for claim in record.claims(dated.id)] == ["weapon"]
    assert list(record.claims(undated.id)) == []
    assert len(list(record.claims())) == 1
    assert [finding.property for finding in record.findings(dated.id)] == ["when"]


def test_latest_verdict_of_a_person_stands(record: Record) -> None:
    left, right = (mention.id for mention in record.event_mentions())
    first = record.judge(left, right, "same", by="ann")
    second = record.judge(right, left, "different", by="ben")
    assert first.id == second.id
    assert [judgement.by for judgement in record.judgements(kind="same")] == ["ben"]
    record.undo(second.id)
    assert list(record.judgements()) == []


def test_incidents_are_judged_by_their_members(record: Record) -> None:
    left, right = record.incidents()
    made = record.judge(left.id, right.id, "same", by="ann")
    assert {made.left_id, made.right_id} == {left.member_ids[0], right.member_ids[0]}


def test_unknown_verdict_is_refused(record: Record) -> None:
    left, right = record.incidents()
    with pytest.raises(SettingsError, match="verdict is 'perhaps'"):
        record.judge(left.id, right.id, "perhaps", by="ann")


def test_summary_is_plain(record: Record) -> None:
    summary = record.summary()
    assert summary["rows"]["incident"] == 2
    assert summary["incidents"] == {"asserted": 1, "disputed": 1}
    assert summary["built"] == "never"


def test_settings_are_remembered_as_what_differs() -> None:
    assert to_table(Settings()) == {}
    chosen = Settings(packs=("iraq",))
    assert from_table({"packs": ["iraq"]}, "here") == chosen
    assert to_table(chosen) == {"packs": ("iraq",)}


@pytest.mark.parametrize(
    ("table", "said"),
    [({"packs": "iraq"}, "list of strings"), ({"ingest": 3}, "table of settings"), ({"reading": {}}, "no setting 'reading'")],
)
def test_wrong_settings_are_named(table: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        from_table(table, "here")


def test_opening_nothing_is_an_error() -> None:
    with pytest.raises(InputError, match="there is no case"):
        fogline.open("nowhere.fogline")
