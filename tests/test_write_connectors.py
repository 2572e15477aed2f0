"""Elbows: what the file says, decoded by DrawingML's own rules, is the polyline of the scene."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.write.pptx.connector import elbow, simplified

PATHS = {
    # Vertices of the presets in ECMA-376's presetShapeDefinitions, as shares of width and height.
    "straightConnector1": lambda a: [(0, 0), (1, 1)],
    "bentConnector2": lambda a: [(0, 0), (1, 0), (1, 1)],
    "bentConnector3": lambda a: [(0, 0), (a[0], 0), (a[0], 1), (1, 1)],
    "bentConnector4": lambda a: [(0, 0), (a[0], 0), (a[0], a[1]), (1, a[1]), (1, 1)],
    "bentConnector5": lambda a: [
        (0, 0), (a[0], 0), (a[0], a[1]), (a[2], a[1]), (a[2], 1), (1, 1),
    ],
}  # fmt: skip


def drawn(points):
    """The polyline that a program draws for the connector of ``points``."""
    transform, form = elbow(simplified(tuple(points)))

    def number(name, default=0):
        found = re.search(rf'\b{name}="(-?\d+)"', transform)
        return int(found[1]) if found else default

    preset = re.search(r'prst="(\w+)"', form)[1]
    adjust = [int(v) / 100_000 for v in re.findall(r'fmla="val (-?\d+)"', form)]
    x, y, w, h = number("x"), number("y"), number("cx"), number("cy")
    turn = math.radians(number("rot") / 60_000)
    cx, cy = x + w / 2, y + h / 2
    found = []
    for u, v in PATHS[preset](adjust):
        px, py = (u - 0.5) * w, (v - 0.5) * h
        px, py = px * (-1 if number("flipH") else 1), py * (-1 if number("flipV") else 1)
        found.append(
            (
                cx + px * math.cos(turn) - py * math.sin(turn),
                cy + px * math.sin(turn) + py * math.cos(turn),
            )
        )
    return found


def assert_same(points, tolerance=150):
    """Each vertex within ``tolerance`` EMU (12,700 to the point)."""
    wanted, got = simplified(tuple(points)), drawn(points)
    assert len(wanted) == len(got)
    for (a, b), (c, d) in zip(wanted, got, strict=True):
        assert abs(a - c) <= tolerance, (wanted, got)
        assert abs(b - d) <= tolerance, (wanted, got)


place = st.integers(0, 12_000_000)


@given(place, place, place, place, place, place, st.booleans(), st.integers(2, 6))
@settings(max_examples=300, deadline=None)
def test_any_polyline_of_up_to_six_points_is_drawn_where_layout_put_it(
    x0, y0, x1, y1, x2, y2, vertical, count
):
    xs, ys = [x0, x1, x2], [y0, y1, y2]
    points = [(x0, y0)]
    column, row = 0, 0
    for step in range(count - 1):
        if (step % 2 == 0) == vertical:
            row += 1
        else:
            column += 1
        points.append((xs[column % 3], ys[row % 3]))
    kept = simplified(tuple(points))
    backward = any(
        (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])
        for a, b, c in zip(kept, kept[1:], kept[2:], strict=False)
    )
    if backward or min(abs(kept[0][0] - kept[-1][0]), abs(kept[0][1] - kept[-1][1])) < 20_000:
        return  # the narrow ones have a test of their own
    assert_same(kept)


@pytest.mark.parametrize("mirror", [1, -1])
@pytest.mark.parametrize("vertical", [False, True])
def test_a_c_shaped_link_between_ends_on_one_line_keeps_its_detour(mirror, vertical):
    # Ends stand on one vertical (or horizontal) line; the link leaves and comes back.
    points = [
        (500_000, 0),
        (500_000 + mirror * 228_600, 0),
        (500_000 + mirror * 228_600, 900_000),
        (500_000, 900_000),
    ]
    if vertical:
        points = [(y, x) for x, y in points]
    assert_same(points, tolerance=1_400)  # a tenth of a point


def test_a_u_shaped_link_around_the_outside_keeps_its_detour():
    assert_same([(100_000, 500_000), (100_000, 900_000), (700_000, 900_000), (700_000, 600_000)])


def test_points_that_stand_still_or_lie_on_the_way_are_left_out():
    line = ((0, 0), (0, 0), (0, 50), (0, 100), (80, 100))
    assert simplified(line) == [(0, 0), (0, 100), (80, 100)]


def test_a_straight_link_runs_from_start_to_end_in_any_direction():
    for end in ((90_000, 40_000), (-90_000, 40_000), (90_000, -40_000), (-90_000, -40_000), (0, 9)):
        assert_same([(0, 0), end])
