"""Have files from outside looked at by a process of their own, which may die of them."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, Literal

from mirrorme.domain.errors import InvalidError, LimitError

Kind = Literal["backdrop", "logo", "lut", "code"]
COMMAND = (sys.executable, "-m", "mirrorme.interfaces.intake")
LIMIT_S = 90.0
WAIT_S = 120.0
AT_ONCE = 1
"""Files that are looked at at a time: each may take the memory of a large picture."""
_PASSED_ON = frozenset({"PATH", "PYTHONPATH", "HOME", "LANG", "TMPDIR", "NUMBA_CACHE_DIR", "SYSTEMROOT", "VIRTUAL_ENV"})
_turn = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file. about: what is known of it. parts: what is to be kept of it."""

    about: dict[str, Any]
    parts: tuple[bytes, ...]


def take_in(kind: Kind, data: bytes) -> Taken:
    """Look at a file.

    Raises:
        InvalidError: what is wrong with it; ``worker_died`` or ``timed_out`` if it ended the process that looked at it.
        LimitError: others wait for the same.
    """
    if not _turn.acquire(timeout=WAIT_S):
        raise LimitError("busy", "Other files are being looked at. Send it again in a minute.", 60)
    try:
        answer = _ask(kind, data)
    finally:
        _turn.release()
    line, _, rest = answer.partition(b"\n")
    about: dict[str, Any] = json.loads(line)
    if "code" in about:
        raise InvalidError(about["code"], about["message"])
    parts, at = [], 0
    for size in about.pop("parts"):
        parts.append(rest[at : at + size])
        at += size
    return Taken(about, tuple(parts))


def _ask(kind: Kind, data: bytes) -> bytes:
    # it decodes what strangers made: it knows no database, no store and no key
    environment = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            [*COMMAND, kind],
            input=data,
            capture_output=True,
            env=environment,
            timeout=LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InvalidError(
            "timed_out", f"This file took longer than {LIMIT_S:.0f} s to look at; export it anew."
        ) from error
    if done.returncode != 0:
        raise InvalidError("worker_died", "This file can't be looked at: what decodes it crashed. Export it anew.")
    return done.stdout
