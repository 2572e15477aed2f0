"""The slide layouts that a template can use, with their fields: one table for all who ask."""

from __future__ import annotations

from dataclasses import field

from deckgen.values import dataclass

COMMON = {
    "layout": "name of the slide layout",
    "id": "symbolic key of the slide, for links and for templates that extend this one",
    "title": "the slide's title; the finding computed from the data when left out",
    "eyebrow": "the line above the title",
    "lede": "the line below the title: how to read the picture",
    "notes": "speaker notes",
    "link": "key of another slide that this one refers to",
    "for": "name in expression: one slide for each",
    "when": "expression: the slide is left out when it is false",
    "before": "id of the entry that this one stands before, in a template that extends another",
    "after": "id of the entry that this one stands after, in a template that extends another",
}
SECTION = {
    "section": "name of the section",
    "slides": "the entries of the section",
    "divider": "false for a section without a divider slide",
    "group": "sections with the same group share one line of the agenda",
    "unit": "the unit whose figures the divider shows",
    "kicker": "the line above the name",
    "text": "a sentence under the name",
    "agenda": "the text in the agenda",
    "byline": "the line at the foot",
}
INCLUDE = {"include": "another template whose slides stand here"}


@dataclass(frozen=True, slots=True)
class LayoutInfo:
    """A slide layout: what it is for and its fields beside the common ones."""

    name: str
    summary: str
    fields: dict[str, str] = field(default_factory=dict)
    example: str = ""

    @property
    def entry(self) -> str:
        """The example as it stands in the list of ``slides``."""
        lines = self.example.strip().splitlines()
        return "\n".join(f"{'    ' if n else '  - '}{line}" for n, line in enumerate(lines))


_UNIT = {"unit": "the unit it is about; the company, or the section's unit, when left out"}
_ITEMS = {
    "items": "list of {title, text}, or texts",
    "extend": "practices, faq or glossary: the file's own entries replace and extend the items",
}

LAYOUTS: dict[str, LayoutInfo] = {
    info.name: info
    for info in (
        LayoutInfo(
            "cover",
            "The title slide",
            {
                "kicker": "the line above the title",
                "subtitle": "under the title",
                "byline": "at the foot",
            },
            '{layout: cover, title: OKR kickoff, subtitle: "{{ company.north_star }}"}',
        ),
        LayoutInfo(
            "agenda", "The sections of the deck, with links", {}, "{layout: agenda}"
        ),
        LayoutInfo(
            "section",
            "A divider",
            {
                **_UNIT,
                "kicker": "the line above the title",
                "text": "a sentence",
                "byline": "at the foot",
            },
            '{section: "{{ unit.name }}", for: unit in departments, slides: []}',
        ),
        LayoutInfo(
            "statement",
            "One sentence that fills the slide",
            {
                "text": "the sentence",
                "source": "whose it is",
                "label": "what it is",
                "support": "list of {title, text} below it",
            },
            '{layout: statement, label: Mission, text: "{{ company.mission }}"}',
        ),
        LayoutInfo(
            "levels",
            "The levels of the organisation",
            {"caption": "explains the tick", "texts": "a sentence for each level, top first"},
            "{layout: levels}",
        ),
        LayoutInfo(
            "cascade",
            "Objectives as a tree",
            {
                **_UNIT,
                "root": "an objective or a list of them; the company's when left out",
                "depth": "levels to show",
                "direction": "down or right",
                "order": "given or auto",
                "show": "list of owner, key_results, progress, status",
                "overview": "false to leave out the overview of a tree that takes several slides",
            },
            '{layout: cascade, for: o in company.objectives, root: "{{ o }}"}',
        ),
        LayoutInfo(
            "overview",
            "Objectives as cards with their key results",
            {**_UNIT, "objectives": "list of objectives; the unit's when left out"},
            '{layout: overview, unit: "{{ company }}"}',
        ),
        LayoutInfo(
            "objective",
            "One objective in full",
            {"objective": "the objective (required)"},
            '{layout: objective, for: o in company.objectives, objective: "{{ o }}"}',
        ),
        LayoutInfo(
            "scorecard",
            "Units with their progress",
            {
                "units": "list of units; the departments when left out",
                "of": "the deck's data, or previous for the last cycle",
            },
            "{layout: scorecard}",
        ),
        LayoutInfo(
            "alignment",
            "A matrix of units by company objectives",
            {"units": "list of units; the departments when left out"},
            "{layout: alignment}",
        ),
        LayoutInfo(
            "dependencies",
            "Who waits for whom",
            {
                **_UNIT,
                "rows": "list of dependencies; all that cross units when left out",
                "callout": "the decision asked for",
            },
            "{layout: dependencies}",
        ),
        LayoutInfo(
            "health",
            "The alignment audit",
            {"detail": "true for a line for each finding"},
            "{layout: health}",
        ),
        LayoutInfo(
            "changes",
            "What is new, carried over, moved, dropped, met and not met since the last cycle",
            {
                "form": "list (each change, in a table) or outcome (what was met beside what is "
                "carried over and dropped)",
            },
            "{layout: changes}",
        ),
        LayoutInfo("trend", "Progress over the weeks of the cycle", dict(_UNIT), "{layout: trend}"),
        LayoutInfo("cadence", "The calendar of the cycle", {}, "{layout: cadence}"),
        LayoutInfo(
            "practices", "Numbered cards", dict(_ITEMS),
            "{layout: practices, items: [{title: Few, text: Three are enough.}]}",
        ),
        LayoutInfo(
            "comparison",
            "Two columns",
            {
                "left_title": "heading",
                "left": "list of {title, text}",
                "right_title": "heading",
                "right": "list of {title, text}",
            },
            "{layout: comparison, left_title: For, left: [Focus], right_title: Against, "
            "right: [Time]}",
        ),
        LayoutInfo(
            "faq", "Questions with their answers", dict(_ITEMS),
            '{layout: faq, items: [{question: "Who decides?", answer: The owner.}]}',
        ),
        LayoutInfo(
            "glossary", "Terms", dict(_ITEMS),
            "{layout: glossary, items: [{term: OKR, text: Objectives and key results.}]}",
        ),
        LayoutInfo(
            "cards",
            "Equal cards",
            {**_ITEMS, "numbered": "true to number them"},
            "{layout: cards, items: [{title: One, text: First}]}",
        ),
        LayoutInfo(
            "table",
            "A native table, continued as need be",
            {
                "columns": "list of column heads (required)",
                "rows": "list of rows: each a list of cells, or {cells: [...]} with for and when",
                "widths": "list of shares of the width, one for each column",
                "align": "list of left, right or center; numbers stand right when left out",
                "caption": "a line under the table",
            },
            """\
layout: table
title: Where each department stands
columns: [Department, Objectives, Progress]
rows:
  - for: unit in departments
    cells: ["**{{ unit.name }}**", "{{ unit.all_objectives | length }}", "{{ unit | progress }}"]
""",
        ),
        LayoutInfo(
            "chart",
            "A native chart: bars, stacked bars, lines; progress as bars with a tick",
            {
                "kind": "bar, stacked_bar, line or progress",
                "categories": "list of names (required)",
                "values": "list of numbers, one for each category; null is a gap",
                "series": "list of {name, values, level} in place of values; level is its colour. "
                "The second series of progress puts the ticks",
                "format": "number, or percent for shares (0.42 is 42%); progress is percent",
                "unit": "what the numbers count, such as days or $",
                "of": "progress: the number that fills a bar",
                "caption": "a line under the chart",
            },
            """\
layout: chart
title: Visits moved online each month
kind: bar
categories: [January, February, March]
values: [310, 420, 560]
""",
        ),
        LayoutInfo(
            "picture",
            "A picture, never stretched",
            {
                "file": "a PNG, JPEG or SVG beside the template or the spec (required)",
                "fill": "fit (the whole picture) or crop (the whole area)",
                "alt": "what it shows, for those who cannot see it; the caption or title when "
                "left out",
                "caption": "a line under the picture",
            },
            "{layout: picture, title: Our new clinic, file: clinic.png, alt: The entrance}",
        ),
        LayoutInfo(
            "text", "Paragraphs and bullets", {"text": "text or list"},
            '{layout: text, title: Notes, text: "**Bold** and *italic*"}',
        ),
        LayoutInfo(
            "closing",
            "The last slide",
            {
                "kicker": "the line above the title",
                "text": "a sentence",
                "items": "list of {title, text}",
                "byline": "at the foot",
                "decisions": "true to list the decisions that the data asks for",
            },
            "{layout: closing, title: Thank you}",
        ),
    )
}  # fmt: skip
