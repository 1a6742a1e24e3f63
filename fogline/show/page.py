"""Puts script, style, data and words into one HTML file that asks the network for nothing."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from fogline.show.display import STATIC

SCRIPT_PARTS = (
    "elements", "data", "state", "glyphs", "tooltip", "axis", "timeline", "overview", "projection", "map_canvas",
    "map_marks", "map", "reader", "panel", "table", "contradictions", "statements", "network", "csv", "keys", "theme",
    "start",
)  # fmt: skip
STYLE_PARTS = (
    "tokens",
    "page",
    "bar",
    "timeline",
    "map",
    "panel",
    "table",
    "questions",
    "network",
    "reader",
    "register",
    "narrow",
    "print",
)


@cache
def script() -> str:
    """The viewer's script: all parts in order inside one function, so that no name leaks into the page."""
    parts = [f"// --- {name}.js\n{(STATIC / 'dossier' / f'{name}.js').read_text('utf-8').strip()}\n" for name in SCRIPT_PARTS]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "})();\n"


@cache
def style() -> str:
    """The viewer's style sheet: all parts in order."""
    return "\n".join((STATIC / "dossier" / f"{name}.css").read_text("utf-8").strip() for name in STYLE_PARTS) + "\n"


def hash_source(text: str) -> str:
    """A Content-Security-Policy source that allows exactly this inline text."""
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def content_policy() -> str:
    """The page's policy: nothing but its own script and style, by hash."""
    # The CSV download is a blob opened by a link, which is navigation and needs no source here.
    sources = {"default-src": "'none'", "script-src": hash_source(script()), "style-src": hash_source(style())}
    sources |= {"base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(f"{name} {source}" for name, source in sources.items())


def payload(view: Mapping[str, Any], compress_above: int) -> tuple[str, str]:
    """(encoding, text) of the viewer's data: plain JSON that cannot end its script element, or gzip in base64."""
    plain = writable(json.dumps(view, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    if len(plain.encode()) > compress_above:
        return "gzip", base64.b64encode(gzip.compress(plain.encode(), 9, mtime=0)).decode()
    for character, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        plain = plain.replace(character, escape)
    return "plain", plain


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(STATIC.parent / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill_page(values: Mapping[str, Any], view: Mapping[str, Any], compress_above: int) -> str:
    """The whole HTML text from template values and the viewer's data."""
    encoding, data = payload(view, compress_above)
    template = _environment().get_template("dossier.html.j2")
    page = template.render(
        **values,
        policy=content_policy(),
        # These three are this module's own files, or JSON with every angle bracket escaped.
        style=Markup(style()),
        script=Markup(script()),
        data=Markup(data),
        encoding=encoding,
    )
    return writable(page)


def writable(text: str) -> str:
    """The text without half surrogate pairs, which UTF-8 cannot hold; they can only come from a damaged input."""
    return text.encode("utf-8", "replace").decode("utf-8")
