"""S3's multipart protocol on a folder: parts are files of their own until the object is made of them."""

import os
import secrets
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from mirrorme.adapters.files.write import give_name, write_new, write_whole
from mirrorme.adapters.objects.folder import ROUTE
from mirrorme.adapters.objects.reading import PIECE, told
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Address, Part

PART_ROUTE = "/store/parts"
FORGOTTEN_S = 2 * 24 * 3600
"""What a process that was killed left behind is cleared away after so long."""


class FolderUploads:
    """Uploads into the same root as ``FolderObjects``; parts are below its ``.uploads``."""

    def __init__(self, root: Path, signer: Signer) -> None:
        self._root, self.signer = root, signer

    def put_url(self, at: ObjectKey, size: int, seconds: int) -> Address:
        """Where the whole object can be PUT at once, once."""
        return Address(self.signer.url("PUT", f"{ROUTE}/{at}", seconds, {"size": str(size)}))

    def put(self, at: ObjectKey, data: bytes) -> None:
        """Keep a whole object: never over one that is there.

        Raises:
            StorageError: ``exists``, no room ...
        """
        write_new(self._root / at.bucket / at.key, data)

    def create(self, at: ObjectKey) -> str:
        """Begin a multipart upload; gives its id.

        Raises:
            StorageError: no room, no permission.
        """
        self._clear_forgotten()
        upload = secrets.token_urlsafe(24)
        write_whole(self._folder(upload) / "key", str(at).encode())
        return upload

    def part_url(self, at: ObjectKey, upload: str, number: int, seconds: int) -> Address:
        """Where part ``number`` can be PUT."""
        return Address(self.signer.url("PUT", f"{PART_ROUTE}/{upload}/{number}", seconds, {"key": str(at)}))

    def put_part(self, at: ObjectKey, upload: str, number: int, data: bytes) -> str:
        """Keep a part, in place of one that came before; gives its etag.

        Raises:
            StorageError: ``not_found`` if there is no such upload; no room ...
        """
        self._check(at, upload)
        path = self._folder(upload) / f"{number}.part"
        write_whole(path, data)
        with told(at):
            return _part(path).etag

    def parts(self, at: ObjectKey, upload: str) -> list[Part]:
        """Those that have arrived, by number.

        Raises:
            StorageError: ``not_found`` if there is no such upload.
        """
        self._check(at, upload)
        with told(at):
            found = [_part(path) for path in self._folder(upload).glob("[0-9]*.part")]
        return sorted(found, key=lambda part: part.number)

    def complete(self, at: ObjectKey, upload: str, parts: Sequence[Part]) -> None:
        """Make the object of its parts; whenever this is cut off, it can be done again.

        Raises:
            StorageError: ``exists``; ``not_found`` if there is no such upload or part; no room ...
        """
        self._check(at, upload)
        folder = self._folder(upload)
        whole = folder / "whole"
        try:
            with whole.open("wb") as file:
                for part in parts:
                    with (folder / f"{part.number}.part").open("rb") as source:
                        shutil.copyfileobj(source, file, PIECE)
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError as error:
            raise StorageError(Reason("not_found", f"A part of {at} is not there.")) from error
        except OSError as error:
            whole.unlink(missing_ok=True)
            raise StorageError(Reason("disk_full", f"{at} can't be put together: {error.strerror}.")) from error
        give_name(whole, self._root / at.bucket / at.key)
        shutil.rmtree(folder, ignore_errors=True)

    def abort(self, at: ObjectKey, upload: str) -> None:
        """Give its parts up; nothing happens if there is no such upload.

        Raises:
            StorageError: it is another object's.
        """
        if self._folder(upload).exists():
            self._check(at, upload)
            shutil.rmtree(self._folder(upload), ignore_errors=True)

    def _folder(self, upload: str) -> Path:
        if not upload.replace("-", "").replace("_", "").isalnum() or not upload.isascii():
            raise StorageError(Reason("not_found", "There is no such upload."))
        return self._root / ".uploads" / upload

    def _check(self, at: ObjectKey, upload: str) -> None:
        """An id is good for one object."""
        with told("This upload"):
            noted = (self._folder(upload) / "key").read_text("utf-8")
        if noted != str(at):
            raise StorageError(Reason("not_found", "There is no such upload."))

    def _clear_forgotten(self) -> None:
        before = time.time() - FORGOTTEN_S
        with told("uploads"):
            (self._root / ".uploads").mkdir(parents=True, exist_ok=True)
            old = [folder for folder in (self._root / ".uploads").iterdir() if folder.stat().st_mtime < before]
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)


def _part(path: Path) -> Part:
    about = path.stat()
    return Part(int(path.stem), about.st_size, f"{about.st_mtime_ns:x}-{about.st_size:x}")
