"""Parts of the reader can be left out, to see what each adds."""

from __future__ import annotations

import pytest

from fogline.engine.stage import Unit
from fogline.errors import SettingsError
from fogline.read.report import ReadReport
from fogline.read.settings import ReadSettings
from fogline.record.types import Claim, EventMention, Row
from tests.read.reading import report_of

TEXT = (
    "The army said rebels had shelled the market in Halvest on Tuesday.\n\n"
    '"They will pay for it," a spokesman for the governor added. He said that two children had been killed in the attack.'
)


def rows(*leave_out: str) -> list[Row]:
    stage = ReadReport(ReadSettings(leave_out=leave_out))
    stage.open()
    report = report_of(TEXT, published="2021-05-05")
    return stage.work([Unit(key=report.id, inputs=(report,))])[0]


def test_without_the_model_of_attributions_there_are_none_that_it_alone_sees() -> None:
    claims = [row for row in rows() if isinstance(row, Claim)]
    assert claims
    assert len([row for row in rows("attributions") if isinstance(row, Claim)]) < len(claims)


def test_without_the_rules_of_speech_the_events_stay() -> None:
    told = {(row.trigger.start, row.trigger.end) for row in rows() if isinstance(row, EventMention)}
    assert told
    assert {(row.trigger.start, row.trigger.end) for row in rows("speech_rules") if isinstance(row, EventMention)} == told


def test_a_part_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(SettingsError, match=r"'joints'.*speech_rules, attributions, event_words, phrases, parts, joins"):
        ReadSettings(leave_out=("joints",))
