"""The codec, by property: whatever a row holds comes back the same from JSON and from columns."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.record import codec
from fogline.record import vocabulary as v
from fogline.record.types import ROW_TYPES
from fogline.record.values import Count, Period, Segment, Span

WORDS = st.text(min_size=0, max_size=12)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    quote = draw(st.text(min_size=1, max_size=8))
    start = draw(st.integers(0, 10_000))
    return Span(report_id=draw(WORDS), start=start, end=start + len(quote), quote=quote)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    ends = sorted([draw(DAYS), draw(DAYS)])
    return Period(
        earliest=draw(st.sampled_from([None, ends[0]])),
        latest=draw(st.sampled_from([None, ends[1]])),
        precision=draw(st.sampled_from(sorted(v.TIME_PRECISIONS))),
        basis=draw(st.sampled_from(sorted(v.TIME_BASES))),
        phrase=draw(st.none() | spans()),
        because=draw(st.none() | WORDS),
    )


SPECIAL: dict[type[Any], st.SearchStrategy[Any]] = {
    Span: spans(),
    Period: periods(),
    Segment: st.builds(Segment, start=st.integers(0, 9), end=st.integers(10, 20), kind=st.sampled_from(sorted(v.SEGMENT_KINDS))),
}
CLOSED: dict[tuple[str, str], frozenset[str]] = {
    ("Mention", "kind"): v.MENTION_KINDS,
    ("EventMention", "event_type"): v.EVENT_TYPES,
    ("EventMention", "modality"): v.MODALITIES,
    ("EventMention", "stage"): v.STAGES,
    ("EventMention", "excluded"): v.EXCLUSIONS,
    ("Claim", "property"): v.CLAIM_PROPERTIES,
    ("Claim", "stance"): v.STANCES,
    ("Claim", "kind"): v.STATEMENT_KINDS,
    ("Actor", "kind"): v.ACTOR_KINDS,
    ("Place", "precision"): v.PLACE_PRECISIONS,
    ("Judgement", "kind"): v.JUDGEMENT_KINDS,
    ("Judgement", "verdict"): v.VERDICTS,
    ("Incident", "kind"): v.INCIDENT_KINDS,
    ("Incident", "event_type"): v.EVENT_TYPES,
    ("Issue", "severity"): v.SEVERITIES,
    ("Location", "precision"): v.PLACE_PRECISIONS,
    ("Role", "role"): v.ROLES,
    ("Role", "effect"): v.EFFECTS,
    ("Role", "category"): v.CLASSES,
    ("Role", "responsibility"): v.RESPONSIBILITIES,
    ("Role", "entity"): v.ENTITIES,
}
NEVER_EMPTY = {("Claim", "spans"), ("Incident", "member_ids"), ("Finding", "claims_for")}
FIXED: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("EventMention", "modes"): st.just(()),
    ("EventMention", "contexts"): st.lists(st.sampled_from(sorted(v.CONTEXTS)), max_size=2).map(tuple),
    ("Place", "lat"): st.none() | st.integers(-90, 90).map(float),
    ("Place", "lon"): st.none() | st.integers(-180, 180).map(float),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a type hint allows."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return st.one_of(*(values_of(member) for member in typing.get_args(hint)))
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(typing.get_args(hint)[0]), max_size=2).map(tuple)
    simple = {
        str: WORDS,
        int: st.integers(-(2**62), 2**62),
        float: NUMBERS,
        bool: st.booleans(),
        date: DAYS,
        bytes: st.binary(max_size=9),
    }
    if hint in simple:
        return simple[hint]
    return st.none() if hint is type(None) else rows_of(hint)


def rows_of(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Any valid value of a dataclass of the record."""
    if cls is Count:
        ordered = st.lists(st.integers(0, 99), min_size=3, max_size=3).map(sorted)
        return st.builds(
            lambda n, words, unit, phrase: Count(low=n[0], best=n[1], high=n[2], qualifier=words, unit=unit, phrase=phrase),
            ordered,
            st.none() | WORDS,
            st.none() | WORDS,
            st.none() | spans(),
        )
    if cls in SPECIAL:
        return SPECIAL[cls]
    hints = typing.get_type_hints(cls)
    fields = {field.name: _field(cls, field.name, hints[field.name]) for field in dataclasses.fields(cls)}
    return st.builds(cls, **fields)


def _field(cls: type[Any], name: str, hint: Any) -> st.SearchStrategy[Any]:
    key = (cls.__name__, name)
    if key in FIXED:
        return FIXED[key]
    if key in CLOSED:
        chosen = st.sampled_from(sorted(CLOSED[key]))
        return chosen | st.none() if type(None) in typing.get_args(hint) else chosen
    if key in NEVER_EMPTY:
        return st.lists(values_of(typing.get_args(hint)[0]), min_size=1, max_size=2).map(tuple)
    return values_of(hint)


TWELVE = (*ROW_TYPES, Span)


@pytest.mark.parametrize("cls", TWELVE, ids=lambda cls: cls.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_json_round_trip(cls: type[Any], data: st.DataObject) -> None:
    row = data.draw(rows_of(cls))
    assert codec.from_json(cls, json.loads(codec.dumps(row))) == row
    assert codec.dumps(row) == json.dumps(codec.to_json(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("cls", ROW_TYPES, ids=lambda cls: cls.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_columns_round_trip(cls: type[Any], data: st.DataObject) -> None:
    row = data.draw(rows_of(cls))
    columns = codec.to_columns(row)
    assert all(value is None or isinstance(value, str | int | float | bytes) for value in columns)
    assert codec.from_columns(cls, columns) == row


def test_there_are_twelve_types() -> None:
    assert len(TWELVE) == 12
