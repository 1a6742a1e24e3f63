"""The committed base map: what it holds, and how it is cut."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from fogline.show import basemap
from fogline.show.basemap import Box
from fogline.show.map_view import opening_box


def test_file_is_the_one_its_provenance_describes() -> None:
    assert (
        sha256(basemap.BASEMAP_FILE.read_bytes()).hexdigest()
        == "29e7165953ef3c0fffa4d581e40dfa6f894d7cd314524254e6611edbd75e5269"
    )


def test_missing_file_is_no_error(tmp_path: Path) -> None:
    assert basemap.load(tmp_path / "none.xz") is None


def _layers(box: Box, **choices: bool) -> dict[str, list[basemap.Shape]]:
    base = basemap.load()
    assert base is not None
    layers: dict[str, list[basemap.Shape]] = basemap.cut(base, box, **{"coarse": False, **choices})["layers"]
    return layers


def test_disputed_borders_are_marked() -> None:
    kashmir = _layers(Box(72, 32, 80, 37))["borders"]
    assert {rank for _, rank in kashmir} == {0, 1}


def test_borders_can_be_left_out() -> None:
    layers = _layers(Box(-64, -24, -57, -18), borders=False)
    assert "borders" not in layers
    assert "provinces" not in layers
    assert layers["land"]


def test_land_covers_an_inland_box_and_not_the_open_sea() -> None:
    assert _layers(Box(-30, 30, -28, 32))["land"] == []
    inland = _layers(Box(-61, -22, -60, -21))["land"]
    assert len(inland) == 1


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ([(-5.0, 5.0), (5.0, 5.0), (15.0, 5.0)], 2),  # each segment crosses an edge, which ends a piece
        ([(1.0, 1.0), (2.0, 2.0)], 1),
        ([(20.0, 20.0), (30.0, 30.0)], 0),
    ],
)
def test_lines_are_cut_at_the_box(line: list[tuple[float, float]], pieces: int) -> None:
    assert len(basemap.clip_line(line, (0, 0, 10, 10))) in (pieces, max(0, pieces - 1))
    assert bool(basemap.clip_line(line, (0, 0, 10, 10))) is bool(pieces)


def test_area_is_clipped_to_the_box() -> None:
    square = [(-10.0, -10.0), (30.0, -10.0), (30.0, 30.0), (-10.0, 30.0)]
    assert set(basemap.clip_area(square, (0, 0, 10, 10))) == {(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)}


def test_country_labels_lie_in_their_countries() -> None:
    labels = {name: (lat, lon) for name, lat, lon, _ in basemap.country_labels()}
    assert len(labels) > 200
    assert labels["Fiji"][1] > 170
    assert abs(labels["Paraguay"][0] + 23) < 3


def test_opening_box_leaves_a_lone_far_point_outside() -> None:
    near = [(-60.0 + 0.05 * n, -21.0) for n in range(30)]
    box = opening_box([*near, (77.0, 38.0)])
    assert box.holds(-59.0, -21.0)
    assert not box.holds(77.0, 38.0)


def test_opening_box_of_nothing_is_the_world() -> None:
    assert opening_box([]).width() > 300
