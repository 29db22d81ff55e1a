"""What encryption needs: the keys that objects are encrypted under, and where these are kept."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from mirrorme.domain.encryption import Encryption, KeyRecord, Owner
from mirrorme.domain.keys import ObjectKey, SessionPlace
from mirrorme.pipeline.ports_bookings import Desk


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key that wraps the keys of objects: of a customer, or of a franchise. secret: 32 bytes."""

    id: int
    secret: bytes = field(repr=False)


class Keys(Protocol):
    """The data keys, as a store asks for them.

    Every method may raise ``StorageError``: ``keys_away`` if they can't be had just now, ``wrong_master_key`` if they
    can't be unwrapped.
    """

    def current(self, at: ObjectKey) -> DataKey:
        """The one for a new object there: its customer's, if its session has one, else its franchise's.

        Raises:
            StorageError: ``erased`` if the customer's keys were destroyed.
        """

    def get(self, number: int) -> DataKey:
        """One that an object names.

        Raises:
            StorageError: ``erased`` if it was destroyed; ``no_key`` if there is none.
        """

    def takes_plain(self) -> bool:
        """Whether there may still be objects that were kept before anything was encrypted."""


class Master(Protocol):
    """What wraps the data keys; it is never in the records, nor in the store. May be asked from any thread."""

    @property
    def newest(self) -> str:
        """The name of the key that wraps from the next rotation on. It says nothing of the key."""

    def has(self, name: str) -> bool:
        """Whether it can unwrap what the key of this name wrapped."""

    def wrap(self, name: str, secret: bytes, about: Mapping[str, str]) -> bytes:
        """A secret as it may be kept. about: what it is for; only who says the same unwraps it.

        Raises:
            StorageError: ``wrong_master_key``, ``keys_away``.
        """

    def unwrap(self, name: str, wrapped: bytes, about: Mapping[str, str]) -> bytes:
        """The opposite of ``wrap``.

        Raises:
            StorageError: as ``wrap``.
        """


class DataKeys(Protocol):
    """The data keys in the records, wrapped."""

    def encryption(self) -> Encryption | None:
        """How the store is encrypted; None if it never was."""

    def begin(self, master: str, *, plain: bool) -> bool:
        """Note that it is from now on; False if that was noted before."""

    def change(self, *, master: str | None = None, plain: bool | None = None) -> None:
        """Note what is otherwise now."""

    def owner_at(self, place: SessionPlace) -> Owner | None:
        """Whose the objects of a session are; None if there is no such session."""

    def current(self, owner: Owner) -> KeyRecord | None:
        """The one for new objects."""

    def get(self, number: int) -> KeyRecord | None:
        """As it is now."""

    def any(self) -> KeyRecord | None:
        """One that was not destroyed."""

    def franchises(self) -> Sequence[str]:
        """The codes of all."""

    def all(self, franchise: str | None = None) -> Sequence[KeyRecord]:
        """All that ever were, of one franchise if it is named."""

    def due(self, age: timedelta, at_most: int) -> Sequence[KeyRecord]:
        """Current ones that are older than that, held until the transaction ends."""

    def lock_current(self, franchise: str) -> Sequence[KeyRecord]:
        """Current ones of a franchise, held until the transaction ends."""

    def lock_wrapped_otherwise(self, master: str, at_most: int) -> Sequence[KeyRecord]:
        """Those that another master key wrapped, held until the transaction ends."""

    def add(self, owner: Owner, version: int, master: str, wrapped: bytes) -> KeyRecord:
        """Keep a new one, as the current one.

        Raises:
            ConflictError: there is another current one.
        """

    def retire(self, number: int) -> None:
        """Have it be the current one no longer."""

    def wrap_again(self, number: int, master: str, wrapped: bytes) -> None:
        """Replace how it is wrapped."""

    def unemptied(self) -> Sequence[KeyRecord]:
        """Retired ones that objects may still be under."""

    def note_emptied(self, numbers: Sequence[int]) -> None:
        """No object in the store is under them any more."""

    def destroy(self, owner: Owner) -> None:
        """Forget all keys of a customer for good, and let there be none ever again."""

    def destroyed(self, customer: int) -> int:
        """How many of a customer's keys that objects were under were destroyed."""


class KeyWork(Desk, Protocol):
    """One transaction."""

    @property
    def data_keys(self) -> DataKeys: ...  # noqa: D102


class KeyRecords(Protocol):
    """All records."""

    def begin(self) -> AbstractContextManager[KeyWork]:
        """A transaction."""


class Sealed(Protocol):
    """A store whose objects are encrypted by us."""

    def all_in(self, bucket: str) -> Iterator[ObjectKey]:
        """All objects of a bucket, in no order, while they come and go."""

    def renew(self, at: ObjectKey) -> bool:
        """Have an object be under the current key of its owner; False if it is already, or is gone."""

    def has_plain_parts(self) -> bool:
        """Whether an upload is under way that began before anything was encrypted."""
