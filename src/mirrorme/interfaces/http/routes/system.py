"""Head office's view: live load, costs, and whether the parts of the service do their work."""

import shutil
from importlib.metadata import version
from typing import Annotated

from fastapi import Query
from sqlalchemy import Connection, text

from mirrorme.adapters.postgres.alerts import last_look
from mirrorme.adapters.postgres.engine import connection
from mirrorme.adapters.postgres.load import load, use
from mirrorme.adapters.postgres.migrate import newest, revision
from mirrorme.adapters.postgres.overview import overview
from mirrorme.domain.costs import NOT_COUNTED
from mirrorme.domain.report import span_of
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.answers import WorkerAnswer
from mirrorme.interfaces.http.models.metrics import PeriodQuery
from mirrorme.interfaces.http.models.system import (
    CostsAnswer,
    DatabaseAnswer,
    FranchiseCostAnswer,
    FranchiseLoadAnswer,
    LoadAnswer,
    MigrationsAnswer,
    RatesAnswer,
    RatesBody,
    SchedulerAnswer,
    SystemAnswer,
)
from mirrorme.interfaces.http.routes.health import store_status
from mirrorme.pipeline.costs import set_rates

routes = router("System")


@routes.get("/load", responses=problems())
def show_load(caller: Asking, service: TheService) -> LoadAnswer:
    """Tell what each franchise has under way, and what became of today's photos."""
    with service.records.begin() as work:
        found = load(work.connection, caller.franchise)
    return LoadAnswer(franchises=[FranchiseLoadAnswer.model_validate(one) for one in found])


@routes.get("/costs", responses=problems())
def show_costs(caller: Asking, service: TheService, asked: Annotated[PeriodQuery, Query()]) -> CostsAnswer:
    """Tell what each franchise's photos took and cost, and what that leaves out."""
    with service.records.begin() as work:
        rates = work.rates.newest() or service.settings.rates
        span = span_of(asked.since, asked.until, work.now)
        found = use(work.connection, seen_by(caller, asked.franchise), span)
    franchises = []
    for one in found:
        kept = (one.stored_bytes, span.until - span.since)
        cost = None if rates is None else rates.cost(one.compute_s, *kept, one.photos)
        franchises.append(
            FranchiseCostAnswer(
                code=one.code,
                photos=one.photos,
                compute_s=round(one.compute_s, 3),
                stored_bytes=one.stored_bytes,
                cost=cost,
                cost_per_photo=None if cost is None or not one.photos else cost / one.photos,
            )
        )
    return CostsAnswer(
        since=span.since,
        until=span.until,
        franchises=franchises,
        currency=service.settings.currency if rates is None else rates.currency,
        rates=None if rates is None else RatesAnswer.model_validate(rates),
        not_counted=list(NOT_COUNTED),
    )


@routes.put("/costs/rates", responses=problems())
def put_rates(caller: Asking, service: TheService, body: RatesBody) -> RatesAnswer:
    """Set what is paid from now on; costs of any period are counted by the newest rates."""
    with service.records.begin() as work:
        return RatesAnswer.model_validate(set_rates(work, caller, body.rates()))


@routes.get("/system", responses=problems())
def show_system(service: TheService) -> SystemAnswer:
    """Tell whether database, store, scheduler and workers do their work, and which version they are."""
    with service.records.begin() as work:
        tick = last_look(work.connection)
        workers = overview(work.connection, None, service.settings.silent_s).workers
    # the tables' version is for who owns them to see
    with connection(service.engine) as live:
        database, now = _database(live), revision(live)
    folder = service.settings.folder
    disk = None if folder is None or not folder.exists() else shutil.disk_usage(folder)
    return SystemAnswer(
        database=database,
        store=store_status(service),
        scheduler=SchedulerAnswer(last_tick=tick),
        workers=[WorkerAnswer.model_validate(one) for one in workers],
        disk_free=None if disk is None else disk.free,
        disk_total=None if disk is None else disk.total,
        version=version("mirrorme"),
        migrations=MigrationsAnswer(now=now, newest=newest()),
    )


def _database(live: Connection) -> DatabaseAnswer:
    about = "select current_setting('server_version'), pg_database_size(current_database())"
    name, size = live.execute(text(about)).one()
    return DatabaseAnswer(status="ok", version=name, size_bytes=size)
