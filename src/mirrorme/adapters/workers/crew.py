"""Several children that share a list of jobs; one that dies loses its job only."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Self

from mirrorme.adapters.workers.child import Child, Lost
from mirrorme.pipeline.errors import SetupError


class Crew:
    """Children that are started at once and replaced when they die. Use it in a ``with``: leaving ends them all.

    hire: starts one. size: how many. limit_s: for each answer.
    """

    def __init__(self, hire: Callable[[], Child], *, size: int, limit_s: float) -> None:
        self._hire, self._limit_s = hire, limit_s
        self._children = [hire() for _ in range(size)]
        self._ended = False
        self._servants: list[threading.Thread] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._ended = True
        for child in self._children:
            child.kill()
        for servant in self._servants:
            servant.join()
        for child in self._children:
            child.close()

    @property
    def children(self) -> tuple[Child, ...]:
        """Those that are there now."""
        return tuple(self._children)

    def work(self, jobs: Sequence[str]) -> Iterator[tuple[int, str | Lost]]:
        """Give out the jobs; yields (index, answer) as they come.

        Raises:
            SetupError: a child could not be started.
        """
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        answers: queue.SimpleQueue[tuple[int, str | Lost] | SetupError] = queue.SimpleQueue()
        for index in range(len(jobs)):
            waiting.put(index)

        def serve(seat: int) -> None:
            while not self._ended:
                try:
                    index = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    answer = self._children[seat].ask(jobs[index], self._limit_s)
                    if isinstance(answer, Lost):
                        self._replace(seat)
                except SetupError as error:
                    answers.put(error)
                    return
                answers.put((index, answer))

        for seat in range(min(len(self._children), len(jobs))):
            self._servants.append(threading.Thread(target=serve, args=(seat,), daemon=True))
            self._servants[-1].start()
        for _ in jobs:
            answer = answers.get()
            if isinstance(answer, SetupError):
                raise answer
            yield answer

    def _replace(self, seat: int) -> None:
        with self._lock:
            if not self._ended:
                self._children[seat].close()
                self._children[seat] = self._hire()
