"""The head of an encrypted object: its own random key, wrapped by a data key, and bound to where the object is.

Two places for the wrapped key, so that it can be wrapped anew while it is read, whatever is cut off: the new one is
on the disk before the old one is forgotten.

    8 magic and version | 7 prefix of nonces | 1 reserved | 2 x (4 sequence | 8 data key | 12 nonce | 48 wrapped key)
"""

import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mirrorme.adapters.objects.stream import PREFIX
from mirrorme.domain.keys import ObjectKey
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError
from mirrorme.pipeline.ports_keys import DataKey, Keys

MAGIC = b"\x93MIRROR\x01"
"""No picture begins so. Its last byte is the version."""
_FIXED = struct.Struct(f">{len(MAGIC)}s{PREFIX}sx")
_SLOT = struct.Struct(">IQ12s48s")
SLOTS = (_FIXED.size, _FIXED.size + _SLOT.size)
"""Where the two places begin."""
EMPTY = bytes(_SLOT.size)
HEAD = _FIXED.size + 2 * _SLOT.size


@dataclass(frozen=True, slots=True)
class Slot:
    """A wrapped key. place: 0 or 1. sequence: the higher of two counts. key: number of the data key that wrapped it."""

    place: int
    sequence: int
    key: int
    nonce: bytes
    wrapped: bytes

    def pack(self) -> bytes:
        """As it is kept."""
        return _SLOT.pack(self.sequence, self.key, self.nonce, self.wrapped)


@dataclass(frozen=True, slots=True)
class Head:
    """What an encrypted object begins with. slots: those that are filled, the newest first."""

    prefix: bytes
    slots: tuple[Slot, ...]

    @classmethod
    def parse(cls, data: bytes, at: str) -> Self:
        """Read it.

        Raises:
            StorageError: ``altered`` if it is none.
        """
        if len(data) < HEAD or not data.startswith(MAGIC):
            raise altered(at)
        _, prefix = _FIXED.unpack_from(data)
        slots = [Slot(place, *_SLOT.unpack_from(data, start)) for place, start in enumerate(SLOTS)]
        filled = (slot for slot in slots if slot.pack() != EMPTY)
        return cls(prefix, tuple(sorted(filled, key=lambda slot: -slot.sequence)))

    def pack(self) -> bytes:
        """As it is kept."""
        places = {slot.place: slot.pack() for slot in self.slots}
        return _FIXED.pack(MAGIC, self.prefix) + places.get(0, EMPTY) + places.get(1, EMPTY)


class Envelopes(Protocol):
    """Makes heads and opens them.

    name: what the object is called, beside its key: a part of an upload has a number. It can be opened as that alone.
    """

    def takes_plain(self) -> bool:
        """Whether objects without a head are read."""

    def seal(self, at: ObjectKey, name: str) -> tuple[bytes, bytes]:
        """A new head, and the object's new key."""

    def open(self, at: ObjectKey, name: str, head: bytes) -> bytes:
        """The object's key.

        Raises:
            StorageError: ``altered``; what the data keys have against it.
        """


class KeyedEnvelopes:
    """By data keys."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self.takes_plain = keys.takes_plain

    def seal(self, at: ObjectKey, name: str) -> tuple[bytes, bytes]:
        """A new head, and the object's new key."""
        prefix, secret = os.urandom(PREFIX), os.urandom(32)
        slot = _wrap(0, 1, self._keys.current(at), secret, prefix, name)
        return Head(prefix, (slot,)).pack(), secret

    def open(self, at: ObjectKey, name: str, head: bytes) -> bytes:  # noqa: ARG002 (the port's)
        """The object's key.

        Raises:
            StorageError: as the port says.
        """
        return self._open(Head.parse(head, name), name)[1]

    def rename(self, head: bytes, name: str, at: ObjectKey, new_name: str) -> bytes:
        """The head that the same bytes need elsewhere.

        Raises:
            StorageError: as ``open``.
        """
        found = Head.parse(head, name)
        secret = self._open(found, name)[1]
        return Head(found.prefix, (_wrap(0, 1, self._keys.current(at), secret, found.prefix, new_name),)).pack()

    def renewed(self, at: ObjectKey, name: str, head: bytes) -> tuple[Slot, Slot | None] | None:
        """What a head needs to be under the current key of its owner; None if it is.

        Gives the slot that has to stand alone in the end, and the one that it takes over from: None if it is there
        already, and only what it took over from has to be forgotten.

        Raises:
            StorageError: as ``open``.
        """
        found = Head.parse(head, name)
        used, secret = self._open(found, name)
        current = self._keys.current(at)
        if used.key == current.id:
            return None if len(found.slots) == 1 else (used, None)
        new = _wrap(1 - used.place, used.sequence + 1, current, secret, found.prefix, name)
        return new, used

    def _open(self, head: Head, name: str) -> tuple[Slot, bytes]:
        """The newest that can be opened: one that was being written when the power went can't."""
        trouble = altered(name)
        for slot in head.slots:
            about = _about(slot.sequence, slot.key, head.prefix, name)
            try:
                return slot, AESGCM(self._keys.get(slot.key).secret).decrypt(slot.nonce, slot.wrapped, about)
            except InvalidTag:
                continue
            except StorageError as error:
                if error.reason.code not in ("no_key", "erased"):
                    raise
                trouble = error
        raise trouble


class LentEnvelopes:
    """By what a process that has the keys lent us: for some objects alone, each as one string."""

    def __init__(self, lent: Mapping[str, str]) -> None:
        self._lent = lent

    def takes_plain(self) -> bool:
        """Whether objects without a head are read."""
        return bool(self._lent.get(PLAIN))

    def seal(self, at: ObjectKey, name: str) -> tuple[bytes, bytes]:
        """The head that was made for it.

        Raises:
            StorageError: ``not_lent``.
        """
        whole = self._find(WRITE, at, name)
        return whole[:HEAD], whole[HEAD:]

    def open(self, at: ObjectKey, name: str, head: bytes) -> bytes:
        """The object's key.

        Raises:
            StorageError: ``not_lent``.
        """
        Head.parse(head, name)
        return self._find(READ, at, name)

    def _find(self, what: str, at: ObjectKey, name: str) -> bytes:
        lent = self._lent.get(f"{what}{name}") if str(at) == name else None
        if lent is None:
            raise StorageError(Reason("not_lent", f"This process was given no key for {name}."))
        return bytes.fromhex(lent)


READ, WRITE, PLAIN = "read:", "write:", "plain"
"""What lent keys are called: the name of an object after what may be done with it."""


def altered(name: str) -> StorageError:
    """What is said of an object that is not what was kept."""
    return StorageError(
        Reason("altered", f"{name} was altered, cut off, or is not what was kept there. Put it back from a backup.")
    )


def _wrap(place: int, sequence: int, key: DataKey, secret: bytes, prefix: bytes, name: str) -> Slot:
    nonce = os.urandom(12)
    wrapped = AESGCM(key.secret).encrypt(nonce, secret, _about(sequence, key.id, prefix, name))
    return Slot(place, sequence, key.id, nonce, wrapped)


def _about(sequence: int, key: int, prefix: bytes, name: str) -> bytes:
    return MAGIC + prefix + struct.pack(">IQ", sequence, key) + name.encode()
