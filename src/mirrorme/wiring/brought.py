"""Files that recipes name by their digest: a photographer's own backdrop, a colour table."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mirrorme.pipeline.errors import OrderError
from mirrorme.pipeline.ports import Originals

MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Brought:
    """Where they are: paths, or objects in a store. store: None if they are paths."""

    backdrop: str | None
    lut: str | None
    store: Originals | None = None

    def backdrop_file(self, digest: str | None) -> bytes:
        """The content of the backdrop.

        Raises:
            OrderError: none was named, or it is another one than the recipe's.
            StorageError: it can't be had from the store.
        """
        return self._pinned(self.backdrop, digest, "backdrop")

    def lut_file(self, digest: str | None) -> bytes:
        """The content of the colour table; raises as ``backdrop_file``."""
        return self._pinned(self.lut, digest, "LUT")

    def _pinned(self, file: str | None, digest: str | None, what: str) -> bytes:
        if file is None:
            raise OrderError(f"this recipe uses a {what} file with the SHA-256 {digest}; name that file")
        data = _from_disk(file, what) if self.store is None else self.store.read(file, MOST_BYTES)
        if hashlib.sha256(data).hexdigest() != digest:
            raise OrderError(f"the {what} {file} is not the one of this recipe: its SHA-256 is not {digest}")
        return data


def _from_disk(file: str, what: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise OrderError(f"can't read the {what} {file}: {error.strerror}") from error
