import os
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from mirrorme.adapters.workers.child import Child, Lost
from mirrorme.adapters.workers.crew import Crew
from mirrorme.pipeline.errors import SetupError

COMMAND = [sys.executable, "-S", str(Path(__file__).parents[3] / "fakes" / "child.py")]


def crew(size: int = 1, limit_s: float = 30.0, opening: str = "open") -> Crew:
    return Crew(partial(Child, COMMAND, os.environ, opening), size=size, limit_s=limit_s)


def answers(jobs: list[str], size: int = 1, limit_s: float = 30.0) -> dict[int, str | Lost]:
    with crew(size, limit_s) as working:
        return dict(working.work(jobs))


def test_every_job_is_answered_by_as_many_children_as_there_are() -> None:
    with crew(2) as working:
        told = dict(working.work([f"job{i}" for i in range(20)]))
        assert {note for child in working.children for note in child.notes} == {"a note"}
    assert [str(told[i]).split()[0] for i in range(20)] == [f"job{i}" for i in range(20)]
    assert len({str(answer).split()[1] for answer in told.values()}) <= 2


def test_a_killed_child_loses_only_its_job_and_is_replaced() -> None:
    told = answers(["a", "kill", "b"])
    assert told[1] == Lost(
        "worker_died",
        "Its worker was killed, most often because the machine ran out of memory. Use fewer --workers.",
    )
    assert str(told[0]).split()[1] != str(told[2]).split()[1]


def test_a_crashed_child_says_why() -> None:
    told = answers(["crash", "b"])
    assert told[0] == Lost("worker_died", "Its worker crashed (exit 1). ValueError: a bug")
    assert str(told[1]).startswith("b ")


def test_a_child_that_hangs_is_stopped_at_the_limit() -> None:
    told = answers(["hang", "b"], limit_s=1.0)
    assert told[0] == Lost("timed_out", "It took longer than 1 s and was stopped.")
    assert str(told[1]).startswith("b ")


def test_a_refusal_ends_it_all() -> None:
    with crew() as working, pytest.raises(SetupError, match="altered weights"):
        dict(working.work(["a", "refuse", "b"]))
    with crew(opening="refuse") as working, pytest.raises(SetupError, match="no weights"):
        dict(working.work(["a"]))


def test_a_child_that_cannot_start_says_why() -> None:
    with crew(opening="break") as working, pytest.raises(SetupError, match=r"could not start \(exit 1\): it broke"):
        dict(working.work(["a"]))
    with pytest.raises(SetupError, match="can't start a worker"):
        Child(["/no/such/program"], {}, "open")


def test_leaving_ends_children_that_are_at_work() -> None:
    with crew(2) as working:
        threading.Thread(target=lambda: list(working.work(["hang", "hang"])), daemon=True).start()
        time.sleep(0.2)
        children = [child.pid for child in working.children]
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
