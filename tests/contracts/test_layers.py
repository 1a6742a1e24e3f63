"""Imports run one way: cli, show, scoring -> api -> stages -> stage folders -> engine, lexicon -> record."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "fogline"
STAGE_FOLDERS = {"ingest", "read", "resolve", "merge", "model"}
LEVELS = {
    "__main__": 9,
    "cli": 8,
    **dict.fromkeys(("show", "scoring"), 7),
    **dict.fromkeys(("demo", "installation"), 6),
    "__init__": 6,
    "api": 5,
    "stages": 4,
    "settings": 3,  # gathers the Settings of the stage folders
    **dict.fromkeys(STAGE_FOLDERS, 2),
    **dict.fromkeys(("engine", "lexicon"), 1),
    **dict.fromkeys(("record", "errors", "issues"), 0),
}
# Record.export() hands the record to the exporter, so that a person who has a Record need not know where exporters live.
ALLOWED = {("api", "fogline.show.exports.record")}
SIDE_BY_SIDE = {("settings", "settings"), ("scoring", "show"), ("record", "errors"), ("record", "issues")}


def imports() -> Iterator[tuple[str, str]]:
    """(path of the importing module, dotted name that it imports), for imports of this package anywhere in the module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        here = str(path.relative_to(PACKAGE))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((here, alias.name) for alias in node.names if alias.name.split(".")[0] == "fogline")
            elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "fogline":
                for alias in node.names:
                    name = f"{node.module}.{alias.name}"
                    is_module = (PACKAGE.parent / Path(*name.split("."))).with_suffix(".py").is_file()
                    is_folder = (PACKAGE.parent / Path(*name.split("."))).is_dir()
                    yield here, name if is_module or is_folder else node.module


def part_of(name: str) -> str:
    """The top-level part: fogline.read.report -> read, read/report.py -> read, api.py -> api."""
    return name.removeprefix("fogline.").replace("/", ".").removesuffix(".py").split(".")[0]


IMPORTS = sorted(set(imports()))


def test_the_reading_of_imports_finds_them() -> None:
    assert ("engine/run.py", "fogline.engine.local") in IMPORTS
    assert len(IMPORTS) > 50


def test_every_part_has_a_level() -> None:
    parts = {part_of(str(path.relative_to(PACKAGE))) for path in PACKAGE.rglob("*.py")}
    assert parts <= set(LEVELS)


@pytest.mark.parametrize(("importer", "imported"), IMPORTS, ids=lambda value: value)
def test_imports_go_down(importer: str, imported: str) -> None:
    above, below = part_of(importer), part_of(imported)
    if above == below or imported == "fogline" or (above, imported) in ALLOWED or (above, below) in SIDE_BY_SIDE:
        return
    if above == "settings" or (below == "settings" and imported != "fogline.settings"):
        assert imported.endswith((".settings", ".errors")), f"{importer} may take Settings only from {imported}"
        return
    assert LEVELS[above] > LEVELS[below], f"{importer} imports {imported}, which is not below it"


@pytest.mark.parametrize(("importer", "imported"), [pair for pair in IMPORTS if part_of(pair[0]) in STAGE_FOLDERS])
def test_stage_folders_take_only_the_stage_interface_from_the_engine(importer: str, imported: str) -> None:
    assert part_of(imported) != "engine" or imported == "fogline.engine.stage", f"{importer} imports {imported}"


def test_the_engine_knows_no_stage_and_no_lexicon() -> None:
    assert {part_of(name) for importer, name in IMPORTS if part_of(importer) == "engine"} <= {
        "engine",
        "record",
        "errors",
        "issues",
    }
