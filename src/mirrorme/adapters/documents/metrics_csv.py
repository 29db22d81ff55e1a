"""The key metrics as CSV (RFC 4180): one long table, which every spreadsheet can filter."""

import csv
import io
from collections.abc import Iterator

from mirrorme.domain.report import Report

HEADER = ("section", "name", "measure", "value", "unit")
Cell = str | int | float | None
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(report: Report) -> str:
    """With a header line and CRLF; no value is an empty cell."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(HEADER)
    for row in _rows(report):
        table.writerow([safe(cell) for cell in row])
    return out.getvalue()


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection"); numbers are as they are."""
    if isinstance(cell, str) and cell.startswith(_ACTIVE):
        return f"'{cell}"
    return cell


def _rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    yield "period", "since", "", report.since.isoformat(), ""
    yield "period", "until", "", report.until.isoformat(), ""
    yield "period", "franchise", "", report.franchise or "all", ""
    for metric in report.metrics:
        measures: dict[str, Cell] = {
            "value": metric.value,
            "previous": metric.previous,
            "target_low": metric.target.low,
            "target_high": metric.target.high,
            "alert_low": metric.alert.low,
            "alert_high": metric.alert.high,
            "low_95": metric.low,
            "high_95": metric.high,
        }
        for measure, value in measures.items():
            yield "metric", metric.name, measure, value, metric.unit
        yield "metric", metric.name, "status", metric.status, ""
        yield "metric", metric.name, "samples", metric.samples, ""
    for day in report.days:
        for measure in ("received", "published", "rejected", "reviewed", "auto_published"):
            yield "day", day.day.isoformat(), measure, getattr(day, measure), "photos"
        yield "day", day.day.isoformat(), "score_mean", day.score_mean, "points"
        yield "day", day.day.isoformat(), "median", day.median_s, "s"
    for factor in report.factors:
        yield "factor", factor.name, "mean", factor.mean, "points"
        yield "factor", factor.name, "previous", factor.previous, "points"
    for rejection in report.rejections:
        yield "rejection", rejection.code, "count", rejection.count, "photos"
    for lane in report.lanes:
        for measure in ("promised", "kept", "missed"):
            yield "lane", lane.name, measure, getattr(lane, measure), "photos"
    yield "review", "backlog", "waiting", report.review.waiting, "photos"
    yield "review", "backlog", "overdue", report.review.overdue, "photos"
