"""Chooses from a company's colours what can be read: inks, panels, levels, statuses."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, permutations, product

from deckgen.scene import Color, Slot
from deckgen.theme.colour import contrast, rgb, tint
from deckgen.theme.slots import least
from deckgen.theme.tokens import Theme
from deckgen.theme.vision import MATRICES, distance

TEXT, GRAPHIC = 4.5, 3.0
_SLOTS: tuple[Slot, ...] = (
    "tx2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
)  # fmt: skip
_LIGHT = ((100_000, 0), (75_000, 0), (50_000, 0))
_DARK = ((100_000, 0), (60_000, 40_000), (40_000, 60_000))
"""Steps of Office's palette: itself, darker by a quarter and a half; lighter by 40 and 60 %."""
HUES = {"on_track": 130.0, "at_risk": 38.0, "off_track": 2.0}
"""Degrees around which a colour says its status to most people."""
_APART = 10.0
"""Delta E*ab from which on two colours are told apart at a glance."""
_SAYS = 8.0
"""How far (of ``_wrong``) a colour may be from a status's hue and still say it."""
_PLAIN = 0.14
"""Saturation under which a colour is a grey."""


@lru_cache(maxsize=4096)
def apart(first: str, second: str) -> float:
    """The least distance (Delta E*ab) of two colours to any eye."""
    return min(distance(first, second, vision) for vision in ("normal", *MATRICES))


class Picker:
    """Chooses from the slots of a theme what can be read on its grounds."""

    def __init__(self, theme: Theme, grounds: Sequence[str]) -> None:
        self.theme = theme
        self.grounds = tuple(grounds)
        self.light = theme.ground == "light"
        self.steps = _LIGHT if self.light else _DARK
        self.paper = theme.hex(theme.paper)
        self.panel_hex = self.paper

    def panel(self) -> Color:
        """The company's second ground where text is readable on it and it stays quiet, else a
        tint of the first.
        """
        second = Color("bg2")
        value, ink = self.theme.hex(second), self.theme.hex(self.theme.ink)
        step = max(contrast(value, ground) for ground in self.grounds)
        if contrast(ink, value) >= 7 and 1.04 <= step <= 1.6:
            return second
        if self.light:
            return Color("bg1", 95_000)
        return Color("bg1", 85_000, 15_000)

    def track(self, panel: Color, levels: Sequence[Color]) -> Color:
        """The panel, a step further from the ground: as far as bars can be seen on it."""
        for step in (10, 7, 4) if self.light else (15, 10, 6, 3):
            more = 0 if self.light else step * 1000
            color = Color(panel.slot, panel.mod - step * 1000, panel.off + more)
            value = self.theme.hex(color)
            if all(contrast(self.theme.hex(c), value) >= GRAPHIC for c in levels):
                return color
        return panel

    def muted(self) -> Color:
        """The quietest ink that can be read on ground and panel."""
        return self._ink(((75, 25), (85, 15)) if self.light else ((75, 0), (85, 0)), TEXT)

    def line(self) -> Color:
        """The quietest ink that is seen as a line."""
        return self._ink(((60, 40), (75, 25)) if self.light else ((65, 0), (80, 0)), GRAPHIC)

    def _ink(self, steps: Iterable[tuple[int, int]], needed: float) -> Color:
        for mod, off in steps:
            color = Color("tx1", mod * 1000, off * 1000)
            if self.seen(color) >= needed:
                return color
        return Color("tx1")

    def seen(self, color: Color) -> float:
        """The least contrast of a colour on what it stands on."""
        return least(self.theme.hex(color), (*self.grounds, self.paper, self.panel_hex))

    def readable(self, slot: Slot, needed: float = TEXT) -> Color | None:
        """A slot in the first step that can be read, also on its own tint; None for none."""
        return next(iter(self.steps_of(slot, needed)), None)

    def steps_of(self, slot: Slot, needed: float) -> list[Color]:
        """A slot in each step that can be read, also on its own tint."""
        own = self._tint(slot)
        colors = [Color(slot, mod, off) for mod, off in self.steps]
        return [c for c in colors if min(self.seen(c), contrast(self.theme.hex(c), own)) >= needed]

    def _tint(self, slot: Slot) -> str:
        base = self.theme.hex(Color(slot))
        return tint(base, 12_000, 88_000) if self.light else tint(base, 25_000, 0)

    def levels(
        self, told: Sequence[Slot], statuses: Sequence[tuple[str, Color]]
    ) -> tuple[Color, ...]:
        """Colours of four levels; those ``told`` keep their order and are only made readable.
        Colours that say a status to the eye are left to it while there are four others.
        """
        ink = self.theme.ink
        if told:
            return self._steps_apart([self.steps_of(s, TEXT) or [ink] for s in told[:6]])
        found = [c for slot in _SLOTS for c in self.steps_of(slot, TEXT)]
        found.sort(key=lambda c: _saturation(self.theme.hex(c)) < _PLAIN)
        best, near = self._best(found)
        for name, color in statuses:
            if _wrong(name, self.theme.hex(color)) >= _SAYS:
                continue
            rest = [c for c in found if c.slot != color.slot]
            other, far = self._best(rest)
            if len(other) == 4 and (far >= _APART or far >= near):
                found, best, near = rest, other, far
        return best or (ink,)

    def _steps_apart(self, steps: Sequence[Sequence[Color]]) -> tuple[Color, ...]:
        """One of the steps of each slot: the colours themselves, unless steps are better told
        apart.
        """

        def worth(chosen: Sequence[Color]) -> float:
            values = [self.theme.hex(c) for c in dict.fromkeys(chosen)]
            near = min((apart(a, b) for a, b in combinations(values, 2)), default=99.0)
            odd = sum(c.mod != 100_000 for c in chosen)
            return min(near, 11.0) - 1.2 * odd

        return max(product(*steps), key=worth)

    def _best(self, found: Sequence[Color]) -> tuple[tuple[Color, ...], float]:
        """Up to four of the colours that most eyes tell apart, earlier and plainer ones first;
        and the least distance between them.
        """
        values = {c: self.theme.hex(c) for c in found}
        first: dict[Slot, int] = {}
        for color in found:
            first.setdefault(color.slot, len(first))
        count = min(4, len(first))

        def near(chosen: Sequence[Color]) -> float:
            return min((apart(values[a], values[b]) for a, b in combinations(chosen, 2)),
                       default=99.0)  # fmt: skip

        def worth(chosen: Sequence[Color]) -> float:
            odd = sum(c.mod != 100_000 for c in chosen)
            return min(near(chosen), 11.0) - 0.8 * sum(first[c.slot] for c in chosen) - 1.2 * odd

        sets = [c for c in combinations(found, count) if len({x.slot for x in c}) == count]
        best = max(sets, key=worth, default=())
        return best, near(best) if len(best) > 1 else 0.0

    def statuses(self, told: dict[str, Slot]) -> tuple[tuple[str, Color], ...]:
        """The colours of statuses: by hue where the company has such colours."""
        found = {
            slot: color for slot in _SLOTS if (color := self.readable(slot, GRAPHIC)) is not None
        }
        chosen = {n: found.get(s, self.theme.ink) for n, s in told.items()}
        open_names = [name for name in HUES if name not in chosen]
        free = [c for slot, c in found.items() if c not in chosen.values()]
        free += [Color("tx1")] * max(0, len(open_names) - len(free))

        def worth(picked: Sequence[Color]) -> float:
            values = {
                **{n: self.theme.hex(c) for n, c in chosen.items() if n in HUES},
                **{n: self.theme.hex(c) for n, c in zip(open_names, picked, strict=True)},
            }
            near = min((apart(a, b) for a, b in combinations(values.values(), 2)), default=0.0)
            return min(near, 14.0) - sum(_wrong(n, v) for n, v in values.items())

        if open_names:
            best = max(permutations(free, len(open_names)), key=worth)
            chosen.update(zip(open_names, best, strict=True))
        return tuple(chosen.items())

    def on_tints(
        self, statuses: Sequence[tuple[str, Color]], levels: Sequence[Color]
    ) -> tuple[tuple[str, Color], ...]:
        """The statuses in the first step that is also seen on the levels' tints."""
        tints = [self._tint(level.slot) for level in levels]

        def seen(color: Color) -> float:
            return min(self.seen(color), least(self.theme.hex(color), tints))

        made = []
        for name, color in statuses:
            steps = [color, *(Color(color.slot, m, o) for m, o in self.steps)]
            good = [c for c in steps if seen(c) >= GRAPHIC]
            made.append((name, good[0] if good else max(steps, key=seen)))
        return tuple(made)

    def on(
        self, grounds: Sequence[str], levels: Sequence[Color]
    ) -> tuple[Color, Color, Color, Color]:
        """Text, quiet text and accent for some grounds, and the slot nearest to them."""
        four: tuple[Slot, ...] = ("tx1", "bg1", "tx2", "bg2")

        def reads(color: Color) -> float:
            return least(self.theme.hex(color), grounds)

        text = max((Color(s) for s in four[:2]), key=reads)
        if reads(text) < TEXT:
            text = max((Color(s) for s in four), key=reads)
        others = [Color(s) for s in four[2:] if reads(Color(s)) >= 7]
        quiet = min(others, key=reads) if others else text
        accents = [Color(c.slot) for c in levels if reads(Color(c.slot)) >= TEXT]
        accents += [Color(s) for s in _SLOTS if reads(Color(s)) >= TEXT]
        lies = min(
            (Color(s) for s in (*four, *_SLOTS)),
            key=lambda c: (
                max(distance(self.theme.hex(c), g) for g in grounds)
                + (0 if reads_on(self.theme, text, c) >= TEXT else 100)
            ),
        )
        return text, quiet, accents[0] if accents else text, lies


def reads_on(theme: Theme, front: Color, ground: Color) -> float:
    """The contrast of two colours of a theme."""
    return contrast(theme.hex(front), theme.hex(ground))


def _saturation(value: str) -> float:
    high, low = max(rgb(value)), min(rgb(value))
    return high - low


def _wrong(status: str, value: str) -> float:
    """How little a colour says a status, 0 to 40."""
    if _saturation(value) < _PLAIN:
        return 25.0
    hue = colorsys.rgb_to_hls(*rgb(value))[0] * 360
    off = abs(hue - HUES[status])
    return min(off, 360 - off) / 180 * 40
