"""Run the parts of the service and keep them running."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from mirrorme.ops.logs import last_day, put_aside
from mirrorme.ops.part import Life, Pace, Part, PartStatus, State, now

__all__ = ["Pace", "Part", "PartStatus", "Supervisor"]

_TICK_S = 0.05


class Supervisor:
    """Parts that are started again whenever they end, whatever they end with.

    parts: in the order of their start; they are stopped in the opposite one. tell: called with one line for people
    whenever something changes, from the thread that runs. pace: how long to wait for what. today: the day, UTC, that
    logs are named by.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        tell: Callable[[str], None],
        pace: Pace | None = None,
        today: Callable[[], date] = lambda: now().date(),
    ) -> None:
        self._tell, self._today = tell, today
        self._logs = {part.log: last_day(part.log) for part in parts if part.log}
        self._pace = pace or Pace()
        self._kept = [_Kept(part, self._say, self._pace) for part in parts]

    def run(self, until: threading.Event, each: Callable[[], None] = lambda: None, every_s: float = 1.0) -> None:
        """Keep the parts running until the event is set, then stop them all.

        each: called about every ``every_s`` seconds in between, in this thread, so it should be short. What it raises
        is told and ends nothing.
        """
        due = time.monotonic()
        try:
            self._call(self._turn_logs)
            while not until.is_set():
                for kept in self._kept:
                    kept.look()
                if time.monotonic() >= due:
                    self._call(self._turn_logs)
                    self._call(each)
                    due = time.monotonic() + every_s
                until.wait(_TICK_S)
        finally:
            self._stop()

    def status(self) -> list[PartStatus]:
        """How every part is; may be asked from any thread."""
        return [kept.status for kept in self._kept]

    def _call(self, each: Callable[[], None]) -> None:
        try:
            each()
        except Exception as error:  # noqa: BLE001 (whatever goes wrong there, the parts are kept running)
            self._say(f"a periodic duty failed: {type(error).__name__}: {error}")

    def _turn_logs(self) -> None:
        """Put every log aside that ends with a day before."""
        today = self._today()
        for log, day in self._logs.items():
            if day is not None and day < today:
                put_aside(log, day)
            self._logs[log] = today

    def _stop(self) -> None:
        living = list(reversed(self._kept))
        for kept in living:
            kept.ask_to_stop()
        deadline = time.monotonic() + self._pace.grace_s
        while (living := [kept for kept in living if not kept.stopped()]) and time.monotonic() < deadline:
            time.sleep(_TICK_S)
        for kept in living:
            kept.kill(self._pace.grace_s)

    def _say(self, line: str) -> None:
        # a terminal that was closed doesn't end the service
        with suppress(OSError):
            self._tell(line)


class _Kept:
    """A part and the life that it is in."""

    def __init__(self, part: Part, say: Callable[[str], None], pace: Pace) -> None:
        self._part, self._say, self._pace = part, say, pace
        self._life: Life | None = None
        self._starts = 0
        self._wait_s = 0.0
        self._due = self._begun = time.monotonic()
        self.status = PartStatus(part.name, None, "waiting", 0, now())

    def look(self) -> None:
        """Start it if that is due; see whether it ended."""
        if self._life is None:
            if time.monotonic() >= self._due:
                self._start()
            return
        end = self._life.end()
        if end is not None:
            lived_s = time.monotonic() - self._begun
            self._life = None
            self._put_off(f"ended ({end}) after {lived_s:.1f} s", "starts", lived_s)

    def ask_to_stop(self) -> None:
        if self._life is not None:
            self._life.ask_to_stop()

    def stopped(self) -> bool:
        """Whether it has no process any more; told the first time."""
        end = self._life.end() if self._life is not None else ""
        if end is None:
            return False
        if self.status.state != "stopped":
            self._say(f"{self._part.name}: stopped" + (f" ({end})" if end else ""))
        self._life = None
        self._set("stopped", None)
        return True

    def kill(self, grace_s: float) -> None:
        if self._life is not None:
            self._say(f"{self._part.name}: did not stop in {grace_s:.0f} s and is killed")
            self._life.kill()
        self.stopped()

    def _start(self) -> None:
        self._begun = time.monotonic()
        self._starts += 1
        try:
            self._life = Life(self._part)
        except OSError as error:
            self._put_off(f"can't be started: {error}", "tries", 0.0)
            return
        again = f" again, restart {self._starts - 1}" if self._starts > 1 else ""
        self._set("running", self._life.pid)
        self._say(f"{self._part.name}: started{again} (pid {self._life.pid})")

    def _put_off(self, what: str, verb: str, lived_s: float) -> None:
        self._wait_s = self._pace.wait_s(self._wait_s, lived_s)
        self._due = time.monotonic() + self._wait_s
        self._set("waiting", None)
        self._say(f"{self._part.name}: {what}; {verb} again in {self._wait_s:g} s")

    def _set(self, state: State, pid: int | None) -> None:
        self.status = PartStatus(self._part.name, pid, state, max(0, self._starts - 1), now())
