"""Where the records of an embedded Postgres, its socket and its password live."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from mirrorme.adapters.files.write import write_whole
from mirrorme.adapters.postgres.embedded_binaries import Account
from mirrorme.pipeline.errors import SetupError

_POINTER = "postgres-place"
_SHORT = Path("/tmp")  # noqa: S108 (fixed, so that it is found again; what is made there is private and checked)
SOCKET_PATH_MOST = 88
"""Bytes of a socket folder's path: 104 are all that macOS has for a socket, and its name takes 15."""


def home_of(folder: Path) -> Path:
    """Where the records of this folder are or will be: in it, or where it points to.

    Raises:
        SetupError: it points to a place that is gone.
    """
    pointer = folder / _POINTER
    if not pointer.exists():
        return folder
    home = Path(pointer.read_text("utf-8").strip())
    if not home.is_dir():
        raise SetupError(
            f"the records of {folder} were kept in {home}, which is gone; bring it back (was it on a volume that is "
            f"not mounted?), or, to begin again without them, delete {pointer}"
        )
    return home


def settle(folder: Path, account: Account, elsewhere: Path) -> Path:
    """The place for the records, made if it isn't there; call it under a lock.

    It is the folder itself, unless Postgres runs as another account that can't get there, as below root's own home.
    Then it is a new folder below ``elsewhere``, and the folder points to it: the folders of the system stay as they
    are, and a folder that was deleted and made again does not meet the records of the one before.

    Raises:
        SetupError: records that are there already can't be reached, or there is no place for new ones.
    """
    home = home_of(folder)
    closed = account.closed(home)
    if closed is None:
        return home
    if home != folder or (home / "pgdata").exists():
        raise SetupError(
            f"the account that Postgres runs under (user {account.uid}) can't pass {closed}; open it with "
            f"`chmod o+x {closed}`, or start mirrorme as the owner of the records in {home}"
        )
    home = elsewhere / f"postgres-{secrets.token_hex(6)}"
    try:
        # what is made here gets its mode whatever the umask says, which root often has at 077
        if not elsewhere.exists():
            elsewhere.mkdir(parents=True)
            elsewhere.chmod(0o755)
        home.mkdir()
        home.chmod(0o711)
    except OSError as error:
        raise SetupError(
            f"the account that Postgres runs under (user {account.uid}) can't pass {closed}, and {elsewhere} can't be "
            f"written either ({error.strerror}); open the first with `chmod o+x {closed}`, or choose another folder"
        ) from error
    if account.closed(home):
        home.rmdir()
        raise SetupError(
            f"the account that Postgres runs under (user {account.uid}) can pass neither {closed} nor {elsewhere}; "
            f"open one with `chmod o+x`, choose another data folder, or start mirrorme as an ordinary user"
        )
    write_whole(folder / _POINTER, f"{home}\n".encode())
    return home


def socket_folder(home: Path) -> Path:
    """The folder of the socket: below home, or a short one when home's path is too long or too odd for a socket."""
    folder = home / "socket"
    if len(os.fsencode(folder)) <= SOCKET_PATH_MOST and re.fullmatch(r"[A-Za-z0-9_/.-]+", str(folder)):
        return folder
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return _SHORT / f"mirrorme-{digest}"


def make_private(folder: Path, account: Account) -> None:
    """Have a folder that only the account can enter.

    Raises:
        SetupError: another made it first, or opened it to others.
        OSError: it can't be made.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not folder.is_symlink() and (found.st_uid, found.st_mode & 0o777) == (account.uid, 0o700):
            return
        # root, killed between the two steps
        if folder.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise SetupError(
                f"{folder} is not private to user {account.uid}; have a look who made it, and delete it"
            ) from None
    account.give(folder)


def password_of(home: Path, *, new: bool) -> str:
    """The superuser's password, made on the first start; only its owner can read the file.

    Raises:
        SetupError: it is gone although there are records already.
        OSError: it can't be read or written.
    """
    path = home / "postgres-password"
    if path.exists():
        return path.read_text("ascii").strip()
    if not new:
        raise SetupError(f"{path} is missing and the records in {home} can't be opened without; bring it back")
    password = secrets.token_urlsafe(32)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(password + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return password
