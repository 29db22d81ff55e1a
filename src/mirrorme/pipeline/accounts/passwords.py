"""Passwords: argon2id with the least parameters that OWASP names (19 MiB, two passes, one lane; RFC 9106)."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from mirrorme.domain.errors import InvalidError

SHORTEST, LONGEST = 12, 200
GOOD = 3
"""zxcvbn's score, 0-4, from which guessing takes too long even for who stole the hash."""
_EASY = {
    "keys": ("rows of keys", "keyboard"),
    "repeats": ("Repeats",),
    "sequence": ("Sequences",),
    "date": ("years", "Dates"),
    "common": ("common password", "commonly used"),
    "word": ("word by itself", "ames and surnames"),
}
"""Why zxcvbn finds a password easy, by what its warnings have in them."""
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def check_new(password: str, *about: str) -> None:
    """Whether a password is good enough. about: words that others know of the person.

    Raises:
        InvalidError: no; says why.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"A password has {SHORTEST} to {LONGEST} characters; this one doesn't."
        raise InvalidError("weak_password", message, {"shortest": SHORTEST, "longest": LONGEST, "why": "length"})
    # zxcvbn's time grows with the square of the length; its first 100 characters tell enough
    found = zxcvbn(password[:72], user_inputs=[word for one in about for word in (one, *one.replace("@", " ").split())])
    if found["score"] < GOOD:
        why = found["feedback"]["warning"] or "It is easy to guess."
        kind = next((kind for kind, words in _EASY.items() if any(word in why for word in words)), "easy")
        message = f"{why} Take four words that don't belong together."
        raise InvalidError("weak_password", message, {"shortest": SHORTEST, "longest": LONGEST, "why": kind})


def hash_of(password: str) -> str:
    """What is kept of it."""
    return _hasher.hash(password)


def is_right(hashed: str | None, password: str) -> bool:
    """Whether this is the password; takes as long where there is none, so that time tells nobody who is known."""
    try:
        return _hasher.verify(hashed or _nobodys(), password[: LONGEST + 1]) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def is_old(hashed: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _hasher.check_needs_rehash(hashed)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
