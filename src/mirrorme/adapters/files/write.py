"""Write files that are whole or not there at all."""

import errno
import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from mirrorme.imaging.errors import Reason
from mirrorme.pipeline.ports import StorageError

EVERYBODY, OWNER = 0o666, 0o600
"""Who may read and write a file, as far as the process lets everybody."""
AT_ONCE = 256 * 1024
"""Bytes of one write: some file systems take longer over larger ones."""


def write_whole(path: Path, data: bytes | Iterable[bytes], mode: int = EVERYBODY) -> None:
    """Write a file under another name, have it on the disk, then give it its own: a reader sees the old or the new.

    data: all of it, or piece by piece, as it comes. mode: of the file, less what the process' umask takes away. Folders
    are made. On Linux the unfinished file has no name at all, so that nothing of it stays behind whatever ends the
    process.

    Raises:
        StorageError: no room, no permission, a name too long; then there is nothing new in the folder.
    """
    _write_then(os.replace, path, data, mode)


def write_new(path: Path, data: bytes | Iterable[bytes], mode: int = EVERYBODY) -> None:
    """As ``write_whole``, but never over a file that is there: of two that write at once, one does.

    Raises:
        StorageError: as ``write_whole``; ``exists`` if there is one.
    """
    _write_then(os.link, path, data, mode)


def give_name(file: Path, path: Path) -> None:
    """Give a file that is on the disk a second name, unless there is a file of that name.

    Raises:
        StorageError: as ``write_new``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(file, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise StorageError(_reason(path, error)) from error


def _write_then(name: Callable[[Path, Path], None], path: Path, data: bytes | Iterable[bytes], mode: int) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # of this thread alone; what an ended process left under the name is of no use to anybody
        unfinished = path.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
        unfinished.unlink(missing_ok=True)
        try:
            _write_nameless(unfinished, data, mode) or _write_named(unfinished, data, mode)
            name(unfinished, path)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise StorageError(_reason(path, error)) from error


def _write_nameless(unfinished: Path, data: bytes | Iterable[bytes], mode: int) -> bool:
    """Give the name only when all is written; False where the system or the file system can't."""
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag:
        return False
    try:
        descriptor = os.open(unfinished.parent, flag | os.O_WRONLY, mode)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL):
            return False
        raise
    with os.fdopen(descriptor, "wb") as file:
        _write(file.fileno(), data)
        # any descriptor makes this linkat(2), which alone follows the link to the nameless file
        os.link(f"/proc/self/fd/{file.fileno()}", unfinished, src_dir_fd=file.fileno())
    return True


def _write_named(unfinished: Path, data: bytes | Iterable[bytes], mode: int) -> bool:
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        _write(file.fileno(), data)
    return True


def _write(descriptor: int, data: bytes | Iterable[bytes]) -> None:
    for piece in [data] if isinstance(data, bytes) else data:
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(descriptor, rest[:AT_ONCE]) :]
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where folders can be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(path: Path, error: OSError) -> Reason:
    if error.errno == errno.EEXIST and path.parent.is_dir():
        return Reason("exists", f"{path} is there already, and is never overwritten.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Reason("disk_full", f"There is no room left for {path}. Make room, or choose another --out folder.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Reason("unwritable", f"{path.parent} can't be written. Change its permissions, or choose another --out.")
    return Reason("not_written", f"{path} can't be written ({error.strerror}). Choose another --out folder or name.")
