"""The data keys: made when they are first needed, and kept in memory for a minute."""

import secrets
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from mirrorme.domain.encryption import Encryption, KeyRecord, Owner, about_key
from mirrorme.domain.errors import ConflictError
from mirrorme.domain.keys import ObjectKey, SessionPlace, franchise_in
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError, UnavailableError
from mirrorme.pipeline.ports_keys import DataKey, KeyRecords, KeyWork, Master

KEPT_S = 60.0
"""So long a process goes by what it knows: of a rotation, an erasure or a new master key it hears after that."""
MOST_KEPT = 10_000
KEY_BYTES = 32
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class StoredKeys:
    """Data keys out of the records, unwrapped. May be asked from any thread.

    master: unwraps them. kept_s: seconds that one is kept in memory. clock: seconds.
    """

    def __init__(
        self,
        records: KeyRecords,
        master: Master,
        kept_s: float = KEPT_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._records, self._master = records, master
        self._secrets = _Kept[int, DataKey](kept_s, clock)
        self._currents = _Kept[Owner, DataKey](kept_s, clock)
        self._owners = _Kept[SessionPlace, Owner](kept_s, clock)
        self._encryption = _Kept[None, Encryption](kept_s, clock)

    def current(self, at: ObjectKey) -> DataKey:
        """The one for a new object there.

        Raises:
            StorageError: as the port says.
        """
        owner = self._owner(at)
        if (kept := self._currents.get(owner)) is None:
            kept = self._currents.keep(owner, self._unwrap(self._have(owner)))
        return kept

    def get(self, number: int) -> DataKey:
        """One that an object names.

        Raises:
            StorageError: as the port says.
        """
        if (kept := self._secrets.get(number)) is not None:
            return kept
        with _reached(), self._records.begin() as work:
            found = work.data_keys.get(number)
        if found is None:
            raise StorageError(Reason("no_key", f"There is no data key {number}: the records are of another store."))
        return self._secrets.keep(number, self._unwrap(found))

    def takes_plain(self) -> bool:
        """Whether there may still be objects that were kept before anything was encrypted."""
        return self._state().plain

    def _owner(self, at: ObjectKey) -> Owner:
        place = SessionPlace.of(at)
        if place is None:
            return Owner(franchise_in(at.bucket))
        if (kept := self._owners.get(place)) is not None:
            return kept
        with _reached(), self._records.begin() as work:
            found = work.data_keys.owner_at(place)
        return Owner(place.franchise) if found is None else self._owners.keep(place, found)

    def _have(self, owner: Owner) -> KeyRecord:
        """The current one; made if there is none."""
        state = self._state()
        while True:
            with _reached(), self._records.begin() as work:
                found = work.data_keys.current(owner)
            if found is not None:
                return found
            try:
                with _reached(), self._records.begin() as work:
                    return add_key(work, self._master, state.master, owner, 1)
            except ConflictError:
                continue  # another process was quicker, and its key is the one

    def _state(self) -> Encryption:
        if (kept := self._encryption.get(None)) is not None:
            return kept
        with _reached(), self._records.begin() as work:
            found = work.data_keys.encryption()
        if found is None:
            raise StorageError(Reason("not_begun", "Encryption was never begun; start the service again."))
        if not self._master.has(found.master):
            raise StorageError(Reason("wrong_master_key", wrong_master(found.master)))
        return self._encryption.keep(None, found)

    def _unwrap(self, record: KeyRecord) -> DataKey:
        return DataKey(record.id, unwrapped(self._master, record))


class _Kept(Generic[K, V]):
    """What is kept for a while."""

    def __init__(self, kept_s: float, clock: Callable[[], float]) -> None:
        self._kept_s, self._clock = kept_s, clock
        self._values: dict[K, tuple[float, V]] = {}
        self._turn = threading.Lock()

    def get(self, key: K) -> V | None:
        until, value = self._values.get(key, (0.0, None))
        return value if self._clock() < until else None

    def keep(self, key: K, value: V) -> V:
        with self._turn:
            if len(self._values) >= MOST_KEPT:
                self._values.clear()
            self._values[key] = self._clock() + self._kept_s, value
        return value


def add_key(work: KeyWork, master: Master, name: str, owner: Owner, version: int) -> KeyRecord:
    """Make a data key. name: of the master key that wraps it.

    Raises:
        ConflictError: there is another current one.
        StorageError: the master key can't be used.
    """
    secret = secrets.token_bytes(KEY_BYTES)
    return work.data_keys.add(owner, version, name, master.wrap(name, secret, about_key(owner, version)))


def unwrapped(master: Master, record: KeyRecord) -> bytes:
    """A data key itself.

    Raises:
        StorageError: ``erased``; the master key can't be used.
    """
    if record.wrapped is None:
        raise StorageError(Reason("erased", "The key to this was destroyed, since its customer was erased by request."))
    return master.unwrap(record.master, record.wrapped, record.about)


def wrong_master(name: str) -> str:
    """What is said where the master key is another one."""
    return (
        f"the photos are encrypted under master key {name}, which MIRRORME_MASTER_KEY doesn't name: put that key back "
        "from where you keep it (docs/runbooks/keys.md); nothing was written"
    )


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except UnavailableError as error:
        raise StorageError(Reason("keys_away", f"The keys of the store can't be had just now: {error}")) from error
