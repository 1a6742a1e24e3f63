"""Packs: a folder of tables with what is known about one conflict (docs/codebook/actors-and-places.md)."""

import csv
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fogline.lexicon.folding import fold
from fogline.lexicon.gazetteer import GazetteerEntry
from fogline.lexicon.outlets import OutletEntry
from fogline.lexicon.tables import iter_rows, split_list

SHIPPED = Path(__file__).parent / "packs_data"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actors.csv": ("key", "name", "kind", "country", "sectors", "wikidata", "from", "to", "note"),
    "aliases.csv": ("actor", "alias", "from", "to", "source"),
    "ties.csv": ("subject", "relation", "object", "from", "to", "source", "note"),
    "places.csv": (*("key", "name", "aliases", "kind", "country", "admin1", "lat", "lon", "precision", "geonames", "source"),),
    "outlets.csv": ("name", "aliases", "kind", "country", "domain"),
}


class PackError(ValueError):
    """A pack that cannot be used as it is; the message says the file, the line and what to do."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class PackFileError(PackError):
    """A file of the pack is missing, unreadable or lacks columns."""


class PackValueError(PackError):
    """A cell of a table holds a value that the format does not allow."""


class PackReferenceError(PackError):
    """A row refers to an actor that the pack and the general lexicon do not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackActor:
    """An actor of the pack; ``since`` and ``until`` bound its existence (ISO dates or their beginnings, or None)."""

    key: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    wikidata_id: str | None
    since: str | None
    until: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAlias:
    """A further name of an actor, with the time for which it holds."""

    actor: str
    alias: str
    since: str | None
    until: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTie:
    """A relation between two actors (RECORD.md, ties), with its source."""

    subject: str
    relation: str
    object: str
    since: str | None
    until: str | None
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as loaded. ``sha256`` is of the content of its files and changes when a byte of them does."""

    name: str
    version: str
    title: str
    licence: str
    notes: str
    actors: tuple[PackActor, ...]
    aliases: tuple[PackAlias, ...]
    ties: tuple[PackTie, ...]
    places: tuple[GazetteerEntry, ...]
    place_aliases: Mapping[str, tuple[str, ...]]
    outlets: tuple[OutletEntry, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table with its place in the file, for messages."""

    path: Path
    number: int
    cells: Mapping[str, str]

    def need(self, column: str) -> str:
        value = self.cells[column]
        if not value:
            raise PackValueError(self.path, self.number, f"column '{column}' is empty; fill it in or remove the row")
        return value

    def choice(self, column: str, allowed: frozenset[str]) -> str:
        value = self.need(column)
        if value not in allowed:
            known = ", ".join(sorted(allowed))
            raise PackValueError(self.path, self.number, f"'{value}' is no {column}; use one of: {known}")
        return value

    def number_in(self, column: str, limit: float) -> float:
        value = self.need(column)
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not -limit <= number <= limit:
            raise PackValueError(self.path, self.number, f"{column} '{value}' is no number of degrees within {limit}")
        return number

    def day(self, column: str) -> str | None:
        value = self.cells[column]
        if value and not _is_day(value):
            raise PackValueError(self.path, self.number, f"{column} '{value}' is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return value or None

    def country(self) -> str | None:
        value = self.cells["country"]
        if value and value not in _codes("countries"):
            raise PackValueError(self.path, self.number, f"'{value}' is no ISO 3166-1 alpha-3 code; see states.tsv")
        return value or None


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that ship with the package."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/pack.toml")))


def load_pack(pack: str | Path) -> Pack:
    """The pack in this folder, or the shipped pack of this name; raises PackError when it cannot be used."""
    folder = Path(pack)
    if not folder.is_dir() and (SHIPPED / str(pack)).is_dir():
        folder = SHIPPED / str(pack)
    head = _read_head(folder)
    actors = tuple(map(_actor, _lines(folder, "actors.csv")))
    _check_unique(folder, actors)
    known = {actor.key for actor in actors}
    places, place_aliases = _places(folder, head["name"])
    return Pack(
        name=head["name"],
        version=head["version"],
        title=head["title"],
        licence=head["licence"],
        notes=head.get("notes", ""),
        actors=actors,
        aliases=tuple(_alias(line, known) for line in _lines(folder, "aliases.csv")),
        ties=tuple(_tie(line, known) for line in _lines(folder, "ties.csv")),
        places=places,
        place_aliases=place_aliases,
        outlets=tuple(map(_outlet, _lines(folder, "outlets.csv"))),
        sha256=_digest(folder),
    )


def _read_head(folder: Path) -> dict[str, str]:
    path = folder / "pack.toml"
    if not path.is_file():
        raise PackFileError(path, None, "no such file; a pack is a folder with a pack.toml in it")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackFileError(path, None, f"not readable as TOML in UTF-8: {error}") from error
    for key in ("name", "version", "title", "licence"):
        if not isinstance(table.get(key), str) or not table[key]:
            raise PackFileError(path, None, f'lacks {key}; add a line {key} = "..."')
    return {key: value for key, value in table.items() if isinstance(value, str)}


def _lines(folder: Path, name: str) -> Iterator[_Line]:
    path = folder / name
    if not path.is_file():
        return  # every table is optional
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise PackFileError(path, None, f"not readable as CSV in UTF-8: {error}") from error
    columns = tuple(cell.strip() for cell in rows[0]) if rows else ()
    missing = [column for column in _COLUMNS[name] if column not in columns]
    if missing:
        raise PackFileError(path, 1, f"lacks the columns {', '.join(missing)}; the first line names the columns")
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            continue
        if len(row) != len(columns):
            raise PackFileError(path, number, f"has {len(row)} cells, not {len(columns)}; quote cells with commas")
        yield _Line(path, number, {column: cell.strip() for column, cell in zip(columns, row, strict=True)})


def _actor(line: _Line) -> PackActor:
    return PackActor(
        key=line.need("key"),
        name=line.need("name"),
        kind=line.choice("kind", _codes("actor_kind")),
        country=line.country(),
        sectors=split_list(line.cells["sectors"]),
        wikidata_id=line.cells["wikidata"] or None,
        since=line.day("from"),
        until=line.day("to"),
        note=line.cells["note"],
    )


def _check_unique(folder: Path, actors: tuple[PackActor, ...]) -> None:
    seen: set[str] = set()
    for actor in actors:
        if actor.key in seen:
            raise PackValueError(folder / "actors.csv", None, f"two rows have the key '{actor.key}'; rename one")
        seen.add(actor.key)


def _reference(line: _Line, column: str, known: set[str]) -> str:
    key = line.need(column)
    if key not in known and ":" not in key:
        hint = "add it to actors.csv or write the key of the general lexicon (state:IRQ, igo:un, group:Hamas)"
        raise PackReferenceError(line.path, line.number, f"{column} '{key}' is no actor of this pack; {hint}")
    return key


def _alias(line: _Line, known: set[str]) -> PackAlias:
    return PackAlias(
        actor=_reference(line, "actor", known),
        alias=line.need("alias"),
        since=line.day("from"),
        until=line.day("to"),
        source=line.cells["source"],
    )


def _tie(line: _Line, known: set[str]) -> PackTie:
    return PackTie(
        subject=_reference(line, "subject", known),
        relation=line.choice("relation", _codes("relation")),
        object=_reference(line, "object", known),
        since=line.day("from"),
        until=line.day("to"),
        source=line.need("source"),
        note=line.cells["note"],
    )


def _places(folder: Path, pack: str) -> tuple[tuple[GazetteerEntry, ...], dict[str, tuple[str, ...]]]:
    entries: dict[str, GazetteerEntry] = {}
    aliases: dict[str, list[str]] = {}
    for line in _lines(folder, "places.csv"):
        entry = _place(line, pack)
        if entry.id in entries:
            raise PackValueError(line.path, line.number, f"the place {entry.id} is listed twice; remove one row")
        entries[entry.id] = entry
        for alias in split_list(line.cells["aliases"]):
            aliases.setdefault(alias, []).append(entry.id)
    return tuple(entries.values()), {alias: tuple(ids) for alias, ids in aliases.items()}


def _place(line: _Line, pack: str) -> GazetteerEntry:
    geonames = line.cells["geonames"]
    if geonames and not geonames.isdecimal():
        raise PackValueError(line.path, line.number, f"geonames '{geonames}' is no GeoNames number; leave it empty")
    slug = "-".join(fold(line.need("key")).split())
    return GazetteerEntry(
        id=f"geonames:{geonames}" if geonames else f"fogline:{pack}/{slug}",
        name=line.need("name"),
        kind=line.choice("kind", _codes("place_kind")),
        country=line.country(),
        admin1=line.cells["admin1"] or None,
        lat=line.number_in("lat", 90),
        lon=line.number_in("lon", 180),
        population=0,
        precision=line.choice("precision", _codes("precision")),
    )


def _outlet(line: _Line) -> OutletEntry:
    return OutletEntry(
        name=line.need("name"),
        aliases=split_list(line.cells["aliases"]),
        kind=line.choice("kind", _codes("outlet_kind")),
        country=line.country(),
        domain=line.cells["domain"] or None,
    )


def _is_day(text: str) -> bool:
    parts = text.split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return False
    try:
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return False
    return True


def _codes(name: str) -> frozenset[str]:
    if name not in _CODES:
        if name == "countries":
            _CODES[name] = frozenset(row["code"] for row in iter_rows("country_codes.tsv"))
        else:
            _CODES[name] = frozenset(row["value"] for row in iter_rows("vocabularies.tsv") if row["list"] == name)
    return _CODES[name]


_CODES: dict[str, frozenset[str]] = {}


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for name in ("pack.toml", *sorted(_COLUMNS)):
        path = folder / name
        if path.is_file():
            content = path.read_bytes()
            total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()
