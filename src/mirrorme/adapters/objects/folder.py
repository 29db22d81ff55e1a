"""Objects in a folder: one folder a bucket, writes that survive a power cut."""

import os
from contextlib import suppress
from pathlib import Path

from obstore.store import LocalStore

from mirrorme.adapters.files.write import give_name, write_whole
from mirrorme.adapters.objects.folder_shelves import FolderShelves
from mirrorme.adapters.objects.reading import told
from mirrorme.adapters.objects.residency import Residency, unknown
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

ROUTE = "/store/objects"


class FolderObjects(FolderShelves):
    """All buckets.

    root: of an absolute path, on a file system with hard links. cold: another folder for what is old. residency: which
    region's data may be here; any if left out.
    """

    def __init__(
        self, root: Path, signer: Signer, cold: Path | None = None, residency: Residency | None = None
    ) -> None:
        self._root, self.signer, self._cold = root, signer, cold
        self._residency = residency or Residency(unknown, unknown)

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

    def check_place(self, bucket: str) -> None:
        """Whether its franchise's data may be here.

        Raises:
            StorageError: ``wrong_region``.
        """
        self._residency.check(bucket)

    def make_bucket(self, bucket: str, region: str | None = None) -> None:
        """Have it; nothing happens if it is there.

        Raises:
            StorageError: the folder can't be made, or is in another region than this.
        """
        self._residency.check(bucket, region)
        with told(bucket):
            (self._root / bucket).mkdir(parents=True, exist_ok=True)

    def write(self, at: ObjectKey, data: bytes) -> None:
        """Keep it, whole or not at all; on return it is on the disk.

        Raises:
            StorageError: no room, no permission.
        """
        self.check_place(at.bucket)
        write_whole(self.path(at), data)
        self._clear(at)

    def copy(self, source: ObjectKey, target: ObjectKey) -> None:
        """Keep what is at ``source`` at ``target`` too: a second name, since no object is ever changed in place.

        Raises:
            StorageError: there is nothing at ``source``, or it can't be kept.
        """
        if not self.path(source).is_file():
            raise StorageError(Reason("not_found", f"{source} is not in the store."))
        self.check_place(target.bucket)
        if self.path(source).is_symlink():  # on a cheaper disk, where no second name of it can be made
            write_whole(self.path(target), self.path(source).read_bytes())
            self._clear(target)
            return
        unfinished = self.path(target).with_name(f".{os.getpid()}.copy")
        with told(target):
            unfinished.unlink(missing_ok=True)
        give_name(self.path(source), unfinished)
        with told(target):
            # replacing a file by another name of itself does nothing, so its first name stays
            unfinished.replace(self.path(target))
            unfinished.unlink(missing_ok=True)
        self._clear(target)

    def delete(self, at: ObjectKey) -> None:
        """Have it gone; nothing happens if it is not there.

        Raises:
            StorageError: no permission.
        """
        self._clear(at)
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
        self._clear_all(bucket, prefix)
        return len(found)

    def download_url(self, at: ObjectKey, seconds: int, filename: str) -> str:
        """A URL that gives it to whoever has the URL, for so long, as an attachment of that name."""
        return self.signer.url("GET", f"{ROUTE}/{at}", seconds, {"filename": filename})
