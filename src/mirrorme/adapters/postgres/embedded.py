"""A Postgres server of our own, for who has none: made, started, found again and stopped."""

import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import psycopg
from filelock import FileLock
from sqlalchemy import URL

from mirrorme.adapters.postgres.embedded_advice import advise, unusable
from mirrorme.adapters.postgres.embedded_binaries import MAJOR, Account, account_of, binaries
from mirrorme.adapters.postgres.embedded_place import home_of, make_private, password_of, settle, socket_folder
from mirrorme.pipeline.errors import SetupError

if TYPE_CHECKING:
    import subprocess

START_LIMIT_S = 60.0
STOP_LIMIT_S = 60.0
LOG_MOST = 10 * 1024 * 1024
_DATABASE, _USER, _PORT = "mirrorme", "postgres", 5432
_PASSING = ("shared memory block", 'lock file "', "could not bind")
"""What Postgres says when the one before it is not quite gone."""
_OUTLIVING: "list[subprocess.Popen[bytes]]" = []
"""Servers that we started: they are to outlive who started them, which Python takes for a mistake otherwise."""
_SETTINGS = """\
# Written by mirrorme at every start. Settings of your own: ALTER SYSTEM SET ...
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
fsync = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
log_min_messages = warning
log_checkpoints = off
lc_messages = 'C'
"""


class Embedded:
    """The server whose records are in a folder.

    It is reached by a socket that only its owner can open, with a password that only its owner can read, and by
    nothing else. It outlives the process that started it; a later one takes it on.

    folder: for its records, log, password and socket; made if missing. elsewhere: when we are root, and the account
    that Postgres then runs under can't reach the folder, the records go below this one (``home`` tells).
    """

    def __init__(self, folder: Path, elsewhere: Path = Path("/var/lib/mirrorme")) -> None:
        self.folder = folder.absolute()
        self._elsewhere = elsewhere.absolute()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def home(self) -> Path:
        """Where the records are: the folder, or the place that it points to."""
        return home_of(self.folder)

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.home / "postgres.log"

    def start(self) -> str:
        """Have the server running and return the SQLAlchemy URL of its database, which contains the password.

        Raises:
            SetupError: it can't be started; the message says what to do and ends with the end of Postgres' own log.
        """
        try:
            # whoever else Postgres must run as may pass the folder, but not look into it
            self.folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
            with FileLock(self.folder / "postgres.lock", timeout=2 * START_LIMIT_S):
                return self._start()
        except OSError as error:
            raise SetupError(unusable(self.folder, error)) from error

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back, everything committed is on the disk.

        Raises:
            SetupError: it doesn't stop, or may not be stopped by us.
        """
        try:
            if self.pid() is None:
                return
            with FileLock(self.folder / "postgres.lock", timeout=2 * START_LIMIT_S):
                for number, limit_s in ((signal.SIGINT, STOP_LIMIT_S), (signal.SIGQUIT, 10.0)):
                    pid = self.pid()
                    if pid is None:
                        return
                    with suppress(ProcessLookupError):
                        os.kill(pid, number)
                    if self._gone(pid, limit_s):
                        return
        except OSError as error:
            raise SetupError(unusable(self.folder, error)) from error
        raise SetupError(f"Postgres (pid {pid}) doesn't stop; its log is {self.log}{self._quoted_log()}")

    def running(self) -> bool:
        """Whether there is a server on these records, starting or stopping ones included."""
        return self.pid() is not None

    def pid(self) -> int | None:
        """The process of the server on these records, whoever started it.

        Raises:
            SetupError: the records belong to another user.
        """
        for process in _OUTLIVING:
            process.poll()  # or it stays a zombie
        try:
            pid = self._noted()[0]
            owner = self._pgdata.stat().st_uid
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SetupError(unusable(self.folder, error)) from error
        # the note may be older than the machine's last start, and its number another program's by now
        return pid if pid and _serves(pid, self._pgdata, owner) else None

    def log_tail(self, lines: int) -> list[str]:
        """The last lines of Postgres' own log; fewer if there are not so many."""
        try:
            with self.log.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - 400 * lines))
                return file.read().decode(errors="replace").splitlines()[-lines:]
        except OSError:
            return []  # no log yet, or not ours to read: then there is nothing to show

    def trim_log(self) -> None:
        """Keep the log below about 10 MB, and one old one; call it now and then (every start does)."""
        with suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_MOST:
                old = self.log.with_name("postgres.log.old")
                shutil.copyfile(self.log, old)
                old.chmod(0o600)
                os.truncate(self.log, 0)  # Postgres appends, so it goes on at the beginning

    @property
    def _pgdata(self) -> Path:
        return self.home / "pgdata"

    def _noted(self) -> tuple[int, str]:
        """Number and state in the server's own note; 0 when there is none yet, or half of one."""
        lines = (self._pgdata / "postmaster.pid").read_text("utf-8", errors="replace").splitlines()
        pid = int(lines[0]) if lines and lines[0].isdigit() else 0
        return pid, lines[7].strip() if len(lines) > 7 else "starting"

    def _start(self) -> str:
        account = account_of(self._pgdata)
        home = settle(self.folder, account, self._elsewhere)
        socket = socket_folder(home.resolve())
        if not (self._pgdata / "PG_VERSION").exists():
            self._create(account, home)
        password = password_of(home, new=False)
        version = (self._pgdata / "PG_VERSION").read_text("ascii").strip()
        if version != MAJOR:
            raise SetupError(
                f"the records in {home} were written by Postgres {version}, and this MirrorMe has Postgres {MAJOR}; "
                "start the MirrorMe that wrote them, and move them with pg_dump"
            )
        self._have_running(account, home, socket)
        url = URL.create(
            "postgresql+psycopg",
            username=_USER,
            password=password,
            database=_DATABASE,
            query={"host": str(socket), "port": str(_PORT)},
        )
        self._create_database(socket, password)
        return url.render_as_string(hide_password=False)

    def _create(self, account: Account, home: Path) -> None:
        """Make a data directory, whole or not at all."""
        if self._pgdata.exists() and any(self._pgdata.iterdir()):
            raise SetupError(f"{self._pgdata} has files in it but is no Postgres data directory; choose another folder")
        programs = binaries(account, home)
        unfinished, secret = home / ".pgdata.part", home / ".pgdata.secret"
        shutil.rmtree(unfinished, ignore_errors=True)
        secret.unlink(missing_ok=True)
        make_private(unfinished, account)
        try:
            with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(password_of(home, new=True) + "\n")
            account.give(secret)
            command = [str(programs / "initdb"), f"--pgdata={unfinished}", f"--pwfile={secret}", f"--username={_USER}"]
            command += ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            command += ["--auth=scram-sha-256", "--data-checksums", "--no-instructions"]
            code, said = account.run(command)
        finally:
            secret.unlink(missing_ok=True)
        if code:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise SetupError(advise(f"can't make the records in {home}", said.splitlines()[-10:], home))
        unfinished.replace(self._pgdata)

    def _have_running(self, account: Account, home: Path, socket: Path) -> None:
        """Take on the server that runs, or start one; wait until it takes connections."""
        deadline = time.monotonic() + START_LIMIT_S
        mark = self.log.stat().st_size if self.log.exists() else 0
        if self._process is not None and self._process.poll() is not None:
            self._process = None  # how an earlier one ended says nothing of the next
        while time.monotonic() < deadline:
            if self.pid() is not None:
                with suppress(FileNotFoundError):
                    if self._noted()[1] == "ready":
                        return
            elif self._process is None or self._process.poll() is not None:
                if self._process is not None and self._process.returncode:
                    said = self._said_since(mark)
                    if not any(word in said for word in _PASSING):
                        self._process = None
                        raise SetupError(advise("Postgres doesn't start", said.splitlines()[-10:], home))
                    time.sleep(0.2)
                mark = self._begin(account, home, socket)
            time.sleep(0.01)
        raise SetupError(
            f"Postgres is not ready after {START_LIMIT_S:.0f} s. It may still be repairing its records after a crash: "
            f"start again in a while; its log is {self.log}{self._quoted_log()}"
        )

    def _begin(self, account: Account, home: Path, socket: Path) -> int:
        """Start the server; returns where in the log its words begin."""
        programs = binaries(account, home)
        make_private(socket, account)
        self._forget_stale_notes(socket / f".s.PGSQL.{_PORT}.lock")
        settings = home / "postgres.conf"
        settings.write_text(_SETTINGS.format(port=_PORT, socket=socket), "utf-8")
        settings.chmod(0o644)
        self.trim_log()
        with os.fdopen(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            account.give(self.log)
            command = [str(programs / "postgres"), "-D", str(self._pgdata), "-c", f"config_file={settings}"]
            self._process = account.begin(command, log)
            _OUTLIVING.append(self._process)
            return log.seek(0, os.SEEK_END)

    def _forget_stale_notes(self, of_socket: Path) -> None:
        """Delete notes whose number is another program's by now; Postgres itself would wait for that program to end.

        Not as long as any process works on the records: Postgres sees to those itself.
        """
        for note in (self._pgdata / "postmaster.pid", of_socket):
            with suppress(FileNotFoundError):
                first = note.read_text("utf-8", errors="replace").partition("\n")[0].strip()
                if first.isdigit() and psutil.pid_exists(int(first)):
                    owner = self._pgdata.stat().st_uid
                    if not any(_serves(other, self._pgdata, owner) for other in psutil.pids()):
                        note.unlink()

    def _create_database(self, socket: Path, password: str) -> None:
        try:
            with psycopg.connect(
                host=str(socket), port=_PORT, user=_USER, password=password, dbname="postgres", autocommit=True
            ) as connection:
                known = connection.execute("select 1 from pg_database where datname = %s", [_DATABASE])
                if known.fetchone() is None:
                    connection.execute(f"create database {_DATABASE}")
        except psycopg.Error as error:
            what = f"Postgres runs but refuses us ({str(error).strip()})"
            raise SetupError(advise(what, self.log_tail(10), self.home)) from error

    def _said_since(self, mark: int) -> str:
        with self.log.open("rb") as file:
            file.seek(mark)
            return file.read().decode(errors="replace")

    def _quoted_log(self) -> str:
        return "".join(f"\n  {line}" for line in self.log_tail(10))

    def _gone(self, pid: int, limit_s: float) -> bool:
        deadline = time.monotonic() + limit_s
        while self.pid() == pid:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True


def _serves(pid: int, pgdata: Path, owner: int) -> bool:
    """Whether a process is of a Postgres on this data directory: all of its processes work in there."""
    try:
        process = psutil.Process(pid)
        if process.uids().real != owner or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()) == pgdata.resolve()
    except psutil.Error:
        return False
