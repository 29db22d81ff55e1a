"""A master key that never leaves AWS' key management service: it wraps and unwraps for us."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

SCHEME = "awskms:"
_WRONG = frozenset(
    {"InvalidCiphertextException", "IncorrectKeyException", "NotFoundException", "AccessDeniedException"}
)


class KmsClient(Protocol):
    """What is used of boto3's."""

    def encrypt(self, **asked: Any) -> Mapping[str, Any]: ...  # noqa: ANN401, D102 (boto3's)
    def decrypt(self, **asked: Any) -> Mapping[str, Any]: ...  # noqa: ANN401, D102


class KmsMaster:
    """One key. key: its id, ARN or alias. AWS rotates what is behind it by itself."""

    def __init__(self, key: str, client: KmsClient) -> None:
        self._key, self._client = key, client

    @property
    def newest(self) -> str:
        """Its name."""
        return f"{SCHEME}{self._key}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its name alone."""
        return (self.newest,)

    def has(self, name: str) -> bool:
        """Whether that is this key."""
        return name == self.newest

    def wrap(self, name: str, secret: bytes, about: Mapping[str, str]) -> bytes:
        """A secret as it may be kept.

        Raises:
            StorageError: ``wrong_master_key``, ``keys_away``.
        """
        self._check(name)
        with _told(name):
            answer = self._client.encrypt(KeyId=self._key, Plaintext=secret, EncryptionContext=dict(about))
        return bytes(answer["CiphertextBlob"])

    def unwrap(self, name: str, wrapped: bytes, about: Mapping[str, str]) -> bytes:
        """The opposite of ``wrap``.

        Raises:
            StorageError: ``wrong_master_key``, ``keys_away``.
        """
        self._check(name)
        with _told(name):
            answer = self._client.decrypt(KeyId=self._key, CiphertextBlob=wrapped, EncryptionContext=dict(about))
        return bytes(answer["Plaintext"])

    def _check(self, name: str) -> None:
        if not self.has(name):
            raise StorageError(Reason("wrong_master_key", f"MIRRORME_MASTER_KEY names {self.newest}, not {name}"))


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        kind = "wrong_master_key" if code in _WRONG else "keys_away"
        raise StorageError(Reason(kind, f"KMS refuses {name}: {code}")) from error
    except BotoCoreError as error:
        raise StorageError(Reason("keys_away", f"KMS can't be reached: {error}")) from error
