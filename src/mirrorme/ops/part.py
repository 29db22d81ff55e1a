"""One part of the service: a child process, how it is started, and how long to wait when it ends."""

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from mirrorme.ops.lifeline import VARIABLE
from mirrorme.ops.logs import VARIABLE as LOG
from mirrorme.ops.logs import open_log

State = Literal["running", "waiting", "stopped"]


@dataclass(frozen=True, slots=True)
class Part:
    """What to run.

    name: for people. command: program and arguments. environment: the whole of it. log: the file that its output is
    added to; None for our own output.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path | None


@dataclass(frozen=True, slots=True)
class PartStatus:
    """How a part is.

    pid: its process, if there is one. state: ``running``, ``waiting`` (to be started again) or ``stopped``.
    restarts: how often it was started after the first time. since: when it came into this state, UTC.
    """

    name: str
    pid: int | None
    state: State
    restarts: int
    since: datetime

    def __str__(self) -> str:
        """One line for people."""
        pid = f", pid {self.pid}" if self.pid else ""
        return f"{self.name}: {self.state}{pid}, {self.restarts} restarts, since {self.since:%Y-%m-%d %H:%M:%S} UTC"


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a supervisor is, all in seconds.

    first_s, most_s: the wait after the first end of a part, which doubles with every further one up to the most.
    steady_s: after a life of this length the wait is the first one again. grace_s: how long parts may take to stop.
    """

    first_s: float = 0.1
    most_s: float = 10.0
    steady_s: float = 30.0
    grace_s: float = 10.0

    def wait_s(self, before_s: float, lived_s: float) -> float:
        """How long to wait after a life, given the wait before it (0 at first)."""
        if before_s == 0 or lived_s >= self.steady_s:
            return self.first_s
        return min(2 * before_s, self.most_s)


class Life:
    """A part's process, from its start to its end.

    Raises:
        OSError: it can't be started.
    """

    def __init__(self, part: Part) -> None:
        log = open_log(part.log) if part.log else None
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own programs, without a shell)
                part.command,
                bufsize=0,
                # the lifeline: nothing is written to it, and it ends when we do
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**part.environment, VARIABLE: "stdin", **({LOG: str(part.log)} if part.log else {})},
                # a Ctrl-C is for the supervisor, which stops the parts in order
                start_new_session=True,
            )
        finally:
            if log is not None:
                os.close(log)

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def end(self) -> str | None:
        """What it ended with, such as ``exit 0`` or ``SIGKILL``; None while it lives."""
        code = self._process.poll()
        if code is None:
            return None
        if self._process.stdin:
            self._process.stdin.close()
        if code >= 0:
            return f"exit {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:  # a real-time signal has no name
            return f"signal {-code}"

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        self._process.terminate()

    def kill(self) -> None:
        """End it and what it started at once, and wait until it is gone."""
        if self._process.poll() is None:
            # not yet waited for, so the group's number is still its own
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)
