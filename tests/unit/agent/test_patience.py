"""How long the client waits before it asks again."""

from datetime import UTC, datetime

import pytest

from mirrorme.interfaces.agent.patience import LONGEST_S, asked_for, backoff
from mirrorme.interfaces.cli.status import time_left

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)


def test_waits_grow_up_to_a_limit() -> None:
    longest = [backoff(attempt, lambda _, high: high) for attempt in range(10)]
    assert longest == sorted(longest)
    assert longest[-1] == LONGEST_S
    assert backoff(10**6) <= LONGEST_S


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("Tue, 17 Nov 2026 12:00:09 GMT", 9), ("Tue, 17 Nov 2026 11:00:00 GMT", 0), ("soon", 0), ("99999", 60)],
)
def test_what_the_service_asks_for_is_kept(header: str, seconds: float) -> None:
    assert asked_for({"retry-after": header}, NOW) == seconds


@pytest.mark.parametrize(
    ("state", "deadline", "missed", "told"),
    [
        ("queued", "2026-11-17T12:30:00+00:00", None, "30 min"),
        ("editing", "2026-11-17T11:59:30+00:00", None, "30 s late"),
        ("published", "2026-11-17T11:59:30+00:00", None, ""),
        ("published", "2026-11-17T11:59:30+00:00", "2026-11-17T11:59:30+00:00", "missed"),
        ("uploading", None, None, ""),
    ],
)
def test_the_time_left_is_told_in_words(state: str, deadline: str | None, missed: str | None, told: str) -> None:
    assert time_left({"state": state, "deadline": deadline, "missed_at": missed}, NOW) == told
