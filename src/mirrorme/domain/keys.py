"""Where the objects of a photo are: one bucket a franchise, laid out as the architecture says."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Self

from mirrorme.domain.errors import InvalidError

BUCKET_PREFIX = "mirrorme-franchise-"
RAW, PROCESSED, REJECTED, COPIES, TEMPLATES = "raw", "processed", "rejected", "customer", "templates"
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,500}")
_IN_SESSION = re.compile(
    rf"(?:{RAW}|{PROCESSED}|{REJECTED}|{COPIES})/([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})/session-([0-9]{{3,9}})/.+"
)
_PHOTO = re.compile(r"photo-([0-9]{3,9})\b[^/]*")


@dataclass(frozen=True, slots=True, order=True)
class ObjectKey:
    """One object. bucket: of the franchise. key: its path inside, with forward slashes.

    Raises:
        InvalidError: a key that could leave its place: ``..``, an empty part, anything but plain characters.
    """

    bucket: str
    key: str

    def __post_init__(self) -> None:
        parts = self.key.split("/")
        if not _KEY.fullmatch(self.key) or any(part in ("", ".", "..") for part in parts):
            raise InvalidError("invalid_key", f"{self.key!r} is no object key of ours.")
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", self.bucket):
            raise InvalidError("invalid_key", f"{self.bucket!r} is no bucket of ours.")

    def __str__(self) -> str:
        return f"{self.bucket}/{self.key}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The opposite of ``str``."""
        bucket, _, key = text.partition("/")
        return cls(bucket, key)

    @property
    def prefix(self) -> str:
        """``raw``, ``processed``, ``rejected``, ``customer`` or ``templates``."""
        return self.key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class SessionPlace:
    """Where the photos of a session are kept. franchise: its code. day: of the session. number: within that day."""

    franchise: str
    day: date
    number: int

    @classmethod
    def of(cls, at: ObjectKey) -> Self | None:
        """The session that an object belongs to; None if it is of no session."""
        found = _IN_SESSION.fullmatch(at.key)
        try:
            day = None if found is None else date.fromisoformat(found[1])
        except ValueError:
            return None
        return None if found is None or day is None else cls(franchise_in(at.bucket), day, int(found[2]))

    @property
    def bucket(self) -> str:
        """The franchise's."""
        return bucket_of(self.franchise)

    @property
    def folders(self) -> tuple[str, ...]:
        """What the keys of all its objects begin with."""
        return tuple(f"{prefix}/{self._folder}/" for prefix in (RAW, PROCESSED, REJECTED, COPIES))

    @property
    def _folder(self) -> str:
        return f"{self.day.isoformat()}/session-{self.number:03d}"

    def raw(self, photo: int, extension: str) -> ObjectKey:
        """An original: ``raw/2025-11-17/session-001/photo-001.jpg``."""
        return self._key(RAW, f"photo-{photo:03d}.{extension}")

    def edited(self, photo: int, edit: int, extension: str) -> ObjectKey:
        """An edit's picture: ``-edited.jpg``; later edits of a photo have their number, so none overwrites another."""
        version = "" if edit == 1 else f"-{edit}"
        return self._key(PROCESSED, f"photo-{photo:03d}-edited{version}.{extension}")

    def rejected(self, photo: int, extension: str) -> ObjectKey:
        """The copy of a photo that Gate 1 turned away: ``rejected/2025-11-17/session-001/photo-003-rejected.jpg``."""
        return self._key(REJECTED, f"photo-{photo:03d}-rejected.{extension}")

    def edited_view(self, photo: int, edit: int, kind: str, extension: str) -> ObjectKey:
        """A picture for screens beside an edit: ``processed/2025-11-17/session-001/photo-001-edited-2-thumb.webp``."""
        version = "" if edit == 1 else f"-{edit}"
        return self._key(PROCESSED, f"photo-{photo:03d}-edited{version}-{kind}.{extension}")

    def rejected_view(self, photo: int, kind: str, extension: str) -> ObjectKey:
        """One of a photo that was turned away: ``rejected/.../photo-003-rejected-original-thumb.webp``."""
        return self._key(REJECTED, f"photo-{photo:03d}-rejected-{kind}.{extension}")

    def copy(self, photo: int, name: str, extension: str) -> ObjectKey:
        """A copy that was made for the customer: ``customer/2025-11-17/session-001/photo-001-web.jpg``."""
        return self._key(COPIES, f"photo-{photo:03d}-{name}.{extension}")

    def _key(self, prefix: str, name: str) -> ObjectKey:
        return ObjectKey(self.bucket, f"{prefix}/{self._folder}/{name}")


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """Whose an object is. photo: its number within the session."""

    session: SessionPlace
    photo: int


def place_of(at: ObjectKey) -> PhotoPlace | None:
    """Whose an object is, by its key; None for what is no photo's."""
    session = SessionPlace.of(at)
    found = _PHOTO.fullmatch(PurePosixPath(at.key).name)
    if session is None or found is None or at.key.count("/") != 3 or franchise_of_bucket(at.bucket) is None:
        return None
    return PhotoPlace(session, int(found[1]))


def template(franchise: str, name: str) -> ObjectKey:
    """What belongs to a franchise and to no session: ``templates/backdrop-....jpg``."""
    return ObjectKey(bucket_of(franchise), f"{TEMPLATES}/{name}")


def bucket_of(franchise: str) -> str:
    """``mirrorme-franchise-001``."""
    return BUCKET_PREFIX + franchise


def franchise_of_bucket(bucket: str) -> str | None:
    """Whose bucket it is, by its name; None if it is none of ours."""
    return bucket.removeprefix(BUCKET_PREFIX) if bucket.startswith(BUCKET_PREFIX) else None


def franchise_in(bucket: str) -> str:
    """The opposite of ``bucket_of``."""
    return bucket.removeprefix(BUCKET_PREFIX)


def extension_of(filename: str) -> str:
    """What an original's key ends in: the file's own extension if it is a plain one, else ``bin``."""
    extension = PurePosixPath(filename.replace("\\", "/")).suffix[1:].lower()
    return extension if re.fullmatch(r"[a-z0-9]{1,5}", extension) else "bin"
