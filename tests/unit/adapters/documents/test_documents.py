"""Figures as files: complete, and with nothing in them that a spreadsheet would run."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from mirrorme.adapters.documents.metrics_csv import HEADER, safe, to_csv
from mirrorme.adapters.documents.metrics_pdf import to_pdf
from mirrorme.domain.metrics import EDGES_MS
from mirrorme.domain.report import (
    FACTORS,
    DayFigures,
    LanePromises,
    RejectionCount,
    Report,
    ReviewBacklog,
    Sums,
    compare,
    factor_means,
)

SINCE, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC)


def report(sums: Sums, days: tuple[DayFigures, ...] = (), code: str = "too_dark") -> Report:
    return Report(
        franchise="001",
        since=SINCE,
        until=UNTIL,
        metrics=compare(sums, Sums()),
        days=days,
        factors=factor_means(sums, Sums()),
        rejections=(RejectionCount(code, 3),) if days else (),
        lanes=(LanePromises("vip", 10, 9, 1),),
        review=ReviewBacklog(4, 1),
    )


FULL = report(
    Sums(
        processed=1200,
        hours=3,
        seconds=(36_000, 1200),
        score=(104_400, 1200),
        auto=(1000, 1200),
        latency=[0] * 20 + [400] + [0] * (len(EDGES_MS) - 20),
        busy=(70, 100),
        uploads=(1200, 1201),
        factors=dict.fromkeys(FACTORS, (90.0, 1)),
    ),
    tuple(DayFigures(date(2026, 10, day), 40 + day, 38 + day, 2, 3, 30, 88.0, 20.0) for day in range(1, 31)),
)


def test_every_figure_is_in_the_table() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(FULL), newline="")))
    assert tuple(rows[0]) == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}
    found = {(row[0], row[1], row[2]): row[3] for row in rows[1:]}
    assert found["metric", "processing_s", "value"] == "30.0"
    assert found["metric", "delivery_s", "value"] == ""
    assert found["metric", "delivery_s", "status"] == "no_data"
    assert found["day", "2026-10-30", "received"] == "70"
    assert found["lane", "vip", "missed"] == "1"
    assert len(found) == len(rows) - 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert safe(text) == f"'{text}"
    rows = csv.reader(io.StringIO(to_csv(report(Sums(), FULL.days, text)), newline=""))
    cells = [row[1] for row in rows if row[0] == "rejection"]
    assert cells == [f"'{text}"]


@pytest.mark.parametrize("value", [-1.5, 0, None, "too_dark", "001"])
def test_numbers_and_plain_words_are_as_they_are(value: float | str | None) -> None:
    assert safe(value) == value


@pytest.mark.parametrize("of", [FULL, report(Sums())], ids=["full", "empty"])
def test_pages_are_made_with_figures_and_without(of: Report) -> None:
    made = to_pdf(of)
    assert made.startswith(b"%PDF-1.")
    assert made.rstrip().endswith(b"%%EOF")
