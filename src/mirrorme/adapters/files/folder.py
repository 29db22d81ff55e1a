"""Originals and outputs as files."""

from pathlib import Path

from mirrorme.adapters.files.write import write_whole
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError


class OriginalFiles:
    """Photos by their path."""

    def read(self, photo: str, at_most: int) -> bytes:
        """A photo's bytes, cut off after ``at_most``.

        Raises:
            StorageError: it is gone or can't be read.
        """
        try:
            with Path(photo).open("rb") as file:
                return file.read(at_most)
        except OSError as error:
            message = f"{photo} can't be read ({error.strerror}). Check that it is still there and may be read."
            raise StorageError(Reason("not_readable", message)) from error


class OutputFiles:
    """Pictures by their path."""

    def write(self, name: str, data: bytes) -> None:
        """Keep a picture.

        Raises:
            StorageError: it can't be written.
        """
        write_whole(Path(name), data)
