"""`fogline speed`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from fogline.cli.render import emit, json_option, pairs

if TYPE_CHECKING:
    from fogline.scoring.speed import Speed


@click.command("speed")
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True, help="How often the samples are repeated.")
@json_option
def command(repeats: int, as_json: bool | None) -> int:
    """Measure reports and words per second beside the bare parser.

    One process builds the sample reports, repeated as separate files, and then parses the same text alone.

    Example: fogline speed --repeats 10
    """
    from fogline.scoring.speed import measure_speed

    speed = measure_speed(repeats)
    emit({**dataclasses.asdict(speed), "ratio": speed.ratio}, as_json, lambda: _text(speed))
    return 0


def _text(speed: Speed) -> str:
    rates = {
        "reports": f"{speed.reports} ({speed.words} words)",
        "whole build": f"{speed.reports / speed.build_s:.1f} reports/s, {speed.words / speed.build_s:.0f} words/s",
        "bare parser": f"{speed.reports / speed.parser_s:.1f} reports/s, {speed.words / speed.parser_s:.0f} words/s",
        "ratio": f"{speed.ratio:.2f} seconds of build for each second of parser",
        "start": f"{speed.load_s:.1f} s to load models and tables and read one report",
        "peak memory": f"{speed.peak_rss_mb:.0f} MB",
    }
    slowest = sorted(speed.stage_s.items(), key=lambda item: -item[1])
    return f"{pairs(rates)}\n\n{pairs({name: f'{seconds:.2f} s' for name, seconds in slowest})}"
