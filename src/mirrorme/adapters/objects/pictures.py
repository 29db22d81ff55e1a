"""Originals and outputs of the edit stage as objects."""

from mirrorme.domain.keys import ObjectKey
from mirrorme.pipeline.ports_objects import Objects


class ObjectOriginals:
    """Photos by their object key."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def read(self, photo: str, at_most: int) -> bytes:
        """A photo's bytes, cut off after ``at_most``.

        Raises:
            StorageError: it can't be read.
        """
        return self._objects.read(ObjectKey.parse(photo), at_most)


class ObjectOutputs:
    """Pictures by their object key."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def write(self, name: str, data: bytes) -> None:
        """Keep a picture.

        Raises:
            StorageError: it can't be kept.
        """
        self._objects.write(ObjectKey.parse(name), data)
