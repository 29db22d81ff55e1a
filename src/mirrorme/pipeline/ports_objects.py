"""What the pipeline needs of an object store: a folder, S3 or another that speaks its language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from mirrorme.domain.keys import ObjectKey


@dataclass(frozen=True, slots=True)
class Stored:
    """An object that is there. size: bytes. modified: with time zone."""

    at: ObjectKey
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an upload that has arrived. number: from 1. size: bytes. etag: as the store gave it, unquoted."""

    number: int
    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where bytes can be PUT. headers: have to be sent along, as they are."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Objects(Protocol):
    """Whole objects.

    Every method may raise ``StorageError`` when the store is at fault; its code for an object that is not there is
    ``not_found``.
    """

    def make_bucket(self, bucket: str, region: str | None = None) -> None:
        """Have it in its region, versioned where the store can; nothing happens if it is there."""

    def check_place(self, bucket: str) -> None:
        """Whether it is in its franchise's region: ``StorageError`` with ``wrong_region`` if not. Every write asks."""

    def read(self, at: ObjectKey, at_most: int) -> bytes:
        """Its bytes, cut off after ``at_most``."""

    def stream(self, at: ObjectKey) -> Iterator[bytes]:
        """Its bytes, in pieces of at most a few MiB."""

    def look(self, at: ObjectKey) -> Stored | None:
        """What is there."""

    def write(self, at: ObjectKey, data: bytes) -> None:
        """Keep it, whole or not at all; what was there before is replaced. On return it survives a power cut."""

    def copy(self, source: ObjectKey, target: ObjectKey) -> None:
        """As ``write``, of what is at ``source``."""

    def delete(self, at: ObjectKey) -> None:
        """Have it gone; nothing happens if it is not there."""

    def erase(self, bucket: str, prefix: str) -> int:
        """Have all whose key begins so gone for good, with every version; gives how many versions there were."""

    def find(self, bucket: str, prefix: str) -> Iterator[Stored]:
        """All whose key begins so, sorted by key."""

    def download_url(self, at: ObjectKey, seconds: int, filename: str) -> str:
        """A URL that gives it to whoever has the URL, for so long, as an attachment of that name."""


class Uploads(Protocol):
    """The control plane of uploads: S3's multipart protocol. Bytes go from the client to the URLs, never through us."""

    def put_url(self, at: ObjectKey, size: int, seconds: int) -> Address:
        """Where the whole object can be PUT at once, once: never over an object that is there."""

    def create(self, at: ObjectKey) -> str:
        """Begin a multipart upload; gives its id."""

    def part_url(self, at: ObjectKey, upload: str, number: int, seconds: int) -> Address:
        """Where part ``number`` (1-10,000) can be PUT; the answer's ETag header is its etag."""

    def parts(self, at: ObjectKey, upload: str) -> list[Part]:
        """Those that have arrived, by number.

        Raises:
            StorageError: ``not_found`` if there is no such upload (any more).
        """

    def complete(self, at: ObjectKey, upload: str, parts: Sequence[Part]) -> None:
        """Make the object of its parts. Never over an object that is there: ``StorageError`` with ``exists``."""

    def abort(self, at: ObjectKey, upload: str) -> None:
        """Give its parts up; nothing happens if there is no such upload."""
