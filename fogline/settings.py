"""Settings: one TOML file with a section per folder; each section is the frozen Settings dataclass of that folder."""

from __future__ import annotations

import dataclasses
import tomllib
import typing
from pathlib import Path
from typing import Any

from fogline.errors import SettingsError
from fogline.ingest.settings import IngestSettings
from fogline.merge.settings import MergeSettings
from fogline.model.settings import ModelSettings
from fogline.read.settings import ModelReaderSettings, ReadSettings
from fogline.resolve.settings import ResolveSettings


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of a build. Defaults are the ones that the published scores were measured with."""

    packs: tuple[str, ...] = ()
    """Conflict packs to use: names of shipped packs or folders."""
    ingest: IngestSettings = dataclasses.field(default_factory=IngestSettings)
    read: ReadSettings = dataclasses.field(default_factory=ReadSettings)
    reader: ModelReaderSettings = dataclasses.field(default_factory=ModelReaderSettings)
    resolve: ResolveSettings = dataclasses.field(default_factory=ResolveSettings)
    merge: MergeSettings = dataclasses.field(default_factory=MergeSettings)
    model: ModelSettings = dataclasses.field(default_factory=ModelSettings)


def load(path: Path) -> Settings:
    """The settings of a TOML file. Raises SettingsError naming the file, the key and what it should be."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as settings: {error}") from error
    return from_table(table, f"{path}")


def from_table(table: dict[str, Any], where: str) -> Settings:
    """The settings that a table names; the rest keeps its default. `where` is named in a SettingsError."""
    return typing.cast("Settings", _fill(Settings, table, where))


def to_table(settings: Any) -> dict[str, Any]:
    """What differs from the defaults, as `from_table` reads it: a case remembers this, so later defaults reach it."""
    default = type(settings)()
    table: dict[str, Any] = {}
    for field in dataclasses.fields(settings):
        value, usual = getattr(settings, field.name), getattr(default, field.name)
        if value == usual:
            continue
        table[field.name] = to_table(value) if dataclasses.is_dataclass(value) else value
    return table


def _fill(cls: type[Any], table: dict[str, Any], where: str) -> Any:
    hints = typing.get_type_hints(cls)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in hints:
            raise SettingsError(f"{where}: there is no setting {key!r}; known: {', '.join(hints)}")
        values[key] = _value(hints[key], value, f"{where}, {key}")
    return cls(**values)


def _value(hint: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(hint):
        if not isinstance(value, dict):
            raise SettingsError(f"{where}: expected a table of settings")
        return _fill(typing.cast("type[Any]", hint), value, where)
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f"{where}: expected a list of strings")
        return tuple(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise SettingsError(f"{where}: expected {hint.__name__}, found {value!r}")
    return value
