"""Objects in a folder: one folder a bucket, writes that survive a power cut."""

import os
from contextlib import suppress
from pathlib import Path

from obstore.store import LocalStore

from mirrorme.adapters.files.write import give_name, write_whole
from mirrorme.adapters.objects.reading import ReadableObjects, told
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

ROUTE = "/store/objects"


class FolderObjects(ReadableObjects):
    """All buckets. root: of an absolute path, on a file system with hard links."""

    def __init__(self, root: Path, signer: Signer) -> None:
        self._root, self.signer = root, signer

    def bucket(self, name: str) -> LocalStore:
        """One bucket.

        Raises:
            StorageError: there is none.
        """
        folder = self._root / name
        if not folder.is_dir():
            raise StorageError(Reason("not_found", f"There is no bucket {name} in {self._root}."))
        return LocalStore(folder)

    def path(self, at: ObjectKey) -> Path:
        """Where an object is, or would be."""
        return self._root / at.bucket / at.key

    def make_bucket(self, bucket: str) -> None:
        """Have it; nothing happens if it is there.

        Raises:
            StorageError: the folder can't be made.
        """
        with told(bucket):
            (self._root / bucket).mkdir(parents=True, exist_ok=True)

    def write(self, at: ObjectKey, data: bytes) -> None:
        """Keep it, whole or not at all; on return it is on the disk.

        Raises:
            StorageError: no room, no permission.
        """
        write_whole(self.path(at), data)

    def copy(self, source: ObjectKey, target: ObjectKey) -> None:
        """Keep what is at ``source`` at ``target`` too: a second name, since no object is ever changed in place.

        Raises:
            StorageError: there is nothing at ``source``, or it can't be kept.
        """
        if not self.path(source).is_file():
            raise StorageError(Reason("not_found", f"{source} is not in the store."))
        unfinished = self.path(target).with_name(f".{os.getpid()}.copy")
        with told(target):
            unfinished.unlink(missing_ok=True)
        give_name(self.path(source), unfinished)
        with told(target):
            # replacing a file by another name of itself does nothing, so its first name stays
            unfinished.replace(self.path(target))
            unfinished.unlink(missing_ok=True)

    def delete(self, at: ObjectKey) -> None:
        """Have it gone; nothing happens if it is not there.

        Raises:
            StorageError: no permission.
        """
        with told(at), suppress(FileNotFoundError):
            self.path(at).unlink()

    def erase(self, bucket: str, prefix: str) -> int:
        """Have all below a prefix that ends in a slash gone; there are no other versions of them.

        Raises:
            StorageError: no permission, no such bucket.
        """
        found = list(self.find(bucket, prefix))
        for one in found:
            self.delete(one.at)
        return len(found)

    def download_url(self, at: ObjectKey, seconds: int, filename: str) -> str:
        """A URL that gives it to whoever has the URL, for so long, as an attachment of that name."""
        return self.signer.url("GET", f"{ROUTE}/{at}", seconds, {"filename": filename})
