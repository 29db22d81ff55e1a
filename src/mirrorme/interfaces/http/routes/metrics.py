"""The key metrics: as data, as a table, on paper."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response

from mirrorme.adapters.documents.metrics_csv import to_csv
from mirrorme.adapters.documents.metrics_pdf import to_pdf
from mirrorme.adapters.postgres.metrics import report
from mirrorme.domain.records import Caller
from mirrorme.domain.report import Report, span_of
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.metrics import MetricsAnswer, PeriodQuery
from mirrorme.wiring.service import Service

routes = router("Metrics")
Asked = Annotated[PeriodQuery, Query()]


def _file(media: str) -> dict[str, Any]:
    return {"description": "A file.", "content": {media: {"schema": {"type": "string", "format": "binary"}}}}


@routes.get("/metrics", responses=problems())
def show_metrics(caller: Asking, service: TheService, asked: Asked) -> MetricsAnswer:
    """Tell the eight key metrics with their targets, beside the period before, and what they are made of."""
    return MetricsAnswer.model_validate(_report(caller, service, asked))


@routes.get("/metrics.csv", response_class=Response, responses={**problems(), 200: _file("text/csv")})
def metrics_csv(caller: Asking, service: TheService, asked: Asked) -> Response:
    """Give the same as a table for spreadsheets."""
    found = _report(caller, service, asked)
    return Response(to_csv(found), media_type="text/csv; charset=utf-8", headers=_named(found, "csv"))


@routes.get("/metrics.pdf", response_class=Response, responses={**problems(), 200: _file("application/pdf")})
def metrics_pdf(caller: Asking, service: TheService, asked: Asked) -> Response:
    """Give the same as pages to print."""
    found = _report(caller, service, asked)
    return Response(to_pdf(found), media_type="application/pdf", headers=_named(found, "pdf"))


def _named(found: Report, extension: str) -> dict[str, str]:
    name = f"metrics-{found.franchise or 'all'}-{found.since:%Y%m%d}-{found.until:%Y%m%d}.{extension}"
    return {"content-disposition": f'attachment; filename="{name}"'}


def _report(caller: Caller, service: Service, asked: PeriodQuery) -> Report:
    with service.records.begin() as work:
        span = span_of(asked.since, asked.until, work.now)
        return report(work.connection, seen_by(caller, asked.franchise), span)
