"""Authenticated encryption that can be streamed, and read from any place on.

STREAM (Hoang, Reyhanitabar, Rogaway and Vizar, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance",
CRYPTO 2015) over AES-256-GCM: chunks of the same size, each with a nonce of prefix, number and whether it is the last.
A chunk that was altered, moved, left out or put in is found, and so is an end that is missing.
"""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 256 * 1024
"""Bytes of each chunk before it is encrypted. Only the last may be shorter, and it is only empty if all is."""
TAG = 16
PREFIX = 7


class AlteredError(Exception):
    """This is not what was encrypted."""


class Stream:
    """A key that encrypts one thing, once. key: 32 bytes. prefix: 7 bytes."""

    def __init__(self, key: bytes, prefix: bytes) -> None:
        self._cipher, self._prefix = AESGCM(key), prefix

    def encrypt(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks of what comes in pieces of any size."""
        for number, (chunk, last) in enumerate(_chunks(pieces)):
            yield self._cipher.encrypt(self._nonce(number, last=last), chunk, None)

    def decrypt(self, number: int, chunk: bytes | memoryview, *, last: bool) -> bytes:
        """A chunk. number: from 0. last: whether nothing comes after.

        Raises:
            AlteredError: it is not the chunk of that number, or not the last, or was altered.
        """
        try:
            return self._cipher.decrypt(self._nonce(number, last=last), chunk, None)
        except InvalidTag as error:
            raise AlteredError from error

    def _nonce(self, number: int, *, last: bool) -> bytes:
        return self._prefix + number.to_bytes(4, "big") + bytes([last])


def count_chunks(encrypted: int) -> int:
    """How many chunks so many bytes are.

    Raises:
        AlteredError: no stream is so short.
    """
    if encrypted < TAG:
        raise AlteredError
    return -(-encrypted // (CHUNK + TAG))


def plain_size(encrypted: int) -> int:
    """How many bytes so many bytes are once they are decrypted.

    Raises:
        AlteredError: no stream is so long.
    """
    size = encrypted - count_chunks(encrypted) * TAG
    if size < 0:
        raise AlteredError
    return size


def _chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes | memoryview, bool]]:
    """Chunks, and whether each is the last: a full one is kept back until it is known whether more comes."""
    kept = bytearray()
    for piece in pieces:
        rest = memoryview(piece)
        if kept:
            missing = CHUNK - len(kept)
            kept += rest[:missing]
            rest = rest[missing:]
            if not rest:
                continue
            yield bytes(kept), False
            kept.clear()
        while len(rest) > CHUNK:
            yield rest[:CHUNK], False
            rest = rest[CHUNK:]
        kept += rest
    yield bytes(kept), True
