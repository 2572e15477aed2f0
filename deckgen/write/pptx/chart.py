"""Native charts: the frame on the slide, the chart part and its workbook."""

from __future__ import annotations

from deckgen.scene import EMU_PER_POINT, Chart, Color, Series, Stroke
from deckgen.write.pptx.context import Context
from deckgen.write.pptx.drawing import properties
from deckgen.write.pptx.fills import line, solid
from deckgen.write.pptx.workbook import column, known, number, workbook
from deckgen.write.pptx.xml import HEADER, A, C, R, escape, relationships

CATEGORY_AXIS, VALUE_AXIS = 111_111_111, 222_222_222
"""Axis ids: any two positive numbers; python-pptx's negative ones break the schema."""


def chart(element: Chart, context: Context) -> str:
    """A chart as a graphic frame; its part and workbook are written before the slide."""
    deck = context.deck
    deck.charts += 1
    name = f"chart{deck.charts}.xml"
    book = f"Microsoft_Excel_Sheet{deck.charts}.xlsx"
    deck.emit(f"ppt/charts/{name}", chart_part(element, deck.language))
    deck.emit(
        f"ppt/charts/_rels/{name}.rels",
        relationships([("rId1", "package", f"../embeddings/{book}", False)]),
    )
    deck.emit(f"ppt/embeddings/{book}", workbook(element))
    key = context.relate("chart", f"../charts/{name}")
    head = properties(context, element.name, element.alt, False, None)
    box = element.box
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{head}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{key}"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def chart_part(element: Chart, language: str) -> str:
    """The chart part. Bars lie, the first category on top; lines run from left to right."""
    bars = element.kind != "line"
    text = _text(element, language, element.color)
    # Labels of stacked bars stand on the bars' strong fills, all others on the slide.
    on_bars = element.kind == "stacked_bar"
    series = "".join(
        _series(element, s, n, _text(element, language, s.ink or Color("bg1")) if on_bars else text)
        for n, s in enumerate(element.series)
    )
    axes = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'
    if bars:
        stacked = element.kind == "stacked_bar"
        grouping = "stacked" if stacked else "clustered"
        overlap = '<c:overlap val="100"/>' if stacked else ""
        plot = (
            f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/>'
            f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>{overlap}{axes}</c:barChart>'
        )
    else:
        plot = (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{series}<c:marker val="1"/>{axes}</c:lineChart>'
        )
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{text}</c:legend>'
        if element.legend
        else ""
    )
    return (
        f'{HEADER}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}">'
        f'<c:date1904 val="0"/><c:lang val="{escape(language)}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}'
        f"{_category_axis(element, text, bars)}{_value_axis(element, text, bars)}"
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _text(element: Chart, language: str, color: Color) -> str:
    return (
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="'
        f'{round(element.size * 100)}" b="0">{solid(color)}<a:latin typeface="+mn-lt"/>'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="{escape(language)}"/></a:p></c:txPr>'
    )


def _series(element: Chart, series: Series, index: int, text: str) -> str:
    letter = column(index + 1)
    rows = len(element.categories)
    name = (
        f"<c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )
    categories = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(value)}</c:v></c:pt>'
        for n, value in enumerate(element.categories)
    )
    values = "".join(
        f'<c:pt idx="{n}"><c:v>{number(value)}</c:v></c:pt>'
        for n, value in enumerate(series.values[:rows])
        if value is not None and known(value)
    )
    stroke = line(Stroke(series.color, series.width, series.dash))
    if element.kind == "line":
        style = f"<c:spPr>{stroke}</c:spPr>"
        if series.markers:
            style += (
                '<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>'
                f"{solid(series.color)}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
            )
        else:
            style += '<c:marker><c:symbol val="none"/></c:marker>'
    else:
        style = (
            f"<c:spPr>{solid(series.color)}<a:ln><a:noFill/></a:ln></c:spPr>"
            '<c:invertIfNegative val="0"/>'
        )
    smooth = '<c:smooth val="0"/>' if element.kind == "line" else ""
    code = escape(element.number_format)
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name}{style}'
        f"{_labels(element, series, text)}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${rows + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{rows}"/>{categories}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${rows + 1}</c:f><c:numCache>"
        f'<c:formatCode>{code}</c:formatCode><c:ptCount val="{rows}"/>{values}</c:numCache>'
        f"</c:numRef></c:val>{smooth}</c:ser>"
    )


def _labels(element: Chart, series: Series, text: str) -> str:
    if series.labels == "none":
        return ""
    position = {"line": "t", "bar": "outEnd", "stacked_bar": "ctr"}[element.kind]
    show = (
        '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    look = (
        f'<c:numFmt formatCode="{escape(element.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}"
    )
    if series.labels == "all":
        hidden = ""
        if element.kind == "stacked_bar":
            # A label without a bar would stand on its neighbour's.
            hidden = "".join(
                f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>'
                for n, value in enumerate(series.values)
                if value == 0
            )
        return f'<c:dLbls>{hidden}{look}<c:dLblPos val="{position}"/>{show.format(1)}</c:dLbls>'
    last = max((n for n, value in enumerate(series.values) if known(value)), default=None)
    if last is None:
        return ""
    if element.kind == "line":
        position = {"right": "r", "above": "t", "below": "b"}[series.label_at]
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{look}<c:dLblPos val="{position}"/>'
        f"{show.format(1)}</c:dLbl>{look}{show.format(0)}</c:dLbls>"
    )


def _category_axis(element: Chart, text: str, bars: bool) -> str:
    orientation = "maxMin" if bars else "minMax"
    skip = "" if bars else _skip(element)
    if skip:
        # A turn of 1/60,000 of a degree: given none, LibreOffice turns crowded labels by 45;
        # given 0, it sets them all, one letter below the other.
        text = text.replace("<a:bodyPr/>", '<a:bodyPr rot="1" vert="horz"/>', 1)
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling>'
        f'<c:orientation val="{orientation}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if bars else "b"}"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{line(Stroke(element.grid))}</c:spPr>{text}'
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        f'{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _skip(element: Chart) -> str:
    """Every how many categories have a label, where not all stand side by side: programs turn
    crowded labels by 45 degrees. A character is taken to be 0.6 of the type size wide.
    """
    longest = max((len(name) for name in element.categories), default=0)
    label = (longest * 0.6 + 0.8) * element.size * EMU_PER_POINT
    # The value axis and its labels take about a fifteenth of the width.
    room = element.box.w * 14 / 15 / max(1, len(element.categories))
    every = max(1, -int(-label // max(1.0, room)))
    return f'<c:tickLblSkip val="{every}"/>' if every > 1 else ""


def _value_axis(element: Chart, text: str, bars: bool) -> str:
    top = f'<c:max val="{number(element.maximum)}"/>' if element.maximum is not None else ""
    low = f'<c:min val="{number(element.minimum)}"/>' if element.minimum is not None else ""
    major = f'<c:majorUnit val="{number(element.major)}"/>' if element.major else ""
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'{top}{low}</c:scaling><c:delete val="0"/><c:axPos val="{"b" if bars else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{line(Stroke(element.grid))}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{escape(element.number_format)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text}"
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="{"max" if bars else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{major}</c:valAx>'
    )
