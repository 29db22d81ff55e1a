"""Alarms: a franchise's own; head office's are all, and those of the whole service."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from mirrorme.adapters.postgres.alerts import alerts
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by
from mirrorme.interfaces.http.models.fields import Code, Number
from mirrorme.interfaces.http.models.system import AlertAnswer
from mirrorme.interfaces.http.pages import Cursor, Limit, Page, paged, read_number
from mirrorme.pipeline.alerts import acknowledge

routes = router("Alerts")


class AlertsQuery(BaseModel):
    """Which alarms."""

    only_open: Annotated[bool, Field(alias="open", description="Only those that go on.")] = False
    franchise: Annotated[Code | None, Field(description="Of one franchise alone.")] = None
    limit: Limit = 50
    cursor: Cursor = None


@routes.get("/alerts", responses=problems())
def list_alerts(caller: Asking, service: TheService, asked: Annotated[AlertsQuery, Query()]) -> Page[AlertAnswer]:
    """List alarms, the newest first, each with what to do."""
    own, before = seen_by(caller, asked.franchise), read_number(asked.cursor)
    with service.records.begin() as work:
        found = alerts(work.connection, own, before, asked.limit + 1, only_open=asked.only_open)
    page, following = paged(found, asked.limit, lambda one: one.id)
    return Page(items=[AlertAnswer.model_validate(one) for one in page], next=following)


@routes.post("/alerts/{number}/acknowledge", responses=problems(404))
def acknowledge_alert(caller: Asking, service: TheService, number: Number) -> AlertAnswer:
    """Say that somebody knows; the first who says so is noted. It goes on until it is over."""
    with service.records.begin() as work:
        return AlertAnswer.model_validate(acknowledge(work, caller, number))
