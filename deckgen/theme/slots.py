"""Which colours of a company's scheme the slots of a scene stand for.

A master says by its colour map what text and ground are. When its slides lie on something else
(a dark picture under a light map), text follows what is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.theme.colour import contrast, luminance

READABLE = 4.5
FOUR = ("dk1", "lt1", "dk2", "lt2")
"""Entries of a scheme for text and grounds."""
_NEAR = 1.35
"""Contrast up to which a colour is as good as the ground itself."""


def slots_of(
    scheme: Mapping[str, str], colour_map: Mapping[str, str], under: Sequence[str] | None,
    title: str,
) -> dict[str, str]:  # fmt: skip
    """The entry of the scheme (``dk1``) for each slot of a scene (``tx1``).

    ``under`` are the colours under content, None when they cannot be told; then ``title``, the
    colour of the master's titles, is taken to be readable there.
    """
    chosen = dict(colour_map)
    if under is None:
        dark = bool(title) and luminance(title) > 0.4
        grounds: Sequence[str] = ("101010",) if dark else ("F4F4F4",)
    else:
        grounds = under
    ink = chosen["tx1"]
    if least(scheme[ink], grounds) < READABLE:
        ink = max(FOUR, key=lambda e: least(scheme[e], grounds))
    four = [e for e in (chosen["bg1"], *FOUR) if e in FOUR and e != ink] or ["lt1"]

    def far(entry: str) -> float:
        return max(contrast(scheme[entry], ground) for ground in grounds)

    paper = chosen["bg1"] if chosen["bg1"] != ink else four[0]
    if under is not None and (far(paper) > _NEAR or contrast(scheme[paper], scheme[ink]) < 3):
        paper = min(four, key=far)
    lies = (*grounds, scheme[paper])
    for link in ("hlink", "folHlink"):
        if least(scheme[chosen[link]], lies) < READABLE:
            others = (f"accent{n}" for n in range(1, 7))
            good = (e for e in others if least(scheme[e], lies) >= READABLE)
            chosen[link] = next(good, ink)
    if ink == chosen["tx1"] and paper == chosen["bg1"]:
        return chosen
    rest = [e for e in FOUR if e not in (ink, paper)]
    while len(rest) < 2:
        rest.append(ink)
    rest.sort(key=lambda e: least(scheme[e], grounds))
    chosen.update(tx1=ink, bg1=paper, bg2=rest[0], tx2=rest[-1])
    return chosen


def unquiet(under: Sequence[str] | None, four: Sequence[str]) -> bool:
    """Whether content needs a sheet under it: no colour of the four reads well everywhere on
    these grounds, or they are too lively for panels and bars.
    """
    if not under:
        return True
    reads = max(least(color, under) for color in four)
    lights = [luminance(ground) for ground in under]
    lively = (max(lights) + 0.05) / (min(lights) + 0.05) > 1.8
    near = min(max(contrast(color, ground) for ground in under) for color in four)
    return reads < 7 or lively or (reads < 10 and near > 2.2)


def least(color: str, grounds: Sequence[str]) -> float:
    """The least contrast of a colour on any of the grounds."""
    return min((contrast(color, ground) for ground in grounds), default=21.0)
