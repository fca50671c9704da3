"""How our slides look: one `Deck` per presentation, sixteen by nine, one sentence as the title, native charts and tables.

Charts are PowerPoint's own, with their figures in an embedded sheet, so that they can be edited. Fonts are named, not embedded:
Microsoft YaHei for Chinese, Calibri for Latin; both are on every machine with Office.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from arcore import palette
from arcore.documents.workbook_style import FONTS, FORBIDDEN, INK, Stamp, cells
from arcore.messages import Message, say

WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, TOP, BODY_WIDE, BODY_HIGH = Inches(0.6), Inches(1.55), Inches(12.13), Inches(5.2)
GRAY = "#5A6673"
RULE = "#C5CDD5"
LATIN = "Calibri"
LONG_NAME = 24
"""Signs that a card has room for in its usual size."""


@dataclass(frozen=True)
class Place:
    """A part of the slide's body, in shares of it from the left and the top."""

    left: float = 0.0
    top: float = 0.0
    wide: float = 1.0
    high: float = 1.0

    @property
    def box(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width, height as PowerPoint wants them."""
        return (
            Emu(int(LEFT + self.left * BODY_WIDE)),
            Emu(int(TOP + self.top * BODY_HIGH)),
            Emu(int(self.wide * BODY_WIDE)),
            Emu(int(self.high * BODY_HIGH)),
        )


WHOLE = Place()


@dataclass(frozen=True)
class Series:
    """One series of a chart; None where there is no value. `color` None: the shapes stay unseen (the foot of a waterfall).

    `labels` are written at the points ('' at those without), in the colors of `ink`; `colors` of single points.
    """

    name: str
    values: Sequence[float | None]
    color: str | None
    labels: Sequence[str] | None = None
    colors: Sequence[str] | None = None
    ink: Sequence[str] | None = None


class Deck:
    """One presentation being made; `bytes()` gives the file."""

    def __init__(self, stamp: Stamp, unit: str) -> None:
        self.stamp = stamp
        self.unit = unit
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = WIDE, HIGH
        self.file.core_properties.author = clean(stamp.company)
        moment = dt.datetime.combine(stamp.as_of, dt.time())
        self.file.core_properties.created = self.file.core_properties.modified = moment

    def said(self, message: Message) -> str:
        """The message in the deck's language."""
        return message.text(self.stamp.lang)

    def cover(self, title: Message, lines: Sequence[str]) -> None:
        """The first slide."""
        self.file.core_properties.title = self.said(title)
        slide = self._blank()
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.35), HIGH)
        _fill(band, palette.ACCENT)
        self._text(slide, (Inches(1), Inches(2.2), Inches(11), Inches(1)), [self.said(title)], 38, bold=True)
        self._text(slide, (Inches(1), Inches(3.4), Inches(11), Inches(2)), lines, 18, color=GRAY)

    def slide(self, title: str, note: str) -> Any:
        """A slide under its sentence; `note` says for the speaker what the figures mean."""
        slide = self._blank()
        self._text(slide, (LEFT, Inches(0.4), BODY_WIDE, Inches(0.95)), [title], _fitting(title), bold=True, anchor=MSO_ANCHOR.MIDDLE)
        foot = self.said(
            say("{company} · as of {date} · {unit}", company=self.stamp.company, date=self.stamp.as_of.isoformat(), unit=self.unit)
        )
        self._text(slide, (LEFT, Inches(7.0), Inches(10), Inches(0.3)), [foot], 10, color=GRAY)
        number = str(len(self.file.slides))
        self._text(slide, (Inches(11.73), Inches(7.0), Inches(1), Inches(0.3)), [number], 10, color=GRAY, align=PP_ALIGN.RIGHT)
        slide.notes_slide.notes_text_frame.text = clean(note)
        return slide

    def says(self, slide: Any, lines: Sequence[str], place: Place, size: float = 14, *, color: str = INK) -> None:
        """Text in the body."""
        self._text(slide, place.box, lines, size, color=color)

    def heading(self, slide: Any, text: str, place: Place) -> None:
        """What a chart or table beside others shows."""
        self._text(slide, place.box, [text], 13, color=GRAY, bold=True)

    def card(self, slide: Any, place: Place, name: str, value: str, below: Sequence[str], *, bad: bool) -> None:
        """A key figure: name, value, what it is compared with; `bad` marks it by color and by its words."""
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.box)
        _fill(shape, "#F4F6F8")
        left, top, wide, high = place.box
        edge = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, Inches(0.07), high)
        _fill(edge, palette.STATUS["over"] if bad else palette.ACCENT)
        inner = Emu(int(left + Inches(0.2)))
        room = Emu(int(wide - Inches(0.3)))
        size = 13 if len(name) <= LONG_NAME else 11
        self._text(slide, (inner, Emu(int(top + Inches(0.08))), room, Inches(0.35)), [name], size, color=GRAY)
        self._text(slide, (inner, Emu(int(top + Inches(0.42))), room, Inches(0.6)), [value], 28, bold=True)
        self._text(slide, (inner, Emu(int(top + Inches(1.05))), room, Emu(int(high - Inches(1.1)))), below, 11, color=GRAY)

    def columns(
        self, slide: Any, names: Sequence[str], series: Sequence[Series], place: Place, *, stacked: bool = False, bars: bool = False,
        pattern: str = "#,##0", labels: bool = True, room: float = 1.0,
    ) -> None:  # fmt: skip
        """Columns (bars: lying), stacked or side by side, each with its own label; `room` above the largest, as a factor."""
        if not names:
            self.says(slide, [self.said(say("Nothing is recorded."))], place)
            return
        kinds = {
            (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
            (True, False): XL_CHART_TYPE.COLUMN_STACKED,
            (False, True): XL_CHART_TYPE.BAR_CLUSTERED,
            (True, True): XL_CHART_TYPE.BAR_STACKED,
        }
        chart = self._chart(slide, kinds[stacked, bars], names, series, place, pattern)
        plot = chart.plots[0]
        plot.gap_width = 45
        plot.overlap = 100 if stacked else -5
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        if bars:
            chart.category_axis.reverse_order = True
        if room > 1:
            chart.value_axis.minimum_scale = 0
            chart.value_axis.maximum_scale = room * max((value or 0 for each in series for value in each.values), default=1)
        for drawn, given in zip(plot.series, series, strict=True):
            _paint(drawn, given)
            if labels or given.labels is not None:
                self._label(drawn, given, pattern, inside=stacked and given.labels is None)

    def lines(self, slide: Any, names: Sequence[str], series: Sequence[Series], place: Place, *, pattern: str = "0.0") -> None:
        """Lines with the labels that their series give."""
        chart = self._chart(slide, XL_CHART_TYPE.LINE_MARKERS, names, series, place, pattern)
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        for drawn, given in zip(chart.plots[0].series, series, strict=True):
            drawn.smooth = False
            color = _rgb(given.color or RULE)
            drawn.format.line.color.rgb = color
            drawn.format.line.width = Pt(2.5)
            drawn.marker.format.fill.solid()
            drawn.marker.format.fill.fore_color.rgb = color
            drawn.marker.format.line.color.rgb = color
            self._label(drawn, given, pattern, inside=True, above=True)

    def table(
        self, slide: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], place: Place, widths: Sequence[float],
        *, numbers: Sequence[int] = (), size: float = 11, fills: Sequence[Sequence[str | None]] | None = None,
    ) -> None:  # fmt: skip
        """A table; `widths` in shares, `numbers` the columns that stand to the right, `fills` a background per cell."""
        left, top, wide, _ = place.box
        high = Inches(0.4) if size > 11 else Inches(0.36)
        frame = slide.shapes.add_table(len(rows) + 1, len(headings), left, top, wide, Emu(int(high * (len(rows) + 1))))
        made = frame.table
        style = frame._element.find(f".//{qn('a:tableStyleId')}")
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own "no style, no grid"
        for place_, share in enumerate(widths):
            made.columns[place_].width = Emu(int(wide * share / sum(widths)))
        for row, texts in enumerate([headings, *rows]):
            made.rows[row].height = high
            for column, text in enumerate(texts):
                fill = "#EEF1F4" if row == 0 else fills[row - 1][column] if fills else None
                align = PP_ALIGN.RIGHT if column in numbers else PP_ALIGN.LEFT
                self._cell(made.cell(row, column), text, size, bold=row == 0, fill=fill, align=align)

    def bytes(self) -> bytes:
        """The finished file."""
        memory = io.BytesIO()
        self.file.save(memory)
        return memory.getvalue()

    def _blank(self) -> Any:
        return self.file.slides.add_slide(self.file.slide_layouts[6])

    def _chart(self, slide: Any, kind: Any, names: Sequence[str], series: Sequence[Series], place: Place, pattern: str) -> Any:
        figures = CategoryChartData(number_format=pattern)
        figures.categories = [clean(name) for name in names]
        for each in series:
            figures.add_series(clean(each.name), list(each.values))
        chart = slide.shapes.add_chart(kind, *place.box, figures).chart
        named = [each for each in series if each.color is not None]
        chart.has_title = False
        chart.has_legend = len(named) > 1
        if chart.has_legend:
            chart.legend.position = XL_LEGEND_POSITION.BOTTOM
            chart.legend.include_in_layout = False
            self._font(chart.legend.font, 11)
        axis = chart.category_axis
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        axis.has_major_gridlines = False
        axis.format.line.color.rgb = _rgb(RULE)
        self._font(axis.tick_labels.font, 11)
        return chart

    def _label(self, drawn: Any, given: Series, pattern: str, *, inside: bool, above: bool = False) -> None:
        if given.color is None:
            return
        if given.labels is None:
            labels = drawn.data_labels
            labels.show_value, labels.number_format, labels.number_format_is_linked = True, pattern, False
            if not inside:
                labels.position = XL_LABEL_POSITION.OUTSIDE_END
            self._font(labels.font, 10)
            return
        for place, text in enumerate(given.labels):
            if text:
                label = drawn.points[place].data_label
                frame = label.text_frame
                frame.text = clean(text)
                self._font(frame.paragraphs[0].runs[0].font, 11, color=given.ink[place] if given.ink else INK)
                if above:
                    label.position = XL_LABEL_POSITION.ABOVE

    def _text(
        self, slide: Any, box: tuple[Any, Any, Any, Any], lines: Sequence[str], size: float,
        *, bold: bool = False, color: str = INK, anchor: Any = MSO_ANCHOR.TOP, align: Any = PP_ALIGN.LEFT,
    ) -> None:  # fmt: skip
        frame = slide.shapes.add_textbox(*box).text_frame
        frame.word_wrap, frame.vertical_anchor = True, anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.alignment = align
            paragraph.space_after = Pt(4)
            run = paragraph.add_run()
            run.text = clean(line)
            self._font(run.font, size, bold=bold, color=color)

    def _cell(self, cell: Any, text: str, size: float, *, bold: bool, fill: str | None, align: Any) -> None:
        cell.margin_left = cell.margin_right = Inches(0.06)
        cell.margin_top = cell.margin_bottom = Inches(0.02)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        if fill is None:
            cell.fill.background()
        else:
            cell.fill.solid()
            cell.fill.fore_color.rgb = _rgb(fill)
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = align
        run = paragraph.add_run()
        run.text = clean(text)
        self._font(run.font, size, bold=bold)

    def _font(self, font: Any, size: float, *, bold: bool = False, color: str = INK) -> None:
        """Both scripts, since a chart's or a cell's text takes the Chinese font from its own element."""
        font.size, font.bold, font.name = Pt(size), bold, LATIN
        font.color.rgb = _rgb(color)
        properties = font._element if hasattr(font, "_element") else font._rPr
        asian = properties.find(qn("a:ea"))
        if asian is None:
            asian = etree.SubElement(properties, qn("a:ea"))
            latin = properties.find(qn("a:latin"))
            latin.addnext(asian)
        asian.set("typeface", FONTS["zh"])


def shortened(text: str, most: int) -> str:
    """The text in at most so many signs."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def clean(text: str) -> str:
    """Text as a slide can hold it."""
    return FORBIDDEN.sub("\ufffd", text)


def _fitting(title: str) -> float:
    """Points of a title, so that it keeps to two lines."""
    wide = cells(title)
    return 24 if wide <= 120 else 20 if wide <= 150 else 17


def _rgb(color: str) -> RGBColor:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return RGBColor(red, green, blue)


def _fill(shape: Any, color: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(color)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _paint(drawn: Any, given: Series) -> None:
    if given.color is None:
        drawn.format.fill.background()
        drawn.format.line.fill.background()
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(given.color)
    for place, color in enumerate(given.colors or ()):
        point = drawn.points[place].format.fill
        point.solid()
        point.fore_color.rgb = _rgb(color)
