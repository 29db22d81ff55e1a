"""Receive photos: uploads that are begun, resumed, completed and given up.

The bytes go from the studio to the store; here is only what the two agree on. Every call may come twice, late or in
another order, and may be cut off anywhere: the records say how far it came, and the next call goes on from there.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from mirrorme.domain.errors import ConflictError, InvalidError, NotFoundError
from mirrorme.domain.filenames import clean_filename
from mirrorme.domain.keys import ObjectKey, extension_of
from mirrorme.domain.photo import Photo, State
from mirrorme.domain.records import Caller, Session, Upload
from mirrorme.pipeline.lanes import lock_photo, put_in_lane
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_objects import Address, Objects, Part, Uploads
from mirrorme.pipeline.ports_records import Records, Work

PART_SIZE = 5 * 1024 * 1024
SINGLE_BELOW = 5_000_000
MAX_SIZE = 512 * 1024 * 1024
"""The largest original: what reading one photo may take (see ``imaging.read.Limits``)."""
URL_SECONDS = 3600
STALE = timedelta(days=1)
GIVEN_UP = "nobody went on with it for a day"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a studio wants to send. sha256: of the whole file, hex. size: bytes."""

    filename: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the studio is told. upload: None if the photo is here already."""

    photo: Photo
    upload: Upload | None


@dataclass(frozen=True, slots=True)
class Receiver:
    """All that uploads need."""

    records: Records
    objects: Objects
    uploads: Uploads

    def begin(self, caller: Caller, session: int, offer: Offer) -> Ticket:
        """Begin to upload a photo, or go on with it; what is here already is said before a byte moves.

        Raises:
            InvalidError: no such size or digest.
            NotFoundError: no such session, or not the caller's.
            ConflictError: the session is cancelled, or the photo was here and is gone by its age.
        StorageError: the bucket is in another region than the franchise.
        """
        _check(offer)
        with self.records.begin() as work:
            # held, so that it is not cancelled in between
            booking = work.sessions.lock(session)
            if booking is None or caller.franchise not in (None, booking.franchise):
                raise NotFoundError("no_session", "There is no such session.")
            if booking.cancelled:
                raise ConflictError("session_cancelled", "This session is cancelled; make a new one for its photos.")
            photo = self._photo(work, booking, offer, caller)
            upload = work.uploads.open_of(photo.id)
        if photo.original_expired_at is not None:
            raise ConflictError(
                "original_expired", "This photo was here, and was deleted by its age; send it to a new session."
            )
        if photo.state is not State.UPLOADING:
            return Ticket(photo, None)
        self.objects.check_place(booking.place.bucket)
        if upload is not None and self._is_gone(upload, booking.place.raw(photo.number, photo.extension)):
            with self.records.begin() as work:
                work.uploads.close(upload.id, done=False)
            upload = None
        return Ticket(photo, upload or self._open(booking, photo))

    def urls(self, caller: Caller, upload: str, numbers: list[int]) -> dict[int, Address]:
        """Where parts can be PUT for an hour, by number; number 1 of a small file is the whole of it.

        Raises:
            NotFoundError, ConflictError: no such upload, or it is over.
            InvalidError: it has no such part.
        """
        found, photo, at = self._find(caller, upload)
        _check_open(found)
        if photo.state is not State.UPLOADING:
            raise ConflictError("upload_over", f"This photo is {photo.state}; begin its upload again.")
        self.objects.check_place(at.bucket)
        last = -(-found.size // found.part_size)
        if wrong := [number for number in numbers if not 1 <= number <= last]:
            raise InvalidError("no_such_part", f"This upload has the parts 1 to {last}, not {wrong[0]}.")
        if found.multipart is None:
            return {1: self.uploads.put_url(at, found.size, URL_SECONDS)}
        return {number: self.uploads.part_url(at, found.multipart, number, URL_SECONDS) for number in numbers}

    def parts(self, caller: Caller, upload: str) -> tuple[Upload, list[Part]]:
        """The upload and what of it has arrived: only the rest has to be sent.

        Raises:
            NotFoundError: no such upload.
        """
        found, _, at = self._find(caller, upload)
        return found, self._arrived(found, at) if found.state == "open" else []

    def complete(self, caller: Caller, upload: str) -> Photo:
        """Check what has arrived, and have the photo edited. Asking again gives the same answer.

        Raises:
            NotFoundError, ConflictError: no such upload, it was given up, or parts are missing.
            InvalidError: the bytes are not those that were announced; the photo has to be sent again.
        """
        found, photo, at = self._find(caller, upload)
        if found.state == "open" and photo.state is State.UPLOADING:
            self._assemble(found, at)
            if self._digest(at) != (photo.sha256, photo.size):
                self._refuse(found, at, caller)
        with self.records.begin() as work:
            photo = _photo(work, found.photo)
            again = work.uploads.lock(upload)
            if again is not None and again.state == "done":
                return photo
            if again is None or again.state == "aborted" or photo.state is not State.UPLOADING:
                raise ConflictError("upload_over", "This upload was given up; begin it again.")
            work.uploads.close(upload, done=True)
            received = replace(photo, state=State.RECEIVED, received_at=work.now)
            photo = work.photos.save(photo, received, who=caller.who, why="upload complete, digest right")
            return put_in_lane(work, photo, who="service", why="received")

    def abort(self, caller: Caller, upload: str, why: str = "given up by the studio") -> None:
        """Give an upload up; its photo is cancelled. Nothing happens if it is over.

        Raises:
            NotFoundError: no such upload.
        """
        found, _, at = self._find(caller, upload)
        with self.records.begin() as work:
            photo = _photo(work, found.photo)
            again = work.uploads.lock(upload)
            if again is None or again.state != "open":
                return
            if photo.state is State.UPLOADING:
                work.photos.save(photo, replace(photo, state=State.CANCELLED), who=caller.who, why=why)
            self._give_up(work, again, photo, at)

    def abort_stale(self, at_most: int = 100) -> int:
        """Give up what nobody went on with for a day; what has arrived whole is completed instead. Gives how many.

        The uploads of photos that were cancelled are given up at once.

        Raises:
            StorageError: the store is away; the next call goes on.
        """
        with self.records.begin() as work:
            stale = work.uploads.open_since(work.now, at_most)
            for_nothing = work.uploads.open_for_nothing(at_most)
            forgotten = work.photos.forgotten(work.now - STALE, at_most)
        for upload in stale:
            try:
                self.complete(_scheduler(upload), upload.id)
            except (ConflictError, InvalidError):
                self.abort(_scheduler(upload), upload.id, GIVEN_UP)
        for upload in for_nothing:
            _, _, at = self._find(_scheduler(upload), upload.id)
            with self.records.begin() as work:
                photo = _photo(work, upload.photo)
                again = work.uploads.lock(upload.id)
                if again is not None and again.state == "open" and photo.state is not State.UPLOADING:
                    self._give_up(work, again, photo, at)
        for number in forgotten:
            with self.records.begin() as work:
                photo = _photo(work, number)
                if photo.state is State.UPLOADING and number in work.photos.forgotten(work.now - STALE, at_most):
                    work.photos.save(photo, replace(photo, state=State.CANCELLED), who="service", why=GIVEN_UP)
        return len(stale) + len(for_nothing) + len(forgotten)

    def complete_arrived(self, at_most: int = 100) -> int:
        """Complete uploads whose bytes are all here though nobody said so: the client may be gone. Gives how many."""
        with self.records.begin() as work:
            open_now = work.uploads.open_since(work.now + STALE - timedelta(minutes=2), at_most)
        done = 0
        for upload in open_now:
            _, photo, at = self._find(_scheduler(upload), upload.id)
            if photo.state is not State.UPLOADING or missing_parts(upload, self._arrived(upload, at)):
                continue
            try:
                self.complete(_scheduler(upload), upload.id)
                done += 1
            except (ConflictError, InvalidError):
                continue  # its own line in the history says what was wrong
        return done

    def _photo(self, work: Work, session: Session, offer: Offer, caller: Caller) -> Photo:
        photo = work.photos.same(session.id, offer.sha256)
        if photo is None:
            name = clean_filename(offer.filename)
            try:
                return work.photos.add(
                    session,
                    filename=name,
                    extension=extension_of(name),
                    size=offer.size,
                    sha256=offer.sha256,
                    who=caller.who,
                )
            except ConflictError:  # another client was quicker
                photo = work.photos.same(session.id, offer.sha256)
                if photo is None:
                    raise
        if photo.size != offer.size:
            raise InvalidError("wrong_size", f"The file with this digest has {photo.size} bytes, not {offer.size}.")
        if photo.state is State.CANCELLED and photo.received_at is None:
            return work.photos.save(
                photo, replace(photo, state=State.UPLOADING), who=caller.who, why="upload begun again"
            )
        return photo

    def _open(self, session: Session, photo: Photo) -> Upload:
        at = session.place.raw(photo.number, photo.extension)
        multipart = None if photo.size < SINGLE_BELOW else self.uploads.create(at)
        with self.records.begin() as work:
            upload = Upload(
                id=secrets.token_urlsafe(18),
                franchise=photo.franchise,
                photo=photo.id,
                multipart=multipart,
                size=photo.size,
                part_size=max(PART_SIZE, photo.size if multipart is None else 0),
                state="open",
                created_at=work.now,
                expires_at=work.now + STALE,
            )
            try:
                work.uploads.add(upload)
            except ConflictError:  # two clients send the same photo: they share the upload
                other = work.uploads.open_of(photo.id)
                if other is None:
                    raise
                upload = other
        if multipart is not None and upload.multipart != multipart:
            self.uploads.abort(at, multipart)
        return upload

    def _is_gone(self, upload: Upload, at: ObjectKey) -> bool:
        """Whether the store has given it up by itself, or made the object that was then refused."""
        if upload.multipart is None or self.objects.look(at) is not None:
            return False
        try:
            self.uploads.parts(at, upload.multipart)
        except StorageError as error:
            if error.reason.code == "not_found":
                return True
            raise
        return False

    def _find(self, caller: Caller, upload: str) -> tuple[Upload, Photo, ObjectKey]:
        with self.records.begin() as work:
            found = work.uploads.get(upload)
            if found is None or caller.franchise not in (None, found.franchise):
                raise NotFoundError("no_upload", "There is no such upload; begin it again.")
            photo = work.photos.get(found.photo)
            session = work.sessions.get(photo.session) if photo else None
            if photo is None or session is None:
                raise NotFoundError("no_session", "The session of this upload is gone.")
        return found, photo, session.place.raw(photo.number, photo.extension)

    def _arrived(self, upload: Upload, at: ObjectKey) -> list[Part]:
        whole = self.objects.look(at)
        if whole is not None and whole.size == upload.size:  # completed in the store, but not in the records
            sizes = [min(upload.part_size, upload.size - start) for start in range(0, upload.size, upload.part_size)]
            return [Part(number, size, "") for number, size in enumerate(sizes, start=1)]
        if upload.multipart is None:
            return []
        try:
            return self.uploads.parts(at, upload.multipart)
        except StorageError as error:
            if error.reason.code == "not_found":
                return []
            raise

    def _assemble(self, upload: Upload, at: ObjectKey) -> None:
        if self.objects.look(at) is not None:
            return  # by a call before; whether it is the right one, its digest says
        arrived = self._arrived(upload, at)
        if missing := missing_parts(upload, arrived):
            some = ", ".join(map(str, missing[:20]))
            raise ConflictError(
                "parts_missing", f"These parts have not arrived, or not whole: {some}. Send them again."
            )
        if upload.multipart is None:
            return
        try:
            self.uploads.complete(at, upload.multipart, arrived)
        except StorageError as error:
            if error.reason.code != "exists":
                raise

    def _digest(self, at: ObjectKey) -> tuple[str, int]:
        """SHA-256 and bytes of what has arrived."""
        digest = hashlib.sha256()
        size = 0
        for piece in self.objects.stream(at):
            digest.update(piece)
            size += len(piece)
        return digest.hexdigest(), size

    def _refuse(self, upload: Upload, at: ObjectKey, caller: Caller) -> None:
        """Delete what is not the photo that was announced, so that it can be sent again; say so, and raise."""
        with self.records.begin() as work:
            photo = _photo(work, upload.photo)
            again = work.uploads.lock(upload.id)
            if again is None or again.state != "open" or photo.state is not State.UPLOADING:
                return  # another call has settled it, and what is there now may be another object
            self._give_up(work, again, photo, at)
            work.history.note(
                "upload.refused",
                who=caller.who,
                why="the bytes that arrived are not those that were announced",
                franchise=photo.franchise,
                session=photo.session,
                photo=photo.id,
            )
        raise InvalidError(
            "checksum_mismatch",
            "The bytes that arrived are not those of the file (its SHA-256 differs). Send it again.",
        )

    def _give_up(self, work: Work, upload: Upload, photo: Photo, at: ObjectKey) -> None:
        """Close an upload, and have the store forget what arrived of it.

        The photo is held meanwhile, so that nobody begins another at this key; what was received is never deleted.
        """
        if photo.received_at is None:
            self.objects.delete(at)
        if upload.multipart is not None:
            self.uploads.abort(at, upload.multipart)
        work.uploads.close(upload.id, done=False)


def _scheduler(upload: Upload) -> Caller:
    return Caller(id="scheduler", name="scheduler", role="franchise", franchise=upload.franchise)


def _check(offer: Offer) -> None:
    if not re.fullmatch(r"[0-9a-f]{64}", offer.sha256):
        raise InvalidError(
            "invalid_digest", "sha256 has to be the file's SHA-256 as 64 hexadecimal digits, lower case."
        )
    if offer.size < 1:
        raise InvalidError("empty_file", "This file is empty; copy it from the camera again.")
    if offer.size > MAX_SIZE:
        raise InvalidError(
            "too_large", f"A photo may have {MAX_SIZE // 2**20} MiB; this file has {offer.size / 2**20:.0f}."
        )


def _check_open(upload: Upload) -> None:
    if upload.state != "open":
        raise ConflictError("upload_over", "This upload is over." if upload.state == "done" else "It was given up.")


def missing_parts(upload: Upload, arrived: list[Part]) -> list[int]:
    """The numbers of the parts that have not arrived, or not whole."""
    sizes = {part.number: part.size for part in arrived}
    starts = enumerate(range(0, upload.size, upload.part_size), start=1)
    return [n for n, start in starts if sizes.get(n) != min(upload.part_size, upload.size - start)]


def _photo(work: Work, photo: int) -> Photo:
    found = lock_photo(work, photo)
    if found is None:
        raise NotFoundError("no_photo", "There is no such photo.")
    return found
