"""`fogline info`."""

from __future__ import annotations

from pathlib import Path

import click

from fogline.cli.render import case_argument, emit, json_option, only_case, pairs


@click.command("info")
@case_argument
@json_option
def command(case: Path | None, as_json: bool | None) -> int:
    """Say what a case holds and how it was built.

    Example: fogline info iraq.fogline
    """
    from fogline import api

    path = only_case(case)
    with api.open(path) as record:
        data = {"case": str(path), **record.summary()}
    emit(data, as_json, lambda: _text(data))
    return 0


def _text(data: dict[str, object]) -> str:
    flat = {name: value for name, value in data.items() if not isinstance(value, dict)}
    nested = {name: value for name, value in data.items() if isinstance(value, dict) and value}
    return "\n\n".join([pairs(flat), *(f"{name}\n{pairs(value)}" for name, value in nested.items())])
