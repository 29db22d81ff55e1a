"""Find the photos in files and folders that a user names."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from mirrorme.imaging.errors import UnreadableError
from mirrorme.pipeline.errors import OrderError

EXTENSIONS = frozenset(
    (
        *("jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "webp", "heic", "heif", "hif", "avif"),
        *("cr2", "cr3", "nef", "nrw", "arw", "dng", "raf", "rw2", "orf", "pef", "srw", "kdc"),
    )
)
HEAD_BYTES = 4096
_OURS = ("-edited.jpg", "-edited.png", "-alpha.png")


@dataclass(frozen=True, slots=True)
class Found:
    """A photo that was found.

    path: where it is. within: its place below the folder that was named, its mere name if it was named itself.
    """

    path: Path
    within: PurePath


def find(named: Iterable[Path], out: Path | None = None) -> list[Found]:
    """All photos, each once, in a fixed order: as named, and within a folder sorted.

    A file that is named is taken whatever it is. In a folder, and its sub-folders, a file is taken if its name or its
    content is a photo's; hidden files, ``out``, and what we wrote beside an original before are left out. Links are
    followed, once.

    Raises:
        OrderError: something named is not there or can't be read.
    """
    photos: list[Found] = []
    seen: set[tuple[int, int]] = set()
    for path in named:
        try:
            if path.is_dir():
                inside = [Found(f, f.relative_to(path)) for f in sorted(_walk(path, out, set()))]
            elif path.is_file():
                inside = [Found(path, PurePath(path.name))]
            else:
                raise OrderError(f"there is no photo or folder {path}")
        except OSError as error:
            raise OrderError(f"can't read {error.filename or path}: {error.strerror}") from error
        for photo in inside:
            about = photo.path.stat()
            if (about.st_dev, about.st_ino) not in seen:
                seen.add((about.st_dev, about.st_ino))
                photos.append(photo)
    return photos


def _walk(folder: Path, out: Path | None, above: set[tuple[int, int]]) -> Iterator[Path]:
    about = folder.stat()
    here = (about.st_dev, about.st_ino)
    if here in above:  # a link back up
        return
    with os.scandir(folder) as listing:
        entries = [entry for entry in listing if not entry.name.startswith(".")]
    stems = {PurePath(entry.name).stem.casefold() for entry in entries if _extension(entry.name) in EXTENSIONS}
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir():
            if out is None or not (out.exists() and path.samefile(out)):
                yield from _walk(path, out, above | {here})
        elif entry.is_file() and not _is_ours(entry.name, stems) and _is_photo(path):
            yield path


def _is_ours(name: str, stems: set[str]) -> bool:
    """Written by us beside its original; ``portrait-edited.jpg`` without a ``portrait`` is somebody's photo."""
    folded = name.casefold()
    return any(folded.endswith(end) and folded.removesuffix(end) in stems for end in _OURS)


def _is_photo(path: Path) -> bool:
    if _extension(path.name) in EXTENSIONS:
        return True
    # the decoders take a second to load, and hardly ever is a file asked that names no photo
    from mirrorme.imaging.read.sniff import identify  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            identify(file.read(HEAD_BYTES))
    except (UnreadableError, PermissionError):
        return False
    return True


def _extension(name: str) -> str:
    return PurePath(name).suffix[1:].casefold()
