"""What the pipeline needs from outside."""

from typing import Protocol

from mirrorme.imaging.errors import Reason


class StorageError(Exception):
    """A file can't be read or written; the machine is at fault, not the photo."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


class Originals(Protocol):
    """Photos as they were taken; nothing ever writes there."""

    def read(self, photo: str, at_most: int) -> bytes:
        """A photo's bytes, cut off after ``at_most``.

        Raises:
            StorageError: it can't be read.
        """


class Outputs(Protocol):
    """Edited pictures."""

    def write(self, name: str, data: bytes) -> None:
        """Keep a picture: whole, or not at all.

        Raises:
            StorageError: it can't be kept.
        """


class UnavailableError(Exception):
    """The database can't be reached just now; asking again later may do."""
