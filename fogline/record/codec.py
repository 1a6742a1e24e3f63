"""Rows to JSON and to columns and back, derived from the dataclass fields; the only place that knows how."""

from __future__ import annotations

import base64
import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

from fogline.record.values import Count, Location, Period

T = TypeVar("T")
_TAGGED: dict[str, type[Any]] = {"count": Count, "period": Period, "location": Location}
_TAGS = {cls: tag for tag, cls in _TAGGED.items()}
_SCALARS = (str, int, float, bool)


def _per_class(build: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """Keeps what `build` returns for each class: type hints are read once."""
    built: dict[type[Any], T] = {}

    def kept(cls: type[Any]) -> T:
        if cls not in built:
            built[cls] = build(cls)
        return built[cls]

    return kept


@_per_class
def field_names(cls: type[Any]) -> tuple[str, ...]:
    """Names of the fields of a dataclass, in order: also its columns and JSON keys."""
    return tuple(f.name for f in dataclasses.fields(cls))


def to_json(value: Any) -> Any:
    """A value of the record as plain JSON types. A value of a union carries its class in `type`."""
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    row = {name: to_json(getattr(value, name)) for name in field_names(type(value))}
    tag = _TAGS.get(type(value))
    return row if tag is None else {"type": tag, **row}


def from_json(cls: type[T], row: dict[str, Any]) -> T:
    """The dataclass that `to_json` turned into `row`."""
    return cls(**{name: decode(row[name]) for name, decode in _decoders(cls) if name in row})


def dumps(value: Any) -> str:
    """Compact, key-sorted JSON: equal values give equal text. The same as of `to_json`, an order of magnitude quicker."""
    return _ENCODER.encode(value)


def _shallow(value: Any) -> Any:
    """What the encoder, which knows lists, dicts and scalars, asks of all other values: one level of `to_json`."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    row = {name: getattr(value, name) for name in field_names(type(value))}
    tag = _TAGS.get(type(value))
    return row if tag is None else {"type": tag, **row}


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_shallow)


def to_columns(row: Any) -> tuple[Any, ...]:
    """The row as SQLite values, one a field: scalars as they are, everything else as JSON text."""
    cls = type(row)
    unions = _union_fields(cls)
    return tuple(
        _column(getattr(row, name)) if name not in unions else _union_column(getattr(row, name)) for name in field_names(cls)
    )


def from_columns(cls: type[T], columns: tuple[Any, ...]) -> T:
    """The row that `to_columns` flattened."""
    return cls(**{name: decode(value) for (name, decode), value in zip(_column_decoders(cls), columns, strict=True)})


@_per_class
def _union_fields(cls: type[Any]) -> frozenset[str]:
    """Fields that may hold values of several types: they are JSON even when a string, so that no string can pose as one."""
    hints = typing.get_type_hints(cls)
    return frozenset(name for name in field_names(cls) if len(set(_members(hints[name])) - {type(None)}) > 1)


def _union_column(value: Any) -> Any:
    return None if value is None else dumps(value)


def _column(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int | float | bytes):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return dumps(value)


@_per_class
def _decoders(cls: type[Any]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((name, _decoder(hints[name])) for name in field_names(cls))


@_per_class
def _column_decoders(cls: type[Any]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((name, _column_decoder(hints[name])) for name in field_names(cls))


def _column_decoder(hint: Any) -> Callable[[Any], Any]:
    members = set(_members(hint)) - {type(None)}
    if members == {bool}:
        return bool
    if members == {bytes} or members <= set(_SCALARS) or members == {date}:
        return _decoder(hint) if members == {date} else _same
    decode = _decoder(hint)
    return lambda text: None if text is None else decode(json.loads(text))


def _decoder(hint: Any) -> Callable[[Any], Any]:
    members = [m for m in _members(hint) if m is not type(None)]
    if len(members) > 1:
        return _tagged
    member = members[0]
    if typing.get_origin(member) is tuple:
        item = _decoder(typing.get_args(member)[0])
        return lambda rows: tuple(item(row) for row in rows)
    if member is date:
        return lambda text: None if text is None else date.fromisoformat(text)
    if member is bytes:
        return lambda text: None if text is None else base64.b64decode(text)
    if dataclasses.is_dataclass(member):
        cls = typing.cast("type[Any]", member)
        return lambda row: None if row is None else from_json(cls, row)
    return _same


def _members(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return typing.get_args(hint)
    return (hint,)


def _same(value: Any) -> Any:
    return value


def _tagged(value: Any) -> Any:
    if isinstance(value, dict):
        return from_json(_TAGGED[value["type"]], value)
    return value
