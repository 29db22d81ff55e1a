"""Which files are sent, and which are not."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mirrorme.adapters.files.find import Found, find
from mirrorme.pipeline.errors import OrderError


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is left where it is. within: its place below the folder that was named."""

    within: str
    why: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The photos, and what lies beside them."""

    photos: tuple[Found, ...]
    skipped: tuple[Skipped, ...]


def choose(named: Iterable[Path]) -> Chosen:
    """Files that are named, and the photos in folders that are.

    Raises:
        OrderError: something named is not there or can't be read.
    """
    paths = list(named)
    try:
        photos = tuple(find(paths))
    except OSError as error:
        raise OrderError(f"can't read {error.filename}: {error.strerror}; try again") from error
    taken = {photo.path for photo in photos}
    skipped = tuple(one for path in paths if path.is_dir() for one in _rest(path, taken))
    return Chosen(photos, skipped)


def _rest(folder: Path, taken: set[Path]) -> Iterator[Skipped]:
    for above, folders, files in os.walk(folder):
        hidden = [name for name in [*folders, *files] if name.startswith(".")]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(hidden):
            yield Skipped(os.path.relpath(Path(above, name), folder), "hidden")
        for name in sorted(files):
            if not name.startswith(".") and Path(above, name) not in taken:
                yield Skipped(os.path.relpath(Path(above, name), folder), "no photo, or one that was found before")
