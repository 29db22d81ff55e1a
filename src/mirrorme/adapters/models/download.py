"""Bring a file here over HTTP, go on where it broke off, and know that it is the right one."""

import errno
import hashlib
import shutil
import time
import urllib.error
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path

from mirrorme.adapters.models.registry import FetchError, open_url

BLOCK = 1 << 20
TRIES = 5
PAUSE_S = 1.0

OnBytes = Callable[[int], None]
"""Called with the number of bytes that are here by now."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_space(folder: Path, needed: int) -> None:
    """Say early that a file won't fit.

    Raises:
        FetchError: fewer than ``needed`` bytes are free where ``folder`` is.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise FetchError(
            f"{folder} has {free / 1e6:.0f} MB free and {needed / 1e6:.0f} MB are needed; make room, or set "
            "MIRRORME_CACHE to a folder on another disk"
        )


def download(url: str, part: Path, *, size: int, sha256: str, on_bytes: OnBytes) -> None:
    """Fetch ``url`` into ``part``, which may hold the beginning already; a broken connection is taken up again.

    Raises:
        FetchError: the network fails again and again, the server refuses, the disk is full, or the content is not
            what was pinned; then what is here can be gone on with, except that wrong content is removed.
    """
    resumed = part.exists() and part.stat().st_size > 0
    _complete(url, part, size, on_bytes)
    found = sha256_of(part)
    if found != sha256 and resumed:  # the beginning may have been of another file, or damaged
        part.unlink()
        _complete(url, part, size, on_bytes)
        found = sha256_of(part)
    if found != sha256:
        part.unlink()
        raise FetchError(
            f"{part.stem} is not the file that was pinned: its SHA-256 is {found}, not {sha256}; a mirror or proxy "
            "may have changed it: try again, or another index"
        )


def _complete(url: str, part: Path, size: int, on_bytes: OnBytes) -> None:
    here = part.stat().st_size if part.exists() else 0
    failures = 0
    while here < size:
        before = here
        try:
            _append(url, part, here, on_bytes)
        except urllib.error.HTTPError as error:
            if error.code == 416:  # the server's file ends before ours
                part.unlink()
            elif error.code not in (408, 429) and error.code < 500:
                raise FetchError(f"the server answers {error.code} {error.reason} for {part.stem}") from error
        except (OSError, HTTPException) as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES):
                raise FetchError(f"can't write {part} ({error.strerror}); make room or set MIRRORME_CACHE") from error
            if failures + 1 >= TRIES:
                raise FetchError(
                    f"the download of {part.stem} broke off {TRIES} times ({error}); what is here is kept: run the "
                    "command again when the network is back"
                ) from error
        here = part.stat().st_size if part.exists() else 0
        failures = 0 if here > before else failures + 1
        if here < size:
            if failures >= TRIES:
                raise FetchError(f"the server gives only {here} of the {size} bytes of {part.stem}; try again later")
            time.sleep(PAUSE_S * failures)


def _append(url: str, part: Path, here: int, on_bytes: OnBytes) -> None:
    # without "identity" a proxy may compress, and then byte ranges mean nothing
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={here}-"} if here else {})
    with open_url(url, headers) as response:
        whole = response.status != 206
        with part.open("wb" if whole else "ab") as file:
            done = 0 if whole else here
            while block := response.read(BLOCK):
                file.write(block)
                done += len(block)
                on_bytes(done)
