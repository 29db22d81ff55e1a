"""Parts are started again whatever ends them, and all stop when they should."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mirrorme.ops.part import Pace, Part
from mirrorme.ops.supervisor import Supervisor

LIMIT_S = 20.0
QUICK = Pace(first_s=0.01, most_s=0.04, steady_s=60.0, grace_s=1.0)


def part(name: str, code: str, folder: Path) -> Part:
    return Part(name, (sys.executable, "-c", code), dict(os.environ), folder / f"{name}.log")


SLEEP = "import time; time.sleep(600)"


@contextmanager
def running(*parts: Part, each: Callable[[], None] = lambda: None) -> Iterator[tuple[Supervisor, list[str]]]:
    told: list[str] = []
    supervisor, stop = Supervisor(parts, told.append, QUICK), threading.Event()
    thread = threading.Thread(target=supervisor.run, args=(stop, each, 0.01))
    thread.start()
    yield supervisor, told
    stop.set()
    thread.join()


def wait_for(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("code", ["pass", "raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)"])
def test_whatever_a_part_ends_with_it_is_started_again(tmp_path: Path, code: str) -> None:
    with running(part("a", code, tmp_path)) as (supervisor, told):
        wait_for(lambda: supervisor.status()[0].restarts >= 3)
    assert any("ended" in line for line in told)


def test_a_part_that_was_killed_comes_back_and_the_others_stay(tmp_path: Path) -> None:
    with running(part("a", SLEEP, tmp_path), part("b", SLEEP, tmp_path)) as (supervisor, _):
        wait_for(lambda: all(one.pid for one in supervisor.status()))
        a, b = (one.pid for one in supervisor.status())
        assert a is not None
        os.kill(a, signal.SIGKILL)
        wait_for(lambda: supervisor.status()[0].pid not in (a, None))
        assert supervisor.status()[1].pid == b
    assert {one.state for one in supervisor.status()} == {"stopped"}


def test_parts_stop_in_the_opposite_order(tmp_path: Path) -> None:
    with running(part("a", SLEEP, tmp_path), part("b", SLEEP, tmp_path)) as (supervisor, told):
        wait_for(lambda: all(one.pid for one in supervisor.status()))
    stopped = [line.partition(":")[0] for line in told if "stopped" in line]
    assert set(stopped) == {"a", "b"}


def test_who_does_not_stop_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    stubborn = "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    stubborn += f"child = subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); print(child.pid, flush=True); "
    with running(part("a", stubborn + "time.sleep(600)", tmp_path)) as (_, told):
        wait_for(lambda: (tmp_path / "a.log").exists() and (tmp_path / "a.log").read_text().strip().isdigit())
    child = int((tmp_path / "a.log").read_text())
    assert any("is killed" in line for line in told)
    wait_for(lambda: not Path(f"/proc/{child}").exists() or "State:\tZ" in Path(f"/proc/{child}/status").read_text())


def test_a_program_that_is_not_there_is_told_and_tried_again(tmp_path: Path) -> None:
    missing = Part("a", (str(tmp_path / "none"),), {}, None)
    with running(missing) as (_, told):
        wait_for(lambda: sum("can't be started" in line for line in told) >= 2)


def test_a_duty_that_fails_ends_nothing(tmp_path: Path) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    with running(part("a", SLEEP, tmp_path), each=broken) as (supervisor, told):
        wait_for(lambda: any("ZeroDivisionError" in line for line in told))
        assert supervisor.status()[0].state == "running"


def test_a_part_ends_with_its_supervisor(tmp_path: Path) -> None:
    holds = "import sys, time; from mirrorme.ops.lifeline import hold; import os; "
    holds += "hold(lambda: os._exit(0)); print(os.getpid(), flush=True); time.sleep(600)"
    code = f"""
import threading, sys, os
from pathlib import Path
from mirrorme.ops.part import Part
from mirrorme.ops.supervisor import Supervisor
part = Part("a", (sys.executable, "-c", {holds!r}), dict(os.environ), Path({str(tmp_path / "a.log")!r}))
Supervisor([part], print).run(threading.Event())
"""
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    wait_for(lambda: (tmp_path / "a.log").exists() and (tmp_path / "a.log").read_text().strip().isdigit())
    supervisor.kill()
    supervisor.wait()
    child = int((tmp_path / "a.log").read_text())
    wait_for(lambda: not Path(f"/proc/{child}").exists() or "State:\tZ" in Path(f"/proc/{child}/status").read_text())


@pytest.mark.parametrize(
    ("before", "lived", "wait"), [(0, 0, 0.1), (0.1, 1, 0.2), (8, 1, 10), (10, 1, 10), (10, 31, 0.1)]
)
def test_waits_double_up_to_the_most_and_begin_anew_after_a_steady_life(
    before: float, lived: float, wait: float
) -> None:
    assert Pace().wait_s(before, lived) == wait
