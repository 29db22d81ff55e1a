"""Duties are done again and again, whatever goes wrong with one, and only by who leads."""

import itertools
import threading
import time
from collections.abc import Callable

from mirrorme.ops import schedule
from mirrorme.ops.schedule import Duty, keep

LIMIT_S = 20.0


class Kept:
    """Duties being kept in a thread."""

    def __init__(self, *duties: Duty, leads: Callable[[], bool] = lambda: True) -> None:
        self.told: list[str] = []
        self.stop = threading.Event()
        options = {"until": self.stop, "leads": leads, "tell": self.told.append}
        self.thread = threading.Thread(target=keep, args=(duties,), kwargs=options)
        self.thread.start()

    def until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT_S
        while not done() and time.monotonic() < deadline:
            time.sleep(0.005)
        reached = done()
        self.stop.set()
        self.thread.join()
        assert reached, self.told


def test_a_duty_that_fails_is_told_once_and_goes_well_again() -> None:
    done: list[int] = []

    def fails_twice() -> int:
        done.append(1)
        if len(done) <= 2:
            raise ValueError("not yet")
        return 0

    kept = Kept(Duty("a", 0.005, fails_twice))
    kept.until(lambda: len(done) > 4)
    assert [line for line in kept.told if line.startswith("a:")] == [
        "a: failed: ValueError: not yet",
        "a: goes well again",
    ]


def test_a_duty_that_hangs_keeps_no_other_from_being_done() -> None:
    hangs = threading.Event()
    done: list[int] = []

    def hang() -> int:
        hangs.wait(LIMIT_S)
        return 0

    def count() -> int:
        done.append(1)
        return 0

    kept = Kept(Duty("hangs", 0.001, hang), Duty("a", 0.001, count))

    def enough() -> bool:
        if len(done) > 5:
            hangs.set()
        return len(done) > 5

    kept.until(enough)


def test_who_does_not_lead_does_nothing_until_it_does() -> None:
    leads = threading.Event()
    asked: list[int] = []
    done: list[int] = []

    def lead() -> bool:
        asked.append(1)
        return leads.is_set()

    def count() -> int:
        done.append(1)
        return 0

    schedule.LOOK_S, before = 0.01, schedule.LOOK_S
    try:
        kept = Kept(Duty("a", 0.001, count), leads=lead)
        while len(asked) < 10:
            time.sleep(0.005)
        assert done == []
        leads.set()
        kept.until(lambda: len(done) > 2)
    finally:
        schedule.LOOK_S = before
    assert [line.partition(":")[0] for line in kept.told] == ["stands by", "leads"]


def test_a_wall_clock_that_jumps_changes_nothing() -> None:
    done: list[float] = []
    real = time.time

    def jump() -> int:
        # each time an hour on, or back
        time.time = lambda: real() + 3600 * (-1) ** len(done)
        done.append(time.monotonic())
        return 0

    try:
        Kept(Duty("a", 0.02, jump)).until(lambda: len(done) > 5)
    finally:
        time.time = real
    gaps = [after - before for before, after in itertools.pairwise(done)]
    assert min(gaps) >= 0.02
