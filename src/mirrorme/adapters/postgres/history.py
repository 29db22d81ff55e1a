"""The append-only history."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from mirrorme.adapters.postgres.tables import history


class PostgresHistory:
    """Lines of the history, in one transaction."""

    def __init__(self, live: Connection) -> None:
        self._live = live

    def note(
        self,
        kind: str,
        *,
        who: str,
        why: str,
        franchise: str | None = None,
        session: int | None = None,
        photo: int | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a line that is no transition."""
        line = {"kind": kind, "who": who, "why": why, "franchise": franchise, "session": session, "photo": photo}
        self._live.execute(insert(history).values(**line, data=dict(data or {})))

    def move(self, line: Mapping[str, Any]) -> None:
        """Add a photo's transition."""
        self._live.execute(insert(history).values(kind="photo", **line))
