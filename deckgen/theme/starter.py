"""The file that ``deckgen theme new`` writes."""

from __future__ import annotations

_STARTER = """\
# A theme: how slides look. It takes everything from meridian but what is written here.
#   use it    deckgen build okrs.yaml --theme {file}.yaml
#   check it  deckgen theme check {file}.yaml
# Take "# " off the lines you want to change.

name: {name}
extends: meridian                # or editorial, midnight, mono, contrast, or a file

# ground: light                  # dark: light text on dark slides

# Families that PowerPoint, Keynote and Google Slides all have: Arial, Georgia, Verdana,
# Trebuchet MS, Times New Roman, Courier New.
# fonts: {{heading: Georgia, body: Arial}}

# The twelve colours of an Office theme, in quotes.
colors:
  dark2: "#1F3A5F"               # company
  accent1: "#237178"             # department, and links
#   accent2: "#9F5522"             # team
#   accent3: "#7A5C99"             # individual
#   accent4: "#2E7D4F"             # on track
#   accent5: "#9A6F0E"             # at risk
#   accent6: "#B3372F"             # off track
#   dark1: "#1E232E"               # text
#   light1: "#FFFFFF"              # the slide
#   light2: "#F6F4EF"              # panels

# cover: {{ground: dark2, text: light1, quiet: light2, accent: accent1, ornament: edge}}
# section: {{ground: tint, ornament: edge}}
#     ornament: edge, band, foot, tab, frame or none
#     ground of a section: tint, level, surface or paper
# titles: {{weight: bold}}          # or regular
# cards: {{style: filled}}          # or outlined
# rules: {{weight: quiet}}          # or strong

# type: {{cover: 44, title: 24, heading: 18, body: 14, caption: 11, footer: 9}}   # points
# spacing: {{margin: 0.667in, gutter: 16pt, radius: 5pt}}
# logo: {{file: logo.png, at: footer}}     # a PNG, JPEG or SVG beside this file
# footer: "{{{{ company.name }}}}  ·  {{{{ cycle.name }}}}"
"""


def starter(stem: str) -> str:
    """The text of a new theme file whose name without its ending is ``stem``."""
    name = stem.replace("_", " ").replace("-", " ").strip().capitalize() or "Our theme"
    return _STARTER.format(file=stem, name=_quoted(name))


def _quoted(name: str) -> str:
    """A YAML text: in quotes when it would not be read as one."""
    if name.replace(" ", "").isalpha() and name.casefold() not in _WORDS:
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_WORDS = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
"""Words that YAML reads as something else than a text."""
