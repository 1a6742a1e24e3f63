"""Sizes, names and manners that every module keeps."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "fogline"
MODULES = sorted(PACKAGE.rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
HOMELESS = {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager"}
NETWORK = {"socket", "ssl", "urllib.request", "http", "http.client", "requests", "httpx", "ftplib", "smtplib", "aiohttp"}


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, FUNCTIONS))


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the end."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_module_keeps_its_budget(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= 400, f"{lines} lines; split it where it does two things"
    long = [f"{node.name}: {body_lines(node)}" for node in functions(path) if body_lines(node) > 40]
    assert not long, "functions over 40 lines"
    wide = [node.name for node in functions(path) if n_arguments(node) > 6 and not is_command(path, node)]
    assert not wide, "functions with more than 6 arguments"


def n_arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def is_command(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A click command takes one argument an option."""
    return path.parent.name == "cli" and node.name == "command"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_module_has_a_home(path: Path) -> None:
    assert path.stem not in HOMELESS


REACHES_OUT = {PACKAGE / "read" / "model_client.py"}  # decision 6: asks the server that a person named


def banned_words() -> dict[str, str]:
    with (ROOT / "docs" / "glossary.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {word: row["word"] for row in rows for word in (row["banned_in_names"] or "").replace(",", " ").split()}


def names_in(path: Path) -> Iterator[str]:
    """Names that a module gives: functions, classes, arguments, variables."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def test_names_are_taken_apart() -> None:
    assert words_of("_StoryBook2") == ["story", "book"]
    assert words_of("find_stories") == ["find", "stories"]
    assert "story" in banned_words()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_names_use_the_words_of_the_glossary(path: Path) -> None:
    banned = banned_words()
    wrong = {name: banned[word] for name in names_in(path) for word in words_of(name) if word in banned}
    assert not wrong, "name -> the glossary's word for it"


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name != "cli"], ids=named)
def test_nothing_below_the_command_line_prints_or_opens_a_socket(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"line {node.lineno} prints"
        imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        imported += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not NETWORK & set(imported) or path in REACHES_OUT, f"{imported} reaches the network"


DOCUMENTED = sorted(
    [*(PACKAGE / "record").glob("*.py"), PACKAGE / "engine" / "stage.py", PACKAGE / "api.py", PACKAGE / "stages.py"]
)


@pytest.mark.parametrize("path", DOCUMENTED, ids=named)
def test_public_names_have_docstrings(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree)
    owners: list[ast.Module | ast.ClassDef] = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for owner in owners:
        for node in owner.body:
            if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_") and not is_row_lookup(node):
                assert ast.get_docstring(node), f"{node.name}, line {node.lineno}, has no docstring"


def is_row_lookup(node: ast.stmt) -> bool:
    """A method of a protocol whose body is `...`: the class says what it is."""
    body = getattr(node, "body", [])
    return (
        len(body) == 1
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and body[0].value.value is ...
    )
