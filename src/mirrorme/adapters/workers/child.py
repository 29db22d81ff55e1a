"""One child process, spoken to in lines of JSON, that may die at any time."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mirrorme.pipeline.errors import OrderError, SetupError

SECRETS = frozenset({"MIRRORME_MASTER_KEY", "MIRRORME_SECRET", "DATABASE_URL"})
"""Settings that a process which decodes pictures has no use for."""
TAIL_BYTES = 2000
START_LIMIT_S = 300.0
"""How long a child may take to be ready; a laden machine may be slow at it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A child ended instead of answering.

    code: ``timed_out`` or ``worker_died``. message: for people.
    """

    code: str
    message: str


class Child:
    """A process that answers its opening line with ``ready [NOTES]`` and every further one with ``done ...``.

    It may also answer ``refused "MESSAGE"`` or ``misused "MESSAGE"``, for what no other photo and no other child would
    change.

    command: what to start, in which environment. opening: the first line that it is given. notes: what it had to say
    when it was ready.

    Raises:
        SetupError: it can't be started.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], opening: str) -> None:
        # native libraries print what they like there; of a child that died, the end of it tells why
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the child)
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=dict(environment),
                encoding="utf-8",
            )
        except OSError as error:
            self._errors.close()
            raise SetupError(f"can't start a worker: {error}") from error
        self._opening = opening
        self._said_ready = self._timed_out = False
        self.notes: tuple[str, ...] = ()

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def ask(self, line: str, limit_s: float) -> str | Lost:
        """Give it a line and wait for the answer, without the ``done``; past the limit it is killed.

        The limit counts from when it is ready.

        Raises:
            SetupError: it refused, or gave up before it was ready; OrderError: it was misused.
        """
        if lost := self.warm():
            return lost
        verb, _, rest = self._say(line, limit_s).partition(" ")
        return rest if verb == "done" else self._no_answer(verb, rest, limit_s)

    def warm(self) -> Lost | None:
        """Wait until it is ready, which may take seconds the first time; gives how it ended if it did instead.

        Raises:
            SetupError, OrderError: as ``ask``.
        """
        if self._said_ready:
            return None
        verb, _, rest = self._say(self._opening, START_LIMIT_S).partition(" ")
        if verb != "ready":
            return self._no_answer(verb, rest, START_LIMIT_S)
        self._said_ready, self.notes = True, tuple(json.loads(rest))
        return None

    @property
    def alive(self) -> bool:
        """Whether it can be asked: one whose time was up is as good as gone, though it may take a moment to go."""
        return not self._timed_out and self._process.poll() is None

    def _no_answer(self, verb: str, rest: str, limit_s: float) -> Lost:
        if verb in ("refused", "misused"):
            raise (OrderError if verb == "misused" else SetupError)(json.loads(rest))
        if self._timed_out and not self._said_ready:
            raise SetupError(f"a worker was not ready after {START_LIMIT_S:.0f} s: the machine is too busy for them")
        if self._timed_out:
            return Lost("timed_out", f"It took longer than {limit_s:.0f} s and was stopped.")
        return self._how_it_ended()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def close(self) -> None:
        """End it and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        self._errors.close()

    def _say(self, line: str, limit_s: float) -> str:
        """Its answer; nothing if it is gone, or was ended because the time was up."""
        assert self._process.stdin  # noqa: S101 (both pipes were asked for)
        assert self._process.stdout  # noqa: S101
        timer = threading.Timer(limit_s, self._end)
        timer.daemon = True
        timer.start()
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except BrokenPipeError:
            return ""
        finally:
            timer.cancel()

    def _end(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _how_it_ended(self) -> Lost:
        code = self._process.wait()
        if not self._said_ready and code >= 0:
            raise SetupError(f"a worker could not start (exit {code}): {self._last_words() or 'it said nothing'}")
        if code == -signal.SIGKILL:
            return Lost(
                "worker_died",
                "Its worker was killed, most often because the machine ran out of memory. Use fewer --workers.",
            )
        name = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return Lost("worker_died", f"Its worker crashed ({name}). {self._last_words()}".strip())

    def _last_words(self) -> str:
        self._errors.seek(0, 2)
        self._errors.seek(max(0, self._errors.tell() - TAIL_BYTES))
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""


def own_command(module: str) -> list[str]:
    """How to start a module of ours in a process of its own."""
    return [sys.executable, "-m", module]


def own_environment(threads: int) -> dict[str, str]:
    """That of a child which decodes what came from outside: it is lent the keys of its photo, and gets no others."""
    own = {name: value for name, value in os.environ.items() if name not in SECRETS}
    return {**own, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
