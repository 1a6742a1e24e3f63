"""Colors of the display types stay apart, also for color-blind readers, and stand out from the page.

Machado, Oliveira and Fernandes 2009 (severity 1.0) for the three kinds; CIEDE2000 for the difference.
"""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest

from fogline.show.display import STATIC

Triple = tuple[float, float, float]
MATRICES: dict[str, tuple[Triple, Triple, Triple]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# The smallest difference measured for each theme, rounded down; below 10 two lanes begin to look alike.
FLOORS = {
    "light": {"normal": 16, "protan": 11, "deutan": 13, "tritan": 10},
    "dark": {"normal": 19, "protan": 15, "deutan": 15, "tritan": 12},
}


def _colors(theme: str) -> dict[str, str]:
    css = (STATIC / "dossier" / "tokens.css").read_text("utf-8")
    light, dark = css.split(':root[data-theme="dark"]')
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", light if theme == "light" else dark))


def _types(theme: str) -> dict[str, str]:
    found = {name: color for name, color in _colors(theme).items() if name.startswith("type-") and name != "type-other"}
    assert len(found) == 8
    return found


def _linear(color: str) -> Triple:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _times(matrix: tuple[Triple, Triple, Triple], rgb: Triple) -> Triple:
    a, b, c = (min(1.0, max(0.0, sum(x * y for x, y in zip(row, rgb, strict=True)))) for row in matrix)
    return a, b, c


def _lab(rgb: Triple) -> Triple:
    rows = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    white = (0.95047, 1.0, 1.08883)
    values = [sum(x * y for x, y in zip(row, rgb, strict=True)) / w for row, w in zip(rows, white, strict=True)]
    f = [value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116 for value in values]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def _difference(first: Triple, second: Triple) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    l1, a1, b1 = first
    l2, a2, b2 = second
    chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(chroma**7 / (chroma**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    wide = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, mean = (l1 + l2) / 2, (c1 + c2) / 2
    hue = _mean_hue(h1, h2)
    t = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.2 * _cos(4 * hue - 63)
    sl = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * mean, 1 + 0.015 * mean * t
    rotation = -math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))) * 2 * math.sqrt(mean**7 / (mean**7 + 25**7))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, wide / sh
    return math.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _mean_hue(h1: float, h2: float) -> float:
    if abs(h1 - h2) <= 180:
        return (h1 + h2) / 2
    return (h1 + h2 + 360) / 2 if h1 + h2 < 360 else (h1 + h2 - 360) / 2


def _contrast(first: str, second: str) -> float:
    low, high = sorted(
        sum(x * y for x, y in zip((0.2126, 0.7152, 0.0722), _linear(color), strict=True)) for color in (first, second)
    )
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_difference_agrees_with_published_pairs(first: Triple, second: Triple, expected: float) -> None:
    assert _difference(first, second) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", MATRICES)
def test_type_colors_stay_apart(theme: str, sight: str) -> None:
    labs = {name: _lab(_times(MATRICES[sight], _linear(color))) for name, color in _types(theme).items()}
    smallest, pair = min((_difference(labs[a], labs[b]), (a, b)) for a, b in combinations(labs, 2))
    assert smallest >= FLOORS[theme][sight], pair


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("surface", ["paper", "card"])
def test_type_colors_stand_out(theme: str, surface: str) -> None:
    colors = _colors(theme)
    for name, color in _types(theme).items():
        assert _contrast(color, colors[surface]) >= 3, name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "ink2", "ink3", "action", "warn"])
def test_text_colors_are_readable(theme: str, text: str) -> None:
    colors = _colors(theme)
    for surface in ("paper", "card"):
        assert _contrast(colors[text], colors[surface]) >= 4.5
