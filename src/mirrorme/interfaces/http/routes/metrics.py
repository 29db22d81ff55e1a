"""The key metrics: as data, as a table, on paper."""

from typing import Annotated

from fastapi import Query

from mirrorme.adapters.postgres.metrics import report
from mirrorme.domain.records import Caller
from mirrorme.domain.report import Report, span_of
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.metrics import MetricsAnswer, PeriodQuery
from mirrorme.wiring.service import Service

routes = router("Metrics")
Asked = Annotated[PeriodQuery, Query()]


@routes.get("/metrics", responses=problems())
def show_metrics(caller: Asking, service: TheService, asked: Asked) -> MetricsAnswer:
    """Tell the eight key metrics with their targets, beside the period before, and what they are made of."""
    return MetricsAnswer.model_validate(_report(caller, service, asked))


def _report(caller: Caller, service: Service, asked: PeriodQuery) -> Report:
    with service.records.begin() as work:
        span = span_of(asked.since, asked.until, work.now)
        return report(work.connection, seen_by(caller, asked.franchise), span)
