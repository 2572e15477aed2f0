"""The makers of the scene's commonest values: each takes the fields of its class, and half of the
time (see ``values.maker``).
"""

from __future__ import annotations

from deckgen.scene import Box, Cell, Group, Link, Paragraph, Rule, Run, Shape, Slide, Stroke, Text
from deckgen.values import maker

new_box = maker(Box)
new_cell = maker(Cell)
new_group = maker(Group)
new_link = maker(Link)
new_paragraph = maker(Paragraph)
new_rule = maker(Rule)
new_run = maker(Run)
new_shape = maker(Shape)
new_slide = maker(Slide)
new_stroke = maker(Stroke)
new_text = maker(Text)
