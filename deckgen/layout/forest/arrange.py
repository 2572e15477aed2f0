"""Arranges one page of a cascade: the largest type, then the most air, that fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deckgen.layout.forest.cards import FLOOR, STEPS, Step
from deckgen.layout.forest.shapes import Branch, Metrics, Mode, Shape, place, shapes_of
from deckgen.scene import Box, points

LADDER: tuple[tuple[Step, tuple[Mode, ...]], ...] = (
    (STEPS[0], ("lanes",)),
    (STEPS[1], ("lanes", "leaves")),
    (STEPS[2], ("lanes", "leaves")),
    (STEPS[3], ("lanes", "leaves")),
    (STEPS[4], ("lanes", "leaves", "compact")),
    (STEPS[5], ("lanes", "leaves", "compact")),
    (STEPS[6], ("lanes", "leaves", "compact")),
)
"""Steps of the type scale with the arrangements tried at each, in order."""
BROADER = (1.0, 0.75, 0.5, 0.25, 0.0)
AIR = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)

HeightOf = Callable[[Step, int], int]
"""The height in EMU of all cards of the page at a step and a width in EMU."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """A page that fits: sizes, corners of cards and sides of links, all in EMU."""

    step: Step
    metrics: Metrics
    corners: dict[int, tuple[int, int]]
    sides: dict[int, int]
    fits: bool = True


def metrics(width: int, height: int, air: float = 0.0) -> Metrics:
    """Sizes of a page. ``air`` is 0 (dense) to 1 (generous)."""
    return Metrics(
        card_w=width,
        card_h=round(height * (1 + 0.25 * air)),
        gap_x=points(12 + round(24 * air)),
        gap_y=points(24 + round(26 * air)),
        hang_y=points(8 + round(12 * air)),
        indent=points(16),
    )


def floor_metrics(height_of: HeightOf) -> Metrics:
    """The densest sizes: what paging counts with."""
    width = points(FLOOR.narrow)
    return metrics(width, height_of(FLOOR, width))


def arrange(root: Branch, height_of: HeightOf, body: Box) -> Arranged:
    """Where every card of a page stands in ``body``; at the floor when nothing larger fits."""
    for step, modes in LADDER:
        narrow = points(step.narrow)
        height = height_of(step, narrow)
        for mode in modes:
            if _fitting(root, metrics(narrow, height), mode, body) is None:
                continue
            return _grown(root, height_of, step, mode, body)
    narrow = points(FLOOR.narrow)
    dense = metrics(narrow, height_of(FLOOR, narrow))
    shape = min(shapes_of(root, dense, "compact"), key=lambda s: max(s.w - body.w, s.h - body.h))
    return _placed(root, shape, dense, FLOOR, body)


def _fitting(root: Branch, m: Metrics, mode: Mode, body: Box) -> Shape | None:
    """The shape that fits and fills its page most evenly, or None."""
    fits = [s for s in shapes_of(root, m, mode) if s.w <= body.w and s.h <= body.h]
    return max(fits, key=lambda s: min(s.w / body.w, s.h / body.h), default=None)


def _grown(root: Branch, height_of: HeightOf, step: Step, mode: Mode, body: Box) -> Arranged:
    """Cards as broad as fit, then as much air as fits."""
    chosen: tuple[Shape, Metrics] | None = None
    for share in BROADER:
        width = points(round(step.narrow + (step.broad - step.narrow) * share))
        m = metrics(width, height_of(step, width))
        shape = _fitting(root, m, mode, body)
        if shape is not None:
            chosen = shape, m
            break
    assert chosen is not None
    width = chosen[1].card_w
    height = height_of(step, width)
    for air in AIR:
        m = metrics(width, height, air)
        shape = _fitting(root, m, mode, body)
        if shape is not None:
            chosen = shape, m
            break
    return _placed(root, chosen[0], chosen[1], step, body)


def _placed(root: Branch, shape: Shape, m: Metrics, step: Step, body: Box) -> Arranged:
    x = body.x + max(0, (body.w - shape.w) // 2)
    y = body.y + max(0, (body.h - shape.h) * 2 // 5)
    corners, sides = place(root, shape, x, y, m)
    fits = shape.w <= body.w and shape.h <= body.h
    return Arranged(step, m, corners, sides, fits)
