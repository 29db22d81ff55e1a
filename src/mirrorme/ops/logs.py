"""Parts' logs: a file a day, kept for a month; a part goes on into the new file by itself."""

import os
import threading
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

DAYS = 30
VARIABLE = "MIRRORME_LOG_FILE"
LOOK_S = 5.0
"""Seconds after which a part sees that its log was put aside; what it says until then is in the old one."""


def put_aside(log: Path, day: date, days: int = DAYS) -> None:
    """Give a log that ends with a day the day's name, and delete those that are older than so many days.

    Raises:
        OSError: no permission.
    """
    if log.exists() and log.stat().st_size:
        aside = log.with_name(f"{log.stem}-{day.isoformat()}{log.suffix}")
        if not aside.exists():
            log.replace(aside)
    for old in log.parent.glob(f"{log.stem}-*{log.suffix}"):
        with suppress(ValueError):  # of a part whose name begins like this one's
            if date.fromisoformat(old.stem.removeprefix(f"{log.stem}-")) < day - timedelta(days=days):
                old.unlink(missing_ok=True)


def last_day(log: Path) -> date | None:
    """The day, UTC, on which it was last written; None if there is none."""
    try:
        return datetime.fromtimestamp(log.stat().st_mtime, UTC).date()
    except FileNotFoundError:
        return None


def follow() -> None:
    """Have this process' output go on into a new log whenever the one that it has was put aside.

    Does nothing in a process whose supervisor named no log.
    """
    log = os.environ.pop(VARIABLE, "")
    if log:
        threading.Thread(target=_follow, args=(Path(log),), name="log", daemon=True).start()


def open_log(log: Path) -> int:
    """A file descriptor that adds to it.

    Raises:
        OSError: it can't be written.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)


def _follow(log: Path) -> None:
    wait = threading.Event()
    while not wait.wait(LOOK_S):
        with suppress(OSError):  # a full disk: what there is to say still goes into the old one
            reopen(log)


def reopen(log: Path) -> bool:
    """Have standard output and error go there; whether they went elsewhere.

    Raises:
        OSError: it can't be written.
    """
    now = os.fstat(2)
    if log.exists() and (log.stat().st_dev, log.stat().st_ino) == (now.st_dev, now.st_ino):
        return False
    descriptor = open_log(log)
    try:
        for output in (1, 2):
            os.dup2(descriptor, output)
    finally:
        os.close(descriptor)
    return True
