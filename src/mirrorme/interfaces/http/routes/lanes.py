"""Lanes, the dashboard, and the history."""

from typing import Annotated

from fastapi import Query

from mirrorme.adapters.postgres import lists
from mirrorme.adapters.postgres.overview import Overview, overview
from mirrorme.domain.lane import Lane
from mirrorme.interfaces.http.access import Asking, TheService, router
from mirrorme.interfaces.http.answers import problems, seen_by, told_lines
from mirrorme.interfaces.http.models.answers import EventAnswer, LaneAnswer, SummaryAnswer
from mirrorme.interfaces.http.models.fields import AskedFranchise
from mirrorme.interfaces.http.models.lanes import LaneChoiceAnswer, LaneChoiceQuery
from mirrorme.interfaces.http.models.requests import HistoryQuery
from mirrorme.interfaces.http.pages import Page, paged, read_number
from mirrorme.pipeline.lane_choice import tell_lane
from mirrorme.wiring.service import Service

lanes = router("Lanes")
history = router("History")


@lanes.get("/lanes", responses=problems())
def list_lanes(caller: Asking, service: TheService) -> list[LaneAnswer]:
    """Tell what each lane promises, the most urgent first, what waits in it, and what was missed today."""
    return [LaneAnswer.model_validate(lane) for lane in _overview(service, caller.franchise).lanes]


@lanes.get("/lanes/choice", responses=problems(404, 409))
def tell_choice(caller: Asking, service: TheService, query: Annotated[LaneChoiceQuery, Query()]) -> LaneChoiceAnswer:
    """Tell which lane a session would come into if it were booked now, and why; nothing is booked."""
    with service.records.begin() as work:
        found = tell_lane(work, caller, query.booking_type, query.customer, query.due_at)
    return LaneChoiceAnswer.model_validate(found)


@lanes.post("/lanes/{name}/pause", responses=problems())
def pause(caller: Asking, service: TheService, name: Lane) -> LaneAnswer:
    """Take up no more photos of a lane; what is being edited is finished."""
    with service.records.begin() as work:
        work.queue.pause(name, who=caller.who)
    return _lane(service, name)


@lanes.post("/lanes/{name}/resume", responses=problems())
def resume(caller: Asking, service: TheService, name: Lane) -> LaneAnswer:
    """Go on with a lane."""
    with service.records.begin() as work:
        work.queue.resume(name, who=caller.who)
    return _lane(service, name)


@lanes.get("/summary", responses=problems())
def summary(caller: Asking, service: TheService, franchise: AskedFranchise = None) -> SummaryAnswer:
    """Tell what is under way, what became of today's photos, and which workers live."""
    return SummaryAnswer.model_validate(_overview(service, seen_by(caller, franchise)))


@history.get("/history", responses=problems())
def list_history(
    caller: Asking,
    service: TheService,
    asked: Annotated[HistoryQuery, Query()],
) -> Page[EventAnswer]:
    """Tell what happened, the last first: who, when, from, to, why. With looks at pictures, unless ``views`` is no."""
    wanted = lists.Asked(
        seen_by(caller, asked.franchise),
        asked.session,
        asked.kind,
        asked.who,
        asked.since,
        asked.until,
        views=asked.views,
    )
    limit = asked.limit
    with service.records.begin() as work:
        found = lists.history(work.connection, wanted, read_number(asked.cursor), limit + 1)
        numbers = lists.photo_numbers(work.connection, (one.photo for one in found))
    page, following = paged(found, limit, lambda one: one.id)
    return Page(items=told_lines(caller, page, numbers), next=following)


def _overview(service: Service, franchise: str | None) -> Overview:
    with service.records.begin() as work:
        return overview(work.connection, franchise, service.settings.silent_s)


def _lane(service: Service, name: Lane) -> LaneAnswer:
    return LaneAnswer.model_validate(next(lane for lane in _overview(service, None).lanes if lane.name is name))
