"""How fast the API answers, and how often it fails: counted here, added to the records every few seconds."""

import asyncio
from datetime import UTC, datetime

from fastapi.concurrency import run_in_threadpool

from mirrorme.adapters.postgres.alerts import add_requests
from mirrorme.adapters.postgres.engine import PostgresRecords
from mirrorme.domain.metrics import EDGES_MS, class_of
from mirrorme.pipeline.ports import UnavailableError

EVERY_S = 10.0
LEFT_OUT = ("/v1/live", "/v1/health", "/v1/ready")
"""Streams last as long as somebody listens, and what asks for health asks for nothing else."""


class Meter:
    """Counts of one process; only its event loop counts."""

    def __init__(self, records: PostgresRecords) -> None:
        self._records = records
        self._minutes: dict[datetime, tuple[int, int]] = {}
        self._hours: dict[datetime, list[int]] = {}

    def note(self, path: str, status: int, seconds: float) -> None:
        """A request that was answered."""
        if not path.startswith("/v1/") or path.startswith(LEFT_OUT):
            return
        minute = datetime.now(UTC).replace(second=0, microsecond=0)
        self._add(minute, 1, 1 if status >= 500 else 0)
        self._counts(minute.replace(minute=0))[class_of(seconds * 1000)] += 1

    async def run(self) -> None:
        """Add what was counted to the records, again and again."""
        while True:
            await asyncio.sleep(EVERY_S)
            await self.flush()

    async def flush(self) -> None:
        """Add it now; what the database can't take stays for the next time."""
        minutes, self._minutes = self._minutes, {}
        hours, self._hours = self._hours, {}
        if not minutes:
            return
        try:
            await run_in_threadpool(self._write, minutes, hours)
        except UnavailableError:
            for at, (requests, errors) in minutes.items():
                self._add(at, requests, errors)
            for hour, counts in hours.items():
                kept = self._counts(hour)
                kept[:] = [old + new for old, new in zip(kept, counts, strict=True)]

    def _write(self, minutes: dict[datetime, tuple[int, int]], hours: dict[datetime, list[int]]) -> None:
        with self._records.begin() as work:
            add_requests(work.connection, minutes, hours)

    def _add(self, minute: datetime, requests: int, errors: int) -> None:
        before = self._minutes.get(minute, (0, 0))
        self._minutes[minute] = (before[0] + requests, before[1] + errors)

    def _counts(self, hour: datetime) -> list[int]:
        return self._hours.setdefault(hour, [0] * (len(EDGES_MS) + 1))
