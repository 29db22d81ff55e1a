"""ZIP archives that are written while they are read."""

import io
import time
from collections.abc import Iterable, Iterator
from zipfile import ZIP_STORED, ZipFile, ZipInfo

Entry = tuple[str, Iterable[bytes]]


class _Sink(io.RawIOBase):
    """Where an archive is written to, and taken away from as it grows."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload] # any buffer
        self._pieces.append(piece)
        return len(piece)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """An archive of named files in pieces, none of which is held in memory longer than it takes to give it on.

    Nothing is compressed, since photos are already.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for name, pieces in entries:
            about = ZipInfo(name, date_time=time.localtime()[:6])
            with archive.open(about, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield sink.take()
    yield sink.take()
