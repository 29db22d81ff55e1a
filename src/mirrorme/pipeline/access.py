"""Keys: how they are made, and what the records keep of them."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from mirrorme.domain.records import KeyRole

PREFIX = "mm_"
PREFIX_SHOWN = 9
"""So many characters of a key are shown, to tell it by."""


def new_key() -> str:
    """A key that nobody can guess: ``mm_`` and 40 characters."""
    return PREFIX + secrets.token_urlsafe(30)


def derived_key(secret: bytes, *purpose: str) -> str:
    """The key that this service gives for a purpose, always the same.

    It need not be kept to be told again, when the answer to a request was lost on its way and the request is repeated.
    """
    text = "\0".join(("key", *purpose))
    return PREFIX + urlsafe_b64encode(hmac.digest(secret, text.encode(), "sha256")).decode()[:40]


def franchise_keys(secret: bytes, code: str) -> dict[KeyRole, str]:
    """The keys that a franchise is founded with, by role."""
    roles: tuple[KeyRole, ...] = ("franchise", "upload")
    return {role: derived_key(secret, role, code) for role in roles}


def digest_of(key: str) -> str:
    """What the records keep: the SHA-256, hex. Enough for keys that nobody can guess."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
