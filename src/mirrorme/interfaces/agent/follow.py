"""Follow photos until nothing more happens to them by itself."""

from collections.abc import Iterator
from typing import Any

from mirrorme.domain.photo import SETTLED, State
from mirrorme.interfaces.agent.connection import Connection
from mirrorme.interfaces.agent.errors import StoppedError

EVERY_S = 1.0
ENDS = SETTLED | {State.IN_REVIEW}
"""Nothing more happens by itself: what is in review waits for a person, maybe until tomorrow."""


def follow(
    connection: Connection, session: int, photos: set[int], every_s: float = EVERY_S
) -> Iterator[dict[str, Any]]:
    """Each photo's record, once it is settled or waits for a person.

    photos: ids, of that session. every_s: seconds between looks.

    Raises:
        ApiError, UnreachableError, StoppedError: see there.
    """
    left = set(photos)
    while left:
        for photo in connection.items(f"sessions/{session}/photos"):
            if photo["id"] in left and photo["state"] in ENDS:
                left.discard(photo["id"])
                yield photo
        if left and connection.stop.wait(every_s):
            raise StoppedError("stopped")
