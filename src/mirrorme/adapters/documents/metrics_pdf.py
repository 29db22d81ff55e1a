"""The key metrics on one or two A4 pages, for an owner's meeting or a partner's folder."""

import io
from collections.abc import Sequence

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from mirrorme.adapters.documents.wording import NAMES, STATUSES, bounded, whose, written
from mirrorme.domain.metrics import Status
from mirrorme.domain.report import DayFigures, Report

INK, SOFT, LINE, ACCENT = HexColor("#1c1b1f"), HexColor("#5f5b66"), HexColor("#d9d6dd"), HexColor("#2f5d8a")
# each with its word: nothing is told by colour alone
COLOURS: dict[Status, HexColor] = {
    "good": HexColor("#1f6f43"),
    "warn": HexColor("#8a5a00"),
    "bad": HexColor("#a3261e"),
    "no_data": SOFT,
}
WIDTH = A4[0] - 36 * mm - 12  # a frame's own padding is 6 pt a side
MOST_LABELS = 16
MOST_REJECTIONS = 8
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=22, textColor=INK)
_HEAD = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=11, leading=15, textColor=INK, spaceBefore=10)
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=8.5, leading=11.5, textColor=SOFT)


def to_pdf(report: Report) -> bytes:
    """A document. What is written in it is all ours (no names of people), so its fonts have every letter."""
    out = io.BytesIO()
    title = f"MirrorMe key metrics, {whose(report)}"
    margins = {"leftMargin": 18 * mm, "rightMargin": 18 * mm, "topMargin": 16 * mm, "bottomMargin": 16 * mm}
    document = SimpleDocTemplate(out, pagesize=A4, title=title, author="MirrorMe", lang="en", **margins)
    document.build(_story(report), onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _story(report: Report) -> list[Flowable]:
    period = f"{report.since:%d %B %Y} to {report.until:%d %B %Y}, {whose(report)}"
    story: list[Flowable] = [
        Paragraph("Key metrics", _TITLE),
        Paragraph(f"{period}. In brackets: the period before, as long.", _TEXT),
        Spacer(0, 4 * mm),
        _metrics(report),
        KeepTogether([Paragraph("Photos by day", _HEAD), _chart(report.days)]),
        KeepTogether([Paragraph("What it is made of", _HEAD), _details(report)]),
        Spacer(0, 2 * mm),
        Paragraph(f"In review now: {report.review.waiting:,}, of them overdue: {report.review.overdue:,}.", _TEXT),
        Paragraph("How it is counted", _HEAD),
    ]
    story += [Paragraph(f"{NAMES[one.name]}: {one.meaning}.", _TEXT) for one in report.metrics]
    story.append(
        Paragraph("A rate is called an alert only if its whole 95 % interval (Wilson) is beyond the threshold.", _TEXT)
    )
    return story


def _metrics(report: Report) -> Table:
    rows = [["", "Value", "Before", "Target", "Alert outside", "Status", "Samples"]]
    style = []
    for number, one in enumerate(report.metrics, start=1):
        rows.append(
            [
                NAMES[one.name],
                written(one.value, one.unit),
                f"({written(one.previous, one.unit)})",
                bounded(one.target, one.unit),
                bounded(one.alert, one.unit),
                STATUSES[one.status],
                f"{one.samples:,}",
            ]
        )
        style.append(("TEXTCOLOR", (5, number), (5, number), COLOURS[one.status]))
    widths = [share * WIDTH for share in (0.23, 0.11, 0.11, 0.16, 0.16, 0.12, 0.11)]
    return _table(rows, widths, [*style, ("FONTNAME", (5, 1), (5, -1), "Helvetica-Bold")], right=(1, 2, 6))


def _details(report: Report) -> Table:
    factors = [["Factor", "Mean", "Before"]]
    factors += [
        [one.name.capitalize(), written(one.mean, "points"), f"({written(one.previous, 'points')})"]
        for one in report.factors
    ]
    lanes = [["Lane", "Promised", "Kept", "Missed"]]
    lanes += [
        [one.name.capitalize(), *(f"{n:,}" for n in (one.promised, one.kept, one.missed))] for one in report.lanes
    ]
    shown = report.rejections[:MOST_REJECTIONS]
    causes = [["Rejected for", "Photos"], *([one.code.replace("_", " "), f"{one.count:,}"] for one in shown)]
    if not shown:
        causes.append(["nothing", "0"])
    third = (WIDTH - 8 * mm) / 3
    tables = [
        _table(factors, [third * share for share in (0.46, 0.27, 0.27)], right=(1, 2)),
        _table(lanes, [third * share for share in (0.40, 0.23, 0.19, 0.18)], right=(1, 2, 3)),
        _table(causes, [third * share for share in (0.7, 0.3)], right=(1,)),
    ]
    side = Table([tables], colWidths=[third + 4 * mm, third + 4 * mm, third], hAlign="LEFT")
    flush = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
    ]
    side.setStyle(TableStyle([*flush, ("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    return side


def _table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    more: Sequence[tuple[object, ...]] = (),
    *,
    right: tuple[int, ...],
) -> Table:
    table = Table([list(row) for row in rows], colWidths=list(widths), hAlign="LEFT")
    style: list[tuple[object, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), "Helvetica"),
        ("FONTSIZE", (0, 0), (-1, -1), 8),
        ("LEADING", (0, 0), (-1, -1), 9.5),
        ("TEXTCOLOR", (0, 0), (-1, 0), SOFT),
        ("TEXTCOLOR", (0, 1), (-1, -1), INK),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        *(("ALIGN", (column, 0), (column, -1), "RIGHT") for column in right),
    ]
    table.setStyle(TableStyle([*style, *more]))
    return table


def _chart(days: Sequence[DayFigures]) -> Flowable:
    if not days:
        return Paragraph("No photos in this period.", _TEXT)
    drawing = Drawing(WIDTH, 48 * mm)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 9 * mm, 9 * mm, WIDTH - 10 * mm, 32 * mm
    chart.data = [[day.received for day in days], [day.published for day in days]]
    every = -(-len(days) // MOST_LABELS)
    chart.categoryAxis.categoryNames = [
        f"{day.day.day}.{day.day.month}." if number % every == 0 else "" for number, day in enumerate(days)
    ]
    chart.categoryAxis.visibleTicks = False
    chart.valueAxis.valueMin = 0
    chart.valueAxis.labelTextFormat = "{:,.0f}".format
    chart.valueAxis.gridStrokeColor, chart.valueAxis.visibleGrid = LINE, True
    for axis in (chart.categoryAxis, chart.valueAxis):
        axis.labels.fontName, axis.labels.fontSize, axis.labels.fillColor = "Helvetica", 7, SOFT
        axis.strokeColor = LINE
    chart.barSpacing, chart.groupSpacing = 0, 2
    for number, colour in enumerate((LINE, ACCENT)):
        chart.bars[number].fillColor, chart.bars[number].strokeColor = colour, None
    legend = Legend()
    legend.colorNamePairs = [(LINE, "received"), (ACCENT, "published")]
    legend.x, legend.y, legend.alignment, legend.columnMaximum = 9 * mm, 47 * mm, "right", 1
    legend.fontName, legend.fontSize, legend.fillColor, legend.strokeColor = "Helvetica", 7, SOFT, None
    legend.dx, legend.dy, legend.deltax = 6, 6, 60
    drawing.add(chart)
    drawing.add(legend)
    return drawing


def _number(canvas: Canvas, _: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(A4[0] - 18 * mm, 9 * mm, f"Page {canvas.getPageNumber()}")
    canvas.drawString(18 * mm, 9 * mm, "MirrorMe")
