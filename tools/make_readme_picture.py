"""Makes docs/images/dossier.png: the head of the dossier of the sample reports, as a small picture with few colors.

Run from the root of the project: `python tools/make_readme_picture.py`. Needs playwright and a chromium.
"""

from __future__ import annotations

import shutil
import struct
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fogline import api
from fogline.demo import build_samples
from fogline.show.casebook import write_dossier

WIDTH, HEIGHT = 1440, 1100
OUT = Path("docs/images/dossier.png")
_COLORS = 256
_SAME_COLOR = 170
_GROUNDS = 32
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def main() -> None:
    """Builds the case in a temporary folder, takes the picture and writes it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "dossier.html")
        case = Path(folder, "sample.fogline")
        build_samples(case)
        with api.open(case) as record:
            write_dossier(record, page, title="Eighteen sample reports on Iraq, 2023–24")
        shot = _screenshot(page)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(_with_palette(shot))
    sys.stdout.write(f"{OUT}: {OUT.stat().st_size:,} bytes\n")


def _screenshot(page: Path) -> bytes:
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(offline=True, color_scheme="light", viewport={"width": WIDTH, "height": HEIGHT})
        tab = context.new_page()
        tab.goto(page.resolve().as_uri())
        tab.locator("html[data-ready]").wait_for(state="attached")
        shot = tab.screenshot()
        browser.close()
    return bytes(shot)


def _with_palette(png: bytes) -> bytes:
    """The picture with its most used colors only; every other color becomes the nearest of them."""
    width, height, rows = _pixels(png)
    used = Counter(row[n : n + 3] for row in rows for n in range(0, len(row), 3))
    palette = _palette(used)
    place = {color: number for number, color in enumerate(palette)}
    for color in used:
        if color not in place:
            place[color] = min(range(len(palette)), key=lambda number: _distance(color, palette[number]))
    lines = b"".join(b"\0" + bytes(place[row[n : n + 3]] for n in range(0, len(row), 3)) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def _palette(used: Counter[bytes]) -> list[bytes]:
    """Common colors that differ: shades of one edge must not push out the few pixels of a colored mark."""
    chosen: list[bytes] = []
    for rank, (color, _) in enumerate(used.most_common()):
        if len(chosen) == _COLORS:
            break
        # The most common colors are the grounds of page, cards and map, which differ by little.
        if rank < _GROUNDS or all(_distance(color, other) > _SAME_COLOR for other in chosen):
            chosen.append(color)
    return chosen


def _distance(a: bytes, b: bytes) -> int:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows as RGB, from a PNG of 8 bits per channel without interlacing, as browsers write it."""
    parts = list(_chunks(png))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    if depth != 8 or kind not in (2, 6) or interlaced:
        raise ValueError("the browser wrote a PNG of a kind that this script does not read")
    size = 3 if kind == 2 else 4
    data = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    stride = width * size + 1
    rows, above = [], bytes(width * size)
    for y in range(height):
        above = _unfiltered(data[y * stride], data[y * stride + 1 : (y + 1) * stride], above, size)
        rows.append(above if size == 3 else b"".join(above[n : n + 3] for n in range(0, len(above), 4)))
    return width, height, rows


def _unfiltered(kind: int, line: bytes, above: bytes, size: int) -> bytes:
    """One row with the PNG filter undone (PNG specification, 9.2)."""
    row = bytearray(line)
    for n in range(len(row)):
        left, up = (row[n - size] if n >= size else 0), above[n]
        corner = above[n - size] if n >= size else 0
        if kind == 1:
            row[n] = (row[n] + left) & 255
        elif kind == 2:
            row[n] = (row[n] + up) & 255
        elif kind == 3:
            row[n] = (row[n] + (left + up) // 2) & 255
        elif kind == 4:
            row[n] = (row[n] + _paeth(left, up, corner)) & 255
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


if __name__ == "__main__":
    main()
