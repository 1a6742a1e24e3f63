"""Checks that need more than the row itself. Those of a single row stand in its `__post_init__`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from fogline.record.types import Report, Row
from fogline.record.values import Span


def spans_of(value: Any) -> Iterator[Span]:
    """Every span inside a row or value, in field order."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, tuple) or dataclasses.is_dataclass(inner):
                yield from spans_of(inner)


def broken_spans(row: Row, text_of: Callable[[str], str | None]) -> Iterator[str]:
    """Why spans of this row do not slice to their words: one reason for each that does not."""
    if isinstance(row, Report):
        yield from _broken_segments(row)
    for span in spans_of(row):
        text = text_of(span.report_id)
        if text is None:
            yield f"span of a report that is not in the record: {span.report_id}"
        elif text[span.start : span.end] != span.quote:
            found = text[span.start : span.end][:60]
            yield f"span {span.start}:{span.end} of {span.report_id} reads {found!r}, not {span.quote[:60]!r}"


def _broken_segments(report: Report) -> Iterator[str]:
    end = 0
    for segment in report.segments:
        if segment.start < end or segment.end > len(report.text) or segment.start >= segment.end:
            yield f"segment {segment.start}:{segment.end} of {report.id} overlaps another or passes the end of the text"
        end = segment.end
