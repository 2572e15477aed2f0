"""Builders of slides that hold a template's own data: table, chart, picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

from deckgen import plan
from deckgen.findings import Level
from deckgen.template import formats
from deckgen.template.builders.common import Args, Built
from deckgen.template.builders.picture_files import PictureError, read_picture
from deckgen.values import replace

MOST_COLUMNS = 12
MOST_ROWS = 500
MOST_CATEGORIES = 60
MOST_SERIES = 6
KINDS = ("bar", "stacked_bar", "line", "progress")
ALIGNMENTS = ("left", "right", "center")


def table(args: Args) -> Built | None:
    """Columns and rows of the template's own."""
    columns = tuple(_cell(value) for value in _list(args, "columns"))
    if not columns:
        raise args.fail("missing-field", "a table has 'columns'", "columns")
    if len(columns) > MOST_COLUMNS:
        raise args.fail("wrong-value", f"a table has at most {MOST_COLUMNS} columns", "columns")
    given = _list(args, "rows")
    if len(given) > MOST_ROWS:
        raise args.fail("wrong-value", f"a table has at most {MOST_ROWS} rows", "rows")
    rows = tuple(_row(args, row, number, len(columns)) for number, row in enumerate(given, 1))
    if not rows:
        return None
    title = args.text("title") or formats.join_and([c for c in columns if c])
    content = plan.DataTable(
        columns, rows, _widths(args, len(columns)), _align(args, len(columns)),
        args.text("caption"),
    )  # fmt: skip
    return Built(content, title, f"table-{formats.slug(title)[:40]}")


def _list(args: Args, name: str) -> list[Any]:
    value = args.fields.get(name)
    if value is None:
        return []
    if isinstance(value, str | Mapping) or not hasattr(value, "__iter__"):
        raise args.fail("wrong-type", f"'{name}' is not a list", name)
    return list(value)


def _row(args: Args, row: Any, number: int, count: int) -> tuple[str, ...]:
    """A row is a list of cells, or ``{cells: [...]}``, which may have ``for`` and ``when``."""
    if isinstance(row, Mapping):
        strange = [key for key in row if key != "cells"]
        if strange:
            raise args.fail("unknown-field", f"'{strange[0]}' is not a field of a row", "rows")
        row = row.get("cells")
    if isinstance(row, str) or not hasattr(row, "__iter__"):
        raise args.fail("wrong-type", f"row {number} is not a list of cells", "rows")
    cells = tuple(_cell(value) for value in row)
    if len(cells) != count:
        have = formats.count_digits(len(cells), "cell")
        raise args.fail(
            "wrong-value", f"row {number} has {have}, and the table {count} columns", "rows"
        )
    return cells


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return formats.number(value) if math.isfinite(value) else formats.NOTHING
    if isinstance(value, list | tuple):
        return "\n".join(f"- {_cell(item)}" for item in value)
    return "\n".join(line.strip() for line in str(value).strip().splitlines())


def _widths(args: Args, count: int) -> tuple[float, ...]:
    found = _list(args, "widths")
    if not found:
        return ()
    if len(found) != count or not all(
        isinstance(w, int | float) and not isinstance(w, bool) and 0 < w < 1e6 for w in found
    ):
        raise args.fail(
            "wrong-value", "'widths' is not a positive number for each column", "widths"
        )
    least = max(found) / 20  # no column so narrow that a letter does not fit
    return tuple(float(max(w, least)) for w in found)


def _align(args: Args, count: int) -> tuple[str, ...]:
    found = [str(word) for word in _list(args, "align")]
    if not found:
        return ()
    if len(found) != count or any(word not in ALIGNMENTS for word in found):
        raise args.fail(
            "wrong-value", f"'align' is not one of {', '.join(ALIGNMENTS)} for each column", "align"
        )
    return tuple(found)


# --- charts -----------------------------------------------------------------------------------


def chart(args: Args) -> Built | None:
    """Bars, stacked bars, lines or progress of the template's own numbers."""
    kind = args.choice("kind", KINDS)
    categories = tuple(" ".join(_cell(value).split()) for value in _list(args, "categories"))
    series = _series(args, len(categories))
    if not categories or not any(v is not None for s in series for v in s.values):
        return None
    if len(categories) > MOST_CATEGORIES:
        raise args.fail(
            "wrong-value", f"a chart has at most {MOST_CATEGORIES} categories", "categories"
        )
    if kind == "progress" and len(series) > 2:
        raise args.fail(
            "wrong-value", "progress has one series, and a second one for the tick", "series"
        )
    if kind == "stacked_bar" and any((v or 0) < 0 for s in series for v in s.values):
        raise args.fail("wrong-value", "stacked bars have no negative values", "series")
    default = "percent" if kind == "progress" and "of" not in args.fields else "number"
    form = args.choice("format", (default, "number" if default == "percent" else "percent"))
    unit = args.text("unit")
    labels = tuple(tuple(_label(v, form, unit) for v in s.values) for s in series)
    values = [v for s in series for v in s.values if v is not None]
    said = formats.shorten(_said(categories, series, labels), 900)
    if kind == "progress":
        series = _shares(args, series)
    title = args.text("title") or formats.join_and([s.name for s in series if s.name]) or "Chart"
    content = plan.DataChart(
        cast("Literal['bar', 'stacked_bar', 'line', 'progress']", kind),
        categories, series, labels, _code(values, form, unit), args.text("caption"), said,
    )  # fmt: skip
    return Built(content, title, f"chart-{formats.slug(title)[:40]}")


def _series(args: Args, count: int) -> tuple[plan.DataSeries, ...]:
    """``series``, or ``values`` for a single one."""
    if "values" in args.fields:
        if "series" in args.fields:
            raise args.fail("wrong-value", "a chart has 'series' or 'values', not both", "values")
        return (plan.DataSeries("", _numbers(args, args.fields["values"], "values", count)),)
    found = []
    for at, item in enumerate(_list(args, "series")):
        if not isinstance(item, Mapping):
            raise args.fail("wrong-type", "a series is {name, values}", "series")
        strange = [key for key in item if key not in ("name", "values", "level")]
        if strange:
            raise args.fail("unknown-field", f"'{strange[0]}' is not a field of a series", "series")
        level = item.get("level", at)
        if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level < 100:
            raise args.fail("wrong-type", "'level' is not a level's number, from 0", "series")
        name = " ".join(_cell(item.get("name")).split()) or f"Series {at + 1}"
        found.append(
            plan.DataSeries(name, _numbers(args, item.get("values"), "series", count), level)
        )
    if not found:
        raise args.fail("missing-field", "a chart has 'series' or 'values'", "series")
    if len(found) > MOST_SERIES:
        raise args.fail("wrong-value", f"a chart has at most {MOST_SERIES} series", "series")
    return tuple(found)


def _numbers(args: Args, values: Any, name: str, count: int) -> tuple[float | None, ...]:
    if isinstance(values, str | Mapping) or not hasattr(values, "__iter__"):
        raise args.fail("wrong-type", "'values' is not a list of numbers", name)
    found: list[float | None] = []
    for value in values:
        if value is None:
            found.append(None)
            continue
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or abs(value) > 1e15:
            raise args.fail("wrong-type", f"'{formats.shorten(str(value))}' is not a number", name)
        found.append(float(value))
    if len(found) != count:
        have = formats.count_digits(len(found), "value")
        what = formats.count_digits(count, "category")
        raise args.fail("wrong-value", f"there are {have} for {what}", name)
    return tuple(found)


def _shares(args: Args, series: tuple[plan.DataSeries, ...]) -> tuple[plan.DataSeries, ...]:
    """Values as shares of ``of``, which fills a bar."""
    whole = args.fields.get("of", 1)
    if isinstance(whole, bool) or not isinstance(whole, int | float) or not 0 < whole < 1e15:
        raise args.fail("wrong-value", "'of' is not a number above zero", "of")
    return tuple(
        plan.DataSeries(s.name, tuple(None if v is None else v / whole for v in s.values), s.level)
        for s in series
    )


def _label(value: float | None, form: str, unit: str) -> str:
    return formats.percent(value) if form == "percent" else formats.number(value, unit)


def _code(values: list[float], form: str, unit: str) -> str:
    """The number format of a spreadsheet, with no more decimals than the values have."""
    if form == "percent":
        return "0%"
    decimals = next((d for d in (0, 1) if all(abs(v - round(v, d)) < 1e-9 for v in values)), 2)
    before, after = (part.replace('"', "") for part in formats.affixes(unit))
    code = "#,##0" + ("." + "0" * decimals if decimals else "")
    return (f'"{before}"' if before else "") + code + (f'"{after}"' if after else "")


def _said(
    categories: tuple[str, ...], series: tuple[plan.DataSeries, ...],
    labels: tuple[tuple[str, ...], ...],
) -> str:  # fmt: skip
    parts = []
    for one, words in zip(series, labels, strict=True):
        pairs = ", ".join(f"{c} {w}" for c, w in zip(categories, words, strict=True))
        parts.append(f"{one.name}: {pairs}" if one.name else pairs)
    return "; ".join(parts)


# --- pictures ---------------------------------------------------------------------------------


def picture(args: Args) -> Built:
    """A picture from a file beside the template or the spec."""
    name = args.text("file")
    if not name:
        raise args.fail("missing-field", "a picture has a 'file'", "file")
    try:
        found = read_picture(name, _folders(args))
    except PictureError as error:
        raise args.fail(error.rule, str(error), "file") from error
    for remark in found.remarks:
        message = f"the picture {name} {remark}"
        said = args.fail("picture-cleaned", message, "file").findings[0]
        if (said := replace(said, level=Level.WARNING)) not in args.noticed:
            args.noticed.append(said)
    caption = args.text("caption")
    words = Path(name).stem.replace("_", " ").replace("-", " ").strip() or "Picture"
    title = args.text("title") or formats.capital(caption or words)
    alt = args.text("alt") or caption or args.text("title") or words
    fill = cast("Literal['fit', 'crop']", args.choice("fill", ("fit", "crop")))
    content = plan.Image(found.data, found.mime, found.width, found.height, alt, caption, fill)
    return Built(content, title, f"picture-{formats.slug(words)[:40]}")


def _folders(args: Args) -> list[Path]:
    """Where pictures may lie: beside the file that names them, and beside the spec."""
    at = args.fail("", "", "file").findings[0].span
    files = [at.file] if at is not None else []
    deck = args.deck.cascade
    files += [unit.span.file for unit in deck.units.values() if unit.span is not None][:1]
    return [Path(file).parent for file in files if file and not file.startswith("<")]
