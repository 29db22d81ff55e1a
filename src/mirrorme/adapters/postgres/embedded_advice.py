"""What to do about what Postgres says when it doesn't start."""

import errno
from collections.abc import Sequence
from pathlib import Path

from filelock import Timeout

_ADVICE = [
    (
        ("shared memory", "Cannot allocate memory"),
        (
            "The machine or container has too little shared memory: stop other programs, or give a container more "
            "(docker run --shm-size=256m)"
        ),
    ),
    (("No space left on device", "Disk quota exceeded"), "The disk is full: make room on that of {home}"),
    (("Read-only file system",), "The disk is read-only: mount it for writing, or choose another data folder"),
    (
        ("password authentication failed",),
        "{home}/postgres-password is not the one that the records were made with: bring that one back",
    ),
    (
        ("not compatible", "incompatible"),
        "The records were written by another version of Postgres: start the MirrorMe that wrote them",
    ),
    (
        ("Permission denied", "Operation not permitted", "wrong ownership", "invalid permissions"),
        (
            "{home} has the wrong owner or permissions: all below {home}/pgdata must belong to the one account that "
            "Postgres runs under, with mode 0700"
        ),
    ),
    (
        ("invalid checkpoint", "could not locate a valid checkpoint", "checksum", "PANIC"),
        "The records are damaged: keep a copy of {home}, and bring back the last backup",
    ),
]


def advise(what: str, said: Sequence[str], home: Path) -> str:
    """What went wrong, what to do about it, and Postgres' own words below."""
    words = "\n".join((what, *said))
    advice = next((text for signs, text in _ADVICE if any(sign in words for sign in signs)), "")
    advice = advice.format(home=home) if advice else f"Its whole log is {home}/postgres.log"
    return f"{what}. {advice}." + "".join(f"\n  {line}" for line in said)


def unusable(folder: Path, error: OSError) -> str:
    """What to do about a folder that can't be worked in."""
    if isinstance(error, Timeout):
        return f"another mirrorme has been starting or stopping Postgres in {folder} for minutes; end that one"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk of {folder} is full; make room, or choose another data folder"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"can't use {error.filename or folder} for Postgres ({error.strerror}); make {folder} writable for you, "
            "start mirrorme as the user that it belongs to, or choose another data folder"
        )
    return f"can't use {folder} for Postgres ({error.strerror or error}); choose another data folder"
