"""A session's published photos, to take along in one file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mirrorme.domain.errors import ConflictError
from mirrorme.domain.keys import ObjectKey, SessionPlace
from mirrorme.pipeline.ports_objects import Objects


@dataclass(frozen=True, slots=True)
class Published:
    """A published photo. number: within its session. at: its last edit's picture."""

    id: int
    number: int
    at: ObjectKey


def check_any(published: Sequence[Published]) -> None:
    """Whether there is something to take.

    Raises:
        ConflictError: there is nothing.
    """
    if not published:
        raise ConflictError(
            "nothing_published", "None of these photos is published and still kept; try again when some are."
        )


def files(objects: Objects, published: Sequence[Published]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Names by the session's numbering, and contents; ``missing.txt`` names what the store has not got."""
    missing: list[str] = []
    for one in published:
        name = f"photo-{one.number:03d}.{one.at.key.rpartition('.')[2]}"
        if objects.look(one.at) is None:
            missing.append(name)
        else:
            yield name, objects.stream(one.at)
    if missing:
        yield "missing.txt", iter(["\n".join([*missing, ""]).encode()])


def archive_name(place: SessionPlace) -> str:
    """What the whole is called: ``001-2025-11-17-session-001.zip``."""
    return f"{place.franchise}-{place.day.isoformat()}-session-{place.number:03d}.zip"
