"""Take one file out of a release's archive, in one pass and without unpacking the rest."""

import json
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mirrorme.adapters.models.registry import FetchError
from mirrorme.adapters.models.sources import Chunks, Member

BLOCK = 1 << 20


def extract(archive: Path, source: Member | Chunks, target: Path) -> None:
    """Write the wanted file to ``target``.

    Raises:
        FetchError: the archive has no such file.
        OSError: it can't be read or written.
    """
    try:
        if isinstance(source, Chunks):
            _join(archive, source, target)
            return
        with _opened(archive, source.path) as member, target.open("wb") as file:
            shutil.copyfileobj(member, file, BLOCK)
    except (KeyError, tarfile.TarError, zipfile.BadZipFile, ValueError) as error:
        raise FetchError(f"{source.release} has no usable {target.stem}: {error}") from error


@contextmanager
def _opened(archive: Path, path: str) -> Iterator[IO[bytes]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as wheel, wheel.open(path) as packed:
            yield packed
        return
    with tarfile.open(archive, "r|gz") as tarball:
        for entry in tarball:
            if entry.name == path and (member := tarball.extractfile(entry)):
                with member:
                    yield member
                return
    raise KeyError(path)


def _join(archive: Path, source: Chunks, target: Path) -> None:
    with _opened(archive, source.index) as member:
        pieces = {f"{source.folder}/{c['hash']}": c["offsets"] for c in json.load(member)[source.key]["chunks"]}
    with tarfile.open(archive, "r|gz") as tarball, target.open("wb") as file:
        for entry in tarball:
            if entry.name in pieces and (piece := tarball.extractfile(entry)):
                start, end = pieces.pop(entry.name)
                file.seek(start)
                shutil.copyfileobj(piece, file, BLOCK)
                if file.tell() != end:
                    raise ValueError(f"{entry.name} has {file.tell() - start} bytes, not {end - start}")
    if pieces:
        raise KeyError(next(iter(pieces)))
