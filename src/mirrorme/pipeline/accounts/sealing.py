"""Secrets that the database keeps, but can't read: sealed with a key out of the service's secret."""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class SealError(Exception):
    """It was sealed with another secret, for another purpose, or was changed."""


def key_for(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose alone (HKDF-SHA-256, RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=f"mirrorme {purpose}".encode()).derive(secret)


def seal(secret: bytes, purpose: str, data: bytes) -> bytes:
    """The data under AES-256-GCM; the nonce, 12 random bytes, comes first."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key_for(secret, purpose)).encrypt(nonce, data, purpose.encode())


def unseal(secret: bytes, purpose: str, sealed: bytes) -> bytes:
    """What was sealed.

    Raises:
        SealError: not by us, or not for this.
    """
    try:
        return AESGCM(key_for(secret, purpose)).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError(f"what was sealed for {purpose} can't be read: was MIRRORME_SECRET changed?") from error


def mac(secret: bytes, purpose: str, *parts: str) -> str:
    """HMAC-SHA-256 of the parts, hex: only we can make it."""
    return hmac.digest(key_for(secret, purpose), "\0".join(parts).encode(), "sha256").hex()
