"""A seat with a warm child on it, for a service that never ends: children are replaced before they grow old."""

import threading
from collections.abc import Callable
from contextlib import suppress

import psutil

from mirrorme.adapters.machine import free_memory
from mirrorme.adapters.workers.child import Child, Lost
from mirrorme.pipeline.errors import SetupError

MOST_BYTES = 2_000_000_000
"""A child that has grown larger is replaced; so much should also be free before two are there at once."""
MOST_STARTS = 3
"""So often a child may be killed before it is ready, until the machine is taken to be at fault."""


class StoppedError(Exception):
    """The service is being stopped: what was asked for was left undone, and nobody is to blame."""


class Seat:
    """One child at a time. One thread works with it; ``stop`` may come from any.

    hire: starts a child. limit_s: for each answer. recycle_after: photos after which a child is replaced.
    most_bytes: resident memory above which it is. tell: called with one line for people.
    """

    def __init__(
        self,
        hire: Callable[[], Child],
        *,
        limit_s: float,
        recycle_after: int,
        tell: Callable[[str], None],
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._hire, self._limit_s, self._tell = hire, limit_s, tell
        self._recycle_after, self._most_bytes = recycle_after, most_bytes
        self._lock = threading.Lock()
        self._stopped = False
        self._child: Child | None = None
        self._next: _Successor | None = None
        self._asked = 0

    def ask(self, line: str) -> str | Lost:
        """Give the child a line; its answer, or how it ended.

        Raises:
            SetupError: no child can be had. StoppedError: the service is being stopped.
        """
        self.refresh()  # one that was killed while it waited is not the photo's fault
        child = self._child
        if child is None:
            raise StoppedError
        self._asked += 1
        answer = child.ask(line, self._limit_s)
        if self._stopped:
            raise StoppedError
        return answer

    def refresh(self) -> None:
        """Have a warm child: at the start, and after each photo, so that the next one needn't wait.

        Raises:
            SetupError: no child can be had. StoppedError: the service is being stopped.
        """
        child = self._child
        if child is None or not child.alive:
            self._seat(self._successor())
            return
        size = _resident(child)
        if size <= self._most_bytes and self._asked < self._recycle_after:
            return
        if size <= self._most_bytes and free_memory() > self._most_bytes:
            # there is room for two: the old one goes on until the new one is warm
            if self._next is None:
                self._next = _Successor(self._begin())
            if not self._next.settled:
                return
        why = f"{size / 1e9:.1f} GB" if size > self._most_bytes else f"{self._asked} photos"
        self._tell(f"child {child.pid} is replaced after {why}")
        if self._next is None:
            child.close()
        self._seat(self._successor())

    def stop(self) -> None:
        """End what there is at once; whoever waits for an answer gets ``StoppedError``."""
        with self._lock:
            self._stopped = True
            for child in (self._child, self._next.child if self._next else None):
                if child is not None:
                    child.kill()

    def close(self) -> None:
        """Stop, and clear away; the thread that works with it has ended."""
        self.stop()
        if self._next is not None:
            self._next.wait()
            self._next.child.close()
        if self._child is not None:
            self._child.close()

    def _begin(self) -> Child:
        with self._lock:
            if self._stopped:
                raise StoppedError
            return self._hire()

    def _successor(self) -> Child:
        """A warm child."""
        ready, self._next = self._next, None
        for _ in range(MOST_STARTS):
            ready = ready or _Successor(self._begin())
            with self._lock:
                self._next = ready
                if self._stopped:
                    ready.child.kill()
            lost = ready.wait()
            with self._lock:
                self._next = None
            if self._stopped:
                ready.child.close()
                raise StoppedError
            if lost is None and ready.child.alive:
                return ready.child
            ready.child.close()
            if isinstance(lost, SetupError):
                raise lost
            ready = None
        raise SetupError("a child was killed before it was ready, several times: is there memory enough for it?")

    def _seat(self, child: Child) -> None:
        with self._lock:
            before, self._child, self._asked = self._child, child, 0
            if self._stopped:
                child.kill()
        if before is not None:
            before.close()
        for note in child.notes:
            self._tell(f"note: {note}")
        self._tell(f"child {child.pid} is warm")


class _Successor:
    """A child that warms up in a thread of its own."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self._lost: Lost | SetupError | None = None
        self._thread = threading.Thread(target=self._warm, name="warm-up", daemon=True)
        self._thread.start()

    @property
    def settled(self) -> bool:
        """Whether it is known what became of it."""
        return not self._thread.is_alive()

    def wait(self) -> Lost | SetupError | None:
        """What went wrong, once that is known."""
        self._thread.join()
        return self._lost

    def _warm(self) -> None:
        try:
            self._lost = self.child.warm()
        except SetupError as error:
            self._lost = error


def _resident(child: Child) -> int:
    """Bytes; none if it ended just now."""
    with suppress(psutil.Error):
        return int(psutil.Process(child.pid).memory_info().rss)
    return 0
