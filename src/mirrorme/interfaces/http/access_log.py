"""Who asked for what: one line of JSON a request, a file a day, for 90 days."""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

from starlette.types import Scope

from mirrorme.domain.records import Caller

DAYS = 90


class AccessLog:
    """The file of today; those before have their day in their name.

    Raises:
        OSError: it can't be written.
    """

    def __init__(self, file: Path, days: int = DAYS) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        # one of our own, which nobody else's settings reach
        self._log = logging.Logger("mirrorme.access", logging.INFO)  # noqa: LOG001 (it belongs to no tree)
        self._handler = TimedRotatingFileHandler(file, when="midnight", utc=True, backupCount=days, encoding="utf-8")
        self._log.addHandler(self._handler)

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """A request that was answered. Queries are left out: addresses in the store have their signature there."""
        caller = scope.get("state", {}).get("caller")
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": caller.who if isinstance(caller, Caller) else None,
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        self._log.info("%s", json.dumps(line, ensure_ascii=True))

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()
