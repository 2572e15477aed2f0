"""The workbook behind a chart: one sheet, no dates, so that the same data gives the same bytes."""

from __future__ import annotations

import io
import math
import re

from deckgen.scene import Chart
from deckgen.write.pptx.package import ZipStream
from deckgen.write.pptx.xml import HEADER, OFFICE, PACKAGE, R, escape, relationships

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SML = f"{OFFICE}.spreadsheetml"
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_TYPES = (
    f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SML}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SML}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SML}.sharedStrings+xml"/></Types>'
)
_ROOT = relationships([("rId1", "officeDocument", "xl/workbook.xml", False)])
_WORKBOOK = (
    f'{HEADER}<workbook xmlns="{_MAIN}" xmlns:r="{R}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_WORKBOOK_RELS = relationships(
    [
        ("rId1", "worksheet", "worksheets/sheet1.xml", False),
        ("rId2", "styles", "styles.xml", False),
        ("rId3", "sharedStrings", "sharedStrings.xml", False),
    ]
)


def column(index: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def number(value: float) -> str:
    """A value as spreadsheets write it; ``12`` rather than ``12.0``."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def known(value: float | None) -> bool:
    """Whether a value is a number; NaN and infinities count as gaps."""
    return value is not None and math.isfinite(value)


def workbook(chart: Chart) -> bytes:
    """The chart's data as .xlsx: categories in column A, one series in each further column."""
    strings: dict[str, int] = {}

    def shared(text: str) -> int:
        return strings.setdefault(text, len(strings))

    rows = []
    heads = "".join(
        f'<c r="{column(n)}1" t="s"><v>{shared(s.name)}</v></c>'
        for n, s in enumerate(chart.series, 1)
    )
    rows.append(f'<row r="1">{heads}</row>')
    for line, category in enumerate(chart.categories, 2):
        cells = [f'<c r="A{line}" t="s"><v>{shared(category)}</v></c>']
        for n, series in enumerate(chart.series, 1):
            value = series.values[line - 2] if line - 2 < len(series.values) else None
            if value is not None and known(value):
                cells.append(f'<c r="{column(n)}{line}" s="1"><v>{number(value)}</v></c>')
        rows.append(f'<row r="{line}">{"".join(cells)}</row>')
    last = f"{column(len(chart.series))}{len(chart.categories) + 1}"
    sheet = (
        f'{HEADER}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )
    items = "".join(
        f'<si><t xml:space="preserve">{escape(_CODED.sub("_x005F_", text))}</t></si>'
        for text in strings
    )
    total = len(chart.series) + len(chart.categories)
    texts = (
        f'{HEADER}<sst xmlns="{_MAIN}" count="{total}" uniqueCount="{len(strings)}">{items}</sst>'
    )
    stream = io.BytesIO()
    package = ZipStream(stream)
    package.add("[Content_Types].xml", _TYPES)
    package.add("_rels/.rels", _ROOT)
    package.add("xl/workbook.xml", _WORKBOOK)
    package.add("xl/_rels/workbook.xml.rels", _WORKBOOK_RELS)
    package.add("xl/worksheets/sheet1.xml", sheet)
    package.add("xl/styles.xml", _styles(chart.number_format))
    package.add("xl/sharedStrings.xml", texts)
    package.close()
    return stream.getvalue()


def _styles(number_format: str) -> str:
    return (
        f'{HEADER}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        f'formatCode="{escape(number_format)}"/></numFmts><fonts count="1"><font>'
        '<sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill>'
        '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/>'
        '</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" '
        'borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" '
        'fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" '
        'borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
