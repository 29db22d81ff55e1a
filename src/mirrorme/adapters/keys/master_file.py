"""A master key in a file: one line a key, the newest last; older ones only unwrap what they wrapped."""

import base64
import binascii
import json
import os
import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from mirrorme.adapters.files.write import OWNER, write_new, write_whole
from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.errors import SetupError
from mirrorme.pipeline.ports import StorageError

KIND = "mirrorme-master-1"
KEY_BYTES = 32
_NONCE = 12
_HEAD = "# Keep a copy of this apart from the photos and the database: without it no photo can be read.\n"


class FileMaster:
    """The keys in a file. It is read again when a name is asked for that was not there.

    Raises:
        SetupError: it can't be read, or is none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._keys = _read(path)

    @property
    def newest(self) -> str:
        """The name of the last key in the file."""
        return next(reversed(self._keys))

    @property
    def names(self) -> tuple[str, ...]:
        """Of all keys in the file, the newest last."""
        return tuple(self._keys)

    def has(self, name: str) -> bool:
        """Whether the key of this name is in the file."""
        return self._find(name) is not None

    def wrap(self, name: str, secret: bytes, about: Mapping[str, str]) -> bytes:
        """A secret as it may be kept.

        Raises:
            StorageError: ``wrong_master_key``: there is no key of this name.
        """
        nonce = os.urandom(_NONCE)
        return nonce + self._get(name).encrypt(nonce, secret, _bound(about))

    def unwrap(self, name: str, wrapped: bytes, about: Mapping[str, str]) -> bytes:
        """The opposite of ``wrap``.

        Raises:
            StorageError: ``wrong_master_key``: there is no key of this name, or it was wrapped for something else.
        """
        try:
            return self._get(name).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound(about))
        except InvalidTag as error:
            message = f"master key {name} doesn't fit a data key: the records were altered, or are of another store"
            raise StorageError(Reason("wrong_master_key", message)) from error

    def _get(self, name: str) -> AESGCM:
        found = self._find(name)
        if found is None:
            raise StorageError(Reason("wrong_master_key", f"master key {name} is not in {self._path}"))
        return found

    def _find(self, name: str) -> AESGCM | None:
        found = self._keys.get(name)
        if found is None:
            # it was rotated since this process began; a file that is just being replaced says nothing new
            with self._turn, suppress(SetupError):
                self._keys = _read(self._path)
            found = self._keys.get(name)
        return found


def make_master(path: Path) -> None:
    """Make the file with a first key, for this user alone; nothing happens if it is there.

    Raises:
        SetupError: it can't be written.
    """
    try:
        write_new(path, (_HEAD + _new_line()).encode(), OWNER)
    except StorageError as error:
        if error.reason.code != "exists":
            raise SetupError(error.reason.message) from error


def add_master(path: Path) -> None:
    """Add a new key behind those that are there.

    Raises:
        SetupError: the file can't be read or written.
    """
    _read(path)
    try:
        before = path.read_text("ascii")
        write_whole(path, (before.rstrip("\n") + "\n" + _new_line()).encode(), OWNER)
    except (OSError, StorageError) as error:
        why = error.reason.message if isinstance(error, StorageError) else error.strerror
        raise SetupError(f"{path} can't be changed: {why}") from error


def _read(path: Path) -> dict[str, AESGCM]:
    wanted = f"{path} has to be a master key file, with lines like `{KIND} BASE64`, the newest last"
    try:
        lines = path.read_text("ascii").splitlines()
    except FileNotFoundError as error:
        raise SetupError(
            f"the master key {path} is not there: put it back from where you keep it, or set MIRRORME_MASTER_KEY to "
            "where it is (docs/runbooks/keys.md)"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"the master key {path} can't be read: {error}") from error
    keys = {}
    for line in lines:
        kind, _, text = line.partition(" ")
        if not line.strip() or kind.startswith("#"):
            continue
        try:
            key = base64.b64decode(text.strip(), validate=True)
        except binascii.Error:
            key = b""
        if kind != KIND or len(key) != KEY_BYTES:
            raise SetupError(wanted)
        keys[_name(key)] = AESGCM(key)
    if not keys:
        raise SetupError(wanted)
    return keys


def _name(key: bytes) -> str:
    """What tells a key from others, and nothing of it (HKDF-Expand of RFC 5869)."""
    return HKDFExpand(SHA256(), 8, b"mirrorme name of a master key").derive(key).hex()


def _new_line() -> str:
    return f"{KIND} {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"


def _bound(about: Mapping[str, str]) -> bytes:
    return json.dumps(about, sort_keys=True).encode()
