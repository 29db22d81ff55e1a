"""The queue's two tasks, by name."""

from typing import Any

import procrastinate
from procrastinate import PsycopgConnector, SyncPsycopgConnector

from mirrorme.domain.lane import Lane

EDIT = "mirrorme.edit"
LOOK = "mirrorme.look"
LOOK_QUEUE = "look"
QUEUES = (*(str(lane) for lane in Lane), LOOK_QUEUE)


def paused(lane: Lane) -> str:
    """The queue that a lane's jobs stand in while it is paused: no worker listens to it."""
    return f"paused-{lane}"


def deferring_app() -> procrastinate.App:
    """An app that only defers, on connections that it is given."""
    return procrastinate.App(connector=SyncPsycopgConnector())


def working_app(libpq_url: str) -> procrastinate.App:
    """An app for a worker: few connections, since a worker does one job at a time."""
    arguments: dict[str, Any] = {"conninfo": libpq_url, "min_size": 1, "max_size": 3}
    return procrastinate.App(connector=PsycopgConnector(**arguments))
