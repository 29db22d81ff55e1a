"""Published photos go into an archive one after another."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import cast

from mirrorme.adapters.files.archive import zipped
from mirrorme.domain.keys import ObjectKey, SessionPlace
from mirrorme.pipeline.ports_objects import Objects, Stored
from mirrorme.pipeline.published import Published, archive_name, files

PIECE = b"x" * 100_000


class _Store:
    """Gives twenty pieces of every object, and notes those that were asked for."""

    def __init__(self) -> None:
        self.given: list[ObjectKey] = []

    def look(self, at: ObjectKey) -> Stored | None:
        return Stored(at, 20 * len(PIECE), datetime(2026, 1, 1, tzinfo=UTC))

    def stream(self, at: ObjectKey) -> Iterator[bytes]:
        for _ in range(20):
            self.given.append(at)
            yield PIECE


def test_no_more_is_read_than_was_given_on() -> None:
    store, place = _Store(), SessionPlace("001", date(2026, 1, 2), 7)
    published = [Published(number, number, place.edited(number, 2, "jpg")) for number in range(1, 1001)]
    pieces = zipped(files(cast("Objects", store), published))
    for asked in range(1, 60):
        assert len(next(pieces)) < len(PIECE) + 1000
        assert len(store.given) <= asked + 1
    assert archive_name(place) == "001-2026-01-02-session-007.zip"
