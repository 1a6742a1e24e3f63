"""Writes docs/reference from the code: `python -m fogline.cli.reference docs/reference [--check]`.

A page that is made from the code cannot say something else than the code; the check fails where a page is not up to date.
"""

from __future__ import annotations

import ast
import csv
import dataclasses
import inspect
import sys
import textwrap
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from fogline import api, settings
from fogline.cli.app import COMMANDS, fogline
from fogline.engine.run import Progress, StageCount
from fogline.issues import ISSUE_CODES
from fogline.record import types, values, vocabulary
from fogline.record.answers import ReaderEstimate
from fogline.record.store import table_of

_MADE = "<!-- Made from the code by `make docs`. Change the code instead. -->\n"
_FORM: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100, "help_option_names": ["-h", "--help"]}
_FILLED_IN = ("packs", "packs_sha256")  # of a section: taken from the top level by stages.py
_VALUES = (
    values.Span, values.Segment, values.Period, values.Count, values.Location, values.Voice, values.Role, values.Alias,
    values.Reason,
)  # fmt: skip


def cli_page() -> str:
    """Every command with its help."""
    parts = ["# Command line\n", "Every command of `fogline`, as its own `--help` prints it.\n", _MADE]
    parts.append(
        "Data goes to stdout and everything else to stderr. Tables turn into JSON when stdout is no terminal. Exit codes: "
        "0 done, 1 failed, 2 wrong usage or settings, 3 done with warnings or errors among the issues, 130 interrupted.\n"
    )
    context = click.Context(fogline, info_name="fogline", **_FORM)
    parts.append(f"```\n{fogline.get_help(context)}\n```\n")
    for name in COMMANDS:
        command = fogline.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, **_FORM)
        parts.append(f"## fogline {name}\n\n```\n{command.get_help(inner)}\n```\n")
    return "\n".join(parts)


def settings_page() -> str:
    """Every setting with its default and what it does."""
    intro = "Every setting of a build, its default and what it does; `fogline build --settings FILE` reads them from TOML.\n"
    parts = ["# Settings\n", intro, _MADE, *_settings_rows(settings.Settings(), "")]
    return "\n".join(parts)


def _settings_rows(section: Any, name: str) -> Iterator[str]:
    docs = dict(field_docs(type(section)))
    fields = [field for field in dataclasses.fields(section) if not name or field.name not in _FILLED_IN]
    plain = [field.name for field in fields if not dataclasses.is_dataclass(getattr(section, field.name))]
    if plain:
        yield f"## {f'[{name}]' if name else 'Top level'}\n\n| Setting | Default | What it does |\n|---|---|---|"
        yield "".join(f"| `{field}` | `{_toml(getattr(section, field))}` | {docs[field]} |\n" for field in plain)
    for field in fields:
        if dataclasses.is_dataclass(getattr(section, field.name)):
            yield from _settings_rows(getattr(section, field.name), field.name)


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def field_docs(cls: type[Any]) -> Iterator[tuple[str, str]]:
    """Each field of a class with the string that follows it, or an empty one."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(tree, ast.ClassDef)
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            said = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            yield node.target.id, " ".join(str(said).split())


def schema_page() -> str:
    """The record types, the values inside them and the closed word lists."""
    intro = "The eleven tables of a case file, the values stored inside them, and the words that a column may hold.\n"
    parts = ["# Schema\n", intro, _MADE, "## Tables\n"]
    kept = "Every table also has `made_by` (stage and version, or a person), `unit_key`, `run_id` and `superseded_at`.\n"
    parts += [kept, *(_class_section(cls, f"{cls.__name__} (table `{table_of(cls)}`)") for cls in types.ROW_TYPES)]
    parts += ["## Values\n", *(_class_section(cls, cls.__name__) for cls in _VALUES), "## Words\n"]
    for name in sorted(name for name in vars(vocabulary) if name.isupper()):
        words = getattr(vocabulary, name)
        parts.append(f"- **{name.lower().replace('_', ' ')}**: {_words(words)}")
    return "\n".join([*parts, ""])


def _words(words: Any) -> str:
    if isinstance(words, str):
        return f"`{words}`"
    if isinstance(words, dict):
        return "; ".join(f"`{key}` ({', '.join(sorted(value)) or 'no modes'})" for key, value in sorted(words.items()))
    return ", ".join(f"`{word}`" for word in sorted(words))


def _class_section(cls: type[Any], title: str) -> str:
    docs = dict(field_docs(cls))
    lines = [f"### {title}\n", f"{inspect.cleandoc(cls.__doc__ or '')}\n", "| Field | Type | |", "|---|---|---|"]
    for field in dataclasses.fields(cls):
        kind = str(field.type).replace("|", "\\|")
        lines.append(f"| `{field.name}` | {kind} | {docs.get(field.name, '')} |")
    return "\n".join([*lines, ""])


def issues_page() -> str:
    """Every issue code with what it means."""
    intro = "Every issue code, what it means and what to do; `fogline issues CASE` lists those of a case.\n"
    rows = [f"| `{code}` | {meaning} |" for code, meaning in sorted(ISSUE_CODES.items())]
    return "\n".join(["# Issues\n", intro, _MADE, "| Code | Meaning |\n|---|---|", *rows, ""])


def glossary_page(source: Path) -> str:
    """The words of the project; `source` is docs/glossary.tsv."""
    with source.open(encoding="utf-8", newline="") as lines:
        rows = [f"| **{row['word']}** | {row['means']} | {row['not']} |" for row in csv.DictReader(lines, delimiter="\t")]
    intro = "One word for one thing: what each word means here, and the words that are not used for it.\n"
    return "\n".join(["# Glossary\n", intro, _MADE, "| Word | Means | Not |\n|---|---|---|", *rows, ""])


def api_page() -> str:
    """The Python interface."""
    parts = ["# Python\n", "What `import fogline` offers: open a case, read its rows, judge, build, export.\n", _MADE]
    parts.append(f"```python\n{textwrap.dedent(inspect.getdoc(api) or '').partition(chr(10) * 2)[2].strip()}\n```\n")
    parts.append(_function_section(api.open, "fogline.open"))
    for name, member in vars(api.Record).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            parts.append(f"### Record.{name}\n\n{inspect.getdoc(member)}\n")
        else:
            parts.append(_function_section(member, f"Record.{name}"))
    parts += [_class_section(cls, f"fogline.{cls.__name__}") for cls in (api.BuildResult, StageCount, Progress, ReaderEstimate)]
    return "\n".join(parts)


def _function_section(function: Callable[..., Any], title: str) -> str:
    signature = inspect.signature(function)
    parameters = [p for name, p in signature.parameters.items() if name != "self"]
    shown = signature.replace(parameters=parameters)
    return f"### {title}\n\n```python\n{title}{str(shown).replace(chr(39), '')}\n```\n\n{inspect.getdoc(function)}\n"


def pages(folder: Path) -> dict[str, str]:
    """Every generated page by file name; `folder` is docs/reference."""
    return {
        "cli.md": cli_page(),
        "settings.md": settings_page(),
        "schema.md": schema_page(),
        "issues.md": issues_page(),
        "glossary.md": glossary_page(folder.parent / "glossary.tsv"),
        "api.md": api_page(),
    }


def main(arguments: typing.Sequence[str]) -> int:
    """Writes the pages, or with `--check` says which are not up to date; returns the exit code."""
    folder = Path(arguments[0])
    stale = []
    for name, text in pages(folder).items():
        path = folder / name
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale.append(str(path))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    for path_name in stale:
        print(f"{path_name}: {'not up to date; run make docs' if '--check' in arguments else 'written'}", file=sys.stderr)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
