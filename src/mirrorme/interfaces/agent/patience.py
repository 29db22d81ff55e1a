"""How long to wait before asking again."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

PASSING = frozenset({429, 502, 503, 504})
"""Statuses that may be another the next time."""
FIRST_S, LONGEST_S = 0.25, 8.0
LONGEST_ASKED_S = 60.0


def backoff(attempt: int, chance: Callable[[float, float], float] = random.uniform) -> float:
    """Seconds before the next try, after ``attempt`` (from 0): twice as long each time, never for all alike."""
    longest = min(LONGEST_S, FIRST_S * 2 ** min(attempt, 16))
    return chance(longest / 2, longest)


def asked_for(headers: Mapping[str, str], now: datetime | None = None) -> float:
    """Seconds that a Retry-After header asks for, as seconds or as a date; 0 without one that can be read."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return 0.0
    if text.isascii() and text.isdecimal():
        return min(float(text), LONGEST_ASKED_S)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - (now or datetime.now(UTC))).total_seconds()), LONGEST_ASKED_S)
