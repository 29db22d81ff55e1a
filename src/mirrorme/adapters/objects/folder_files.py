"""The files of a folder store: encrypted, or as they are."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from mirrorme.adapters.objects.envelope import HEAD, MAGIC, Envelopes, altered
from mirrorme.adapters.objects.reading import told
from mirrorme.adapters.objects.stream import CHUNK, TAG, AlteredError, Stream, count_chunks, plain_size
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

PIECE = CHUNK
"""Bytes that are read at once: larger pieces take longer, since the system gives memory of that size page by page."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An object that can be read.

    size: bytes. etag: changes when the bytes do. head: what it begins with. secret: its key; None if it is plain.
    """

    path: Path
    name: str
    size: int
    etag: str
    modified: datetime
    head: bytes = field(repr=False)
    secret: bytes | None = field(repr=False)

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Its bytes from one on up to another, in pieces of at most 256 KiB; only what is needed is read.

        Raises:
            StorageError: ``altered``; it can't be read.
        """
        end = self.size if stop is None else min(stop, self.size)
        with told(self.name), self.path.open("rb", buffering=0) as file:
            if self.secret is None:
                yield from _plain(file.fileno(), start, end)
                return
            # the wrapped key may have been renewed since, but what follows is encrypted as it was
            if os.pread(file.fileno(), HEAD, 0)[:16] != self.head[:16]:
                raise altered(self.name)
            stream = Stream(self.secret, self.head[len(MAGIC) : len(MAGIC) + 7])
            try:
                yield from _decrypted(file.fileno(), stream, start, end)
            except AlteredError as error:
                raise altered(self.name) from error


def open_file(path: Path, at: ObjectKey, name: str, envelopes: Envelopes | None) -> Opened:
    """Look at an object, and have its key.

    name: that it was kept under. envelopes: None where nothing is encrypted.

    Raises:
        StorageError: ``not_found``, ``altered``; ``not_sealed`` if it is plain though all is encrypted here, ``sealed``
            if it is the other way round; what the keys have against it.
    """
    with told(name), path.open("rb", buffering=0) as file:
        head, about = file.read(HEAD), os.fstat(file.fileno())
    modified = datetime.fromtimestamp(about.st_mtime, UTC)
    if not head.startswith(MAGIC):
        if envelopes is not None and not envelopes.takes_plain():
            raise StorageError(
                Reason("not_sealed", f"{name} is not encrypted, as all is here: it was put there past MirrorMe.")
            )
        return Opened(path, name, about.st_size, f"{about.st_mtime_ns:x}-{about.st_size:x}", modified, b"", None)
    if envelopes is None:
        raise StorageError(Reason("sealed", f"{name} is encrypted: MIRRORME_MASTER_KEY has to name the master key."))
    secret = envelopes.open(at, name, head)
    try:
        size = plain_size(about.st_size - HEAD)
    except AlteredError as error:
        raise altered(name) from error
    return Opened(path, name, size, head[len(MAGIC) : len(MAGIC) + 7].hex() + f"-{size:x}", modified, head, secret)


def size_of(path: Path) -> tuple[int, datetime]:
    """How large an object is once it is decrypted, as its file's length tells, and when it was written.

    Raises:
        OSError: it can't be read.
    """
    with path.open("rb", buffering=0) as file:
        magic, about = file.read(len(MAGIC)), os.fstat(file.fileno())
    modified = datetime.fromtimestamp(about.st_mtime, UTC)
    if magic != MAGIC:
        return about.st_size, modified
    try:
        return plain_size(about.st_size - HEAD), modified
    except AlteredError:
        return 0, modified  # who reads it is told


def sealed(at: ObjectKey, name: str, pieces: Iterable[bytes], envelopes: Envelopes | None) -> Iterable[bytes]:
    """What is kept of an object: encrypted, unless nothing is.

    Raises:
        StorageError: what the keys have against it.
    """
    if envelopes is None:
        return pieces
    head, secret = envelopes.seal(at, name)
    return _with_head(head, Stream(secret, head[len(MAGIC) : len(MAGIC) + 7]).encrypt(pieces))


def _with_head(head: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _plain(file: int, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        piece = os.pread(file, min(PIECE, end - start), start)
        if not piece:
            raise OSError("the file was cut off while it was read")
        yield piece
        start += len(piece)


def _decrypted(file: int, stream: Stream, start: int, end: int) -> Iterator[bytes]:
    count = count_chunks(os.fstat(file).st_size - HEAD)
    first, behind = start // CHUNK, max(-(-end // CHUNK), start // CHUNK + 1)
    if behind < count:
        # what is left out is not looked at, but that the end is there
        _read(file, stream, count - 1, count)
    for number in range(first, behind):
        piece = _read(file, stream, number, count)
        low, high = max(start - number * CHUNK, 0), end - number * CHUNK
        yield piece if low == 0 and high >= len(piece) else piece[low:high]


def _read(file: int, stream: Stream, number: int, count: int) -> bytes:
    chunk = os.pread(file, CHUNK + TAG, HEAD + number * (CHUNK + TAG))
    return stream.decrypt(number, chunk, last=number == count - 1)
