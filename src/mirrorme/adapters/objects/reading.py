"""What all stores have in common, and how obstore reads and lists objects."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import ObjectStore

from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Stored

PIECE = 1024 * 1024
ARCHIVED = "InvalidObjectState"
"""How S3 says that it has to bring an object back from the archive before it can be read."""


def archived(at: ObjectKey | str) -> Reason:
    """What to do then."""
    return Reason("archived", f"{at} is in the archive: have it restored in S3 first, which takes some hours.")


def read(pieces: Iterable[bytes], at_most: int) -> bytes:
    """All of it, cut off after ``at_most``."""
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) >= at_most:
            break
    return bytes(data[:at_most])


class ReadableObjects(ABC):
    """Objects that obstore reads."""

    @abstractmethod
    def bucket(self, name: str) -> ObjectStore:
        """One bucket."""

    def read(self, at: ObjectKey, at_most: int) -> bytes:
        """Its bytes, cut off after ``at_most``.

        Raises:
            StorageError: it is not there, or can't be read.
        """
        return read(self.stream(at), at_most)

    def stream(self, at: ObjectKey) -> Iterator[bytes]:
        """Its bytes, in pieces of about a MiB.

        Raises:
            StorageError: as ``read``.
        """
        with told(at):
            for piece in obstore.get(self.bucket(at.bucket), at.key).stream(min_chunk_size=PIECE):
                yield bytes(piece)

    def look(self, at: ObjectKey) -> Stored | None:
        """What is there.

        Raises:
            StorageError: the store can't be asked.
        """
        try:
            with told(at):
                found = obstore.head(self.bucket(at.bucket), at.key)
        except StorageError as error:
            if error.reason.code == "not_found":
                return None
            raise
        return Stored(at, found["size"], found["last_modified"])

    def find(self, bucket: str, prefix: str) -> Iterator[Stored]:
        """All below a prefix that ends in a slash, sorted by key.

        Raises:
            StorageError: the store can't be asked.
        """
        with told(bucket):
            found = [one for batch in obstore.list(self.bucket(bucket), prefix) for one in batch]
        for one in sorted(found, key=lambda one: one["path"]):
            yield Stored(ObjectKey(bucket, one["path"]), one["size"], one["last_modified"])


@contextmanager
def told(at: ObjectKey | str) -> Iterator[None]:
    """What a store has against it, in our own words.

    Raises:
        StorageError: ``not_found``, ``archived`` or ``storage_away``.
    """
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise StorageError(Reason("not_found", f"{at} is not in the store.")) from error
    except (BaseError, OSError) as error:
        if ARCHIVED in str(error):
            raise StorageError(archived(at)) from error
        first = str(error).partition("\n")[0][:300]
        raise StorageError(Reason("storage_away", f"The store can't be used just now: {first}")) from error
