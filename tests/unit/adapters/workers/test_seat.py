"""A seat always has a warm child on it, until the service stops."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from mirrorme.adapters.workers import seat as module
from mirrorme.adapters.workers.child import Child, Lost
from mirrorme.adapters.workers.seat import Seat, StoppedError
from mirrorme.pipeline.errors import SetupError

COMMAND = [sys.executable, "-S", str(Path(__file__).parents[3] / "fakes" / "child.py")]


class Sat:
    """A seat, and what it told."""

    def __init__(
        self, opening: str = "open", *, limit_s: float = 30.0, recycle_after: int = 1000, most_bytes: int = 2**60
    ) -> None:
        self.told: list[str] = []
        hire = partial(Child, COMMAND, os.environ, opening)
        self.seat = Seat(
            hire, limit_s=limit_s, recycle_after=recycle_after, tell=self.told.append, most_bytes=most_bytes
        )

    def pid(self, word: str = "a") -> int:
        """Which child answers."""
        answer = self.seat.ask(word)
        assert isinstance(answer, str)
        assert answer.startswith(word)
        return int(answer.split()[1])


@pytest.fixture
def seats() -> Iterator[list[Sat]]:
    made: list[Sat] = []
    yield made
    for one in made:
        one.seat.close()


def sit(seats: list[Sat], one: Sat) -> Sat:
    seats.append(one)
    return one


def test_one_child_answers_one_photo_after_the_other(seats: list[Sat]) -> None:
    sat = sit(seats, Sat())
    assert len({sat.pid(word) for word in "abc"}) == 1
    assert "note: a note" in sat.told


@pytest.mark.parametrize("end", ["kill", "crash"])
def test_a_photo_that_ends_its_child_costs_that_photo_alone(seats: list[Sat], end: str) -> None:
    sat = sit(seats, Sat())
    first = sat.pid()
    lost = sat.seat.ask(end)
    assert isinstance(lost, Lost)
    assert lost.code == "worker_died"
    assert sat.pid() != first


def test_a_photo_that_hangs_is_stopped_at_the_limit(seats: list[Sat]) -> None:
    sat = sit(seats, Sat(limit_s=5.0))
    lost = sat.seat.ask("hang")
    assert isinstance(lost, Lost)
    assert lost.code == "timed_out"
    assert sat.pid()


def test_a_child_that_was_killed_while_it_waited_is_no_photos_fault(seats: list[Sat]) -> None:
    sat = sit(seats, Sat())
    first = sat.pid()
    os.kill(first, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(first)] if psutil.pid_exists(first) else [], timeout=10)
    assert sat.pid() != first


def test_a_child_is_replaced_after_so_many_photos_and_the_old_one_goes_on_meanwhile(seats: list[Sat]) -> None:
    sat = sit(seats, Sat(recycle_after=3))
    first = sat.pid()
    deadline = time.monotonic() + 20
    while sat.pid() == first:
        sat.seat.refresh()
        assert time.monotonic() < deadline
    assert any("is replaced after" in line for line in sat.told)
    assert not psutil.pid_exists(first) or psutil.Process(first).status() == psutil.STATUS_ZOMBIE


def test_a_child_that_has_grown_too_large_is_replaced_at_once(seats: list[Sat]) -> None:
    sat = sit(seats, Sat(most_bytes=1))
    first = sat.pid()
    sat.seat.refresh()
    assert sat.pid() != first
    assert any(line.endswith("GB") and "is replaced" in line for line in sat.told)


def test_where_there_is_no_room_for_two_the_old_one_goes_first(
    seats: list[Sat], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "free_memory", lambda: 0)
    sat = sit(seats, Sat(recycle_after=1))
    first = sat.pid()
    sat.seat.refresh()
    assert sat.pid() != first


@pytest.mark.parametrize(("opening", "told"), [("refuse", "no weights"), ("break", "it broke at once")])
def test_a_child_that_cannot_be_had_is_told(seats: list[Sat], opening: str, told: str) -> None:
    sat = sit(seats, Sat(opening))
    with pytest.raises(SetupError, match=told):
        sat.seat.refresh()


def test_stopping_ends_what_is_being_done_and_blames_no_photo(seats: list[Sat]) -> None:
    sat = sit(seats, Sat())
    sat.seat.refresh()
    threading.Timer(0.3, sat.seat.stop).start()
    with pytest.raises(StoppedError):
        sat.seat.ask("hang")
    with pytest.raises(StoppedError):
        sat.seat.ask("a")
