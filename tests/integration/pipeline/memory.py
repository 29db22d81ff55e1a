"""A store in memory that keeps the promises of the ports, and can be told to be away."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Address, Part, Stored


def wrong(code: str) -> StorageError:
    return StorageError(Reason(code, f"The store says {code}."))


@dataclass
class MemoryStore:
    """Objects and Uploads at once. pending: parts that arrived, by multipart id."""

    objects: dict[ObjectKey, bytes] = field(default_factory=dict)
    pending: dict[str, dict[int, bytes]] = field(default_factory=dict)
    away: bool = False

    def make_bucket(self, bucket: str, region: str | None = None) -> None:  # noqa: ARG002 (the port's)
        self._reach()

    def check_place(self, bucket: str) -> None: ...

    def read(self, at: ObjectKey, at_most: int) -> bytes:
        return self._get(at)[:at_most]

    def stream(self, at: ObjectKey) -> Iterator[bytes]:
        yield self._get(at)

    def look(self, at: ObjectKey) -> Stored | None:
        self._reach()
        data = self.objects.get(at)
        return None if data is None else Stored(at, len(data), datetime.now(UTC))

    def write(self, at: ObjectKey, data: bytes) -> None:
        self._reach()
        self.objects[at] = data

    def copy(self, source: ObjectKey, target: ObjectKey) -> None:
        self.objects[target] = self._get(source)

    def delete(self, at: ObjectKey) -> None:
        self._reach()
        self.objects.pop(at, None)

    def erase(self, bucket: str, prefix: str) -> int:
        self._reach()
        gone = list(self.find(bucket, prefix))
        for one in gone:
            del self.objects[one.at]
        return len(gone)

    def find(self, bucket: str, prefix: str) -> Iterator[Stored]:
        return (self._stored(at) for at in sorted(self.objects) if at.bucket == bucket and at.key.startswith(prefix))

    def download_url(self, at: ObjectKey, seconds: int, filename: str) -> str:
        return f"memory:{at}?{seconds}&{filename}"

    def put_url(self, at: ObjectKey, size: int, seconds: int) -> Address:
        return Address(f"memory:{at}?{size}&{seconds}")

    def create(self, at: ObjectKey) -> str:
        self._reach()
        upload = f"{at}#{uuid4()}"
        self.pending[upload] = {}
        return upload

    def part_url(self, at: ObjectKey, upload: str, number: int, seconds: int) -> Address:
        return Address(f"memory:{at}?{upload}&{number}&{seconds}")

    def parts(self, at: ObjectKey, upload: str) -> list[Part]:  # noqa: ARG002
        self._reach()
        if upload not in self.pending:
            raise wrong("not_found")
        arrived = sorted(self.pending[upload].items())
        return [Part(number, len(data), hashlib.md5(data).hexdigest()) for number, data in arrived]  # noqa: S324 (an etag)

    def complete(self, at: ObjectKey, upload: str, parts: Sequence[Part]) -> None:
        self._reach()
        if at in self.objects:
            raise wrong("exists")
        arrived = self.pending.pop(upload)
        self.objects[at] = b"".join(arrived[part.number] for part in parts)

    def abort(self, at: ObjectKey, upload: str) -> None:  # noqa: ARG002
        self._reach()
        self.pending.pop(upload, None)

    def _stored(self, at: ObjectKey) -> Stored:
        return Stored(at, len(self.objects[at]), datetime.now(UTC))

    def _get(self, at: ObjectKey) -> bytes:
        self._reach()
        if at not in self.objects:
            raise wrong("not_found")
        return self.objects[at]

    def _reach(self) -> None:
        if self.away:
            raise wrong("storage_away")
