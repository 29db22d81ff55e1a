"""S3's multipart protocol on a folder: parts are files of their own until the object is made of them."""

import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from mirrorme.adapters.files.write import give_name, write_new, write_whole
from mirrorme.adapters.objects.envelope import Envelopes
from mirrorme.adapters.objects.folder import ROUTE, UPLOADS
from mirrorme.adapters.objects.folder_files import open_file, sealed, size_of
from mirrorme.adapters.objects.reading import told
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Address, Part

PART_ROUTE = "/store/parts"
FORGOTTEN_S = 2 * 24 * 3600
"""What a process that was killed left behind is cleared away after so long."""


class FolderUploads:
    """Uploads into the same root as ``FolderObjects``; parts are below its ``.uploads``, encrypted as they arrive."""

    def __init__(self, root: Path, signer: Signer, envelopes: Envelopes | None = None) -> None:
        self._root, self.signer, self._envelopes = root, signer, envelopes

    def put_url(self, at: ObjectKey, size: int, seconds: int) -> Address:
        """Where the whole object can be PUT at once, once."""
        return Address(self.signer.url("PUT", f"{ROUTE}/{at}", seconds, {"size": str(size)}))

    def put(self, at: ObjectKey, data: bytes) -> None:
        """Keep a whole object: never over one that is there.

        Raises:
            StorageError: ``exists``, no room ...
        """
        write_new(self._root / at.bucket / at.key, sealed(at, str(at), [data], self._envelopes))

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
        write_whole(path, sealed(at, _name(at, upload, number), [data], self._envelopes))
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
        names = {part.number: _name(at, upload, part.number) for part in parts}
        missing = [number for number in names if not (folder / f"{number}.part").is_file()]
        if missing:
            raise StorageError(Reason("not_found", f"Part {missing[0]} of {at} is not there."))

        def pieces() -> Iterator[bytes]:
            for number, name in names.items():
                yield from open_file(folder / f"{number}.part", at, name, self._envelopes).pieces()

        write_whole(whole, sealed(at, str(at), pieces(), self._envelopes))
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
        return self._root / UPLOADS / upload

    def _check(self, at: ObjectKey, upload: str) -> None:
        """An id is good for one object."""
        with told("This upload"):
            noted = (self._folder(upload) / "key").read_text("utf-8")
        if noted != str(at):
            raise StorageError(Reason("not_found", "There is no such upload."))

    def _clear_forgotten(self) -> None:
        before = time.time() - FORGOTTEN_S
        with told("uploads"):
            (self._root / UPLOADS).mkdir(parents=True, exist_ok=True)
            old = [folder for folder in (self._root / UPLOADS).iterdir() if folder.stat().st_mtime < before]
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)


def _name(at: ObjectKey, upload: str, number: int) -> str:
    """What a part can be read as, and nothing else."""
    return f"{at}#{upload}/{number}"


def _part(path: Path) -> Part:
    size, _ = size_of(path)
    return Part(int(path.stem), size, f"{path.stat().st_mtime_ns:x}-{size:x}")
