"""Objects in a folder: one folder a bucket, encrypted, with writes that survive a power cut."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from mirrorme.adapters.files.write import give_name, write_whole
from mirrorme.adapters.objects.envelope import (
    EMPTY,
    HEAD,
    MAGIC,
    PLAIN,
    READ,
    SLOTS,
    WRITE,
    Envelopes,
    KeyedEnvelopes,
    LentEnvelopes,
)
from mirrorme.adapters.objects.folder_files import PIECE, Opened, open_file, sealed, size_of
from mirrorme.adapters.objects.folder_shelves import FolderShelves
from mirrorme.adapters.objects.reading import read, told
from mirrorme.adapters.objects.residency import Residency, unknown
from mirrorme.adapters.objects.signing import Signer
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_keys import Keys
from mirrorme.pipeline.ports_objects import Stored

ROUTE = "/store/objects"
UPLOADS = ".uploads"


class FolderObjects(FolderShelves):
    """All buckets.

    root: of an absolute path, on a file system with hard links. envelopes: None to encrypt nothing. cold: another
    folder for what is old. residency: which region's data may be here; any if left out.
    """

    def __init__(
        self,
        root: Path,
        signer: Signer,
        envelopes: Envelopes | None = None,
        cold: Path | None = None,
        residency: Residency | None = None,
    ) -> None:
        self._root, self.signer, self._envelopes, self._cold = root, signer, envelopes, cold
        self._residency = residency or Residency(unknown, unknown)

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

    def read(self, at: ObjectKey, at_most: int) -> bytes:
        """Its bytes, cut off after ``at_most``.

        Raises:
            StorageError: it is not there, can't be read, or was altered.
        """
        return read(self.open(at).pieces(0, at_most), at_most)

    def stream(self, at: ObjectKey) -> Iterator[bytes]:
        """Its bytes, in pieces of at most 256 KiB.

        Raises:
            StorageError: as ``read``.
        """
        yield from self.open(at).pieces()

    def open(self, at: ObjectKey) -> Opened:
        """Have it ready to be read from any place on.

        Raises:
            StorageError: as ``read``.
        """
        return open_file(self.path(at), at, str(at), self._envelopes)

    def look(self, at: ObjectKey) -> Stored | None:
        """What is there.

        Raises:
            StorageError: there is no such bucket; the folder can't be read.
        """
        with told(at):
            try:
                return Stored(at, *size_of(self.path(at)))
            except (FileNotFoundError, IsADirectoryError):
                return None

    def write(self, at: ObjectKey, data: bytes) -> None:
        """Keep it, whole or not at all; on return it is on the disk.

        Raises:
            StorageError: no room, no permission; what the keys have against it.
        """
        self.check_place(at.bucket)
        write_whole(self.path(at), sealed(at, str(at), [data], self._envelopes))
        self._clear(at)

    def copy(self, source: ObjectKey, target: ObjectKey) -> None:
        """Keep what is at ``source`` at ``target`` too; what is encrypted is not encrypted again, but gets a new head.

        Raises:
            StorageError: there is nothing at ``source``, or it can't be kept.
        """
        found = self.open(source)
        self.check_place(target.bucket)
        if self._envelopes is None and not found.path.is_symlink():
            self._link(source, target)
        elif found.secret is None or not isinstance(self._envelopes, KeyedEnvelopes):
            write_whole(self.path(target), sealed(target, str(target), found.pieces(), self._envelopes))
        else:
            head = self._envelopes.rename(found.head, str(source), target, str(target))
            write_whole(self.path(target), _with_body(head, found.path))
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
        found = list(self._below(bucket, prefix))
        for at in found:
            self.delete(at)
        self._clear_all(bucket, prefix)
        return len(found)

    def find(self, bucket: str, prefix: str) -> Iterator[Stored]:
        """All below a prefix that ends in a slash, sorted by key.

        Raises:
            StorageError: the folder can't be read, no such bucket.
        """
        for at in sorted(self._below(bucket, prefix)):
            if (found := self.look(at)) is not None:
                yield found

    def download_url(self, at: ObjectKey, seconds: int, filename: str) -> str:
        """A URL that gives it to whoever has the URL, for so long, as an attachment of that name."""
        return self.signer.url("GET", f"{ROUTE}/{at}", seconds, {"filename": filename})

    def lend(self, reads: Sequence[ObjectKey], writes: Sequence[ObjectKey]) -> Mapping[str, str] | None:
        """The keys that another process needs to read some objects and write others, and nothing else.

        None if nothing is encrypted here.

        Raises:
            StorageError: what the keys have against it.
        """
        if self._envelopes is None:
            return None
        lent = {PLAIN: "yes"} if self._envelopes.takes_plain() else {}
        for at in reads:
            if self.look(at) is not None and (secret := self.open(at).secret) is not None:
                lent[f"{READ}{at}"] = secret.hex()
        for at in writes:
            lent[f"{WRITE}{at}"] = b"".join(self._envelopes.seal(at, str(at))).hex()
        return lent

    def all_in(self, bucket: str) -> Iterator[ObjectKey]:
        """All objects of a bucket, in no order, while they come and go; none if there is no such bucket."""
        return self._below(bucket, "") if (self._root / bucket).is_dir() else iter(())

    def renew(self, at: ObjectKey) -> bool:
        """Have an object be under the current key of its owner, or be encrypted at all; False if it is, or is gone.

        Only the head is written, and whenever this is cut off, the object can be read.

        Raises:
            StorageError: it was altered; ``busy``; what the keys have against it.
        """
        if not isinstance(self._envelopes, KeyedEnvelopes):
            raise StorageError(Reason("not_encrypted", "This process has no keys to encrypt anything with."))
        # on a cheaper disk it stays where it is
        path, name = self.path(at).resolve(), str(at)
        try:
            found = open_file(path, at, name, self._envelopes)
        except StorageError as error:
            if error.reason.code == "not_found":
                return False
            raise
        if found.secret is None:
            return self._encrypt(at, found)
        changes = self._envelopes.renewed(at, name, found.head)
        if changes is None:
            return False
        slot, used = changes
        with told(at), path.open("r+b", buffering=0) as file:
            about = os.fstat(file.fileno())
            if os.pread(file.fileno(), HEAD, 0) != found.head:
                raise StorageError(Reason("busy", f"{at} is being changed by somebody else."))
            if used is not None:
                os.pwrite(file.fileno(), slot.pack(), SLOTS[slot.place])
                os.fsync(file.fileno())
            os.pwrite(file.fileno(), EMPTY, SLOTS[1 - slot.place])
            os.fsync(file.fileno())
            os.utime(file.fileno(), ns=(about.st_atime_ns, about.st_mtime_ns))
        return True

    def has_plain_parts(self) -> bool:
        """Whether an upload is under way that began before anything was encrypted."""
        with told(UPLOADS):
            return any(not _is_sealed(path) for path in (self._root / UPLOADS).glob("*/*.part"))

    def is_empty(self) -> bool:
        """Whether no object was ever kept here.

        Raises:
            StorageError: the folder can't be read.
        """
        with told(str(self._root)):
            return not any(path.is_file() for path in self._root.glob("*/**/*"))

    def _encrypt(self, at: ObjectKey, found: Opened) -> bool:
        """An object that was kept before anything was encrypted. One that is deleted meanwhile stays so."""
        unfinished = found.path.with_name(f".{os.getpid()}.sealing")
        write_whole(unfinished, sealed(at, str(at), found.pieces(), self._envelopes))
        with told(at):
            try:
                os.utime(unfinished, (found.modified.timestamp(),) * 2)
                if not found.path.exists():
                    return False
                unfinished.replace(found.path)
            finally:
                unfinished.unlink(missing_ok=True)
        return True

    def _link(self, source: ObjectKey, target: ObjectKey) -> None:
        """A second name, since no object is ever changed in place where nothing is encrypted."""
        unfinished = self.path(target).with_name(f".{os.getpid()}.copy")
        with told(target):
            unfinished.unlink(missing_ok=True)
        give_name(self.path(source), unfinished)
        with told(target):
            # replacing a file by another name of itself does nothing, so its first name stays
            unfinished.replace(self.path(target))
            unfinished.unlink(missing_ok=True)

    def path(self, at: ObjectKey) -> Path:
        """Where an object is, or would be."""
        return self._root / at.bucket / at.key

    def _below(self, bucket: str, prefix: str) -> Iterator[ObjectKey]:
        top = self._root / bucket
        if not top.is_dir():
            raise StorageError(Reason("not_found", f"There is no bucket {bucket} in {self._root}."))
        for folder, _, names in os.walk(top / prefix):
            for name in names:
                if not name.startswith("."):  # a file that is just being written
                    yield ObjectKey(bucket, Path(folder, name).relative_to(top).as_posix())


def _with_body(head: bytes, path: Path) -> Iterator[bytes]:
    """A file with another head."""
    yield head
    with told(str(path)), path.open("rb", buffering=0) as file:
        file.seek(HEAD)
        while piece := file.read(PIECE):
            yield piece


def _is_sealed(path: Path) -> bool:
    try:
        with path.open("rb", buffering=0) as file:
            return file.read(len(MAGIC)) == MAGIC
    except FileNotFoundError:
        return True  # it is gone


def envelopes_of(keys: Keys | Mapping[str, str] | None) -> Envelopes | None:
    """How objects are encrypted: by keys, by what was lent of them, or not at all."""
    if keys is None:
        return None
    return LentEnvelopes(keys) if isinstance(keys, Mapping) else KeyedEnvelopes(keys)
