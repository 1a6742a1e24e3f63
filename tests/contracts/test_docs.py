"""What is not in the documentation does not exist: commands, settings, issue codes, stages, tables."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from fogline.cli import reference
from fogline.cli.app import COMMANDS, fogline
from fogline.stages import STAGE_NAMES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.mark.parametrize(("name", "text"), reference.pages(DOCS / "reference").items(), ids=lambda value: value[:14])
def test_reference_page_is_up_to_date(name: str, text: str) -> None:
    assert (DOCS / "reference" / name).read_text("utf-8") == text, "run make docs"


def test_a_stale_page_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "reference"
    (tmp_path / "glossary.tsv").write_bytes((DOCS / "glossary.tsv").read_bytes())
    assert reference.main([str(folder), "--check"]) == 1
    assert reference.main([str(folder)]) == 0
    assert reference.main([str(folder), "--check"]) == 0
    (folder / "cli.md").write_text("old")
    assert reference.main([str(folder), "--check"]) == 1
    assert "cli.md: not up to date" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_one_example_and_its_listed_first_line(name: str) -> None:
    command = fogline.get_command(click.Context(fogline), name)
    assert command is not None
    assert command.name == name
    text = command.help or ""
    assert text.partition("\n")[0] == COMMANDS[name]
    assert text.count("Example: fogline ") == 1
    assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))


def test_every_command_file_is_listed() -> None:
    others = {"app", "render", "reference", "__init__"}
    assert {path.stem for path in (ROOT / "fogline" / "cli").glob("*.py")} - others == set(COMMANDS)


def test_every_setting_says_what_it_does() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", reference.settings_page(), flags=re.MULTILINE)
    assert rows
    assert [name for name, said in rows if not said.strip()] == []


def test_every_stage_is_on_the_page_of_its_folder() -> None:
    for name in STAGE_NAMES:
        page = DOCS / "stages" / f"{name.partition('.')[0]}.md"
        assert f"`{name}`" in page.read_text("utf-8"), f"{page.name} lacks {name}"


def test_the_map_of_the_house_has_the_order_of_the_stages() -> None:
    map_rows = (ROOT / "README.md").read_text("utf-8").partition("## The map of the house")[2]
    assert tuple(re.findall(r"`(\w+\.\w+)`", map_rows.partition("\n\nStart with")[0])) == STAGE_NAMES


PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{target} is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_is_short_enough_to_read(page: Path) -> None:
    assert page.read_text("utf-8").count("\n") <= 500
