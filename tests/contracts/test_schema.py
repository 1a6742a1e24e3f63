"""The tables of a case are the dataclasses, column by column."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from fogline.record.codec import field_names
from fogline.record.store import Store, table_of
from fogline.record.types import ROW_TYPES

KEPT_BY_THE_STORE = ["made_by", "unit_key", "run_id", "superseded_at"]
BOOKKEEPING = {"run", "done", "meta"}


@pytest.mark.parametrize("cls", ROW_TYPES, ids=lambda cls: cls.__name__)
def test_columns_are_fields(store: Store, cls: type[Any]) -> None:
    columns = [row[1] for row in store._db.execute(f"PRAGMA table_info({table_of(cls)})")]
    assert columns == [*field_names(cls), *KEPT_BY_THE_STORE]


def test_every_table_is_a_type_or_bookkeeping(store: Store) -> None:
    tables = {row[0] for row in store._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {table_of(cls) for cls in ROW_TYPES} | BOOKKEEPING


@pytest.mark.parametrize("cls", ROW_TYPES, ids=lambda cls: cls.__name__)
def test_rows_are_frozen_and_keyword_only(cls: type[Any]) -> None:
    assert cls.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(cls))
    assert "__slots__" in vars(cls)
